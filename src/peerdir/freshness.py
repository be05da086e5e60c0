"""Is an entry fresh? The one answer that lint, search, pages and booklet share."""

import datetime as dt

from peerdir.records import Capacity, Directory, Program

# Whether there is room changes within weeks; after that the answer is a question.
CAPACITY_LASTS = dt.timedelta(days=30)


def due_on(program: Program, directory: Directory) -> dt.date | None:
    """Return the last day on which the entry counts as verified; None for an entry nobody verified."""
    if program.verification is None:
        return None
    days = program.verification.interval_days or directory.verification_interval_days
    return program.verification.verified_on + dt.timedelta(days=days)


def is_stale(program: Program, directory: Directory, today: dt.date) -> bool:
    """Tell whether a listed entry was verified too long ago, so that readers should call first."""
    due = due_on(program, directory)
    return program.listed and (due is None or today > due)


def alert_text(program: Program, today: dt.date) -> str | None:
    """Return the entry's notice if it is to be shown on that day."""
    alert = program.alert
    if alert is None or (alert.from_ and today < alert.from_) or (alert.until and today > alert.until):
        return None
    return alert.text


def is_current(capacity: Capacity, today: dt.date) -> bool:
    """Tell whether a statement about free places is young enough to be repeated."""
    return dt.timedelta(0) <= today - capacity.as_of <= CAPACITY_LASTS
