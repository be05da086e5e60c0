"""Coordinates must lie near the city of the address: a wrong digit sends people a hundred kilometers away.

A place is compared with the other places of its city in the whole directory, when there are at least three.

Bad:

    locations:
      - {key: a, type: physical, address: {city: San Diego, country: US}, latitude: 32.71, longitude: -117.16}
      - {key: b, type: physical, address: {city: San Diego, country: US}, latitude: 32.75, longitude: -117.13}
      - {key: c, type: physical, address: {city: San Diego, country: US}, latitude: 32.80, longitude: -117.20}
      - {key: d, type: physical, address: {city: San Diego, country: US}, latitude: 35.71, longitude: -117.16}
    schedule: [{location: a, by_appointment: true}]

Good:

    locations:
      - {key: a, type: physical, address: {city: San Diego, country: US}, latitude: 32.71, longitude: -117.16}
      - {key: b, type: physical, address: {city: San Diego, country: US}, latitude: 32.75, longitude: -117.13}
      - {key: c, type: physical, address: {city: San Diego, country: US}, latitude: 32.80, longitude: -117.20}
      - {key: d, type: physical, address: {city: San Diego, country: US}, latitude: 32.71, longitude: -117.10}
    schedule: [{location: a, by_appointment: true}]
"""

import math
from collections import defaultdict
from collections.abc import Iterator

from peerdir.analyse import fold
from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.records import Location
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
FAR, OTHERS = 100, 3
Point = tuple[float, float]
City = dict[Point, list[tuple[Entry, int]]]


def check_collection(context: Context) -> Iterator[tuple[Entry, Finding]]:
    """Compare the different places of each city with the one in the middle of them."""
    cities: dict[tuple[str, str, str], City] = defaultdict(lambda: defaultdict(list))
    for entry in context.collection.entries:
        for index, location in enumerate(entry.program.locations if entry.kind == "program" else ()):
            if point := _point(location):
                cities[_city(location)][point].append((entry, index))
    for places in cities.values():
        if len(places) > OTHERS:
            yield from _far(places)


def _far(places: City) -> Iterator[tuple[Entry, Finding]]:
    middle = tuple(sorted(values)[len(values) // 2] for values in zip(*places, strict=True))
    other, at = places[min(places, key=lambda point: _kilometers(point, middle))][0]
    line = other.source.locate(("locations", at, "latitude")).line
    for point, found in places.items():
        if (far := _kilometers(point, middle)) > FAR:
            for entry, index in found:
                where = f"{point[0]}, {point[1]} is {far:.0f} km from the other places in this city"
                message = f"{where}, such as {other.path}:{line}; copy both numbers again from a map"
                yield entry, (("locations", index, "latitude"), message)


def _point(location: Location) -> Point | None:
    if location.latitude is None or location.longitude is None or location.address is None:
        return None
    return location.latitude, location.longitude


def _city(location: Location) -> tuple[str, str, str]:
    """Two cities of one name are told apart by their state."""
    address = location.address
    return (fold(address.city), fold(address.state or ""), address.country) if address else ("", "", "")


def _kilometers(one: Point, other: Point) -> float:
    (south, west), (north, east) = (map(math.radians, point) for point in (one, other))
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(half)))
