"""Is an entry fresh? The one answer that lint, search, pages and booklet share."""

import dataclasses
import datetime as dt
from typing import Literal

from peerdir import limits
from peerdir.records import Agreement, Capacity, Check, Directory, Program, ReferralContact, Translation

Age = Literal["ok", "old", "unknown"]
"""What the day on which something was true is worth: it counts, it is too long ago, or it tells nothing."""

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


def age_of_entry(program: Program, directory: Directory, today: dt.date) -> Age:
    """Tell what the last check of a listed entry is worth; one from a day that is still to come tells nothing."""
    if program.verification is None or program.verification.verified_on > today:
        return "unknown"
    return "old" if is_stale(program, directory, today) else "ok"


def alert_text(program: Program, today: dt.date) -> str | None:
    """Return the entry's notice if it is to be shown on that day."""
    alert = program.alert
    if alert is None or (alert.from_ and today < alert.from_) or (alert.until and today > alert.until):
        return None
    return alert.text


def is_current(capacity: Capacity, today: dt.date) -> bool:
    """Tell whether a statement about free places is young enough to be repeated."""
    return dt.timedelta(0) <= today - capacity.as_of <= CAPACITY_LASTS


def age_of_capacity(capacity: Capacity | None, today: dt.date) -> Age:
    """Tell what the last answer about free places is worth; one from a day that is still to come tells nothing."""
    if capacity is None or capacity.as_of > today:
        return "unknown"
    return "ok" if is_current(capacity, today) else "old"


def age_of_agreement(agreement: Agreement | None, today: dt.date) -> Age:
    """Tell whether the agreement of both sides is in force.

    It is old from the day after the review was due, and tells nothing before it is signed or without any day.
    """
    if agreement is None or (agreement.signed_on and agreement.signed_on > today):
        return "unknown"
    if is_over(agreement.review_by, today, agreement.signed_on):
        return "old"
    # A review before the day of signing is a slip: nobody knows which day was meant.
    counts = agreement.review_by >= today if agreement.review_by else agreement.signed_on is not None
    return "ok" if counts else "unknown"


def age_of_contact(contact: ReferralContact, program: Program, directory: Directory, today: dt.date) -> Age:
    """Tell whether a referral contact was confirmed within the verification interval, as far as it says when."""
    if contact.confirmed_on is None or contact.confirmed_on > today:
        return "unknown"
    return "old" if is_long_ago(contact, program, directory, today) else "ok"


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
