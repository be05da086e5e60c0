"""Text in capitals shouts, is slow to read, and some screen readers spell it letter by letter.

Abbreviations such as HIV, COPD and LGBTQ are fine.

Bad:

    summary: NEIGHBORS WITH DIABETES HELP ONE ANOTHER DAY by day.

Good:

    summary: Neighbors with HIV, COPD or diabetes help one another day by day.
"""

import re
from collections.abc import Iterator

from peerdir.clean import cut
from peerdir.diagnostic import Severity
from peerdir.prose import prose
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
FEWEST_WORDS = 3
SHARE = 0.8
LONGEST_ABBREVIATION = 5
WORD = re.compile(r"[^\W\d_]+")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Count the capitals of the name, the summary and every activity."""
    del context
    for pointer, text in prose(entry.program):
        if pointer != ("description",) and _shouts(text):
            yield pointer, f'"{_shown(text)}" is written in capitals; write it as in a sentence'


def _shouts(text: str) -> bool:
    """Tell whether nearly all letters are capitals, and at least two words are too long for abbreviations."""
    capitals = sum(map(str.isupper, text))
    if capitals < SHARE * (capitals + sum(map(str.islower, text))) or not capitals:
        return False
    words = WORD.findall(text)
    return len(words) >= FEWEST_WORDS and sum(w.isupper() and len(w) > LONGEST_ABBREVIATION for w in words) > 1


def _shown(text: str) -> str:
    """The first words that are in capitals, without anything that could be a number or an address."""
    return cut(" ".join(WORD.findall(text)[:FEWEST_WORDS]) + "…")
