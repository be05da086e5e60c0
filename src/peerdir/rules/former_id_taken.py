"""A former id leads old links and printed codes to one entry: nobody else may have it, now or before.

Bad:

    former_ids: [second]

    # programs/second.yaml
    name: Second Circle
    summary: People who walk by the sea together.
    contacts: [{role: public, phone: "+1-619-555-0152"}]

Good:

    former_ids: [first]

    # programs/second.yaml
    name: Second Circle
    summary: People who walk by the sea together.
    contacts: [{role: public, phone: "+1-619-555-0152"}]
"""

from collections import defaultdict
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.records import Organization, Program
from peerdir.rule import Fact, Finding, Known, told

SEVERITY = Severity.ERROR


def facts(entry: Entry) -> Fact:
    """Return the former ids of a program or an organization, if it has any."""
    return list(entry.record.former_ids) or None if isinstance(entry.record, Program | Organization) else None


def compare(known: Known) -> Iterator[tuple[str, Finding]]:
    """Look for each former id among the files, broken ones too, and among the former ids of the same folder."""
    having: dict[str, list[str]] = defaultdict(list)
    for path, names in told(known):
        for name in names:
            having[_place(path, name)].append(path)
    for path, names in told(known):
        for index, name in enumerate(names):
            place = _place(path, name)
            others = [other for other in having[place] if other != path]
            if place in known:
                yield path, (("former_ids", index), f'"{name}" is the id of {place} now; take it out here')
            elif others:
                message = (
                    f'"{name}" is a former id of {others[0]} too, and can lead to one only; take it out of the other'
                )
                yield path, (("former_ids", index), message)


def _place(path: str, name: str) -> str:
    """The path that an entry with this id has, beside the one at `path`."""
    return f"{path.partition('/')[0]}/{name}.yaml"
