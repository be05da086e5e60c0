"""A language code of a translation, a contact or the directory must be one of vocabulary/languages.yaml.

Without it readers see a code instead of the language's name, and search does not know it.

Bad:

    translations:
      xx: {name: Ejemplo}

Good:

    translations:
      es: {name: Ejemplo}
"""

import difflib
from collections.abc import Iterator

from peerdir.diagnostic import Pointer, Severity
from peerdir.reading.collection import Entry
from peerdir.records import Contact, Directory, Organization, Program
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
KINDS = ("program", "organization", "directory")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look up every code that unknown-reference does not; zh-Hans is fine where zh is known."""
    vocabulary = context.collection.vocabularies.get("languages")
    for pointer, code in _codes(entry.record) if vocabulary else ():
        known = vocabulary.by_code if vocabulary else {}
        if code not in known and code.partition("-")[0] not in known:
            nearest = difflib.get_close_matches(code, known, 1)
            hint = f'did you mean "{nearest[0]}"?' if nearest else "add it to vocabulary/languages.yaml"
            yield pointer, f'there is no language "{code}"; {hint}'


def _codes(record: object) -> Iterator[tuple[Pointer, str]]:
    match record:
        case Program(translations=translations, contacts=contacts):
            yield from ((("translations", code), code) for code in translations)
            yield from _spoken(contacts)
        case Organization(contacts=contacts):
            yield from _spoken(contacts)
        case Directory(languages=languages, contact=contact):
            yield from ((("languages", index), code) for index, code in enumerate(languages))
            yield from ((("contact", "languages", index), code) for index, code in enumerate(contact.languages))


def _spoken(contacts: tuple[Contact, ...]) -> Iterator[tuple[Pointer, str]]:
    for place, contact in enumerate(contacts):
        yield from ((("contacts", place, "languages", index), code) for index, code in enumerate(contact.languages))
