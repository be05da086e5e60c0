"""The call sheet: one PDF, typeset by Typst from templates/due, with the questions and boxes to tick."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

import typst

from peerdir.assets import assets
from peerdir.clean import clean
from peerdir.due import Due, people, role
from peerdir.render.booklet import fonts
from peerdir.render.due import DueError, Sheet, asked
from peerdir.render.due.wording import date

# Where sheets are printed on letter paper; everywhere else on A4.
LETTER = ("US", "CA", "MX", "PH", "CL", "CO", "VE")


def render(sheet: Sheet) -> bytes:
    """Return the PDF. Raises DueError for a character that no font has."""
    folder = assets("templates")
    content = _document(sheet)
    known = fonts.printable(folder / "booklet" / "fonts")
    for text in _strings(content):
        if character := fonts.missing(text, known):
            raise DueError(f"no font has the character {character!r} (U+{ord(character):04X}) in {text[:60]!r}")
    noon = int(dt.datetime.combine(sheet.today, dt.time(12), dt.UTC).timestamp())
    try:
        compiler = typst.Compiler(
            folder / "due" / "calls.typ",
            root=folder / "due",
            font_paths=typst.Fonts(False, False, [folder / "booklet" / "fonts"]),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
        )
        return cast("bytes", compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=noon))
    except typst.TypstError as error:
        raise DueError(f"templates/due/calls.typ cannot be typeset: {error.message}") from error


def _document(sheet: Sheet) -> Mapping[str, Any]:
    words = sheet.words["calls"]
    made = words["made"].format(date=date(sheet.today, sheet.language), until=date(sheet.until, sheet.language))
    return {
        "language": sheet.language,
        "paper": "letter" if sheet.collection.directory.country in LETTER else "a4",
        "mark": sheet.words["public" if sheet.audience == "public" else "staff"],
        "made": made,
        "words": words,
        "groups": [
            {
                "coordinator": words["coordinator"].format(name=clean(name) or "-"),
                "programs": [_program(one, sheet) for one in group],
            }
            for name, group in sheet.by_coordinator
        ],
    }


def _program(one: Due, sheet: Sheet) -> Mapping[str, Any]:
    words = sheet.words["calls"]
    dates = ", ".join(date(check.date, sheet.language) for check in one.tries)
    notes = "; ".join(clean(check.note) for check in one.tries if check.note)
    return {
        "name": clean(one.program.name),
        "due": _due(one, sheet),
        "tries": words["tries"].format(dates=dates) + (f" ({notes})" if notes else "") if one.tries else "",
        "hidden": words["hidden"] if one.hidden else "",
        "contacts": [
            ", ".join(
                clean(part) for part in (role(person), person.name, person.phone, person.email, person.hours) if part
            )
            for person in people(one.program)
        ],
        "questions": [
            {
                "question": sheet.words["questions"][question.topic],
                "of": clean(question.of),
                "value": clean(sheet.words["status"].get(question.value, question.value)) or sheet.words["unknown"],
            }
            for question in asked(one, sheet)
        ],
        "record": words["record"].format(id=one.program.id),
    }


def _due(one: Due, sheet: Sheet) -> str:
    words = sheet.words["calls"]
    if one.days is None or one.due_on is None:
        return str(words["never"])
    if one.days > 0:
        return str(words["overdue"].format(days=one.days))
    return str(words["due"].format(date=date(one.due_on, sheet.language)))


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for part in value.values():
                yield from _strings(part)
        case list():
            for part in value:
                yield from _strings(part)
