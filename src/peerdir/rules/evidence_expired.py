"""A certificate or an accreditation that has run out proves nothing any more.

Bad:

    credibility:
      evidence:
        - {criterion: training, type: certificate, issuer: Example State, issued: 2024-03-01, expires: 2026-03-01}

Good:

    credibility:
      evidence:
        - {criterion: training, type: certificate, issuer: Example State, issued: 2026-03-01, expires: 2028-03-01}
"""

from collections.abc import Iterator

from peerdir.credibility import expired
from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the last day of each piece of a listed program's evidence with today."""
    for index, evidence in expired(entry.program, context.today):
        message = f"this {evidence.type} ended on {evidence.expires}; ask for the new one, or delete it"
        yield ("credibility", "evidence", index, "expires"), message
