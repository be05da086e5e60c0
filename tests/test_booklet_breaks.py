"""How the entries of the sample come onto their pages: in one typesetting, and with breaks only where there is one."""

import dataclasses
import io
from pathlib import Path
from typing import Any

import pypdf
import pytest

from peerdir.audience import view
from peerdir.reading.collection import Collection
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
