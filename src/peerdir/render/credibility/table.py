"""For a terminal: columns where there is room for them, else a list."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from peerdir.cards.columns import lines, readable, table, width, wrap
from peerdir.clean import clean
from peerdir.credibility import trial_ends
from peerdir.render.credibility import Review, Sheet, telling
from peerdir.render.credibility.wording import sentences

HEADER = ("Criterion", "Asked", "Stands", "Evidence", "Issued", "Ends", "Looked at")
REVIEW_HEADER = ("Program", "Id", "Since", "What to do")
# How wide the columns need be on a terminal; that of the sentences, 0 here, gets the rest.
WIDTHS = (18, 8, 10, 0, 10, 10, 21)
REVIEW_WIDTHS = (20, 20, 10, 0)
# A column with sentences, and a whole line: what is narrower than that cannot be read.
LEAST, NARROWEST = 30, 20
GAP, INDENT = 2, "  "


def one(sheet: Sheet) -> str:
    """Write every criterion with its evidence, the words for the public page, and what there is to see to."""
    rows = [tuple(map(clean, row)) for row in _rows(sheet)]
    policy = f"policy version {sheet.policy.version}" if sheet.policy else "no policy.md"
    decided = telling.decision(sheet.summary.decision, trial_ends(sheet.program, sheet.policy))
    head = [f"{sheet.program.name} ({sheet.program.id}), {sheet.today}, {policy}", decided]
    parts = [
        _paragraph(head, sheet.width),
        _shown(HEADER, rows, WIDTHS, sheet.width),
        "For the public page\n" + _paragraph(sentences(sheet.summary, sheet.words), sheet.width, INDENT),
    ]
    if sheet.to_do:
        told = [telling.to_do(found, sheet.policy) for found in sheet.to_do]
        parts.append("To see to\n" + _paragraph(told, sheet.width, INDENT))
    return "\n".join(parts)


def review(review: Review) -> str:
    """Write what there is to see to, by kind, the most urgent kind first; nothing for nothing."""
    parts = []
    for kind, group in groupby(review.to_do, key=lambda found: found.kind):
        rows = [
            (clean(one.program.name), one.program.id, str(one.since or "-"), clean(telling.to_do(one, review.policy)))
            for one in group
        ]
        parts.append(
            f"{telling.HEADINGS[kind]} ({len(rows)})\n{_shown(REVIEW_HEADER, rows, REVIEW_WIDTHS, review.width)}"
        )
    return "\n".join(parts)


def _rows(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """Yield a row for each piece of evidence; a criterion is named once."""
    for stand in sheet.standings:
        head = (sheet.words.criterion(stand.criterion), telling.asked(stand), telling.state(stand))
        if not stand.pieces:
            yield (*head, "-", "-", "-", "-")
        for number, found in enumerate(stand.pieces):
            dates = (telling.issued(found, sheet.today), telling.ends(found, sheet.today), telling.looked_at(found))
            yield (*(head if number == 0 else ("", "", "")), telling.piece(found, sheet.words), *dates)


def _shown(header: Sequence[str], rows: Sequence[Sequence[str]], wanted: Sequence[int], columns: int | None) -> str:
    """Write rows in columns; on a terminal they are as wide as `wanted`, and one of them gets the rest."""
    if columns is None:
        return table([header, *rows])
    natural = [max(map(width, column)) for column in zip(header, *rows, strict=True)]
    widths = [min(pair) for pair in zip(natural, wanted, strict=True)]
    rest, spare = wanted.index(0), columns - sum(widths) - GAP * (len(header) - 1)
    if spare < min(LEAST, natural[rest]):
        return "".join(_listed(header, row, columns) for row in rows)
    widths[rest] = min(spare, natural[rest])
    return "".join(lines(row, widths, [row is header] * len(header)) for row in (header, *rows))


def _listed(header: Sequence[str], row: Sequence[str], columns: int) -> str:
    """Write one row as lines: its first cell, and under it the others with what they are."""
    told = [f"{name}: {cell}" for name, cell in zip(header[1:], row[1:], strict=True) if cell not in ("", "-")]
    return _paragraph([row[0]] if row[0] else [], columns) + _paragraph(told, columns, INDENT)


def _paragraph(told: Sequence[str], columns: int | None, indent: str = "") -> str:
    shown = ""
    for text in map(clean, told):
        parts = [text] if columns is None else wrap(text, max(NARROWEST, columns - len(indent)))
        shown += "".join(f"{indent}{part}\n" for part in readable(parts))
    return shown
