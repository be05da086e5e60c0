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
from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.records import Location
from peerdir.rule import Fact, Finding, Known, told

SEVERITY = Severity.WARNING
FAR, OTHERS = 100, 3
Point = tuple[float, float]
City = dict[Point, list[tuple[str, int, int]]]
"""Of one city, for each point the places there: file, number of the location, line."""


def facts(entry: Entry) -> Fact:
    """Return each place of a program: its number, the line of its coordinates, its city, and the coordinates."""
    return [
        [index, entry.source.locate(("locations", index, "latitude")).line, _city(location), point]
        for index, location in enumerate(entry.program.locations if entry.kind == "program" else ())
        if (point := _point(location))
    ] or None


def compare(known: Known) -> Iterator[tuple[str, Finding]]:
    """Compare the different places of each city with the one in the middle of them."""
    cities: dict[str, City] = defaultdict(lambda: defaultdict(list))
    for path, found in told(known):
        for index, line, city, (latitude, longitude) in found:
            cities[city][latitude, longitude].append((path, index, line))
    for places in cities.values():
        if len(places) > OTHERS:
            yield from _far(places)


def _far(places: City) -> Iterator[tuple[str, Finding]]:
    middle = tuple(sorted(values)[len(values) // 2] for values in zip(*places, strict=True))
    other, _, line = places[min(places, key=lambda point: _kilometers(point, middle))][0]
    for point, found in places.items():
        if (far := _kilometers(point, middle)) > FAR:
            for path, index, _ in found:
                where = f"{point[0]}, {point[1]} is {far:.0f} km from the other places in this city"
                message = f"{where}, such as {other}:{line}; copy both numbers again from a map"
                yield path, (("locations", index, "latitude"), message)


def _point(location: Location) -> Point | None:
    if location.latitude is None or location.longitude is None or location.address is None:
        return None
    return location.latitude, location.longitude


def _city(location: Location) -> str:
    """Two cities of one name are told apart by their state."""
    address = location.address
    return f"{fold(address.city)}, {fold(address.state or '')}, {address.country}" if address else ""


def _kilometers(one: Point, other: Point) -> float:
    (south, west), (north, east) = (map(math.radians, point) for point in (one, other))
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(half)))
