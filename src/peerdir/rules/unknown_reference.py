"""A name must lead somewhere: an organization's file, a location of the same program, a code of the vocabulary.

Nobody can be referred to a clinic that is not in the directory, and a code nobody knows is never found by a search.

Bad:

    conditions: [diabetis-type-2]

Good:

    conditions: [diabetes-type-2]
"""

import difflib
from collections.abc import Iterable, Iterator

from peerdir.diagnostic import Pointer, Severity
from peerdir.reading.collection import Entry
from peerdir.records import Program
from peerdir.references import codes
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Follow every reference of a program."""
    program, ids = entry.program, context.collection.ids
    for pointer, name in _organizations(program):
        if name not in ids["organization"]:
            yield pointer, _unknown("organization", name, ids["organization"], f"organizations/{name}.yaml")
    for pointer, vocabulary, code in codes(program):
        found = context.collection.vocabularies.get(vocabulary)
        if found and code not in found.by_code:
            yield pointer, _unknown(f"code in {vocabulary}", code, found.by_code, f"vocabulary/{vocabulary}.yaml")
        elif not found and vocabulary not in ids["vocabulary"]:
            yield pointer, f'"{code}" cannot be looked up: there is no vocabulary/{vocabulary}.yaml'
    keys = [location.key for location in program.locations]
    for index, slot in enumerate(program.schedule):
        if slot.location not in keys:
            message = _unknown("location of this program", slot.location, keys, "locations as a `key`")
            yield ("schedule", index, "location"), message


def _organizations(program: Program) -> Iterator[tuple[Pointer, str]]:
    yield ("organization",), program.organization
    if program.referral is None:
        return
    for side in ("program_contacts", "health_care_contacts"):
        for index, contact in enumerate(getattr(program.referral, side)):
            if contact.organization:
                yield ("referral", side, index, "organization"), contact.organization


def _unknown(what: str, name: str, known: Iterable[str], where: str) -> str:
    nearest = difflib.get_close_matches(name, list(known), 1)
    hint = f'did you mean "{nearest[0]}"?' if nearest else f"add it to {where}, or use one that is there"
    return f'there is no {what} "{name}"; {hint}'
