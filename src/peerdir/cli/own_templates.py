"""`--templates` of the commands that print: a folder of staff's own, laid over ours while the command runs."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from peerdir.cli.options import say
from peerdir.cli.printing import told

TemplatesOption = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="A folder with a look, words and fonts of your own; what is not in it is taken from ours.",
    ),
]
PARTS = ("look.yaml", "text", "fonts")


@contextlib.contextmanager
def templates_with(own: Path | None) -> Iterator[Path]:
    """Give the folder of all templates, with those in a folder of somebody's `own` laid over ours.

    Exits with 3 for what cannot be used.
    """
    with folder_for(own) as templates:
        if own:
            with told():
                renew(templates, own)
            if not any((own / name).exists() for name in PARTS):
                say(f"{own} has no look.yaml, no text and no fonts, so everything is as ours")
        yield templates


@contextlib.contextmanager
def folder_for(own: Path | None) -> Iterator[Path]:
    """Give the folder that `renew` fills, which goes when it is left; our own one where there is nothing to lay."""
    from peerdir.assets import assets

    if own is None:
        yield assets("templates")
        return
    with tempfile.TemporaryDirectory(prefix="peerdir-") as folder:
        yield Path(folder) / "templates"


def renew(templates: Path, own: Path) -> None:
    """Fill a folder with ours and theirs, or change in it what has changed since. Raises PaperError."""
    from peerdir.render import overlay

    files = overlay.files(own)
    for path in [one for one in templates.rglob("*") if one.is_file()]:
        if path.relative_to(templates).as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        path = templates / name
        # The typesetter remembers what it made of files that are as they were.
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
