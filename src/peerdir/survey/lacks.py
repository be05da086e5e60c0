"""What is lacking at one place: every condition and language that is asked about, against who can be used there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peerdir.index.postings import union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from peerdir.needs import Lack
    from peerdir.survey.demand import Demand
    from peerdir.survey.ground import Ground, Here

# A language counts as spoken at a place when so many programs near it are given in it.
SPOKEN_BY = 2
# How much is missing, then what makes it matter more; no sign counts for more than so many.
MISSING: Mapping[Lack, int] = {"program": 5, "language": 4, "function": 3, "room": 3}
PER_SEARCH, MOST_SEARCHES, MOST_SIGNS, MOST_LANGUAGES, MOST_ELSEWHERE = 2, 5, 3, 3, 2


class Wish(NamedTuple):
    """What is asked about, by codes; None is everything. `functions` are those that must be there."""

    conditions: Sequence[str] | None
    languages: Sequence[str] | None
    functions: Sequence[str]


class Found(NamedTuple):
    """Something lacking at a place, by codes, with its points and why it matters."""

    lack: Lack
    here: Here
    condition: str
    languages: tuple[str, ...]
    functions: tuple[str, ...]
    points: int
    why: tuple[str, ...]

    @property
    def same(self) -> tuple[object, ...]:
        """What is alike when the same is lacking at two places; with nothing at all languages do not matter."""
        return (self.lack, self.condition, self.languages if self.lack != "program" else (), self.functions)


def lacks(ground: Ground, here: Here, wish: Wish, demand: Demand) -> Iterator[Found]:
    """Yield what is lacking at a place."""
    spoken = here.languages(ground, SPOKEN_BY)
    if wish.languages is not None:
        spoken = {code: spoken.get(code, 0) for code in wish.languages}
    known = (code for code, rows in ground.conditions.items() if rows & (ground.listed | ground.proposed))
    wanted = wish.conditions if wish.conditions is not None else sorted({*known, *demand.conditions})
    for condition in wanted if spoken else ():
        for (lack, functions), languages in _missing(ground, here, wish, condition, spoken).items():
            said = {code: spoken[code] for code in languages}
            signs = [*_signs(ground, here, demand, lack, condition, said)]
            signs += _ways_round(ground, here, lack, condition, said)
            points = MISSING[lack] + sum(points for points, _ in signs)
            why = tuple(said for _, said in signs if said)
            yield Found(lack, here, condition, languages, functions, points, why)


def _missing(
    ground: Ground, here: Here, wish: Wish, condition: str, spoken: Iterable[str]
) -> Mapping[tuple[Lack, tuple[str, ...]], tuple[str, ...]]:
    """Return what is missing for a condition, and which functions of it, each with the languages it is missing in."""
    there = ground.conditions.get(condition, 0) & ground.active & here.reach
    if not there:
        return {("program", tuple(wish.functions)): tuple(spoken)}
    found: dict[tuple[Lack, tuple[str, ...]], tuple[str, ...]] = {}
    for language in spoken:
        rows = there & ground.spoken.get(language, 0)
        missing = tuple(code for code in wish.functions if not rows & ground.functions.get(code, 0))
        lack: Lack = "room" if not missing else "function" if rows else "language"
        if missing or not rows & ~ground.full:
            found[lack, missing] = (*found.get((lack, missing), ()), language)
    return found


def _signs(
    ground: Ground, here: Here, demand: Demand, lack: Lack, condition: str, spoken: Mapping[str, int]
) -> Iterator[tuple[int, str]]:
    """Yield points for each sign that people look for it, and how to say it; "" for what the need says already."""
    for_it = ground.conditions.get(condition, 0)
    if times := demand.times(condition, spoken, here.code):
        yield PER_SEARCH * min(times, MOST_SEARCHES), f"{_many(times, 'search', 'searches')} for it found nothing"
    if full := (for_it & ground.active & ground.full & here.reach).bit_count():
        yield min(full, MOST_SIGNS), f"{_many(full, 'program')} for it {_is(full)} full or {_has(full)} a waitlist"
    if paused := (for_it & ground.listed & ~ground.active & here.reach).bit_count():
        yield 1, f"{_many(paused, 'program')} for it {_has(paused)} paused"
    yield min(len(spoken), MOST_LANGUAGES), ""
    most = max(spoken, key=lambda code: spoken[code])
    if speakers := spoken[most]:
        said = f"{_many(speakers, 'program')} near there in {ground.label('languages', most)}"
        yield min(speakers // SPOKEN_BY, MOST_SIGNS), said if lack != "program" else ""


def _ways_round(
    ground: Ground, here: Here, lack: Lack, condition: str, spoken: Mapping[str, int]
) -> Iterator[tuple[int, str]]:
    """Yield points for programs that show it can be done, and points below 0 for those that help in another way."""
    for_it = ground.conditions.get(condition, 0) & ground.active
    if lack == "program" and (elsewhere := for_it.bit_count()):
        yield min(elsewhere, MOST_ELSEWHERE), f"{_many(elsewhere, 'program')} for it elsewhere"
    if lack == "language" and (near := (for_it & here.near).bit_count()):
        yield 1, f"{_many(near, 'program')} for it near there in other languages"
    offered = union(ground.offered.get(language, 0) for language in spoken)
    if lack == "language" and (helped := (for_it & here.reach & offered).bit_count()):
        yield -2, f"{_many(helped, 'program')} for it with an interpreter"
    if ground.open_to_all & ground.active & here.near:
        yield -1, ""


def _many(number: int, one: str, several: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"
