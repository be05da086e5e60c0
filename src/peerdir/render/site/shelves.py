"""Which programs the web pages list, and the shelves on which readers find them: condition, place and language."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from peerdir.analyse import fold
from peerdir.collection import Collection
from peerdir.layout import RESERVED
from peerdir.records import Location, Program, Term
from peerdir.render.site.meetings import town

ANY = "any"
NOT_TOWNS = ("Online", "Phone")


@dataclass(frozen=True, kw_only=True)
class Group:
    """The listed programs that share a condition, a place or a language; `name` is the file, without .html."""

    name: str
    label: str
    programs: tuple[Program, ...]
    code: str | None = None
    term: Term | None = None
    others: tuple[Program, ...] = ()

    @property
    def own_name(self) -> str | None:
        """What a language calls itself, where that differs from its label: "Español"."""
        name = self.term.labels.get(self.code) if self.term and self.code else None
        return name if name != self.label else None


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """One way in: its folder, its title and its groups in the order in which they are shown."""

    folder: str
    title: str
    one: str
    groups: tuple[Group, ...]
    on_front: int

    @property
    def largest(self) -> tuple[Group, ...]:
        """The groups with the most programs, as many as the first page shows, in the order of the shelf."""
        most = sorted(self.groups, key=lambda group: -len(group.programs))[: self.on_front]
        return tuple(group for group in self.groups if group in most)


def listed(collection: Collection) -> tuple[Program, ...]:
    """Return the programs people can be referred to and that want to be on the web, by name."""
    return _by_name(program for program in collection.programs if program.listed and program.publish.web)


def examples(collection: Collection) -> tuple[Program, ...]:
    """Return the historical programs: examples to learn from."""
    return _by_name(p for p in collection.programs if p.status == "historical" and p.publish.web)


def _by_name(programs: Iterable[Program]) -> tuple[Program, ...]:
    return tuple(sorted(programs, key=lambda program: (fold(program.name), program.id)))


def shelves(collection: Collection, programs: tuple[Program, ...]) -> tuple[Shelf, ...]:
    """Put the listed programs on the three shelves."""
    conditions, places, languages = (
        _conditions(collection, programs),
        _places(collection, programs),
        _languages(collection, programs),
    )
    return (
        Shelf(folder="conditions", title="Conditions", one="condition", groups=conditions, on_front=16),
        Shelf(folder="places", title="Places", one="place", groups=places, on_front=8),
        Shelf(folder="languages", title="Languages", one="language", groups=languages, on_front=8),
    )


def _conditions(collection: Collection, programs: tuple[Program, ...]) -> tuple[Group, ...]:
    """Group by condition; who is open to any condition stands below on every page."""
    found = _group(programs, lambda program: program.conditions)
    return _of_codes(collection, "conditions", found, others=tuple(found.get(ANY, ())))


def _languages(collection: Collection, programs: tuple[Program, ...]) -> tuple[Group, ...]:
    found = _group(programs, lambda program: (offer.code for offer in program.languages))
    return _of_codes(collection, "languages", found)


def _of_codes(
    collection: Collection, vocabulary: str, found: dict[str, list[Program]], others: tuple[Program, ...] = ()
) -> tuple[Group, ...]:
    """Make the groups of codes, sorted by what people read; "any" comes last."""
    names = file_names(found, str)
    groups = [
        Group(
            name=names[code],
            label=collection.label(vocabulary, code),
            code=code,
            term=collection.term(vocabulary, code),
            programs=tuple(members),
            others=tuple(program for program in others if program not in members),
        )
        for code, members in found.items()
    ]
    return tuple(sorted(groups, key=lambda group: (group.code == ANY, fold(group.label), group.name)))


def _places(collection: Collection, programs: tuple[Program, ...]) -> tuple[Group, ...]:
    """Group by town, those of the directory's own country first; towns of one name are kept apart by the state."""
    shared = _shared_names(collection, programs)
    labels: dict[str, str] = {}
    abroad: set[str] = set()

    def keys(program: Program) -> Iterator[str]:
        for location in program.locations:
            if label := _place_label(location, collection, shared):
                labels.setdefault(fold(label), label)
                if collection.country(location.address):
                    abroad.add(label)
                yield fold(label)

    found = _group(programs, keys)
    names = file_names(found, _plain)
    groups = [Group(name=names[key], label=labels[key], programs=tuple(members)) for key, members in found.items()]
    return tuple(sorted(groups, key=lambda group: (group.label in NOT_TOWNS, group.label in abroad, fold(group.label))))


def _shared_names(collection: Collection, programs: tuple[Program, ...]) -> frozenset[str]:
    """Return the folded names of towns that stand in more than one state of a country."""
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for program in programs:
        for location in program.locations:
            regions[fold(town(location, collection))].add(_region(location))
    return frozenset(name for name, known in regions.items() if len(known - {""}) > 1)


def _region(location: Location) -> str:
    return (location.address.state or location.address.country) if location.address else ""


def _place_label(location: Location, collection: Collection, shared: frozenset[str]) -> str:
    name, region = town(location, collection), _region(location)
    if not region or fold(name) not in shared:
        return name
    country = collection.country(location.address)
    parts = (town(location), location.address and location.address.state, country) if country else (name, region)
    return ", ".join(part for part in parts if part)


def _group(programs: Iterable[Program], keys: Callable[[Program], Iterable[str]]) -> dict[str, list[Program]]:
    """Group programs by their keys; a program stands once in each group."""
    found: dict[str, list[Program]] = {}
    for program in programs:
        for key in dict.fromkeys(keys(program)):
            found.setdefault(key, []).append(program)
    return found


def file_names(keys: Iterable[str], plain: Callable[[str], str]) -> dict[str, str]:
    """Give each key a file name of its own that every file system takes; a short hash helps where letters do not."""
    names = {key: plain(key) for key in keys}
    count = Counter(name.casefold() for name in names.values())
    return {
        key: name if count[name.casefold()] == 1 and name.casefold() not in RESERVED else _hashed(name, key)
        for key, name in names.items()
    }


def _plain(key: str) -> str:
    """Return the letters a-z and digits of a folded name, with hyphens; with a hash when other letters were lost."""
    name = "-".join(re.findall(r"[a-z0-9]+", key))[:60].strip("-")
    lost = any(character.isalnum() and not character.isascii() for character in key)
    return _hashed(name, key) if lost or not name else name


def _hashed(name: str, key: str) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{name}-{digest}" if name else f"place-{digest}"
