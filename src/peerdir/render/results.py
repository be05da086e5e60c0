"""Search results for a terminal, a pipe or a program."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from peerdir.clean import clean
from peerdir.query import Answer, Query

COLUMNS = ("Program", "Where", "When", "Languages", "Phone", "Last checked")
MARKS = {"waitlist": "waitlist", "no-capacity": "full", "additional-assessment-required": "ask first"}


def render(answer: Answer, query: Query, format: str, *, today: dt.date, width: int | None = None) -> str:  # noqa: A002
    """Write an answer as "table", "json" or "ids"; a table in colour for a terminal `width` columns wide."""
    match format:
        case "json":
            return json.dumps(_plain(answer, query), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        case "ids":
            return "".join(f"{result.card['id']}\n" for result in answer.results)
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
    elif answer.total > len(answer.results):
        yield f"The best {len(answer.results)} of {answer.total}; --limit {answer.total} shows all."


def _plain(answer: Answer, query: Query) -> Mapping[str, Any]:
    results = [
        {**result.card, "score": result.score, "distance_km": None, "why": result.why} for result in answer.results
    ]
    return {
        "query": {"text": query.text, "filters": query.filters, "understood": answer.understood},
        "total": answer.total,
        "results": results,
        "facets": {},
    }


def _rows(answer: Answer, today: dt.date) -> Iterator[tuple[str, ...]]:
    for result in answer.results:
        card = result.card
        reach = card["phone"] or card["email"] or card["url"] or ""
        yield tuple(
            clean(text)
            for text in (
                f"{card['name']}{_mark(card)}",
                ", ".join(card["where"]),
                "; ".join(card["when"]) or "ask",
                ", ".join(card["languages"]),
                reach,
                _checked(card, today),
            )
        )


def _mark(card: Mapping[str, Any]) -> str:
    """What a coordinator must know before dialling: paused, waitlist, full."""
    marks = [*(["paused"] if card["status"] == "paused" else []), *filter(None, [MARKS.get(card["capacity"])])]
    if card["status"] not in ("active", "paused"):
        marks = [card["status"]]
    return f" ({', '.join(marks)})" if marks else ""


def _checked(card: Mapping[str, Any], today: dt.date) -> str:
    if not card["verified_on"]:
        return "never"
    stale = card["due_on"] and today.isoformat() > card["due_on"]
    return f"{card['verified_on']}{' call first' if stale else ''}"


def _aligned(answer: Answer, today: dt.date) -> str:
    """Columns with two blanks between, no colour and no wrapping: for a pipe."""
    rows = [COLUMNS, *_rows(answer, today)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines) + "\n"


def _coloured(answer: Answer, today: dt.date, width: int) -> str:
    """A table as wide as the terminal; the phone number is never broken."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_lines=False)
    rows = list(_rows(answer, today))
    phone = max(len(row[4]) for row in rows) if rows else 0
    for name in COLUMNS:
        table.add_column(name, no_wrap=name == "Phone", min_width=min(phone, 40) if name == "Phone" else None)
    for row in rows:
        table.add_row(*(Text(cell, style="bold" if i in (0, 4) else "") for i, cell in enumerate(row)))
    console = Console(width=width, highlight=False, markup=False, emoji=False, force_terminal=True)
    with console.capture() as captured:
        console.print(table)
    return captured.get()
