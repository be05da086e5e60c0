"""A time zone needs its name from the IANA list, such as America/Los_Angeles; otherwise no calendar knows the hour.

Bad:

    schedule: [{location: room, freq: weekly, byday: [TU], start: "18:00", timezone: America/Los_Angles}]

Good:

    schedule: [{location: room, freq: weekly, byday: [TU], start: "18:00", timezone: America/Los_Angeles}]
"""

import difflib
import functools
import zoneinfo
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
KINDS = ("program", "directory")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look up every time zone."""
    del context
    name = "time_zone" if entry.kind == "directory" else "timezone"
    for pointer, value in entry.source.texts(name) if name in entry.source.text else ():
        if message := _wrong(value):
            yield pointer, message


@functools.cache
def _wrong(value: str) -> str | None:
    """Say what is wrong with a name, or None. A machine without the list (Windows has none) knows of no mistakes."""
    if _known(value) or not _known("Europe/Berlin"):
        return None
    cities = {name.rpartition("/")[2].casefold(): name for name in sorted(zoneinfo.available_timezones())}
    nearest = difflib.get_close_matches(value.rpartition("/")[2].casefold(), cities, 1, cutoff=0.8)
    hint = f'did you mean "{cities[nearest[0]]}"?' if nearest else "write the nearest large city: America/Los_Angeles"
    return f'there is no time zone "{value}"; {hint}'


def _known(value: str) -> bool:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
