"""The file name is the id: small letters a-z, digits and single hyphens. An `id` inside must say the same.

The id stands in web addresses and in other files; two names for one entry break both.

Bad:

    id: another-name

Good:

    id: example
"""

import re
from collections.abc import Iterator

from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR
KINDS = ("program", "organization", "vocabulary")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 64
# Names that web servers or Windows keep for themselves.
RESERVED = {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Check the file's name, and the id inside if there is one."""
    del context
    written = entry.source.data.get("id")
    if written is not None and written != entry.id:
        yield ("id",), f'the id "{written}" is not the file name "{entry.id}"; delete the line or rename the file'
    if not ID.fullmatch(entry.id) or len(entry.id) > LONGEST:
        allowed = f"use a-z, 0-9 and single hyphens, at most {LONGEST} characters"
        yield (), f'the file name "{entry.id}.yaml" cannot be an id; {allowed}'
    elif entry.id in RESERVED:
        yield (), f'the file name "{entry.id}.yaml" is reserved; choose another one'
