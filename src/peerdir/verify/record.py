"""An outcome written into an entry's file: the history grows at its end, and nothing in it is changed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from peerdir.edit.change import add, changed, put, take_out
from peerdir.reading.source import Source
from peerdir.verify.outcome import Outcome, OutcomeError

KIND = "program"
FIELD = "verification"
HISTORY = (FIELD, "history")


def recorded(source: Source, outcome: Outcome) -> Source:
    """Return the file with the outcome in it. Raises OutcomeError or `edit.change.ChangeError`; nothing happened then.

    A check that succeeded sets the day, the method and who was asked; a try that failed only adds to the history. The
    first time the history begins with the verification that stands in the entry, so that none is lost.
    """
    verification = source.data.get(FIELD)
    if not isinstance(verification, Mapping):
        raise OutcomeError(
            "this entry has no verification to add to; only entries that people can be referred to have one"
        )
    _in_order(verification, outcome)
    before = source
    source = changed(source, KIND, outcome.changes)
    if outcome.changes and source.raw == before.raw:
        raise OutcomeError('all of that is in the entry already; record it as "confirmed"')
    if outcome.result == "closed":
        source = put(source, KIND, ("status",), "closed")
    source = _with_history(source, verification, outcome)
    return _verified(source, outcome) if outcome.is_verification else source


def _in_order(verification: Mapping[str, Any], outcome: Outcome) -> None:
    """Refuse a day before what the entry tells already: a history is a diary."""
    known = [str(verification.get("verified_on", "")), *(str(one["date"]) for one in verification.get("history") or ())]
    newest = max(known)
    if outcome.day.isoformat() < newest:
        raise OutcomeError(f"the entry tells of a check on {newest}; {outcome.day} is before that, so look at the day")


def _with_history(source: Source, old: Mapping[str, Any], outcome: Outcome) -> Source:
    if not old.get("history"):
        first = {"date": old["verified_on"], "by": old["verified_by"], "method": old["method"], "result": "confirmed"}
        source = add(source, KIND, HISTORY, first)
    return add(source, KIND, HISTORY, line_of(outcome))


def times_told(source: Source, outcome: Outcome) -> int:
    """Count how often the history tells of just this outcome."""
    verification = source.data.get(FIELD)
    history = verification.get("history") if isinstance(verification, Mapping) else None
    return [*(history or ())].count(line_of(outcome))


def line_of(outcome: Outcome) -> dict[str, str]:
    """Return what the history says of an outcome."""
    line = {
        "date": _written(outcome.day),
        "by": outcome.by,
        "method": outcome.method,
        "result": outcome.result,
    }
    return line | ({"note": outcome.note} if outcome.note else {})


def _verified(source: Source, outcome: Outcome) -> Source:
    source = put(source, KIND, (FIELD, "verified_on"), _written(outcome.day))
    source = put(source, KIND, (FIELD, "verified_by"), outcome.by)
    source = put(source, KIND, (FIELD, "method"), outcome.method)
    # Whoever confirmed it the last time has not confirmed it now.
    if outcome.informant is None:
        return take_out(source, (FIELD, "informant"))
    name, title = outcome.informant
    return put(source, KIND, (FIELD, "informant"), {"name": name, **({"title": title} if title else {})})


def _written(day: dt.date) -> str:
    return day.isoformat()
