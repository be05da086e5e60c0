"""Each location of a program has a key of its own: the schedule cannot tell two of one key apart.

Bad:

    locations:
      - {key: room, type: physical, address: {city: San Diego, country: US}}
      - {key: room, type: phone}

Good:

    locations:
      - {key: room, type: physical, address: {city: San Diego, country: US}}
      - {key: line, type: phone}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the keys of all locations."""
    del context
    seen: dict[str, int] = {}
    for index, location in enumerate(entry.program.locations):
        if (first := seen.setdefault(location.key, index)) != index:
            line = entry.source.locate(("locations", first, "key")).line
            message = f'the location in line {line} has the key "{location.key}" already; choose another one here'
            yield ("locations", index, "key"), message
