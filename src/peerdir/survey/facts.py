"""What is counted of each program, from the search index or from a collection: both say the same.

Only what the public may see is counted. A program whose inclusion was withdrawn has no status, and is left out.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from peerdir.cards.card import needs_call, room_now
from peerdir.cards.row import COLUMNS, Card
from peerdir.coverage import DIMENSIONS, Coverage, Facts
from peerdir.places.gazetteer import CITY, Spot, gather
from peerdir.places.naming import US_NAMES, Place
from peerdir.places.naming import key as place_key
from peerdir.query import LISTED
from peerdir.search.nearby import BY_PHONE, ONLINE
from peerdir.wording import ENGLISH_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from peerdir.index.store import Index
    from peerdir.places.naming import Known
    from peerdir.reading.collection import Collection

    Terms = Mapping[str, Mapping[str, str]]

# A dimension whose codes are tags of the index, and the kind of those tags.
TAGGED = {
    "function": "functions",
    "condition": "conditions",
    "language": "languages",
    "day": "day",
    "modality": "modalities",
    "population": "populations",
    "need": "needs",
    "accessibility": "accessibility",
    "status": "status",
}
# Of these every code of the vocabulary is a row, whether a program has it or not.
WHOLE = ("function", "condition", "modality", "population", "need")
OPEN_TO_ALL = "any"
REACH = {
    "phone": ("by phone or text", BY_PHONE),
    "online": ("online", ONLINE),
    "home-visit": ("visits at home", ("modalities:home-visit",)),
    "ride": ("helps with rides", ("partly-way:no-car",)),
    "transit": ("near a bus or train stop", ("accessibility:transit",)),
}
LABELS: Terms = {
    "day": ENGLISH_DAYS,
    "cost": {"free": "free", "not-free": "there is a cost"},
    "freshness": {"fresh": "checked in time", "late": "too long ago: call first", "never": "never: call first"},
    "capacity": {
        "capacity": "has room",
        "waitlist": "has a waitlist",
        "no-capacity": "full",
        "additional-assessment-required": "ask first",
    },
    "reach": {code: label for code, (label, _) in REACH.items()},
    "status": {
        "active": "active",
        "paused": "paused",
        "proposed": "proposed",
        "closed": "closed",
        "historical": "an example to learn from",
    },
}


def of_index(index: Index, title: str) -> Coverage:
    """Return the coverage of all programs in a search index, whatever their status, for the day of the index."""
    known: dict[str, list[Place]] = {}
    for name, *place in index.execute("SELECT * FROM place WHERE kind = ? ORDER BY rowid", (CITY,)):
        known.setdefault(name, []).append(Place(*place))
    spots: dict[int, list[Spot]] = {}
    for row, *fields in index.execute("SELECT row, city, region, state, postal_code, country FROM spot ORDER BY rowid"):
        spots.setdefault(row, []).append(Spot(*fields))
    cities = Cities(known)
    columns = ", ".join(f'"{name}"' for name in (*COLUMNS, "rest"))
    read = index.execute(f"SELECT row, tags, {columns} FROM card JOIN entry USING (row) ORDER BY row")  # noqa: S608
    programs = [
        facts(Card(tuple(cells)), tags.split("\n"), cities.of(spots.get(row, ())), index.today)
        for row, tags, *cells in read
    ]
    # A code that moved is no phrase's any more.
    known_terms = index.execute(
        "SELECT kind, code, label FROM term WHERE EXISTS"
        " (SELECT 1 FROM phrase WHERE phrase.kind = term.kind AND phrase.code = term.code) ORDER BY kind, place"
    )
    terms: dict[str, dict[str, str]] = {}
    for kind, code, label in known_terms:
        terms.setdefault(kind, {})[code] = label
    return _coverage(title, index.today, programs, terms)


def not_counted(index: Index) -> int:
    """Return how many files of programs the public sees nothing of: they have errors, or are hidden or not listed."""
    files = "SELECT count(*) FROM source WHERE path LIKE 'programs/%' AND row IS NULL"
    return int(index.execute(files).fetchone()[0])


def of_collection(collection: Collection, today: dt.date) -> Coverage:
    """Return the coverage of all programs of a collection, whatever their status.

    Give it what the public may see of it on that day (`publishing.publishable`, then `audience.view`).
    """
    from peerdir.index.describe import describe

    directory = collection.directory
    described = [describe(program, directory, None, collection.label, texts=False) for program in collection.programs]
    described.sort(key=lambda one: one.order)
    countries = collection.vocabularies.get("countries")
    names = {term.code: (term.label,) for term in countries.terms} if countries else {}
    known = gather((spot for one in described for spot in one.spots), directory.country, names)
    cities = Cities({name: [one for one in places if one.kind == CITY] for name, places in known.items()})
    programs = [facts(one.card, one.tags, cities.of(one.spots), today) for one in described]
    terms = {
        kind: {term.code: term.label for term in vocabulary.terms if not term.moved_to}
        for kind, vocabulary in collection.vocabularies.items()
    }
    return _coverage(directory.title, today, programs, terms)


class Cities:
    """Which cities addresses are in, by their names as the directory's own places have them."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._found: dict[tuple[str, str, str], str] = {}

    def of(self, spots: Iterable[Spot]) -> Sequence[str]:
        """Return the labels of the cities of some addresses, each once."""
        cities = ((spot.city, spot.state, spot.country) for spot in spots if spot.city)
        return list(dict.fromkeys(self._found.get(city) or self._name(city) for city in cities))

    def _name(self, city: tuple[str, str, str]) -> str:
        name, said, country = city
        state = (US_NAMES.get(place_key(said)) if country == "US" else None) or said
        own = [place for place in self._known.get(place_key(name), ()) if place.country == country]
        found = next((place for place in own if place.state == state), own[0] if own else None)
        label = self._found[city] = found.label if found else ", ".join(filter(None, (name, state)))
        return label


def facts(card: Mapping[str, Any], tags: Iterable[str], cities: Sequence[str], today: dt.date) -> Facts:
    """Return what is counted of a program. `tags` and `card` are those of the index, `cities` where it is."""
    by_kind: dict[str, list[str]] = {}
    there = sorted(tags)
    for tag in there:
        kind, _, code = tag.partition(":")
        by_kind.setdefault(kind, []).append(code)
    values: dict[str, Sequence[str]] = {name: by_kind.get(kind, ()) for name, kind in TAGGED.items()}
    values |= {"place": cities, "cost": _cost(card), "reach": [*_reach(there)]}
    values |= {"freshness": _freshness(card, values["status"], today), "capacity": _room(card, today)}
    return Facts(id=card["id"], values={name: tuple(codes) for name, codes in values.items() if codes})


def _cost(card: Mapping[str, Any]) -> Sequence[str]:
    return () if card["free"] is None else ("free",) if card["free"] else ("not-free",)


def _reach(tags: Sequence[str]) -> Iterator[str]:
    there = frozenset(tags)
    return (code for code, (_, ways) in REACH.items() if not there.isdisjoint(ways))


def _freshness(card: Mapping[str, Any], statuses: Sequence[str], today: dt.date) -> Sequence[str]:
    """Only programs that people are referred to must be checked."""
    if set(LISTED).isdisjoint(statuses):
        return ()
    if not card["verified_on"]:
        return ("never",)
    return ("late",) if needs_call(card, today) else ("fresh",)


def _room(card: Mapping[str, Any], today: dt.date) -> Sequence[str]:
    room = room_now(card, today)
    return (room,) if room else ()


def _coverage(title: str, today: dt.date, programs: Iterable[Facts], terms: Terms) -> Coverage:
    counted = [program for program in programs if program.codes("status")]
    labels = {name: _labels(name, counted, terms) for name in DIMENSIONS}
    return Coverage(title=title, today=today.isoformat(), programs=tuple(counted), labels=labels)


def _labels(name: str, programs: Sequence[Facts], terms: Terms) -> Mapping[str, str]:
    """Return what the codes of a dimension are called, in their order: all of them, or those that a program has."""
    if name in LABELS:
        return LABELS[name]
    known = terms.get(TAGGED.get(name, ""), {})
    used = {code for program in programs for code in program.codes(name)}
    whole = {code: label for code, label in known.items() if code in used or (name in WHOLE and code != OPEN_TO_ALL)}
    return whole | {code: code for code in sorted(used - whole.keys())}
