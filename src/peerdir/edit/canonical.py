"""A file in the usual order and with the usual quotes. Comments stay with what they stand beside; no value changes.

Whole lines move, or parts of a line in brackets. What was made is read again, and is dropped where anything else than
the order of fields would differ.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from peerdir import limits
from peerdir.diagnostic import Edit, Pointer, Severity
from peerdir.edit.change import same
from peerdir.edit.contract import is_text, part, place_of
from peerdir.edit.lines import NotInLinesError, rearranged
from peerdir.edit.paths import written
from peerdir.edit.splice import IN_BRACKETS, end, offset, style, value_at
from peerdir.edit.writing import quoted
from peerdir.lint import fix
from peerdir.reading import schema
from peerdir.reading.reader import read
from peerdir.reading.source import LOOK_ALIKE, Source

PHONE = "phone"


class Formatted(NamedTuple):
    """A file as it should be, and what had to be left as it is: where, and why."""

    raw: bytes
    left: Sequence[str]


def formatted(raw: bytes, kind: str) -> Formatted:
    """Put the fields of a file of `kind` in order, and its quotes right."""
    source = read(raw, limits.SIZES[kind])
    wrong = [one for one in source.problems if one.severity is Severity.ERROR]
    if wrong:
        return Formatted(raw, [f"line {wrong[0].span.line}: {wrong[0].message}"])
    source = _requoted(source, kind)
    left: dict[Pointer, str] = {}
    while (pointer := _out_of_order(source, kind, left)) is not None:
        try:
            source = _ordered(source, kind, pointer)
        except NotInLinesError as error:
            line = source.locate(pointer).line
            left[pointer] = f"line {line}: {written(pointer) or 'the file'} is left in its order: {error}"
    return Formatted(source.raw, list(left.values()))


def _requoted(source: Source, kind: str) -> Source:
    edits = [edit for pointer in source.scalars for edit in _quotes(source, kind, pointer)]
    after = read(fix.apply(source.raw, edits), limits.SIZES[kind])
    return after if same(_meaning(source, kind), _meaning(after, kind)) else source


def _quotes(source: Source, kind: str, pointer: Pointer) -> Iterator[Edit]:
    """Put double quotes round text that other programs would take for a number, and instead of single ones."""
    start, stop = source.bounds(pointer)
    span, value = source.values[pointer], value_at(source.data, pointer)
    if span.line != span.end_line:
        return
    plain = source.plain.get(pointer, "")
    if plain and is_text(kind, pointer) and (LOOK_ALIKE.fullmatch(plain) or pointer[-1:] == (PHONE,)):
        yield Edit(span, quoted(plain))
    elif source.text[start:stop].startswith("'") and not set(str(value)) & set("\"'\\"):
        yield Edit(span, quoted(str(value)))


def _meaning(source: Source, kind: str) -> Any:
    """Return the data as the contract reads it: where it wants text, text is meant."""
    meant = read(source.raw, limits.SIZES[kind])
    list(schema.check(kind, meant))
    return meant.data


def _out_of_order(source: Source, kind: str, left: Mapping[Pointer, str]) -> Pointer | None:
    """Return the first group whose fields do not stand in the order of the contract, outer ones first."""
    rest: list[Pointer] = [()]
    while rest:
        pointer = rest.pop(0)
        value = value_at(source.data, pointer)
        if isinstance(value, Mapping) and pointer not in left and list(value) != _order(value, kind, pointer):
            return pointer
        steps = list(value) if isinstance(value, Mapping) else range(len(value))
        rest += [(*pointer, step) for step in steps if (*pointer, step) not in source.scalars]
    return None


def _order(value: Mapping[str, Any], kind: str, pointer: Pointer) -> list[str]:
    group = part(kind, pointer)
    names = group.fields if group else ()
    return sorted(value, key=lambda name: place_of(names, name)) if names else list(value)


def _ordered(source: Source, kind: str, pointer: Pointer) -> Source:
    """Put the fields of one group in order. Raises NotInLinesError when that cannot be done safely."""
    names = _order(value_at(source.data, pointer), kind, pointer)
    if style(source, pointer) == IN_BRACKETS:
        text = _in_brackets(source, pointer, names)
    else:
        text = rearranged(source, pointer, names)
    mark = fix.BYTE_ORDER_MARK if source.raw.startswith(fix.BYTE_ORDER_MARK) else b""
    after = read(mark + text.encode(), limits.SIZES[kind])
    if not same(after.data, source.data) or list(value_at(after.data, pointer)) != names:
        raise NotInLinesError("its layout does not allow it")
    return after


def _in_brackets(source: Source, pointer: Pointer, names: Sequence[str]) -> str:
    """Change places within the brackets; what stands between stays where it is."""
    there = [(*pointer, name) for name in value_at(source.data, pointer)]
    bounds = {at: (offset(source, at), end(source, at)) for at in there}
    text = source.text
    between = [text[bounds[one][1] : bounds[other][0]] for one, other in itertools.pairwise(there)]
    first, last = bounds[there[0]][0], bounds[there[-1]][1]
    if any("#" in one for one in between):
        raise NotInLinesError("a comment stands between its fields")
    parts = [text[slice(*bounds[(*pointer, name)])] for name in names]
    if any("\n" in one and "#" in one for one in parts):
        raise NotInLinesError("a comment stands between its fields")
    joined = "".join(one + mark for one, mark in zip(parts, [*between, ""], strict=True))
    return text[:first] + joined + text[last:]
