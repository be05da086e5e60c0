"""What is filled in by hand: lines about the person, and the answer that goes back."""

from typing import Any

from peerdir.render.booklet.passages import Passage
from peerdir.render.leaflets import Issue

Row = list[dict[str, Any]]


def form(issue: Issue, consent: Passage | None) -> dict[str, Any]:
    """Return the lines about the person; `consent` is how the program's people agree, from its protocol."""
    agrees = issue.edition.together([issue.words.say("sheet.form.agrees"), consent])
    return {
        "title": issue.words.say("sheet.form.title"),
        "note": issue.words.say("sheet.form.note"),
        "first": [
            [_line("form.name", issue, 3), _line("form.language", issue, 2), _tick("form.interpreter", issue)],
            [_line("form.reach", issue, 3), _line("form.time", issue, 2), _tick("form.message", issue)],
        ],
        "wants": issue.words.say("sheet.form.wants"),
        "last": [
            [{"label": agrees, "tick": True, "line": 0}],
            [_line("form.agreed", issue, 3), _line("form.date", issue)],
            [_line("form.from", issue, 3), _line("form.until", issue, 2)],
        ],
    }


def answer(issue: Issue, name: Passage | None) -> dict[str, Any]:
    """Return what the program fills in and sends back to the health care side, called `name`."""
    back = issue.words.say("sheet.answer.note", name=name) if name else issue.words.say("sheet.answer.note_blank")
    return {
        "title": issue.words.say("sheet.answer.title"),
        "note": back,
        "rows": [
            [_tick("answer.reached", issue, 1), _tick("answer.met", issue, 1), _tick("answer.no_room", issue)],
            [_tick("answer.not_reached", issue), _tick("answer.not_now", issue), _line("answer.by", issue)],
        ],
    }


def _line(name: str, issue: Issue, line: int = 1) -> dict[str, Any]:
    """Return a label with a line behind it; `line` is its share of the row."""
    return {"label": issue.words.say(f"sheet.{name}"), "tick": False, "line": line}


def _tick(name: str, issue: Issue, line: int = 0) -> dict[str, Any]:
    """Return a box to tick, with a line behind its label or none."""
    return {"label": issue.words.say(f"sheet.{name}"), "tick": True, "line": line}
