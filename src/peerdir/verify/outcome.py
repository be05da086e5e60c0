"""What came of one try to check an entry with the program."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from peerdir.edit.change import Assignment, assignment
from peerdir.freshness import SUCCESS
from peerdir.readiness import OPEN
from peerdir.records import Method, Result

RESULTS: tuple[str, ...] = get_args(Result)
METHODS: tuple[str, ...] = get_args(Method)
OWN_FIELD = "verification"


class OutcomeError(ValueError):
    """It cannot be recorded; the message says why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One check or one try. `informant` is name and title of who confirmed it; `changes` only go with "changed"."""

    result: str
    day: dt.date
    by: str
    method: str = "phone"
    informant: tuple[str, str | None] | None = None
    note: str | None = None
    changes: tuple[Assignment, ...] = ()

    @property
    def is_verification(self) -> bool:
        """Whether a person at the program said that the entry is right now."""
        return self.result in SUCCESS


def outcome(
    result: str,
    *,
    day: dt.date,
    by: str,
    method: str,
    informant: str | None = None,
    note: str | None = None,
    changes: Sequence[str] = (),
) -> Outcome:
    """Make an outcome of what people typed. Raises OutcomeError, and ChangeError for a change that is none."""
    if result not in RESULTS:
        raise OutcomeError(f'"{result}" is no result; write one of {", ".join(RESULTS)}')
    if method not in METHODS:
        raise OutcomeError(f'"{method}" is no method; write one of {", ".join(METHODS)}')
    if not by.strip(f" {OPEN}"):
        raise OutcomeError("it is not said who checked; write a name or a desk")
    wanted = tuple(assignment(one) for one in changes)
    if wanted and result != "changed":
        raise OutcomeError(f'changes go with the result "changed", not with "{result}"')
    if not wanted and result == "changed":
        raise OutcomeError('with the result "changed" say what, for example contacts.1.phone=+1-619-555-0100')
    if any(one.path.startswith(OWN_FIELD) for one in wanted):
        raise OutcomeError("verification is written by this command itself; leave it out of the changes")
    told = _informant(informant) if result in SUCCESS else None
    # Who would not say, or told of the end, has confirmed nothing; it is worth knowing all the same.
    notes = [informant if result not in SUCCESS else None, note]
    return Outcome(
        result=result,
        day=day,
        by=by.strip(),
        method=method,
        informant=told,
        note="; ".join(" ".join(part.split()) for part in notes if part and part.strip()) or None,
        changes=wanted,
    )


def _informant(typed: str | None) -> tuple[str, str | None] | None:
    """Read "Luis R., manager": a name, and behind the comma the role at the program."""
    name, _, title = (typed or "").partition(",")
    return (name.strip(), title.strip() or None) if name.strip() else None
