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

from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.rule import Context, Finding
from peerdir.words import dial

SEVERITY = Severity.WARNING


def check_collection(context: Context) -> Iterator[tuple[Entry, Finding]]:
    """Compare the public numbers of all listed programs; the file whose name comes later carries the finding."""
    first: dict[str, Entry] = {}
    for entry in context.collection.entries:
        if entry.kind != "program" or not entry.program.listed:
            continue
        for index, contact in enumerate(entry.program.contacts):
            number = dial(contact.phone or "") if contact.visibility == "public" else None
            other = first.setdefault(number, entry) if number else entry
            if other.program.organization != entry.program.organization:
                where = f"{other.path}:{other.source.locate(('contacts',)).line}"
                message = f"{where} has the same number for another organization; check which one is right"
                yield entry, (("contacts", index, "phone"), message)
