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
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from peerdir.analyse import SMALL_WORDS, words
from peerdir.clean import cut
from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Fact, Finding, Known, told
from peerdir.words import city

SEVERITY = Severity.WARNING
# A letter of a short word makes another name (Mum, Sun, type B), and so does any digit.
LONG_WORD, LONG_NAME = 6, 15


class Named(NamedTuple):
    """What is compared of a program: its name, where that stands, the name's words, and the conditions."""

    path: str
    name: str
    line: int
    words: Sequence[str]
    conditions: Sequence[str]


def facts(entry: Entry) -> Fact:
    """Return the name, its line, the conditions and the cities."""
    if entry.kind != "program" or not entry.program.listed:
        return None
    rooms = (location for location in entry.program.locations if location.type in ("physical", "confidential"))
    cities = sorted({city(location).casefold() for location in rooms})
    return [entry.program.name, entry.source.locate(("name",)).line, list(entry.program.conditions), cities]


def compare(known: Known) -> Iterator[tuple[str, Finding]]:
    """Compare programs by what their names have in common; both files name the other."""
    first: dict[str, list[Named]] = defaultdict(list)
    for path, (name, line, conditions, cities) in told(known):
        this = Named(path, name, line, words(name), conditions)
        keys = set(_keys(this.words, cities))
        if twin := next((other for key in sorted(keys) for other in first[key] if _alike(this, other)), None):
            yield twin.path, _finding(this)
            yield path, _finding(twin)
        for key in keys:
            if len(first[key]) < 3:
                first[key].append(this)


def _finding(twin: Named) -> Finding:
    where = f"{twin.path}:{twin.line}"
    return ("name",), f'this is nearly "{cut(twin.name)}" in {where}; if both are one, keep one file'


def _alike(one: Named, other: Named) -> bool:
    """The same name altogether is duplicate-program's business."""
    return one.words != other.words and not set(one.conditions).isdisjoint(other.conditions)


def _keys(found: Sequence[str], cities: Iterable[str]) -> Iterator[str]:
    """What two nearly equal names share: their words in any order, or all but one letter of a long word."""
    name, large = " ".join(found), sorted(set(found) - SMALL_WORDS)
    for place in cities:
        if len(large) > 1:
            yield f"{place}: {' '.join(large)}"
        yield f"{place}: {name}"
        for at, word in enumerate(found if len(name) >= LONG_NAME else ()):
            if len(word) >= LONG_WORD and word.replace("'", "").isalpha():
                for i in range(1, len(word)):
                    yield f"{place}: {' '.join([*found[:at], f'{word[:i]}{word[i + 1 :]}', *found[at + 1 :]])}"
