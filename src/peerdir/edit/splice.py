"""One value put into a text, changed in it or taken out: new characters at one place, and every other one stays.

Groups and lists may be written in lines or in brackets; what is put in follows the way that is there. What cannot be
changed without losing a comment is not changed.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from peerdir.diagnostic import Edit, Pointer
from peerdir.edit import writing
from peerdir.edit.contract import place_of
from peerdir.reading.source import BLOCK, COMMENT, Source

OPENING = ("[", "{")
# What may stand between the last value in brackets and the bracket itself.
BEFORE_BRACKET = re.compile(r"(?:[ \t\r\n,]|#[^\n]*\n)*[\]}]")
COMMA_BEFORE = re.compile(r"[ \t\r\n]*,[ \t\r\n]*$")
COMMA_AFTER = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
KEPT_LINES = re.compile(r"[|>][0-9]?\+")
IN_BRACKETS, IN_LINES = "brackets", "lines"


class ByHandError(ValueError):
    """Only a person can make this change without losing something; the message says where and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}; change it by hand")


def value_at(data: Any, pointer: Pointer) -> Any:
    """Return what stands at `pointer`."""
    for step in pointer:
        data = data[step]
    return data


def style(source: Source, pointer: Pointer) -> str:
    """Tell whether a group or a list is written in brackets or in lines."""
    return IN_BRACKETS if source.text.startswith(OPENING, source.bounds(pointer)[0]) else IN_LINES


def end(source: Source, pointer: Pointer) -> int:
    """Return where a value ends: a scalar at its last character, one in brackets behind it, one in lines with its last.

    Blank lines below a text in lines are no part of it.
    """
    start, stop = source.bounds(pointer)
    if pointer in source.scalars:
        is_block = source.text.startswith(BLOCK, start)
        if is_block and not KEPT_LINES.match(source.text, start):
            return start + len(source.text[start:stop].rstrip())
        return stop
    inside = value_at(source.data, pointer)
    last: Sequence[str | int] = [*inside] if isinstance(inside, Mapping) else [*range(len(inside))]
    stop = end(source, (*pointer, _last(source, pointer, last))) if last else start + 1
    closing = BEFORE_BRACKET.match(source.text, stop) if style(source, pointer) == IN_BRACKETS else None
    return closing.end() if closing else stop


def _last(source: Source, pointer: Pointer, steps: Sequence[str | int]) -> str | int:
    return max(steps, key=lambda step: source.bounds((*pointer, step)))


def add_field(source: Source, pointer: Pointer, name: str, value: Any, order: Sequence[str]) -> Edit:
    """Make the edit that adds a field to the group at `pointer`, which is not empty, behind the fields before it."""
    there = [str(key) for key in value_at(source.data, pointer)]
    before = [key for key in there if place_of(order, key) <= place_of(order, name)]
    in_brackets = style(source, pointer) == IN_BRACKETS
    if not before:
        return _put_first(source, (*pointer, there[0]), name, value, in_brackets=in_brackets)
    at = (*pointer, max(before, key=lambda key: (place_of(order, key), there.index(key))))
    if in_brackets:
        stop = end(source, at)
        return insert(source, stop, f", {writing.flow({name: value})[1:-1]}")
    indent = " " * (source.keys[at].column - 1)
    return insert_lines(source, at, writing.field(name, value, indent))


def _put_first(source: Source, first: Pointer, name: str, value: Any, *, in_brackets: bool) -> Edit:
    key = source.keys[first]
    start = offset(source, first)
    if in_brackets:
        return insert(source, start, f"{writing.flow({name: value})[1:-1]}, ")
    indent = " " * (key.column - 1)
    lines = writing.field(name, value, indent)
    return insert(source, start, _joined(source, lines).removeprefix(indent) + _line_end(source) + indent)


def add_item(source: Source, pointer: Pointer, value: Any) -> Edit:
    """Make the edit that adds an item at the end of the list at `pointer`, which is not empty."""
    last = (*pointer, len(value_at(source.data, pointer)) - 1)
    if style(source, pointer) == IN_BRACKETS:
        return insert(source, end(source, last), f", {writing.flow(value)}")
    indent = " " * (source.values[pointer].column - 1)
    if last not in source.scalars and style(source, last) == IN_BRACKETS:
        return insert_lines(source, last, [f"{indent}- {writing.flow(value)}"])
    return insert_lines(source, last, writing.item(value, indent))


def replace(source: Source, pointer: Pointer, value: Any) -> Edit:
    """Make the edit that puts `value` where another one stands. Raises ByHandError when a comment would be lost."""
    start, stop = source.bounds(pointer)[0], end(source, pointer)
    old = source.text[start:stop]
    if pointer in source.scalars and not isinstance(value, Mapping | list):
        return _retype(source, pointer, value)
    in_brackets = _holder_in_brackets(source, pointer) or old.startswith(OPENING) or not old
    _refuse_comments(source, pointer, start, stop)
    if in_brackets or pointer in source.scalars:
        blank = "" if old or source.text.startswith(" ", start - 1) else " "
        return Edit(source.span(start, stop), blank + writing.flow(value))
    column = source.values[pointer].column - 1
    lines = _lines_of(value, " " * column)
    return Edit(source.span(start, stop), _joined(source, lines).removeprefix(" " * column))


def _lines_of(value: Any, indent: str) -> list[str]:
    """Write what stands below a field in lines."""
    if isinstance(value, Mapping):
        return [line for name, below in value.items() for line in writing.field(name, below, indent)]
    if isinstance(value, list):
        return [line for one in value for line in writing.item(one, indent)]
    return [indent + writing.scalar(value)]


def _retype(source: Source, pointer: Pointer, value: Any) -> Edit:
    """Put a text or number in place of another, in the quotes that are there; a text in lines stays one."""
    start, stop = source.bounds(pointer)[0], end(source, pointer)
    old, in_brackets = source.text[start:stop], _holder_in_brackets(source, pointer)
    head = old.partition("\n")[0]
    if old.startswith(BLOCK) and "#" in head:
        raise ByHandError(source.values[pointer].line, "a comment stands in this line")
    if isinstance(value, str) and "\n" in value and not in_brackets and pointer in source.keys:
        indent = " " * (source.keys[pointer].column - 1)
        new = _joined(source, writing.field("x", value, indent)).removeprefix(f"{indent}x: ")
    elif isinstance(value, str) and old.startswith('"'):
        new = writing.quoted(value)
    elif isinstance(value, str) and old.startswith("'") and "\n" not in value:
        new = "'" + value.replace("'", "''") + "'"
    else:
        new = writing.scalar(value, in_brackets=in_brackets)
    blank = "" if old or source.text.startswith((" ", "["), start - 1) else " "
    return Edit(source.span(start, stop), blank + new)


def remove(source: Source, pointer: Pointer) -> Edit:
    """Make the edit that takes a field or an item out, with its line or its comma; it must not be the only one.

    Raises ByHandError when a comment stands beside it: that was written for a reader.
    """
    if _holder_in_brackets(source, pointer):
        return _remove_in_brackets(source, pointer)
    start, stop = _first_line(source, pointer), end(source, pointer)
    below = source.text.find("\n", stop) + 1 or len(source.text)
    above = source.text[: source.text.rfind("\n", 0, start) + 1].splitlines()
    has_comment_above = bool(above) and above[-1].strip().startswith("#") and not _is_head(source, pointer, above)
    if has_comment_above or "#" in source.text[stop:below]:
        raise ByHandError(source.locate(pointer).line, "a comment stands beside it")
    _refuse_comments(source, pointer, start, stop)
    line = source.text.rfind("\n", 0, start) + 1
    if source.text[line:start].strip():
        return _remove_behind_dash(source, pointer, start)
    if not source.text[stop:below].endswith("\n") and line:
        # The last line of a file that ends without a line end: so it shall end again.
        line -= 2 if source.text.endswith("\r\n", 0, line) else 1
    return Edit(source.span(line, below), "")


def _is_head(source: Source, pointer: Pointer, above: Sequence[str]) -> bool:
    """Tell whether the comment above is the one a file begins with, and so belongs to the whole file."""
    is_first = len(pointer) == 1 and next(iter(source.data)) == pointer[0]
    return is_first and all(not line.strip() or line.startswith("#") for line in above)


def _remove_behind_dash(source: Source, pointer: Pointer, start: int) -> Edit:
    """Take out the first field of an item: the next one moves up behind the dash."""
    names = list(value_at(source.data, pointer[:-1]))
    following = names[names.index(pointer[-1]) + 1 :]
    if not following or not isinstance(pointer[-1], str):
        raise ByHandError(source.locate(pointer).line, "other text stands on this line")
    until = offset(source, (*pointer[:-1], following[0]))
    if "#" in source.text[end(source, pointer) : until]:
        raise ByHandError(source.locate(pointer).line, "a comment stands beside it")
    return Edit(source.span(start, until), "")


def _remove_in_brackets(source: Source, pointer: Pointer) -> Edit:
    start, stop = _first_line(source, pointer), end(source, pointer)
    _refuse_comments(source, pointer, start, stop)
    before, after = COMMA_BEFORE.search(source.text, 0, start), COMMA_AFTER.match(source.text, stop)
    if COMMENT.match(source.text, stop):
        raise ByHandError(source.locate(pointer).line, "a comment stands beside it")
    if before:
        return Edit(source.span(before.start(), stop), "")
    if after:
        return Edit(source.span(start, after.end()), "")
    raise ByHandError(source.locate(pointer).line, "it is the only value here")


def _first_line(source: Source, pointer: Pointer) -> int:
    """Return where a field begins with its name, or an item with its dash."""
    if pointer in source.keys:
        return offset(source, pointer)
    start = source.bounds(pointer)[0]
    if style(source, pointer[:-1]) == IN_BRACKETS:
        return start
    return source.text.rfind("-", 0, start)


def offset(source: Source, pointer: Pointer) -> int:
    """Return where the name of a field begins in the text."""
    key = source.keys[pointer]
    line = 0
    for _ in range(key.line - 1):
        line = source.text.index("\n", line) + 1
    return line + key.column - 1


def _holder_in_brackets(source: Source, pointer: Pointer) -> bool:
    return bool(pointer) and style(source, pointer[:-1]) == IN_BRACKETS


def _refuse_comments(source: Source, pointer: Pointer, start: int, stop: int) -> None:
    """Refuse to replace text in which a comment stands. A `#` inside a text is none, and any other may be one."""
    inside = [_text(source, one) for one in source.scalars if one[: len(pointer)] == pointer]
    at = source.text.find("#", start, stop)
    while at >= 0:
        if not any(first <= at < last for first, last in inside):
            raise ByHandError(source.span(at, at).line, "a comment stands in what would be replaced")
        at = source.text.find("#", at + 1, stop)


def _text(source: Source, pointer: Pointer) -> tuple[int, int]:
    """Return where the text of a scalar begins and ends; one in lines begins below the line of its sign."""
    start, stop = source.bounds(pointer)
    return source.text.find("\n", start) if source.is_block(pointer) else start, stop


def _line_end(source: Source) -> str:
    return "\r\n" if "\r\n" in source.text else "\n"


def _joined(source: Source, lines: Sequence[str]) -> str:
    return _line_end(source).join(lines)


def insert(source: Source, offset: int, text: str) -> Edit:
    """Make the edit that puts text in at an offset."""
    return Edit(source.span(offset, offset), text)


def insert_lines(source: Source, last: Pointer, lines: Sequence[str]) -> Edit:
    """Make the edit that puts whole lines below the one on which the value at `last` ends, as its file ends lines."""
    text, stop, new = source.text, end(source, last), _joined(source, lines)
    if stop and text[stop - 1] == "\n":  # behind a text in lines whose blank lines count
        return insert(source, stop, new + _line_end(source))
    if below := text.find("\n", stop) + 1:
        return insert(source, below, new + _line_end(source))
    return insert(source, len(text), _line_end(source) + new)
