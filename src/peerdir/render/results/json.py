"""Everything that is known of an answer, as JSON."""

import json
from collections.abc import Mapping
from typing import Any

from peerdir.cards.card import needs_call
from peerdir.query import Answer, Query, Result
from peerdir.render.results import Look

# What only a narrow table shows.
FOR_TABLES = ("brief",)


def render(answer: Answer, query: Query, look: Look) -> str:
    """Write query, total, results and facets; `query` also tells how the words were understood."""
    found = {
        "query": _query(answer, query),
        "total": answer.total,
        "results": [result(one, look) for one in answer.results],
        "facets": answer.facets,
    }
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def result(one: Result, look: Look) -> Mapping[str, Any]:
    """One program as plain data."""
    card = {name: value for name, value in one.card.items() if name not in FOR_TABLES}
    return {
        **card,
        "call_first": needs_call(one.card, look.today),
        "score": one.score,
        "distance_km": None if one.distance_km is None else round(one.distance_km, 2),
        "reach": one.reach,
        "why": list(one.why),
    }


def _query(answer: Answer, query: Query) -> Mapping[str, Any]:
    return {
        "text": query.text,
        "filters": {kind: list(values) for kind, values in query.filters.items()},
        "near": query.near,
        "within_km": query.within_km,
        "understood": list(answer.understood),
        "unused": list(answer.unused),
        "unknown": list(answer.unknown),
        "place": answer.place,
        "general": list(answer.general),
        "relaxations": [{"without": left_out, "total": total} for left_out, total in answer.relaxations],
    }
