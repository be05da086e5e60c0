"""The next meetings of a program in the words of a page: day, time and place, in the zone they are held in."""

from collections.abc import Sequence
from dataclasses import dataclass

from peerdir.render.site import meetings
from peerdir.render.site.occurrences import DAYS, Meeting
from peerdir.render.site.speech import Speech

# Shown at once; the script of the page shows the others as these go by.
SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One of the next meetings; `start` and `end` as a computer reads them, `said` and `where` for people."""

    start: str
    end: str
    said: str
    where: str
    title: str | None
    later: bool


def coming(found: Sequence[Meeting], speech: Speech) -> list[Coming]:
    """Say the next meetings, the soonest first; where, if a program meets in several places."""
    several = len({meeting.slot.location for meeting in found}) > 1
    named = len(found) > 1 and len({meeting.slot.title for meeting in found}) > 1
    return [
        Coming(
            start=meeting.start.isoformat(timespec="minutes"),
            end=(meeting.end or meeting.start).isoformat(timespec="minutes"),
            said=_said(meeting, speech),
            where=meetings.town(meeting.location, speech) if several and meeting.location else "",
            title=meeting.slot.title if named else None,
            later=number >= SHOWN,
        )
        for number, meeting in enumerate(found)
    ]


def _said(meeting: Meeting, speech: Speech) -> str:
    day = speech.when.days[DAYS[meeting.start.weekday()]]
    time = meetings.times(meeting.slot, speech)
    said = speech.plain("next.day", day=day, date=speech.date(meeting.start.date()), time=time)
    return said[:1].upper() + said[1:]


def zones(found: Sequence[Meeting], speech: Speech) -> str:
    """Say whose clock the meetings are told by: "Los Angeles time"."""
    cities = dict.fromkeys(meetings.city_of(str(meeting.start.tzinfo)) for meeting in found)
    said = speech.when.comma.join(speech.when.time_of.format(city=city) for city in cities)
    return said[:1].upper() + said[1:]
