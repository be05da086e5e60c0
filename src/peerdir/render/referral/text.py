"""Referral sheets as plain text of at most 72 columns, to read, to print anywhere, or to hear."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peerdir.cards import columns
from peerdir.render.booklet.passages import Passage
from peerdir.render.leaflets import plain

COLUMNS = 72
TICK = "[ ] "
LEAST = 16  # columns of a line to write on
LINES = 3  # empty lines under what the person wants


def render(sheets: Sequence[Mapping[str, Any]], covers: Sequence[Mapping[str, Any]]) -> str:
    """Return sheets as text, a form feed between pages; a cover before each when there are covers."""
    pages = []
    for number, one in enumerate(sheets):
        pages += ["\n".join(cover(page)) for page in covers[number : number + 1]]
        pages.append("\n".join(_lines(one)))
    return "\f".join(f"{page.strip()}\n" for page in pages)


def wrapped(passage: Passage | None, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Yield the lines of a passage; `first` stands before the first of them, `rest` or blanks before the others."""
    before = " " * len(first) if rest is None else rest
    room = COLUMNS - max(len(first), len(before))
    for number, line in enumerate(columns.wrap(said(passage), room) if passage else ()):
        yield f"{before if number else first}{columns.readable([line])[0]}"


def said(passage: Passage) -> str:
    """Return a passage as one line without the marks that keep its order; each line it is broken into gets its own."""
    return plain.text(passage).translate(dict.fromkeys(map(ord, plain.ISOLATES)))


def heading(passage: Passage) -> Iterator[str]:
    """Yield a heading with an empty line before it, underlined so that it is seen."""
    lines = list(wrapped(passage))
    yield from ("", *lines, "-" * max(map(columns.width, lines), default=0))


def side(one: Mapping[str, Any]) -> Iterator[str]:
    """Yield the contacts of one side."""
    yield from heading(one["heading"])
    yield from wrapped(one["name"])
    yield from wrapped(one["instead"])
    for way in one["contacts"]:
        yield from contact(way)
    yield from (to_write_on(label) for label in one["fields"])


def contact(way: Mapping[str, Any]) -> Iterator[str]:
    """Yield a way to reach somebody; each number and address has a line of its own."""
    yield from wrapped(way["title"], "* ")
    for key in ("phone", "email"):
        if way[key]:
            yield f"  {said([('en', way[key]['shown'])])}"
    for key in ("hours", "languages", "backup"):
        yield from wrapped(way[key], "  ")


def section(part: Mapping[str, Any]) -> Iterator[str]:
    """Yield a part with its heading."""
    yield from heading(part["heading"])
    yield from wrapped(part["note"])
    for number, one in enumerate(part["items"], 1):
        yield from item(one, part["kind"], number)


def item(one: Mapping[str, Any], kind: str, number: int) -> Iterator[str]:
    """Yield an item: a paragraph, something to tick off, or a question with a line for the answer."""
    match kind:
        case "asks":
            yield to_write_on(one["text"])
        case "steps":
            yield from wrapped(one["text"], f"{TICK}{number}. ")
        case "ticks":
            yield from wrapped(one["text"], TICK)
        case _ if one["name"]:
            yield from wrapped([*one["name"], (one["name"][0][0], ": "), *one["text"]], rest="  ")
        case _:
            # One more meeting or place stands under the name of the first.
            yield from wrapped(one["text"], "  " if one.get("key") else "")


def fields(rows: Sequence[Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    """Yield what is filled in, each on a line of its own."""
    for one in (field for row in rows for field in row):
        before = TICK if one["tick"] else ""
        if one["line"]:
            yield to_write_on(one["label"], before)
        else:
            yield from wrapped(one["label"], before)


def to_write_on(label: Passage, before: str = "") -> str:
    """Return a label with a line behind it, below it where there is no room."""
    text = f"{before}{said(label)} "
    left = COLUMNS - columns.width(text)
    return f"{text}{'_' * left}" if left >= LEAST else f"{text.rstrip()}\n{'_' * COLUMNS}"


def form(one: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines about the person."""
    yield from heading(one["title"])
    yield from wrapped(one["note"])
    yield ""
    yield from fields(one["first"])
    yield from wrapped(one["wants"])
    yield from ["_" * COLUMNS] * LINES
    yield from fields(one["last"])


def _lines(sheet: Mapping[str, Any]) -> Iterator[str]:
    yield from wrapped(sheet["staff"])
    for key in ("label", "top", "title", "summary"):
        yield from wrapped(sheet[key])
    if sheet["warnings"]:
        yield from heading(sheet["look"])
        for warning in sheet["warnings"]:
            yield from wrapped(warning, "! ")
    for one in sheet["sides"]:
        yield from side(one)
    for part in sheet["sections"]:
        yield from section(part)
    yield from form(sheet["form"])
    yield from heading(sheet["answer"]["title"])
    yield from wrapped(sheet["answer"]["note"])
    yield from fields(sheet["answer"]["rows"])
    yield ""
    for passage in (sheet["help"], *sheet["foot"]):
        yield from wrapped(passage)


def cover(page: Mapping[str, Any]) -> Iterator[str]:
    """Yield the page that goes before a sheet by fax."""
    yield from wrapped(page["staff"])
    for key in ("title", "about", "top"):
        yield from wrapped(page[key])
    yield ""
    for row in page["rows"]:
        if not row["text"]:
            yield to_write_on(row["label"])
        for number, line in enumerate(row["text"]):
            yield from wrapped([*row["label"], ("en", ": "), *line] if number == 0 else line)
    yield ""
    for note in page["notes"]:
        yield from wrapped(note)
