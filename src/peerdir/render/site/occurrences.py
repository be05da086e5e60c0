"""On which days a program meets, computed: the next meetings, each with its place, in the zone it is held in."""

import datetime as dt
import itertools
import zoneinfo
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peerdir.records import Location, Program, Slot

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# How far a page looks ahead, and how many meetings it names.
AHEAD = dt.timedelta(days=100)
MOST = 8


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One meeting: when it begins and ends (none where the entry does not say), and what it is a part of."""

    start: dt.datetime
    end: dt.datetime | None
    slot: Slot
    location: Location | None


def next_meetings(program: Program, zone: str, today: dt.date) -> list[Meeting]:
    """Return the next meetings of a program from a day on, the soonest first; `zone` is that of the directory."""
    places = {place.key: place for place in program.locations}
    found = (
        Meeting(start=start, end=end_of(slot, start), slot=slot, location=places.get(slot.location))
        for slot in _series(program)
        for start in itertools.islice(starts(slot, zone, today, today + AHEAD), MOST)
    )
    return sorted(found, key=lambda meeting: meeting.start)[:MOST]


def has_meetings(program: Program, zone: str, today: dt.date) -> bool:
    """Tell whether a program has any of these."""
    return any(True for slot in _series(program) for _ in starts(slot, zone, today, today + AHEAD))


def _series(program: Program) -> Sequence[Slot]:
    """Return the series of meetings; none of a program that takes a break, whose days would send people in vain."""
    return () if program.status == "paused" else program.schedule


def starts(slot: Slot, zone: str, first: dt.date, last: dt.date) -> Iterator[dt.datetime]:
    """Yield when the meetings of a series begin, between two days; nothing where the days cannot be known."""
    clock = time_zone(slot.timezone or zone)
    if clock is None or slot.start is None or not is_countable(slot):
        return
    time = dt.time.fromisoformat(slot.start)
    day = max(first, slot.dtstart or first)
    while day <= min(last, slot.until or last):
        if falls_on(slot, day) and day not in slot.except_:
            yield dt.datetime.combine(day, time, clock)
        day += dt.timedelta(days=1)


def time_zone(name: str) -> zoneinfo.ZoneInfo | None:
    """Return a time zone; None where the system does not know it."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def is_countable(slot: Slot) -> bool:
    """Tell whether the days of a series can be known: of "every other week" only with a first day."""
    return slot.freq is not None and (slot.interval == 1 or slot.dtstart is not None)


def falls_on(slot: Slot, day: dt.date) -> bool:
    """Tell whether a series has a meeting on a day, but for its exceptions and its end."""
    since = slot.dtstart or day
    match slot.freq:
        case "daily":
            return (day - since).days % slot.interval == 0
        case "weekly":
            weeks = (_monday(day) - _monday(since)).days // 7
            return DAYS[day.weekday()] in slot.byday and weeks % slot.interval == 0
        case "monthly":
            months = (day.year - since.year) * 12 + day.month - since.month
            return months % slot.interval == 0 and not {*slot.byday}.isdisjoint(_names(day))
        case _:
            return False


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _names(day: dt.date) -> Iterator[str]:
    """Yield what a day is called within its month: 2TU, and -1TU for the last one."""
    code = DAYS[day.weekday()]
    yield f"{(day.day - 1) // 7 + 1}{code}"
    if (day + dt.timedelta(days=7)).month != day.month:
        yield f"-1{code}"


def end_of(slot: Slot, start: dt.datetime) -> dt.datetime | None:
    """Return when a meeting ends; one that ends before it begins ends on the next day."""
    if slot.end is None:
        return None
    end = dt.datetime.combine(start.date(), dt.time.fromisoformat(slot.end), start.tzinfo)
    return end if end > start else end + dt.timedelta(days=1)
