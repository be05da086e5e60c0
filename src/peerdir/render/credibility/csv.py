"""For a spreadsheet: one line for each piece of evidence, or for each thing to see to."""

from collections.abc import Iterator

from peerdir.credibility import Standing, age_in_days, is_expired, strength
from peerdir.records import Evidence
from peerdir.render.credibility import Review, Sheet, telling
from peerdir.render.due.csv import write

HEADER = (
    "id", "criterion", "asked", "at least", "stands",
    "type", "strength", "title", "issuer", "url", "issued", "age in days", "expires", "expired",
    "checked on", "checked by",
)  # fmt: skip
REVIEW_HEADER = ("kind", "since", "id", "name", "criteria", "what to do")
HEAD = 5


def one(sheet: Sheet) -> str:
    """Write the twelve criteria; one without evidence has a line of its own."""
    return write(HEADER, _rows(sheet))


def review(review: Review) -> str:
    """Write what there is to see to, the most urgent first."""
    rows = (
        (
            todo.kind,
            str(todo.since or ""),
            todo.program.id,
            todo.program.name,
            " ".join(todo.criteria),
            telling.to_do(todo, review.policy),
        )
        for todo in review.to_do
    )
    return write(REVIEW_HEADER, rows)


def _rows(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    for stand in sheet.standings:
        for piece in stand.pieces or (None,):
            yield (*_head(stand, sheet), *(_evidence(piece, sheet) if piece else [""] * (len(HEADER) - HEAD)))


def _head(stand: Standing, sheet: Sheet) -> tuple[str, ...]:
    return (sheet.program.id, stand.criterion, stand.need or "", stand.at_least or "", stand.state)


def _evidence(piece: Evidence, sheet: Sheet) -> tuple[str, ...]:
    return (
        piece.type,
        str(strength(piece.type)),
        piece.title or "",
        piece.issuer,
        piece.url or "",
        str(piece.issued),
        str(age_in_days(piece, sheet.today)),
        str(piece.expires or ""),
        "yes" if is_expired(piece, sheet.today) else "no",
        str(piece.checked_on or ""),
        piece.checked_by or "",
    )
