"""The order of the entries: by country, place and name. A program in several places has one entry and references."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from peerdir.records import Address, Program
from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.passages import folded


class Place(NamedTuple):
    """Where a program is listed: a city with region and, abroad, country; an area; or neither for online or phone."""

    name: str
    region: str = ""
    country: str = ""


def groups(listed: list[Program], entries: Mapping[str, Any], edition: Edition) -> list[dict[str, Any]]:
    """Return the places with their entries: the directory's own country first, online and by phone last."""
    cities = _cities(listed, edition)
    placed = {program.id: _places(program, cities, edition) for program in listed}
    every = {place for places in placed.values() for place in places}
    ordered = sorted(listed, key=by_name)
    return [
        {
            "place": edition.say(place.name or edition.word("elsewhere")),
            "region": edition.maybe(place.region),
            "country": edition.maybe(place.country),
            "entries": [entries[p.id] for p in ordered if placed[p.id][0] == place],
            "see": [{"id": p.id, "name": entries[p.id]["name"]} for p in ordered if place in placed[p.id][1:]],
        }
        for place in sorted(every, key=_by_place)
    ]


def _cities(programs: list[Program], edition: Edition) -> dict[str, Place]:
    """Return the cities whose name stands for one place only."""
    found: dict[str, set[Place]] = {}
    for address in (address for program in programs for address in _addresses(program)):
        found.setdefault(address.city, set()).add(_place(address, edition))
    return {city: places.pop() for city, places in found.items() if len(places) == 1}


def _places(program: Program, cities: Mapping[str, Place], edition: Edition) -> list[Place]:
    """Return the places of a program without repetition; an area counts where it has no address."""
    areas = [location.area for location in program.locations if location.area]
    found = [_place(address, edition) for address in _addresses(program)]
    found = found or [cities.get(area, Place(area)) for area in areas]
    return list(dict.fromkeys(found)) or [Place("")]


def _place(address: Address, edition: Edition) -> Place:
    """Return where an address is; a city that is its own region is said once."""
    region = address.region or ""
    country = edition.collection.country(address, edition.language) or ""
    return Place(address.city, "" if folded(region) == folded(address.city) else region, country)


def _addresses(program: Program) -> list[Address]:
    """Return the addresses that may be known: a confidential place has none, whatever the file holds."""
    open_places = (location for location in program.locations if location.type != "confidential")
    return [location.address for location in open_places if location.address]


def _by_place(place: Place) -> tuple[bool, str, str, str]:
    return (not place.name, folded(place.country), folded(place.name), folded(place.region))


def by_name(program: Program) -> tuple[str, str]:
    """Return what programs are ordered by."""
    return (folded(program.name), program.id)
