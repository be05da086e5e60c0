"""Programs of two organizations must not have the same public phone number: one of them was most likely copied.

A copied entry with its old number sends people to the wrong desk. Programs of one organization may share its desk.

Bad:

    name: Another Example
    organization: example-clinic
    contacts: [{role: public, phone: "+1-619-555-0150"}]

Good:

    name: Another Example
    organization: example-clinic
    contacts: [{role: public, phone: "+1-619-555-0151"}]
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Fact, Finding, Known, told
from peerdir.words import dial

SEVERITY = Severity.WARNING


def facts(entry: Entry) -> Fact:
    """Return the organization, the line of the contacts, and each public number with its place."""
    if entry.kind != "program" or not entry.program.listed:
        return None
    public = [(i, contact.phone) for i, contact in enumerate(entry.program.contacts) if contact.visibility == "public"]
    numbers = [[index, number] for index, phone in public if (number := dial(phone or ""))]
    return [entry.program.organization, entry.source.locate(("contacts",)).line, numbers]


def compare(known: Known) -> Iterator[tuple[str, Finding]]:
    """Compare the public numbers of all listed programs; the file whose name comes later carries the finding."""
    first: dict[str, tuple[str, str, int]] = {}
    for path, (organization, line, numbers) in told(known):
        for index, number in numbers:
            other, runner, at = first.setdefault(number, (path, organization, line))
            if runner != organization:
                message = f"{other}:{at} has the same number for another organization; check which one is right"
                yield path, (("contacts", index, "phone"), message)
