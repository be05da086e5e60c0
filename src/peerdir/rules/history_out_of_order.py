"""The history of checks is a diary: the oldest first, each new check at the end.

People look at its last line to learn what is true now.

Bad:

    verification:
      verified_on: 2026-05-01
      verified_by: desk
      method: phone
      history:
        - {date: 2026-05-01, by: desk, method: phone, result: confirmed}
        - {date: 2025-05-01, by: desk, method: phone, result: confirmed}

Good:

    verification:
      verified_on: 2026-05-01
      verified_by: desk
      method: phone
      history:
        - {date: 2025-05-01, by: desk, method: phone, result: confirmed}
        - {date: 2026-05-01, by: desk, method: phone, result: confirmed}
"""

import itertools
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare each check with the one before it."""
    del context
    verification = entry.program.verification
    days = [check.date for check in verification.history] if verification else []
    for index, (before, day) in enumerate(itertools.pairwise(days), start=1):
        if day < before:
            message = f"{day} stands after {before}; move it up, so that the newest check is the last one"
            yield ("verification", "history", index, "date"), message
