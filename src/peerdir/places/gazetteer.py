"""The directory's own places: where its cities, regions, states, countries and postal codes are, by its addresses.

Places of one name are kept apart by country and state, and where they lie far apart; a place is one of the points in
it, never a mean that may lie in none.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from peerdir.places import naming as places
from peerdir.places import us as us_places
from peerdir.places.naming import KINDS, US_NAMES, Place, city_place, kilometers, postal_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from peerdir.places.naming import Known

# Cities of one name and country that are further apart than this are two; the widest cities measure less.
APART = 80.0
KILOMETERS_A_DEGREE = 111.2
POSTAL_CODE, CITY, REGION, STATE, COUNTRY = KINDS
# Many addresses share a few names.
NAMES_KEPT = 10_000
key = lru_cache(NAMES_KEPT)(places.key)
us_postal_code = lru_cache(NAMES_KEPT)(us_places.postal_code)
us_cities = lru_cache(NAMES_KEPT)(us_places.cities)


class Spot(NamedTuple):
    """An address of the directory; what its file does not tell is "", and its degrees are None."""

    city: str
    region: str
    state: str
    postal_code: str
    country: str
    latitude: float | None = None
    longitude: float | None = None


class Found(NamedTuple):
    """An address and its point."""

    spot: Spot
    point: tuple[float, float]


def gather(spots: Iterable[Spot], country: str, names: Mapping[str, Sequence[str]]) -> dict[str, tuple[Place, ...]]:
    """Return the directory's own places by their names as they are compared, those with most addresses first.

    `country` is the directory's own, which labels leave out; `names` are the names of countries by their codes, the
    first for labels. Give it only addresses that may be published.
    """
    groups: dict[tuple[str, str, str], list[Found]] = {}
    for spot in map(_tidy, spots):
        if point := locate(spot, {}):
            for kind, name in _mentions(spot):
                groups.setdefault((kind, name, spot.country), []).append(Found(spot, point))
    named: dict[str, list[tuple[int, Place]]] = {}
    for (kind, name, land), found in groups.items():
        for members in _pieces(kind, found):
            place = _place(kind, members, next(iter(names.get(land, ())), land), country)
            for other in _names(kind, name, place, names):
                named.setdefault(other, []).append((-len(members), place))
    return {name: tuple(place for _, place in sorted(found, key=_first)) for name, found in named.items()}


def locate(spot: Spot, known: Known) -> tuple[float, float] | None:
    """Return latitude and longitude of an address: its own, else about, by its postal code or city; None if unknown.

    `known` are the directory's own places. Without them an address that has no degrees must be in the US.
    """
    if spot.latitude is not None and spot.longitude is not None:
        return spot.latitude, spot.longitude
    spot = _tidy(spot)
    if spot.country == "US":
        code = us_postal_code(spot.postal_code)
        cities = [city for city in us_cities(key(spot.city)) if spot.state in ("", city.state)]
        if code or len(cities) == 1:
            found = code or cities[0]
            return found.latitude, found.longitude
    for kind, name in ((POSTAL_CODE, _compact(spot.postal_code)), (CITY, key(spot.city))):
        own = [place for place in known.get(name, ()) if place.kind == kind and place.country == spot.country]
        own = [place for place in own if not spot.state or place.state == spot.state]
        if len(own) == 1:
            return own[0].point
    return None


def _first(counted: tuple[int, Place]) -> tuple[int, object]:
    return counted[0], tuple(counted[1])


def middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the point nearest to the median of all."""
    latitudes, longitudes = (sorted(axis) for axis in zip(*points, strict=True))
    median = latitudes[len(points) // 2], longitudes[len(points) // 2]
    return min(points, key=lambda point: (kilometers(point, median), point))


def _tidy(spot: Spot) -> Spot:
    """Write a US address as the tables do: the state as its code, told by the postal code if need be."""
    if spot.country != "US":
        return spot
    code = us_postal_code(spot.postal_code[:5])
    state = US_NAMES.get(key(spot.state)) or spot.state or (code.state if code else "")
    return spot._replace(postal_code=code.code if code else spot.postal_code, state=state)


def _compact(text: str) -> str:
    return key(text).replace(" ", "")


def _mentions(spot: Spot) -> Iterator[tuple[str, str]]:
    """Yield every place that an address names, as a kind and a name."""
    fields = (_compact(spot.postal_code), key(spot.city), key(spot.region), key(spot.state), key(spot.country))
    yield from ((kind, name) for kind, name in zip(KINDS, fields, strict=True) if name)


def _names(kind: str, name: str, place: Place, names: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """Return the names of a place as they are compared, each once: a US state and a country have several."""
    more = names.get(place.country, ()) if kind == COUNTRY else ()
    if kind == STATE and place.country == "US":
        more = (us_places.STATES.get(place.state, ""),)
    return dict.fromkeys((name, *filter(None, map(key, more))))


def _pieces(kind: str, found: list[Found]) -> Iterator[list[Found]]:
    """Yield the addresses of each of the places that have one name in one country."""
    for members in _clusters(found) if kind in (POSTAL_CODE, CITY) else [found]:
        states = Counter(member.spot.state for member in members if member.spot.state)
        usual = states.most_common(1)[0][0] if states else ""
        by_state: dict[str, list[Found]] = {}
        for spot, point in members:
            state = "" if kind == COUNTRY else spot.state or usual
            by_state.setdefault(state, []).append(Found(spot._replace(state=state), point))
        yield from by_state.values()


def _clusters(found: list[Found]) -> list[list[Found]]:
    """Cut addresses into those that lie together, wherever a gap is wide from south to north or from west to east."""
    pieces = [piece for band in _cut(found, 0) for piece in _cut(band, 1)]
    return pieces if len(pieces) == 1 else [cluster for piece in pieces for cluster in _clusters(piece)]


def _cut(found: list[Found], axis: int) -> list[list[Found]]:
    ordered = sorted(found, key=lambda member: member.point[axis])
    scale = KILOMETERS_A_DEGREE
    if axis:
        scale *= math.cos(math.radians(max(abs(member.point[0]) for member in found)))
    pieces = [[ordered[0]]]
    for before, member in itertools.pairwise(ordered):
        if (member.point[axis] - before.point[axis]) * scale > APART:
            pieces.append([])
        pieces[-1].append(member)
    return pieces


def _place(kind: str, found: Sequence[Found], land: str, country: str) -> Place:
    """Make a place of the addresses in it; `land` is what its country is called."""
    spot = found[0].spot
    if spot.country == "US" and kind == POSTAL_CODE and (code := us_postal_code(spot.postal_code)):
        return postal_place(code, country)
    for city in us_cities(key(spot.city)) if spot.country == "US" and kind == CITY else ():
        if city.state == spot.state:
            return city_place(city, country)
    label = _label(kind, found, land, spot.country != country)
    return Place(label, *middle([member.point for member in found]), kind, spot.country, spot.state)


def _label(kind: str, found: Sequence[Found], land: str, foreign: bool) -> str:
    columns = zip(*(member.spot[:4] for member in found), strict=True)
    city, region, state, postal_code = (Counter[str](column).most_common(1)[0][0] for column in columns)
    last = land if foreign else ""
    city = _join(city, state or region, last)
    state_name = us_places.STATES.get(state, state) if found[0].spot.country == "US" else state
    labels = (f"{postal_code} ({city})", city, _join(region, state, last), _join(state_name, last), land)
    return dict(zip(KINDS, labels, strict=True))[kind]


def _join(*parts: str) -> str:
    return ", ".join(filter(None, parts))
