"""A collection to one PDF, typeset by Typst from templates/booklet.

Nothing may be lost on the way to paper, so there is a check on either side of the typesetter: before, that a font has
every character; after, that every entry is there, whole, and ends above the foot of its page. The typesetter itself
says nothing when an entry that must not break is taller than a page: such entries are found by where they end, and
the booklet is typeset again, first with less space in them, then with leave to break them.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

import typst

from peerdir.assets import assets
from peerdir.audience import Audience
from peerdir.collection import Collection
from peerdir.render.booklet import fonts, look
from peerdir.render.booklet.document import document
from peerdir.render.booklet.edition import BookletError, Edition

ROUNDING = 0.01  # points
PASSES = 4
NO_GLYPH = re.compile(r'"(.*)"` could not be displayed|codepoint `"(.*)"')
FONT_ADVICE = "replace it, or add a font to templates/booklet/fonts"
PARTS = ("examples", "groups", "index", "language_index")
# Asked of the finished booklet, in Typst's language: where every entry begins and where it ends.
SPANS = """{
  let ends = query(<entry-ends>).map(mark => (mark.value.id, mark.location().position())).to-dict()
  query(<entry-begins>).filter(mark => mark.value.id in ends).map(mark => {
    let (at, end) = (mark.location().position(), ends.at(mark.value.id))
    mark.value + (page: at.page, y: at.y.pt(), end_page: end.page, end_y: end.y.pt())
  })
}"""


def render(
    collection: Collection,
    *,
    today: dt.date,
    audience: Audience = "public",
    language: str | None = None,
    templates: Path | None = None,
) -> bytes:
    """Return the booklet as PDF. Raises BookletError with a plain message when it could not be printed right.

    `collection` is what `audience` may see of a directory, from `audience.view`. A booklet for staff says so.
    """
    folder = templates or assets("templates")
    language = language or collection.directory.languages[0]
    edition = Edition(
        collection=collection,
        audience=audience,
        language=language,
        today=today,
        text=look.text(folder, language),
        characters=fonts.printable(folder / "booklet" / "fonts"),
    )
    content = document(edition, look.look(folder))
    check_characters(content, edition.characters)
    pdf, spans = _typeset(content, folder / "booklet", today)
    check_spans([entry["id"] for entry in _entries(content)], spans)
    return pdf


class Span(NamedTuple):
    """From where to where an entry goes: pages from 1, points from the top of the sheet."""

    id: str
    whole: bool
    page: int
    y: float
    end_page: int
    end_y: float
    top: float
    foot: float

    @property
    def fills_page(self) -> bool:
        """Whether it is as tall as a page. One that is taller looks just so: what runs out of a grid has no height."""
        return self.page == self.end_page and self.end_y - self.y > self.foot - self.top - ROUNDING

    @property
    def off_page(self) -> bool:
        """Whether it goes on below the foot of the page, where nothing is printed."""
        return self.fills_page or self.end_y > self.foot + ROUNDING


def _typeset(content: Mapping[str, Any], folder: Path, today: dt.date) -> tuple[bytes, list[Span]]:
    """Typeset until no entry goes off its page; return the PDF and the spans of the entries."""
    tight: set[str] = set()
    tall: set[str] = set()
    data = json.dumps(content, ensure_ascii=False)
    for _ in range(PASSES):
        pdf, spans = _compile(data, {"tight": sorted(tight), "tall": sorted(tall)}, folder, today)
        off = {span.id for span in spans if span.off_page and span.whole}
        if not off:
            break
        tall |= off & tight
        tight |= off
    return pdf, spans


def _compile(data: str, breaks: Mapping[str, Any], folder: Path, today: dt.date) -> tuple[bytes, list[Span]]:
    compiler = typst.Compiler(
        folder / "booklet.typ",
        root=folder,
        font_paths=typst.Fonts(False, False, [folder / "fonts"]),
        ignore_system_fonts=True,
        sys_inputs={"data": data, "breaks": json.dumps(breaks)},
    )
    noon = int(dt.datetime.combine(today, dt.time(12), dt.UTC).timestamp())
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=noon)
        spans = [Span(**span) for span in json.loads(compiler.eval(SPANS))]
    except typst.TypstError as error:
        if found := NO_GLYPH.search(error.message):
            raise BookletError(f"no font of the booklet can print {(found[1] or found[2])!r}; {FONT_ADVICE}") from error
        raise BookletError(f"the booklet's template cannot be typeset: {_plain(error)}") from error
    if warnings:
        raise BookletError(f"the booklet's template is not quite right: {_plain(warnings[0])}")
    return cast("bytes", pdf), spans


def _plain(error: typst.TypstError | typst.TypstWarning) -> str:
    """Say what Typst says in one line: where, what, and its advice."""
    where = next((line for line in error.diagnostic.splitlines() if "┌─" in line), "")
    file = re.search(r"[\\/]booklet[\\/](\S+\.typ:[0-9]+:[0-9]+)", where)
    place = f"templates/booklet/{file[1]}: " if file else ""
    advice = f" ({'; '.join(error.hints)})" if error.hints else ""
    return f"{place}{error.message}{advice}"


def check_characters(content: Mapping[str, Any], known: frozenset[int]) -> None:
    """Raise for the first character that no font has, with the program and the field it is in."""
    for place, value in _places(content):
        for text in _strings(value):
            if char := fonts.missing(text, known):
                message = f"no font of the booklet has the character {char!r} (U+{ord(char):04X}) in {text[:60]!r}"
                raise BookletError(f"{place}: {message}; {FONT_ADVICE}")


def _places(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every piece of the booklet with where it comes from."""
    for entry in _entries(content):
        yield from ((f"program {entry['id']}, {field}", value) for field, value in entry.items())
    for group in content["groups"]:
        ids = [one["id"] for one in (*group["entries"], *group["see"])]
        yield f"program {ids[0]}, locations", [group["place"], group["region"], group["country"]]
    for name, vocabulary in (("index", "conditions"), ("language_index", "languages")):
        for term in content[name]:
            yield f"program {term['programs'][0]['id']}, {vocabulary}", term
    rest = {key: value for key, value in content.items() if key not in PARTS}
    yield from ((f"directory.yaml or templates, {key}", value) for key, value in rest.items())


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for part in value.values():
                yield from _strings(part)
        case list() | tuple():
            for part in value:
                yield from _strings(part)


def _entries(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from content["examples"]
    for group in content["groups"]:
        yield from group["entries"]


def check_spans(ids: Iterable[str], spans: Iterable[Span]) -> None:
    """Raise unless every entry begins and ends on paper, and every entry that has room on a page is on one."""
    found = {span.id: span for span in spans}
    for id in ids:  # noqa: A001 - the field's own name
        if id not in found:
            raise BookletError(f"program {id}: its entry is not in the booklet; look at templates/booklet/parts.typ")
        span = found[id]
        if span.off_page:
            raise BookletError(f"program {id}: its entry runs off page {span.end_page}; nothing was printed")
        if span.whole and span.page != span.end_page:
            raise BookletError(f"program {id}: its entry is split between pages {span.page} and {span.end_page}")
