"""The sets of programs that needs are found in, and the places that are looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from peerdir.analyse import singular
from peerdir.cards.card import room_now
from peerdir.index.postings import collect, members, union
from peerdir.places.gazetteer import CITY
from peerdir.places.naming import COUNTRIES, EARTH_RADIUS, US_NAMES, Place, key
from peerdir.places.sphere import least_product, on_sphere
from peerdir.query import LISTED
from peerdir.search import nearby
from peerdir.search.lookups import either, of_kind
from peerdir.survey.facts import OPEN_TO_ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from peerdir.index.store import Index

# Of a large directory only so many places are looked at, those with most programs: it has enough needs there.
MOST_PLACES = 200
FULL = ("waitlist", "no-capacity")


class Ground:
    """A directory as sets: who takes people now, who is full, and who has each code."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.active = either(index, ("status:active",))
        self.listed = either(index, (f"status:{status}" for status in LISTED))
        self.proposed = either(index, ("status:proposed",))
        conditions = dict(of_kind(index, "conditions"))
        self.open_to_all = conditions.pop(OPEN_TO_ALL, 0)
        self.conditions: Mapping[str, int] = conditions
        self.spoken = of_kind(index, "spoken")
        self.offered = of_kind(index, "languages")
        self.functions = of_kind(index, "functions")
        self.needs = of_kind(index, "needs")
        self._areas = of_kind(index, "serves")
        known = _known_areas(index)
        # An area that nobody can find on a map may be anywhere.
        vague = union(rows for code, rows in self._areas.items() if code not in known)
        self.with_area = union(self._areas.values()) & ~vague
        sql = "SELECT row, capacity, capacity_as_of FROM card WHERE capacity IN (?, ?)"
        said = ((row, {"capacity": room, "capacity_as_of": day}) for row, room, day in index.execute(sql, FULL))
        self.full = collect(row for row, card in said if room_now(card, index.today))

    def serving(self, country: str) -> int:
        """Return the programs that name a country as the area they serve."""
        return union(self._areas.get(code, 0) for code in _country_codes(self.index, country))

    def label(self, kind: str, code: str) -> str:
        """Return the words for a code, else the code itself."""
        found = self.index.execute("SELECT label FROM term WHERE kind = ? AND code = ?", (kind, code)).fetchone()
        return str(found[0]) if found else code

    def labels(self, kind: str, codes: Iterable[str]) -> Mapping[str, str]:
        """Return the words for codes."""
        return {code: self.label(kind, code) for code in codes}


def _known_areas(index: Index) -> frozenset[str]:
    """Return the names of areas whose place is known, as tags have them: the directory's own, states and countries."""
    own = {singular(name) for (name,) in index.execute("SELECT DISTINCT name FROM place")}
    return frozenset(own | {singular(name) for name in (*US_NAMES, *COUNTRIES)})


def _country_codes(index: Index, country: str) -> Iterator[str]:
    """Yield what people call a country, as tags have it."""
    (countries,) = index.execute("SELECT value FROM meta WHERE key = 'countries'").fetchone()
    names = (country, *json.loads(countries).get(country, ()))
    yield from (singular(key(name)) for name in names)
    yield from (singular(name) for name, code in COUNTRIES.items() if code == country)


class Here:
    """A place, and which programs somebody there can use: `near` by going there, `reach` in any way.

    By phone and online that is every program in the country, as in a search, but for those that name an area they serve
    and do not name this one. `size` is how many programs are in the place itself.
    """

    def __init__(self, ground: Ground, place: Place, km: float) -> None:
        self.place = place
        self.code = nearby.code(place)
        self.around = nearby.Around(ground.index, [place], [self.code], km)
        self.near = self.around.near | self.around.at
        self.size = (self.around.at & ground.listed).bit_count()
        elsewhere = ground.with_area & ~self.around.serving & ~ground.serving(place.country)
        remote = self.around.reachable & ~self.around.reach.get("home visit", 0) & ~elsewhere
        self.reach = self.near | self.around.serving | self.around.reach.get("home visit", 0) | remote

    def languages(self, ground: Ground, least: int) -> Mapping[str, int]:
        """Return how many programs near have each language, of those that so many have; else the most frequent one."""
        counts = {code: (rows & self.near & ground.listed).bit_count() for code, rows in ground.offered.items()}
        known = {code: count for code, count in counts.items() if count >= least}
        most = max(counts.values(), default=0)
        return known or {code: count for code, count in counts.items() if count and count == most}


def places(ground: Ground) -> tuple[Sequence[Place], int]:
    """Return the cities that programs are in, those with most first, and how many more there are."""
    rows = ground.index.execute("SELECT DISTINCT label, latitude, longitude, kind, country, state FROM place")
    cities = [place for place in (Place(*row) for row in rows) if place.kind == CITY]
    here = of_kind(ground.index, "place")
    counts = {place: (here.get(nearby.code(place), 0) & ground.listed).bit_count() for place in cities}
    found = sorted((place for place in cities if counts[place]), key=lambda place: (-counts[place], place.label))
    return found[:MOST_PLACES], max(0, len(found) - MOST_PLACES)


def neighbors(found: Sequence[Place], km: float) -> Mapping[str, frozenset[str]]:
    """Return which of some places are within so many kilometers of each, by their labels."""
    points = [(place.label, on_sphere(place.latitude, place.longitude)) for place in found]
    least = least_product(km, EARTH_RADIUS)
    return {
        label: frozenset(
            other for other, place in points if sum(a * b for a, b in zip(point, place, strict=True)) >= least
        )
        for label, point in points
    }


def nearest(here: Here, rows: int, most: int) -> Sequence[tuple[int, float | None]]:
    """Return so many of some programs, the nearest first, each with the kilometers; None where nobody knows."""
    ways = [(row, here.around.way(row)) for row in members(rows)]
    ways.sort(key=lambda one: (one[1] is None, one[1] or 0.0, one[0]))
    return ways[:most]
