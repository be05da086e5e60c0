"""A value put into a YAML text: new characters at one place, and every other character stays.

Lists and maps may be written in lines or in brackets; what is put in follows the way that is there.
"""

import re
from collections.abc import Mapping, Sequence

from peerdir.diagnostic import Edit, Pointer
from peerdir.reading.source import LOOK_ALIKE, Source

Value = str | Sequence[str] | Mapping[str, "Value"]
# Words with single blanks between them, in any script, mean the same with and without quotes.
PLAIN = re.compile(r"[^\W\d_][\w'’]*(?:[ -][\w'’]+)*")
# What may stand between the last value in brackets and the bracket itself.
BEFORE_BRACKET = re.compile(r"(?:[ \t\r\n,]|#[^\n]*\n)*[\]}]")
OPENING = ("[", "{")


def into_list(source: Source, pointer: Pointer, item: Value) -> Edit:
    """Make the edit that adds `item` at the end of the list at `pointer`, which is not empty."""
    last = (*pointer, len(_at(source, pointer)) - 1)
    if _in_brackets(source, pointer):
        return _put(source, _end(source, last), f", {flow(item)}")
    column = source.values[pointer].column - 1
    return _put_lines(source, last, _item(item, " " * column))


def into_map(source: Source, pointer: Pointer, key: str, value: Value) -> Edit:
    """Make the edit that adds `key` with its value at the end of the map at `pointer`, which is not empty."""
    *_, name = names = [str(one) for one in _at(source, pointer)]
    last = (*pointer, name)
    if _in_brackets(source, pointer):
        return _put(source, _end(source, last), f", {scalar(key)}: {flow(value)}")
    column = source.keys[(*pointer, names[0])].column - 1
    return _put_lines(source, last, _block(key, value, " " * column))


def flow(value: Value) -> str:
    """Write a value on one line: `[sugar, "high: sugar"]`, `{en: [sugar]}`."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(below)}" for key, below in value.items()) + "}"
    return "[" + ", ".join(map(scalar, value)) + "]"


def scalar(text: str) -> str:
    """Write a text so that it is read as this text, without quotes where none are needed."""
    if PLAIN.fullmatch(text) and not LOOK_ALIKE.fullmatch(text) and text.casefold() != "null":
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _block(key: str, value: Value, indent: str) -> list[str]:
    """A key with its value in lines; a list of words stays on one line."""
    if not isinstance(value, Mapping):
        return [f"{indent}{scalar(key)}: {flow(value)}"]
    return [f"{indent}{scalar(key)}:", *(line for name in value for line in _block(name, value[name], indent + "  "))]


def _item(item: Value, indent: str) -> list[str]:
    """The item of a list in lines; all but the first begin under the text behind the dash."""
    keys = item if isinstance(item, Mapping) else {}
    lines = [line for key in keys for line in _block(key, keys[key], "")] or [flow(item)]
    return [f"{indent}{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]


def _at(source: Source, pointer: Pointer) -> Sequence[Value] | Mapping[str, Value]:
    value = source.data
    for part in pointer:
        value = value[part]
    found: Sequence[Value] | Mapping[str, Value] = value
    return found


def _start(source: Source, pointer: Pointer) -> int:
    return source.bounds(pointer)[0]


def _in_brackets(source: Source, pointer: Pointer) -> bool:
    return source.text.startswith(OPENING, _start(source, pointer))


def _end(source: Source, pointer: Pointer) -> int:
    """Where a value ends: a scalar at its last character, one in brackets behind it, one in lines with its last."""
    if pointer in source.scalars:
        return source.bounds(pointer)[1]
    inside = _at(source, pointer)
    below: list[str | int] = [*inside] if isinstance(inside, Mapping) else [*range(len(inside))]
    end = _end(source, (*pointer, below[-1])) if below else _start(source, pointer) + 1
    closing = BEFORE_BRACKET.match(source.text, end) if _in_brackets(source, pointer) else None
    return closing.end() if closing else end


def _put(source: Source, offset: int, text: str) -> Edit:
    return Edit(source.span(offset, offset), text)


def _put_lines(source: Source, last: Pointer, lines: Sequence[str]) -> Edit:
    """Put whole lines below the one on which the value at `last` ends, with the line ends of the file."""
    text, end = source.text, _end(source, last)
    line_end = "\r\n" if "\r\n" in text else "\n"
    new = "\n".join(lines).replace("\n", line_end)
    if end and text[end - 1] == "\n":  # behind a text in a block, which ends with its line
        return _put(source, end, new + line_end)
    below = text.find("\n", end) + 1
    return _put(source, below, new + line_end) if below else _put(source, len(text), line_end + new)
