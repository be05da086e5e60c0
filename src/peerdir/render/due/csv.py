"""A list for a spreadsheet: what is due, and empty columns for what came of each call, for `verify --all-from`.

A cell that a spreadsheet would take for a formula begins with an apostrophe; a phone number is written as RFC 3966
writes it, which every program leaves alone.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator

from peerdir.clean import clean
from peerdir.due import Due
from peerdir.render.due import Sheet, first_contact

BYTE_ORDER_MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEADER = (
    "coordinator", "id", "name", "due on", "days overdue", "failed tries", "last try", "hidden",
    "contact", "phone", "email",
    "result", "date", "by", "method", "informant", "note", "changed",
)  # fmt: skip
EMPTY = 7


def render(sheet: Sheet) -> str:
    """Write one entry a line; a line with the names of the columns is always there."""
    return write(HEADER, ((*_cells(one), *[""] * EMPTY) for one in sheet.due))


def write(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Write a table as CSV with quotes around every cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def _cells(one: Due) -> Iterator[str]:
    person = first_contact(one)
    yield from (one.coordinator, one.program.id, one.program.name)
    yield from (one.due_on.isoformat() if one.due_on else "", "" if one.days is None else str(max(one.days, 0)))
    yield from (str(len(one.tries)), one.tries[-1].date.isoformat() if one.tries else "")
    yield "yes" if one.hidden else "no"
    yield person.role if person else ""
    yield f"tel:{person.phone}" if person and person.phone else ""
    yield (person.email if person else None) or ""


def _safe(cell: str) -> str:
    shown = "\n".join(map(clean, cell.split("\n")))
    # Full-width signs and signs behind blanks are taken for formulas too.
    begin = unicodedata.normalize("NFKC", shown.lstrip())[:1]
    return f"'{shown}" if begin in FORMULA and begin else shown
