"""The last look before the public hears: what the entry keeps for staff today is in no sentence, wherever it came from.

A number that was everybody's may be the staff's own now; telling what it was before would tell it again.
"""

import dataclasses
from collections.abc import Iterator

from peerdir.changes.nouns import OTHERS
from peerdir.changes.told import Change, Detail
from peerdir.reading.collection import Collection
from peerdir.records import Contact, Program, ReferralContact

# Shorter words would be found in every text.
SHORTEST = 4


def guarded(change: Change, after: Collection) -> Change:
    """Return the change without any sentence that holds what `after`, as it is in its files, keeps for staff."""
    program = after.program(change.id)
    kept = {text for text in _kept(program) if len(text) >= SHORTEST} if program else set()
    if not kept:
        return change
    return dataclasses.replace(change, details=tuple(_safe(detail, kept) for detail in change.details))


def _safe(detail: Detail, kept: set[str]) -> Detail:
    said = (detail.text, detail.before or "", detail.after or "")
    if not any(text in part for text in kept for part in said):
        return detail
    top = detail.field.partition(".")[0]
    return Detail(field=detail.field, text=f"other details changed: {OTHERS.get(top, top.replace('_', ' '))}")


def _kept(program: Program) -> Iterator[str]:
    """Yield what is for staff and is not public elsewhere in the entry."""
    referral = program.referral
    people: list[Contact | ReferralContact] = [*program.contacts]
    people += [*referral.program_contacts, *referral.health_care_contacts] if referral else []
    public = {text for person in people if person.visibility == "public" for text in _texts(person)}
    yield from (
        text for person in people if person.visibility == "staff" for text in _texts(person) if text not in public
    )
    hidden = {place.key for place in program.locations if place.type == "confidential"}
    yield from (place.name for place in program.locations if place.key in hidden and place.name)
    for slot in program.schedule:
        if slot.location in hidden:
            online = slot.online
            joined = (online.url, online.phone) if online else ()
            yield from (text for text in (slot.title, *joined) if text)


def _texts(person: Contact | ReferralContact) -> Iterator[str]:
    yield from (text for text in (person.name, person.phone, person.email) if text)
