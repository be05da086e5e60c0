"""The calendar of one program (RFC 5545): each series of meetings as one repeated event, in the zone it is held in."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from urllib.parse import urlsplit

from peerdir import words
from peerdir.records import Location, Program, Slot
from peerdir.render import icalendar
from peerdir.render.icalendar import text
from peerdir.render.site import meetings, safe
from peerdir.render.site.occurrences import end_of, starts
from peerdir.render.site.speech import Speech
from peerdir.render.site.wording import first_contact

NO_HOST = "peerdir.invalid"
# A series whose first day nobody wrote down begins with its next meeting; none takes longer than this to come.
AHEAD = dt.timedelta(days=3_660)
LOCAL = "%Y%m%dT%H%M%S"


def calendar(program: Program, today: dt.date, speech: Speech, page: str | None) -> str:
    """Return the calendar of a program with every series that can be computed, `page` being its web address."""
    series = [
        (number, slot, first) for number, slot in enumerate(program.schedule) if (first := _first(slot, today, speech))
    ]
    zones: dict[str, int] = {}
    for _, _, first in series:
        key = _key(first)
        zones[key] = min(first.year, zones.get(key, first.year))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//peerdir//site//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for key, year in zones.items():
        lines += icalendar.timezone(zoneinfo.ZoneInfo(key), year)
    for number, slot, first in series:
        lines += _event(program, number, slot, first, today, speech, page)
    return icalendar.calendar([*lines, "END:VCALENDAR"])


def _first(slot: Slot, today: dt.date, speech: Speech) -> dt.datetime | None:
    """Return the first meeting of a series: after its own first day, else the next one."""
    since = slot.dtstart or today
    return next(starts(slot, speech.collection.directory.time_zone, since, since + AHEAD), None)


def _key(moment: dt.datetime) -> str:
    return str(moment.tzinfo)


def _event(
    program: Program, number: int, slot: Slot, first: dt.datetime, today: dt.date, speech: Speech, page: str | None
) -> Iterator[str]:
    place = next((one for one in program.locations if one.key == slot.location), None)
    end, zone = end_of(slot, first), _key(first)
    name = speech.name_of(program)
    yield "BEGIN:VEVENT"
    yield f"UID:{program.id}-{number}@{urlsplit(page or '').hostname or NO_HOST}"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;TZID={zone}:{first:{LOCAL}}"
    if end:
        yield f"DTEND;TZID={zone}:{end:{LOCAL}}"
    yield _rule(slot, first)
    yield from _missing(slot, first, zone)
    yield f"SUMMARY:{text(f'{name}: {slot.title}' if slot.title else name)}"
    if where := _where(place, speech):
        yield f"LOCATION:{text(where)}"
    yield f"DESCRIPTION:{text(_told(program, slot, place, speech))}"
    if page:
        yield f"URL:{page}"
    yield "TRANSP:OPAQUE"
    yield "END:VEVENT"


def _rule(slot: Slot, first: dt.datetime) -> str:
    parts = [f"FREQ={(slot.freq or '').upper()}"]
    if slot.interval > 1:
        parts.append(f"INTERVAL={slot.interval}")
    if slot.byday and slot.freq != "daily":
        parts.append(f"BYDAY={','.join(slot.byday)}")
    if slot.freq == "weekly":
        parts.append("WKST=MO")
    if slot.until:
        last = dt.datetime.combine(slot.until, dt.time(23, 59, 59), first.tzinfo).astimezone(dt.UTC)
        parts.append(f"UNTIL={last:{LOCAL}}Z")
    return f"RRULE:{';'.join(parts)}"


def _missing(slot: Slot, first: dt.datetime, zone: str) -> Iterator[str]:
    days = [dt.datetime.combine(day, first.time()) for day in sorted(slot.except_) if day > first.date()]
    if days:
        yield f"EXDATE;TZID={zone}:{','.join(f'{day:{LOCAL}}' for day in days)}"


def _where(place: Location | None, speech: Speech) -> str:
    if place is None:
        return ""
    if place.type == "confidential":
        return place.area or ""
    return words.place(place, meetings.abroad(place, speech), speech.when)


def _told(program: Program, slot: Slot, place: Location | None, speech: Speech) -> str:
    """Return what stands in the event: call first, how to join from elsewhere, and whom to call."""
    contact = first_contact(program)
    private = place is not None and place.type == "confidential"
    online = slot.online.url if slot.online and not private and safe.href(slot.online.url) else None
    known = (speech.plain("calendar.call_first"), online, contact and contact.phone, contact and contact.email)
    return "\n".join(part for part in known if part)
