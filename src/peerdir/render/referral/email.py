"""A referral as an e-mail to copy: a subject and a text, with empty lines for what is about a person."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peerdir.render.booklet.passages import Passage
from peerdir.render.leaflets import Issue
from peerdir.render.referral.sheet import PAD
from peerdir.render.referral.text import contact, fields, form, item, said, wrapped


def render(sheets: Sequence[Mapping[str, Any]], issue: Issue) -> str:
    """Return the subject and the text of an e-mail for each sheet, as plain text of at most 72 columns."""
    return "\f".join("\n".join(_letter(one, issue)).strip() + "\n" for one in sheets)


def _letter(sheet: Mapping[str, Any], issue: Issue) -> Iterator[str]:
    """Yield the lines of an e-mail; the warnings are for whoever sends it, and stand above the subject."""
    yield from wrapped(issue.words.say("letter.before"))
    for warning in sheet["warnings"]:
        yield from wrapped(warning, "! ")
    yield ""
    yield from _head(sheet, issue)
    yield from ("", *wrapped(issue.words.say("letter.greeting")), "")
    yield from wrapped(_opening(sheet, issue))
    yield from _person(sheet, issue)
    yield from _papers(sheet, issue)
    yield from _asks(sheet, issue)
    yield from ("", *wrapped(issue.words.say("letter.thanks")), "")
    yield from _sender(sheet["sides"][1], issue)


def _head(sheet: Mapping[str, Any], issue: Issue) -> Iterator[str]:
    address = next((way["email"]["shown"] for way in sheet["sides"][0]["contacts"] if way["email"]), None)
    if address:
        yield f"{_said('to_label', issue)}: {address}"
    subject = issue.words.say("sheet.title") if _is_blank(sheet) else _named("letter.subject", sheet, issue)
    yield f"{_said('subject_label', issue)}: {said(subject)}"


def _opening(sheet: Mapping[str, Any], issue: Issue) -> Passage:
    if _is_blank(sheet):
        return issue.words.say("letter.opening_blank")
    return _named("letter.opening", sheet, issue)


def _person(sheet: Mapping[str, Any], issue: Issue) -> Iterator[str]:
    """Yield the lines about the person, under a heading that fits a letter."""
    lines = list(form({**sheet["form"], "title": issue.words.say("letter.person"), "note": None}))
    yield from (line for number, line in enumerate(lines) if line or number == 0)


def _papers(sheet: Mapping[str, Any], issue: Issue) -> Iterator[str]:
    papers = next((part for part in sheet["sections"] if part["key"] == "papers"), None)
    if papers:
        yield from ("", f"{_said('papers', issue)}:")
        for number, one in enumerate(papers["items"], 1):
            yield from item(one, "ticks", number)


def _asks(sheet: Mapping[str, Any], issue: Issue) -> Iterator[str]:
    yield from ("", f"{_said('ask', issue)}:")
    for one in issue.words.lines("letter.asks"):
        yield from wrapped(one, "- ")
    if sheet["soon"]:
        yield from wrapped(issue.words.say("letter.until", answer=sheet["soon"]))


def _sender(clinic: Mapping[str, Any], issue: Issue) -> Iterator[str]:
    """Yield who sends it: the health care side as the sheet has it, or lines to fill in."""
    yield f"{_said('sender', issue)}:"
    yield from wrapped(clinic["name"])
    if clinic["contacts"] and not clinic["instead"]:
        yield from contact(clinic["contacts"][0])
    else:
        label = issue.words.say("sheet.form.from")
        yield from fields([[{"label": label, "tick": False, "line": 1}]])


def _is_blank(sheet: Mapping[str, Any]) -> bool:
    return bool(sheet["id"] == PAD)


def _named(name: str, sheet: Mapping[str, Any], issue: Issue) -> Passage:
    return issue.words.say(name, name=sheet["title"])


def _said(name: str, issue: Issue) -> str:
    return said(issue.words.say(f"letter.{name}"))
