"""One leaflet to PDF, typeset by Typst from a folder of templates, and proof that nothing ran off the paper."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from peerdir.render import fonts, typesetting
from peerdir.render.leaflets.issue import Issue, LeafletError

ROUNDING = 0.5  # points
# Asked of the finished leaflet: where each part ends, and where it had to end.
ENDS = """query(<part-ends>).map(mark => {
  let at = mark.location().position()
  mark.value + (page: at.page, y: at.y.pt())
})"""


class End(NamedTuple):
    """Where a part of a leaflet ends: page from 1, points from the top; it had to end at `foot`, and to have room."""

    id: str
    page: int
    y: float
    foot: float
    fits: bool


def typeset(
    template: str, content: Mapping[str, Any], parts: list[str], issue: Issue, folder: str = "leaflets"
) -> bytes:
    """Return the PDF of templates/`folder`/`template` with `content`, in which exactly `parts` end, all on paper.

    Raises LeafletError when a character has no glyph, when the template is wrong, or when a part has no room.
    """
    check_characters(content, issue.edition.characters)
    pdf, ends = _compile(f"{folder}/{template}", content, issue)
    if sorted(end.id for end in ends) != sorted(parts):
        raise LeafletError(f"templates/{folder}/{template}: a part is missing or is there twice; nothing was printed")
    for end in ends:
        if not end.fits or end.y > end.foot + ROUNDING:
            raise LeafletError(f"{end.id}: there is more text than fits on the page; nothing was printed")
    return pdf


def _compile(template: str, content: Mapping[str, Any], issue: Issue) -> tuple[bytes, list[End]]:
    data = {"data": json.dumps(content, ensure_ascii=False)}
    compiler = typesetting.compiler(issue.templates / template, issue.templates, issue.templates, data)
    pdf = typesetting.pdf(compiler, issue.today, LeafletError)
    return pdf, [End(**end) for end in json.loads(compiler.eval(ENDS))]


def check_characters(content: Mapping[str, Any], known: frozenset[int], place: str = "") -> None:
    """Raise for the first character that no font has, with the text it is in and the `place` that holds it."""
    if lacking := fonts.lacking(content, known):
        raise LeafletError(f"{f'{place}: ' if place else ''}no font has {lacking}; {fonts.ADVICE}")
