"""Tables for a terminal: an overview on one screen, or the rows of one or two dimensions, each with its number."""

from collections.abc import Iterator, Sequence

from peerdir.cards.columns import lines, pad, readable, table, width, wrap
from peerdir.clean import clean
from peerdir.coverage import Matrix, Table
from peerdir.render.coverage import Survey, heading, summary

# An overview shows so many rows of each kind, and so many kinds side by side.
MOST, WIDEST = 6, 4
BLOCK, GAP = 34, 3
BAR, LONG_WORD = 20, 14
NONE = "·"
HINTS = ("One of these in full: peerdir stats --by condition", "Two crossed: peerdir stats --by condition,language")


def render(survey: Survey) -> str:
    """Write the overview, or what was asked for."""
    if not survey.by:
        return _overview(survey)
    shown = [
        *(_rows(one, survey.width) for one in survey.tables),
        *(_grid(one, survey.width) for one in survey.matrices),
    ]
    return "".join(shown)


def _overview(survey: Survey) -> str:
    """Write what matters in sentences, and a block for each dimension, side by side where there is room."""
    head = (clean(f"{survey.coverage.title}, {survey.coverage.today}"), *summary(survey.coverage))
    blocks = [_block(one, survey.width) for one in survey.tables]
    across = 1 if survey.width is None else min(WIDEST, max(1, (survey.width + GAP) // (BLOCK + GAP)))
    shown = "".join(_said(sentence, survey.width) for sentence in head) + "\n"
    for start in range(0, len(blocks), across):
        shown += _beside(blocks[start : start + across]) + "\n"
    return shown + "".join(_said(hint, survey.width) for hint in HINTS)


def _said(sentence: str, columns: int | None) -> str:
    """Write a sentence on as many lines as it needs; on one in a pipe."""
    return "".join(f"{line}\n" for line in readable(wrap(sentence, columns) if columns else [sentence]))


def _block(one: Table, columns: int | None) -> list[str]:
    """Write the first rows of a table under its title; whole labels in a pipe."""
    every = one.shown
    shown = every if one.dimension.in_order or len(every) <= MOST + 1 else every[:MOST]
    labels = [clean(row.label) for row in shown]
    numbers = [f"{row.count:,}" for row in shown]
    digits = max(map(len, numbers), default=0)
    wide = max(map(width, labels), default=0) if columns is None else min(BLOCK, columns) - digits - 3
    found = [one.dimension.title]
    found += [
        f"  {pad(fitted(label, wide), wide)} {number:>{digits}}" for label, number in zip(labels, numbers, strict=True)
    ]
    more = [f"and {len(every) - len(shown)} more"] if len(every) > len(shown) else []
    more += [f"{len(one.empty)} with none"] if one.empty else []
    together = "; ".join(more)
    rest = more if columns is not None and width(together) > min(BLOCK, columns) - 2 else [together]
    return [*found, *(f"  {line}" for line in rest if line)]


def _beside(blocks: Sequence[list[str]]) -> str:
    shown = ""
    for number in range(max(map(len, blocks))):
        cells = readable([block[number] if number < len(block) else "" for block in blocks])
        shown += (" " * GAP).join(pad(cell, BLOCK) for cell in cells).rstrip() + "\n"
    return shown


def fitted(text: str, columns: int) -> str:
    """Shorten a text to so many columns of a terminal."""
    if width(text) <= columns:
        return text
    while text and width(text) >= columns:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _rows(one: Table, columns: int | None) -> str:
    """Write one dimension: a row each with its number, its share and a bar; then those with no program."""
    most = max((row.count for row in one.shown), default=0) or 1
    found = [(one.dimension.title, "Programs", "Share", "")]
    for row in one.shown:
        share = f"{100 * row.count / one.total:.0f}%"
        found.append((clean(row.label), f"{row.count:>8,}", f"{share:>5}", "█" * round(BAR * row.count / most)))
    shown = table(found) if columns is None else _fit(found, columns)
    if one.empty:
        shown += _said(f"No program: {clean(', '.join(row.label for row in one.empty))}", columns)
    if not one.dimension.is_single:
        shown += _said(f"Of {one.total:,} programs. One program can be in several rows.", columns)
    return shown


def _fit(rows: Sequence[Sequence[str]], columns: int) -> str:
    """Write rows in a width: bars go first, then the names of rows wrap."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * len(widths) > columns:
        rows, widths = [row[:-1] for row in rows], widths[:-1]
    widths[0] = max(1, min(widths[0], columns - sum(widths[1:]) - 2 * (len(widths) - 1)))
    return "".join(f"{line}\n" for row in rows for line in _row(row, widths))


def _row(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Wrap the name of a row; its numbers stand in the first line, to the right of their columns."""
    first, *more = readable(wrap(row[0], widths[0]) or [""])
    yield "  ".join(map(pad, (first, *row[1:]), widths)).rstrip()
    yield from more


def _grid(one: Matrix, columns: int | None) -> str:
    """Write two dimensions: a column for each of the second, as many as there is room for."""
    heads = ("", *(clean(head.label) for head in one.column_heads))
    rows = [(clean(head.label), *map(_number, cells)) for head, cells in zip(one.row_heads, one.cells, strict=True)]
    shown = _said(heading(one), columns)
    if columns is None:
        shown += table([heads, *rows])
        kept = len(heads)
    else:
        widths = list(_widths(heads, rows, columns))
        kept = len(widths)
        shown += "".join(lines(row[:kept], widths, [False] * kept) for row in (heads, *rows))
    if kept < len(heads):
        shown += _said(f"{len(heads) - kept} more columns do not fit here; --format csv has them all.", columns)
    told = f"{NONE} is none. Of {one.total:,} programs. One program can be in several rows and columns."
    return shown + _said(told, columns)


def _number(count: int) -> str:
    return f"{count:,}" if count else NONE


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> Iterator[int]:
    """Yield how wide the columns are that fit; the names of rows take at most a third."""
    first = min(max((width(row[0]) for row in rows), default=0), columns // 3)
    yield first
    left = columns - first
    for number, head in enumerate(heads[1:], 1):
        word = min(LONG_WORD, max(map(width, head.split()), default=1))
        wide = max(word, *(width(row[number]) for row in rows)) if rows else word
        left -= wide + 2
        if left < 0:
            return
        yield wide
