"""Linkage has two sides, clinical care and community resources; a listed program that names one leaves people halfway.

Source: Peers for Progress, the third key function of peer support.

Bad:

    functions:
      daily_management: {activities: [Cooking together every week]}
      social_emotional: {activities: [Talking about hard days]}
      linkage: {activities: [Going to the clinic together], links_to: [clinical-care]}
      ongoing: {activities: [A circle without an end]}

Good:

    functions:
      daily_management: {activities: [Cooking together every week]}
      social_emotional: {activities: [Talking about hard days]}
      linkage:
        activities: [Going to the clinic together, Visiting the food pantry]
        links_to: [clinical-care, community-resources]
      ongoing: {activities: [A circle without an end]}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
SIDES = {"clinical-care", "community-resources"}


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare what `links_to` names with both sides; a list left out says nothing and is left alone."""
    del context
    named = set(entry.program.functions.linkage.links_to)
    if entry.program.listed and len(named) == 1:
        (missing,) = SIDES - named
        message = f'it links to "{named.pop()}" only; add "{missing}" and the activity that does it'
        yield ("functions", "linkage", "links_to", 0), message
