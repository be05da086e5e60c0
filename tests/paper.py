"""Codes read off a page of a PDF as a phone would read them: from a picture of it."""

import io
from pathlib import Path
from typing import NamedTuple, cast

import PIL.Image
import typst
import zxingcpp

DOTS_AN_INCH = 150


class Seen(NamedTuple):
    """What a code says, its middle on the page (0 to 1 from the left and the top), its side in points, its turn."""

    text: str
    x: float
    y: float
    side: float
    turn: int


def picture(pdf: Path, page: int) -> PIL.Image.Image:
    """Take a picture of one page, from 1."""
    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{pdf.name}", page: {page})'
    png = typst.Compiler(source.encode(), root=pdf.parent).compile(format="png", ppi=DOTS_AN_INCH)
    return PIL.Image.open(io.BytesIO(cast("bytes", png))).convert("L")


def codes(pdf: Path, page: int) -> list[Seen]:
    """Read every code on a page."""
    shot = picture(pdf, page)
    return [
        Seen(
            found.text,
            sum(corner.x for corner in _corners(found)) / 4 / shot.width,
            sum(corner.y for corner in _corners(found)) / 4 / shot.height,
            abs(found.position.top_right.x - found.position.top_left.x) * 72 / DOTS_AN_INCH,
            found.orientation % 360,
        )
        for found in zxingcpp.read_barcodes(shot)
    ]


def _corners(found: zxingcpp.Barcode) -> tuple[zxingcpp.Point, ...]:
    at = found.position
    return at.top_left, at.top_right, at.bottom_left, at.bottom_right
