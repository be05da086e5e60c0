"""The same thing twice in one list is a slip: a code, a language, a day, a step, a whole meeting.

Readers stumble over it, and whoever copies the list takes it along.

Bad:

    conditions: [diabetes-type-2, hypertension, diabetes-type-2]

Good:

    conditions: [diabetes-type-2, hypertension]
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from peerdir.diagnostic import Pointer, Severity
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.WARNING
KINDS = ALL_KINDS
# Two calls on one day can both stay without an answer; locations and terms have rules of their own.
MAY_REPEAT = ("history", "except", "locations", "terms")
CODE = re.compile(r"[A-Za-z0-9]*[A-Za-z][\w-]*")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the items of every list."""
    del context
    for pointer, items in _lists(entry.source.data):
        seen: dict[str, int] = {}
        for index, item in enumerate(items):
            text = item if isinstance(item, str) else json.dumps(item, sort_keys=True)
            if (first := seen.setdefault(text, index)) != index:
                line = entry.source.locate((*pointer, first)).line
                shown = f'"{item}"' if isinstance(item, str) and CODE.fullmatch(item) else "this"
                message = f"{shown} stands in this list already, in line {line}; delete one of the two"
                yield (*pointer, index), message, entry.source.without((*pointer, index))


def _lists(data: Any) -> Iterator[tuple[Pointer, list[Any]]]:
    """Yield every list of two or more, wherever it is; what an import left over is not ours to judge."""
    rest: list[tuple[Pointer, Any]] = [((), data)]
    while rest:
        pointer, value = rest.pop()
        if isinstance(value, list) and len(value) > 1 and pointer[-1] not in MAY_REPEAT:
            yield pointer, value
        items = value.items() if isinstance(value, dict) else enumerate(value)
        rest += [((*pointer, key), part) for key, part in items if isinstance(part, dict | list) and key != "extra"]
