"""A bar chart of one dimension: the name and the number of each row over its bar, so that it fits a phone."""

import xml.etree.ElementTree as ET

from peerdir.coverage import Table
from peerdir.render.coverage import programs
from peerdir.render.coverage.drawing import BAR, LETTER, TRACK, box, picture, shortened, text

WIDE, HEAD, STEP, THICK = 320, 28, 34, 9
FOOT = 24


def chart(table: Table, most: int | None = None, *, titled: bool = True) -> ET.Element:
    """Draw the rows, up to `most` where their order tells nothing, and say how many more there are.

    Where the title stands over the picture already it need not be drawn.
    """
    every = table.shown
    shown = every if table.dimension.in_order else every[:most]
    rest = _rest(len(every) - len(shown), len(table.empty))
    head = HEAD if titled else 0
    high = head + STEP * len(shown) + (FOOT if rest else 0)
    title = table.dimension.title
    told = "; ".join(f"{row.label}: {row.count:,}" for row in shown)
    name = f"bars-{table.dimension.name}"
    found = picture(WIDE, high, name, f"{title}: a bar chart", f"{programs(table.total)}. {told}. {rest}".strip())
    if titled:
        text(found, title, 0, 16, size=15).set("font-weight", "600")
    longest = max((row.count for row in shown), default=0) or 1
    for number, row in enumerate(shown):
        top = head + STEP * number
        count = f"{row.count:,}"
        name_of = text(found, shortened(row.label, WIDE - LETTER * (len(count) + 2)), 0, top + 12)
        ET.SubElement(name_of, "title").text = f"{row.label}: {count}"
        text(found, count, WIDE, top + 12, end=True).set("font-weight", "600")
        box(found, 0, top + 17, WIDE, THICK, "track", TRACK)
        box(found, 0, top + 17, WIDE * row.count / longest, THICK, "bar", BAR)
    if rest:
        text(found, rest, 0, high - 6)
    return found


def _rest(more: int, empty: int) -> str:
    parts = [f"and {more:,} more"] if more else []
    parts += [f"{empty:,} with no program"] if empty else []
    return "; ".join(parts)
