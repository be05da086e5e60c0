"""Is a program credible? The one answer that lint, `peerdir credibility`, pages and prints share.

What is asked comes from the written policy, what is shown from the evidence in the entry, and the decision compares
both. Nothing here says that a program is good: listing is not endorsement.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from peerdir.freshness import is_over
from peerdir.policy import CRITERIA, TYPES, Need, Policy, version_of
from peerdir.records import Criterion, Decision, Evidence, EvidenceType, Program

State = Literal["shown", "weak", "expired", "none"]
"""shown: valid evidence that the policy counts. weak: only kinds that it does not count. expired: it all has ended."""

PolicyFault = Literal["older", "unknown", "unnamed"]
"""older: a version before the one in use. unknown: no version the policy tells of. unnamed: no version at all."""

Kind = Literal["expired-evidence", "old-policy", "trial-over", "no-decision", "missing-evidence"]
URGENCY: tuple[Kind, ...] = ("expired-evidence", "old-policy", "trial-over", "no-decision", "missing-evidence")


class Standing(NamedTuple):
    """How one criterion stands: what is asked, and the pieces of evidence, those that count first, the strongest first.

    `need` is None where the policy does not ask for it, or where there is no policy.
    """

    criterion: Criterion
    need: Need | None
    at_least: EvidenceType | None
    state: State
    pieces: tuple[Evidence, ...]

    @property
    def best(self) -> Evidence | None:
        """The strongest piece that has not ended."""
        return self.pieces[0] if self.state in ("shown", "weak") else None


class Summary(NamedTuple):
    """What the public page can say: nothing but what was decided, what evidence there is, and what is not shown yet.

    `checked_on` is the last day on which somebody here looked at evidence that counts.
    """

    decision: Decision | None
    shown: tuple[Criterion, ...]
    missing: tuple[Criterion, ...]
    strongest: Evidence | None
    checked_on: dt.date | None


class ToDo(NamedTuple):
    """Something about a program's credibility that somebody must see to.

    `since` is the day it began, where that is known; `evidence` the piece that has ended; `fault` what is wrong with
    the policy that a decision names; `criteria` those without evidence that the policy requires.
    """

    kind: Kind
    program: Program
    since: dt.date | None = None
    criteria: tuple[Criterion, ...] = ()
    evidence: Evidence | None = None
    fault: PolicyFault | None = None


def strength(kind: EvidenceType) -> int:
    """Tell how strong a kind of evidence is: 10 for an accreditation, down to 1 for what a program says of itself."""
    return len(TYPES) - TYPES.index(kind)


def is_expired(evidence: Evidence, today: dt.date) -> bool:
    """Tell whether the last day of a piece of evidence has passed; an end before its beginning is a slip."""
    return is_over(evidence.expires, today, evidence.issued)


def age_in_days(evidence: Evidence, today: dt.date) -> int:
    """Tell how many days ago a piece was issued; 0 for one dated in the future."""
    return max(0, (today - evidence.issued).days)


def counts(evidence: Evidence, policy: Policy | None) -> bool:
    """Tell whether a piece is of a kind that the policy takes for its criterion, or a stronger one."""
    asked = policy.asked.get(evidence.criterion) if policy else None
    return asked is None or strength(evidence.type) >= strength(asked.at_least)


def evidence_of(program: Program) -> tuple[Evidence, ...]:
    """Return all pieces of evidence of a program."""
    return program.credibility.evidence if program.credibility else ()


def decision_of(program: Program) -> Decision | None:
    """Return the decision about a program, if there is one."""
    return program.credibility.decision if program.credibility else None


def standing(criterion: Criterion, program: Program, policy: Policy | None, today: dt.date) -> Standing:
    """Tell how one criterion stands on a day."""
    pieces = [one for one in evidence_of(program) if one.criterion == criterion]
    valid = [one for one in pieces if not is_expired(one, today)]
    state: State = "none"
    if pieces:
        state = "expired"
    if valid:
        state = "shown" if any(counts(one, policy) for one in valid) else "weak"
    asked = policy.asked.get(criterion) if policy else None
    pieces.sort(key=lambda one: (one not in valid, -strength(one.type), -one.issued.toordinal()))
    return Standing(criterion, asked and asked.need, asked and asked.at_least, state, tuple(pieces))


def standings(program: Program, policy: Policy | None, today: dt.date) -> tuple[Standing, ...]:
    """Tell how all twelve criteria stand, in the order of the schema."""
    return tuple(standing(criterion, program, policy, today) for criterion in CRITERIA)


def not_shown(program: Program, policy: Policy | None, today: dt.date) -> tuple[Criterion, ...]:
    """Return the criteria that the policy requires and nothing shows; evidence that has ended is told by itself."""
    stand = standings(program, policy, today)
    return tuple(one.criterion for one in stand if one.need == "required" and one.state in ("weak", "none"))


def expired(program: Program, today: dt.date) -> Iterator[tuple[int, Evidence]]:
    """Yield the pieces of a listed program's evidence that have ended, each with its place in the list."""
    for index, one in enumerate(evidence_of(program) if program.listed else ()):
        if is_expired(one, today):
            yield index, one


def owed(program: Program, policy: Policy | None, today: dt.date) -> tuple[Criterion, ...]:
    """Return what a listed program that was included does not show, though the policy requires it.

    During its trial time a program may still gather evidence; when that is over, somebody decides.
    """
    decision = decision_of(program)
    is_included = program.listed and decision is not None and decision.result == "included"
    return not_shown(program, policy, today) if is_included else ()


def policy_fault(program: Program, policy: Policy | None) -> PolicyFault | None:
    """Tell what is wrong with the policy that the decision about a listed program names; None when nothing is."""
    decision = decision_of(program) if program.listed else None
    if decision is None or policy is None:
        return None
    if not decision.policy:
        return "unnamed"
    named = version_of(decision.policy)
    if named == policy.version:
        return None
    return "older" if named in policy.earlier else "unknown"


def trial_ends(program: Program, policy: Policy | None) -> dt.date | None:
    """Return the last day of a listed program's trial time; None for a program that is not on trial."""
    decision = decision_of(program) if program.listed else None
    months = policy.trial_months if policy else None
    if decision is None or decision.result != "provisional" or months is None:
        return None
    year, month = divmod(decision.date.year * 12 + decision.date.month - 1 + months, 12)
    return dt.date(year, month + 1, min(decision.date.day, calendar.monthrange(year, month + 1)[1]))


def trial_over(program: Program, policy: Policy | None, today: dt.date) -> dt.date | None:
    """Return the last day of a listed program's trial time if it has passed without another decision."""
    end = trial_ends(program, policy)
    return end if is_over(end, today) else None


def summary(program: Program, policy: Policy | None, today: dt.date) -> Summary:
    """Return what the public page can say about a program."""
    stand = standings(program, policy, today)
    best = [one.best for one in stand if one.state == "shown" and one.best]
    return Summary(
        decision=decision_of(program),
        shown=tuple(one.criterion for one in stand if one.state == "shown"),
        missing=tuple(one.criterion for one in stand if one.need == "required" and one.state != "shown"),
        strongest=max(best, key=lambda one: strength(one.type), default=None),
        checked_on=max((one.checked_on for one in best if one.checked_on), default=None),
    )


def review(programs: Iterable[Program], policy: Policy | None, today: dt.date) -> Sequence[ToDo]:
    """Return what somebody must see to about the listed programs, the most urgent first, then the longest due."""
    found = [one for program in programs if program.listed for one in _of(program, policy, today)]
    return sorted(found, key=lambda one: (URGENCY.index(one.kind), one.since or dt.date.max, one.program.id))


def _of(program: Program, policy: Policy | None, today: dt.date) -> Iterator[ToDo]:
    decision = decision_of(program)
    for _, one in expired(program, today):
        yield ToDo("expired-evidence", program, since=one.expires, criteria=(one.criterion,), evidence=one)
    if decision is None:
        yield ToDo("no-decision", program, criteria=not_shown(program, policy, today))
        return
    if fault := policy_fault(program, policy):
        yield ToDo("old-policy", program, since=decision.date, fault=fault)
    if end := trial_over(program, policy, today):
        yield ToDo("trial-over", program, since=end, criteria=not_shown(program, policy, today))
    if criteria := owed(program, policy, today):
        yield ToDo("missing-evidence", program, since=decision.date, criteria=criteria)
