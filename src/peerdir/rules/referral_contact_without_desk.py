"""A referral must reach a desk or a job that stays when the person leaves: the role says which, and is no name.

Bad:

    referral:
      methods: [phone]
      program_contacts: [{role: Contact person, name: Luis R., phone: "+1-619-555-0120"}]
      health_care_contacts: [{role: Nurse, phone: "+1-619-555-0121"}]
      escalation: Peers call 911 or 988.

Good:

    referral:
      methods: [phone]
      program_contacts: [{role: Referral desk, name: Luis R., phone: "+1-619-555-0120"}]
      health_care_contacts: [{role: Nurse, phone: "+1-619-555-0121"}]
      escalation: Peers call 911 or 988.
"""

import re
from collections.abc import Iterator

from peerdir.analyse import words
from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.records import ReferralContact
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
EMPTY = {
    "contact", "contact person", "contact 1", "contact 2", "contacto", "ansprechpartner", "kontakt", "name", "person",
    "n a", "na", "none", "no role", "other", "person in charge", "persona", "persona de contacto", "point of contact",
    "poc", "role", "somebody", "someone", "unknown", "various", "",
}  # fmt: skip
# "Luis R.", "Dr. Ana P.": a first name with an initial.
PERSON = re.compile(r"(?:[DM]rs?\.? |M[sx]\.? |Dra\.? |Sra?\.? )?[^\W\d_]{2,} [^\W\d_]\.")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at the role of every referral contact; one that is a name is not repeated, as logs are public."""
    del context
    referral = entry.program.referral
    for side in ("program_contacts", "health_care_contacts") if referral else ():
        for index, contact in enumerate(getattr(referral, side)):
            if said := _wrong(contact):
                desk = 'write the desk or the job, such as "Referral desk", that is there when the person has left'
                yield ("referral", side, index, "role"), f"{said}; {desk}"


def _wrong(contact: ReferralContact) -> str:
    role = " ".join(words(contact.role))
    if role in EMPTY:
        return f'the role "{contact.role}" does not say who answers'
    a_person = PERSON.fullmatch(contact.role) or (contact.name and PERSON.fullmatch(contact.name) and _same(contact))
    return "the role is the name of a person" if a_person else ""


def _same(contact: ReferralContact) -> bool:
    """Tell whether the role is the name once more, with or without the initial: "Luis" beside "Luis R."."""
    return words(contact.name or "")[:-1] == words(contact.role)
