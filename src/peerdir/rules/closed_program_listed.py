"""A program that the last check found closed must not be listed any more: people would stand at a locked door.

Bad:

    verification:
      verified_on: 2026-05-01
      verified_by: desk
      method: phone
      history:
        - {date: 2026-05-01, by: desk, method: phone, result: confirmed}
        - {date: 2026-09-01, by: desk, method: visit, result: closed}

Good:

    status: closed
    verification:
      verified_on: 2026-05-01
      verified_by: desk
      method: phone
      history:
        - {date: 2026-05-01, by: desk, method: phone, result: confirmed}
        - {date: 2026-09-01, by: desk, method: visit, result: closed}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the status with the newest check, unless the entry was verified after it."""
    del context
    program, verification = entry.program, entry.program.verification
    if not (program.listed and verification and verification.history):
        return
    newest = max(verification.history, key=lambda check: check.date)
    if newest.result == "closed" and newest.date >= verification.verified_on:
        message = f'the check on {newest.date} found it closed, the status says "{program.status}"; write closed'
        yield ("status",), message
