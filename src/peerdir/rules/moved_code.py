"""A code that was given up for another one should be replaced, so that everybody who looks for the new one finds it.

The vocabulary keeps the old term and says in `moved_to` which code has taken its place.

Bad:

    needs: [sugar-checks]

    # vocabulary/needs.yaml
    title: Needs
    terms:
      - {code: blood-sugar, label: Checking blood sugar}
      - {code: sugar-checks, label: Sugar checks, moved_to: blood-sugar}

Good:

    needs: [blood-sugar]

    # vocabulary/needs.yaml
    title: Needs
    terms:
      - {code: blood-sugar, label: Checking blood sugar}
      - {code: sugar-checks, label: Sugar checks, moved_to: blood-sugar}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.records import Program, Vocabulary
from peerdir.references import codes
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
KINDS = ("program", "vocabulary")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look up every code of a program, and follow every `moved_to` of a vocabulary."""
    match entry.record:
        case Program() as program:
            for pointer, name, code in codes(program):
                vocabulary = context.collection.vocabularies.get(name)
                new = _follow(vocabulary, code) if vocabulary else None
                if new and new != code:
                    yield pointer, f'"{code}" is "{new}" now; write that', entry.source.retype(pointer, new)
        case Vocabulary() as vocabulary:
            for index, term in enumerate(vocabulary.terms):
                if term.moved_to and _follow(vocabulary, term.code) is None:
                    message = f'"{term.moved_to}" leads to no code of this file; name one that is in use'
                    yield ("terms", index, "moved_to"), message


def _follow(vocabulary: Vocabulary, code: str) -> str | None:
    """Return the code that has taken the place of `code` in the end; None when the way leads nowhere."""
    passed = {code}
    while (term := vocabulary.by_code.get(code)) and term.moved_to:
        code = term.moved_to
        if code in passed:
            return None
        passed.add(code)
    return code if term else None
