"""The options every command has, and how they are understood: which directory, which day, which audience."""

import datetime as dt
import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from peerdir import environment
from peerdir.clean import clean
from peerdir.folders import SETTINGS

PIPE_CLOSED = 141


class Audience(StrEnum):
    """Who will see the output."""

    public = "public"
    staff = "staff"


Root = Annotated[
    Path | None,
    typer.Option("-C", "--directory", metavar="DIR", help="The directory's folder; else the nearest one upwards."),
]
Today = Annotated[
    str | None, typer.Option("--today", metavar="DATE", help="Take this day for today, for example 2026-01-31.")
]
AudienceOption = Annotated[
    Audience, typer.Option("--audience", help="Who will see it. Contacts for staff are shown to staff only.")
]


def find_root(named: Path | None, start: Path | None = None) -> Path:
    """Return the folder that holds directory.yaml: the one named, or the nearest from `start` upwards.

    Exits with 3 when there is none.
    """
    found = environment.find_root(str(named) if named else None, str(start) if start else None)
    if found:
        return Path(found)
    where = f"in {named}" if named else f"in {(start or Path.cwd()).absolute()} or above it"
    return stop(f"there is no {SETTINGS} {where}; name the directory's folder with -C DIR", 3)


def find_today(given: str | None) -> dt.date:
    """Return the day --today names, else that of SOURCE_DATE_EPOCH, else today."""
    try:
        return dt.date.fromisoformat(environment.today(given))
    except environment.NoDayError as error:
        raise typer.BadParameter(str(error), param_hint=error.name) from None


def check_choice(value: str, known: Iterable[str], option: str = "--format") -> None:
    """Refuse a value that is not one of those known."""
    known = tuple(known)
    if value not in known:
        raise typer.BadParameter(f'"{value}" is not one of {", ".join(known)}', param_hint=option)


def cache_folder() -> Path | None:
    """Where copies are kept: PEERDIR_CACHE, else the user's cache folder; None when there is no home."""
    found = environment.cache_folder()
    return Path(found) if found else None


def terminal_width() -> int | None:
    """How wide the terminal is; None when standard output is a pipe or a file. NO_COLOR asks for plain text too."""
    return None if os.environ.get("NO_COLOR") else environment.terminal_columns()


def put(text: str) -> None:
    """Write a result to standard output; be quiet when whoever reads it has gone away."""
    try:
        typer.echo(text, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PIPE_CLOSED) from None


def say(message: str) -> None:
    """Write a message to standard error, made safe for a terminal."""
    typer.echo(clean(f"peerdir: {message}"), err=True)


def stop(message: str, code: int) -> NoReturn:
    """Say on standard error why the command cannot go on, and exit."""
    say(message)
    raise typer.Exit(code)
