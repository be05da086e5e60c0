"""Text that other programs take for something else needs quotes: postal codes, times, `no`, phone numbers.

`02134` loses its zero, `18:00` becomes 1080, `no` becomes false, and +441234567890 loses its plus. This tool reads
them right; the next one may not.

Bad:

    languages: [{code: no}]

Good:

    languages: [{code: "no"}]
"""

import functools
import re
from collections.abc import Iterator

from peerdir.collection import Entry
from peerdir.diagnostic import Pointer, Severity
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.ERROR
KINDS = ALL_KINDS
# Numbers, times, and the words for true, false and nothing, in YAML 1.1 or 1.2. Dates mean the same everywhere.
LOOK_ALIKE = re.compile(
    r"[-+]?[0-9][0-9_]*|[-+]?0[xob][0-9a-fA-F_]+|[-+]?(\.[0-9]+|[0-9][0-9_]*\.[0-9_]*)([eE][-+]?[0-9]+)?"
    r"|[0-9]+(:[0-9]{2})+|[-+]?\.(inf|nan)|~|null|true|false|yes|no|on|off|y|n",
    re.IGNORECASE,
)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every unquoted value that the contract reads as text."""
    del context
    for pointer, text in entry.source.plain.items():
        if LOOK_ALIKE.fullmatch(text) and isinstance(_value(entry, pointer), str):
            shown = "the number" if pointer[-1] == "phone" else f'"{text}"'
            yield pointer, f"put {shown} in quotes; without them other programs read a number, a time or yes/no"


def _value(entry: Entry, pointer: Pointer) -> object:
    return functools.reduce(lambda value, part: value[part], pointer, entry.source.data)
