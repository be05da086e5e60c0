"""Where a value stands, as people type it: `contacts.1.phone` is the phone of the first contact.

An item of a list is named by its number, counted from 1, or by its own key, code or role: `locations.clinic.name`.
"""

import difflib
import re
from collections.abc import Mapping
from typing import Any

from peerdir.clean import cut
from peerdir.diagnostic import Pointer
from peerdir.edit.contract import Part, below, part

ITEM = re.compile(r"\[([0-9]+)\]")
NAMES_OF_ITEMS = ("key", "code", "role", "name", "title")


class PathError(ValueError):
    """There is no such place in an entry; the message says what there is."""


def pointer(kind: str, path: str, data: Any) -> Pointer:
    """Return where `path` leads in a file of `kind` that holds `data`. Raises PathError."""
    found = part(kind)
    steps: list[str | int] = []
    for word in ITEM.sub(r".\1", path).split("."):
        if found is None:
            raise PathError(f'"{cut(path)}" goes too deep: "{steps[-1]}" has no fields of its own')
        step = _item(word, path, found, data) if found.type == "array" else _field(word, path, found)
        data = _inside(data, step)
        found = below(found, step)
        steps.append(step)
    return tuple(steps)


def written(pointer: Pointer) -> str:
    """Write a pointer as people type it."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in pointer)


def _field(word: str, path: str, found: Part) -> str:
    # Groups such as `translations` take any name; whether it is a good one is for the contract.
    if below(found, word) is not None or (not found.fields and found.type == "object"):
        return word
    if not found.fields:
        raise PathError(f'"{cut(path)}" goes too deep: a value has no field "{cut(word)}"')
    near = _deeper(word, found) or difflib.get_close_matches(word, found.fields, 1, 0.6)
    hint = f'did you mean "{near[0]}"?' if near else f"the fields here are {', '.join(found.fields)}"
    where = "" if word == path else f' in "{cut(path)}"'
    raise PathError(f'there is no field "{cut(word)}"{where}; {hint}')


def _deeper(word: str, found: Part) -> list[str]:
    """Return where a field of that name stands in one of the groups here: `capacity` stands in `referral`."""
    groups = ((name, below(found, name)) for name in found.fields)
    return [f"{name}.{word}" for name, group in groups if group and group.type == "object" and word in group.fields]


def _item(word: str, path: str, found: Part, data: Any) -> int:
    items = data if isinstance(data, list) else []
    if word.isascii() and word.isdigit():
        number = int(word) if len(word) < 4 else 0
        if not 1 <= number <= len(items) + 1:
            most = f"1 to {len(items)}, and {len(items) + 1} adds one" if items else "1 adds the first one"
            raise PathError(f'"{cut(path)}": the entries are counted from 1; {most}')
        return number - 1
    named = [number for number, one in enumerate(items) if _is_called(one, word)]
    if len(named) == 1:
        return named[0]
    if len(named) > 1:
        raise PathError(f'"{cut(path)}": {len(named)} entries are called "{cut(word)}"; use a number, from 1')
    example = next((name for name in found.fields), "")
    raise PathError(f'"{cut(path)}": no entry is called "{cut(word)}"; use its number, from 1{example and "."}')


def _is_called(value: Any, word: str) -> bool:
    names = [value.get(name) for name in NAMES_OF_ITEMS] if isinstance(value, Mapping) else [value]
    return any(isinstance(name, str) and name.casefold() == word.casefold() for name in names)


def _inside(data: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return data[step] if isinstance(data, list) and step < len(data) else None
    return data.get(step) if isinstance(data, Mapping) else None
