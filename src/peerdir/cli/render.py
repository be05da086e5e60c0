"""`peerdir render`: the web pages and the printed booklet."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli import booklet, leaflets
from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, say, stop
from peerdir.cli.site import plan

if TYPE_CHECKING:
    import datetime as dt

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
    from peerdir.output import OutputRefusedError
    from peerdir.output_folder import is_current, write_pages
    from peerdir.render.site import SiteError

    root, day = find_root(directory), find_today(today)
    made_of = _made_of(root, day)
    if number := is_current(output, audience.value, made_of):
        say(f"{output / 'index.html'}: {number} files, nothing changed")
        return
    try:
        pages = plan(root, audience, day)
        changed = write_pages(output, ((path, make()) for path, make in pages.items()), audience.value, made_of=made_of)
    except (SiteError, OutputRefusedError) as error:
        stop(str(error), 3)
    say(f"{output / 'index.html'}: {len(pages)} files, {changed} changed")


def _made_of(root: Path, day: "dt.date") -> list[str]:
    """Return all that web pages depend on; nothing while a change could still go unseen."""
    from peerdir import stamp
    from peerdir.assets import assets
    from peerdir.printed import is_settled

    now, seen = time.time_ns(), [*stamp.look(str(root)), *stamp.of_git(str(root))]
    made_of = [day.isoformat(), *map(" ".join, (*seen, *stamp.of_program(), *stamp.of_tree(str(assets("templates")))))]
    return made_of if is_settled(seen, now) else []
