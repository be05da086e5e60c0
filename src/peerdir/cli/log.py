"""`peerdir log`: the life of one entry, as git knows it."""

from typing import Annotated

import typer

from peerdir.cli.options import (
    Audience,
    AudienceOption,
    Root,
    check_choice,
    find_root,
    put,
    say,
    stop,
    terminal_width,
)

Id = Annotated[str, typer.Argument(metavar="ID", help="The program's id: its file name without .yaml.")]
Format = Annotated[str, typer.Option("--format", metavar="text|json", help="For people or for programs.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("log")(log)


def log(
    id: Id,  # noqa: A002 - the name people see
    directory: Root = None,
    format: Format = "text",  # noqa: A002
    audience: AudienceOption = Audience.public,
) -> None:
    """Tell the life of one program, the newest first, under its earlier ids too.

    Codes and organizations are named as they are called today. Exit code: 0 told, 1 git knows no such program.
    """
    from peerdir.editions import life
    from peerdir.editions.history import HistoryError, is_shallow
    from peerdir.reading.layout import is_id, path_of
    from peerdir.render.life import FORMATS, render

    check_choice(format, FORMATS)
    root = find_root(directory)
    try:
        events = life.events(root, id, audience.value) if is_id(id) else []
        shallow = is_shallow(root)
    except HistoryError as error:
        stop(str(error), 3)
    if not events and is_id(id) and (root / path_of("program", id)).is_file():
        stop(f"{path_of('program', id)} is not committed yet, so git knows nothing of it", 1)
    if not events:
        stop(f'git knows no program "{id}"', 1)
    put(render(events, format, terminal_width()))
    if shallow:
        say("this clone is shallow: what came before is not in it; git fetch --unshallow brings it")
