"""Each term of a vocabulary has a code of its own: of two with one code only the last would ever be shown.

Bad:

    # vocabulary/formats.yaml
    title: Formats
    terms:
      - {code: group, label: Group}
      - {code: group, label: Circle}

Good:

    # vocabulary/formats.yaml
    title: Formats
    terms:
      - {code: group, label: Group}
      - {code: circle, label: Circle}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.records import Vocabulary
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR
KINDS = ("vocabulary",)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the codes of all terms."""
    del context
    seen: dict[str, int] = {}
    for index, term in enumerate(entry.record.terms if isinstance(entry.record, Vocabulary) else ()):
        if (first := seen.setdefault(term.code, index)) != index:
            line = entry.source.locate(("terms", first, "code")).line
            message = f'"{term.code}" is the code of the term in line {line} already; join the two, or choose another'
            yield ("terms", index, "code"), message
