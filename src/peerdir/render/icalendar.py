"""What every calendar file needs (RFC 5545): text that stays text, lines of 75 octets, and time zones in full."""

import datetime as dt
import functools
import zoneinfo
from collections.abc import Iterable, Iterator

from peerdir.clean import clean

# Octets in a line, without its end.
LONGEST = 75
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# From how many years a yearly rule for summer time is read; what does not fit one is listed year by year.
YEARS = 6


def calendar(lines: Iterable[str]) -> str:
    """Join the lines of a calendar, with line ends as calendars want them."""
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def text(value: str) -> str:
    """Write a text so that no calendar reads anything else in it."""
    lines = "\n".join(clean(line) for line in value.split("\n"))
    return lines.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """Cut a line into pieces of 75 octets at most, never inside a letter; all but the first begin with a blank."""
    if len(line) <= LONGEST and line.isascii():
        yield line
        return
    piece, size = "", 0
    for letter in line:
        more = len(letter.encode())
        if size + more > LONGEST:
            yield piece
            piece, size = " ", 1
        piece += letter
        size += more
    yield piece


@functools.cache
def timezone(zone: zoneinfo.ZoneInfo, year: int) -> tuple[str, ...]:
    """Return the lines of a VTIMEZONE that is right from the beginning of a year on."""
    return tuple(_timezone(zone, year))


def _timezone(zone: zoneinfo.ZoneInfo, year: int) -> Iterator[str]:
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone.key}"
    changes = list(_changes(zone, year))
    if not changes:
        yield from _observance(dt.datetime(year, 1, 1, tzinfo=zone), dt.datetime(year, 1, 1, tzinfo=zone), ())
    for summer in (False, True):
        found = [change for change in changes if bool(change[1].dst()) is summer]
        if found:
            yield from _observance(*found[0], found)
    yield "END:VTIMEZONE"


def _changes(zone: zoneinfo.ZoneInfo, year: int) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield the moments just before and at which the clocks change, from the year before on."""
    hour = dt.timedelta(hours=1)
    at = dt.datetime(year - 1, 1, 1, tzinfo=dt.UTC)
    while at.year < year + YEARS:
        later = at + 24 * hour
        if at.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            step = next(s for s in range(1, 25) if _offset(at + s * hour, zone) != _offset(at, zone))
            yield (at + (step - 1) * hour).astimezone(zone), (at + step * hour).astimezone(zone)
        at = later


def _offset(moment: dt.datetime, zone: zoneinfo.ZoneInfo) -> dt.timedelta | None:
    return moment.astimezone(zone).utcoffset()


def _observance(
    before: dt.datetime, after: dt.datetime, changes: Iterable[tuple[dt.datetime, dt.datetime]]
) -> Iterator[str]:
    """Yield one part of a zone: what its clocks show from a moment on, and when that comes again."""
    # The change is written in the time the clocks showed until then.
    local = [_wall(old, new) for old, new in changes] or [after.replace(tzinfo=None)]
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{local[0]:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_written(before)}"
    yield f"TZOFFSETTO:{_written(after)}"
    yield f"TZNAME:{text(after.tzname() or '')}"
    rule = _rule(local)
    if rule:
        yield rule
    elif len(local) > 1:
        yield "RDATE:" + ",".join(f"{one:%Y%m%dT%H%M%S}" for one in local[1:])
    yield f"END:{kind}"


def _wall(old: dt.datetime, new: dt.datetime) -> dt.datetime:
    """Return the moment of a change as the clocks would have shown it had they not changed."""
    offset = old.utcoffset() or dt.timedelta()
    return (new.astimezone(dt.UTC) + offset).replace(tzinfo=None)


def _written(moment: dt.datetime) -> str:
    minutes = int((moment.utcoffset() or dt.timedelta()).total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _rule(local: list[dt.datetime]) -> str | None:
    """Return a yearly rule that all changes keep: the same weekday of the same month, counted from either end."""
    if len(local) < YEARS or len({(day.month, day.weekday(), day.time()) for day in local}) > 1:
        return None
    weekday = DAYS[local[0].weekday()]
    for number, found in (("-1", {_from_end(day) for day in local}), ("", {(day.day - 1) // 7 + 1 for day in local})):
        if len(found) == 1 and (number == "" or found == {1}):
            return f"RRULE:FREQ=YEARLY;BYMONTH={local[0].month};BYDAY={number or found.pop()}{weekday}"
    return None


def _from_end(day: dt.datetime) -> int:
    following = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return ((following.date() - day.date()).days - 1) // 7 + 1
