"""The lowest age cannot be above the highest: nobody could join.

Bad:

    eligibility: {minimum_age: 65, maximum_age: 18}

Good:

    eligibility: {minimum_age: 18, maximum_age: 65}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare both limits."""
    del context
    limits = entry.program.eligibility
    if limits and limits.minimum_age is not None and limits.maximum_age is not None:
        low, high = limits.minimum_age, limits.maximum_age
        if low > high:
            yield ("eligibility", "minimum_age"), f"the lowest age {low:g} is above the highest age {high:g}; swap them"
