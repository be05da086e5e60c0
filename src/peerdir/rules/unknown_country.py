"""A country is written with its two-letter code (ISO 3166-1); a code that no country has names no place.

The United Kingdom is GB, not UK; Switzerland is CH, not SW.

Bad:

    locations: [{key: room, type: physical, address: {city: London, country: UK}}]
    schedule: [{location: room, by_appointment: true}]

Good:

    locations: [{key: room, type: physical, address: {city: London, country: GB}}]
    schedule: [{location: room, by_appointment: true}]
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.places.countries import boxes
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.ERROR
KINDS = ALL_KINDS
MEANT = {"UK": "GB", "EN": "GB", "SW": "CH or SE"}


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every field called `country`."""
    del context
    for pointer, code in entry.source.texts("country"):
        if code not in boxes():
            hint = f"did you mean {MEANT[code]}?" if code in MEANT else "look it up in ISO 3166-1"
            yield pointer, f'no country has the code "{code}"; {hint}'
