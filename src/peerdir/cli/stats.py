"""`peerdir stats`: what there is in the directory, of every kind, as tables and pictures."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.filters import NONE, Filters, Many, Status, Words, filtering
from peerdir.cli.options import (
    Root,
    Today,
    cache_folder,
    check_choice,
    find_root,
    find_today,
    put,
    say,
    stop,
    terminal_width,
)
from peerdir.cli.published import filtered

if TYPE_CHECKING:
    from peerdir.coverage import Coverage
    from peerdir.render.coverage import Survey

FORMATS = "table|csv|html|json|svg"
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="A[,B]",
        help="Count by one or two of function, condition, place, language, day, modality, population, need, "
        "accessibility, cost, freshness, capacity, reach, status.",
    ),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")]
Format = Annotated[
    str | None,
    typer.Option("--format", metavar=FORMATS, help="How to show it; as the name of the file ends, else table."),
]
ENDINGS = {".csv": "csv", ".html": "html", ".json": "json", ".md": "markdown", ".svg": "svg"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("stats")(stats)


@filtering
def stats(
    words: Words = None,
    by: By = None,
    filters: Filters = NONE,
    status: Status = None,
    format: Format = None,  # noqa: A002 - the option's name
    output: Output = None,
    directory: Root = None,
    today: Today = None,
) -> None:
    """Count programs by what they help with, condition, place, language, day, freshness, room… Words and filters as in
    search narrow what is counted. Only what the public may see counts. Exit code: 0 counted, 1 no program fits.
    """  # noqa: D205 - the help shows it as one paragraph
    wanted = chosen(format, output, FORMATS)
    names = _names(by)
    root, now = find_root(directory), find_today(today)
    everything = _everything(root, now)
    asked = {**filters, "words": words}
    if any(asked.values()):
        every_status = tuple({one: None for program in everything.programs for one in program.codes("status")})
        everything = everything.only(filtered({**asked, "status": every_status}, root, now) or ())
    _write(_survey(everything, status, names), wanted, output)


def chosen(format: str | None, output: Path | None, formats: str) -> str:  # noqa: A002 - the option's name
    """Return the format that is named, else the one in which the file's name ends, else a table."""
    ending = ENDINGS.get(output.suffix.casefold()) if output else None
    if format is not None:
        check_choice(format, formats.split("|"))
        return format
    return ending if ending in formats.split("|") else "table"


def _names(by: str | None) -> tuple[str, ...]:
    """Read the names of one or two dimensions with a comma between."""
    from peerdir.coverage import DIMENSIONS

    names = tuple(name.strip().casefold() for name in by.split(",")) if by is not None else ()
    for name in names:
        check_choice(name, DIMENSIONS, "--by")
    if len(names) > 2 or len(set(names)) < len(names):
        raise typer.BadParameter("name one, or two that differ: condition or condition,language", param_hint="--by")
    return names


def _everything(root: Path, today: dt.date) -> "Coverage":
    """Count from the search index, which has only what the public may see, and say how many files it has not."""
    from peerdir.index.store import ask
    from peerdir.reading.collection import read_settings
    from peerdir.survey.facts import not_counted, of_index

    title = read_settings(root).title
    found, hidden = ask(root, cache_folder(), today, lambda index: (of_index(index, title), not_counted(index)))
    if hidden:
        files = "1 file of a program is" if hidden == 1 else f"{hidden:,} files of programs are"
        own = "it has" if hidden == 1 else "each has"
        say(f"{files} not counted: {own} errors that `peerdir lint` names, or is hidden from the public")
    return found


def _survey(everything: "Coverage", status: Many, by: tuple[str, ...]) -> "Survey":
    """Keep the programs of the statuses wanted, those that people are referred to if none is; exits with 1 if none."""
    from peerdir.query import LISTED
    from peerdir.render.coverage import Survey

    known = {one for program in everything.programs for one in program.codes("status")}
    for one in status or ():
        if one not in known:
            say(f'no program has the status "{one}"')
    wanted = everything.with_status(*(status or LISTED))
    if not wanted.total:
        stop("no program fits", 1)
    return Survey(coverage=wanted, everything=wanted if status else everything, by=by, width=terminal_width())


def _write(survey: "Survey", format: str, output: Path | None) -> None:  # noqa: A002
    """Put it out, or write the file."""
    from peerdir.output import OutputRefusedError, write_file
    from peerdir.render.coverage import CoverageError, render

    try:
        shown = render(survey, format)
        if output is None:
            put(shown)
        else:
            write_file(output, shown.encode())
            say(f"{output}: {survey.coverage.total:,} programs")
    except (CoverageError, OutputRefusedError) as error:
        stop(str(error), 3)
