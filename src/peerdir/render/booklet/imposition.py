"""Pages of a booklet in the order of the sheets they are printed on, two to a side, to be folded and stapled.

The sheets of one signature lie inside one another, so its first page stands beside its last. A thick booklet would not
close: it is made of several signatures, which are folded one by one and laid on one another.
"""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import typst

from peerdir.assets import assets
from peerdir.render.booklet.edition import BookletError
from peerdir.render.booklet.form import SIZES
from peerdir.render.typesetting import noon

Flip = Literal["long-edge", "short-edge"]
PAGES_A_SHEET = 4
SHEETS_A_SIGNATURE = 15
CREEP = 0.2  # points that each sheet stands out beyond the one around it; about the thickness of office paper


class Place(NamedTuple):
    """A page, from 1, or None for empty paper, and how far it is moved towards the fold, in points."""

    page: int | None
    creep: float


class Side(NamedTuple):
    """One side of a sheet. One that is `turned` stands on its head, as printers need it that flip on the long edge."""

    left: Place
    right: Place
    turned: bool


class Sheets(NamedTuple):
    """The imposed PDF, how many sheets of paper it takes, and how many signatures they make."""

    pdf: bytes
    sheets: int
    signatures: int


def impose(booklet: Path, *, pages: int, paper: str, flip: Flip, title: str, today: dt.date) -> Sheets:
    """Return the sheets of the booklet in the PDF file `booklet`, which has `pages` pages of `paper`.

    They are for printing only: they are not tagged, so that people who listen need the booklet itself.
    """
    imposed = list(sides(pages, flip))
    width, height = SIZES[paper]
    order = {
        "file": f"/{booklet.name}",
        "title": title,
        "width": width,
        "height": height,
        "sides": [
            {"left": side.left._asdict(), "right": side.right._asdict(), "turned": side.turned} for side in imposed
        ],
    }
    template = (assets("templates") / "booklet" / "sheets.typ").read_bytes()
    pdf = _compile(template, order, booklet.resolve().parent, today)
    return Sheets(pdf, len(imposed) // 2, len(list(signatures(pages))))


def sides(pages: int, flip: Flip) -> Iterator[Side]:
    """Yield the sides to print, front and back of each sheet in turn, the outermost sheet of a signature first."""
    for signature in signatures(pages):
        for depth in range(len(signature) // PAGES_A_SHEET):
            creep = round(depth * CREEP, 2)
            first, last = 2 * depth, len(signature) - 1 - 2 * depth
            yield Side(Place(signature[last], creep), Place(signature[first], creep), turned=False)
            back = Place(signature[first + 1], creep), Place(signature[last - 1], creep)
            yield Side(*back, turned=flip == "long-edge")


def signatures(pages: int) -> Iterator[list[int | None]]:
    """Yield the pages of each signature, as equal in length as can be.

    What is missing to whole sheets is empty paper before the last page, so that this is the back cover.
    """
    sheets = -(-pages // PAGES_A_SHEET)
    empty = [None] * (sheets * PAGES_A_SHEET - pages)
    numbers = [*range(1, pages), *empty, pages]
    count = -(-sheets // SHEETS_A_SIGNATURE)
    begin = 0
    for number in range(count):
        length = (sheets // count + (number < sheets % count)) * PAGES_A_SHEET
        yield numbers[begin : begin + length]
        begin += length


def _compile(template: bytes, order: dict[str, Any], folder: Path, today: dt.date) -> bytes:
    compiler = typst.Compiler(template, root=folder, ignore_system_fonts=True, sys_inputs={"sheets": json.dumps(order)})
    try:
        return cast("bytes", compiler.compile(format="pdf", timestamp=noon(today), pdf_tags=False))
    except typst.TypstError as error:
        raise BookletError(f"the pages cannot be laid out on sheets: {error.message}") from error
