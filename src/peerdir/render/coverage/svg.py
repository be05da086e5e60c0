"""The pictures as one SVG: what was asked for, or an overview of small ones side by side."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from peerdir.render.coverage import Survey, bars, heat, summary
from peerdir.render.coverage.drawing import PAPER, STYLE, box, picture, text, written

MARGIN, GAP, ACROSS = 24, 36, 3
MOST_BARS, MOST_ROWS, MOST_COLUMNS = 8, 20, 16


def render(survey: Survey) -> str:
    """Write the picture, with an XML declaration and a background of its own."""
    most = None if survey.by else MOST_BARS
    drawn = [bars.chart(table, most) for table in survey.tables]
    matrices = survey.matrices if survey.by else [one.first(MOST_ROWS, MOST_COLUMNS) for one in survey.matrices]
    squares = [heat.chart(matrix) for matrix in matrices]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written(_sheet(survey, drawn, squares))}\n'


def _sheet(survey: Survey, drawn: Sequence[ET.Element], squares: Sequence[ET.Element]) -> ET.Element:
    """Put the pictures on one sheet, with the title over them."""
    sentences = summary(survey.coverage)
    title = f"{survey.coverage.title}, {survey.coverage.today}"
    top = MARGIN + 26 + 20 * len(sentences) + 16
    placed, high = _placed([*_columns(drawn)], squares, top)
    wide = max((x + _size(one, "width") for one, x, _ in placed), default=0) + MARGIN
    found = picture(max(wide, 680), high, "sheet", title, " ".join(sentences))
    found.set("role", "group")
    ET.SubElement(found, "style").text = STYLE
    box(found, 0, 0, max(wide, 680), high, "paper", PAPER)
    text(found, title, MARGIN, MARGIN + 14, size=18).set("font-weight", "600")
    for number, sentence in enumerate(sentences):
        text(found, sentence, MARGIN, MARGIN + 40 + 20 * number)
    for one, x, y in placed:
        one.attrib |= {"x": f"{x:.0f}", "y": f"{y:.0f}"}
        del one.attrib["xmlns"]
        found.append(one)
    return found


def _columns(drawn: Sequence[ET.Element]) -> Sequence[Sequence[ET.Element]]:
    """Share bar charts among columns of about one height, each chart in the one that is shortest so far."""
    columns: list[list[ET.Element]] = [[] for _ in range(min(ACROSS, len(drawn)))]
    for one in drawn:
        min(columns, key=lambda column: sum(_size(other, "height") + GAP for other in column)).append(one)
    return columns


def _placed(
    columns: Sequence[Sequence[ET.Element]], below: Sequence[ET.Element], top: float
) -> tuple[list[tuple[ET.Element, float, float]], float]:
    """Return the pictures with their places, and how high all of them are."""
    placed: list[tuple[ET.Element, float, float]] = []
    bottoms = [top]
    for number, column in enumerate(columns):
        y = top
        for one in column:
            placed.append((one, MARGIN + number * (bars.WIDE + GAP), y))
            y += _size(one, "height") + GAP
        bottoms.append(y)
    y = max(bottoms)
    for one in below:
        placed.append((one, MARGIN, y))
        y += _size(one, "height") + GAP
    return placed, y


def _size(one: ET.Element, name: str) -> float:
    return float(one.attrib[name])
