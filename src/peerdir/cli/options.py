"""The options every command has, and how they are understood: which directory, which day, which audience."""

import datetime as dt
import os
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from peerdir.clean import clean
from peerdir.layout import SETTINGS

PIPE_CLOSED = 141
# Days far away make every comparison of days overflow.
FIRST_YEAR, LAST_YEAR = 1970, 2200


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
    first = (named or start or Path.cwd()).absolute()
    for folder in (first,) if named else (first, *first.parents):
        for candidate in (folder, folder / "directory"):
            if (candidate / SETTINGS).is_file():
                return candidate
    where = f"in {named}" if named else f"in {first} or above it"
    return stop(f"there is no {SETTINGS} {where}; name the directory's folder with -C DIR", 3)


def find_today(given: str | None) -> dt.date:
    """Return the day --today names, else that of SOURCE_DATE_EPOCH, else today. The only look at the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if given:
            day = dt.date.fromisoformat(given)
        elif epoch:
            day = dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
        else:
            day = dt.datetime.now().astimezone().date()
    except (ValueError, OverflowError, OSError):
        day = dt.date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        name, text = ("--today", given) if given else ("SOURCE_DATE_EPOCH", epoch)
        raise typer.BadParameter(f'"{text}" is not a day; write it like 2026-01-31', param_hint=name)
    return day


def cache_folder() -> Path | None:
    """Where the search index is kept: PEERDIR_CACHE, else the user's cache folder; None when there is no home."""
    if named := os.environ.get("PEERDIR_CACHE"):
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "peerdir"
    except RuntimeError:
        return None


def terminal_width() -> int | None:
    """How wide the terminal is; None when standard output is a pipe or a file. NO_COLOR asks for plain text too."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return None
    return shutil.get_terminal_size().columns


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
