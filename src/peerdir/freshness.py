"""Is an entry fresh? The one answer that lint, search, pages and booklet share."""

import dataclasses
import datetime as dt

from peerdir import limits
from peerdir.records import Capacity, Directory, Program, ReferralContact, Translation

CAPACITY_LASTS = dt.timedelta(days=limits.CAPACITY_DAYS)


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


def is_long_ago(contact: ReferralContact, program: Program, directory: Directory, today: dt.date) -> bool:
    """Tell whether a listed program's referral contact was last confirmed before the verification interval."""
    days = (program.verification and program.verification.interval_days) or directory.verification_interval_days
    confirmed = contact.confirmed_on
    return program.listed and confirmed is not None and today > confirmed + dt.timedelta(days=days)


def changed_on(program: Program) -> dt.date | None:
    """Return the last day on which a check found that the entry had to be changed, if the history tells."""
    checks = program.verification.history if program.verification else ()
    return max((check.date for check in checks if check.result == "changed"), default=None)


def is_outdated(translation: Translation, program: Program) -> bool:
    """Tell whether an entry was changed after it had been translated, as far as both days are known."""
    changed = changed_on(program)
    return bool(changed and translation.translated_on and translation.translated_on < changed)


def is_over(until: dt.date | None, today: dt.date, since: dt.date | None = None) -> bool:
    """Tell whether a last day has passed; one before its own first day is a slip, and tells nothing."""
    return until is not None and until < today and not (since and until < since)


def upcoming(program: Program, today: dt.date) -> Program:
    """Return the program without the series of meetings that are over."""
    slots = tuple(slot for slot in program.schedule if not is_over(slot.until, today, slot.dtstart))
    return dataclasses.replace(program, schedule=slots)
