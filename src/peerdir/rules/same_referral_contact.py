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

import re
from collections.abc import Iterator

from peerdir.audience import fill
from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.records import ReferralContact
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare both sides, after what is left out has been taken from the organizations' files."""
    referral = entry.program.referral
    if referral is None:
        return
    program_side = {_person(fill(contact, context.collection)) for contact in referral.program_contacts} - {None}
    for index, contact in enumerate(referral.health_care_contacts):
        if _person(fill(contact, context.collection)) in program_side:
            message = "this is the same person and number as on the program's side; name who answers at the clinic"
            yield ("referral", "health_care_contacts", index), message


def _person(contact: ReferralContact) -> tuple[str, str] | None:
    """Who answers where: the name, and the digits of the phone or the e-mail address."""
    reach = re.sub(r"[^0-9]", "", contact.phone or "") or (contact.email or "").casefold()
    return ((contact.name or "").casefold(), reach) if reach else None
