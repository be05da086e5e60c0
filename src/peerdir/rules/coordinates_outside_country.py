"""Coordinates must lie in the country of the address.

A lost minus sign, or latitude and longitude that changed places, put a program in another continent.

Bad:

    locations:
      - {key: clinic, type: physical, address: {city: San Diego, country: US}, latitude: 32.71, longitude: 117.16}
    schedule: [{location: clinic, by_appointment: true}]

Good:

    locations:
      - {key: clinic, type: physical, address: {city: San Diego, country: US}, latitude: 32.71, longitude: -117.16}
    schedule: [{location: clinic, by_appointment: true}]
"""

from collections.abc import Iterator, Sequence

from peerdir.diagnostic import Severity
from peerdir.places.countries import Box, boxes
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare every place that has coordinates with the boxes of its country."""
    for index, location in enumerate(entry.program.locations):
        if location.latitude is None or location.longitude is None or location.address is None:
            continue
        point, country = (location.latitude, location.longitude), location.address.country
        if not (around := boxes().get(country, [])) or _inside(point, around):
            continue
        wrong, hint = _hint(point, around)
        name = context.collection.label("countries", country)
        yield ("locations", index, wrong), f"{point[0]}, {point[1]} is not in {name}; {hint}"


def _hint(point: tuple[float, float], around: Sequence[Box]) -> tuple[str, str]:
    """Which of the two numbers is wrong, and how to mend it."""
    latitude, longitude = point
    if _inside((longitude, latitude), around):
        return "latitude", "latitude and longitude have changed places"
    if _inside((latitude, -longitude), around):
        return "longitude", f"a minus is wrong: longitude {-longitude:g} would be"
    if _inside((-latitude, longitude), around):
        return "latitude", f"a minus is wrong: latitude {-latitude:g} would be"
    return "latitude", "copy both numbers again from a map, or mend the address"


def _inside(point: tuple[float, float], around: Sequence[Box]) -> bool:
    return any(s <= point[0] <= n and w <= point[1] <= e for s, w, n, e in around)
