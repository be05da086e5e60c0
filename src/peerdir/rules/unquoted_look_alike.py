"""Text that other programs take for something else needs quotes: postal codes, times, `no`, phone numbers.

`02134` loses its zero, `18:00` becomes 1080, `no` becomes false, and +441234567890 loses its plus. This tool reads
them right; the next one may not.

Bad:

    languages: [{code: no}]

Good:

    languages: [{code: "no"}]
"""

import functools
from collections.abc import Iterator

from peerdir.clean import cut, in_contact
from peerdir.diagnostic import Pointer, Severity
from peerdir.reading.collection import Entry
from peerdir.reading.source import LOOK_ALIKE
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.ERROR
KINDS = ALL_KINDS


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every unquoted value that the contract reads as text."""
    del context
    for pointer, text in entry.source.plain.items():
        if pointer[:1] != ("extra",) and LOOK_ALIKE.fullmatch(text) and isinstance(_value(entry, pointer), str):
            message = f"put {_shown(pointer, text)} in quotes; without them other programs read {_kind(text)}"
            yield pointer, message, entry.source.retype(pointer, text)


def _shown(pointer: Pointer, text: str) -> str:
    if pointer[-1] == "phone":
        return "the number"
    return "the value" if in_contact(pointer) else f'"{cut(text)}"'


def _kind(text: str) -> str:
    """What other programs take a text for."""
    if ":" in text:
        return "minutes and seconds"
    return "a number" if text[-1:].isdigit() or text.startswith((".", "-", "+")) else "yes, no or nothing"


def _value(entry: Entry, pointer: Pointer) -> object:
    return functools.reduce(lambda value, part: value[part], pointer, entry.source.data)
