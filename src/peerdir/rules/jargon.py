"""Words of the trade shut out the people a program is for; plain ones say the same.

Source: the CDC's "Everyday Words for Public Health Communication". Proper names and quotations are left alone.

Bad:

    summary: Peers utilize psychoeducation to help with diabetes and comorbidities.

Good:

    summary: Peers teach one another about diabetes and other health problems.
"""

import functools
import re
from collections.abc import Iterator, Mapping

from peerdir.collection import Entry
from peerdir.diagnostic import Pointer, Severity
from peerdir.records import TranslatedFunctions
from peerdir.rule import Context, Finding
from peerdir.rules.long_sentence import prose

SEVERITY = Severity.WARNING
PLAIN: Mapping[str, str] = {
    r"utili[sz](?:e|es|ed|ing|ation)": "use",
    r"facilitat(?:e|es)": "help with, or lead",
    r"psycho-?education(?:al)?": "learning about mental health",
    r"comorbid(?:ity|ities)?|co-morbid(?:ity|ities)?": "other health problems",
    r"(?:medication|treatment) (?:adherence|compliance)|adherence to (?:medication|treatment)": "taking medicine",
    r"ambulatory": "able to walk, or without a stay in hospital",
    r"modalit(?:y|ies)": "way, or kind of support",
    r"self-efficacy": "confidence",
    r"biopsychosocial": "body, mind and daily life",
    r"glyc(?:a)?emic control": "blood sugar",
    r"myocardial infarctions?": "heart attack",
    r"cerebrovascular accidents?": "stroke",
    r"hyperlipid(?:a)?emia": "high cholesterol",
    r"dyspn(?:o)?ea": "shortness of breath",
    r"sequelae": "what stays after an illness",
    r"(?:a)?etiology": "cause",
}
# A capital that only begins a text, a line or a sentence.
FIRST_LETTER = re.compile(r"(?:\A|[.!?] +|\n)[A-Z](?=[a-z])")
# What a group says of itself in quotation marks is its own.
QUOTED = re.compile(r"\"[^\"]{0,300}\"|“[^”]{0,300}”|«[^»]{0,300}»")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at what was written in English, but not at names."""
    for pointer, text in (*original(entry, context, "en"), *translated(entry, "en")):
        if pointer[-1] != "name":
            for said, plain in first_said(PLAIN, text):
                yield pointer, f'"{said}" is a word of the trade; plain words are "{plain}"'


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
