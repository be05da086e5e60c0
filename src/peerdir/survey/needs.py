"""Needs without an answer, the greatest first: found at every place, told once for places that are near one another.

What a need is: a place, a condition, and the languages spoken there. The places are the cities that programs are in, or
one that is asked about. The conditions are those that a listed or proposed program is for, and those that somebody
looked for in vain. A language is spoken at a place when `lacks.SPOKEN_BY` programs near it are given in it, or it is
asked about. An answer is a program that is active, is for that condition by name, is given in that language by people
who speak it, has every function asked about, and can be reached: on site, at home, or by phone or online unless it
serves other areas only. When all that answer are full or have a waitlist, room is what is missing.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from peerdir.index.postings import Scores, collect, union
from peerdir.needs import Need, Needs, Planned, Similar
from peerdir.query import NEAR_KM
from peerdir.records import FUNCTIONS
from peerdir.search import nearby
from peerdir.search.wants import codes, of_filter
from peerdir.survey.demand import demand
from peerdir.survey.examples import examples
from peerdir.survey.facts import OPEN_TO_ALL
from peerdir.survey.ground import Ground, Here, nearest, neighbors, places
from peerdir.survey.lacks import Wish, lacks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from peerdir.index.store import Index
    from peerdir.places.naming import Place
    from peerdir.survey.lacks import Found
    from peerdir.vocabulary.unanswered import Gap

MOST_SIMILAR, MOST_PLANNED = 3, 3
# Who is further away than this is no neighbor, in kilometers.
FAR_KM, FURTHEST = 300.0, math.inf


class UnknownError(ValueError):
    """Nobody knows a place, a condition, a language or a function that is asked about; the message says which."""


def find(
    index: Index,
    *,
    conditions: Sequence[str] = (),
    languages: Sequence[str] = (),
    functions: Sequence[str] = (),
    near: str | None = None,
    within_km: float | None = None,
    limit: int = 20,
    unanswered: Iterable[Gap] = (),
) -> Needs:
    """Return the greatest needs of a directory, or of what is asked about, in codes or in words people say.

    Without a place every city is looked at that programs are in. Raises UnknownError.
    """
    ground, km = Ground(index), within_km or NEAR_KM
    wish = Wish(
        _codes(index, "conditions", conditions),
        _codes(index, "languages", languages),
        _codes(index, "functions", functions) or FUNCTIONS,
    )
    asked = demand(index, unanswered)
    cities, left = (_near(index, near), 0) if near else places(ground)
    found = [one for place in cities for one in lacks(ground, Here(ground, place, km), wish, asked)]
    heads = sorted(_folded(found, neighbors(cities, km)), key=_rank)
    return Needs(
        needs=tuple(_need(ground, *one) for one in heads[:limit]),
        total=len(heads),
        within_km=km,
        nowhere=() if near or conditions else tuple(_nowhere(ground)),
        places_left=left,
        not_understood=asked.not_understood,
        listed=ground.listed.bit_count(),
        examples=examples(index),
    )


def _codes(index: Index, kind: str, said: Sequence[str]) -> Sequence[str] | None:
    """Return the codes that words mean; None without words."""
    _, unknown = of_filter(index, kind, said)
    # A condition that no program is for is still a condition.
    if unknown:
        raise UnknownError(f"nothing is known for {'; '.join(unknown)}")
    return tuple(dict.fromkeys(code for one in said for _, code, _ in codes(index, kind, one))) or None


def _near(index: Index, said: str) -> Sequence[Place]:
    """Return the place that somebody names; of several the first, which is the likeliest."""
    if found := nearby.find(index, said):
        return found[:1]
    near = " or ".join(nearby.nearest(index, said))
    raise UnknownError(f'nobody knows the place "{said}"' + (f"; did you mean {near}?" if near else ""))


def _folded(found: Iterable[Found], near: Mapping[str, frozenset[str]]) -> Iterator[tuple[Found, Sequence[str]]]:
    """Yield each need once for places near one another: where it is greatest, and the other places."""
    groups: dict[tuple[object, ...], list[Found]] = {}
    for one in found:
        groups.setdefault(one.same, []).append(one)
    for group in groups.values():
        rest = sorted(group, key=lambda one: (-one.points, -one.here.size, one.here.place.label))
        while rest:
            first, *others = rest
            close = near[first.here.place.label]
            yield first, [one.here.place.label for one in others if one.here.place.label in close]
            rest = [one for one in others if one.here.place.label not in close]


def _rank(one: tuple[Found, Sequence[str]]) -> tuple[object, ...]:
    found, also = one
    return (-found.points, -found.here.size, -len(also), found.condition, found.languages, found.here.place.label)


def _need(ground: Ground, found: Found, also: Sequence[str]) -> Need:
    return Need(
        lack=found.lack,
        place=found.here.place.label,
        also=tuple(also),
        condition=ground.labels("conditions", [found.condition]),
        languages=ground.labels("languages", found.languages),
        functions=ground.labels("functions", found.functions),
        points=found.points,
        why=found.why,
        similar=tuple(_similar(ground, found)),
        planned=tuple(_planned(ground, found)),
    )


def _similar(ground: Ground, found: Found) -> Iterator[Similar]:
    """Yield who does something similar: for the condition, near or far, then for anybody, then in the language."""
    for_it = ground.conditions.get(found.condition, 0) & ground.listed
    speaking = union(ground.spoken.get(language, 0) for language in found.languages)
    reach = found.here.reach
    choices = (
        (for_it & reach & speaking, 2, FURTHEST),
        (for_it & reach & ~speaking, 2, FURTHEST),
        (for_it & ~reach & speaking, 2, FAR_KM),
        (for_it & ~reach & ~speaking, 1, FAR_KM),
        (ground.open_to_all & ground.active & reach & speaking, 1, FURTHEST),
        (_alike(ground, for_it, ground.active & found.here.near & speaking), 1, FURTHEST),
        # Nobody near does anything like it; then somebody far away can tell how.
        (for_it, 1, FURTHEST),
    )
    shown: dict[int, float | None] = {}
    for rows, most, far in choices:
        wanted = rows & ~collect(shown) if len(shown) < MOST_SIMILAR and (rows is not for_it or not shown) else 0
        found_ways = nearest(found.here, wanted, most)
        shown |= {row: way for row, way in found_ways if far == FURTHEST or (way is not None and way <= far)}
    yield from (_told(ground, found, row, way) for row, way in [*shown.items()][:MOST_SIMILAR])


def _alike(ground: Ground, for_it: int, rows: int) -> int:
    """Return those of some programs that help with most of what programs for the condition help with."""
    shared = Scores()
    for wanted in ground.needs.values():
        if wanted & for_it:
            shared.add(wanted & rows, 1)
    return next((group for points, group in shared.groups(rows) if points), 0)


def _told(ground: Ground, found: Found, row: int, way: float | None) -> Similar:
    """Tell of a program what it is for, in which languages, and how it is reached from there."""
    (id_, name) = ground.index.execute("SELECT id, name FROM card WHERE row = ?", (row,)).fetchone()
    has = [code for code in (found.condition, OPEN_TO_ALL) if _rows(ground, code) >> row & 1]
    about = has[:1] or [code for code, rows in ground.conditions.items() if rows >> row & 1]
    spoken = [code for code, rows in ground.spoken.items() if rows >> row & 1]
    for_it = ground.conditions.get(found.condition, 0) & ground.listed
    shared = [code for code, rows in ground.needs.items() if not has and rows & for_it and rows >> row & 1]
    return Similar(
        id=id_,
        name=name,
        conditions=tuple(ground.labels("conditions", about).values()),
        languages=tuple(ground.labels("languages", spoken).values()),
        shared=tuple(ground.labels("needs", shared).values()),
        reach=found.here.around.why(row) if found.here.reach >> row & 1 else None,
        km=way,
        state="full" if ground.full >> row & 1 else "" if ground.active >> row & 1 else "paused",
    )


def _rows(ground: Ground, condition: str) -> int:
    return ground.open_to_all if condition == OPEN_TO_ALL else ground.conditions.get(condition, 0)


def _planned(ground: Ground, found: Found) -> Iterator[Planned]:
    """Yield the proposed programs that would help there, with the functions they say themselves they lack."""
    rows = ground.conditions.get(found.condition, 0) & ground.proposed & found.here.reach
    speaking = union(ground.spoken.get(language, 0) for language in found.languages)
    for row, _ in nearest(found.here, rows & speaking, MOST_PLANNED):
        (id_, name) = ground.index.execute("SELECT id, name FROM card WHERE row = ?", (row,)).fetchone()
        without = [code for code in FUNCTIONS if not ground.functions.get(code, 0) >> row & 1]
        yield Planned(id=id_, name=name, without=tuple(ground.labels("functions", without).values()))


def _nowhere(ground: Ground) -> Iterator[str]:
    """Yield the conditions of the vocabulary that no program is for that people are referred to."""
    sql = (
        "SELECT code, label FROM term WHERE kind = 'conditions' AND EXISTS"
        " (SELECT 1 FROM phrase WHERE phrase.kind = term.kind AND phrase.code = term.code) ORDER BY place"
    )
    for code, label in ground.index.execute(sql):
        if code != OPEN_TO_ALL and not ground.conditions.get(code, 0) & ground.listed:
            yield label
