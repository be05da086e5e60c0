"""The order of the entries: in groups by place, condition or language, or by several of them, one inside the other.

A program that belongs to several groups has one entry, in the first of them, and references in the others.
"""

import itertools
from collections.abc import Callable, Container, Mapping
from typing import Any, NamedTuple

from peerdir.records import Program
from peerdir.render.booklet.edition import BookletError, Edition
from peerdir.render.booklet.order import as_wished
from peerdir.render.booklet.passages import Passage
from peerdir.render.booklet.places import Place, order, places
from peerdir.render.collation import folded

Path = tuple[Any, ...]


class Kind(NamedTuple):
    """One way to group: the groups a program belongs to, its home first; their order; and how a heading is said."""

    groups: Callable[[Program], list[Any]]
    order: Callable[[Any], Any]
    heading: Callable[[Any], dict[str, Passage | None]]


def groups(listed: list[Program], entries: Mapping[str, Any], edition: Edition) -> list[dict[str, Any]]:
    """Return the innermost groups in their order, each with its entries and with references to entries elsewhere.

    A group is what its heading says (`place`, with `region` and `country`) and the headings `above` it that begin with
    it, the outer ones first. A heading is `outlined`, for the contents, when there is an entry under it.

    On pages, groups inside others that hold nothing but references are a list behind all entries. For the rest a group
    has all headings it is `within`, and as `shared` how many of these stood above the entries before it already. The
    first group on the pages `opens` the part of the booklet.
    """
    kinds = _kinds(listed, edition)
    homes: dict[Path, list[Program]] = {}
    guests: dict[Path, list[Program]] = {}
    for program in sorted(listed, key=as_wished(edition)):
        home, *others = _paths([kind.groups(program) for kind in kinds])
        homes.setdefault(home, []).append(program)
        for path in others:
            guests.setdefault(path, []).append(program)
    filled = {home[:depth] for home in homes for depth in range(1, len(kinds) + 1)}
    ordered = sorted(
        {*homes, *guests}, key=lambda path: [kind.order(group) for kind, group in zip(kinds, path, strict=True)]
    )
    on_pages = [path for path in ordered if len(kinds) == 1 or path in homes]
    before = dict(zip(on_pages, [(), *on_pages], strict=False))
    return [
        {
            **_headings(path, last, kinds, filled),
            "shared": _same(before.get(path, ()), path),
            "opens": path is on_pages[0],
            "entries": [entries[program.id] for program in homes.get(path, ())],
            "see": [{"id": p.id, "name": entries[p.id]["name"]} for p in guests.get(path, ())],
        }
        for last, path in zip([(), *ordered], ordered, strict=False)
    ]


def _paths(groups: list[list[Any]]) -> list[Path]:
    """Return where a program is at home, then where somebody else may look for it: one step aside, not several."""
    home = tuple(found[0] for found in groups)
    aside = [(*home[:depth], other, *home[depth + 1 :]) for depth, found in enumerate(groups) for other in found[1:]]
    return [home, *aside]


def _headings(path: Path, last: Path, kinds: list[Kind], filled: Container[Path]) -> dict[str, Any]:
    """Return a group's own heading, those it is `within`, and of these those that did not stand `above` the `last`."""
    *outer, own = [
        {**kind.heading(group), "depth": depth, "outlined": path[: depth + 1] in filled}
        for depth, (kind, group) in enumerate(zip(kinds, path, strict=True))
    ]
    return {**own, "within": outer, "above": outer[_same(last, path) :]}


def _same(last: Path, path: Path) -> int:
    """Return how many groups two paths have in common, from the outermost on."""
    return len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], zip(last, path, strict=False))))


def _kinds(listed: list[Program], edition: Edition) -> list[Kind]:
    """Return the wished ways to group. Raises BookletError for one that is not known, or is there twice."""
    makers = {"place": _by_place, "condition": _by_condition, "language": _by_language}
    wished = edition.wishes.group_by
    if not wished or len(set(wished)) < len(wished) or not set(wished) <= makers.keys():
        known = ", ".join(makers)
        raise BookletError(f"a booklet can be grouped by {known}, each once, not by {', '.join(wished) or 'nothing'}")
    return [makers[name](listed, edition) for name in wished]


def _by_place(listed: list[Program], edition: Edition) -> Kind:
    known = places(listed, edition)
    return Kind(lambda program: known[program.id], order, lambda place: place_heading(place, edition))


def place_heading(place: Place, edition: Edition) -> dict[str, Passage | None]:
    """Say where: the place, and smaller beside it the region and the country."""
    return {
        "place": edition.name(place.name) or edition.fixed("elsewhere"),
        "region": edition.name(place.region),
        "country": edition.own(place.country),
    }


def _by_condition(_: list[Program], edition: Edition) -> Kind:
    return _by_code("conditions", lambda program: list(dict.fromkeys(program.conditions)), edition)


def _by_language(_: list[Program], edition: Edition) -> Kind:
    return _by_code("languages", lambda program: list(dict.fromkeys(o.code for o in program.languages)), edition)


def _by_code(vocabulary: str, codes: Callable[[Program], list[str]], edition: Edition) -> Kind:
    return Kind(
        codes,
        lambda code: (folded(edition.label(vocabulary, code)[0]), code),
        lambda code: {"place": edition.labelled(vocabulary, code), "region": None, "country": None},
    )
