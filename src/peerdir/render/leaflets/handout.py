"""One program on one page, for one person to take home: as a PDF, as a web page, or as plain text."""

from collections.abc import Sequence
from typing import Any

from peerdir.records import Program
from peerdir.render.booklet.passages import flat
from peerdir.render.leaflets import plain, web
from peerdir.render.leaflets.discreet import telling
from peerdir.render.leaflets.issue import Issue, LeafletError
from peerdir.render.leaflets.proof import check_characters, typeset
from peerdir.render.leaflets.sheet import discreet_sheets, sheets

FORMATS = ("pdf", "html", "txt")


def render(programs: Sequence[Program], issue: Issue, *, format: str = "pdf", discreet: bool = False) -> bytes:  # noqa: A002 - the option's name
    """Return a handout as one of FORMATS, with a page for each of `programs`.

    A discreet one names no condition, no program and no organization, neither on the page nor in what the file says
    of itself. Raises LeafletError when that cannot be, or when a program is not to be printed.
    """
    for program in programs:
        check_open(program, "handout")
    if discreet and issue.staff:
        raise LeafletError("a handout for staff cannot be discreet")
    if discreet:
        words = telling(issue.collection)
        pages = [discreet_sheets(program, words, issue) for program in programs]
    else:
        pages = [sheets(program, issue) for program in programs]
    title = _title(pages, issue, discreet)
    match format:
        case "pdf":
            return _pdf(pages, title, issue, discreet)
        case "html":
            return web.render([levels[0] for levels in pages], title, issue)
        case _:
            return plain.render([levels[0] for levels in pages]).encode()


def check_open(program: Program, leaflet: str) -> None:
    """Refuse what nobody can join, and what is not to be printed."""
    if not program.listed:
        raise LeafletError(f"{program.id} is not open to people now ({program.status}), so there is no {leaflet} of it")
    if not program.publish.print:
        raise LeafletError(f"{program.id} is not to be printed; its entry says so")


def _title(pages: Sequence[Sequence[Any]], issue: Issue, discreet: bool) -> str:
    """Return what the file is called inside; that of one program has its name, unless it is discreet."""
    if discreet:
        name = issue.words.say("handout.discreet.title")
    else:
        name = pages[0][0]["title"] if len(pages) == 1 else issue.title
    return flat(name)


def _pdf(pages: Sequence[Sequence[Any]], title: str, issue: Issue, discreet: bool) -> bytes:
    for levels in pages:
        check_characters(levels[0], issue.edition.characters, f"program {levels[0]['id']}")
    copies = 2 if issue.form.two_up else 1
    content = {
        **issue.frame(),
        "title": title,
        "author": None if discreet else issue.collection.directory.publisher,
        "copies": copies,
        "pages": pages,
    }
    return typeset("handout.typ", content, [levels[0]["id"] for levels in pages for _ in range(copies)], issue)
