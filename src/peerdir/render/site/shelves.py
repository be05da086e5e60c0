"""Which programs the web pages list, and the shelves on which readers find them: condition, place and language."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from peerdir import words
from peerdir.analyse import fold
from peerdir.places.areas import city_of
from peerdir.reading.collection import Collection
from peerdir.reading.layout import RESERVED
from peerdir.records import Location, Program, Term
from peerdir.render.booklet.edition import ENGLISH
from peerdir.render.booklet.passages import base
from peerdir.render.collation import folded
from peerdir.render.site.meetings import abroad, town
from peerdir.render.site.speech import Speech

ANY = "any"


@dataclass(frozen=True, kw_only=True)
class Group:
    """The listed programs that share a condition, a place or a language; `name` is the file, without .html.

    A group has the same file name in every language of the pages; `language` is the one its label is in.
    """

    name: str
    label: str
    language: str
    programs: tuple[Program, ...]
    code: str | None = None
    term: Term | None = None
    others: tuple[Program, ...] = ()

    @property
    def own_name(self) -> str | None:
        """What a language calls itself, where that differs from its label: "Español"."""
        name = self.term.labels.get(self.code) if self.term and self.code else None
        return name if name != self.label else None

    def other_names(self, language: str) -> list[tuple[str, str]]:
        """Return what a condition or language is called in other languages than that of the page."""
        if self.term is None:
            return []
        names = ((ENGLISH, self.term.label), *self.term.labels.items())
        return [(code, name) for code, name in names if base(code) != base(language) and name != self.label]

    def meaning(self, language: str) -> tuple[str, str] | None:
        """Return what a term means and the language that is said in: the page's, else English."""
        if self.term is None:
            return None
        own = next((code for code in (language, base(language)) if code in self.term.descriptions), None)
        said = self.term.descriptions[own] if own else self.term.description
        return (said, own or ENGLISH) if said else None


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """One way in: its folder, which its words are called by too, and its groups in the order they are shown."""

    folder: str
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


def shelves(programs: tuple[Program, ...], speech: Speech, main: Speech) -> tuple[Shelf, ...]:
    """Put the listed programs on the three shelves, as they are called in one language.

    Places are told apart, and their files named, by what they are called in `main`, the first language of the pages.
    """
    return (
        Shelf(folder="conditions", groups=_conditions(programs, speech), on_front=16),
        Shelf(folder="places", groups=_places(programs, speech, main), on_front=8),
        Shelf(folder="languages", groups=_languages(programs, speech), on_front=8),
    )


def _conditions(programs: tuple[Program, ...], speech: Speech) -> tuple[Group, ...]:
    """Group by condition; who is open to any condition stands below on every page."""
    found = _group(programs, lambda program: program.conditions)
    return _of_codes(speech, "conditions", found, others=tuple(found.get(ANY, ())))


def _languages(programs: tuple[Program, ...], speech: Speech) -> tuple[Group, ...]:
    found = _group(programs, lambda program: (offer.code for offer in program.languages))
    return _of_codes(speech, "languages", found)


def _of_codes(
    speech: Speech, vocabulary: str, found: dict[str, list[Program]], others: tuple[Program, ...] = ()
) -> tuple[Group, ...]:
    """Make the groups of codes, sorted by what people read; "any" comes last."""
    names = file_names(found, str)
    groups = []
    for code, members in found.items():
        inside = {program.id for program in members}
        label, language = speech.edition.label(vocabulary, code)
        group = Group(
            name=names[code],
            label=label,
            language=language,
            code=code,
            term=speech.collection.term(vocabulary, code),
            programs=tuple(members),
            others=tuple(program for program in others if program.id not in inside),
        )
        groups.append(group)
    return tuple(sorted(groups, key=lambda group: (group.code == ANY, folded(group.label), group.name)))


def _places(programs: tuple[Program, ...], speech: Speech, main: Speech) -> tuple[Group, ...]:
    """Group by town, those of the directory's own country first; towns of one name are kept apart by the state."""
    shared = _shared_names(programs, main)
    cities = {
        one.address.city: one
        for program in programs
        for one in program.locations
        if one.address and one.type != "confidential"
    }
    labels: dict[str, str] = {}
    order: dict[str, int] = {}

    def keys(program: Program) -> Iterator[str]:
        for there in program.locations:
            city = city_of(there.area, cities) if there.area and not there.address else None
            location = cities[city] if city else there
            if key := fold(_place_label(location, main, shared)):
                labels.setdefault(key, _place_label(location, speech, shared, main))
                order.setdefault(key, _rank(location, speech))
                yield key

    found = _group(programs, keys)
    names = file_names(found, _plain)
    groups = [
        Group(name=names[key], label=labels[key], language=speech.code, programs=tuple(members))
        for key, members in found.items()
    ]
    ranks = {names[key]: order[key] for key in found}
    return tuple(sorted(groups, key=lambda group: (ranks[group.name], folded(group.label))))


def _rank(location: Location, speech: Speech) -> int:
    """Towns at home come first, then those abroad, then what is no town."""
    return 2 if location.type in ("virtual", "phone") else 1 if abroad(location, speech) else 0


def _shared_names(programs: tuple[Program, ...], speech: Speech) -> frozenset[str]:
    """Return the folded names of towns that stand in more than one state of a country."""
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for program in programs:
        for location in program.locations:
            regions[fold(town(location, speech))].add(_region(location))
    return frozenset(name for name, known in regions.items() if len(known - {""}) > 1)


def _region(location: Location) -> str:
    return (location.address.state or location.address.country) if location.address else ""


def _place_label(location: Location, speech: Speech, shared: frozenset[str], main: Speech | None = None) -> str:
    """Return what a place is called; `shared` are folded names in the language of `main`, if that is another."""
    name, region, country = town(location, speech), _region(location), abroad(location, speech)
    if not region or fold(town(location, main or speech)) not in shared:
        return name
    city, state = words.city(location, speech.when), location.address and location.address.state
    parts = (city, state, country) if country else (name, region)
    return speech.when.comma.join(part for part in parts if part)


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
