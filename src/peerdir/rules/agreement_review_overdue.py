"""An agreement between both sides of a referral is to be looked at again by the day it names.

After that day nobody can be sure that the other side still keeps it.

Bad:

    referral:
      methods: [phone]
      escalation: Call 911 or 988 in an emergency.
      agreement: {kind: memorandum, signed_on: 2024-05-01, review_by: 2026-05-01}
      program_contacts: [{role: Manager, phone: "+1-619-555-0120"}]
      health_care_contacts: [{organization: example-clinic, role: Referral coordinator}]

Good:

    referral:
      methods: [phone]
      escalation: Call 911 or 988 in an emergency.
      agreement: {kind: memorandum, signed_on: 2024-05-01, review_by: 2027-05-01}
      program_contacts: [{role: Manager, phone: "+1-619-555-0120"}]
      health_care_contacts: [{organization: example-clinic, role: Referral coordinator}]
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.freshness import age_of_agreement
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the day of a listed program's agreement with today."""
    referral = entry.program.referral
    agreement = referral.agreement if referral and entry.program.listed else None
    if agreement and age_of_agreement(agreement, context.today) == "old":
        message = f"the review was due on {agreement.review_by}; ask both sides, then write the day of the next review"
        yield ("referral", "agreement", "review_by"), message
