"""What people read in a file: its texts by language, and what can be looked for in them."""

import functools
import re
from collections.abc import Iterator, Mapping

from peerdir.diagnostic import Pointer
from peerdir.reading.collection import Entry
from peerdir.records import Program, TranslatedFunctions
from peerdir.rule import Context

# Details of contacts have rules of their own; `extra` is what an import brought, and is never shown.
NO_TEXT = {"phone", "email", "url", "base_url"}
# A capital that only begins a text, a line or a sentence.
FIRST_LETTER = re.compile(r"(?:\A|[.!?] +|\n)[A-Z](?=[a-z])")
# What a group says of itself in quotation marks is its own.
QUOTED = re.compile(r"\"[^\"]{0,300}\"|“[^”]{0,300}”|«[^»]{0,300}»")
# A street address. Capitals tell "5 Example Place" from "5 people find a place".
STREET = re.compile(
    r"\b[0-9]{1,5}[A-Z]?,? (?:[A-Z0-9][\w.'-]* ){1,4}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Terrace|Parkway|Highway|Hwy)\b"
    r"|\b[0-9]{1,5},? (?:rue|[Aa]venue|[Bb]oulevard|route) (?:de la |d[eu] |des |d['’])?[A-Z][\w'’-]*"
    r"|\b[A-ZÄÖÜ][\w-]+(?:straße|strasse|str\.) ?[0-9]"
    r"|\b(?:[Cc]alle|[Aa]venida|[Cc]arrera) (?:(?:de|del|la|los|las|[A-ZÁÉÍÓÚÑ][\w'-]*),? ){1,4}(?:[#Nn][.º°]? ?)?[0-9]"
)


def texts(entry: Entry) -> Iterator[tuple[Pointer, str]]:
    """Yield every text of a file that people read, whatever the field."""
    return ((pointer, text) for pointer, text in entry.source.strings if pointer[-1] not in NO_TEXT)


def prose(program: Program) -> Iterator[tuple[Pointer, str]]:
    """Yield what is read first: name, summary, description and the activities, in the language they were written in."""
    yield ("name",), program.name
    yield ("summary",), program.summary
    if program.description:
        yield ("description",), program.description
    for name, function in program.functions:
        for index, activity in enumerate(function.activities):
            yield ("functions", name, "activities", index), activity


def original(entry: Entry, context: Context, language: str) -> Iterator[tuple[Pointer, str]]:
    """Yield the texts as they were written, in a directory that may be written in this language."""
    if language in context.collection.directory.languages:
        yield from prose(entry.program)
        limits = entry.program.eligibility
        if limits and limits.description:
            yield ("eligibility", "description"), limits.description
        for index, text in enumerate(limits.excludes if limits else ()):
            yield ("eligibility", "excludes", index), text


def translated(entry: Entry, *languages: str) -> Iterator[tuple[Pointer, str]]:
    """Yield the texts of the translations into these languages, or all of them."""
    for code, text in entry.program.translations.items():
        here = ("translations", code)
        if languages and code.partition("-")[0] not in languages:
            continue
        yield from (((*here, field), getattr(text, field) or "") for field in ("name", "summary", "description"))
        for name in TranslatedFunctions.__dataclass_fields__:
            for index, activity in enumerate(getattr(text.functions, name, ())):
                yield (*here, "functions", name, index), activity


def first_said(table: Mapping[str, str], text: str) -> Iterator[tuple[str, str]]:
    """Find the first words of the table in a text, and what to write instead; quotations and names do not count."""
    if not _any_of(tuple(table)).search(text.lower()):
        return
    plain = FIRST_LETTER.sub(lambda found: found[0].lower(), QUOTED.sub('""', text))
    found = _any_of(tuple(table)).search(plain)
    if found and found.lastindex:
        yield found[0], tuple(table.values())[found.lastindex - 1]


@functools.cache
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """All patterns as one, each with its number, as whole words in small letters that begin no name."""
    return re.compile(rf"(?<![\w/.@-])(?:{'|'.join(f'({pattern})' for pattern in patterns)})(?![\w@-]| [A-Z])")
