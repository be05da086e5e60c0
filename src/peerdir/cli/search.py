"""`peerdir search`: the right program while a person waits."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir import environment
from peerdir.cli.options import Root, Today, cache_folder, find_root, find_today, put

if TYPE_CHECKING:
    from peerdir.render.results import Look

Many = list[str] | None


def option(name: str, text: str, metavar: str = "CODE") -> typer.models.OptionInfo:
    """Declare an option that search and match share."""
    made: typer.models.OptionInfo = typer.Option(f"--{name}", metavar=metavar, help=text)
    return made


FORMATS = "table|cards|json|csv|ids"
Words = Annotated[list[str] | None, typer.Argument(metavar="[WORDS…]", help="What the person said: diabetes spanish.")]
Condition = Annotated[Many, option("condition", "A condition, for example stroke.")]
Population = Annotated[Many, option("population", "For whom: veterans, parents, older-adults…")]
Need = Annotated[Many, option("need", "Help with: healthy-eating, transport, housing…")]
Language = Annotated[Many, option("language", "A language, by code or name: es, Spanish.")]
Modality = Annotated[Many, option("modality", "How: group, phone, home-visit…")]
Function = Annotated[Many, option("function", "daily_management, social_emotional, linkage or ongoing.")]
Accessibility = Annotated[Many, option("accessibility", "What makes it easy to use: wheelchair, quiet-room…")]
Organization = Annotated[Many, option("organization", "Who runs it, by id.", "ID")]
Day = Annotated[Many, option("day", "A day it meets: mon, tue…", "DAY")]
Near = Annotated[str | None, option("near", "A postal code, city or region. Nearer programs come first.", "PLACE")]
Within = Annotated[str | None, option("within", "How far from there: 20km or 10mi. 25km if left out.", "DISTANCE")]
Free = Annotated[bool, typer.Option("--free", help="Costs nothing.")]
Room = Annotated[bool, typer.Option("--has-room", help="Said that it has room.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show at most so many.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search)


def search(
    words: Words = None,
    condition: Condition = None,
    population: Population = None,
    need: Need = None,
    language: Language = None,
    modality: Modality = None,
    function: Function = None,
    accessibility: Accessibility = None,
    organization: Organization = None,
    status: Annotated[Many, option("status", "active and paused if left out.", "STATUS")] = None,
    day: Day = None,
    near: Near = None,
    within: Within = None,
    free: Free = False,
    has_room: Room = False,
    limit: Limit = 20,
    facets: Annotated[bool, typer.Option("--facets", help="Count what was found, by condition, language…")] = False,
    format: Annotated[str, typer.Option("--format", metavar=FORMATS, help="How to show it.")] = "table",  # noqa: A002
    directory: Root = None,
    today: Today = None,
) -> None:
    """Find programs, the best fit first. `peerdir show 2` shows the second. Exit code: 0 found, 1 nothing found."""
    from peerdir import searching

    check_format(format, FORMATS)
    seen = look(today, within)
    try:
        query = searching.query(
            today=seen.today,
            words=words,
            condition=condition,
            population=population,
            need=need,
            language=language,
            modality=modality,
            function=function,
            accessibility=accessibility,
            organization=organization,
            status=status,
            day=day,
            near=near,
            within=within,
            free=free,
            has_room=has_room,
            limit=limit,
            count_facets=facets or format == "json",
        )
    except searching.UsageError as error:
        raise typer.BadParameter(str(error), param_hint=error.option) from None
    shown = searching.show(query, format, seen, root=find_root(directory), cache=cache_folder(), facets=facets)
    if format in searching.FOR_PROGRAMS:
        getattr(sys.stdout, "reconfigure", lambda **_: None)(encoding="utf-8", newline="")
    put(shown.text)
    for note in shown.notes:
        typer.echo(note, err=True)
    raise typer.Exit(shown.code)


def check_format(format: str, formats: str) -> None:  # noqa: A002 - the option's name
    """Refuse a format there is not."""
    if format not in formats.split("|"):
        raise typer.BadParameter(f'"{format}" is not one of {", ".join(formats.split("|"))}', param_hint="--format")


def look(today: str | None, within: str | None = None) -> "Look":
    """Tell how to show results: as wide as the terminal, bold unless NO_COLOR is set, in the unit of --within."""
    from peerdir.render.results import Look
    from peerdir.searching import in_miles

    width = environment.terminal_columns()
    bold = width is not None and not os.environ.get("NO_COLOR")
    return Look(find_today(today), width=width, bold=bold, miles=in_miles(within))
