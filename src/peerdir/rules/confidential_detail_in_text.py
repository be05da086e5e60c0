"""The texts of a program with a confidential place must not tell a street address, unless it is a public place's.

What the place itself hides, a sentence somewhere else can give away.

Bad:

    description: We meet at 12 Example Street, second floor.
    locations: [{key: home, type: confidential, area: San Diego County}]
    schedule: [{location: home, by_appointment: true}]

Good:

    description: We tell you the place when you call.
    locations: [{key: home, type: confidential, area: San Diego County}]
    schedule: [{location: home, by_appointment: true}]
"""

import functools
import re
from collections.abc import Iterator

from peerdir.analyse import words
from peerdir.collection import Collection, Entry
from peerdir.diagnostic import Severity
from peerdir.records import Program
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
TEXTS = ("summary", "description", "eligibility", "functions", "schedule", "cost", "referral", "alert", "translations")
# Stricter than for a place's own fields: in a sentence capitals tell "5 Example Place" from "5 people find a place".
STREET = re.compile(
    r"\b[0-9]{1,5}[A-Z]?,? (?:[A-Z0-9][\w.'-]* ){1,4}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Highway|Hwy)\b"
    r"|\b[0-9]{1,5},? (?:rue|[Aa]venue|[Bb]oulevard|route) (?:de la |d[eu] |des |d['’])?[A-Z][\w'’-]*"
    r"|\b[A-ZÄÖÜ][\w-]+(?:straße|strasse|str\.) ?[0-9]"
    r"|\b(?:[Cc]alle|[Aa]venida|[Cc]arrera) (?:(?:de|del|la|los|las|[A-ZÁÉÍÓÚÑ][\w'-]*),? ){1,4}(?:[#Nn][.º°]? ?)?[0-9]"
)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Read the texts of a program that has a confidential place."""
    if not any(location.type == "confidential" for location in entry.program.locations):
        return
    public = _public(entry.program, context.collection)
    for pointer in entry.source.scalars:
        if pointer and pointer[0] in TEXTS and isinstance(text := _value(entry, pointer), str):
            found = next((match for match in STREET.finditer(text) if not public.issuperset(words(match[0]))), None)
            if found:
                message = "this reads like a street address in a program with a confidential place; delete it"
                yield pointer, message


def _public(program: Program, collection: Collection) -> set[str]:
    """The words of the addresses that the program itself, or an organization it names, makes public."""
    contacts = program.referral.program_contacts + program.referral.health_care_contacts if program.referral else ()
    names = {program.organization, *(contact.organization or "" for contact in contacts)}
    addresses = [location.address for location in program.locations]
    addresses += [organization.address for organization in map(collection.organization, names) if organization]
    lines = [line for found in addresses if found for line in (found.line1, found.line2, found.city) if line]
    return {word for line in lines for word in words(line)}


def _value(entry: Entry, pointer: tuple[str | int, ...]) -> object:
    return functools.reduce(lambda value, part: value[part], pointer, entry.source.data)
