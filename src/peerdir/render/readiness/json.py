"""How the protocols stand, for a program."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from peerdir.readiness import Readiness, tasks
from peerdir.render.readiness import Board


def render(board: Board) -> str:
    """Write the day, every protocol with its checks, and what to do next, the most urgent first."""
    found = {
        "today": board.today,
        "ready": sum(one.ready for one in board.found),
        "total": len(board.found),
        "protocols": [_one(one, board) for one in board.found],
        "next": [
            {**dataclasses.asdict(task.check), "helps": [_pair(one) for one in task.helps]}
            for task in tasks(board.found)
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _one(one: Readiness, board: Board) -> Mapping[str, Any]:
    return {
        **_pair(one),
        "program_name": one.program.name,
        "organization_name": board.name(one.organization) if one.organization else None,
        "ready": one.ready,
        "state": one.state,
        "checks": [dataclasses.asdict(check) for check in one.checks],
    }


def _pair(one: Readiness) -> Mapping[str, str | None]:
    return {"program": one.program.id, "organization": one.organization}
