"""The files of a booklet, written one by one, each with a line that says what was made."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from peerdir.cli.booklet_options import Flip
from peerdir.cli.options import Audience, say
from peerdir.cli.printing import told

if TYPE_CHECKING:
    from peerdir.reading.collection import Collection
    from peerdir.render.booklet import Booklet, Form, Wishes


class Contents(NamedTuple):
    """What is in a booklet, whatever it is written as: what `audience` may see, on which day, and how it is told.

    `templates` is the folder of them.
    """

    seen: "Collection"
    audience: Audience
    today: dt.date
    wishes: "Wishes"
    templates: Path


def write_papers(target: Path, forms: "Sequence[Form]", contents: Contents, flip: Flip | None) -> None:
    """Write a PDF for each paper, and sheets to fold where an edge to `flip` is named."""
    for form in forms:
        file = target if len(forms) == 1 else target.with_stem(f"{target.stem}-{form.paper}")
        made = _write(file, form, contents)
        if flip and form.paper:
            _impose(file, made, form.paper, flip, contents)


def write_reading(target: Path, kind: str, contents: Contents) -> None:
    """Write the booklet as a web page or as plain text. Exits with 3 when that cannot be."""
    from peerdir.output import write_file
    from peerdir.render import reading

    seen, audience, today, wishes, templates = contents
    with told():
        made = reading.render(
            seen, today=today, audience=audience.value, wishes=wishes, format=kind, templates=templates
        )
        write_file(target, made)
    say(f"{target}: {len(made) / 1e6:.1f} MB")


def _write(target: Path, form: "Form", contents: Contents) -> "Booklet":
    """Print one booklet, write it, and say what was done. Exits with 3 when it cannot be printed right."""
    from peerdir.output import write_file
    from peerdir.progress import Progress
    from peerdir.render.booklet import make

    seen, audience, today, wishes, templates = contents
    with told():
        with Progress("Typesetting") as progress:
            made = make(
                seen,
                today=today,
                audience=audience.value,
                wishes=wishes,
                form=form,
                templates=templates,
                progress=progress,
            )
        write_file(target, made.pdf)
    say(f"{target}: {made.pages} pages, {len(made.pdf) / 1e6:.1f} MB")
    for note in made.notes:
        say(note)
    return made


def _impose(target: Path, made: "Booklet", paper: str, flip: Flip, contents: Contents) -> None:
    """Write the sheets of a booklet beside it: they are for printing, the booklet itself for reading on a screen."""
    from peerdir.output import write_file
    from peerdir.render.booklet import imposition

    sheets, title = target.with_stem(f"{target.stem}-sheets"), contents.seen.directory.title
    with told():
        imposed = imposition.impose(
            target, pages=made.pages, paper=paper, flip=flip.value, title=title, today=contents.today
        )
        write_file(sheets, imposed.pdf)
    many = f" in {imposed.signatures} parts, each folded on its own" if imposed.signatures > 1 else ""
    say(f"{sheets}: {imposed.sheets} sheets{many}; print on both sides, turn over the {flip.value.replace('-', ' ')}")
