"""A notice whose last day has passed is not shown any more: delete it, or change the day if it still holds.

Bad:

    alert: {text: Closed for repairs, from: 2026-05-01, until: 2026-06-01}

Good:

    alert: {text: Closed for repairs, from: 2026-11-01, until: 2026-12-01}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.freshness import is_over
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the last day of a listed program's notice with today."""
    alert = entry.program.alert
    if entry.program.listed and alert and is_over(alert.until, context.today, alert.from_):
        message = f"the notice ended on {alert.until}; delete it, or change the day if it is still true"
        yield ("alert", "until"), message
