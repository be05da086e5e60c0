"""The same program must not stand in two files: the same name in the same place, or the same phone and name.

One of the two will be kept up to date, and people will find the other one.

Bad:

    name: Second Example
    contacts: [{role: public, phone: "+1-619-555-0150"}]

Good:

    name: Another Example
    contacts: [{role: public, phone: "+1-619-555-0151"}]
"""

from collections.abc import Iterator

from peerdir.analyse import words
from peerdir.clean import cut
from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.records import Program
from peerdir.rule import Context, Finding
from peerdir.words import city, dial

SEVERITY = Severity.ERROR


def check_collection(context: Context) -> Iterator[tuple[Entry, Finding]]:
    """Compare all programs by their fingerprints; both files carry the finding, each with the other's place."""
    first: dict[tuple[str, str, str], Entry] = {}
    for entry in context.collection.entries:
        if entry.kind != "program" or entry.program.status in ("closed", "historical"):
            continue
        seen = [first.setdefault(print_, entry) for print_ in _fingerprints(entry.program)]
        if twin := next((other for other in seen if other is not entry), None):
            yield twin, _finding(entry)
            yield entry, _finding(twin)


def _finding(twin: Entry) -> Finding:
    line = twin.source.locate(("name",)).line
    return ("name",), f'this looks like "{cut(twin.program.name)}" in {twin.path}:{line}; keep one of the two files'


def _fingerprints(program: Program) -> Iterator[tuple[str, str, str]]:
    name = " ".join(words(program.name))
    # Everything online is in one "place", so that says nothing.
    rooms = (location for location in program.locations if location.type in ("physical", "confidential"))
    for place in {city(location).casefold() for location in rooms}:
        yield "place", name, place
    for phone in {dial(contact.phone) for contact in program.contacts if contact.phone}:
        if phone:
            yield "phone", name, phone
