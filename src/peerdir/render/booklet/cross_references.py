"""The everyday words that lead to a term of an index: "sugar, see Type 2 diabetes"."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.passages import base
from peerdir.render.collation import folded

MOST = 4  # words for each term; with all of them the index would be as long as the entries
ALIKE = 4  # letters


class CrossReference(NamedTuple):
    """What people say, and the codes that are meant."""

    word: str
    codes: tuple[str, ...]


def cross_references(vocabulary: str, codes: Iterable[str], edition: Edition) -> list[CrossReference]:
    """Return what people say in the booklet's language for codes that are in use, by the alphabet.

    Each code has a few words, the first of its synonyms that are needed. Not needed is what stands beside its term
    anyway, because it begins like it, or is itself a term.
    """
    labels = {code: edition.label(vocabulary, code)[0] for code in codes}
    terms = {folded(label) for label in labels.values()}
    synonyms = {code: _synonyms(vocabulary, code, edition) for code in labels}
    needed: dict[str, str] = {}
    for code, label in labels.items():
        far = [word for word in synonyms[code] if folded(word) not in terms and not _begins_alike(word, label)]
        needed = {folded(word): word for word in far[:MOST]} | needed
    return [CrossReference(needed[key], _meant(needed[key], synonyms, labels)) for key in sorted(needed)]


def _meant(word: str, synonyms: Mapping[str, Iterable[str]], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return all codes for which people say the word, by their words."""
    codes = (code for code, said in synonyms.items() if folded(word) in map(folded, said))
    return tuple(sorted(codes, key=lambda code: folded(labels[code])))


def _synonyms(vocabulary: str, code: str, edition: Edition) -> tuple[str, ...]:
    term = edition.collection.term(vocabulary, code)
    said = term.synonyms if term else {}
    return said.get(edition.language) or said.get(base(edition.language)) or ()


def _begins_alike(word: str, label: str) -> bool:
    """Tell whether a word stands near a term in the alphabet: "stroke survivor", "strokes" and "Stroke"."""
    first, second = (re.sub(r"\W", "", folded(text))[:ALIKE] for text in (word, label))
    return first == second
