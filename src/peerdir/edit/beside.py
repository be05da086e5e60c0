"""Two programs that may be one, side by side."""

from collections.abc import Iterator

from peerdir.cards.columns import table
from peerdir.clean import clean
from peerdir.records import Program
from peerdir.words import city

WIDEST = 48


def beside(new: Program, old: Program, path: str) -> str:
    """Write what tells two programs apart, or does not, in three columns. What only staff may see is left out."""
    rows = [("", "the new one", path), *_rows(new, old)]
    return table([tuple(_cut(clean(cell)) for cell in row) for row in rows])


def _rows(new: Program, old: Program) -> Iterator[tuple[str, str, str]]:
    for name in ("name", "summary", "status", "organization"):
        yield name, str(getattr(new, name)), str(getattr(old, name))
    yield "conditions", ", ".join(new.conditions), ", ".join(old.conditions)
    yield "places", _places(new), _places(old)
    yield "phone", _phones(new), _phones(old)


def _places(program: Program) -> str:
    return ", ".join(city(one) for one in program.locations if one.type != "confidential")


def _phones(program: Program) -> str:
    return ", ".join(one.phone for one in program.contacts if one.phone and one.visibility == "public")


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
