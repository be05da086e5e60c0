"""How credible a program is, and what there is to see to, for a program."""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from peerdir.credibility import Standing, ToDo, age_in_days, counts, is_expired, strength, trial_ends
from peerdir.policy import Policy
from peerdir.records import Evidence
from peerdir.render.credibility import Review, Sheet, telling
from peerdir.render.credibility.wording import sentences


def one(sheet: Sheet) -> str:
    """Write the decision, the twelve criteria with their evidence, the public words, and what there is to see to."""
    decision = sheet.summary.decision
    found = {
        "today": sheet.today,
        "id": sheet.program.id,
        "name": sheet.program.name,
        "listed": sheet.program.listed,
        "policy": _policy(sheet.policy),
        "decision": dataclasses.asdict(decision) if decision else None,
        "trial_ends": trial_ends(sheet.program, sheet.policy),
        "criteria": [_standing(stand, sheet) for stand in sheet.standings],
        "summary": sentences(sheet.summary, sheet.words),
        "to_do": [_to_do(todo, sheet.policy) for todo in sheet.to_do],
    }
    return _dump(found)


def review(review: Review) -> str:
    """Write the day, the policy and what there is to see to, the most urgent first."""
    found = {
        "today": review.today,
        "policy": _policy(review.policy),
        "listed": review.listed,
        "to_do": [_to_do(todo, review.policy) for todo in review.to_do],
    }
    return _dump(found)


def _dump(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False, default=str) + "\n"


def _policy(policy: Policy | None) -> Mapping[str, Any] | None:
    return {"version": policy.version, "since": policy.since} if policy else None


def _standing(stand: Standing, sheet: Sheet) -> Mapping[str, Any]:
    return {
        "criterion": stand.criterion,
        "asked": stand.need,
        "at_least": stand.at_least,
        "state": stand.state,
        "evidence": [_evidence(piece, sheet.policy, sheet.today) for piece in stand.pieces],
    }


def _evidence(piece: Evidence, policy: Policy | None, today: dt.date) -> Mapping[str, Any]:
    return dataclasses.asdict(piece) | {
        "strength": strength(piece.type),
        "counts": counts(piece, policy) and not is_expired(piece, today),
        "age_days": age_in_days(piece, today),
        "expired": is_expired(piece, today),
    }


def _to_do(todo: ToDo, policy: Policy | None) -> Mapping[str, Any]:
    return {
        "kind": todo.kind,
        "id": todo.program.id,
        "name": todo.program.name,
        "since": todo.since,
        "criteria": todo.criteria,
        "fault": todo.fault,
        "text": telling.to_do(todo, policy),
    }
