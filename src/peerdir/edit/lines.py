"""The fields of a group that is written in lines, in another order: each moves with the comments that belong to it.

A comment belongs to the field below it; if it is indented further or a blank line parts them, to the one above. The
comment a file begins with belongs to the file.
"""

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from peerdir.diagnostic import Pointer
from peerdir.edit.splice import end, value_at
from peerdir.reading.source import Source

BEHIND_DASH = re.compile(r"[ ]*(?:-[ ]+)+")
ALLOWANCE = re.compile(r"#[ \t]*peerdir:[ \t]*allow\b")


class NotInLinesError(ValueError):
    """The fields cannot change places safely; the message says why."""


class Block(NamedTuple):
    """The lines of one field: comments above, then from the line with its name to its last one, comments below too."""

    above: list[str]
    lines: list[str]


def rearranged(source: Source, pointer: Pointer, names: Sequence[str]) -> str:
    """Return the text with the fields of the group at `pointer` in the order of `names`. Raises NotInLinesError."""
    lines = _lines(source.text)
    there = [str(name) for name in value_at(source.data, pointer)]
    starts = [source.keys[(*pointer, name)].line - 1 for name in there]
    stops = [_last_line(source, (*pointer, name)) + 1 for name in there]
    indent = source.keys[(*pointer, there[0])].column - 1
    _check(lines, starts, stops, indent)
    first, cuts, last = _cuts(lines, starts, stops, indent, is_root=not pointer)
    prefix = lines[starts[0]][:indent]
    blocks = {}
    for name, start, stop, begin in zip(there, [first, *cuts], [*cuts, last], starts, strict=True):
        block = Block(lines[start:begin], lines[begin:stop])
        block.lines[0] = " " * indent + block.lines[0][indent:]
        blocks[name] = block
    ordered = [blocks[name] for name in names]
    if prefix.strip():
        # Between a dash and its field there is no room for a comment; above the dash it is beside the field too.
        dash = prefix[: len(prefix) - len(prefix.lstrip())]
        ordered[0] = Block(
            [dash + line.lstrip() if line.strip() else line for line in ordered[0].above], ordered[0].lines
        )
    ordered[0].lines[0] = prefix + ordered[0].lines[0][indent:]
    moved = [line for block in ordered for line in (*block.above, *block.lines)]
    return "".join([*lines[:first], *_ended(moved, source), *lines[last:]])


def _lines(text: str) -> list[str]:
    """Part a text at its line ends, as the parser counts them."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _last_line(source: Source, pointer: Pointer) -> int:
    """Return the number, from 0, of the line on which a value ends."""
    stop = max(end(source, pointer) - 1, 0)
    if pointer in source.scalars and source.bounds(pointer)[0] == source.bounds(pointer)[1]:
        return source.keys[pointer].line - 1
    return source.text.count("\n", 0, stop)


def _check(lines: Sequence[str], starts: Sequence[int], stops: Sequence[int], indent: int) -> None:
    """Each field must have lines of its own; only the first may stand behind a dash."""
    head = lines[starts[0]][:indent]
    if head.strip() and not BEHIND_DASH.fullmatch(head):
        raise NotInLinesError("other text stands before its first field")
    if any(lines[start][:indent].strip() for start in starts[1:]):
        raise NotInLinesError("two fields stand on one line")
    if any(stop > start for stop, start in zip(stops, starts[1:], strict=False)):
        raise NotInLinesError("two fields stand on one line")


def _cuts(
    lines: Sequence[str], starts: Sequence[int], stops: Sequence[int], indent: int, *, is_root: bool
) -> tuple[int, list[int], int]:
    """Return where the first field begins with its comments, where the others do, and where the last one ends."""
    behind_dash = bool(lines[starts[0]][:indent].strip())
    first = starts[0] if behind_dash else _first(lines, starts[0], indent, is_root=is_root)
    cuts = [_cut(lines, stop, start, indent) for stop, start in zip(stops, starts[1:], strict=False)]
    last = stops[-1]
    while last < len(lines) and _is_comment(lines[last]) and _indent(lines[last]) >= max(indent, not is_root):
        last += 1
    return first, cuts, last


def _first(lines: Sequence[str], start: int, indent: int, *, is_root: bool) -> int:
    """Return where the comments above the first field begin that are its own and not the whole file's."""
    begin = start
    while begin and _is_comment(lines[begin - 1]) and _indent(lines[begin - 1]) == indent:
        begin -= 1
    is_parted = begin > 0 and not lines[begin - 1].strip()
    if not is_root or is_parted:
        return begin - is_parted if is_root else begin
    own = itertools.takewhile(lambda line: ALLOWANCE.search(line), reversed(lines[begin:start]))
    return start - len(list(own))


def _cut(lines: Sequence[str], stop: int, start: int, indent: int) -> int:
    """Return where, between two fields, what belongs to the second one begins."""
    cut = start
    while cut > stop and _is_comment(lines[cut - 1]) and _indent(lines[cut - 1]) <= indent:
        cut -= 1
    while cut > stop and not lines[cut - 1].strip():
        cut -= 1
    return cut


def _is_comment(line: str) -> bool:
    return line.lstrip(" \t").startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _ended(lines: list[str], source: Source) -> list[str]:
    """End every line; the last one of a file that ended without a line end still does."""
    if source.text.endswith("\n") or all(line.endswith("\n") for line in lines):
        return lines
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    ended = [line if line.endswith("\n") else line + line_end for line in lines]
    return [*ended[:-1], ended[-1].removesuffix(line_end)]
