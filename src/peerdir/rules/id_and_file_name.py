"""The file name is the id: small letters a-z, digits and single hyphens. An `id` inside must say the same.

The id stands in web addresses and in other files; two names for one entry break both.

Bad:

    id: another-name

Good:

    id: example
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR
KINDS = ("program", "organization", "vocabulary")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Check the id inside, if there is one. A file whose name cannot be an id is no entry (`collection.load`)."""
    del context
    written = entry.source.data.get("id")
    if written is not None and written != entry.id:
        yield ("id",), f'the id "{written}" is not the file name "{entry.id}"; delete the line or rename the file'
