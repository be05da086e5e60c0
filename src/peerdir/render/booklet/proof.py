"""One typesetting by Typst from templates/booklet: where the entries stand, and the PDF when it is wanted."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

import typst

from peerdir.render.booklet import binding, fonts
from peerdir.render.booklet.density import Density
from peerdir.render.booklet.edition import BookletError
from peerdir.render.booklet.spans import Span

REMEMBERED = 11  # compilations
NO_GLYPH = re.compile(r'"(.*)"` could not be displayed|codepoint `"(.*)"')
COMMENT = b"//"  # Typst takes every file apart as if it were a template; a comment of one line it leaves whole
STANDARDS: list[Any] = ["ua-1", "a-2a"]
# Asked of the finished booklet, in Typst's language: where every entry begins and where it ends, and the last page.
SPANS = """{
  let ends = query(<entry-ends>).map(mark => (mark.value.id, mark.location().position())).to-dict()
  let spans = query(<entry-begins>).filter(mark => mark.value.id in ends).map(mark => {
    let (at, end) = (mark.location().position(), ends.at(mark.value.id))
    mark.value + (page: at.page, y: at.y.pt(), end_page: end.page, end_y: end.y.pt())
  })
  (spans: spans, pages: query(<booklet-ends>).first().location().page())
}"""
# Asked of a draft: how close together each entry in it must be set.
DENSITIES = "query(<density>).map(mark => mark.value).to-dict()"


class Manuscript(NamedTuple):
    """What the template reads; the pages that are bound in; the folder with the template; the day."""

    content: Mapping[str, Any]
    front: binding.Front
    folder: Path
    today: dt.date


class Proof:
    """A manuscript that is typeset, each entry as close together as `densities` says, those not in it as usual."""

    def __init__(self, manuscript: Manuscript, densities: Mapping[str, Density]) -> None:
        """Typeset. Raises BookletError when that cannot be done."""
        self._manuscript = manuscript
        self._files = _files(manuscript, {"draft": False, "densities": densities})
        try:
            answer = json.loads(_compiler(manuscript, self._files).eval(SPANS))
        except RuntimeError:
            self.pdf()  # fails too, and says where in the template
            raise
        self.pages: int = answer["pages"]
        self.spans = [Span(**{**span, "density": Density(span["density"])}) for span in answer["spans"]]

    def pdf(self) -> bytes:
        """Return the PDF. Raises BookletError for what the typesetter warns of, too."""
        front, today = self._manuscript.front, self._manuscript.today
        noon = int(dt.datetime.combine(today, dt.time(12), dt.UTC).timestamp())
        try:
            # What was typeset is remembered: it is not done twice.
            pdf, warnings = _compiler(self._manuscript, self._files).compile_with_warnings(
                format="pdf", pdf_standards=[] if front.pages else STANDARDS, timestamp=noon
            )
        except typst.TypstError as error:
            raise _told(error) from error
        if warnings:
            raise BookletError(f"the booklet's template is not quite right: {_plain(warnings[0])}")
        return cast("bytes", pdf)


def draft(manuscript: Manuscript, ids: list[str]) -> dict[str, Density]:
    """Return how close together the entries with these ids must be set, but for those that are set as usual.

    Only what may be too tall for a page, by the number of its letters, is set at all. Of what goes wrong nothing is
    said: it will go wrong once more when everything is set.
    """
    files = _files(manuscript, {"draft": True, "unknown": ids})
    try:
        found = json.loads(_compiler(manuscript, files).eval(DENSITIES))
    except RuntimeError:
        return {}
    return {id: Density(density) for id, density in found.items() if density}  # noqa: A001 - the field's own name


def _files(manuscript: Manuscript, settings: Mapping[str, Any]) -> dict[str, bytes]:
    """Return what the template reads as files in the root of its project.

    Whatever is given to a typesetting in another way is a part of everything in it, and nothing of it could be used in
    the next.
    """
    template = manuscript.folder.resolve().relative_to(manuscript.front.root.resolve()) / "booklet.typ"
    return {
        "main.typ": f'#include "/{template.as_posix()}"'.encode(),
        "content.json": COMMENT + json.dumps(manuscript.content, ensure_ascii=False).encode(),
        "pass.json": json.dumps(settings).encode(),
    }


def _compiler(manuscript: Manuscript, files: Mapping[str, bytes]) -> typst.Compiler:
    given: Any = files  # one more kind of input than the type hints of Typst know
    fonts_of_ours = typst.Fonts(False, False, [manuscript.folder / "fonts"])
    return typst.Compiler(given, root=manuscript.front.root, font_paths=fonts_of_ours, ignore_system_fonts=True)


def forget() -> None:
    """Have the typesetter let go of what it remembers of earlier typesettings: a gigabyte for a thousand pages.

    It drops what ten compilations have not asked for, and only then; these take a millisecond each.
    """
    none = typst.Fonts(False, False, [])
    for _ in range(REMEMBERED):
        typst.compile(b"", format="svg", ignore_system_fonts=True, font_paths=none)


def _told(error: typst.TypstError) -> BookletError:
    if found := NO_GLYPH.search(error.message):
        return BookletError(f"no font of the booklet can print {(found[1] or found[2])!r}; {fonts.ADVICE}")
    return BookletError(f"the booklet's template cannot be typeset: {_plain(error)}")


def _plain(error: typst.TypstError | typst.TypstWarning) -> str:
    """Say what Typst says in one line: where, what, and its advice."""
    where = next((line for line in error.diagnostic.splitlines() if "┌─" in line), "")
    file = re.search(r"[\\/]booklet[\\/](\S+\.typ:[0-9]+:[0-9]+)", where)
    place = f"templates/booklet/{file[1]}: " if file else ""
    advice = f" ({'; '.join(error.hints)})" if error.hints else ""
    return f"{place}{error.message}{advice}"
