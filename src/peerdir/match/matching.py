"""Which programs fit a person: for each one what fits, what does not, and what must be asked.

The person is an argument and is gone with the answer: nothing here is written, logged or kept.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from peerdir import limits
from peerdir.match.candidates import Matches, Person
from peerdir.match.judge import OPPOSITE, Judge, Wish
from peerdir.query import Answer, Query, Result
from peerdir.words import DAYS

Find = Callable[[Query], Answer]
"""Answer a query, as `search` does."""
EVERY = limits.FILES
ANYWHERE_KM = 20_000.0
# Each value of these is a wish of its own; of the others one is enough.
EACH = ("needs", "populations", "accessibility", "functions")


def match(
    find: Find, query: Query, person: Person, today: dt.date, said: Mapping[str, str] = MappingProxyType({})
) -> Matches:
    """Judge every program that the words and conditions find; without those, every program that meets one wish.

    `said` are more wishes by kind, each in words that a search understands.
    """
    base = {kind: wanted for kind, wanted in query.filters.items() if kind == "conditions"}
    answer = find(_about(query, base, query.near, query.within_km))
    wishes, unknown = _wishes(find, query, base)
    wishes += [_wish(kind, (words,), _ids(find(Query(text=words, limit=EVERY)))) for kind, words in said.items()]
    results = _everywhere(find, query, base, answer)
    if not query.text and not base and wishes:
        met = frozenset[str]().union(*(wish.met_by for wish in wishes))
        results = [one for one in results if one.card["id"] in met]
    judge = Judge(query, wishes, person, today, _opposed(find, wishes, query))
    candidates = sorted(map(judge.candidate, results), key=judge.key)
    known = dict.fromkeys((*answer.unknown, *unknown))
    return Matches(candidates=tuple(candidates), answer=answer, unknown=tuple(known))


def _everywhere(find: Find, query: Query, base: Mapping[str, Sequence[str]], near: Answer) -> Iterable[Result]:
    """Return what was found near a place, and all else with the way there, if that is known."""
    if not query.near or not near.place:
        return near.results
    anywhere = find(_about(query, base, None, None)).results
    far = find(_about(query, base, query.near, ANYWHERE_KM)).results
    return {one.card["id"]: one for results in (anywhere, far, near.results) for one in results}.values()


def _about(query: Query, base: Mapping[str, Sequence[str]], near: str | None, within_km: float | None) -> Query:
    """What the person's words and conditions are about, as far away as that, with room or without."""
    return query.but(filters=base, room_since=None, near=near, within_km=within_km, limit=EVERY)


def _wishes(find: Find, query: Query, base: Mapping[str, Sequence[str]]) -> tuple[list[Wish], tuple[str, ...]]:
    """Ask the index who meets each wish, so that match and search never differ on what a word means."""
    wishes: list[Wish] = []
    unknown: list[str] = []
    for kind, wanted in query.filters.items():
        if kind in base:
            wishes.append(_wish(kind, wanted, _ids(find(_only(query, {kind: wanted})))))
            continue
        for values in [(one,) for one in wanted] if kind in EACH else [tuple(wanted)]:
            answer = find(_only(query, {**base, kind: values}))
            wishes.append(_wish(kind, values, _ids(answer)))
            unknown += answer.unknown
    return wishes, tuple(dict.fromkeys(unknown))


def _wish(kind: str, values: Sequence[str], met_by: frozenset[str]) -> Wish:
    return Wish(kind=kind, values=" or ".join(DAYS.get(value, value) for value in values), met_by=met_by)


def _only(query: Query, filters: Mapping[str, Sequence[str]]) -> Query:
    return Query(filters=filters, statuses=query.statuses, limit=EVERY)


def _ids(answer: Answer) -> frozenset[str]:
    return frozenset(result.card["id"] for result in answer.results)


def _opposed(find: Find, wishes: Iterable[Wish], query: Query) -> frozenset[str]:
    """Return the groups that the person is not one of: men for a woman, women for a man, whatever words said so."""
    groups = [wish.met_by for wish in wishes if wish.kind == "populations"]
    if not groups:
        return frozenset()
    each = {code: _ids(find(_only(query, {"populations": (code,)}))) for code in OPPOSITE}
    # Where both sets are the same no program is for one of them only.
    meant = {code for code, ids in each.items() if ids in groups and each[OPPOSITE[code]] != ids}
    return frozenset(OPPOSITE[code] for code in meant) - meant
