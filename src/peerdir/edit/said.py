"""What people say to what a file writes: "sugar" to the code of diabetes, an organization's name to its id."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peerdir.analyse import words
from peerdir.diagnostic import Pointer
from peerdir.reading.collection import Collection
from peerdir.records import Organization, Term
from peerdir.references import CODES

NEAR = 0.75
MOST = 8


class ManyMeaningsError(ValueError):
    """A word may mean several codes; the message names them."""

    def __init__(self, said: str, terms: Sequence[Term]) -> None:
        meanings = ", ".join(f"{term.code} ({term.label})" for term in terms)
        super().__init__(f'"{said}" may mean {meanings}; write the code')


def vocabulary_of(pointer: Pointer) -> str | None:
    """Return the vocabulary whose codes stand in the list, or the code, at `pointer`; None elsewhere."""
    names = [step for step in pointer if isinstance(step, str)]
    if len(names) == 1 and names[0] in (*CODES, "languages"):
        return names[0]
    if names[-1:] == ["country"]:
        return "countries"
    if names == ["languages", "code"]:
        return "languages"
    return names[-1] if len(names) > 1 and names[-1] in ("modalities", "accessibility") else None


def terms(collection: Collection, vocabulary: str, said: str) -> Sequence[Term]:
    """Return what a word may mean: the term whose code, label or synonym it is, else those that come near it."""
    return called(collection, vocabulary, said) or _near(_known(collection, vocabulary), words(said))


def called(collection: Collection, vocabulary: str, said: str) -> Sequence[Term]:
    """Return the terms whose code, label or synonym a word is; what only comes near may be something else."""
    known, heard = _known(collection, vocabulary), words(said)
    exact = [term for term in known if said.strip().casefold() == term.code.casefold()]
    return exact or [one for one in known if heard in _phrases(one)]


def _known(collection: Collection, vocabulary: str) -> list[Term]:
    found = collection.vocabularies.get(vocabulary)
    return [term for term in found.terms if not term.moved_to] if found else []


def phrases(term: Term) -> Iterator[str]:
    """Yield everything people say for a term, its code and labels first."""
    yield from (term.code, term.label, *term.labels.values())
    yield from (said for synonyms in term.synonyms.values() for said in synonyms)


def _phrases(term: Term) -> list[Sequence[str]]:
    return [words(one) for one in phrases(term)]


def _near(known: Iterable[Term], heard: Sequence[str]) -> list[Term]:
    """Terms that are called nearly so, the nearest first; else those one of whose words begins so."""
    said = " ".join(heard)
    if len(said) < 3:
        return []
    scores = {term.code: _likeness(said, term) for term in known}
    near = sorted((term for term in known if scores[term.code] >= NEAR), key=lambda term: -scores[term.code])
    return (near or [term for term in known if any(_begins(one, heard) for one in _phrases(term))])[:MOST]


def _likeness(said: str, term: Term) -> float:
    return max(difflib.SequenceMatcher(None, said, " ".join(one)).ratio() for one in _phrases(term))


def _begins(phrase: Sequence[str], heard: Sequence[str]) -> bool:
    """Tell whether all that was heard is in a phrase; the last word may be unfinished."""
    *whole, last = heard
    return set(whole) <= set(phrase) and any(word.startswith(last) for word in phrase)


def coded(collection: Collection, pointer: Pointer, value: Any) -> Any:
    """Return a value with the codes of the words in it; a word that nobody knows stays. Raises ManyMeaningsError."""
    vocabulary = vocabulary_of(pointer)
    if vocabulary is None:
        return value
    if isinstance(value, list):
        groups = ({"code": one} if pointer == ("languages",) and isinstance(one, str) else one for one in value)
        return [_one(collection, vocabulary, one) for one in groups]
    return _one(collection, vocabulary, value)


def _one(collection: Collection, vocabulary: str, value: Any) -> Any:
    if isinstance(value, dict) and isinstance(value.get("code"), str):
        return {**value, "code": _one(collection, vocabulary, value["code"])}
    if not isinstance(value, str):
        return value
    exact = called(collection, vocabulary, value)
    if len(exact) == 1:
        return exact[0].code
    if found := exact or terms(collection, vocabulary, value):
        raise ManyMeaningsError(value, found)
    return value


def organization(collection: Collection, said: str) -> Organization | None:
    """Return the organization of an id, a name or another name it goes by."""
    heard = words(said)
    for one in collection.organizations.values():
        if said == one.id or any(heard == words(name) for name in (one.name, *one.also_known_as)):
            return one
    return None
