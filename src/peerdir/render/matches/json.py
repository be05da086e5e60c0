"""Candidates as JSON. The question is not repeated; a reason says as much of the person as it is about, and no more."""

import json

from peerdir.match.candidates import Matches
from peerdir.render.results import Look
from peerdir.render.results.json import result


def render(matches: Matches, look: Look, limit: int, explain: bool) -> str:
    """Write total, how many fit, and the candidates with what fits, what speaks against them and what to ask."""
    candidates = [
        {
            **result(one.result, look),
            "fits": list(one.fits),
            "against": list(one.against),
            "ask": list(one.ask),
            **({"rank": list(one.rank)} if explain else {}),
        }
        for one in matches.candidates[:limit]
    ]
    found = {"total": len(matches.candidates), "fitting": matches.fitting, "candidates": candidates}
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
