"""A morning of calls as a CSV file: one line a call, with the columns that `due --format csv` writes."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from peerdir.edit.change import ChangeError
from peerdir.verify.outcome import Outcome, OutcomeError, outcome

COLUMNS = ("id", "result", "date", "by", "method", "informant", "note", "changed")
NEEDED = ("id", "result")
LARGEST = 5_000_000
MOST_ROWS = 20_000
# What a spreadsheet would take for a formula is written with an apostrophe before it, which is taken off again.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SEPARATOR = ";"


class SheetError(ValueError):
    """The file cannot be read as calls; the message says why, and what to do."""


class Row(NamedTuple):
    """One call: its line in the file, the program's id, and the outcome, or why there is none."""

    line: int
    id: str
    outcome: Outcome | None
    why_not: str = ""


def rows(content: bytes, *, today: dt.date, by: str | None, method: str) -> Iterator[Row]:
    """Yield the calls of a file; lines without a result are calls not made and left out.

    `today`, `by` and `method` fill empty cells. Raises SheetError when the file as a whole cannot be read.
    """
    table = _table(content)
    header = [name.strip().casefold() for name in next(table, [])]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise SheetError(f"the first line needs the columns {', '.join(NEEDED)}; {', '.join(missing)} is missing")
    for number, cells in enumerate(table, 2):
        if number > MOST_ROWS:
            raise SheetError(f"there are more than {MOST_ROWS:,} lines; cut the file in two")
        row = {name: _plain(cell) for name, cell in zip(header, cells, strict=False)}
        if row.get("result"):
            yield _row(number, row, today, by, method)


def _table(content: bytes) -> Iterator[list[str]]:
    if len(content) > LARGEST:
        raise SheetError(f"the file is larger than {LARGEST // 1_000_000} MB; cut it in two")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError("the file is not UTF-8 text; save it as CSV UTF-8") from None
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise SheetError(f"the file cannot be read as CSV: {error}") from None


def _plain(cell: str) -> str:
    bare = cell.strip()
    return bare[1:] if bare.startswith("'") and bare[1:].startswith(FORMULA) else bare


def _row(number: int, row: Mapping[str, str], today: dt.date, by: str | None, method: str) -> Row:
    try:
        day = dt.date.fromisoformat(row["date"]) if row.get("date") else today
    except ValueError:
        return Row(number, row.get("id", ""), None, f'"{row["date"]}" is not a day; write it like 2026-01-31')
    try:
        done = outcome(
            row["result"].casefold(),
            day=day,
            by=row.get("by") or by or "",
            method=row.get("method") or method,
            informant=row.get("informant"),
            note=row.get("note"),
            changes=[one for part in row.get("changed", "").split(SEPARATOR) if (one := part.strip())],
        )
    except (OutcomeError, ChangeError) as error:
        return Row(number, row.get("id", ""), None, str(error))
    return Row(number, row.get("id", ""), done)
