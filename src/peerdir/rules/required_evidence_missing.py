"""A program that was included shows what policy.md requires, each with evidence of a kind that the policy counts.

Evidence that has ended is told by another rule. A program in its trial time may still gather what is missing.

Bad:

    credibility:
      evidence:
        - {criterion: four-functions, type: site-visit, issuer: Example Directory, issued: 2026-03-17}
      decision: {result: included, policy: version 2, date: 2026-05-20, by: Inclusion committee}

Good:

    credibility:
      evidence:
        - {criterion: four-functions, type: site-visit, issuer: Example Directory, issued: 2026-03-17}
        - {criterion: lived-experience, type: self-report, issuer: Example Runner, issued: 2026-03-17}
        - {criterion: training, type: curriculum, issuer: Example Runner, issued: 2026-03-17}
        - {criterion: supervision, type: self-report, issuer: Example Runner, issued: 2026-03-17}
        - {criterion: ethics-confidentiality, type: policy, issuer: Example Runner, issued: 2026-03-17}
        - {criterion: boundaries-crisis, type: policy, issuer: Example Runner, issued: 2026-03-17}
        - {criterion: linkage, type: reference, issuer: Example Clinic, issued: 2026-03-17}
      decision: {result: included, policy: version 2, date: 2026-05-20, by: Inclusion committee}
"""

from collections.abc import Iterator

from peerdir import words
from peerdir.credibility import owed
from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Name the required criteria that nothing shows."""
    criteria = owed(entry.program, context.collection.policy, context.today)
    if criteria:
        message = f"the policy requires evidence of {words.join(list(criteria))}; ask for it, or decide again"
        yield ("credibility", "decision"), message
