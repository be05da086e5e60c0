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
# "12 Example Street", "100 N. Main Ave", "Musterstraße 5", "12 rue Exemple", "Calle Ejemplo 12"
STREET = re.compile(
    r"\b[0-9]{1,5}[A-Za-z]?[ ,]+(?:[\w.'-]+ ){1,4}"
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|way|court|ct|place|pl|highway|hwy)\b"
    r"|\b[0-9]{1,5},? (?:rue|avenue|boulevard|route)\b"
    r"|\w+(?:straße|strasse|str\.) ?[0-9]"
    r"|\b(?:calle|avenida|carrera|vía) [\w .'-]{1,40}[0-9]",
    re.IGNORECASE,
)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Read the words of every confidential place."""
    del context
    for index, location in enumerate(entry.program.locations):
        if location.type != "confidential":
            continue
        for name in ("area", "name", "transportation"):
            if STREET.search(getattr(location, name) or ""):
                yield ("locations", index, name), "this reads like a street address of a confidential place; delete it"
