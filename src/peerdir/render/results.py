"""Search results for a terminal, a pipe or a program."""

import datetime as dt
import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peerdir import limits
from peerdir.clean import clean
from peerdir.query import Answer, Query

REACH, GAP = 4, 3
# How the width is shared; a column with 0 is as wide as its longest cell.
SHARES = (4, 3, 4, 3, 0, 0, 0)
COLUMNS = ("Program", "Where", "When", "Languages", "Phone", "Last checked", "Id")
MARKS = {"waitlist": "waitlist", "no-capacity": "full", "additional-assessment-required": "ask first"}


def render(answer: Answer, query: Query, format: str, *, today: dt.date, width: int | None = None) -> str:  # noqa: A002
    """Write an answer as "table", "json" or "ids"; a table in colour for a terminal `width` columns wide."""
    match format:
        case "json":
            return json.dumps(_plain(answer, query), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        case "ids":
            return "".join(f"{clean(result.card['id'])}\n" for result in answer.results)
        case _ if not answer.results:
            return ""
        case _:
            return _coloured(answer, today, width) if width else _aligned(answer, today)


def notes(answer: Answer) -> Iterator[str]:
    """Say how the words were understood, what was not known, and how many there are."""
    if answer.understood:
        yield f"Understood: {clean(' · '.join(answer.understood))}"
    for value in answer.unknown:
        yield f"Nothing is known for {clean(value)}"
    if not answer.total:
        yield "Nothing found. Use fewer words, or leave out a filter."
        lines = ", ".join(f"{name} {phone}" for name, phone in answer.emergency)
        yield f"If somebody is in danger: {clean(lines)}"
    elif answer.total > len(answer.results):
        yield f"The best {len(answer.results)} of {answer.total}; --limit {answer.total} shows all."


def _plain(answer: Answer, query: Query) -> Mapping[str, Any]:
    results = [
        {**result.card, "score": result.score, "distance_km": None, "why": result.why} for result in answer.results
    ]
    for result in results:
        result.pop("brief")
    return {
        "query": {"text": query.text, "filters": query.filters, "understood": answer.understood},
        "total": answer.total,
        "results": results,
        "facets": answer.facets,
    }


def _row(card: Mapping[str, Any], today: dt.date) -> tuple[str, ...]:
    """The cells of one program, every one safe to print."""
    cells = (
        f"{card['name']}{_mark(card, today)}",
        _some(card["where"]),
        _some(card["brief"], "; ") or "ask",
        _some(card["languages"], ", ", 3),
        card["phone"] or card["email"] or card["url"] or "",
        _checked(card, today),
        card["id"],
    )
    return tuple(clean(cell) for cell in cells)


def _some(values: Sequence[str], between: str = ", ", most: int = 2) -> str:
    """The first few values, and how many more there are."""
    more = f" and {len(values) - most} more" if len(values) > most else ""
    return between.join(values[:most]) + more


def _mark(card: Mapping[str, Any], today: dt.date) -> str:
    """What a coordinator must know before dialling: paused, waitlist, full."""
    marks = [] if card["status"] == "active" else [card["status"]]
    if card["capacity"] in MARKS and _is_current(card["capacity_as_of"], today):
        marks.append(MARKS[card["capacity"]])
    return f" ({', '.join(marks)})" if marks else ""


def _is_current(said: str, today: dt.date) -> bool:
    """Ask of a card what `freshness.is_current` asks of a record, without importing the records."""
    return dt.timedelta(0) <= today - dt.date.fromisoformat(said) <= dt.timedelta(days=limits.CAPACITY_DAYS)


def _checked(card: Mapping[str, Any], today: dt.date) -> str:
    if not card["verified_on"]:
        return "never"
    stale = card["due_on"] and today.isoformat() > card["due_on"]
    return f"{card['verified_on']}{' call first' if stale else ''}"


def _aligned(answer: Answer, today: dt.date) -> str:
    """Columns with two blanks between, no colour and no wrapping: for a pipe."""
    rows = [COLUMNS, *(_row(result.card, today) for result in answer.results)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines) + "\n"


def _coloured(answer: Answer, today: dt.date, width: int) -> str:
    """A table as wide as the terminal. The phone number and the date are never broken; a narrow one becomes cards."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = [_row(result.card, today) for result in answer.results]
    if width < _least(rows):
        return _cards(rows, width)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, expand=False)
    for name, share in zip(COLUMNS, SHARES, strict=True):
        table.add_column(Text(name, "bold"), no_wrap=share == 0, overflow="fold", ratio=share or None)
    for row in rows:
        table.add_row(*(Text(cell, "bold" if i in (0, REACH) else "") for i, cell in enumerate(row)))
    console = Console(width=width, highlight=False, markup=False, emoji=False, force_terminal=True)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def _least(rows: Sequence[tuple[str, ...]]) -> int:
    """The least width in which every word of every column stays whole."""
    words = [[len(word) for row in rows for word in row[column].split()] for column in range(len(COLUMNS))]
    return sum(max(lengths, default=0) + GAP for lengths in words)


def _cards(rows: Sequence[tuple[str, ...]], width: int) -> str:
    """For a narrow terminal: a few lines a program instead of columns one word wide."""
    lines = []
    for name, where, when, languages, reach, checked, id_ in rows:
        lines += [f"\x1b[1m{name}\x1b[0m", f"  \x1b[1m{reach}\x1b[0m", f"  checked {checked}, {id_}"]
        rest = f"{where} · {when} · {languages}"
        lines += [*textwrap.wrap(rest, width, initial_indent="  ", subsequent_indent="  "), ""]
    return "\n".join(lines) + "\n"
