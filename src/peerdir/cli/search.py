"""`peerdir search`: the right program while a person waits."""

import datetime as dt
from typing import Annotated

import typer

from peerdir import limits
from peerdir.cli.options import Root, Today, cache_folder, find_root, find_today, put, stop, terminal_width

Words = Annotated[list[str] | None, typer.Argument(metavar="[WORDS…]", help="What the person said: diabetes spanish.")]
Many = list[str] | None


def _option(name: str, text: str, metavar: str = "CODE") -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(f"--{name}", metavar=metavar, help=text)
    return option


DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FORMATS = ("table", "json", "ids")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search)


def search(
    words: Words = None,
    condition: Annotated[Many, _option("condition", "A condition, for example stroke.")] = None,
    population: Annotated[Many, _option("population", "For whom: veterans, parents, older-adults…")] = None,
    need: Annotated[Many, _option("need", "Help with: healthy-eating, transport, housing…")] = None,
    language: Annotated[Many, _option("language", "A language, by code or name: es, Spanish.")] = None,
    modality: Annotated[Many, _option("modality", "How: group, phone, home-visit…")] = None,
    function: Annotated[Many, _option("function", "daily_management, social_emotional, linkage or ongoing.")] = None,
    organization: Annotated[Many, _option("organization", "Who runs it, by id.", "ID")] = None,
    status: Annotated[Many, _option("status", "active and paused if left out.", "STATUS")] = None,
    day: Annotated[Many, _option("day", "A day it meets: mon, tue…", "DAY")] = None,
    free: Annotated[bool, typer.Option("--free", help="Costs nothing.")] = False,
    has_room: Annotated[bool, typer.Option("--has-room", help="Said that it has room.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show at most so many.")] = 20,
    format: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help="How to show it.")] = "table",  # noqa: A002
    directory: Root = None,
    today: Today = None,
) -> None:
    """Find programs, the best fit first. Exit code: 0 found, 1 nothing found."""
    if format not in FORMATS:
        raise typer.BadParameter(f'"{format}" is not one of {", ".join(FORMATS)}', param_hint="--format")
    from peerdir.index import ask
    from peerdir.query import LISTED, Query
    from peerdir.render import results
    from peerdir.search import search as find

    day_of_search = find_today(today)
    filters = {
        "conditions": condition,
        "populations": population,
        "needs": need,
        "languages": language,
        "modalities": modality,
        "functions": function,
        "organization": organization,
        "day": [_day(one) for one in day or ()],
        "free": ["yes"] if free else None,
    }
    query = Query(
        text=" ".join(words or ()),
        filters={kind: tuple(wanted) for kind, wanted in filters.items() if wanted},
        statuses=tuple(status or LISTED),
        room_since=day_of_search - dt.timedelta(days=limits.CAPACITY_DAYS) if has_room else None,
        limit=limit,
        count_facets=format == "json",
    )
    answer = ask(find_root(directory), cache_folder(), day_of_search, lambda index: find(index, query))
    shown = results.render(answer, query, format, today=day_of_search, width=terminal_width())
    put(shown)
    for note in results.notes(answer):
        typer.echo(note, err=True)
    raise typer.Exit(0 if answer.total else 1)


def _day(said: str) -> str:
    """Read "tue", "Tuesday" or "TU" as TU."""
    code = said[:2].upper()
    if code not in DAYS:
        stop(f'"{said}" is not a day; write mon, tue, wed, thu, fri, sat or sun', 2)
    return code
