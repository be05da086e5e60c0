"""Blanks at the end of a line cannot be seen, and a change of them hides among the changes that matter.

In a block of text, behind `|` or `>`, they may be meant and are left alone.

Bad:

    status: active\x20\x20
    cost: {free: true}

Good:

    status: active
    cost: {free: true}
"""  # noqa: D301 - the backslashes are the blanks of the example

import re
from collections.abc import Iterator

from peerdir.diagnostic import Edit, Severity
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.WARNING
KINDS = ALL_KINDS
BLANKS = re.compile(r"(?<![ \t])[ \t]+(?=[\r\n]|\Z)")
MAY_END_A_LINE = (" \n", "\t\n", " \r", "\t\r")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every line; all of an entry are one finding."""
    del context
    source = entry.source
    if not source.text.endswith((" ", "\t")) and not any(ending in source.text for ending in MAY_END_A_LINE):
        return
    blocks = [source.bounds(pointer) for pointer in source.scalars if source.is_block(pointer)]
    edits = tuple(
        Edit(source.span(*found.span()), "")
        for found in BLANKS.finditer(source.text)
        # In double quotes a backslash makes the blank behind it part of the text.
        if source.text[found.start() - 1 : found.start()] != "\\"
        and not any(start <= found.start() < end for start, end in blocks)
    )
    if edits:
        lines = "1 line ends" if len(edits) == 1 else f"{len(edits)} lines end"
        yield (), f"{lines} in blanks; delete them", edits
