"""A program that is included for a trial time needs another decision by the end of it.

How long the trial is stands in policy.md.

Bad:

    credibility:
      decision: {result: provisional, policy: version 2, date: 2026-05-20, by: Inclusion committee}

Good:

    credibility:
      decision: {result: provisional, policy: version 2, date: 2026-05-22, by: Inclusion committee}
"""

from collections.abc import Iterator

from peerdir.credibility import trial_over
from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the end of a listed program's trial time with today."""
    end = trial_over(entry.program, context.collection.policy, context.today)
    if end:
        message = f"the trial time ended on {end}; decide whether the program is included"
        yield ("credibility", "decision", "date"), message
