"""`peerdir render`: the web pages and the printed booklet."""

from pathlib import Path
from typing import Annotated

import typer

from peerdir.cli import booklet, leaflets
from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, say, stop
from peerdir.cli.published import published

Folder = Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write; new, empty or ours.")]

render = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Write the web pages or the printed booklet.")


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    booklet.register(render)
    leaflets.register(render)
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
        pages = renderer.render(published(find_root(directory), audience, day), today=day, audience=audience.value)
        changed = write_pages(output, pages, audience.value)
    except (renderer.SiteError, OutputRefusedError) as error:
        stop(str(error), 3)
    say(f"{output / 'index.html'}: {len(pages)} files, {changed} changed")
