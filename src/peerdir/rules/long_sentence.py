"""A sentence over 35 words is lost on many readers, those in distress first: make two of it, or a list.

Bad:

    description: >-
      We are neighbors who have lived with diabetes for a long time and who meet every Tuesday in the kitchen of the
      clinic to cook a meal together and to talk about what went well and what was hard since we last met there.

Good:

    description: >-
      We are neighbors who have lived with diabetes for a long time. We meet every Tuesday in the kitchen of the
      clinic. We cook a meal together and talk about what went well and what was hard.
"""

import re
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.prose import prose
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
MOST_WORDS = 35
# A sentence also ends at a paragraph, at a line of a list and at a heading.
END = re.compile(r"(?<=[.!?…:])[\"'”’)\]]*\s+|\n\s*\n|\n(?=\s*(?:[-*+#]|[0-9]{1,2}[.)]) )")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Count the words of every sentence; which one it is is said by number, as it may hold a name or a phone number."""
    del context
    for pointer, text in prose(entry.program):
        if pointer == ("name",) or text.count(" ") + text.count("\n") < MOST_WORDS:
            continue
        for number, sentence in enumerate((part for part in END.split(text) if part.strip()), 1):
            if (count := len(WORD.findall(sentence))) > MOST_WORDS:
                yield (
                    pointer,
                    f"sentence {number} here has {count} words; make two of it, at most {MOST_WORDS} words each",
                )
