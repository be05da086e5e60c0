"""Which codes there are, which programs use them, and how often."""

from collections import Counter
from collections.abc import Sequence

from peerdir.reading.collection import Collection
from peerdir.records import FUNCTIONS, Program, Term, Vocabulary
from peerdir.references import codes

Usage = Counter[tuple[str, str]]
"""For each vocabulary and code: how many programs use it."""


def count(collection: Collection) -> Usage:
    """Count, for each vocabulary and code, the programs that use it, closed and historical ones included."""
    used: Usage = Counter()
    for program in collection.programs:
        used.update(_codes(program))
    return used


def users(collection: Collection, vocabulary: Vocabulary, term: Term) -> Sequence[str]:
    """Return the ids of the programs that use a term."""
    return [program.id for program in collection.programs if (vocabulary.id, term.code) in _codes(program)]


def find(collection: Collection, code: str) -> Sequence[tuple[Vocabulary, Term]]:
    """Find a code in every vocabulary, or in the one named before it: "conditions/any"."""
    name, _, bare = code.rpartition("/")
    every = ((one, term) for one in collection.vocabularies.values() for term in one.terms)
    return [(one, term) for one, term in every if term.code == bare and name in ("", one.id)]


def _codes(program: Program) -> set[tuple[str, str]]:
    own = {(name, code) for _, name, code in codes(program)}
    own |= {("functions", name) for name in FUNCTIONS if getattr(program.functions, name).activities}
    return own | {("countries", place.address.country) for place in program.locations if place.address}
