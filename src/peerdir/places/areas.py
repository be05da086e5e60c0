"""Areas as people write them, which may be a part of a city."""

from collections.abc import Iterable

from peerdir.places import us
from peerdir.places.naming import key


def city_of(area: str, cities: Iterable[str]) -> str | None:
    """Return the city of which an area is a part, by its words: "Downtown La Mesa, near the station" is in La Mesa.

    `cities` are the names that are known. An area that is a city by its whole name ("South San Francisco") is none's.
    """
    first = area.partition(",")[0]
    inside = [city for city in cities if first == city or first.endswith(f" {city}")]
    return max(inside, key=len) if inside and (first in inside or not us.cities(key(first))) else None
