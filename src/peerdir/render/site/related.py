"""Which other programs stand at the foot of a program's page, and why: the same condition, near, alike."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from peerdir.places.naming import kilometers
from peerdir.records import Program

MOST = 3
ANY = "any"
# How many programs with a condition are looked at; with more of them, those of the same town come first.
LOOKED_AT = 60
NEAR = 40  # kilometers


@dataclass(frozen=True, kw_only=True)
class Related:
    """Another program, and what it shares: codes of conditions and languages, and whether it is near."""

    program: Program
    conditions: tuple[str, ...]
    languages: tuple[str, ...]
    near: bool


class Neighbors:
    """All listed programs by condition and town, so that a program's page need not look at every other one."""

    def __init__(self, programs: Iterable[Program]) -> None:
        """Take the listed programs."""
        self._by_condition: defaultdict[str, list[Program]] = defaultdict(list)
        self._by_town: defaultdict[tuple[str, str], list[Program]] = defaultdict(list)
        for program in programs:
            for condition in _conditions(program):
                self._by_condition[condition].append(program)
                for town in _towns(program):
                    self._by_town[condition, town].append(program)

    def of(self, program: Program) -> list[Related]:
        """Return up to three programs that share a condition, the most alike first."""
        candidates = {other.id: other for other in self._candidates(program) if other.id != program.id}
        found = (_related(program, other) for other in candidates.values())
        return sorted(found, key=lambda one: (-_weight(one), one.program.id))[:MOST]

    def _candidates(self, program: Program) -> Iterator[Program]:
        for condition in _conditions(program):
            for town in _towns(program):
                yield from itertools.islice(self._by_town[condition, town], LOOKED_AT)
            yield from itertools.islice(self._by_condition[condition], LOOKED_AT)


def _weight(one: Related) -> int:
    return 2 * len(one.conditions) + 3 * one.near + min(len(one.languages), 2)


def _related(program: Program, other: Program) -> Related:
    theirs = {offer.code for offer in other.languages}
    return Related(
        program=other,
        conditions=tuple(code for code in _conditions(program) if code in other.conditions),
        languages=tuple(offer.code for offer in program.languages if offer.code in theirs),
        near=_is_near(program, other),
    )


def _conditions(program: Program) -> list[str]:
    return [code for code in dict.fromkeys(program.conditions) if code != ANY]


def _towns(program: Program) -> set[str]:
    return {place.address.city for place in program.locations if place.type == "physical" and place.address}


def _is_near(program: Program, other: Program) -> bool:
    if _towns(program) & _towns(other):
        return True
    pairs = itertools.product(_points(program), _points(other))
    return any(kilometers(here, there) <= NEAR for here, there in pairs)


def _points(program: Program) -> list[tuple[float, float]]:
    """Return where a program meets; a confidential place has no point."""
    known = (place for place in program.locations if place.type == "physical")
    return [(p.latitude, p.longitude) for p in known if p.latitude is not None and p.longitude is not None]
