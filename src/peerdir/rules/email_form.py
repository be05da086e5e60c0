"""An e-mail address must be one plain address that can be written to.

Bad:

    contacts: [{role: public, email: hello at example.org}]

Good:

    contacts: [{role: public, email: hello@example.org}]
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding
from peerdir.words import is_email

SEVERITY = Severity.ERROR
KINDS = ALL_KINDS


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every field called `email`."""
    del context
    for pointer, value in entry.source.texts("email"):
        if not is_email(value):
            yield pointer, "this is not one e-mail address; write it like hello@example.org, without blanks or a name"
