"""Two terms of a vocabulary must not read the same: nobody can choose between two equal words in a list.

Bad:

    # vocabulary/formats.yaml
    title: Formats
    terms:
      - {code: group, label: Group}
      - {code: circle, label: group}

Good:

    # vocabulary/formats.yaml
    title: Formats
    terms:
      - {code: group, label: Group}
      - {code: circle, label: Circle}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Pointer, Severity
from peerdir.reading.collection import Entry
from peerdir.records import Term, Vocabulary
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
KINDS = ("vocabulary",)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the codes and, language by language, the labels; the same code twice has a rule of its own."""
    del context
    seen: dict[tuple[str, str], tuple[Pointer, Term]] = {}
    for index, term in enumerate(entry.record.terms if isinstance(entry.record, Vocabulary) else ()):
        for pointer, language, text in _words(index, term):
            at, first = seen.setdefault((language, " ".join(text.split()).casefold()), (pointer, term))
            if first is not term and first.code != term.code:
                line = entry.source.locate(at).line
                yield pointer, f'"{text}" stands for "{first.code}" too, in line {line}; say how the two differ'


def _words(index: int, term: Term) -> Iterator[tuple[Pointer, str, str]]:
    yield ("terms", index, "code"), "", term.code
    yield ("terms", index, "label"), "en", term.label
    for language, label in term.labels.items():
        yield ("terms", index, "labels", language), language, label
