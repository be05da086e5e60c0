"""The formats in which commands that find something report it."""

from typing import Annotated

import typer

Format = Annotated[
    str, typer.Option("--format", metavar="text|github|json|junit|markdown|sarif", help="For people or for programs.")
]


def check_format(format: str) -> None:  # noqa: A002 - the option's name
    """Refuse a format there is not."""
    from peerdir.report import formats

    if format not in formats():
        raise typer.BadParameter(f'"{format}" is not one of {", ".join(formats())}', param_hint="--format")
