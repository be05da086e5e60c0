"""Where programs are listed: cities, areas, and nowhere in particular for what is online or by phone."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from peerdir.places.areas import city_of
from peerdir.records import Address, Program
from peerdir.render.booklet.edition import Edition
from peerdir.render.collation import folded

Order = tuple[bool, str, str, str]


class Place(NamedTuple):
    """Where a program is listed: a city with region and, abroad, country; an area; or neither for online or phone."""

    name: str
    region: str = ""
    country: str = ""


NOWHERE = Place("")
WIDE = ("county", "state", "country")


def places(programs: Iterable[Program], edition: Edition) -> dict[str, list[Place]]:
    """Return the places of each program, by its id, where it is at home first."""
    listed = list(programs)
    cities = _cities(listed, edition)
    return {program.id: _places(program, cities, edition) for program in listed}


def served(programs: Iterable[Program], known: Mapping[str, list[Place]]) -> dict[str, list[Place]]:
    """Return the places of each program, and behind them those its people may come from (`service_area`).

    A postal code is the city that has it in an address of the directory: few people look for a number.
    """
    listed = list(programs)
    by_name = {folded(place.name): place for found in known.values() for place in found}
    by_code = {
        address.postal_code: by_name[folded(address.city)]
        for program in listed
        for address in _addresses(program)
        if address.postal_code
    }

    def served_by(program: Program) -> list[Place]:
        areas = (
            by_code.get(area.name) or by_name.get(folded(area.name), Place(area.name)) for area in program.service_area
        )
        return list(dict.fromkeys([*known[program.id], *areas]))

    return {program.id: served_by(program) for program in listed}


def wide(programs: Iterable[Program], known: Mapping[str, list[Place]]) -> set[Place]:
    """Return the counties, states and countries that people may come from, unless a program is listed there."""
    areas = {Place(area.name) for program in programs for area in program.service_area if area.type in WIDE}
    return areas.difference(*known.values())


def order(place: Place) -> Order:
    """Return what places are ordered by: the directory's own country first, online and by phone last."""
    return (not place.name, folded(place.country), folded(place.name), folded(place.region))


def _cities(programs: Iterable[Program], edition: Edition) -> dict[str, Place]:
    """Return the cities whose name stands for one place only."""
    found: dict[str, set[Place]] = {}
    for address in (address for program in programs for address in _addresses(program)):
        found.setdefault(address.city, set()).add(_place(address, edition))
    return {city: places.pop() for city, places in found.items() if len(places) == 1}


def _places(program: Program, cities: Mapping[str, Place], edition: Edition) -> list[Place]:
    """Return the places of a program without repetition; an area counts where it has no address.

    An area that is a part of a city counts as that city.
    """
    areas = [location.area for location in program.locations if location.area]
    found = [_place(address, edition) for address in _addresses(program)]
    found = found or [cities.get(city_of(area, cities) or "", Place(area)) for area in areas]
    return list(dict.fromkeys(found)) or [NOWHERE]


def _place(address: Address, edition: Edition) -> Place:
    """Return where an address is; a city that is its own region is said once."""
    region = address.region or ""
    country = edition.collection.country(address, edition.language) or ""
    return Place(address.city, "" if folded(region) == folded(address.city) else region, country)


def _addresses(program: Program) -> list[Address]:
    """Return the addresses that may be known: a confidential place has none, whatever the file holds."""
    open_places = (location for location in program.locations if location.type != "confidential")
    return [location.address for location in open_places if location.address]
