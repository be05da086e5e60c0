"""What the commands that print share: options, how words with commas between them are read, and how it can end."""

import contextlib
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from peerdir.cli.options import check_choice, stop


class Paper(StrEnum):
    """The paper of an office."""

    letter = "letter"
    a4 = "a4"


File = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")]
PaperOption = Annotated[Paper, typer.Option("--paper", help="The paper.")]
Large = Annotated[bool, typer.Option("--large-print", help="Letters of 18 points.")]
Language = Annotated[str | None, typer.Option("--language", metavar="CODE", help="The language to print in, as in es.")]


def choices(given: str, known: Sequence[str], option: str) -> tuple[str, ...]:
    """Read several words with commas between them, each one of those that are known."""
    words = tuple(dict.fromkeys(word.strip().casefold() for word in given.split(",")))
    for word in words:
        check_choice(word, known, option)
    return words


def check_language(given: str | None, known: Sequence[str]) -> None:
    """Refuse a language that nothing can be printed in."""
    if given:
        check_choice(given, known, "--language")


def ending(output: Path | None, known: Sequence[str]) -> str | None:
    """Return the format that the ending of a file names; None for one that is not known."""
    named = output.suffix.removeprefix(".").casefold() if output else None
    return named if named in known else None


def refuse_ending(output: Path | None, known: Sequence[str]) -> None:
    """Refuse a file that is named as if it were of a format nothing is printed in, such as letter.docx."""
    if output and output.suffix[1:].isalpha() and not ending(output, known):
        endings = ", ".join(f".{one}" for one in known)
        stop(f"{output.name}: this is printed as {endings}; end the name so, or say --format", 2)


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Say in a sentence why something cannot be printed or written, and exit with 3."""
    from peerdir.output import OutputRefusedError
    from peerdir.render.paper_error import PaperError

    try:
        yield
    except (PaperError, OutputRefusedError) as error:
        stop(str(error), 3)
