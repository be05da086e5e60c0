"""What a template or a colleague asked for must be answered or deleted: readers see "TBD" and lose trust.

Bad:

    summary: A peer support group for [insert condition] in City Heights.

Good:

    summary: A peer support group for people with diabetes in City Heights.
"""

import re
from collections.abc import Iterator

from peerdir.clean import cut
from peerdir.diagnostic import Severity
from peerdir.prose import texts
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.WARNING
KINDS = ALL_KINDS
ASKED = r"(?:add|enter|fill in|insert|name of|program name|your|type your|write your)\b"
THING = r"(?:name|city|condition|date|e-?mail|first name|hours|last name|organi[sz]ation|phone|program|time|url)"
# "TODO" is Spanish, "XXX" a Roman number, "TBC" an illness: they count only where nothing else can be meant.
PROMPT = re.compile(
    r"\b(?:FIXME|TBD|tbd)\b|\bTODO(?=:)|\A\s*(?:TODO|XXX|\?\?+)\s*\Z|\bTODO (?:add|ask|check|fill|find|write)\b"
    r"|\bX{4,}\b|\bx{3,}\b|(?<=: )\?\?+|\{\{.{1,60}?\}\}"
    rf"|(?i:\blorem ipsum\b|<\s*(?:{ASKED}[^<>]{{0,60}}|{THING})\s*>"
    rf"|\[\s*(?:{ASKED}[^\[\]]{{0,60}}|{THING})\s*\](?![(\[])"
    r"|\byour (?:clinic|group|organi[sz]ation|program)(?: name)? here\b|\A(?:your )?program name\Z"
    r"|\Adescribe your (?:group|program)\b|\bas an ai language model\b)"
)
# A text without any of these, in small letters, has nothing to look for.
SIGNS = ("[", "<", "{{", "??", "todo", "tbd", "xxx", "fixme", "lorem", "your", "program name", "ai language")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look for what is left of a template in every text of the file."""
    del context
    for pointer, text in texts(entry):
        lower = text.lower()
        if any(sign in lower for sign in SIGNS) and (found := PROMPT.search(text)):
            yield pointer, f'"{cut(found[0].strip())}" waits for an answer; write what is meant, or delete it'
