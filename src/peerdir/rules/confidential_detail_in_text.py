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

from collections.abc import Iterator

from peerdir.analyse import words
from peerdir.diagnostic import Severity
from peerdir.prose import STREET
from peerdir.reading.collection import Collection, Entry
from peerdir.records import Program
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
TEXTS = ("summary", "description", "eligibility", "functions", "schedule", "cost", "referral", "alert", "translations")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Read the texts of a program that has a confidential place."""
    if not any(location.type == "confidential" for location in entry.program.locations):
        return
    public = _public(entry.program, context.collection)
    for pointer, text in entry.source.strings:
        if pointer[0] in TEXTS:
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
