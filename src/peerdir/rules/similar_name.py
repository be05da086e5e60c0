"""Two listed programs of one city and condition with nearly the same name are probably one program, written twice.

The names differ in one letter of a longer word, or in nothing but the order of words and small ones such as "the".

Bad:

    name: Neighborly Circle of Hope

    # programs/second.yaml
    name: Neighbourly Circle of Hope
    contacts: [{role: public, phone: "+1-619-555-0152"}]

Good:

    name: Neighborly Circle of Hope

    # programs/second.yaml
    name: Morning Circle of Courage
    contacts: [{role: public, phone: "+1-619-555-0152"}]
"""

from collections import defaultdict
from collections.abc import Iterator

from peerdir.analyse import SMALL_WORDS, words
from peerdir.clean import cut
from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.rule import Context, Finding
from peerdir.words import city

SEVERITY = Severity.WARNING
# A letter of a short word makes another name (Mum, Sun, type B), and so does any digit.
LONG_WORD, LONG_NAME = 6, 15


def check_collection(context: Context) -> Iterator[tuple[Entry, Finding]]:
    """Compare programs by what their names have in common; both files name the other."""
    first: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in context.collection.entries:
        if entry.kind != "program" or not entry.program.listed:
            continue
        keys = set(_keys(entry))
        if twin := next((other for key in sorted(keys) for other in first[key] if _alike(entry, other)), None):
            yield twin, _finding(entry)
            yield entry, _finding(twin)
        for key in keys:
            if len(first[key]) < 3:
                first[key].append(entry)


def _finding(twin: Entry) -> Finding:
    line = twin.source.locate(("name",)).line
    return ("name",), f'this is nearly "{cut(twin.program.name)}" in {twin.path}:{line}; if both are one, keep one file'


def _alike(entry: Entry, other: Entry) -> bool:
    """The same name altogether is duplicate-program's business."""
    one, two = entry.program, other.program
    return words(one.name) != words(two.name) and not set(one.conditions).isdisjoint(two.conditions)


def _keys(entry: Entry) -> Iterator[tuple[str, str]]:
    """What two nearly equal names share: their words in any order, or all but one letter of a long word."""
    found = words(entry.program.name)
    name, large = " ".join(found), sorted(set(found) - SMALL_WORDS)
    rooms = (location for location in entry.program.locations if location.type in ("physical", "confidential"))
    for place in {city(location).casefold() for location in rooms}:
        if len(large) > 1:
            yield place, " ".join(large)
        yield place, name
        for at, word in enumerate(found if len(name) >= LONG_NAME else ()):
            if len(word) >= LONG_WORD and word.replace("'", "").isalpha():
                for i in range(1, len(word)):
                    yield place, " ".join([*found[:at], f"{word[:i]}{word[i + 1 :]}", *found[at + 1 :]])
