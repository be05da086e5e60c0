"""The first day of a series of meetings must be one of its days: every other week is counted from it.

Bad:

    schedule: [{location: room, freq: weekly, interval: 2, byday: [TU], start: "18:00", dtstart: 2026-09-02}]

Good:

    schedule: [{location: room, freq: weekly, interval: 2, byday: [TU], start: "18:00", dtstart: 2026-09-01}]
"""

import datetime as dt
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.records import Slot
from peerdir.rule import Context, Finding
from peerdir.words import DAYS

SEVERITY = Severity.WARNING
# The fifth Tuesday comes back after three months at the latest.
LONGEST_WAIT = 100


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the first day of each weekly or monthly meeting with its days."""
    del context
    for index, slot in enumerate(entry.program.schedule):
        day = slot.dtstart
        if day is None or slot.freq not in ("weekly", "monthly") or _meets(slot, day):
            continue
        days = (day + dt.timedelta(days=after) for after in range(1, LONGEST_WAIT))
        first = next((found for found in days if _meets(slot, found)), "the first of them")
        named = f"{day} is a {tuple(DAYS.values())[day.weekday()]}, the days are {', '.join(slot.byday)}"
        yield ("schedule", index, "dtstart"), f"{named}; write the day of the first meeting, perhaps {first}"


def _meets(slot: Slot, day: dt.date) -> bool:
    """Tell whether a meeting takes place on a day: a Tuesday, or the first, the last Tuesday of a month."""
    name = tuple(DAYS)[day.weekday()]
    names = {name, f"{(day.day - 1) // 7 + 1}{name}"}
    if (day + dt.timedelta(days=7)).month != day.month:
        names.add(f"-1{name}")
    return not names.isdisjoint(slot.byday if slot.freq == "monthly" else {code[-2:] for code in slot.byday})
