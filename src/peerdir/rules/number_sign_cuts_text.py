"""Text that holds a blank and a number sign needs quotes: everything behind " #" is a comment, and is lost.

"People on dialysis share #1 rides" would be published as "People on dialysis share".

Bad:

    summary: Neighbors share #1 rides to the clinic.

Good:

    summary: "Neighbors share #1 rides to the clinic."
"""

import re
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.ERROR
KINDS = ALL_KINDS
# Comments have a blank behind the sign; a number or a word directly behind it was meant as text.
MEANT_AS_TEXT = re.compile(r"[ \t]+#(?!peerdir:)\w")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at what follows every unquoted value on its line."""
    del context
    lines = entry.source.text.split("\n")
    for pointer in entry.source.plain:
        span = entry.source.values[pointer]
        if MEANT_AS_TEXT.match(lines[span.end_line - 1][span.end_column - 1 :]):
            yield pointer, "everything behind the # is lost; put the whole text in quotes"
