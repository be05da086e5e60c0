"""The needs as JSON, with every code, and how to start a program."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from peerdir.needs import Need
from peerdir.phases import Item
from peerdir.render.needs import ASK_FIRST, BEGIN, GO_ON, Report, checklist, sentence


def render(report: Report) -> str:
    """Write the needs, the greatest first."""
    needs = report.needs
    found = {
        "total": needs.total,
        "within_km": round(needs.within_km, 2),
        "needs": [_need(one, report) for one in needs.needs],
        "nowhere": list(needs.nowhere),
        "places_not_looked_at": needs.places_left,
        "searches_without_a_condition": needs.not_understood,
        "start": {
            "first": ASK_FIRST,
            "phases": [{"phase": phase, "points": [*map(_point, items)]} for phase, items in checklist()],
            "commands": [BEGIN, GO_ON],
            "examples": [one._asdict() for one in needs.examples],
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _point(item: Item) -> Mapping[str, str]:
    return {"code": item.code, "text": item.say("en"), "source": item.source}


def _need(need: Need, report: Report) -> Mapping[str, Any]:
    return {
        "text": sentence(need, report),
        "lack": need.lack,
        "place": need.place,
        "also": list(need.also),
        "condition": _codes(need.condition)[0],
        "languages": _codes(need.languages),
        "functions": _codes(need.functions),
        "points": need.points,
        "why": list(need.why),
        "similar": [
            {
                "id": one.id,
                "name": one.name,
                "conditions": list(one.conditions),
                "languages": list(one.languages),
                "reach": one.reach,
                "km": None if one.km is None else round(one.km, 1),
                "state": one.state,
            }
            for one in need.similar
        ],
        "planned": [{"id": one.id, "name": one.name, "without": list(one.without)} for one in need.planned],
    }


def _codes(labels: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    return [{"code": code, "label": label} for code, label in labels.items()]
