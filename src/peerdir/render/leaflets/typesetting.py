"""One leaflet to PDF, typeset by Typst from a folder of templates, and proof that nothing ran off the paper."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

import typst

from peerdir.render.booklet import fonts
from peerdir.render.booklet.proof import NO_GLYPH
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
    compiler = typst.Compiler(
        issue.templates / template,
        root=issue.templates,
        font_paths=typst.Fonts(False, False, [issue.templates / "booklet" / "fonts"]),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
    )
    noon = int(dt.datetime.combine(issue.today, dt.time(12), dt.UTC).timestamp())
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=noon)
        ends = [End(**end) for end in json.loads(compiler.eval(ENDS))]
    except typst.TypstError as error:
        if found := NO_GLYPH.search(error.message):
            raise LeafletError(f"no font can print {(found[1] or found[2])!r}; {fonts.ADVICE}") from error
        raise LeafletError(f"the template cannot be typeset: {_plain(error)}") from error
    if warnings:
        raise LeafletError(f"the template is not quite right: {_plain(warnings[0])}")
    return cast("bytes", pdf), ends


def _plain(error: typst.TypstError | typst.TypstWarning) -> str:
    """Say what Typst says in one line: where, what, and its advice."""
    where = next((line for line in error.diagnostic.splitlines() if "┌─" in line), "")
    file = re.search(r"[\\/](\w+)[\\/](\w+\.typ:[0-9]+:[0-9]+)", where)
    place = f"templates/{file[1]}/{file[2]}: " if file else ""
    advice = f" ({'; '.join(error.hints)})" if error.hints else ""
    return f"{place}{error.message}{advice}"


def check_characters(content: Mapping[str, Any], known: frozenset[int], place: str = "") -> None:
    """Raise for the first character that no font has, with the text it is in and the `place` that holds it."""
    for text in strings(content):
        if char := fonts.missing(text, known):
            where = f"the character {char!r} (U+{ord(char):04X}) in {text[:60]!r}"
            raise LeafletError(f"{f'{place}: ' if place else ''}no font has {where}; {fonts.ADVICE}")


def strings(value: Any) -> Iterator[str]:
    """Yield every text in plain data."""
    match value:
        case str():
            yield value
        case Mapping():
            for part in value.values():
                yield from strings(part)
        case list() | tuple():
            for part in value:
                yield from strings(part)
