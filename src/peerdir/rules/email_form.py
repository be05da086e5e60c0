"""An e-mail address must be one plain address that can be written to.

Bad:

    contacts: [{role: public, email: hello at example.org}]

Good:

    contacts: [{role: public, email: hello@example.org}]
"""

import re
from collections.abc import Iterator

from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.ERROR
KINDS = ALL_KINDS
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = re.compile(rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}@(?:{LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every field called `email`."""
    del context
    for pointer, value in entry.source.texts("email"):
        local = value.partition("@")[0]
        if not EMAIL.fullmatch(value) or ".." in value or local.startswith(".") or local.endswith("."):
            yield pointer, "this is not one e-mail address; write it like hello@example.org, without blanks or a name"
