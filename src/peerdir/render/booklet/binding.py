"""Front pages that staff keep as a PDF: bound into the booklet as they are.

The typesetter places them, so that page numbers behind them are right. It cannot promise that somebody else's pages are
archivable and readable aloud, so the whole file does not claim it either.
"""

import os
import re
from pathlib import Path
from typing import NamedTuple

import typst

from peerdir.render.booklet.edition import BookletError

NO_SUCH_PAGE = 1_000_000
COUNT = re.compile(r"only has ([0-9]+) page")


class Front(NamedTuple):
    """Pages to bind in: the file as the template names it and as people call it, their number, the root of both."""

    file: str
    name: str
    pages: int
    root: Path


def front(file: Path | None, folder: Path) -> Front:
    """Look at the PDF to bind in; `folder` has the template. Raises BookletError for one that cannot be read."""
    if file is None:
        return Front("", "", 0, folder)
    file, folder = file.resolve(), folder.resolve()
    if not file.is_file():
        raise BookletError(f"the front pages {file} are not there")
    try:
        root = Path(os.path.commonpath([file.parent, folder]))
    except ValueError as error:
        raise BookletError(f"the front pages {file} are on another drive; copy them beside look.yaml") from error
    return Front(f"/{file.relative_to(root).as_posix()}", file.name, _count(file), root)


def named(name: str | None, templates: Path) -> Path | None:
    """Return the file that look.yaml names."""
    return templates / name if name else None


def _count(file: Path) -> int:
    """Return how many pages a PDF has, which the typesetter tells whoever asks for one too many."""
    asked = f'#image("{file.name}", page: {NO_SUCH_PAGE})'
    try:
        typst.Compiler(asked.encode(), root=file.parent, ignore_system_fonts=True).compile(format="pdf")
    except typst.TypstError as error:
        if found := next(filter(None, map(COUNT.search, error.hints)), None):
            return int(found[1])
        raise BookletError(
            f"the front pages {file.name} cannot be read: {error.message}; save them as PDF anew"
        ) from error
    raise BookletError(f"the front pages {file} have more pages than anybody can bind")


def notes(bound: Front) -> tuple[str, ...]:
    """Say what binding did."""
    if not bound.pages:
        return ()
    pages = "1 page" if bound.pages == 1 else f"{bound.pages} pages"
    return (
        f"{pages} of {bound.name} bound in; with them the file does not claim to be an archive copy (PDF/A, PDF/UA)",
    )
