"""The same program must not stand in two files: the same name at the same address, or the same phone and name.

One of the two will be kept up to date, and people will find the other one.

Bad:

    name: Second Example
    contacts: [{role: public, phone: "+1-619-555-0150"}]

Good:

    name: Another Example
    contacts: [{role: public, phone: "+1-619-555-0151"}]
"""

from collections.abc import Iterator
from typing import NamedTuple

from peerdir.analyse import words
from peerdir.clean import cut
from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.records import Location, Program
from peerdir.rule import Fact, Finding, Known, told
from peerdir.words import city, dial

SEVERITY = Severity.ERROR


class Twin(NamedTuple):
    """The other program: its file, its name and the line of that."""

    path: str
    name: str
    line: int


def facts(entry: Entry) -> Fact:
    """Return the name, its line, and the program's fingerprints."""
    if entry.kind != "program" or entry.program.status in ("closed", "historical"):
        return None
    return [entry.program.name, entry.source.locate(("name",)).line, list(_fingerprints(entry.program))]


def compare(known: Known) -> Iterator[tuple[str, Finding]]:
    """Compare all programs by their fingerprints; both files carry the finding, each with the other's place."""
    first: dict[str, Twin] = {}
    for path, (name, line, prints) in told(known):
        this = Twin(path, name, line)
        seen = [first.setdefault(print_, this) for print_ in prints]
        if twin := next((other for other in seen if other.path != path), None):
            yield twin.path, _finding(this)
            yield path, _finding(twin)


def _finding(twin: Twin) -> Finding:
    return ("name",), f'this looks like "{cut(twin.name)}" in {twin.path}:{twin.line}; keep one of the two files'


def _fingerprints(program: Program) -> Iterator[str]:
    name = " ".join(words(program.name))
    # Everything online is in one "place", so that says nothing.
    rooms = (location for location in program.locations if location.type in ("physical", "confidential"))
    yield from sorted({f"{name}, in {' '.join(words(_place(location)))}" for location in rooms})
    yield from sorted({f"{name}, {number}" for one in program.contacts if (number := dial(one.phone or ""))})


def _place(location: Location) -> str:
    """The street and the city. Groups with one plain name meet in many streets of a large city."""
    street = location.address.line1 if location.address else None
    return f"{street or ''} {city(location)}"
