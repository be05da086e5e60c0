"""What people type for a value, as the kind of value that the contract wants at that place."""

import math
from typing import Any

from peerdir import limits
from peerdir.clean import cut
from peerdir.edit.contract import Part, below, is_list_of_words, only_field
from peerdir.reading.reader import read

YES, NO = ("true", "yes", "y", "on"), ("false", "no", "n", "off")
OPENING = ("[", "{")
LARGEST = 10**15


class ValueTextError(ValueError):
    """The text cannot be the value that belongs there; the message says what can."""


def value(text: str, part: Part) -> Any:
    """Return the value that `text` means where `part` says what may stand. Raises ValueTextError.

    Codes and days are parted by commas. A list of sentences is one sentence, or written as [one, "two, or three"].
    """
    if part.type in ("array", "object", "") and text.lstrip().startswith(OPENING):
        return _written(text)
    match part.type:
        case "array":
            return _list(text, part)
        case "object":
            return _group(text, part)
        case "boolean":
            return _yes_or_no(text)
        case "integer" | "number":
            return _number(text, part)
        case _:
            return text


def item(text: str, part: Part) -> Any:
    """Return one item of the list that `part` describes."""
    inside = below(part, 0)
    return value(text, inside) if inside else text


def _list(text: str, part: Part) -> list[Any]:
    inside = below(part, 0)
    is_words = is_list_of_words(part) or (inside is not None and only_field(inside) is not None)
    texts = [one.strip() for one in text.split(",")] if is_words else [text]
    return [item(one, part) for one in texts if one]


def _group(text: str, part: Part) -> Any:
    name = only_field(part)
    inside = below(part, name) if name else None
    if name is None or inside is None:
        fields = ", ".join(part.fields)
        raise ValueTextError(f"this is a group of fields; name one of them, such as .{part.fields[0]} ({fields})")
    return {name: value(text, inside)}


def _yes_or_no(text: str) -> bool:
    if text.casefold() not in YES + NO:
        raise ValueTextError(f'"{cut(text)}" is neither true nor false')
    return text.casefold() in YES


def _number(text: str, part: Part) -> Any:
    """Return a number as it is typed. A year may also be a day, so text is allowed where the contract allows it."""
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        if math.isfinite(number) and abs(number) < LARGEST:
            return number
    if isinstance(part.rules.get("type"), list):
        return text
    raise ValueTextError(f'"{cut(text)}" is not a number')


def _written(text: str) -> Any:
    """Read a list or a group that is written in brackets."""
    source = read(text.encode("utf-8", "surrogateescape"), limits.SIZES["program"])
    if source.data is None or source.problems:
        why = source.problems[0].message if source.problems else "it is empty"
        raise ValueTextError(f"this cannot be read: {why}")
    return source.data
