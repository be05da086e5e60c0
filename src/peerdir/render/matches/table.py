"""A table of candidates: one row each, with what fits, what speaks against it and what to ask; narrow, it is cards."""

from peerdir.cards.columns import lines, table, width
from peerdir.clean import clean
from peerdir.match.candidates import Candidate, Matches
from peerdir.render.matches import cards
from peerdir.render.results import Look, facts

HEADER = ("", "Program", "Phone", "Fits", "Against", "Ask")
NAME, PHONE = 1, 2
# Below it, columns of words would be a word wide.
LEAST, LONGEST_ADDRESS = 100, 22


def render(matches: Matches, look: Look, limit: int, explain: bool) -> str:
    """Write one candidate a row, numbered, those that fit first; nothing when there is none."""
    shown = matches.candidates[:limit]
    if not shown:
        return ""
    header = (*HEADER, "Why here") if explain else HEADER
    rows = [header, *(_row(number, one, look, explain) for number, one in enumerate(shown, 1))]
    if look.width is None:
        return table(rows)
    if look.width < LEAST:
        return cards.render(matches, look, limit, explain)
    widths = _widths(rows, look.width)
    return "".join(lines(row, widths, _bold(row is header, look, len(row))) for row in rows)


def _row(number: int, one: Candidate, look: Look, explain: bool) -> tuple[str, ...]:
    card = one.result.card
    texts = (one.fits, one.against, one.ask, *((one.rank,) if explain else ()))
    name = facts.name(card, facts.marks(card, look.today))
    return tuple(map(clean, (f"{number}.", name, facts.contact(card), *("; ".join(text) for text in texts))))


def _widths(rows: list[tuple[str, ...]], there: int) -> list[int]:
    """Number and phone as wide as they are; the rest in equal shares."""
    number, phone = (max(width(row[column]) for row in rows) for column in (0, PHONE))
    numbers = [width(row[PHONE]) for row in rows if "@" not in row[PHONE] and "//" not in row[PHONE]]
    phone = max(min(phone, LONGEST_ADDRESS), *numbers)
    others = len(rows[0]) - 2
    share = (there - number - phone - 2 * (others + 1)) // others
    return [number, share, phone, *([share] * (others - 1))]


def _bold(is_header: bool, look: Look, columns: int) -> list[bool]:
    return [look.bold and (is_header or column in (NAME, PHONE)) for column in range(columns)]
