"""One typesetting by Typst from templates/booklet: where the entries stand, and the PDF when it is wanted."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import typst

from peerdir.render import typesetting
from peerdir.render.booklet import binding
from peerdir.render.booklet.density import Density
from peerdir.render.booklet.edition import BookletError
from peerdir.render.booklet.spans import Span

COMMENT = b"//"  # Typst takes every file apart as if it were a template; a comment of one line it leaves whole
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
    """What the template reads; the pages that are bound in; the folder with all templates; the day."""

    content: Mapping[str, Any]
    front: binding.Front
    templates: Path
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
        # What was typeset is remembered: it is not done twice.
        compiler, today = _compiler(self._manuscript, self._files), self._manuscript.today
        standards = () if self._manuscript.front.pages else typesetting.STANDARDS
        return typesetting.pdf(compiler, today, BookletError, standards=standards, whose="booklet")


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
    template = manuscript.templates.resolve().relative_to(manuscript.front.root.resolve()) / "booklet" / "booklet.typ"
    return {
        "main.typ": f'#include "/{template.as_posix()}"'.encode(),
        "content.json": COMMENT + json.dumps(manuscript.content, ensure_ascii=False).encode(),
        "pass.json": json.dumps(settings).encode(),
    }


def _compiler(manuscript: Manuscript, files: Mapping[str, bytes]) -> typst.Compiler:
    return typesetting.compiler(files, manuscript.front.root, manuscript.templates)
