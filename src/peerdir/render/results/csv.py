"""A spreadsheet: RFC 4180, with a byte order mark, without which Excel garbles every accent.

A cell that a spreadsheet would take for a formula begins with an apostrophe. A phone number is such a cell: Excel makes
-1273 of +1-619-555-0101. It is written as RFC 3966 writes it, tel:+1-619-555-0101, which every program leaves alone.
"""

import csv
import io
from collections.abc import Iterator

from peerdir.cards.card import needs_call
from peerdir.clean import clean
from peerdir.query import Answer, Query, Result
from peerdir.render.results import Look

BYTE_ORDER_MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEADER = (
    "id", "name", "summary", "status", "room", "call first", "distance km", "reach",
    "where", "when", "languages", "phone", "email", "url", "free", "checked on", "why",
)  # fmt: skip


def render(answer: Answer, query: Query, look: Look) -> str:
    """Write one program a line, the best fit first; a line with the names of the columns is always there."""
    del query
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([_safe(cell) for cell in _cells(result, look)] for result in answer.results)
    return BYTE_ORDER_MARK + text.getvalue()


def _cells(result: Result, look: Look) -> Iterator[str]:
    card = result.card
    yield from (card["id"], card["name"], card["summary"], card["status"], card["capacity"] or "")
    yield "yes" if needs_call(card, look.today) else "no"
    yield "" if result.distance_km is None else f"{result.distance_km:.1f}"
    yield result.reach or ""
    yield from ("; ".join(card[name]) for name in ("where", "when", "languages"))
    yield f"tel:{card['phone']}" if card["phone"] else ""
    yield from (card["email"] or "", card["url"] or "")
    yield {True: "yes", False: "no", None: ""}[card["free"]]
    yield card["verified_on"] or ""
    yield "; ".join(result.why)


def _safe(cell: str) -> str:
    return f"'{clean(cell)}" if cell.startswith(FORMULA) else clean(cell)
