"""Sheets, folded in thought: the pages must come in order, whichever edge the printer turns over."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pypdf
import pytest
import typst
import zxingcpp

from peerdir.render.booklet import BookletError, imposition
from peerdir.render.booklet.imposition import CREEP, SHEETS_A_SIGNATURE, Flip, Side
from tests import paper

TODAY = dt.date(2026, 11, 21)
FLIPS: tuple[Flip, ...] = ("long-edge", "short-edge")
COUNTS = [1, 2, 3, 4, 5, 7, 8, 12, 13, 59, 60, 61, 121, 250]


def folded(sides: Sequence[Side], flip: Flip, signatures: Sequence[int]) -> list[int | None]:
    """Fold printed sheets, turn the leaves, and tell which page is seen one after another.

    Seen from the front, a printer that turns over the short edge keeps heads up; one that turns over the long edge puts
    the back on its head, unless the back was printed so.
    """
    read: list[int | None] = []
    begin = 0
    for length in signatures:
        sheets = [(sides[at], sides[at + 1]) for at in range(begin, begin + 2 * length, 2)]
        begin += 2 * length
        for front, back in sheets:
            assert not front.turned
            assert back.turned == (flip == "long-edge")
        # Outermost first: right half of the front, and the left half of the back that lies behind it.
        outward = [(front.right.page, back.left.page) for front, back in sheets]
        # From the middle out again: right half of the back, and behind it the left half of the front.
        inward = [(back.right.page, front.left.page) for front, back in reversed(sheets)]
        read += [page for leaf in (*outward, *inward) for page in leaf]
    return read


def lengths(pages: int) -> list[int]:
    return [len(signature) // 4 for signature in imposition.signatures(pages)]


@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize("pages", COUNTS)
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(pages: int, flip: Flip) -> None:
    read = folded(list(imposition.sides(pages, flip)), flip, lengths(pages))
    assert [page for page in read if page] == list(range(1, pages + 1))
    assert len(read) % 4 == 0
    assert len(read) - pages < 4


@pytest.mark.parametrize("pages", COUNTS)
def test_empty_paper_stands_before_the_last_page(pages: int) -> None:
    read = [page for signature in imposition.signatures(pages) for page in signature]
    assert read[-1] == pages
    assert read[: pages - 1] == list(range(1, pages))
    assert all(page is None for page in read[pages - 1 : -1])


def test_thick_booklets_are_several_signatures_of_about_the_same_thickness() -> None:
    assert lengths(4 * SHEETS_A_SIGNATURE) == [SHEETS_A_SIGNATURE]
    assert lengths(4 * SHEETS_A_SIGNATURE + 1) == [8, 8]
    assert lengths(4 * 31) == [11, 10, 10]


def test_inner_sheets_move_towards_the_fold() -> None:
    sides = list(imposition.sides(40, "short-edge"))
    creeps = [side.left.creep for side in sides[::2]]
    assert creeps[0] == 0
    assert all(after - before == pytest.approx(CREEP) for before, after in pairwise(creeps))
    assert 0.1 <= CREEP <= 0.3


@pytest.fixture
def numbered(tmp_path: Path) -> Path:
    """Seven pages of half a letter sheet, each with its number as a code near the head."""
    for number in range(1, 8):
        code = zxingcpp.create_barcode(f"page {number}", zxingcpp.BarcodeFormat.QRCode)
        (tmp_path / f"{number}.svg").write_text(code.to_svg(add_quiet_zones=True), encoding="utf-8")
    source = (
        "#set page(width: 5.5in, height: 8.5in, margin: 1in)\n"
        '#for n in range(1, 8) { image(str(n) + ".svg", width: 1.5in); pagebreak(weak: true) }'
    )
    path = tmp_path / "numbered.pdf"
    path.write_bytes(cast("bytes", typst.Compiler(source.encode(), root=tmp_path).compile(format="pdf")))
    return path


def impose(path: Path, flip: Flip) -> Path:
    made = imposition.impose(path, pages=7, paper="half-letter", flip=flip, title="Sheets", today=TODAY)
    assert (made.sheets, made.signatures) == (2, 1)
    sheets = path.with_name("sheets.pdf")
    sheets.write_bytes(made.pdf)
    return sheets


@pytest.mark.parametrize("flip", FLIPS)
def test_the_sheets_show_the_pages_where_they_belong(numbered: Path, flip: Flip) -> None:
    sheets = impose(numbered, flip)
    reader = pypdf.PdfReader(sheets)
    assert [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages] == [(792, 612)] * 4
    for number, side in enumerate(imposition.sides(7, flip), start=1):
        seen = {code.text: code for code in paper.codes(sheets, number)}
        assert set(seen) == {f"page {place.page}" for place in (side.left, side.right) if place.page}
        for place, is_left in ((side.left, True), (side.right, False)):
            if place.page:
                code = seen[f"page {place.page}"]
                assert (code.x < 0.5) == (is_left != side.turned), "the half of the sheet"
                assert (code.y < 0.5) == (not side.turned), "the head is up unless the side is turned"
                assert code.turn == (180 if side.turned else 0)


def test_the_same_pages_give_the_same_sheets(numbered: Path) -> None:
    first, second = (
        imposition.impose(numbered, pages=7, paper="half-letter", flip="short-edge", title="Sheets", today=TODAY).pdf
        for _ in range(2)
    )
    assert first == second


def test_pages_that_are_not_there_are_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(BookletError, match="the pages cannot be laid out on sheets: failed to load PDF"):
        imposition.impose(path, pages=4, paper="a5", flip="long-edge", title="Sheets", today=TODAY)


def test_sheets_have_a_title(numbered: Path) -> None:
    metadata: Any = pypdf.PdfReader(impose(numbered, "long-edge")).metadata
    assert metadata.title == "Sheets"
