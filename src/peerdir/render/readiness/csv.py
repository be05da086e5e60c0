"""A list for a spreadsheet: one check of one protocol a line, in order, what is ready too."""

from collections.abc import Iterator

from peerdir.render.due.csv import write
from peerdir.render.readiness import Board

HEADER = (
    "program", "name", "organization", "organization name", "ready",
    "check", "state", "said", "to do", "command", "rule",
)  # fmt: skip


def render(board: Board) -> str:
    """Write a line with the names of the columns, and one for each check."""
    return write(HEADER, _lines(board))


def _lines(board: Board) -> Iterator[tuple[str, ...]]:
    for one in board.found:
        pair = (one.program.id, one.program.name, one.organization or "", board.name(one.organization))
        for check in one.checks:
            rest = (check.code, check.state, check.said, check.todo, check.command, check.rule or "")
            yield (*pair, "yes" if one.ready else "no", *rest)
