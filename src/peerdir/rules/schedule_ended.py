"""A meeting whose last day has passed must not stand in a listed program: people would come for nothing.

Bad:

    schedule: [{location: room, freq: weekly, byday: [TU], start: "18:00", until: 2026-06-30}]

Good:

    schedule: [{location: room, freq: weekly, byday: [TU], start: "18:00", until: 2027-06-30}]
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.freshness import is_over
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the last day of each of a listed program's meetings with today."""
    for index, slot in enumerate(entry.program.schedule if entry.program.listed else ()):
        if is_over(slot.until, context.today, slot.dtstart):
            message = f"these meetings ended on {slot.until}; delete them, or change the day if they go on"
            yield ("schedule", index, "until"), message
