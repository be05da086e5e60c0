"""Plain data as YAML text, the way a directory's files are written: plain where it can be, quoted where it must."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peerdir.reading.source import LOOK_ALIKE

# Text that begins with a letter or a digit and holds nothing that YAML takes for its own.
PLAIN = re.compile(r"[^\W_](?:[^\n\t:#]|:(?=[^\s,\[\]{}])|(?<=\S)#)*(?<!\s)")
# The parser takes no colon and no question mark inside plain text in brackets.
PLAIN_IN_BRACKETS = re.compile(r"[^\W_](?:[^\n\t:?#,\[\]{}]|(?<=\S)#)*(?<!\s)")
# What a person must dial, or a machine would take for a number: quoted wherever it stands, so that nobody has to think.
NUMBER = re.compile(r"[-+.0-9][-+.,0-9_eExXoO:() ]*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WORD = re.compile(r"[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*")
# `~` and `null` are nothing, and so is a text of dashes or dots that ends a document.
NOTHING = ("null", "~")
WIDEST = 110


def scalar(value: Any, *, in_brackets: bool = False) -> str:
    """Write a text, a number or true and false so that it is read as just that."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    plain = PLAIN_IN_BRACKETS if in_brackets else PLAIN
    looks = LOOK_ALIKE.fullmatch(value) or (NUMBER.fullmatch(value) and not DAY.fullmatch(value))
    if plain.fullmatch(value) and not looks and value.casefold() not in NOTHING:
        return value
    return quoted(value)


def quoted(text: str) -> str:
    """Write a text in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def flow(value: Any) -> str:
    """Write a value on one line: `[adults, women]`, `{role: public, phone: "+1-619-555-0100"}`."""
    if isinstance(value, Mapping):
        fields = (f"{scalar(name, in_brackets=True)}: {flow(below)}" for name, below in value.items())
        return "{" + ", ".join(fields) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, in_brackets=True)


def field(name: str, value: Any, indent: str = "") -> list[str]:
    """Write a field of a group in lines, without line ends."""
    head = f"{indent}{scalar(name)}:"
    if isinstance(value, Mapping) and value:
        return [head, *(line for key, below in value.items() for line in field(key, below, indent + "  "))]
    if isinstance(value, list) and value and not _is_short(value, len(head)):
        return [head, *(line for one in value for line in item(one, indent + "  "))]
    if isinstance(value, str) and _is_text_in_lines(value):
        return [f"{head} |{'' if value.endswith(chr(10)) else '-'}", *_lines(value, indent + "  ")]
    return [f"{head} {flow(value) if isinstance(value, Mapping | list) else scalar(value)}"]


def item(value: Any, indent: str = "") -> list[str]:
    """Write an item of a list in lines; all but the first begin under the text behind the dash."""
    if isinstance(value, Mapping) and value:
        lines = [line for name, below in value.items() for line in field(name, below)]
    else:
        lines = [flow(value) if isinstance(value, Mapping | list) else scalar(value)]
    return [f"{indent}{'  ' if number else '- '}{line}" if line else "" for number, line in enumerate(lines)]


def _is_short(values: Sequence[Any], before: int) -> bool:
    """Tell whether a list holds codes only and fits on a line."""
    return all(isinstance(one, str) and WORD.fullmatch(one) for one in values) and before + len(flow(values)) < WIDEST


def _is_text_in_lines(text: str) -> bool:
    """Tell whether a text can stand in lines of its own and be read back as it is."""
    lines = text.removesuffix("\n").split("\n")
    ends_well = not text.endswith("\n\n") and not any(line != line.rstrip() for line in lines)
    return "\n" in text and ends_well and bool(lines[0]) and not text.startswith((" ", "\t")) and bool(lines[-1])


def _lines(text: str, indent: str) -> Iterator[str]:
    return (f"{indent}{line}" if line else "" for line in text.removesuffix("\n").split("\n"))
