"""The files of a booklet, written one by one, each with a line that says what was made."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from peerdir.cli.options import Audience, say, stop

if TYPE_CHECKING:
    from peerdir.reading.collection import Collection
    from peerdir.render.booklet import Booklet, Form, Wishes


class Flip(StrEnum):
    """The edge over which a printer turns the sheet."""

    long_edge = "long-edge"
    short_edge = "short-edge"


def write_papers(
    target: Path,
    forms: "list[Form]",
    seen: "Collection",
    audience: Audience,
    today: dt.date,
    wishes: "Wishes",
    flip: Flip | None,
) -> None:
    """Write a PDF for each paper, and sheets to fold where an edge to `flip` is named."""
    for form in forms:
        file = target if len(forms) == 1 else target.with_stem(f"{target.stem}-{form.paper}")
        made = _write(file, seen, audience, today, wishes, form)
        if flip and form.paper:
            _impose(file, made, form.paper, flip, seen, today)


def write_reading(
    target: Path, kind: str, seen: "Collection", audience: Audience, today: dt.date, wishes: "Wishes"
) -> None:
    """Write the booklet as a web page or as plain text. Exits with 3 when that cannot be."""
    from peerdir.output import OutputRefusedError, write_file
    from peerdir.render import reading
    from peerdir.render.booklet import BookletError

    try:
        made = reading.render(seen, today=today, audience=audience.value, wishes=wishes, format=kind)
        write_file(target, made)
    except (BookletError, OutputRefusedError) as error:
        stop(str(error), 3)
    say(f"{target}: {len(made) / 1e6:.1f} MB")


def _write(
    target: Path, seen: "Collection", audience: Audience, today: dt.date, wishes: "Wishes", form: "Form"
) -> "Booklet":
    """Print one booklet, write it, and say what was done. Exits with 3 when it cannot be printed right."""
    from peerdir.output import OutputRefusedError, write_file
    from peerdir.progress import Progress
    from peerdir.render.booklet import BookletError, make

    try:
        with Progress("Typesetting") as progress:
            made = make(seen, today=today, audience=audience.value, wishes=wishes, form=form, progress=progress)
        write_file(target, made.pdf)
    except (BookletError, OutputRefusedError) as error:
        stop(str(error), 3)
    say(f"{target}: {made.pages} pages, {len(made.pdf) / 1e6:.1f} MB")
    for note in made.notes:
        say(note)
    return made


def _impose(target: Path, made: "Booklet", paper: str, flip: Flip, seen: "Collection", today: dt.date) -> None:
    """Write the sheets of a booklet beside it: they are for printing, the booklet itself for reading on a screen."""
    from peerdir.output import OutputRefusedError, write_file
    from peerdir.render.booklet import BookletError, imposition

    sheets = target.with_stem(f"{target.stem}-sheets")
    try:
        imposed = imposition.impose(
            target, pages=made.pages, paper=paper, flip=flip.value, title=seen.directory.title, today=today
        )
        write_file(sheets, imposed.pdf)
    except (BookletError, OutputRefusedError) as error:
        stop(str(error), 3)
    many = f" in {imposed.signatures} parts, each folded on its own" if imposed.signatures > 1 else ""
    say(f"{sheets}: {imposed.sheets} sheets{many}; print on both sides, turn over the {flip.value.replace('-', ' ')}")
