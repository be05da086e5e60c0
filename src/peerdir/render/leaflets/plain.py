"""A handout as plain text, ready for a Braille translator or a screen reader.

A heading is a line of its own with an empty line before it. A paragraph is one line, however long: the translator
breaks lines to the width of the paper, and contracted Braille has a width no text can know. There are no drawing
characters, no dots between words and no spaces of unusual width. Marks that keep a phone number in order stand only in
lines that run from the right, where a number would be read the wrong way round without them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peerdir.clean import UNSAFE
from peerdir.render.booklet.passages import END, FROM_THE_RIGHT, LEFT_TO_RIGHT, Passage, flat

ISOLATES = LEFT_TO_RIGHT + FROM_THE_RIGHT + END
SPACES = re.compile("[\u00a0\u2007\u2009\u200a\u202f]")
DOT = re.compile(r"\s*·\s*")


def render(sheets: Sequence[Mapping[str, Any]]) -> str:
    """Return sheets as text, with three empty lines between them."""
    return "\n\n\n".join("\n".join(_lines(sheet)).strip() + "\n" for sheet in sheets)


def text(passage: Passage) -> str:
    """Return a passage as one plain line."""
    line = DOT.sub(", ", SPACES.sub(" ", flat(passage)))
    from_the_right = any(unicodedata.bidirectional(char) in ("R", "AL") for char in line)
    kept = ISOLATES if from_the_right else ""
    return " ".join(re.sub(UNSAFE, lambda found: found[0] if found[0] in kept else " ", line).split())


def _lines(sheet: Mapping[str, Any]) -> Iterator[str]:
    yield from (text(sheet[key]) for key in ("staff", "top", "title", "organization") if sheet[key])
    yield from (text(mark) for mark in sheet["marks"])
    if sheet["alert"]:
        yield from _part(sheet["alert"]["heading"], [sheet["alert"]["text"]])
    yield from _alone(sheet["summary"])
    if sheet["contacts"]:
        yield from _part(sheet["contact_heading"], [])
    for way in sheet["contacts"]:
        yield from _contact(way, sheet)
    for section in sheet["sections"]:
        yield from ("", text(section["heading"]))
        yield from (_paragraph(one) for one in section["paragraphs"])
    if sheet["first"]:
        yield from _part(sheet["first"]["heading"], sheet["first"]["steps"])
    for other in sheet["others"]:
        yield from ("", *(text(other[key]) for key in ("language", "name", "summary") if other[key]))
    yield from _alone(sheet["help"])
    yield from (text(passage) for passage in sheet["foot"] if passage)


def _alone(passage: Passage | None) -> Iterator[str]:
    """Yield a paragraph with an empty line before it."""
    if passage:
        yield from ("", text(passage))


def _part(heading: Passage, passages: Sequence[Passage]) -> Iterator[str]:
    yield from ("", text(heading))
    yield from map(text, passages)


def _paragraph(one: Mapping[str, Any]) -> str:
    return f"{text(one['name'])}: {text(one['text'])}" if one["name"] else text(one["text"])


def _contact(way: Mapping[str, Any], sheet: Mapping[str, Any]) -> Iterator[str]:
    """Yield a way to reach somebody; each number and address has a line of its own."""
    if way["staff"]:
        yield text(sheet["staff_heading"])
    if way["title"]:
        yield text(way["title"])
    for key in ("phone", "email", "url"):
        if way[key]:
            yield text([("en", way[key]["shown"])])
    if way["hours"]:
        yield text(way["hours"])
