"""The words for those who keep a directory: how a criterion stands, how old evidence is, what there is to see to."""

import datetime as dt
from collections.abc import Mapping

from peerdir import words
from peerdir.credibility import Kind, Standing, State, ToDo, age_in_days, is_expired, strength
from peerdir.policy import CRITERIA, TYPES, Policy
from peerdir.records import Decision, Evidence
from peerdir.render.credibility.wording import Words

HEADINGS: Mapping[Kind, str] = {
    "expired-evidence": "Evidence that has ended",
    "old-policy": "Decided by another version of the policy",
    "trial-over": "The trial time is over",
    "no-decision": "Nobody has decided yet",
    "missing-evidence": "Included, but something required is not shown",
}
STATES: Mapping[State, str] = {"shown": "shown", "weak": "too weak", "expired": "ended", "none": "nothing"}
MONTH, YEAR = 30.44, 365.25


def state(stand: Standing) -> str:
    """Say how a criterion stands."""
    least = f" (at least {stand.at_least})" if stand.state == "weak" else ""
    return f"{STATES[stand.state]}{least}"


def asked(stand: Standing) -> str:
    """Say how much a criterion is needed."""
    return stand.need or "-"


def piece(one: Evidence, say: Words) -> str:
    """Name a piece of evidence: what kind it is, how strong, what it is called and who issued it."""
    title = f" “{one.title}”" if one.title else ""
    return f"{say.kind(one.type)} ({strength(one.type)} of {len(TYPES)}){title}, {one.issuer}"


def issued(one: Evidence, today: dt.date) -> str:
    """Say when a piece was issued, and how old it is."""
    return f"{one.issued} ({_age(age_in_days(one, today))})"


def ends(one: Evidence, today: dt.date) -> str:
    """Say when a piece ends, or that it has."""
    if one.expires is None:
        return "-"
    return f"ended {one.expires}" if is_expired(one, today) else str(one.expires)


def looked_at(one: Evidence) -> str:
    """Say who looked at a piece, and when."""
    if one.checked_on is None:
        return f"by {one.checked_by}" if one.checked_by else "not yet"
    return f"{one.checked_on}{f' by {one.checked_by}' if one.checked_by else ''}"


def decision(made: Decision | None, trial_ends: dt.date | None) -> str:
    """Say what was decided, when, by whom and by which policy."""
    if made is None:
        return "Nobody has decided yet"
    by = f", by {made.policy} of the policy" if made.policy else ""
    until = f"; its trial time is until {trial_ends}" if trial_ends else ""
    return f"Decided on {made.date} by {made.by}: {made.result}{by}{until}"


def _age(days: int) -> str:
    for unit, size in (("year", YEAR), ("month", MONTH)):
        if (number := int(days / size)) >= (2 if unit == "year" else 1):
            return f"{number} {unit}{'s'[: number > 1]} old"
    return f"{days} day{'s'[: days != 1]} old"


def to_do(one: ToDo, policy: Policy | None) -> str:
    """Say in a sentence what there is to see to, and how."""
    match one.kind:
        case "expired-evidence":
            title = f" “{one.evidence.title}”" if one.evidence and one.evidence.title else ""
            kind = one.evidence.type if one.evidence else ""
            return f"The {kind}{title} for {_list(one)} has ended; ask for the new one, or delete it"
        case "old-policy":
            return _policy(one, policy)
        case "trial-over":
            rest = f"; not shown: {_list(one)}" if one.criteria else "; all that is required is shown"
            return f"Decide whether it is included{rest}"
        case "no-decision":
            return f"Decide; {_missing(one, policy)}"
        case _:
            return f"Ask for evidence of {_list(one)}, or decide again"


def _policy(one: ToDo, policy: Policy | None) -> str:
    decision = one.program.credibility.decision if one.program.credibility else None
    named = decision.policy if decision else None
    now = f"version {policy.version} is in use" if policy else ""
    match one.fault:
        case "older":
            return f"Decide again: made by “{named}”, and {now}"
        case "unknown":
            return f"Look at the version: policy.md tells of no “{named}”; {now}"
        case _:
            return f"Write which version the decision was made by; {now}"


def _missing(one: ToDo, policy: Policy | None) -> str:
    if policy is None:
        return "there is no policy to decide by"
    required = [code for code in CRITERIA if (found := policy.asked.get(code)) and found.need == "required"]
    if len(one.criteria) == len(required) > 1:
        return f"none of the {len(required)} criteria that are required has evidence"
    return f"not shown: {_list(one)}" if one.criteria else "all that is required is shown"


def _list(one: ToDo) -> str:
    return words.join(list(one.criteria))
