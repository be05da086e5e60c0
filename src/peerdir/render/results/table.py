"""A table for people: whole columns in a pipe; on a terminal as wide as it is, and a list where it is narrow.

Phone numbers and words stay whole. What there is no room for is left out: the id, then the day of the last check; the
distance moves to the place.
"""

from peerdir.cards.card import needs_call
from peerdir.cards.columns import lines, readable, strong, table, width, wrap
from peerdir.clean import clean
from peerdir.render.results import facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerdir.query import Answer, Query
    from peerdir.render.results import Look

    Row = Sequence[str]

HEADER = ("", "Program", "Where", "Distance", "When", "Languages", "Phone", "Last checked", "Id")
NUMBER, NAME, WHERE, DISTANCE, WHEN, LANGUAGES, PHONE, CHECKED, ID = range(len(HEADER))
# Columns that may wrap, and how narrow at least; what is longer than a long word has no blanks to wrap at.
LEAST = {NAME: 14, WHERE: 10, WHEN: 12, LANGUAGES: 10}
LONG_WORD = 16
LONGEST_ADDRESS = 18
GAP = 2


def render(answer: "Answer", query: "Query", look: "Look") -> str:
    """Write one program a row, numbered; nothing for nothing found."""
    if not answer.results:
        return ""
    whole = tuple(column for column in range(len(HEADER)) if column != DISTANCE or _tells_distance(answer, query))
    if look.width is None:
        rows = [HEADER, *_rows(answer, look, whole)]
        return table([[row[column] for column in whole] for row in rows])
    for left_out in ((), (ID,), (ID, CHECKED), (ID, CHECKED, DISTANCE)):
        columns = tuple(column for column in whole if column not in left_out)
        rows = _rows(answer, look, columns)
        if widths := _widths(rows, columns, look.width):
            return "".join(_row(row, widths, look) for row in (HEADER, *rows))
    return "\n".join(_entry(row, look) for row in _rows(answer, look, whole))


def _tells_distance(answer: "Answer", query: "Query") -> bool:
    return bool(query.near) or any(result.distance_km is not None or result.reach for result in answer.results)


def _rows(answer: "Answer", look: "Look", columns: "Sequence[int]") -> "list[Row]":
    """The cells of all programs. What a column that is left out would say and must be known stands in another one."""
    rows: list[Row] = []
    for number, result in enumerate(answer.results, 1):
        card = result.card
        marks = facts.marks(card, look.today)
        if CHECKED not in columns and needs_call(card, look.today):
            marks.append("call first")
        distance = facts.distance(result, miles=answer.miles)
        where = facts.some(card["where"])
        cells = (
            f"{number}.",
            facts.name(card, marks),
            where if DISTANCE in columns else ", ".join(part for part in (distance, where) if part),
            distance,
            facts.some(card["brief"], "; ") or "ask",
            facts.some(card["languages"], ", ", 3),
            facts.contact(card),
            facts.checked(card, look.today),
            card["id"],
        )
        rows.append(tuple(map(clean, cells)))
    return rows


def _widths(rows: "Sequence[Row]", columns: "Sequence[int]", columns_there: int) -> dict[int, int] | None:
    """Share a terminal's width among the columns; None when there is not enough for each."""
    natural = {column: max(width(row[column]) for row in (HEADER, *rows)) for column in columns}
    least = {column: min(wide, _least(rows, column, wide)) for column, wide in natural.items()}
    spare = columns_there - sum(least.values()) - GAP * (len(columns) - 1)
    if spare < 0:
        return None
    # Those that want least get all they want; the rest share what is left.
    for taken, column in enumerate(sorted(columns, key=lambda column: natural[column] - least[column])):
        more = min(natural[column] - least[column], spare // (len(columns) - taken))
        least[column] += more
        spare -= more
    return least


def _least(rows: "Sequence[Row]", column: int, natural: int) -> int:
    """How narrow a column may become: to its longest word, and a phone number never."""
    if column == PHONE:
        numbers = [width(row[PHONE]) for row in rows if "@" not in row[PHONE] and "//" not in row[PHONE]]
        return max([min(natural, LONGEST_ADDRESS), *numbers])
    if column not in LEAST:
        return natural
    words = [width(word) for row in rows for word in row[column].split()]
    return max(LEAST[column], min(LONG_WORD, max(words, default=0)))


def _row(row: "Row", widths: dict[int, int], look: "Look") -> str:
    important = tuple(widths) if row is HEADER else (NAME, PHONE)
    cells = [row[column] for column in widths]
    return lines(cells, list(widths.values()), [look.bold and column in important for column in widths])


def _entry(row: "Row", look: "Look") -> str:
    """One program of the list for a narrow terminal; the phone number has a line of its own."""
    indent = " " * (width(row[NUMBER]) + 1)
    wide = max(1, (look.width or 0) - len(indent))
    rest = " · ".join(part for part in (row[DISTANCE], row[WHERE], row[WHEN], row[LANGUAGES]) if part)
    name, *more = wrap(row[NAME], wide) or [""]
    reach = [row[PHONE]] if width(row[PHONE]) <= wide else wrap(row[PHONE], wide)
    shown = [f"{row[NUMBER]} {name}", *(indent + line for line in (*more, *reach))]
    if look.bold:
        shown = [strong(line) for line in shown]
    shown += [indent + line for line in (*wrap(rest, wide), *wrap(f"checked {row[CHECKED]}", wide))]
    return "".join(f"{readable([line])[0]}\n" for line in shown)
