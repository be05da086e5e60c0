"""The ages must fit the people a program is for: no group for adults only ends before 18, none for youth begins there.

One of the two is a slip, and a search by either finds the wrong program.

Bad:

    populations: [adults]
    eligibility: {minimum_age: 12, maximum_age: 17}

Good:

    populations: [youth]
    eligibility: {minimum_age: 12, maximum_age: 17}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
GROWN_UP = 18
# "Young people" means young adults too; nobody means people above thirty.
NO_LONGER_YOUNG = 30
ADULTS = {"adults", "older-adults"}


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare both where the population is an age group and nothing else."""
    del context
    limits, named = entry.program.eligibility, set(entry.program.populations)
    if limits is None or not named:
        return
    low, high = limits.minimum_age, limits.maximum_age
    if named == {"youth"} and low is not None and low >= GROWN_UP and (high is None or high > NO_LONGER_YOUNG):
        message = f'it is for "youth" only, but the lowest age is {low:g}; add "adults", or mend the ages'
        yield ("eligibility", "minimum_age"), message
    if named <= ADULTS and high is not None and high < GROWN_UP:
        shown = " and ".join(f'"{code}"' for code in entry.program.populations)
        message = f'it is for {shown} only, but the highest age is {high:g}; write "youth", or mend the age'
        yield ("eligibility", "maximum_age"), message
