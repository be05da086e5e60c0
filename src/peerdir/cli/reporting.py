"""How commands that find something report it: the formats, and paths as seen from the working directory."""

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerdir.diagnostic import Diagnostic

Format = Annotated[
    str, typer.Option("--format", metavar="text|github|json|junit|markdown|sarif", help="For people or for programs.")
]


def check_format(format: str) -> None:  # noqa: A002 - the option's name
    """Refuse a format there is not."""
    from peerdir.report import formats

    if format not in formats():
        raise typer.BadParameter(f'"{format}" is not one of {", ".join(formats())}', param_hint="--format")


def from_here(diagnostics: "Sequence[Diagnostic]", root: Path) -> "Sequence[Diagnostic]":
    """Write paths as seen from the working directory, so that editors and GitHub find the file."""
    prefix = os.path.relpath(root)
    here = "" if prefix == os.curdir else Path(prefix).as_posix() + "/"
    return [dataclasses.replace(one, path=here + one.path) for one in diagnostics]
