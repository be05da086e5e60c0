"""A table for a terminal: by coordinator, the most overdue first; a list where the terminal is narrow."""

from collections.abc import Iterator, Sequence

from peerdir.cards.columns import lines, readable, table, width, wrap
from peerdir.clean import clean
from peerdir.due import Due, role
from peerdir.render.due import Sheet, first_contact

HEADER = ("When", "Program", "Call", "Failed tries", "Id")
TIME, NAME, CALL, TRIES, ID = range(len(HEADER))
NARROW = 64
GAP = 2
LEAST = 12


def render(sheet: Sheet) -> str:
    """Write one entry a row under the name of who keeps it; nothing for nothing due."""
    parts = []
    for name, group in sheet.by_coordinator:
        rows = [tuple(map(clean, row(one))) for one in group]
        parts.append(f"{clean(name) or '(nobody)'} ({len(group)})\n{_shown(rows, sheet.width)}")
    return "\n".join(parts)


def row(one: Due) -> tuple[str, ...]:
    """Return the cells of an entry, one for each name in HEADER, as they come from its file."""
    person = first_contact(one)
    call = ", ".join(part for part in (person.phone or person.email, role(person)) if part) if person else "-"
    tries = f"{len(one.tries)}, last {one.tries[-1].date}" if one.tries else ""
    return (_time(one), f"{one.program.name}{' (hidden)' if one.hidden else ''}", call, tries, one.program.id)


def _time(one: Due) -> str:
    if one.days is None:
        return "never checked"
    if one.days == 0:
        return "today"
    unit = "day" if abs(one.days) == 1 else "days"
    return f"{one.days} {unit} over" if one.days > 0 else f"in {-one.days} {unit}"


def _shown(rows: Sequence[tuple[str, ...]], columns: int | None) -> str:
    if columns is None:
        return table([HEADER, *rows])
    if columns < NARROW:
        return "".join(f"{line}\n" for row in rows for line in _entry(row, columns))
    cells = (TIME, NAME, CALL, TRIES) if any(row[TRIES] for row in rows) else (TIME, NAME, CALL)
    widths = _widths([HEADER, *rows], cells, columns)
    shown = [HEADER, *rows]
    return "".join(lines([one[n] for n in cells], widths, [one is HEADER] * len(cells)) for one in shown)


def _widths(rows: Sequence[tuple[str, ...]], cells: Sequence[int], columns: int) -> list[int]:
    """Give the days what they want, and share the rest among the others by what they want."""
    natural = [max(width(row[cell]) for row in rows) for cell in cells]
    spare = columns - natural[0] - GAP * (len(cells) - 1)
    found = [natural[0]]
    for number, wanted in enumerate(natural[1:], 1):
        found.append(min(wanted, max(LEAST, spare * wanted // sum(natural[number:]))))
        spare -= found[-1]
    return found


def _entry(row: tuple[str, ...], columns: int) -> Iterator[str]:
    yield from readable(wrap(row[NAME], columns))
    for text in (row[TIME], row[CALL], f"failed tries: {row[TRIES]}" if row[TRIES] else ""):
        yield from ("  " + line for line in readable(wrap(text, columns - 2)))
