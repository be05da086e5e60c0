"""Things end after they begin: a meeting, a series of meetings, an alert, an agreement, a certificate.

A meeting that ends after midnight is fine; one that ends the minute it begins is not.

Bad:

    alert: {text: Closed for repairs, from: 2026-12-01, until: 2026-11-01}

Good:

    alert: {text: Closed for repairs, from: 2026-11-01, until: 2026-12-01}
"""

from collections.abc import Iterator
from typing import Any

from peerdir.diagnostic import Pointer, Severity
from peerdir.reading.collection import Entry
from peerdir.records import Program, Slot
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR
# What begins in the evening may end the next morning, as a night shelter does.
EVENING, MORNING = "18:00", "10:00"


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare each pair of a beginning and an end."""
    del context
    for pointer, start, end in _pairs(entry.program):
        if start is not None and end is not None and end < start:
            yield pointer, f"it ends on {end}, before it begins on {start}; one of the two is wrong"
    for index, slot in enumerate(entry.program.schedule):
        if slot.start and slot.end and _ends_too_early(slot):
            message = f"it begins at {slot.start} and ends at {slot.end}; use the 24-hour clock: 7 pm is 19:00"
            yield ("schedule", index, "end"), message


def _ends_too_early(slot: Slot) -> bool:
    over_midnight = (slot.start or "") >= EVENING and (slot.end or "") <= MORNING
    return (slot.end or "") <= (slot.start or "") and not over_midnight


def _pairs(program: Program) -> Iterator[tuple[Pointer, Any, Any]]:
    for index, slot in enumerate(program.schedule):
        yield ("schedule", index, "until"), slot.dtstart, slot.until
    if program.alert:
        yield ("alert", "until"), program.alert.from_, program.alert.until
    if program.referral and program.referral.agreement:
        agreement = program.referral.agreement
        yield ("referral", "agreement", "review_by"), agreement.signed_on, agreement.review_by
    for index, evidence in enumerate(program.credibility.evidence if program.credibility else ()):
        yield ("credibility", "evidence", index, "expires"), evidence.issued, evidence.expires
