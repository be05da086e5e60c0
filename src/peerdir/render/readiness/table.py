"""A matrix for a terminal, programs down and organizations across; a list by organization where that says more.

A single program is shown check by check. Beneath stands what to do next. A command is broken between its parts only, so
that it can be copied.
"""

import shlex
from collections.abc import Iterable, Iterator, Sequence, Set

from peerdir.cards.columns import pad, readable, width, wrap
from peerdir.clean import clean
from peerdir.readiness import STATES, Readiness, State, Task
from peerdir.render.readiness import MEANING, NO_PROTOCOL, NONE, SIGNS, Board, cell, count, sentence

# Below it, names would be broken into pieces.
LEAST_NAME = 20
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
INDENT = "   "
Text = tuple[str, str]
"""A sign, and the text behind it."""


def render(board: Board) -> str:
    """Write how every protocol stands, what the signs mean, and what to do next."""
    if len(board.programs) == 1:
        parts = [_text(_checks(one, board), board.width) for one in board.found]
        signs = _legend({check.state for one in board.found for check in one.checks}, "good")
    else:
        matrix = _matrix(board)
        parts = [matrix or _text(_by_organization(board), board.width)]
        has_gaps = bool(matrix) and len(board.found) < len(board.programs) * len(board.organizations)
        signs = _legend({one.state for one in board.found}, MEANING["ok"], has_gaps=has_gaps, counts=True)
    parts.append(_text(signs, board.width))
    if any(not one.ready for one in board.found):
        parts.append(_next(board))
    return "\n".join(parts)


def _matrix(board: Board) -> str:
    """Write the matrix and what its columns are; nothing where a list says more, or the terminal is too narrow."""
    rows = list(_rows(board))
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    if board.width is not None:
        widths[0] = min(widths[0], board.width - sum(widths[1:]) - len(widths[1:]))
    if len(board.organizations) == 1 or widths[0] < min(LEAST_NAME, max(width(row[0]) for row in rows)):
        return ""
    matrix = "".join(f"{line}\n" for row in rows for line in _row(row, widths))
    key = [(f"{label:<3}", board.name(id_)) for label, id_ in zip(rows[0][1:], board.organizations, strict=True)]
    return f"{matrix}\n{_text(key, board.width)}"


def _row(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yield a row of the matrix, and what is left of a long name below it."""
    first, *rest = wrap(row[0], widths[0])
    name, *cells = readable([first, *row[1:]])
    yield " ".join(map(pad, (name, *cells), widths)).rstrip()
    yield from readable(rest)


def _rows(board: Board) -> Iterator[tuple[str, ...]]:
    organizations, pairs = board.organizations, board.pairs
    yield "Program", *(_label(number) for number in range(len(organizations)))
    for id_, name in board.programs.items():
        yield clean(name), *(cell(pairs.get((id_, other))) for other in organizations)


def _label(number: int) -> str:
    """Letter a column as spreadsheets do: A … Z, AA, AB."""
    before, letter = divmod(number, len(LETTERS))
    return (_label(before - 1) if before else "") + LETTERS[letter]


def _by_organization(board: Board) -> Iterator[Text]:
    for organization in board.organizations:
        found = [one for one in board.found if one.organization == organization]
        yield "", f"{board.name(organization)}: {sum(one.ready for one in found)} of {len(found)} ready"
        for one in sorted(found, key=_urgency):
            yield f"  {cell(one):<4}", one.program.name


def _urgency(one: Readiness) -> tuple[int, int]:
    return STATES.index(one.state), -count(one)


def _checks(one: Readiness, board: Board) -> Iterator[Text]:
    yield "", f"{one.program.name}, {board.name(one.organization)}"
    for check in one.checks:
        yield f"  {SIGNS[check.state]} ", check.said


def _legend(used: Set[State], good: str, *, has_gaps: bool = False, counts: bool = False) -> Iterator[Text]:
    """Say what the signs mean that are used."""
    meaning = {**MEANING, "ok": good}
    yield from ((f"{SIGNS[state]} ", meaning[state]) for state in reversed(STATES) if state in used)
    if has_gaps:
        yield f"{NONE} ", NO_PROTOCOL
    if counts and used != {"ok"}:
        yield "", "The number says how many things are to do."


def _next(board: Board) -> str:
    calls = board.calls
    shown = calls[: board.limit or None]
    said = _text([("", "What to do next, the most urgent first:")], board.width)
    for number, (path, found) in enumerate(shown, 1):
        said += _text([(f"{number}. ", f"{board.called(path)}{_helps(found)}")], board.width)
        for task in found:
            said += _text([(f"{INDENT}{SIGNS[task.check.state]} ", sentence(task))], board.width)
            said += _command(task.check.command, board.width)
    more = len(calls) - len(shown)
    ends = f"{more} more entr{'y' if more == 1 else 'ies'}; --limit 0 shows all"
    return said + (_text([("", ends)], board.width) if more else "")


def _helps(found: Iterable[Task]) -> str:
    helped = {(one.program.id, one.organization) for task in found for one in task.helps}
    return f" (helps {len(helped)} protocols)" if len(helped) > 1 else ""


def _text(texts: Iterable[Text], columns: int | None) -> str:
    """Write each text behind its sign, broken to the terminal and indented as far as it begins."""
    shown = ""
    for sign, text in texts:
        safe = clean(text)
        broken = wrap(safe, max(1, columns - width(sign))) if columns else [safe]
        for number, line in enumerate(readable(broken)):
            shown += f"{sign if number == 0 else ' ' * width(sign)}{line}\n"
    return shown


def _command(command: str, columns: int | None) -> str:
    """Write a command on as many lines as it needs, each but the last with the sign that it goes on."""
    indent, found = INDENT * 2, [""]
    for word in map(shlex.quote, shlex.split(clean(command))):
        if columns and found[-1] and len(indent) + width(found[-1]) + width(word) + 3 > columns:
            found[-1] += " \\"
            found.append(f"  {word}")
        else:
            found[-1] += f" {word}" if found[-1] else word
    return "".join(f"{indent}{line}\n" for line in found if line)
