"""The judge: how well a program fits what somebody asked for, from its record alone, and how good an order is.

What a query asks for is data, one facet each. The first is what it is about, the others are wishes:

- `conditions`, `populations`, `needs`, `modalities`, `functions`, `accessibility`: codes, one of which must be there
- `languages`: codes; an interpreter is enough, but less good
- `text`: words, one of which must stand in what the program says of itself; `name`: what it is called
- `schedule`: `days`, and the hours it must start in, `after` and `before`
- `place`: either a `city`, or anything within `km` of `lat`, `lon`
- `no_car`: reached by phone, text, video, forum or a visit at home
- `cost`: `free`
- `weaker`: facets again, with codes that fit too, but less well
"""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from peerdir.records import Location, Program, Slot

Fits = Mapping[str, Any]
FULL, GOOD, PART, NONE = 3, 2, 1, 0
REMOTE = ("phone", "text", "video", "online-forum", "home-visit")
EARTH_KM = 6371
HALF_HOUR = 30


def grades(programs: Iterable[Program], fits: Fits, today: dt.date, *, parts: bool = False) -> dict[str, int]:
    """Return the grade of every listed program by id, 0 to 3.

    3: everything that was asked for. 2: everything, in a weaker way (an interpreter, a related condition). Near misses,
    which are about the right thing but in another language or at another time, help a person only where nothing fits:
    only then are they graded, 2 when a single wish of several is unmet or the place is close, else 1. With `parts`,
    near misses are always graded 1: the stricter reading, in which they should follow what fits.
    """
    found = {p.id: measure(p, fits, today) for p in programs if p.listed and p.publish.web}
    whole = {name: min(facets.values()) for name, facets in found.items()}
    if any(grade >= GOOD for grade in whole.values()):
        return {name: _kept(whole[name], facets, parts=parts) for name, facets in found.items()}
    return {name: _near_miss(facets) for name, facets in found.items()}


def _kept(grade: int, facets: Mapping[str, int], *, parts: bool) -> int:
    if grade >= GOOD:
        return grade
    return min(PART, _near_miss(facets)) if parts else NONE


def _near_miss(facets: Mapping[str, int]) -> int:
    subject, *wishes = facets.values()
    if subject == NONE:
        return NONE
    unmet = wishes.count(NONE)
    return GOOD if wishes and (unmet == 0 or (unmet == 1 and len(wishes) > 1)) else PART


def measure(program: Program, fits: Fits, today: dt.date) -> dict[str, int]:
    """Return how well a program fits each facet of a query, 0 to 3."""
    weaker = fits.get("weaker", {})
    return {
        name: CODES[name](program, wanted, weaker.get(name, ()))
        if name in CODES
        else OTHER[name](program, wanted, today)
        for name, wanted in fits.items()
        if name != "weaker"
    }


def _codes(of: Callable[[Program], Iterable[str]]) -> Callable[[Program, Sequence[str], Sequence[str]], int]:
    def fit(program: Program, wanted: Sequence[str], weaker: Sequence[str]) -> int:
        have = set(of(program))
        if have & set(wanted):
            return FULL
        return GOOD if have & set(weaker) else NONE

    return fit


def _populations(program: Program, wanted: Sequence[str], weaker: Sequence[str]) -> int:
    """Grade as other codes are, but a program for anybody fits everybody a little."""
    fit = _codes(lambda p: p.populations)(program, wanted, weaker)
    return fit or (PART if "any" in program.populations else NONE)


def _languages(program: Program, wanted: Sequence[str], _: Sequence[str]) -> int:
    levels = {offer.level for offer in program.languages if offer.code in wanted}
    if "program" in levels:
        return FULL
    return GOOD if levels else NONE


def _name(program: Program, wanted: str, _: dt.date) -> int:
    return FULL if any(fold(wanted) in fold(name) for name in (program.name, *program.also_known_as)) else NONE


def _text(program: Program, wanted: Sequence[str], _: dt.date) -> int:
    said = fold(" \n ".join(texts(program)))
    return FULL if any(re.search(_begins(word), said) for word in wanted) else NONE


def _begins(word: str) -> str:
    """Return the pattern of a word's beginning; scripts without spaces have none."""
    return (r"\b" if word.isascii() else "") + re.escape(fold(word))


def fold(text: str) -> str:
    """Drop case and Latin accents."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return "".join(char for char in apart if not "\u0300" <= char <= "\u036f")


def texts(program: Program) -> Iterator[str]:
    """Yield what a program says of itself, in every language."""
    yield from (program.name, *program.also_known_as, program.summary, program.description or "")
    for _, function in program.functions:
        yield from function.activities
    for place in program.locations:
        yield from (place.name or "", place.area or "", place.transportation or "")
    yield from (slot.title or "" for slot in program.schedule)
    if program.eligibility:
        yield program.eligibility.description or ""
    for told in program.translations.values():
        yield from (told.name or "", told.summary or "", told.description or "")
        if told.functions:
            yield from (line for lines in vars(told.functions).values() for line in lines)


def _no_car(program: Program, _: bool, __: dt.date) -> int:
    if set(program.modalities) & set(REMOTE) or any(map(_is_remote, program.locations)):
        return FULL
    return GOOD if "transport" in program.needs else NONE


def _is_remote(place: Location) -> bool:
    return place.type in ("virtual", "phone")


def _cost(program: Program, _: str, __: dt.date) -> int:
    return FULL if program.cost and program.cost.free else NONE


def _schedule(program: Program, wanted: Mapping[str, Any], today: dt.date) -> int:
    """Grade the meeting that fits best."""
    slots = (s for s in program.schedule if not (s.until and s.until < today) and _on(s, wanted["days"]))
    return max((_hours(slot, wanted) for slot in slots), default=NONE)


def _on(slot: Slot, days: Sequence[str]) -> bool:
    return slot.freq == "daily" or any(day[-2:] in days for day in slot.byday)


def _hours(slot: Slot, wanted: Mapping[str, Any]) -> int:
    """Grade a meeting: one that starts in those hours fits, or that covers them; one that overlaps fits less well."""
    after, before = _minutes(wanted.get("after", "00:00")), _minutes(wanted.get("before", "23:59"))
    start, end = _minutes(slot.start or "00:00"), _minutes(slot.end or "23:59")
    if after <= start < before or (start <= after and before <= end):
        return FULL
    return GOOD if min(end, before) - max(start, after) >= HALF_HOUR else NONE


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _place(program: Program, wanted: Mapping[str, Any], _: dt.date) -> int:
    """Grade by city where one is named, else by distance. What is reached from anywhere fits less well."""
    near = any(_distance(place, wanted["lat"], wanted["lon"]) <= wanted["km"] for place in program.locations)
    remote = any(map(_is_remote, program.locations))
    if "city" not in wanted:
        return FULL if near else GOOD if remote else NONE
    if any(_in_city(place, wanted["city"]) for place in program.locations):
        return FULL
    if any(area.name == wanted["city"] for area in program.service_area):
        return GOOD
    return PART if near or remote else NONE


def _in_city(place: Location, city: str) -> bool:
    return bool((place.address and place.address.city == city) or (place.area and city in place.area))


def _distance(place: Location, lat: float, lon: float) -> float:
    """Return the kilometres between a place and what was asked for; infinite without coordinates."""
    if place.latitude is None or place.longitude is None:
        return math.inf
    here, there = math.radians(place.latitude), math.radians(lat)
    across = math.radians(place.longitude - lon)
    half = math.sin((here - there) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


CODES: Mapping[str, Callable[[Program, Sequence[str], Sequence[str]], int]] = {
    "conditions": _codes(lambda p: p.conditions),
    "needs": _codes(lambda p: p.needs),
    "modalities": _codes(lambda p: p.modalities),
    "functions": _codes(lambda p: (name for name, function in p.functions if function.activities)),
    "accessibility": _codes(lambda p: (code for place in p.locations for code in place.accessibility)),
    "populations": _populations,
    "languages": _languages,
}
OTHER: Mapping[str, Callable[[Program, Any, dt.date], int]] = {
    "name": _name,
    "text": _text,
    "schedule": _schedule,
    "place": _place,
    "no_car": _no_car,
    "cost": _cost,
}


def ndcg(found: Sequence[str], graded: Mapping[str, int], depth: int = 10) -> float:
    """Return the discounted gain of an order of ids, 0 to 1, where 1 is the best order there can be."""
    best = _gain(sorted(graded.values(), reverse=True)[:depth])
    return _gain([graded.get(name, NONE) for name in found[:depth]]) / best


def _gain(order: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(order))


def reciprocal_rank(found: Sequence[str], graded: Mapping[str, int]) -> float:
    """Return one divided by the place of the first program with the best grade there is; 0 without one."""
    best = max(graded.values())
    return next((1 / place for place, name in enumerate(found, 1) if graded.get(name) == best), 0.0)


def success(found: Sequence[str], graded: Mapping[str, int], depth: int = 3) -> float:
    """Return 1 when a program with the best grade there is stands within the first `depth`, else 0."""
    best = max(graded.values())
    return float(any(graded.get(name) == best for name in found[:depth]))
