"""What is known of a new entry before anybody is asked: from a file, and from what is set in a script."""

import json
from collections.abc import Iterable
from typing import Any

from peerdir import limits
from peerdir.edit.change import ChangeError, assignment
from peerdir.edit.contract import part
from peerdir.edit.draft import put
from peerdir.edit.paths import PathError, pointer
from peerdir.edit.values import ValueTextError, item, value
from peerdir.reading.reader import read


class GatherError(ValueError):
    """What was given cannot be used; the message says why."""


def from_file(raw: bytes, *, is_json: bool) -> dict[str, Any]:
    """Read an entry, or a part of one, from the bytes of a file. Raises GatherError."""
    data = _json(raw) if is_json else _yaml(raw)
    if not isinstance(data, dict):
        raise GatherError("there are no fields in it; write them as field: value")
    return data


def _yaml(raw: bytes) -> Any:
    source = read(raw, limits.SIZES["program"])
    errors = [one for one in source.problems if one.severity == "error"]
    if errors:
        raise GatherError(f"line {errors[0].span.line}: {errors[0].message}")
    return source.data


def _json(raw: bytes) -> Any:
    if len(raw) > limits.SIZES["program"].bytes:
        raise GatherError(f"it has {len(raw):,} bytes; the limit is {limits.SIZES['program'].bytes:,}")
    try:
        data = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
        # What has passed the reader's limits once will pass them again.
        json.dumps(data, ensure_ascii=False).encode()
    except GatherError:
        raise
    except (ValueError, RecursionError) as error:
        place = f"line {error.lineno}: " if isinstance(error, json.JSONDecodeError) else ""
        raise GatherError(f"{place}this cannot be read as JSON") from None
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise GatherError(f'"{next(one for one in names if names.count(one) > 1)}" stands there twice')
    return found


def _no_number(name: str) -> Any:
    raise GatherError(f"{name} is not a number that can be written down")


def assign(data: dict[str, Any], kind: str, typed: Iterable[str]) -> None:
    """Put what was typed as `path=value` into plain data. Raises GatherError."""
    for one in typed:
        try:
            path, text, sign = assignment(one)
            at = pointer(kind, path, data)
            found = part(kind, at)
            if found is None or sign == "-=":
                raise GatherError(f"{one}: a new entry has nothing yet that could be taken out")
            if sign == "+=":
                there = _there(data, at)
                put(data, (*at, len(there)) if there else at, item(text, found) if there else [item(text, found)])
            else:
                put(data, at, value(text, found))
        except (ChangeError, PathError, ValueTextError) as error:
            why = str(error)
            raise GatherError(why if path_of(one) in why else f"{path_of(one)}: {why}") from None


def path_of(typed: str) -> str:
    """Return the path of what was typed."""
    return typed.partition("=")[0].rstrip("+-")


def _there(data: Any, at: tuple[str | int, ...]) -> list[Any]:
    for step in at:
        if not isinstance(data, dict | list) or (isinstance(data, dict) and step not in data):
            return []
        if isinstance(data, list) and (not isinstance(step, int) or step >= len(data)):
            return []
        data = data[step]  # type: ignore[index]
    return data if isinstance(data, list) else []
