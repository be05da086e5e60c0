"""How the entries of the sample come onto their pages: in one typesetting, and with breaks only where there is one."""

import dataclasses
import io
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from peerdir.audience import view
from peerdir.reading.collection import Collection
from peerdir.records import Function, Functions, Linkage, Location, Ongoing
from peerdir.render import booklet
from peerdir.render.booklet import press, proof
from peerdir.render.booklet.edition import Wishes
from peerdir.render.booklet.spans import Span
from tests.conftest import TODAY
from tests.test_booklet import collect, edit, program, templates

__all__ = ["templates"]

Pages = list[Span]


@pytest.fixture
def typesettings(monkeypatch: pytest.MonkeyPatch) -> list[Pages]:
    """Where the entries stand, of each time that a whole booklet is typeset."""
    made: list[Pages] = []

    class Spy(proof.Proof):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            made.append(self.spans)

    monkeypatch.setattr(press, "Proof", Spy)
    return made


def typeset(collection: Collection, templates: Path | None = None, language: str = "en") -> None:
    wishes = Wishes(language=language, address="https://example.org/directory/")
    booklet.make(view(collection, "public", TODAY), today=TODAY, wishes=wishes, templates=templates)


def test_a_break_is_said_only_where_there_would_be_one(
    sample: Collection, typesettings: list[Pages], templates: Path
) -> None:
    short = collect(*(program(f"p{number}") for number in range(12)))
    entry = templates / "booklet" / "entry.typ"
    for collection in (sample, short):
        typeset(collection, templates)
    edit(entry, "#let surely-of-rows = 0.75", "#let surely-of-rows = 0")
    for collection in (sample, short):
        typeset(collection, templates)
    edit(entry, "#let surely-of-rows = 0", "#let surely-of-rows = 10")
    typeset(short, templates)
    *usual, one, other, everywhere = typesettings
    assert usual == [one, other]
    assert everywhere[-1].page > other[-1].page


def test_a_draft_knows_what_stands_above_an_entry(sample: Collection, typesettings: list[Pages]) -> None:
    """In Spanish entries are taller, and some have several lines above them, among them what is found elsewhere."""
    typeset(sample, language="es")
    assert len(typesettings) == 1


def test_the_heading_of_the_programs_stands_with_the_first_of_them(sample: Collection) -> None:
    """An entry that fills a page is set closer, and not put on the next one."""
    entries = tuple(one for one in sample.entries if one.kind != "program" or one.id == "positivamente")
    seen = view(dataclasses.replace(sample, entries=entries), "public", TODAY)
    made = booklet.make(seen, today=TODAY, wishes=Wishes(address="https://example.org/directory/"))
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.pdf)).pages]
    (begins,) = [text for text in texts if "\nPrograms\n" in text[:20]]
    assert "Positivamente" in begins


def walks(name: str, count: int) -> tuple[str, ...]:
    return tuple(f"{name}{number:02} walks by the river with friends and their dogs. " * 5 for number in range(count))


def many_places(count: int) -> tuple[Location, ...]:
    return tuple(
        Location(key=f"k{number}", type="physical", name=f"Hall{number:02} behind the church with the old clock")
        for number in range(count)
    )


def happens(daily: int, social: int, linkage: int, ongoing: int) -> Functions:
    """The four functions with so many activities."""
    return Functions(
        daily_management=Function(activities=walks("A", daily)),
        social_emotional=Function(activities=walks("B", social)),
        linkage=Linkage(activities=walks("C", linkage)),
        ongoing=Ongoing(activities=walks("D", ongoing)),
    )


TALL: dict[str, dict[str, Any]] = {
    "four long functions": {"functions": happens(20, 20, 20, 20)},
    "one": {"functions": happens(2, 30, 1, 1)},
    "many places": {"locations": many_places(200)},
}


@pytest.mark.parametrize("tall", TALL)
def test_an_entry_of_many_pages_leaves_no_column_empty(tall: str) -> None:
    seen = view(collect(program(**TALL[tall]), program("next", name="Next")), "public", TODAY)
    made = pypdf.PdfReader(io.BytesIO(booklet.make(seen, today=TODAY).pdf))
    full = [page for page in made.pages if "Sample Program, continued" in page.extract_text()]
    assert len(full) > 2
    for page in full[:-1]:
        left, right = lowest(page)
        assert abs(left - right) < 0.65 * float(page.mediabox.height)
    for page in full[:-2]:
        assert max(lowest(page)) < 120
    said = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    for word in re.findall(r"\b(?:[ABCD]|Hall)[0-9]{2,3}\b", str(TALL[tall])):
        assert word in said


def lowest(page: pypdf.PageObject) -> tuple[float, float]:
    """How high above the foot of the sheet the last lines of the left and the right column stand."""
    middle = float(page.mediabox.width) / 2
    found: tuple[list[float], list[float]] = ([float(page.mediabox.height)], [float(page.mediabox.height)])

    def visit(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        x, y = place[4] * matrix[0] + matrix[4], place[5] * matrix[3] + matrix[5]
        if text.strip() and y > 60:
            found[x >= middle].append(y)

    page.extract_text(visitor_text=visit)
    return min(found[0]), min(found[1])
