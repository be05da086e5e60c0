"""A referral needs `escalation`, what peers do when somebody is in danger: nobody should think it up at that moment.

Bad:

    referral:
      methods: [phone]
      program_contacts: [{role: Manager, phone: "+1-619-555-0120"}]
      health_care_contacts: [{role: Nurse, phone: "+1-619-555-0121"}]

Good:

    referral:
      methods: [phone]
      program_contacts: [{role: Manager, phone: "+1-619-555-0120"}]
      health_care_contacts: [{role: Nurse, phone: "+1-619-555-0121"}]
      escalation: Peers call the nurse the same day; 911 or 988 when somebody is in danger.
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.readiness import names_escalation
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at the referral of every listed program."""
    del context
    program = entry.program
    if program.listed and program.referral and not names_escalation(program):
        message = "it does not say what peers do in a crisis; add `escalation`: whom they call, and who stays"
        yield ("referral",), message
