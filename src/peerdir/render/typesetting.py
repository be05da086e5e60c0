"""Templates to PDF by Typst: with the fonts that ship and no others, and with the same bytes for the same day."""

import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import typst

from peerdir.render import fonts

REMEMBERED = 11  # compilations
# The families that ship, which the templates name; those of other fonts come after them.
FAMILIES = ("Noto Sans", "IBM Plex Sans Arabic", "Noto Sans Thai", "Noto Sans SC")
# For people who listen, and for archives.
STANDARDS = ("ua-1", "a-2a")
NO_GLYPH = re.compile(r'"(.*)"` could not be displayed|codepoint `"(.*)"')
PLACE = re.compile(r"templates[\\/](\w+)[\\/](\w+\.typ:[0-9]+:[0-9]+)")


def added_fonts(templates: Path) -> list[str]:
    """Return the families of the fonts that somebody has added to ours."""
    return list(_added_fonts(fonts.folder(templates), fonts.files(fonts.folder(templates))))


@functools.lru_cache(maxsize=8)
def _added_fonts(folder: Path, _files: tuple[tuple[Path, int, int], ...]) -> tuple[str, ...]:
    return tuple(family for family in typst.Fonts(False, False, [folder]).families() if family not in FAMILIES)


def compiler(
    source: Path | Mapping[str, bytes], root: Path, templates: Path, inputs: Mapping[str, str] | None = None
) -> typst.Compiler:
    """Return what typesets a template, or a project of files by name, which may read what is under `root`.

    The fonts are those in `templates`. `inputs` are what the template finds in `sys.inputs`.
    """
    given: Any = source  # files by name are one more kind of input than the type hints of Typst know
    own = typst.Fonts(False, False, [fonts.folder(templates)])
    return typst.Compiler(given, root=root, font_paths=own, ignore_system_fonts=True, sys_inputs=dict(inputs or {}))


def pdf(
    typesetter: typst.Compiler,
    today: dt.date,
    error: type[Exception],
    *,
    standards: Sequence[str] = STANDARDS,
    whose: str = "",
) -> bytes:
    """Return the PDF. Raises `error` with a sentence for what Typst refuses, and for what it warns of.

    `whose` names what has the template and the fonts, where that must be said: "booklet".
    """
    asked: Any = list(standards)
    template, font = (f"the {whose}'s template", f"no font of the {whose}") if whose else ("the template", "no font")
    try:
        made, warnings = typesetter.compile_with_warnings(format="pdf", pdf_standards=asked, timestamp=noon(today))
    except typst.TypstError as refused:
        if found := NO_GLYPH.search(refused.message):
            raise error(f"{font} can print {(found[1] or found[2])!r}; {fonts.ADVICE}") from refused
        raise error(f"{template} cannot be typeset: {_plain(refused)}") from refused
    if warnings:
        raise error(f"{template} is not quite right: {_plain(warnings[0])}")
    return cast("bytes", made)


def forget() -> None:
    """Have the typesetter let go of what it remembers of earlier typesettings: a gigabyte for a thousand pages.

    It drops what ten compilations have not asked for, and only then; these take a millisecond each.
    """
    none = typst.Fonts(False, False, [])
    for _ in range(REMEMBERED):
        typst.compile(b"", format="svg", ignore_system_fonts=True, font_paths=none)


def noon(today: dt.date) -> int:
    """Return the time that a PDF says it was made, in seconds since 1970."""
    return int(dt.datetime.combine(today, dt.time(12), dt.UTC).timestamp())


def _plain(said: typst.TypstError | typst.TypstWarning) -> str:
    """Say what Typst says in one line: where, what, and its advice."""
    where = next((line for line in said.diagnostic.splitlines() if "┌─" in line), "")
    file = PLACE.search(where)
    place = f"templates/{file[1]}/{file[2]}: " if file else ""
    advice = f" ({'; '.join(said.hints)})" if said.hints else ""
    return f"{place}{said.message}{advice}"
