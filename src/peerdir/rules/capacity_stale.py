"""Whether there is room changes within weeks: after 30 days the answer is a question.

Bad:

    referral:
      methods: [phone]
      escalation: Call 911 or 988 in an emergency.
      capacity: {status: capacity, as_of: 2026-06-01}
      program_contacts: [{role: Manager, phone: "+1-619-555-0120"}]
      health_care_contacts: [{organization: example-clinic, role: Referral coordinator}]

Good:

    referral:
      methods: [phone]
      escalation: Call 911 or 988 in an emergency.
      capacity: {status: capacity, as_of: 2026-11-10}
      program_contacts: [{role: Manager, phone: "+1-619-555-0120"}]
      health_care_contacts: [{organization: example-clinic, role: Referral coordinator}]
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.freshness import CAPACITY_LASTS, age_of_capacity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the day on which somebody last said whether there is room with today."""
    referral = entry.program.referral
    capacity = referral.capacity if referral and entry.program.listed else None
    if capacity and age_of_capacity(capacity, context.today) == "old":
        age = (context.today - capacity.as_of).days
        message = f'"{capacity.status}" was true {age} days ago, it counts for {CAPACITY_LASTS.days}; ask again'
        yield ("referral", "capacity", "as_of"), message
