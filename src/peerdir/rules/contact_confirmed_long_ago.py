"""A referral contact must have been confirmed within the verification interval: people at desks change.

A referral that nobody takes is worse than none; the person waits for a call.

Bad:

    referral:
      methods: [phone]
      escalation: Call 911 or 988 in an emergency.
      program_contacts: [{role: Manager, phone: "+1-619-555-0120", confirmed_on: 2024-05-01}]
      health_care_contacts: [{organization: example-clinic, role: Referral coordinator}]

Good:

    referral:
      methods: [phone]
      escalation: Call 911 or 988 in an emergency.
      program_contacts: [{role: Manager, phone: "+1-619-555-0120", confirmed_on: 2026-05-01}]
      health_care_contacts: [{organization: example-clinic, role: Referral coordinator}]
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.freshness import age_of_contact
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the day on which each contact was confirmed with today."""
    program, directory = entry.program, context.collection.directory
    for side in ("program_contacts", "health_care_contacts"):
        for index, contact in enumerate(getattr(program.referral, side, ())):
            if age_of_contact(contact, program, directory, context.today) == "old":
                age = (context.today - contact.confirmed_on).days
                message = f'"{contact.role}" was confirmed {age} days ago; call, and write the day on which you did'
                yield ("referral", side, index, "confirmed_on"), message
