"""The call sheet: one PDF, typeset by Typst from templates/due, with the questions and boxes to tick."""

import json
from collections.abc import Mapping
from typing import Any

from peerdir.assets import assets
from peerdir.clean import clean
from peerdir.due import Due, people, role
from peerdir.render import fonts, plurals, typesetting
from peerdir.render.due import DueError, Sheet, asked, known
from peerdir.render.due.direction import kept
from peerdir.render.due.wording import date, patterns

# Where sheets are printed on letter paper; everywhere else on A4.
LETTER = ("US", "CA", "MX", "PH", "CL", "CO", "VE")


def render(sheet: Sheet) -> bytes:
    """Return the PDF. Raises DueError for a character that no font has, and when the template is wrong."""
    templates = sheet.templates or assets("templates")
    folder = templates / "due"
    content = {**_document(sheet), "added_fonts": typesetting.added_fonts(templates)}
    if lacking := fonts.lacking(content, fonts.printable(fonts.folder(templates))):
        raise DueError(f"no font has {lacking}; {fonts.ADVICE}")
    data = {"data": json.dumps(content, ensure_ascii=False)}
    compiler = typesetting.compiler(folder / "calls.typ", folder, templates, data)
    return typesetting.pdf(compiler, sheet.today, DueError, standards=["ua-1"])


def _document(sheet: Sheet) -> Mapping[str, Any]:
    words = sheet.words["calls"]
    made = words["made"].format(date=date(sheet.today, sheet), until=date(sheet.until, sheet))
    return {
        "language": sheet.language,
        "paper": "letter" if sheet.collection.directory.country in LETTER else "a4",
        "mark": sheet.words[sheet.audience],
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
    dates = patterns(sheet.language, sheet.templates).list_comma.join(date(check.date, sheet) for check in one.tries)
    notes = "; ".join(clean(check.note) for check in one.tries if check.note)
    return {
        "name": kept(one.program.name, sheet),
        "due": _due(one, sheet),
        "tries": words["tries"].format(dates=dates) + (f" ({notes})" if notes else "") if one.tries else "",
        "hidden": words["hidden"] if one.hidden else "",
        "contacts": [
            kept(", ".join(filter(None, (role(person), person.name, person.phone, person.email, person.hours))), sheet)
            for person in people(one.program)
        ],
        "questions": [
            {
                "question": sheet.words["questions"][question.topic],
                "of": kept(question.of, sheet),
                "value": kept(known(question, sheet), sheet),
            }
            for question in asked(one, sheet)
        ],
        "record": words["record"].format(id=kept(one.program.id, sheet)),
    }


def _due(one: Due, sheet: Sheet) -> str:
    words = sheet.words["calls"]
    if one.days is None or one.due_on is None:
        return str(words["never"])
    if one.days > 0:
        return plurals.said(words["overdue"], one.days, sheet.language).format(days=one.days)
    return str(words["due"].format(date=date(one.due_on, sheet)))
