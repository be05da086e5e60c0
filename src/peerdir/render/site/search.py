"""The data of the search box: a script that assigns one name, so that it loads from a disk without a server.

Words are folded here, once; the browser folds only what somebody types (`templates/site/assets/search.js`). What a
term of a vocabulary is called in all languages stands once, with the programs that carry its code.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from peerdir import freshness
from peerdir.analyse import SMALL_WORDS, terms, words
from peerdir.collection import Collection
from peerdir.records import Location, Program, Term

NAME = "peerdirSearchData"
Codes = Callable[[Program], Iterable[str]]
CODES: dict[str, Codes] = {
    "conditions": lambda program: program.conditions,
    "languages": lambda program: [offer.code for offer in program.languages],
    "needs": lambda program: program.needs,
    "populations": lambda program: program.populations,
    "modalities": lambda program: program.modalities,
    "functions": lambda program: [name for name, function in program.functions if function.activities],
    "accessibility": lambda program: [
        code for place in program.locations if place.type != "confidential" for code in place.accessibility
    ],
}


def search_data(collection: Collection, programs: tuple[Program, ...], today: dt.date) -> bytes:
    """Return the script; `programs` are numbered in the order of the cards on the first page."""
    data = {
        "smallWords": sorted(SMALL_WORDS),
        "concepts": list(_concepts(collection, programs)),
        "names": _index(programs, _names),
        "places": _index(programs, lambda program: _places(program, collection)),
        "text": _index(programs, lambda program: _text(program, collection)),
        "last": [number for number, program in enumerate(programs) if _cannot_join(program, today)],
    }
    return f"var {NAME} = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _concepts(collection: Collection, programs: tuple[Program, ...]) -> Iterator[list[Any]]:
    """Yield each code in use: its kind, what people call it, and the numbers of its programs."""
    for vocabulary, codes in CODES.items():
        found: dict[str, list[int]] = {}
        for number, program in enumerate(programs):
            for code in dict.fromkeys(codes(program)):
                found.setdefault(code, []).append(number)
        for code, numbers in found.items():
            yield [vocabulary, _phrases(code, collection.term(vocabulary, code)), numbers]


def _phrases(code: str, term: Term | None) -> list[str]:
    """Return everything people call a code, folded, each once: labels and synonyms in all languages."""
    said = [code.replace("-", " ").replace("_", " ")]
    if term:
        said += [term.label, *term.labels.values()]
        said += [synonym for synonyms in term.synonyms.values() for synonym in synonyms]
    return list(dict.fromkeys(filter(None, (" ".join(words(phrase)) for phrase in said))))


def _index(programs: tuple[Program, ...], texts: Callable[[Program], Iterable[str | None]]) -> list[list[str | int]]:
    """Return each word with the numbers of the programs it stands in, sorted by word."""
    found: dict[str, list[str | int]] = {}
    for number, program in enumerate(programs):
        for word in dict.fromkeys(terms("\n".join(filter(None, texts(program))))):
            found.setdefault(word, [word]).append(number)
    return [found[word] for word in sorted(found)]


def _names(program: Program) -> Iterator[str | None]:
    yield from (program.name, *program.also_known_as)
    yield from (translation.name for translation in program.translations.values())


def _places(program: Program, collection: Collection) -> Iterator[str | None]:
    yield from (area.name for area in program.service_area)
    for location in program.locations:
        yield from _place(location, collection)


def _place(location: Location, collection: Collection) -> Iterator[str | None]:
    """Yield the words for a place; for a confidential one its area only."""
    yield location.area
    if location.type == "confidential":
        return
    yield {"virtual": "Online", "phone": "Phone"}.get(location.type)
    yield location.name
    if location.address:
        yield from (location.address.city, location.address.region, location.address.state)
        yield location.address.postal_code
        yield collection.country(location.address)


def _text(program: Program, collection: Collection) -> Iterator[str | None]:
    organization = collection.organization(program.organization)
    yield organization.name if organization else None
    yield from (program.summary, program.description)
    for _, function in program.functions:
        yield from function.activities
    yield "free" if program.cost and program.cost.free else None
    for translation in program.translations.values():
        yield from (translation.summary, translation.description)
        for name, _ in program.functions:
            yield from getattr(translation.functions, name) if translation.functions else ()


def _cannot_join(program: Program, today: dt.date) -> bool:
    """Tell whether nobody can join now: paused, or full when somebody last asked, not long ago."""
    room = program.referral and program.referral.capacity
    full = bool(room and room.status == "no-capacity" and freshness.is_current(room, today))
    return full or program.status == "paused"
