"""`peerdir render`: the web pages and the printed booklet."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, say, stop

if TYPE_CHECKING:
    from peerdir.collection import Collection

Folder = Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write; new, empty or ours.")]
File = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The PDF file to write.")]

render = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Write the web pages or the printed booklet.")


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    app.add_typer(render, name="render")


@render.command("site")
def site(
    output: Folder = Path("public"),
    directory: Root = None,
    audience: AudienceOption = Audience.public,
    today: Today = None,
) -> None:
    """Write the web pages: a folder that opens from disk, without a server."""
    from peerdir.output import OutputRefusedError, write_pages
    from peerdir.render import site as renderer

    try:
        day = find_today(today)
        pages = renderer.render(_collection(directory, audience, day), today=day, audience=audience.value)
        changed = write_pages(output, pages, audience.value)
    except (renderer.SiteError, OutputRefusedError) as error:
        stop(str(error), 3)
    say(f"{output / 'index.html'}: {len(pages)} files, {changed} changed")


@render.command("booklet")
def booklet(
    output: File = Path("booklet.pdf"),
    directory: Root = None,
    audience: AudienceOption = Audience.public,
    today: Today = None,
) -> None:
    """Write the booklet: a PDF with contents, programs and an index, ready to print."""
    from peerdir.output import OutputRefusedError, write_file
    from peerdir.render import booklet as renderer

    try:
        day = find_today(today)
        pdf = renderer.render(_collection(directory, audience, day), today=day, audience=audience.value)
        write_file(output, pdf)
    except (renderer.BookletError, OutputRefusedError) as error:
        stop(str(error), 3)
    say(f"{output}: {len(pdf) / 1e6:.1f} MB")


def _collection(directory: Path | None, audience: Audience, today: dt.date) -> "Collection":
    """Load what `audience` may see. Broken files are named and left out; without settings nothing is published."""
    from peerdir.audience import view
    from peerdir.collection import load
    from peerdir.diagnostic import Severity
    from peerdir.folders import SETTINGS
    from peerdir.publishing import publishable

    loaded = load(find_root(directory))
    broken = sorted({one.path for one in loaded.diagnostics if one.severity is Severity.ERROR})
    if SETTINGS in broken:
        stop(f"{SETTINGS} has errors, so the title and the emergency lines are not known; run `peerdir lint`", 3)
    collection, withheld = publishable(loaded, today)
    for path in (*broken, *withheld):
        say(f"{path} has errors and is left out; run `peerdir lint`")
    return view(collection, audience.value, today)
