"""The two sides of a referral need two points of contact: one at the program, one at the health care organization.

A referral protocol works because each side has somebody to call. The same person and number on both is one side.

Bad:

    referral:
      methods: [phone]
      program_contacts: [{role: Manager, name: Luis R., phone: "+1-619-555-0120"}]
      health_care_contacts: [{role: Nurse, name: Luis R., phone: "+1-619-555-0120"}]
      escalation: Peers call 911 or 988.

Good:

    referral:
      methods: [phone]
      program_contacts: [{role: Manager, name: Luis R., phone: "+1-619-555-0120"}]
      health_care_contacts: [{role: Nurse, name: Mai T., phone: "+1-619-555-0121"}]
      escalation: Peers call 911 or 988.
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.readiness import is_same_on_both_sides, points
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare both sides, after what is left out has been taken from the organizations' files."""
    mine = points(entry.program, "program", context.collection)
    for point in points(entry.program, "health-care", context.collection):
        if is_same_on_both_sides(point, mine):
            message = "this is the same person and number as on the program's side; name who answers at the clinic"
            yield ("referral", "health_care_contacts", point.number - 1), message
