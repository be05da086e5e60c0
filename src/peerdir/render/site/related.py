"""Which other programs stand at the foot of a program's page, and why: the same condition, near, alike.

A program of another country stands there only if people can join it from anywhere.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from peerdir.places.naming import kilometers
from peerdir.reach import countries, is_joined_from_anywhere
from peerdir.records import Program

MOST = 3
ANY = "any"
# How many programs with a condition are looked at; with more of them, those of the same town come first.
LOOKED_AT = 60
NEAR = 40  # kilometers
ANYWHERE = "anywhere"


@dataclass(frozen=True, kw_only=True)
class Related:
    """Another program, and what it shares: codes of conditions and languages, and whether it is near."""

    program: Program
    conditions: tuple[str, ...]
    languages: tuple[str, ...]
    near: bool


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What a program may share with another, looked up once for all comparisons; a confidential place has no point."""

    program: Program
    conditions: tuple[str, ...]
    languages: frozenset[str]
    countries: frozenset[str]
    towns: frozenset[tuple[str, str]]
    points: tuple[tuple[float, float], ...]


class Neighbors:
    """All listed programs by condition and place, so that a program's page need not look at every other one."""

    def __init__(self, programs: Iterable[Program], home: str = "") -> None:
        """Take the listed programs; those that name no country are in `home`."""
        self._home = home
        self._by_country: defaultdict[tuple[str, str], list[_Known]] = defaultdict(list)
        self._by_town: defaultdict[tuple[str, tuple[str, str]], list[_Known]] = defaultdict(list)
        for program in programs:
            known = _known(program, home)
            for condition in known.conditions:
                for country in (*known.countries, *([ANYWHERE] if is_joined_from_anywhere(program) else [])):
                    self._by_country[condition, country].append(known)
                for town in known.towns:
                    self._by_town[condition, town].append(known)

    def of(self, program: Program) -> list[Related]:
        """Return up to three programs that share a condition, the most alike first."""
        mine = _known(program, self._home)
        candidates = {other.program.id: other for other in self._candidates(mine) if other.program.id != program.id}
        found = (_related(mine, other) for other in candidates.values())
        return sorted(found, key=lambda one: (-_weight(one), one.program.id))[:MOST]

    def _candidates(self, mine: _Known) -> Iterator[_Known]:
        for condition in mine.conditions:
            for town in mine.towns:
                yield from itertools.islice(self._by_town[condition, town], LOOKED_AT)
            for country in (*mine.countries, ANYWHERE):
                yield from itertools.islice(self._by_country[condition, country], LOOKED_AT)


def _known(program: Program, home: str) -> _Known:
    places = [place for place in program.locations if place.type == "physical"]
    return _Known(
        program=program,
        conditions=tuple(code for code in dict.fromkeys(program.conditions) if code != ANY),
        languages=frozenset(offer.code for offer in program.languages),
        countries=countries(program) or frozenset((home,)),
        towns=frozenset((place.address.country, place.address.city) for place in places if place.address),
        points=tuple(
            (place.latitude, place.longitude)
            for place in places
            if place.latitude is not None and place.longitude is not None
        ),
    )


def _weight(one: Related) -> int:
    return 2 * len(one.conditions) + 3 * one.near + min(len(one.languages), 2)


def _related(mine: _Known, other: _Known) -> Related:
    return Related(
        program=other.program,
        conditions=tuple(code for code in mine.conditions if code in other.conditions),
        languages=tuple(offer.code for offer in mine.program.languages if offer.code in other.languages),
        near=_is_near(mine, other),
    )


def _is_near(mine: _Known, other: _Known) -> bool:
    if mine.towns & other.towns:
        return True
    pairs = itertools.product(mine.points, other.points)
    return any(kilometers(here, there) <= NEAR for here, there in pairs)
