"""The summary must say more than the name: whom the program helps, and with what.

It is the line under the name, and often the only one people read.

Bad:

    name: Kitchen Table Circle
    summary: The Kitchen Table Circle is a peer support group.

Good:

    name: Kitchen Table Circle
    summary: Neighbors with diabetes cook together and help one another with food, medicines and worries.
"""

import re
from collections.abc import Iterator

from peerdir.analyse import SMALL_WORDS, words
from peerdir.diagnostic import Pointer, Severity
from peerdir.reading.collection import Entry
from peerdir.records import Program
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
# What every program of a directory is; it tells nobody whether this one is for them.
COMMON = re.compile(
    r"are|called|groups?|is|it|meetings?|our|peers?|supportive|that|this|us|we|welcome|apoyo|es|grupos?|nuestro|programa"
    r"|reuniones|somos|est|groupes?|programme|nous|soutien|reunion|sommes"
)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the words of each summary with those of its name, in the original and in every translation."""
    del context
    for pointer, name, summary in _pairs(entry.program):
        new = set(words(summary)) - set(words(name)) - SMALL_WORDS
        if all(map(COMMON.fullmatch, new)):
            yield pointer, "the summary says nothing that the name does not; say whom it helps, and with what"


def _pairs(program: Program) -> Iterator[tuple[Pointer, str, str]]:
    yield ("summary",), program.name, program.summary
    for language, translation in program.translations.items():
        if translation.summary:
            yield ("translations", language, "summary"), translation.name or program.name, translation.summary
