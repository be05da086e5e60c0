"""A vocabulary on the terminal: its terms, one term whole, what there is to mend, what nobody found."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from peerdir.cards.columns import readable, table
from peerdir.clean import clean
from peerdir.records import Term, Vocabulary

Uses = Mapping[tuple[str, str], int]


def dump(data: Any) -> str:
    """Write plain data as JSON."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def names(vocabularies: Iterable[Vocabulary], uses: Uses) -> str:
    """List the vocabularies: how many terms each has, and how many of them programs use."""
    rows = [("Name", "What", "Terms", "In use")]
    for one in vocabularies:
        used = sum(1 for term in one.terms if uses[one.id, term.code])
        rows.append((clean(one.id), clean(one.title), str(len(one.terms)), str(used)))
    return table(rows)


def terms(vocabulary: Vocabulary, uses: Uses) -> str:
    """List the terms of a vocabulary in its own order, each with the number of programs that use it."""
    rows = [("Code", "Label", "Programs", "Words for it")]
    for term in vocabulary.terms:
        words = sum(len(said) for said in term.synonyms.values())
        code = f"{term.code}, now {term.moved_to}" if term.moved_to else term.code
        rows.append((clean(code), clean(term.label), str(uses[vocabulary.id, term.code]), str(words)))
    return table(rows)


def plain(vocabulary: Vocabulary, term: Term, uses: Uses) -> Mapping[str, Any]:
    """Return a term as plain data, with its vocabulary and the number of programs that use it."""
    return {
        "vocabulary": vocabulary.id,
        "code": term.code,
        "label": term.label,
        "labels": dict(term.labels),
        "description": term.description,
        "synonyms": {language: list(said) for language, said in term.synonyms.items()},
        "moved_to": term.moved_to,
        "programs": uses[vocabulary.id, term.code],
    }


def whole(vocabulary: Vocabulary, term: Term, programs: Sequence[str]) -> str:
    """Show one term: its labels, the words people say for it, and the programs that use it."""
    return "".join(f"{line}\n" for line in _whole(vocabulary, term, programs))


def _whole(vocabulary: Vocabulary, term: Term, programs: Sequence[str]) -> Iterator[str]:
    yield clean(f"{term.label} ({vocabulary.id}/{term.code})")
    if term.description:
        yield f"  {clean(term.description)}"
    if term.moved_to:
        yield clean(f"  Given up; programs write {term.moved_to} now.")
    yield from _by_language("Labels", {language: (label,) for language, label in term.labels.items()})
    yield from _by_language("People say", term.synonyms)
    yield f"Used by {len(programs)} program{'' if len(programs) == 1 else 's'}"
    yield from (f"  {clean(one)}" for one in programs)


def _by_language(heading: str, said: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if said:
        yield heading
    for language, words in said.items():
        line = clean(f"{language}: {', '.join(words)}")
        yield f"  {readable([line])[0]}"
