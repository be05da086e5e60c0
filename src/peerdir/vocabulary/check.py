"""What makes a vocabulary hard to search: no label, words that mean nothing, words that mean several things.

Equal codes, equal labels and codes that lead nowhere are for `peerdir lint`.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from peerdir.analyse import SMALL_WORDS, words
from peerdir.reading.collection import Collection
from peerdir.records import Term, Vocabulary
from peerdir.vocabulary.usage import Usage

# A code of these is there to be written by any program; that nobody has written it yet says nothing.
GIVEN = ("functions", "countries", "languages")


class Remark(NamedTuple):
    """One thing to know about a vocabulary; a `fault` is to be mended, anything else may be meant."""

    kind: str
    vocabulary: str
    codes: tuple[str, ...]
    message: str
    fault: bool = False


def check(collection: Collection, used: Usage) -> Iterator[Remark]:
    """Yield what there is to mend in each vocabulary, and what there is to know."""
    for vocabulary in collection.vocabularies.values():
        yield from _missing_labels(vocabulary, collection.directory.languages)
        yield from _never_understood(vocabulary)
        yield from _said_twice(vocabulary)
        yield from _unused(vocabulary, used)
    yield from _shared(collection.vocabularies)


def _missing_labels(vocabulary: Vocabulary, languages: tuple[str, ...]) -> Iterator[Remark]:
    """A label in each of the directory's languages; the plain label is English."""
    for language in languages:
        terms = [term for term in vocabulary.terms if language not in term.labels and not term.moved_to]
        codes = tuple(term.code for term in terms if language != "en")
        if codes:
            message = f'no label in "{language}" for {", ".join(codes)}'
            yield Remark("missing-label", vocabulary.id, codes, message, fault=True)


def _said(term: Term) -> Iterator[tuple[str, str]]:
    return ((language, one) for language, said in term.synonyms.items() for one in said)


def _never_understood(vocabulary: Vocabulary) -> Iterator[Remark]:
    """Signs only, or one word that a search passes over; inside a phrase such a word counts."""
    for term in vocabulary.terms:
        for language, said in _said(term):
            heard = words(said)
            if not heard or (len(heard) == 1 and heard[0] in SMALL_WORDS):
                message = f'"{said}" ({language}) says nothing by itself, so a search never understands it; add a word'
                yield Remark("never-understood", vocabulary.id, (term.code,), message, fault=True)


def _said_twice(vocabulary: Vocabulary) -> Iterator[Remark]:
    """The same words for one term twice in one language."""
    for term in vocabulary.terms:
        seen: dict[tuple[str, str], str] = {}
        for language, said in _said(term):
            first = seen.setdefault((language, " ".join(words(said))), said)
            if first is not said:
                message = f'"{said}" ({language}) is the same to a search as "{first}"; one is enough'
                yield Remark("said-twice", vocabulary.id, (term.code,), message)


def _unused(vocabulary: Vocabulary, used: Usage) -> Iterator[Remark]:
    codes = tuple(term.code for term in vocabulary.terms if not used[vocabulary.id, term.code] and not term.moved_to)
    if codes and vocabulary.id not in GIVEN:
        yield Remark("unused", vocabulary.id, codes, f"used by no program: {', '.join(codes)}")


def _shared(vocabularies: Mapping[str, Vocabulary]) -> Iterator[Remark]:
    """Words for several terms: a search takes all of them."""
    meant: dict[str, dict[tuple[str, str], str]] = {}
    for vocabulary in vocabularies.values():
        for term in vocabulary.terms:
            for _, said in _said(term):
                meant.setdefault(" ".join(words(said)), {}).setdefault((vocabulary.id, term.code), said)
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for terms in meant.values():
        if len(terms) > 1:
            groups.setdefault(tuple(terms), []).append(next(iter(terms.values())))
    for group, shared in groups.items():
        names = {name for name, _ in group}
        codes = tuple(code if len(names) == 1 else f"{name}/{code}" for name, code in group)
        quoted = ", ".join(f'"{one}"' for one in shared)
        yield Remark("shared", ", ".join(sorted(names)), codes, f"{', '.join(codes)} share {quoted}")
