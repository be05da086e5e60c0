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

from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.freshness import is_over
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the last day of each piece of a listed program's evidence with today."""
    credibility = entry.program.credibility if entry.program.listed else None
    for index, evidence in enumerate(credibility.evidence if credibility else ()):
        if is_over(evidence.expires, context.today, evidence.issued):
            message = f"this {evidence.type} ended on {evidence.expires}; ask for the new one, or delete it"
            yield ("credibility", "evidence", index, "expires"), message
