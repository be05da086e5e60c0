"""Contacts: whom to call. A contact that is gone is named by its desk only, never with its number."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from peerdir.changes.nouns import CONTACT
from peerdir.changes.told import Context, Detail
from peerdir.changes.values import compared, listed
from peerdir.records import Contact, ReferralContact

SIDES = {
    "": "",
    "referral.program_contacts": " for referrals",
    "referral.health_care_contacts": " on the health care side",
}
Person = Contact | ReferralContact


def contacts(path: str, before: Sequence[Person], after: Sequence[Person], context: Context) -> Iterator[Detail]:
    """Say what is different in a list of contacts; they are told apart by their role."""
    old, new = _by_role(before), _by_role(after)
    side = SIDES.get(path, "")
    alone = len(before) == len(after) == 1
    if alone and old.keys() != new.keys() and _reach(before[0]) & _reach(after[0]):
        (was,), (now,) = before, after
        yield Detail(field=f"{path}.role", text=f"the contact{side} is now {now.role}, was {was.role}")
        yield from _one(path, was, now, side, context)
        return
    for key in new:
        if key in old:
            whose = side if alone else f" of {new[key].role}{side}"
            yield from _one(path, old[key], new[key], whose, context)
        else:
            reach = ", ".join(part for part in (new[key].name, new[key].phone, new[key].email) if part)
            text = f"new contact{side}: {new[key].role}{f', {reach}' if reach else ''}"
            yield Detail(field=path, text=text, after=reach or None)
    for key in (one for one in old if one not in new):
        yield Detail(field=path, text=f"no longer a contact{side}: {old[key].role}")


def _reach(person: Person) -> set[str]:
    return {reach for reach in (person.phone, person.email) if reach}


def _by_role(people: Sequence[Person]) -> Mapping[tuple[str, str, int], Person]:
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, str, int], Person] = {}
    for one in people:
        # The public and the staff contact of one desk are two: a number must not seem to have moved between them.
        key = (one.role.casefold(), one.visibility)
        found[(*key, seen[key])] = one
        seen[key] += 1
    return found


def _one(path: str, old: Person, new: Person, whose: str, context: Context) -> Iterator[Detail]:
    for name, noun in CONTACT.items():
        if hasattr(old, name):
            was, now = getattr(old, name), getattr(new, name)
            if name == "organization":
                was = was and context.organization(context.before, was)
                now = now and context.organization(context.after, now)
            yield from compared(f"{path}.{name}", was, now, noun, whose)
    if isinstance(old, Contact) and isinstance(new, Contact):
        yield from listed("contacts.languages", old.languages, new.languages, context)
