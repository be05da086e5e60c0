"""The indexes at the back: by condition, place, language and name, each with the programs by name.

A term is `name`, the passage at its head, and `programs`; a program has `id`, `name` and a `note` in brackets, if any.
"""

from collections.abc import Iterable
from typing import Any

from peerdir.records import Program
from peerdir.render.booklet.cross_references import CrossReference, cross_references
from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.groups import place_heading
from peerdir.render.booklet.order import by_name
from peerdir.render.booklet.passages import Passage, base, joined
from peerdir.render.booklet.places import order, places, served, wide
from peerdir.render.collation import folded

Term = dict[str, Any]


def by_condition(listed: list[Program], edition: Edition) -> list[Term]:
    """Return the conditions by their words. Everyday words that lead to a condition stand before and behind terms."""
    every = dict.fromkeys(code for program in listed for code in program.conditions)
    found = {code: [(program, None) for program in listed if code in program.conditions] for code in every}
    references = cross_references("conditions", found, edition)
    codes = sorted(found, key=lambda code: _order("conditions", code, edition))
    limits = [folded(edition.label("conditions", code)[0]) for code in codes]
    terms = []
    for number, code in enumerate(codes):
        begin = limits[number - 1] if number else ""
        before = [one for one in references if begin <= folded(one.word) < limits[number]]
        behind = [one for one in references if folded(one.word) >= limits[number]] if code == codes[-1] else []
        terms.append(
            {
                "name": edition.labelled("conditions", code),
                "programs": _programs(found[code], edition),
                "before": [_see(one, edition) for one in before],
                "behind": [_see(one, edition) for one in behind],
            }
        )
    return terms


def _see(reference: CrossReference, edition: Edition) -> dict[str, Any]:
    terms = joined([edition.labelled("conditions", code) for code in reference.codes], "; ", edition.language)
    return {"word": edition.own(reference.word), "terms": terms}


def by_place(listed: list[Program], edition: Edition) -> list[Term]:
    """Return the cities and areas where programs are, or from which people may come; those elsewhere are in neither.

    Whole counties, states and countries come behind them: who looks for a town is not to meet "California" first.
    """
    found: dict[Any, list[tuple[Program, str | None]]] = {}
    homes = places(listed, edition)
    known = served(listed, homes)
    last = wide(listed, homes)
    for program in listed:
        for place in known[program.id]:
            note = None if place in homes[program.id] else edition.word("place_index.served")
            found.setdefault(place, []).append((program, note))
    return [
        {**place_heading(place, edition), "programs": _programs(found[place], edition)}
        for place in sorted(found, key=lambda place: (not place.name, place in last, order(place)))
    ]


def by_language(listed: Iterable[Program], edition: Edition) -> list[Term]:
    """Return the languages by their words, but for the directory's main one, in which nearly all programs are.

    A program with an interpreter says so.
    """
    found: dict[str, list[tuple[Program, str | None]]] = {}
    for program in listed:
        for offer in program.languages:
            if base(offer.code) != base(edition.written_in):
                note = edition.word("language_index.interpreter") if offer.level == "interpreter" else None
                found.setdefault(offer.code, []).append((program, note))
    return [
        {"name": _with_own_name(code, edition), "programs": _programs(found[code], edition)}
        for code in sorted(found, key=lambda code: _order("languages", code, edition))
    ]


def by_program(listed: Iterable[Program], edition: Edition) -> list[Term]:
    """Return the letters of the alphabet, each with the names that begin so; other names of a program lead to it."""
    names = sorted(
        (folded(text), program.id, program, text, main) for program in listed for text, main in _names(program, edition)
    )
    letters: dict[str, list[dict[str, Any]]] = {}
    for name, _, program, text, main in names:
        note = None if main else edition.name_of(program)
        said = edition.title(program) if main else edition.name(text)
        letters.setdefault(_letter(name), []).append(_program(program, said, note, edition))
    return [{"name": edition.say(letter), "programs": found} for letter, found in letters.items()]


def _names(program: Program, edition: Edition) -> Iterable[tuple[str, bool]]:
    """Yield what a program is called, and whether that is its name in this booklet."""
    name = edition.name_of(program)
    yield name, True
    known = {folded(name)}
    for other in (program.name, *program.also_known_as):
        if folded(other) not in known:
            known.add(folded(other))
            yield other, False


def _letter(name: str) -> str:
    """Return the letter a name stands under: the first one, or all digits together."""
    first = next((char for char in name if char.isalnum()), "#")
    return "0–9" if first.isdigit() else first.upper()


def _programs(found: Iterable[tuple[Program, str | None]], edition: Edition) -> list[dict[str, Any]]:
    key = by_name(edition)
    ordered = sorted(found, key=lambda one: key(one[0]))
    return [_program(program, edition.title(program), note, edition) for program, note in ordered]


def _program(program: Program, name: Passage | None, note: str | None, edition: Edition) -> dict[str, Any]:
    return {"id": program.id, "name": name, "note": edition.maybe(note)}


def _order(vocabulary: str, code: str, edition: Edition) -> tuple[str, str]:
    return folded(edition.label(vocabulary, code)[0]), code


def _with_own_name(language: str, edition: Edition) -> Passage | None:
    """Return a language as readers call it and as it calls itself: "Spanish · Español"."""
    name = edition.labelled("languages", language)
    own = edition.own_name(language)
    same = own is not None and own[0][1] == name[0][1]
    return joined([name, None if same else own], " · ", edition.language)
