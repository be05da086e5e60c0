"""Where programs are, the directory's own places, and the US postal codes and cities around its programs."""

import functools
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from peerdir.index.whole import Tables
from peerdir.places import us
from peerdir.places.naming import KINDS, kilometers
from peerdir.places.naming import key as place_key

# As far as a visit at home goes: whoever lives further from every program finds none by the way there.
NEIGHBORHOOD_KM = 50.0
DEGREE_KM = 111.2
Point = tuple[float, float]


def spots(index: Tables, rank: Mapping[int, int]) -> list[list[Any]]:
    """Return where programs are: [rank, latitude, longitude, country, state, region] of each address that is known."""
    sql = "SELECT row, north, east, country, state, region FROM spot WHERE north IS NOT NULL ORDER BY row, rowid"
    return [[rank[row], *where] for row, *where in index.execute(sql)]


def known(index: Tables) -> dict[str, list[Any]]:
    """Return the directory's own places, and the numbers of those that each name may mean, the likeliest first."""
    places: dict[tuple[Any, ...], int] = {}
    names: dict[str, list[Any]] = {}
    for name, *place in index.execute("SELECT name, label, latitude, longitude, kind, country, state FROM place"):
        place[3] = KINDS.index(place[3])
        names.setdefault(name, [name]).append(places.setdefault(tuple(place), len(places)))
    return {"places": [list(place) for place in places], "names": list(names.values())}


def around(index: Tables) -> dict[str, dict[str, Any]]:
    """Return the US postal codes near the directory's programs, and every city of a name that a city there has.

    `codes` are [code, latitude, longitude (thousandths of a degree), state, number of its city]; `cities` are a name as
    it is compared and [number of the city, latitude, longitude, state] for each city of that name. Without a program in
    the US there is neither.
    """
    sql = "SELECT DISTINCT north, east FROM spot WHERE north IS NOT NULL AND country = 'US' ORDER BY 1, 2"
    near = _near(tuple(index.execute(sql)))
    if not near:
        return {}
    names = [code.city for code in near if code.city]
    cities = {key: us.cities(key) for key in dict.fromkeys(map(place_key, names))}
    towns, number = _numbered(names)
    all_towns, others = _numbered(city.city for found in cities.values() for city in found)
    return {
        "codes": {"towns": towns, "codes": [[*_code(code), number.get(code.city, -1)] for code in near]},
        "cities": {
            "towns": all_towns,
            "cities": [
                [key, *([others[c.city], *_code(c)[1:]] for c in found)] for key, found in cities.items() if found
            ],
        },
    }


def _numbered(names: Iterable[str]) -> tuple[list[str], dict[str, int]]:
    """Return each name once, and their numbers."""
    number = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return list(number), number


def _code(code: us.PostalCode) -> tuple[str, int, int, str]:
    return code.code, round(code.latitude * 1000), round(code.longitude * 1000), code.state


# A preview asks for the same ones again and again, and there are forty thousand codes to look at.
@functools.lru_cache(maxsize=2)
def _near(points: tuple[Point, ...]) -> tuple[us.PostalCode, ...]:
    """Return the postal codes that lie near one of some points."""
    squares: dict[tuple[int, int], list[Point]] = {}
    for point in points:
        squares.setdefault((math.floor(point[0]), math.floor(point[1])), []).append(point)
    codes = (code for first in range(1000) if squares for code in us.neighbors(f"{first:03}00"))
    found = (code for code in codes if _is_near((code.latitude, code.longitude), squares))
    return tuple(sorted(found, key=lambda code: code.code))


def _is_near(here: Point, squares: Mapping[tuple[int, int], list[Point]]) -> bool:
    return any(kilometers(here, point) <= NEIGHBORHOOD_KM for point in _in_reach(squares, here))


def _in_reach(squares: Mapping[tuple[int, int], list[Point]], here: Point) -> Iterator[Point]:
    """Yield the points in the squares of one degree around a place, wider from west to east the further north."""
    wide = math.ceil(NEIGHBORHOOD_KM / DEGREE_KM / max(0.1, math.cos(math.radians(here[0]))))
    north, east = math.floor(here[0]), math.floor(here[1])
    for row in (north - 1, north, north + 1):
        for column in range(east - wide, east + wide + 1):
            yield from squares.get((row, column), ())
