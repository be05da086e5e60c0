"""`peerdir search`: the right program while a person waits."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir import environment
from peerdir.cli.filters import NONE, Filters, Limit, Status, Words, filtering, query_of
from peerdir.cli.options import Root, Today, cache_folder, check_choice, find_root, find_today, put

if TYPE_CHECKING:
    from peerdir.render.results import Look

FORMATS = "table|cards|json|csv|ids"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search)


@filtering
def search(
    words: Words = None,
    filters: Filters = NONE,
    status: Status = None,
    limit: Limit = 20,
    facets: Annotated[bool, typer.Option("--facets", help="Count what was found, by condition, language…")] = False,
    format: Annotated[str, typer.Option("--format", metavar=FORMATS, help="How to show it.")] = "table",  # noqa: A002
    directory: Root = None,
    today: Today = None,
) -> None:
    """Find programs, the best fit first. `peerdir show 2` shows the second. Exit code: 0 found, 1 nothing found."""
    from peerdir import searching

    check_choice(format, FORMATS.split("|"))
    seen, root = look(today), find_root(directory)
    query = query_of(
        today=seen.today,
        words=words,
        status=status,
        **filters,
        limit=limit,
        count_facets=facets or format == "json",
        root=root,
    )
    shown = searching.show(query, format, seen, root=root, cache=cache_folder(), facets=facets)
    if format in searching.FOR_PROGRAMS:
        getattr(sys.stdout, "reconfigure", lambda **_: None)(encoding="utf-8", newline="")
    put(shown.text)
    for note in shown.notes:
        typer.echo(note, err=True)
    raise typer.Exit(shown.code)


def look(today: str | None) -> "Look":
    """Tell how to show results: as wide as the terminal, bold unless NO_COLOR is set."""
    from peerdir.render.results import Look

    width = environment.terminal_columns()
    bold = width is not None and not os.environ.get("NO_COLOR")
    return Look(find_today(today), width=width, bold=bold)
