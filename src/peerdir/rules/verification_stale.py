"""A listed entry must have been verified with a person within the interval, a year unless something else is set.

Directories die of old phone numbers. Readers are told to call first until somebody checks again.

Bad:

    verification: {verified_on: 2020-01-01, verified_by: desk, method: phone}

Good:

    verification: {verified_on: 2026-05-01, verified_by: desk, method: phone}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.freshness import TRIES, due_on, failed_tries, is_stale
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the day of the last verification with today."""
    program, directory = entry.program, context.collection.directory
    due = due_on(program, directory)
    if program.verification and due and is_stale(program, directory, context.today):
        age = (context.today - program.verification.verified_on).days
        limit = (due - program.verification.verified_on).days
        tries = failed_tries(program)
        why = f"{len(tries)} tries since then came to nothing" if len(tries) >= TRIES else f"the limit is {limit}"
        message = f"last verified {age} days ago, and {why}; check it with a person and change the date"
        yield ("verification", "verified_on"), message
