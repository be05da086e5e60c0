"""Signs that people look for something: searches that found nothing, by what their words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peerdir.search.understand import understand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peerdir.index.store import Index
    from peerdir.vocabulary.unanswered import Gap


class Asked(NamedTuple):
    """Words that found nothing, how often, and the codes they mean; without any of a kind they say nothing about it."""

    times: int
    conditions: frozenset[str]
    languages: frozenset[str]
    places: frozenset[str]


class Demand:
    """What people looked for and did not find; `not_understood` is how many of these searches name no condition."""

    def __init__(self, asked: Iterable[Asked], not_understood: int = 0) -> None:
        self._asked = tuple(asked)
        self.not_understood = not_understood

    @property
    def conditions(self) -> frozenset[str]:
        """The conditions that somebody looked for."""
        return frozenset(code for one in self._asked for code in one.conditions)

    def times(self, condition: str, languages: Iterable[str], place: str) -> int:
        """Count the searches that may have been for a condition, in one of some languages, at a place."""
        spoken = frozenset(languages)
        return sum(
            one.times
            for one in self._asked
            if condition in one.conditions
            and (not one.languages or one.languages & spoken)
            and (not one.places or place in one.places)
        )


def demand(index: Index, kept: Iterable[Gap]) -> Demand:
    """Return what searches that found nothing were for, as a search understands their words."""
    asked, lost = [], 0
    for gap in kept:
        codes: dict[str, set[str]] = {}
        for phrase in understand(index, gap.words).phrases:
            for kind, code, _ in phrase.concepts:
                codes.setdefault(kind, set()).add(code)
        found = (frozenset(codes.get(kind, ())) for kind in ("conditions", "languages", "place"))
        one = Asked(gap.times, *found)
        if one.conditions:
            asked.append(one)
        else:
            lost += gap.times
    return Demand(asked, lost)
