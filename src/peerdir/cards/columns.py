"""Text in columns on a terminal: how wide it is shown, where it may break, and which way it is read.

Chinese letters take two columns, marks on letters none. In a line with right-to-left letters a phone number would be
shown with its groups reversed, so it is closed off by the signs Unicode has for that.
"""

import unicodedata

from peerdir.clean import NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FIRST_STRONG, LEFT_TO_RIGHT, POP = "\u2068", "\u2066", "\u2069"
# Stands for a blank at which no line may end.
HELD = "\u00a0"


def width(text: str) -> int:
    """Tell how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """Fill a text with blanks up to a width."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """Break a text into lines at its blanks, never inside a phone number; only a word wider than a line is cut."""
    lines, line = [], ""
    for word in _each_number(lambda number: number.replace(" ", HELD), " ".join(text.split())).split(" "):
        for part in _parts(word, columns):
            if line and width(line) + 1 + width(part) > columns:
                lines.append(line)
                line = part
            else:
                line = f"{line} {part}" if line else part
    return [one.replace(HELD, " ") for one in ([*lines, line] if line else lines)]


def _parts(word: str, columns: int) -> "Iterator[str]":
    """Cut a word into pieces that fit: an address at its signs if it can be; a mark stays with its letter."""
    start, sign, taken = 0, 0, 0
    for position, character in enumerate(word):
        size = _columns(character)
        if taken + size > columns and position > start:
            end = sign if sign > start else position
            yield word[start:end]
            start, taken = end, width(word[end:position])
        if character == ".":
            sign = position
        taken += size
        if character in "@/":
            sign = position + 1
    yield word[start:]


def is_right_to_left(text: str) -> bool:
    """Tell whether a text has letters that are read from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def readable(cells: "Sequence[str]") -> list[str]:
    """Close off the cells of one line against one another, and phone numbers within, if any is read right to left."""
    if not any(map(is_right_to_left, cells)):
        return list(cells)
    return [_closed(cell) for cell in cells]


def _closed(cell: str) -> str:
    numbers = _each_number(lambda number: f"{LEFT_TO_RIGHT}{number}{POP}", cell)
    return f"{FIRST_STRONG}{numbers}{POP}" if is_right_to_left(cell) else numbers


def table(rows: "Sequence[Sequence[str]]") -> str:
    """Write rows in columns as wide as their widest cell, two blanks between, nothing wrapped."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(pad, readable(row), widths)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in lines)


def lines(cells: "Sequence[str]", widths: "Sequence[int]", bold: "Sequence[bool]") -> str:
    """Write one row in as many lines as its longest cell needs."""
    broken = [wrap(cell, wide) or [""] for cell, wide in zip(cells, widths, strict=True)]
    shown = ""
    for number in range(max(map(len, broken))):
        texts = readable([cell[number] if number < len(cell) else "" for cell in broken])
        parts = [pad(text, wide) for text, wide in zip(texts, widths, strict=True)]
        parts = [strong(part) if is_bold else part for part, is_bold in zip(parts, bold, strict=True)]
        shown += f"{'  '.join(parts).rstrip()}\n"
    return shown


def strong(text: str) -> str:
    """Write a text in bold, but not the blanks behind it."""
    bare = text.rstrip()
    return f"\x1b[1m{bare}\x1b[0m{' ' * (len(text) - len(bare))}" if bare else text


def _each_number(change: "Callable[[str], str]", text: str) -> str:
    """Change every phone number in a text."""
    import re  # nothing is wrapped for a pipe, which then need not wait for it

    return re.sub(NUMBER, lambda found: change(found[0]), text)
