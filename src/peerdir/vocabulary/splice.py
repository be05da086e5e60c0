"""A term, a word or a list of words put into a vocabulary's file: new characters at one place, all others stay.

Where and in which way is for `edit.splice`; here a list of words is always written on one line.
"""

from collections.abc import Mapping

from peerdir.diagnostic import Edit, Pointer
from peerdir.edit import splice, writing
from peerdir.reading.source import Source

Value = str | list[str] | Mapping[str, "Value"]


def into_list(source: Source, pointer: Pointer, item: Value) -> Edit:
    """Make the edit that adds `item` at the end of the list at `pointer`, which is not empty."""
    last = (*pointer, len(splice.value_at(source.data, pointer)) - 1)
    if splice.style(source, pointer) == splice.IN_BRACKETS:
        return splice.insert(source, splice.end(source, last), f", {writing.flow(item)}")
    column = source.values[pointer].column - 1
    return splice.insert_lines(source, last, _item(item, " " * column))


def into_map(source: Source, pointer: Pointer, key: str, value: Value) -> Edit:
    """Make the edit that adds `key` with its value at the end of the map at `pointer`, which is not empty."""
    *_, name = names = [str(one) for one in splice.value_at(source.data, pointer)]
    last = (*pointer, name)
    if splice.style(source, pointer) == splice.IN_BRACKETS:
        return splice.insert(source, splice.end(source, last), f", {writing.flow({key: value})[1:-1]}")
    column = source.keys[(*pointer, names[0])].column - 1
    return splice.insert_lines(source, last, _block(key, value, " " * column))


def _block(key: str, value: Value, indent: str) -> list[str]:
    """A key with its value in lines; a list of words stays on one line."""
    head = f"{indent}{writing.scalar(key)}:"
    if not isinstance(value, Mapping):
        return [f"{head} {writing.flow(value)}"]
    return [head, *(line for name in value for line in _block(name, value[name], indent + "  "))]


def _item(item: Value, indent: str) -> list[str]:
    """The item of a list in lines; all but the first begin under the text behind the dash."""
    keys = item if isinstance(item, Mapping) else {}
    lines = [line for key in keys for line in _block(key, keys[key], "")] or [writing.flow(item)]
    return [f"{indent}{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]
