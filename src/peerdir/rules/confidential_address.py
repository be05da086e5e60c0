"""A confidential place tells its area and nothing more: no address, no coordinates, no street in its name or notes.

Somebody's safety may hang on it. The contract refuses the fields; this rule also reads the words.

Bad:

    locations: [{key: home, type: confidential, area: "12 Example Street, San Diego"}]
    schedule: [{location: home, by_appointment: true}]

Good:

    locations: [{key: home, type: confidential, area: San Diego County}]
    schedule: [{location: home, by_appointment: true}]
"""

import re
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.prose import STREET
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR
WITHHOLDS = True
MESSAGE = "this reads like a street address of a confidential place; delete it"
# At the very start a number before a capital letter is a house number, whatever the street is called.
HOUSE = re.compile(r"[0-9]{1,5}[A-Za-z]?,? [A-Z]")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Read the words of every confidential place."""
    del context
    for index, location in enumerate(entry.program.locations):
        if location.type != "confidential":
            continue
        for name in ("area", "name", "transportation"):
            if _is_street(getattr(location, name) or ""):
                yield ("locations", index, name), MESSAGE
        for number, slot in enumerate(entry.program.schedule):
            if slot.location == location.key and _is_street(slot.title or ""):
                yield ("schedule", number, "title"), MESSAGE


def _is_street(text: str) -> bool:
    return bool(HOUSE.match(text) or STREET.search(text))
