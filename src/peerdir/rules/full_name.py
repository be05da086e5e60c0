"""Write the desk, or a first name with an initial: a directory outlives jobs, and many peers want to stay anonymous.

Bad:

    referral:
      methods: [phone]
      program_contacts: [{role: Manager, name: Luisa Romero, phone: "+1-619-555-0120"}]
      health_care_contacts: [{role: Nurse, name: Nurse line, phone: "+1-619-555-0121"}]
      escalation: Peers call 911 or 988.

Good:

    referral:
      methods: [phone]
      program_contacts: [{role: Manager, name: Luisa R., phone: "+1-619-555-0120"}]
      health_care_contacts: [{role: Nurse, name: Nurse line, phone: "+1-619-555-0121"}]
      escalation: Peers call 911 or 988.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any

from peerdir.analyse import words
from peerdir.diagnostic import Pointer, Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
KINDS = ("program", "organization", "directory")
HOLDERS = {"contact", "contacts", "program_contacts", "health_care_contacts", "informant"}
# All compared with folded words. A person is known by a title, by a job, or by a common first name.
TITLE = re.compile(r"(?:dra?|mrs?|ms|mx|prof|rev|sra?|herr|frau|mme) ")
JOB = re.compile(
    r"\b(?:capit|captain|coach|coordin|counsel|director|educator|enferm|lead|leit|manag|navigat|nurse|respons)"
)
FIRST = (
    r"(?:ahmed|alejandr[ao]|ali|ana|andrea|andrew|angela|ann[ae]?|antonio|barbara|beatriz|brian|carlos|carmen|chris|claudia"
    r"|claude|cristina|daniel|david|diana|elena|elizabeth|eric|eva|fatima|francisco|frank|gabriela?|george|gloria|guadalupe"
    r"|hassan|hector|ibrahim|isabel|james|jane|javier|jean|jennifer|jessica|jesus|john|jorge|jos[eh]f?|joseph|juan|julia"
    r"|karen|kevin|laura|linda|lisa|lucia|luisa?|luz|manuel|marco|margaret|maria|marie|mario|mark|martha|martin|mary|michael"
    r"|miguel|mohammed|monica|nancy|omar|patricia|paul|pedro|peter|pierre|rafael|ricardo|richard|robert|roberto|rosa|ruth"
    r"|samir|sandra|sara|sarah|sergio|sofia|stephen|steven|susan|teresa|thomas|veronica|victor|william|yusuf)"
)
GIVEN = re.compile(rf"{FIRST} ")
# Words of a desk or a place, and names before a first name only: "Nurse Joy", "Saint Ann", "Mary Ann".
NO_PERSON = re.compile(
    r"\b(?:aunt\w*|beratung\w*|bureau|cent\w+|church|circ\w+|clini\w*|desk|father|friends|group\w*|grupo\w*|help\w*|hospital"
    r"|hotline|house|hub|info\w*|line|nurse|nurses|office|oficina|of|padre|pastor|peers?|phone|reception|referrals?|saint|san"
    r"|santa|school|service\w*|sister|social|support|team|tia|tio|triage|unit|van|warmline)\b"
    rf"|\b{FIRST}$"
)
PARTICLES = {"al", "bin", "da", "de", "del", "der", "di", "do", "dos", "du", "el", "la", "van", "von", "y"}


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at the name of every contact and informant; it is never repeated, as logs are public."""
    del context
    for pointer, name in entry.source.texts("name"):
        if (
            HOLDERS.intersection(pointer)
            and _is_full(entry, pointer, name)
            and not _said_elsewhere(entry, pointer, name)
        ):
            yield pointer, "this looks like a first and a last name; write the desk, or first name and initial: Ana P."


def _is_full(entry: Entry, pointer: Pointer, name: str) -> bool:
    """Tell whether a name is two to four capitalized words, and something says that they are a person's."""
    folded = " ".join(words(name))
    bare = TITLE.sub("", folded)
    parts = [part for part in name.split()[folded.count(" ") - bare.count(" ") :] if part not in PARTICLES]
    if not 2 <= len(parts) <= 4 or NO_PERSON.search(bare) or not all(map(_is_capitalized, parts)):
        return False
    holder: Any = functools.reduce(lambda part, key: part[key], pointer[:-1], entry.source.data)
    job = JOB.search(" ".join(words(holder.get("role", ""))))
    return bool(bare != folded or "informant" in pointer or job or GIVEN.match(bare))


def _is_capitalized(part: str) -> bool:
    return part[0].isupper() and not part.isupper() and re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", part) is not None


def _said_elsewhere(entry: Entry, pointer: Pointer, name: str) -> bool:
    """Tell whether a part is a common word of this file or of a name in it, as in "Orange Van" or "Noor Circle"."""
    names = {word for other, text in entry.source.texts("name") if other != pointer for word in words(text)}
    lower = "|".join(re.escape(part.lower()) for part in name.split() if part[0].isupper())
    return bool(names & set(words(name)) or re.search(rf"(?<![\w.@/-])(?:{lower})(?![\w@/-]|\.\w)", entry.source.text))
