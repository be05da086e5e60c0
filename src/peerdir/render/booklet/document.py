"""A collection as the one JSON document the booklet's template reads.

What is said is decided here and in `booklet_entry`; where and how large it stands is decided in templates/booklet.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from peerdir import words
from peerdir.records import Address, Program
from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.entry import MARKS, contact, entry, phone
from peerdir.render.booklet.passages import base


class Place(NamedTuple):
    """Where a program is listed: a city with its region, an area, or neither for what is online or by phone."""

    name: str
    region: str


def document(edition: Edition, look: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything the template prints."""
    listed = [program for program in edition.collection.programs if program.listed and program.publish.print]
    past = [p for p in edition.collection.programs if p.status == "historical" and p.publish.print]
    entries = {program.id: entry(program, edition) for program in listed}
    return {
        "language": base(edition.language),
        "look": look,
        "text": edition.text,
        **_front(edition),
        "marks": [mark for mark in MARKS if any(mark in one["marks"] for one in entries.values())],
        "examples": [entry(program, edition) for program in sorted(past, key=_by_name)],
        "groups": _groups(listed, entries, edition),
        "index": _index(listed, edition),
    }


def _front(edition: Edition) -> dict[str, Any]:
    directory = edition.collection.directory
    return {
        "title": edition.say(directory.title),
        "subtitle": edition.maybe(directory.subtitle),
        "publisher": edition.say(directory.publisher),
        "edition": edition.maybe(directory.edition),
        "issued": words.date(edition.today),
        "emergency": [
            {"name": edition.say(line.name), "phone": phone(line.phone), "note": edition.maybe(line.note)}
            for line in directory.emergency
        ],
        "contact": contact(directory.contact, edition),
        "policy": [_block(block, edition) for block in _blocks(directory.inclusion_policy)],
        "disclaimer": edition.maybe(directory.disclaimer),
        "document_title": " ".join(part for part in (directory.title, directory.edition) if part),
        "document_author": directory.publisher,
    }


def _blocks(text: str) -> Iterator[str]:
    """Split plain text into paragraphs and list items."""
    for block in re.split(r"\n\s*\n|\n(?=\s*[-*] )", text):
        if block.strip():
            yield " ".join(block.split())


def _block(block: str, edition: Edition) -> dict[str, Any]:
    item = block.startswith(("- ", "* "))
    return {"item": item, "text": edition.say(block[2:] if item else block)}


def _groups(listed: list[Program], entries: Mapping[str, Any], edition: Edition) -> list[dict[str, Any]]:
    """Group entries by place and name. A program in several places has one entry, and references at the others."""
    cities = _cities(listed)
    placed = {program.id: _places(program, cities) for program in listed}
    every = {place for places in placed.values() for place in places}
    return [
        {
            "place": edition.say(place.name or edition.word("elsewhere")),
            "region": edition.maybe(place.region),
            "entries": [entries[p.id] for p in sorted(listed, key=_by_name) if placed[p.id][0] == place],
            "see": [
                {"id": p.id, "name": entries[p.id]["name"]}
                for p in sorted(listed, key=_by_name)
                if place in placed[p.id][1:]
            ],
        }
        for place in sorted(every, key=_by_place)
    ]


def _cities(programs: list[Program]) -> dict[str, Place]:
    """Return the cities whose name stands for one place only."""
    found: dict[str, set[Place]] = {}
    for address in (address for program in programs for address in _addresses(program)):
        found.setdefault(address.city, set()).add(_place(address))
    return {city: places.pop() for city, places in found.items() if len(places) == 1}


def _places(program: Program, cities: Mapping[str, Place]) -> list[Place]:
    """Return the places of a program without repetition; an area counts where it has no address."""
    areas = [location.area for location in program.locations if location.area]
    found = [_place(address) for address in _addresses(program)]
    found = found or [cities.get(area, Place(area, "")) for area in areas]
    return list(dict.fromkeys(found)) or [Place("", "")]


def _place(address: Address) -> Place:
    """Return city and region; a city that is its own region is said once."""
    region = address.region or ""
    return Place(address.city, "" if _folded(region) == _folded(address.city) else region)


def _addresses(program: Program) -> list[Address]:
    """Return the addresses that may be known: a confidential place has none, whatever the file holds."""
    open_places = (location for location in program.locations if location.type != "confidential")
    return [location.address for location in open_places if location.address]


def _by_place(place: Place) -> tuple[bool, str, str]:
    return (not place.name, _folded(place.name), _folded(place.region))


def _by_name(program: Program) -> tuple[str, str]:
    return (_folded(program.name), program.id)


def _folded(text: str) -> str:
    """Fold letters for the order of a list: É stands with E."""
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return plain.casefold()


def _index(listed: list[Program], edition: Edition) -> list[dict[str, Any]]:
    """Return the conditions by their words, each with its programs by name."""
    codes = {code for program in listed for code in program.conditions}
    labels = {code: edition.collection.label("conditions", code, edition.language) for code in codes}
    return [
        {
            "name": edition.say(labels[code]),
            "programs": [
                {"id": p.id, "name": edition.say(p.name)} for p in sorted(listed, key=_by_name) if code in p.conditions
            ],
        }
        for code in sorted(codes, key=lambda code: (_folded(labels[code]), code))
    ]
