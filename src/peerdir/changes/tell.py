"""Every field of a program: told in a sentence, or named among other details. None is passed over in silence."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from peerdir import words
from peerdir.changes.meetings import meetings
from peerdir.changes.nouns import ITEMS, NOUNS, OTHERS
from peerdir.changes.people import contacts
from peerdir.changes.places import hides_a_place, places
from peerdir.changes.told import Context, Detail
from peerdir.changes.values import compared, listed, shown
from peerdir.records import Credibility, LanguageOffer, Program, Verification

STATUS = {
    "active": "takes people now",
    "paused": "is taking a break",
    "proposed": "is planned",
    "closed": "has ended",
    "historical": "is kept as an example to learn from",
}
Teller = Callable[[Program, Program, Context], Iterator[Detail]]


def details(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    """Yield what is different between two states of one program, the fields in the order of the record."""
    for field in dataclasses.fields(Program):
        name = field.name
        if name == "id" or getattr(before, name) == getattr(after, name):
            if name == "organization":
                yield from _organization(before, after, context)
            continue
        teller = TELLERS.get(name)
        found = (
            teller(before, after, context)
            if teller
            else _walk(name, getattr(before, name), getattr(after, name), context)
        )
        yield from found


def _walk(path: str, before: Any, after: Any, context: Context) -> Iterator[Detail]:
    """Compare two values of any kind by what the tables know of their path."""
    if before == after:
        return
    if path in ITEMS:
        yield from listed(path, before or (), after or (), context)
    elif path in NOUNS:
        yield from compared(path, before, after)
    elif path in OTHERS or not (dataclasses.is_dataclass(before) or dataclasses.is_dataclass(after)):
        yield _other(path)
    else:
        for field in dataclasses.fields(before if before is not None else after):
            below = f"{path}.{field.name.rstrip('_')}"
            was, now = (getattr(one, field.name, None) for one in (before, after))
            yield from _walk(below, was, now, context)


def _other(path: str) -> Detail:
    name = OTHERS.get(path) or path.replace(".", ", ").replace("_", " ")
    return Detail(field=path, text=f"other details changed: {name}")


def _status(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    del context
    text = f"it {STATUS[after.status]}{' again' if (before.status, after.status) == ('paused', 'active') else ''}"
    yield Detail(field="status", text=text, before=STATUS[before.status], after=STATUS[after.status])


def _organization(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    was, now = (
        context.organization(collection, program.organization)
        for collection, program in ((context.before, before), (context.after, after))
    )
    if was != now:
        yield Detail(field="organization", text=f"now run by {now}, was {was}", before=was, after=now)
    elif before.organization != after.organization:
        yield _other("organization")


def _languages(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    old, new = ({offer.code: offer for offer in program.languages} for program in (before, after))
    for code, offer in new.items():
        word = context.label("languages", code)
        if code not in old:
            help_ = ", with an interpreter" if offer.level == "interpreter" else ""
            yield Detail(field="languages", text=f"now also in {word}{help_}", after=word)
        else:
            yield from _one_language(old[code], offer, word)
    for code in (one for one in old if one not in new):
        word = context.label("languages", code)
        yield Detail(field="languages", text=f"no longer in {word}", before=word)


def _one_language(old: LanguageOffer, new: LanguageOffer, word: str) -> Iterator[Detail]:
    if old.level != new.level:
        how = "with an interpreter now" if new.level == "interpreter" else "the peers speak it themselves now"
        yield Detail(field="languages.level", text=f"{word}: {how}", after=how)
    yield from compared("languages.note", old.note, new.note, of=f" ({word})")


def _places(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    yield from places(before, after, context, guarded=context.public and hides_a_place(before, after))


def _schedule(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    yield from meetings(before, after, context, guarded=context.public and hides_a_place(before, after))


def _cost(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    del context
    was, now = (program.cost.free if program.cost else None for program in (before, after))
    if was != now and now is not None:
        text = "now free of charge" if now else "there is a cost now"
        yield Detail(field="cost.free", text=text, before=None if was is None else shown(was), after=shown(now))
    elif was != now:
        yield Detail(field="cost.free", text="what it costs is no longer given")
    prices = [program.cost.description if program.cost else None for program in (before, after)]
    yield from compared("cost.description", prices[0], prices[1])


def _contacts(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    yield from contacts("contacts", before.contacts, after.contacts, context)


def _referral(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    old, new = before.referral, after.referral
    for side in ("program_contacts", "health_care_contacts"):
        yield from contacts(f"referral.{side}", getattr(old, side, ()), getattr(new, side, ()), context)
    was, now = (one.capacity.status if one and one.capacity else None for one in (old, new))
    if was != now:
        said = words.CAPACITY[now] if now else None
        text = f"free places: {said[0].lower()}{said[1:]}" if said else "whether there is room is no longer told"
        yield Detail(
            field="referral.capacity.status", text=text, before=words.CAPACITY[was] if was else None, after=said
        )
    for name in ("methods", "steps", "required_documents", "consent", "response_days", "escalation", "feedback"):
        yield from _walk(f"referral.{name}", getattr(old, name, None), getattr(new, name, None), context)
    for name, parts in (("capacity", ("note", "as_of")), ("agreement", ("kind", "signed_on", "review_by"))):
        for part in parts:
            was, now = (getattr(getattr(one, name, None), part, None) for one in (old, new))
            yield from _walk(f"referral.{name}.{part}", was, now, context)


def _credibility(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    old, new = (program.credibility or Credibility() for program in (before, after))
    yield from _walk("credibility.evidence", old.evidence, new.evidence, context)
    for name in ("result", "policy", "date", "by"):
        values = [getattr(one.decision, name, None) for one in (old, new)]
        yield from _walk(f"credibility.decision.{name}", values[0], values[1], context)


def _verification(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    """A later check is one piece of news, whoever made it and however."""
    old, new = before.verification, after.verification
    if new and (old is None or new.verified_on > old.verified_on):
        text = f"checked with the program on {words.date(new.verified_on)}"
        yield Detail(field="verification.verified_on", text=text, after=new.verified_on.isoformat())
        if context.public:
            return
    elif not new or (old and new.verified_on != old.verified_on):
        yield Detail(field="verification.verified_on", text="the day of the last check was taken back")
    for name in ("verified_by", "method", "interval_days", "informant"):
        yield from _walk(f"verification.{name}", getattr(old, name, None), getattr(new, name, None), context)
    yield from _history(old, new)


def _history(old: Verification | None, new: Verification | None) -> Iterator[Detail]:
    was, now = (one.history if one else () for one in (old, new))
    if was == now:
        return
    if now[: len(was)] != was:
        yield Detail(field="verification.history", text="old checks in the history were changed")
    for check in now[len(was) :]:
        text = f"a check on {words.date(check.date)} by {check.by}: {check.result}"
        yield Detail(field="verification.history", text=text, after=check.result)


def _alert(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    if after.alert is None:
        yield Detail(field="alert.text", text="the notice is gone")
    elif before.alert is None:
        until = f", until {words.date(after.alert.until)}" if after.alert.until else ""
        yield Detail(field="alert.text", text=f"notice: “{after.alert.text}”{until}", after=after.alert.text)
    else:
        yield from _walk("alert", before.alert, after.alert, context)


def _translations(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    for code in sorted(before.translations.keys() | after.translations.keys()):
        old, new, word = before.translations.get(code), after.translations.get(code), context.label("languages", code)
        if old == new:
            continue
        if old and new:
            parts = [f.name for f in dataclasses.fields(new) if getattr(old, f.name) != getattr(new, f.name)]
            named = words.join([part.replace("_", " ") for part in parts])
            yield Detail(field="translations", text=f"the text in {word} changed: {named}")
        else:
            text = f"now also described in {word}" if new else f"no longer described in {word}"
            yield Detail(field="translations", text=text, after=word if new else None)


def _former_ids(before: Program, after: Program, context: Context) -> Iterator[Detail]:
    """That a program was renamed is told of the whole entry, so the id it leaves behind is no other news."""
    del context
    told = {before.id, after.id} if before.id != after.id else set()
    if (set(before.former_ids) ^ set(after.former_ids)) - told:
        yield _other("former_ids")


TELLERS: Mapping[str, Teller] = {
    "former_ids": _former_ids,
    "status": _status,
    "organization": _organization,
    "languages": _languages,
    "locations": _places,
    "schedule": _schedule,
    "cost": _cost,
    "contacts": _contacts,
    "referral": _referral,
    "credibility": _credibility,
    "verification": _verification,
    "alert": _alert,
    "translations": _translations,
}
