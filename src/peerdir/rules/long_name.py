"""A name above 64 characters is cut off in meeting lists, and breaks the lines of a booklet.

What it says beyond the name belongs in the summary; other names have their place in `also_known_as`.

Bad:

    name: The Weekly Community Group for Neighbors Who Live With Type 2 Diabetes

Good:

    name: Sugar Talk City Heights
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
LONGEST = 64


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Count the characters of the name."""
    del context
    if (length := len(entry.program.name)) > LONGEST:
        yield ("name",), f"the name has {length} characters, lists cut it at {LONGEST}; move the rest to the summary"
