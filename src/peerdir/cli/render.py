"""`peerdir render`: the web pages and the printed booklet."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli import booklet, leaflets
from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, say, stop
from peerdir.cli.printing import choices
from peerdir.cli.site import TemplatesOption, plan

if TYPE_CHECKING:
    import datetime as dt

Folder = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="DIR",
        help="The folder to write: new, empty or ours; “public” if left out. With --single-file the file.",
    ),
]
Editions = Annotated[
    str | None,
    typer.Option(
        "--editions",
        metavar="public,staff",
        help="Both at once: the pages for staff go to a folder beside the other, “staff” or DIR-staff.",
    ),
]
SingleFile = Annotated[bool, typer.Option("--single-file", help="One file with everything in it, such as for a phone.")]
Language = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="The language of the single file, as in es.")
]
PUBLIC, STAFF, SINGLE = Path("public"), Path("staff"), Path("directory.html")

render = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Write the web pages or the printed booklet.")


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    booklet.register(render)
    leaflets.register(render)
    app.add_typer(render, name="render")


@render.command("site")
def site(
    output: Folder = None,
    directory: Root = None,
    audience: AudienceOption = Audience.public,
    editions: Editions = None,
    today: Today = None,
    single_file: SingleFile = False,
    language: Language = None,
    templates: TemplatesOption = None,
) -> None:
    """Write the web pages: a folder that opens from disk, without a server; or one file with all programs."""
    root, day = find_root(directory), find_today(today)
    if language and not single_file:
        stop("--language is for --single-file: the folder holds every language of the directory", 2)
    if editions and (single_file or audience != Audience.public):
        stop("--editions says for whom the folders are: leave out --audience and --single-file", 2)
    if single_file:
        file = output or SINGLE
        # Without an ending a browser shows the file's source.
        _write_single(root, audience, day, language, file if file.suffix else file.with_suffix(".html"), templates)
        return
    for one, folder in _folders(editions, output).items() if editions else ((audience, output or PUBLIC),):
        _write_folder(root, one, day, folder, templates)


def _folders(editions: str, output: Path | None) -> "dict[Audience, Path]":
    """Return the folder of each edition: that for staff is never inside the other, which may be put on the web."""
    wanted = [Audience(one) for one in choices(editions, [one.value for one in Audience], "--editions")]
    folders = {Audience.public: output or PUBLIC, Audience.staff: output or STAFF}
    if output and len(wanted) > 1:
        named = output if output.name.strip(".") else output.resolve()
        folders[Audience.staff] = named.with_name(f"{named.name}-staff")
    return {one: folders[one] for one in wanted}


def _write_single(
    root: Path, audience: Audience, day: "dt.date", language: str | None, output: Path, templates: Path | None
) -> None:
    from peerdir.cli.published import published
    from peerdir.output import OutputRefusedError, write_file
    from peerdir.render.site import SiteError
    from peerdir.render.site.single import single_file

    collection = published(root, audience, day)
    try:
        own = templates / "site" if templates else None
        content = single_file(collection, today=day, audience=audience.value, language=language, templates=own)
        write_file(output, content)
    except (SiteError, OutputRefusedError) as error:
        stop(str(error), 3)
    say(f"{output}: {len(content) / 2**20:.1f} MiB")


def _write_folder(root: Path, audience: Audience, day: "dt.date", output: Path, templates: Path | None) -> None:
    from peerdir.output import OutputRefusedError
    from peerdir.output_folder import is_current, make_pages
    from peerdir.render.site import SiteError

    made_of = _made_of(root, day, templates)
    if number := is_current(output, audience.value, made_of):
        say(f"{output / 'index.html'}: {number} files, nothing changed")
        return
    try:
        pages = plan(root, audience, day, templates)
        changed = make_pages(output, pages, audience.value, made_of=made_of)
    except (SiteError, OutputRefusedError) as error:
        stop(str(error), 3)
    say(f"{output / 'index.html'}: {len(pages)} files, {changed} changed")


def _made_of(root: Path, day: "dt.date", templates: Path | None) -> list[str]:
    """Return all that web pages depend on; nothing while a change could still go unseen."""
    from peerdir import stamp
    from peerdir.assets import assets
    from peerdir.lint.printed import is_settled

    now, seen = time.time_ns(), [*stamp.look(str(root)), *stamp.of_git(str(root))]
    folders = [str(folder) for folder in (assets("templates"), templates) if folder]
    files = [file for folder in folders for file in stamp.of_tree(folder)]
    made_of = [day.isoformat(), *folders, *map(" ".join, (*seen, *stamp.of_program(), *files))]
    return made_of if is_settled([*seen, *files], now) else []
