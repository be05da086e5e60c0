"""A heat map of two dimensions: the darker, the more programs; a number in every square, lines where there are none."""

import xml.etree.ElementTree as ET

from peerdir.coverage import Matrix, Row
from peerdir.render.coverage import heading, left_out, programs
from peerdir.render.coverage.drawing import (
    LETTER,
    LINE,
    ON_STEPS,
    PAPER,
    STEPS,
    box,
    extent,
    picture,
    shortened,
    text,
)

CELL, HIGH, HEAD, LEGEND = 36, 28, 30, 46
LONGEST_ROW, LONGEST_COLUMN = 200.0, 190.0
# Names of columns lean: so much of their length goes up, and as much to the right.
LEAN = 0.7072


def chart(matrix: Matrix, *, titled: bool = True) -> ET.Element:
    """Draw a matrix, and say how many rows and columns it leaves out.

    Where the title stands over the picture already it need not be drawn.
    """
    rows, columns = matrix.row_heads, matrix.column_heads
    left = extent([row.label for row in rows], LONGEST_ROW) + 10
    leaning = extent([column.label for column in columns], LONGEST_COLUMN) * LEAN
    top = (HEAD if titled else 0) + leaning + 14
    rest = left_out(matrix)
    wide = max(left + CELL * len(columns) + leaning, extent([heading(matrix), rest], 900.0) + 20, 420)
    high = top + HIGH * len(rows) + LEGEND + (20 if rest else 0)
    name = f"heat-{matrix.rows.dimension.name}-{matrix.columns.dimension.name}"
    told = _told(matrix)
    found = picture(wide, high, name, f"{heading(matrix)}: a heat map", f"{told} {rest}".strip())
    _lines_for_none(found, name)
    if titled:
        text(found, heading(matrix), 0, 18, size=15).set("font-weight", "600")
    for number, column in enumerate(columns):
        _column(found, column, left + CELL * (number + 0.5), top - 8)
    highest = max((count for cells in matrix.cells for count in cells), default=0)
    for number, row in enumerate(rows):
        y = top + HIGH * number
        label = text(found, shortened(row.label, left - 10), left - 8, y + 18, end=True)
        ET.SubElement(label, "title").text = row.label
        for place, count in enumerate(matrix.cells[number]):
            _cell(found, name, left + CELL * place, y, count, highest, f"{row.label}, {columns[place].label}: {count}")
    _legend(found, name, top + HIGH * len(rows) + 14, highest)
    if rest:
        text(found, rest, 0, high - 8)
    return found


def _told(matrix: Matrix) -> str:
    """Say in words what the picture shows: how many squares are empty, and the fullest."""
    squares = [
        (count, row.label, column.label)
        for row, cells in zip(matrix.row_heads, matrix.cells, strict=True)
        for column, count in zip(matrix.column_heads, cells, strict=True)
    ]
    empty = sum(not count for count, _, _ in squares)
    best = max(squares, default=(0, "", ""))
    most = f" Most: {best[1]}, {best[2]}: {best[0]:,}." if best[0] else ""
    return f"{programs(matrix.total)}. {empty:,} of {len(squares):,} pairs have no program.{most}"


def _lines_for_none(root: ET.Element, name: str) -> None:
    """Define the pattern of lines that stands for no program."""
    pattern = ET.SubElement(ET.SubElement(root, "defs"), "pattern", {"id": f"{name}-none"})
    pattern.attrib |= {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    box(pattern, 0, 0, 6, 6, "paper", PAPER)
    stroke = {"x1": "0", "y1": "0", "x2": "0", "y2": "6", "stroke": LINE, "stroke-opacity": "0.45"}
    ET.SubElement(pattern, "line", {**stroke, "stroke-width": "1.5", "class": "peerdir-line"})


def _column(root: ET.Element, column: Row, x: float, y: float) -> None:
    label = text(root, shortened(column.label, LONGEST_COLUMN), x, y)
    label.set("transform", f"rotate(-45 {x:.1f} {y:.1f})")
    ET.SubElement(label, "title").text = column.label


def _cell(root: ET.Element, name: str, x: float, y: float, count: int, highest: int, told: str) -> None:
    """Draw one square with its number."""
    group = ET.SubElement(root, "g")
    ET.SubElement(group, "title").text = told
    step = _step(count, highest)
    if step is None:
        square = box(group, x + 1, y + 1, CELL - 2, HIGH - 2, "none", f"url(#{name}-none)")
        square.attrib |= {"stroke": LINE, "stroke-opacity": "0.5"}
        return
    box(group, x + 1, y + 1, CELL - 2, HIGH - 2, f"step{step}", STEPS[step])
    number = text(group, f"{count:,}", x + CELL / 2, y + 18)
    number.attrib |= {"text-anchor": "middle", "class": f"peerdir-on{step}", "fill": ON_STEPS[step]}


def _step(count: int, highest: int) -> int | None:
    """Return which color a number has; None for none."""
    return (count * len(STEPS) - 1) // highest if count else None


def _legend(root: ET.Element, name: str, y: float, highest: int) -> None:
    """Say which color stands for how many."""
    ranges: dict[int, list[int]] = {}
    for count in range(1, highest + 1):
        ranges.setdefault((count * len(STEPS) - 1) // highest, []).append(count)
    square = box(root, 0, y, 18, 18, "none", f"url(#{name}-none)")
    square.attrib |= {"stroke": LINE, "stroke-opacity": "0.5"}
    text(root, "none", 24, y + 14)
    x = 24 + LETTER * 4 + 18
    for step, counts in ranges.items():
        said = f"{counts[0]:,}" if len(counts) == 1 else f"{counts[0]:,}–{counts[-1]:,}"
        box(root, x, y, 18, 18, f"step{step}", STEPS[step])
        text(root, said, x + 24, y + 14)
        x += 24 + LETTER * len(said) + 18
