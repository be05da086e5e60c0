"""The matrix and what to do next as a list to tick off, for an issue. What comes from a file stays text."""

import re
from collections.abc import Iterator

from peerdir.clean import clean
from peerdir.readiness import STATES
from peerdir.render.changes.markdown import escaped
from peerdir.render.readiness import MEANING, NO_PROTOCOL, NONE, SIGNS, Board, cell, counted, sentence


def render(board: Board) -> str:
    """Write a heading, the table with what its signs mean, and one task a line, by the entry that has to change."""
    lines = ["## Are the referral protocols ready?", "", f"On {board.today} {counted(board.found)}.", ""]
    lines += [*_table(board), "", _legend(), ""]
    if calls := board.calls:
        lines += ["### What to do next", ""]
        for path, found in calls:
            lines += [f"- **{escaped(board.called(path))}**"]
            lines += [f"  - [ ] {escaped(sentence(task))}{_code(task.check.command)}" for task in found]
        lines.append("")
    return "\n".join(lines)


def _table(board: Board) -> Iterator[str]:
    organizations, pairs = board.organizations, board.pairs
    yield _row("Program", *(escaped(board.name(one)) for one in organizations))
    yield _row("---", *["---"] * len(organizations))
    for id_, name in board.programs.items():
        cells = (escaped(cell(pairs.get((id_, organization)))) for organization in organizations)
        yield _row(escaped(name), *cells)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _legend() -> str:
    signs = [f"`{SIGNS[state]}` {MEANING[state]}" for state in reversed(STATES)]
    return f"{'; '.join(signs)}; `{NONE}` {NO_PROTOCOL}. The number says how many things are to do."


def _code(command: str) -> str:
    """Write a command as code, between more back-ticks than it has in a row."""
    if not command:
        return ""
    shown = clean(command)
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    blank = " " if "`" in shown else ""
    return f" {fence}{blank}{shown}{blank}{fence}"
