"""The hour of a meeting must be that of the country it is in: a forgotten time zone moves it by hours.

A meeting without a time zone has the directory's. Zones that keep the same time are not told apart.

Bad:

    locations: [{key: wharf, type: physical, address: {city: Douala, country: CM}}]
    schedule: [{location: wharf, freq: weekly, byday: [SA], start: "06:30"}]

Good:

    locations: [{key: wharf, type: physical, address: {city: Douala, country: CM}}]
    schedule: [{location: wharf, freq: weekly, byday: [SA], start: "06:30", timezone: Africa/Douala}]
"""

import datetime as dt
import functools
import zoneinfo
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.places.countries import zones
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the zone of every meeting that has an hour with those of its country."""
    places = {place.key: place.address.country for place in entry.program.locations if place.address}
    for index, slot in enumerate(entry.program.schedule):
        zone, country = slot.timezone or context.collection.directory.time_zone, places.get(slot.location)
        if slot.start and country and (right := _instead(zone, country, context.today.year)):
            message = f'"{zone}" is not the time in {country}; write the meeting\'s `timezone`, such as {right}'
            yield ("schedule", index, "timezone" if slot.timezone else "start"), message


@functools.cache
def _instead(zone: str, country: str, year: int) -> str | None:
    """Return a zone of the country if this one keeps another time; None as well when one of the two is not known."""
    known = zones().get(country, ())
    clocks = [clock for name in known if (clock := _clock(name, year))]
    mine = _clock(zone, year)
    return known[0] if mine and len(clocks) == len(known) > 0 and mine not in clocks else None


def _clock(zone: str, year: int) -> tuple[dt.timedelta | None, ...]:
    """How far the clocks are from Greenwich in winter and in summer; nothing for a zone this machine does not know."""
    try:
        known = zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return ()
    return tuple(dt.datetime(year, month, 1, tzinfo=known).utcoffset() for month in (1, 7))
