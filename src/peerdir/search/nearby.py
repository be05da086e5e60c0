"""Which programs are near a place, and which somebody there reaches without going: by phone, online, at home."""

from peerdir.analyse import singular
from peerdir.index.postings import collect, union
from peerdir.places.naming import EARTH_RADIUS, Place, key, kilometers, resolve, suggest
from peerdir.places.sphere import least_product, on_sphere
from peerdir.places.us import STATES
from peerdir.search.lookups import country, either, of_kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peerdir.index.store import Index

KILOMETERS_A_DEGREE = 111.0
# A visit at home is no nearer than somebody drives for it.
HOME_VISIT_KM = 50.0
# About 50 km.
NEIGHBOR_DEGREES = 0.45
WIDE = ("region", "state", "country")
BY_PHONE = ("modalities:phone", "modalities:text", "type:phone")
ONLINE = ("modalities:video", "modalities:online-forum", "type:virtual")
# Several places of one name are all kept, but nobody reads a longer list.
MOST_NAMED = 4


class Known(dict[str, "Sequence[Place]"]):
    """The directory's own places by name, looked up in the index as they are asked for."""

    def __init__(self, index: "Index") -> None:
        super().__init__()
        self.index = index

    def get(self, name: str, otherwise: "Sequence[Place]" = ()) -> "Sequence[Place]":  # type: ignore[override]
        """Return the places of a name."""
        rows = self.index.execute("SELECT * FROM place WHERE name = ? ORDER BY rowid", (name,))
        return tuple(Place(*row[1:]) for row in rows) or otherwise

    def __iter__(self) -> "Iterator[str]":
        return (name for (name,) in self.index.execute("SELECT DISTINCT name FROM place ORDER BY name"))


class Around:
    """A place somebody named, or several of one name, and how far somebody there would go.

    `at` are the programs in it by its name, `serving` those that name it as an area they serve, `near` those that are
    near enough, `reach` why others can be reached from there.
    """

    def __init__(self, index: "Index", places: "Sequence[Place]", codes: "Sequence[str]", km: float) -> None:
        self.index, self.places, self.km = index, places, km
        self.points = [(place.latitude, place.longitude) for place in places if place.kind not in WIDE]
        self.at = either(index, _inside(places, codes))
        self.serving = either(index, (f"serves:{code}" for code in _wider(index, places, codes)))
        self._nearness = self._measured(max(km, HOME_VISIT_KM))
        self.near = self._up_to(km)
        self.reach = dict(self._reached())

    @property
    def reachable(self) -> int:
        """All programs that can be reached without being near."""
        return union(self.reach.values())

    def way(self, row: int) -> float | None:
        """Return the kilometers to the nearest place of a program, None if that is not known."""
        spots = self.index.execute(
            "SELECT north, east FROM spot WHERE row = ? AND north IS NOT NULL", (row,)
        ).fetchall()
        return min((kilometers(spot, point) for spot in spots for point in self.points), default=None)

    def nearness(self, row: int) -> float:
        """Tell two programs that are near apart by the way to them: the nearer one has more."""
        return self._nearness[row]

    def why(self, row: int) -> str | None:
        """Return why a program that is not near can be reached from there; None for one that is near."""
        if (self.near | self.at) >> row & 1:
            return None
        return next((reason for reason, rows in self.reach.items() if rows >> row & 1), None)

    def _measured(self, km: float) -> dict[int, float]:
        """Return how near programs are, as the cosine of the angle between: of each its nearest place."""
        found: dict[int, float] = {}
        span = km / KILOMETERS_A_DEGREE
        sql = (
            "SELECT row, max(x * ? + y * ? + z * ?) AS near FROM spot WHERE north BETWEEN ? AND ?"
            " GROUP BY row HAVING near >= ?"
        )
        for point in self.points:
            asked = (*on_sphere(*point), point[0] - span, point[0] + span, least_product(km, EARTH_RADIUS))
            for row, near in self.index.execute(sql, asked):
                found[row] = max(near, found.get(row, near))
        return found

    def _up_to(self, km: float) -> int:
        least = least_product(km, EARTH_RADIUS)
        return collect(row for row, near in self._nearness.items() if near >= least)

    def _reached(self) -> "Iterator[tuple[str, int]]":
        home = either(self.index, ("modalities:home-visit",))
        beyond = collect(self._nearness)
        here = self._in_country()
        yield "serves the area", self.serving
        yield "home visit", home & (self.serving | self.at | beyond)
        yield "phone", either(self.index, BY_PHONE) & here
        yield "online", either(self.index, ONLINE) & here

    def _in_country(self) -> int:
        """Return the programs in the countries of the places, and those of which nobody knows where they are."""
        countries = of_kind(self.index, "country")
        here = union(countries.get(place.country, 0) for place in self.places)
        return here | union(of_kind(self.index, "status").values()) & ~union(countries.values())


def _inside(places: "Sequence[Place]", codes: "Sequence[str]") -> "Iterator[str]":
    """Yield the tags of the programs that are in a place by its name."""
    yield from (f"place:{code}" for code in codes)
    for place in places:
        if place.kind == "state":
            yield f"state:{place.country} {place.state}"
        elif place.kind == "country":
            yield f"country:{place.country}"


def _wider(index: "Index", places: "Sequence[Place]", codes: "Sequence[str]") -> "Iterator[str]":
    """Yield the names of a place, and of what it lies in as far as its neighbors tell, as they are compared."""
    yield from codes
    for place in places:
        inside = place.label.partition("(")[2].rstrip(")") or place.label
        names = [inside.split(",")[0], place.state, STATES.get(place.state, "") if place.country == "US" else ""]
        names += [_region(index, place)] if place.kind not in ("state", "country") else []
        yield from (singular(key(name)) for name in names if name)


def _region(index: "Index", place: Place) -> str:
    """Return the region of the program that is nearest; of one far away it says nothing."""
    sql = (
        "SELECT region FROM spot WHERE country = ? AND state = ? AND north BETWEEN ? AND ?"
        " ORDER BY abs(north - ?) + abs(east - ?), region LIMIT 1"
    )
    north, east = place.latitude, place.longitude
    where = (place.country, place.state, north - NEIGHBOR_DEGREES, north + NEIGHBOR_DEGREES, north, east)
    return next((str(region) for (region,) in index.execute(sql, where)), "")


def find(index: "Index", said: str) -> "tuple[Place, ...]":
    """Return the places that a text names; none if nobody knows it."""
    return resolve(said, Known(index), country(index))


def nearest(index: "Index", said: str) -> "tuple[str, ...]":
    """Return the names of places like one that nobody knows."""
    return suggest(said, Known(index), country(index))


def code(place: Place) -> str:
    """Return a place's name as tags have it."""
    return singular(key(place.label.split(",")[0].partition("(")[0]))


def named(places: "Sequence[Place]") -> str:
    """Name a place; of several of one name, say which there are."""
    labels = list(dict.fromkeys(place.label for place in places))
    if len(labels) == 1:
        return labels[0]
    more = f" and {len(labels) - MOST_NAMED} more" if len(labels) > MOST_NAMED else ""
    return f"{' or '.join(labels[:MOST_NAMED])}{more}; add the state or country to say which"
