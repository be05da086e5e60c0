"""People in need call or write: a listed program needs a public phone number or e-mail address, not only a web page.

A web page answers no question, and not everybody can use one.

Bad:

    contacts: [{role: public, url: "https://www.example.org/group"}]

Good:

    contacts: [{role: public, url: "https://www.example.org/group", email: hello@example.org}]
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look for a phone or an e-mail among the public contacts."""
    del context
    public = [(index, one) for index, one in enumerate(entry.program.contacts) if one.visibility == "public"]
    if entry.program.listed and public and not any(one.phone or one.email for _, one in public):
        message = "the public can reach this program on a web page only; add the phone or the e-mail of a desk"
        yield ("contacts", public[0][0], "url"), message
