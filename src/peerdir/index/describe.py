"""What the search index holds of one program: a card, tags, words, names, and where it is. Made from what is public."""

import dataclasses
import datetime as dt
import functools
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from peerdir import everyday, words
from peerdir.analyse import key, singular, terms
from peerdir.cards.row import BETWEEN, COLUMNS, LISTS
from peerdir.freshness import due_on, hidden_from
from peerdir.places.gazetteer import Spot
from peerdir.places.naming import key as place_key
from peerdir.reach import is_elsewhere
from peerdir.records import FUNCTIONS, Directory, Organization, Program

Label = Callable[[str, str], str]
"""Returns the words for a code of a vocabulary: label("languages", "es") is "Spanish"."""

# From worst to best of what makes a program come later among equals.
FULL, LATER = "no-capacity", ("0", "1", "2")


class Indexed(NamedTuple):
    """One program as the index holds it.

    `order` sorts programs that fit equally well; `tags` are "kind:code"; `names` are phrases with the name as written,
    `places` names as written with their code; `name` and `body` are words, split and folded, with blanks between.
    """

    card: Mapping[str, Any]
    order: str
    tags: frozenset[str]
    names: Mapping[str, str]
    places: Mapping[str, str]
    name: str
    body: str
    spots: tuple[Spot, ...]


def describe(
    program: Program, directory: Directory, organization: Organization | None, label: Label, *, texts: bool = True
) -> Indexed:
    """Return what the index holds of a program, as the public may see it; its words, which take longest, on request."""
    name, body = (" ".join(terms(" \n".join(part))) for part in _texts(program, organization)) if texts else ("", "")
    tags = {*_codes(program), *everyday.meets(program), *everyday.ways(program), *_state(program)}
    places = {said: code for code, said in (*_places(program), *_served(program))}
    return Indexed(
        card=card(program, directory, label),
        order=order(program, directory.country),
        tags=frozenset(f"{kind}:{code}" for kind, code in tags),
        names={key(said): said for said in (program.name, *program.also_known_as)},
        places=places,
        name=name,
        body=body,
        spots=tuple(_spots(program)),
    )


def card(program: Program, directory: Directory, label: Label) -> dict[str, Any]:
    """What a result shows of a program, as plain data."""
    due = due_on(program, directory)
    contacts = program.contacts
    capacity = program.referral.capacity if program.referral else None
    return {
        "id": program.id,
        "name": program.name,
        "summary": program.summary,
        "status": program.status,
        "where": list(dict.fromkeys(words.city(location) for location in program.locations)),
        "when": list(dict.fromkeys(words.schedule(slot) for slot in program.schedule)),
        "brief": list(dict.fromkeys(words.brief(slot) for slot in program.schedule)),
        "languages": [label("languages", offer.code) for offer in program.languages],
        "phone": next((contact.phone for contact in contacts if contact.phone), None),
        "email": next((contact.email for contact in contacts if contact.email), None),
        "url": next((contact.url for contact in contacts if contact.url), None),
        "free": program.cost.free if program.cost else None,
        "capacity": capacity.status if capacity else None,
        "capacity_as_of": capacity.as_of.isoformat() if capacity else None,
        "verified_on": program.verification.verified_on.isoformat() if program.verification else None,
        "due_on": due.isoformat() if due else None,
        "conditions": program.conditions,
        "populations": program.populations,
        "needs": program.needs,
        "modalities": program.modalities,
        "for": [label("populations", code) for code in program.populations],
        "language_codes": [offer.code for offer in program.languages],
        "interpreted": [label("languages", o.code) for o in program.languages if o.level == "interpreter"],
        "ages": words.ages(program.eligibility),
        "eligibility": dataclasses.asdict(program.eligibility) if program.eligibility else None,
        "referral_methods": program.referral.methods if program.referral else (),
    }


def columns(shown: Mapping[str, Any]) -> tuple[Any, ...]:
    """Write a card as a row: its columns, then the rest as JSON."""
    rest = {name: value for name, value in shown.items() if name not in COLUMNS}
    cells = (BETWEEN.join(shown[name]) if name in LISTS else shown[name] for name in COLUMNS)
    return (*cells, json.dumps(rest, ensure_ascii=False))


def order(program: Program, country: str) -> str:
    """Sort among equals: those in a country that take people now, then full ones, then those that pause; each by name.

    Those that people have to go abroad for stand behind all of them.
    """
    capacity = program.referral.capacity if program.referral else None
    is_full = capacity is not None and capacity.status == FULL
    later = LATER[2] if program.status != "active" else LATER[is_full]
    return f"{int(is_elsewhere(program, country))}{later}{program.name.casefold()}\0{program.id}"


def holds(program: Program, directory: Directory, today: dt.date) -> tuple[str, str]:
    """From which day to which an entry stays as it is: until a series of meetings ends, or the entry is hidden."""
    ends = {slot.until for slot in program.schedule if slot.until}
    if hidden := hidden_from(program, directory):
        ends.add(hidden - dt.timedelta(days=1))
    past = [end + dt.timedelta(days=1) for end in ends if end < today]
    return (
        max(past, default=dt.date.min).isoformat(),
        min((end for end in ends if end >= today), default=dt.date.max).isoformat(),
    )


def _codes(program: Program) -> Iterator[tuple[str, str]]:
    """Yield every code of a vocabulary. A language with an interpreter only has a kind of its own beside."""
    for kind in ("conditions", "populations", "needs", "modalities"):
        yield from ((kind, code) for code in getattr(program, kind))
    for offer in program.languages:
        yield "languages", offer.code
        if offer.level == "program":
            yield "spoken", offer.code
    yield from (("functions", name) for name in FUNCTIONS if getattr(program.functions, name).activities)
    yield from (("accessibility", code) for location in program.locations for code in location.accessibility)
    yield from (("place", code) for code, _ in _places(program))
    yield from (("serves", code) for code, _ in _served(program))


def _state(program: Program) -> Iterator[tuple[str, str]]:
    capacity = program.referral.capacity if program.referral else None
    yield "organization", program.organization
    # A program whose inclusion was withdrawn is found by no status.
    if program.listed or program.status not in ("active", "paused"):
        yield "status", program.status
    if program.cost and program.cost.free:
        yield "free", "yes"
    if capacity and capacity.status == "capacity":
        yield "room", capacity.as_of.isoformat()
    types = {location.type for location in program.locations}
    yield from (("type", kind) for kind in types)
    for address in (location.address for location in program.locations):
        if address:
            yield "country", address.country
            yield "state", f"{address.country} {address.state or ''}"


@functools.lru_cache(maxsize=100_000)
def place_code(said: str) -> str:
    """Return a place's name as it is compared: "Saint Louis" and "St. Louis" are one."""
    return singular(place_key(said))


def _places(program: Program) -> Iterator[tuple[str, str]]:
    """Yield the places a program is at: as they are compared, and as they are written."""
    for location in program.locations:
        if location.address:
            address = location.address
            parts = (address.city, address.region, address.postal_code)
            yield from ((place_code(part), part) for part in parts if part)
        if location.area:
            areas = (location.area, *location.area.split(","))
            yield from ((place_code(part), part.strip()) for part in areas if part.strip())


def _served(program: Program) -> Iterator[tuple[str, str]]:
    yield from ((place_code(area.name), area.name) for area in program.service_area)


def _spots(program: Program) -> Iterator[Spot]:
    for location in program.locations:
        point = (location.latitude, location.longitude)
        if address := location.address:
            region, state, code = (part or "" for part in (address.region, address.state, address.postal_code))
            yield Spot(address.city, region, state, code, address.country, *point)
        elif location.latitude is not None:
            yield Spot("", "", "", "", "", *point)


def _texts(program: Program, organization: Organization | None) -> tuple[list[str], list[str]]:
    """The words of a program: its names, and everything else people may remember."""
    translations = program.translations.values()
    names = [program.name, *program.also_known_as, *(t.name for t in translations if t.name)]
    body = [program.summary, program.description or "", organization.name if organization else ""]
    body += [activity for _, function in program.functions for activity in function.activities]
    for location in program.locations:
        body += [location.name or "", location.area or "", location.transportation or ""]
    body += [slot.title or "" for slot in program.schedule]
    body += [program.eligibility.description or ""] if program.eligibility else []
    body += [said for _, said in (*_places(program), *_served(program))]
    for translation in translations:
        body += [translation.summary or "", translation.description or ""]
        if translation.functions:
            body += [activity for name in FUNCTIONS for activity in getattr(translation.functions, name)]
    return names, body
