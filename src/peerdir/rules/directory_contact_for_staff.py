"""The contact in directory.yaml is for readers, who send corrections to it; it cannot be for staff.

It stands on every page. Marked for staff it is left out, and nobody can say that a number is wrong.

Bad:

    # directory.yaml
    title: Example
    publisher: Example
    contact: {role: Desk, email: desk@example.org, visibility: staff}
    country: US
    time_zone: America/Los_Angeles
    languages: [en]
    emergency: [{name: Emergency, phone: "911"}]
    inclusion_policy: Programs that help.

Good:

    # directory.yaml
    title: Example
    publisher: Example
    contact: {role: Desk, email: desk@example.org}
    country: US
    time_zone: America/Los_Angeles
    languages: [en]
    emergency: [{name: Emergency, phone: "911"}]
    inclusion_policy: Programs that help.
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR
KINDS = ("directory",)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at the contact of the settings."""
    del entry
    if context.collection.directory.contact.visibility == "staff":
        yield ("contact", "visibility"), "readers send corrections here; delete this line or name another contact"
