"""A calendar (RFC 5545): each entry on the day it is due. The same entry has the same UID in every run.

An entry that is overdue stands on today, because a calendar shows nobody what is past.
"""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

from peerdir.due import Due, role
from peerdir.render import icalendar
from peerdir.render.due import Sheet, first_contact
from peerdir.render.due.wording import date

NO_HOST = "peerdir.invalid"


def render(sheet: Sheet) -> str:
    """Write the calendar, with line ends as calendars want them."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//peerdir//due//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for one in sheet.due:
        lines += _event(one, sheet)
    return icalendar.calendar([*lines, "END:VCALENDAR"])


def _event(one: Due, sheet: Sheet) -> Iterator[str]:
    day = max(one.due_on or sheet.today, sheet.today)
    due_on = date(one.due_on, sheet) if one.due_on else "-"
    text = sheet.words["calendar"]["text"].format(date=due_on, id=one.program.id)
    person = first_contact(one)
    whom = ", ".join(part for part in (role(person), person.phone, person.email) if part) if person else ""
    marks = [] if sheet.audience == "public" else [sheet.words["staff"]]
    yield "BEGIN:VEVENT"
    yield f"UID:due-{one.program.id}@{_host(sheet)}"
    yield f"DTSTAMP:{sheet.today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{icalendar.text(sheet.words['calendar']['title'].format(name=one.program.name))}"
    yield f"DESCRIPTION:{icalendar.text(chr(10).join(part for part in (*marks, whom, text) if part))}"
    yield f"CATEGORIES:{icalendar.text(one.coordinator or '-')}"
    yield f"CLASS:{'PUBLIC' if sheet.audience == 'public' else 'CONFIDENTIAL'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _host(sheet: Sheet) -> str:
    return urlsplit(sheet.collection.directory.base_url or "").hostname or NO_HOST
