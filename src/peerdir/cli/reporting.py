"""The formats in which commands that find something report it."""

from typing import Annotated

import typer

from peerdir.cli.options import check_choice

Format = Annotated[
    str, typer.Option("--format", metavar="text|github|json|junit|markdown|sarif", help="For people or for programs.")
]


def check_format(format: str) -> None:  # noqa: A002 - the option's name
    """Refuse a format there is not."""
    from peerdir.report import formats

    check_choice(format, formats())
