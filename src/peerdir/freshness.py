"""Is an entry fresh? The one answer that lint, search, pages and booklet share."""

import dataclasses
import datetime as dt

from peerdir import limits
from peerdir.records import Capacity, Check, Directory, Program, ReferralContact, Translation

CAPACITY_LASTS = dt.timedelta(days=limits.CAPACITY_DAYS)
SUCCESS = ("confirmed", "changed")
FAILED = ("no-answer", "refused")
# After so many failed tries in a row an entry is due, however young its last verification.
TRIES = 3


def failed_tries(program: Program) -> tuple[Check, ...]:
    """Return the tries since the last verification that came to nothing, the oldest first."""
    verification = program.verification
    history = verification.history if verification else ()
    last = max((number for number, check in enumerate(history, 1) if check.result in SUCCESS), default=0)
    return tuple(
        c for c in history[last:] if c.result in FAILED and verification and c.date >= verification.verified_on
    )


def due_on(program: Program, directory: Directory) -> dt.date | None:
    """Return the last day on which the entry counts as verified; None for an entry nobody verified.

    That is the end of the interval, or the day of the third try in a row that failed.
    """
    if program.verification is None:
        return None
    days = program.verification.interval_days or directory.verification_interval_days
    end = program.verification.verified_on + dt.timedelta(days=days)
    tries = failed_tries(program)
    return min(end, tries[TRIES - 1].date) if len(tries) >= TRIES else end


def hidden_from(program: Program, directory: Directory) -> dt.date | None:
    """Return the first day on which a listed entry is hidden from the public because nobody could confirm it.

    None when the settings hide nothing. An entry is never hidden before it is due.
    """
    due, days = due_on(program, directory), directory.hide_unverified_after_days
    if days is None or due is None or program.verification is None or not program.listed:
        return None
    return max(due, program.verification.verified_on + dt.timedelta(days=days)) + dt.timedelta(days=1)


def is_hidden(program: Program, directory: Directory, today: dt.date) -> bool:
    """Tell whether the public is not shown a listed entry, because nobody could confirm it for so long."""
    since = hidden_from(program, directory)
    return since is not None and today >= since


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
