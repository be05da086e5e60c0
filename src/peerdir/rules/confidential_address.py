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

from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR
WITHHOLDS = True
MESSAGE = "this reads like a street address of a confidential place; delete it"
# "12 Example Street", "100 N. Main Ave", "Musterstraße 5", "12 rue Exemple", "Calle Ejemplo 12"; a number at the very
# start followed by a capital letter is a house number, whatever the street is called.
STREET = re.compile(
    r"^[0-9]{1,5}[A-Za-z]?,? [A-Z]"
    r"|\b[0-9]{1,5}[A-Z]?,? (?:[A-Z0-9][\w.'-]* ){1,4}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Terrace|Parkway|Highway|Hwy)\b"
    r"|\b[0-9]{1,5},? (?:rue|[Aa]venue|[Bb]oulevard|route) "
    r"|\w+(?:straße|strasse|str\.) ?[0-9]"
    r"|\b(?:[Cc]alle|[Aa]venida|[Cc]arrera) [\w .'-]{1,40}[0-9]"
)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Read the words of every confidential place."""
    del context
    for index, location in enumerate(entry.program.locations):
        if location.type != "confidential":
            continue
        for name in ("area", "name", "transportation"):
            if STREET.search(getattr(location, name) or ""):
                yield ("locations", index, name), MESSAGE
        for number, slot in enumerate(entry.program.schedule):
            if slot.location == location.key and STREET.search(slot.title or ""):
                yield ("schedule", number, "title"), MESSAGE
