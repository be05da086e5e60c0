"""Changes to one entry: each is a splice, and the text is read again after each, so that nothing else has changed."""

import copy
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from peerdir import limits
from peerdir.diagnostic import Edit, Pointer, Severity
from peerdir.edit import splice
from peerdir.edit.contract import part
from peerdir.edit.paths import PathError, pointer
from peerdir.edit.values import ValueTextError, item, value
from peerdir.lint import fix
from peerdir.readiness import OPEN
from peerdir.reading.files import raw
from peerdir.reading.layout import File
from peerdir.reading.reader import read
from peerdir.reading.source import Source

LAID_OUT = "the file is laid out so that only a person can change it here"
# What stands in a command for an answer that somebody has to find out first (`readiness.OPEN`), alone or in a group.
WAITS = re.compile(rf"{OPEN}|[\[{{](?:.*(?:[\[{{]|: |, ))?{OPEN}(?:[,\]}}].*)")
OWN_FAULT = ("hidden-character", "too-large", "yaml-feature")


class ChangeError(ValueError):
    """The change cannot be made; the message says why, and what to do."""


class Assignment(NamedTuple):
    """One change as typed: where, what, and whether it is set (=), added to a list (+=) or taken out of one (-=)."""

    path: str
    text: str
    sign: str = "="


def opened(root: Path, file: File) -> Source:
    """Read a file that is to be changed. Raises ChangeError when it cannot be read as fields."""
    text = raw(root, file)
    source = read(text, limits.SIZES[file.kind]) if isinstance(text, bytes) else text
    wrong = next((one for one in source.problems if one.severity is Severity.ERROR), None)
    if wrong or not isinstance(source.data, dict):
        raise ChangeError(f"{file.path}: {wrong.message if wrong else 'it holds no fields'}; mend this first")
    return source


def assignment(typed: str) -> Assignment:
    """Read `path=value`, `path+=value` or `path-=value`. Raises ChangeError."""
    path, sign, text = typed.partition("=")
    if not sign or not path.strip("+-. "):
        raise ChangeError(f'"{typed}" is no change; write it as field=value, for example cost.free=true')
    if WAITS.fullmatch(text.strip()):
        raise ChangeError(f'"{OPEN}" in {path.rstrip("+-")} stands for what has to be found out; write that instead')
    if path.endswith(("+", "-")):
        return Assignment(path[:-1].strip(), text.strip(), f"{path[-1]}=")
    return Assignment(path.strip(), text.strip())


def changed(source: Source, kind: str, assignments: Iterable[Assignment]) -> Source:
    """Make all changes in order and return the new source. Raises ChangeError; then nothing has happened."""
    for one in assignments:
        source = _one(source, kind, one)
    return source


def _one(source: Source, kind: str, one: Assignment) -> Source:
    try:
        at = pointer(kind, one.path, source.data)
        found = part(kind, at)
        if found is None:
            raise ChangeError(f'there is no field "{one.path}"')
        if one.sign == "=":
            return put(source, kind, at, value(one.text, found)) if one.text else take_out(source, at)
        if found.type != "array":
            raise ChangeError(f"{one.path} is no list; use {one.path}=")
        added = item(one.text, found)
        return add(source, kind, at, added) if one.sign == "+=" else _take_item(source, at, added)
    except (PathError, ValueTextError) as error:
        why = str(error)
        raise ChangeError(why if one.path in why else f"{one.path}: {why}") from None


def put(source: Source, kind: str, pointer: Pointer, new: Any) -> Source:
    """Put a value where another one stands, or where none stands yet. Raises ChangeError."""
    at, whole = _deepest(source, pointer, new)
    if at in source.values and same(splice.value_at(source.data, at), whole):
        return source
    expected = copy.deepcopy(source.data)
    holder, step = splice.value_at(expected, at[:-1]), at[-1]
    if isinstance(holder, list) and step == len(holder):
        holder.append(whole)
    else:
        holder[step] = whole
    return _checked(source, lambda: _edit(source, kind, at, whole), expected, at)


def add(source: Source, kind: str, pointer: Pointer, new: Any) -> Source:
    """Add an item at the end of a list, which is made if it is not there. Raises ChangeError."""
    there = _there(source, pointer)
    if isinstance(there, list) and there:
        return put(source, kind, (*pointer, len(there)), new)
    return put(source, kind, pointer, [new])


def take_out(source: Source, pointer: Pointer) -> Source:
    """Take a field or an item out; what holds nothing else goes with it. Raises ChangeError."""
    if pointer not in source.values:
        return source
    while len(pointer) > 1 and len(splice.value_at(source.data, pointer[:-1])) == 1:
        pointer = pointer[:-1]
    expected = copy.deepcopy(source.data)
    del splice.value_at(expected, pointer[:-1])[pointer[-1]]
    return _checked(source, lambda: splice.remove(source, pointer), expected, pointer)


def _take_item(source: Source, pointer: Pointer, old: Any) -> Source:
    there = _there(source, pointer)
    found = [number for number, one in enumerate(there or ()) if same(one, old) or _is_part(old, one)]
    return take_out(source, (*pointer, found[0])) if found else source


def _is_part(few: Any, many: Any) -> bool:
    """Tell whether all fields of one group stand in another: {code: es} is what is meant by es with a note."""
    return (
        isinstance(few, Mapping)
        and isinstance(many, Mapping)
        and all(key in many and same(few[key], many[key]) for key in few)
    )


def _there(source: Source, pointer: Pointer) -> Any:
    return splice.value_at(source.data, pointer) if pointer in source.values else None


def _deepest(source: Source, pointer: Pointer, new: Any) -> tuple[Pointer, Any]:
    """Return the place that is to be written, and all of what goes there: groups that are not there yet are made.

    A group or a list that is there and empty is written anew.
    """
    for length in range(1, len(pointer)):
        at = pointer[:length]
        if at not in source.values or not splice.value_at(source.data, at):
            for step in reversed(pointer[length:]):
                new = [new] if isinstance(step, int) else {step: new}
            return at, new
    return pointer, new


def _edit(source: Source, kind: str, at: Pointer, whole: Any) -> Edit:
    if at in source.values:
        return splice.replace(source, at, whole)
    if isinstance(at[-1], int):
        return splice.add_item(source, at[:-1], whole)
    group = part(kind, at[:-1])
    return splice.add_field(source, at[:-1], at[-1], whole, group.fields if group else ())


def _checked(source: Source, make: Callable[[], Edit], expected: Any, pointer: Pointer) -> Source:
    """Make the edit, and read the new text: it must say what was meant, and nothing else."""
    line = source.locate(pointer).line
    try:
        edit = make()
    except splice.ByHandError as error:
        raise ChangeError(str(error)) from None
    after = read(fix.apply(source.raw, [edit]), limits.SIZES["vocabulary"])
    if not same(after.data, expected):
        why = next((one.message for one in after.problems if one.rule in OWN_FAULT), None)
        raise ChangeError(why or f"line {line}: {LAID_OUT}")
    return after


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal, true and 1 apart, in whichever order their fields stand."""
    if type(one) is not type(other):
        return False
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
