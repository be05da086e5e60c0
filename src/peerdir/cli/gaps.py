"""`peerdir gaps`: what people need and nobody gives, where, and who nearby does something like it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.filters import Condition, Function, Language, Limit, Near, Within
from peerdir.cli.options import Root, Today, cache_folder, find_root, find_today, put, say, stop, terminal_width
from peerdir.cli.stats import Output, chosen

if TYPE_CHECKING:
    from peerdir.index.store import Index
    from peerdir.needs import Needs
    from peerdir.render.needs import Report

FORMATS = "table|csv|json|markdown"
Format = Annotated[
    str | None,
    typer.Option("--format", metavar=FORMATS, help="How to show it; as the name of the file ends, else table."),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("gaps")(gaps)


def gaps(
    condition: Condition = None,
    language: Language = None,
    function: Function = None,
    near: Near = None,
    within: Within = None,
    limit: Limit = 10,
    format: Format = None,  # noqa: A002 - the option's name
    output: Output = None,
    directory: Root = None,
    today: Today = None,
) -> None:
    """Find needs without an answer: a condition, in a language spoken there, that no program helps with, the greatest
    first, each with who does something like it, and how to start one. Exit code: 0 none, 1 some.
    """  # noqa: D205 - the help shows it as one paragraph
    from peerdir.render.needs import Report, remarks
    from peerdir.searching import in_miles

    wanted = chosen(format, output, FORMATS)
    asked = {"conditions": condition or (), "languages": language or (), "functions": function or ()}
    root = find_root(directory)
    miles = in_miles(within, root)
    found = _find(root, find_today(today), asked, near, _kilometers(within, miles=miles), limit)
    _write(Report(needs=found, miles=miles, width=terminal_width()), wanted, output)
    for remark in remarks(found):
        say(remark)
    if not found.listed:
        say("there is no program here that people can be referred to, so nothing is known of what is missing")
    elif not found.total:
        say("no need without an answer was found")
    raise typer.Exit(1 if found.total else 0)


def _kilometers(within: str | None, *, miles: bool) -> float | None:
    from peerdir.places.naming import parse_distance

    try:
        return parse_distance(within, miles=miles) if within is not None else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--within") from None


def _find(
    root: Path, today: dt.date, asked: "Mapping[str, Sequence[str]]", near: str | None, km: float | None, limit: int
) -> "Needs":
    """Find the needs, with the searches that found nothing where the settings keep those."""
    from peerdir.index.store import ask
    from peerdir.survey.needs import UnknownError, find
    from peerdir.vocabulary import unanswered

    cache = cache_folder()
    kept = unanswered.known(cache, root) if cache and unanswered.wanted(root) else ()

    def question(index: "Index") -> "Needs":
        return find(index, **asked, near=near, within_km=km, limit=limit, unanswered=kept)

    try:
        return ask(root, cache, today, question)
    except UnknownError as error:
        stop(str(error), 2)


def _write(report: "Report", format: str, output: Path | None) -> None:  # noqa: A002
    """Put it out, or write the file."""
    from peerdir.output import OutputRefusedError, write_file
    from peerdir.render.needs import render

    shown = render(report, format)
    if output is None:
        put(shown)
        return
    try:
        write_file(output, shown.encode())
    except OutputRefusedError as error:
        stop(str(error), 3)
    say(f"{output}: {len(report.needs.needs)} needs")
