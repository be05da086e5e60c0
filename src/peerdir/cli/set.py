"""`peerdir set`: change values of one entry, and not one other byte of its file."""

from typing import Annotated

import typer

from peerdir.cli.changing import DryRun, Id
from peerdir.cli.options import Root, Today, find_root, find_today, say, stop

Changes = Annotated[
    list[str],
    typer.Argument(
        metavar="CHANGE…",
        help="cost.free=true, contacts.1.phone=…, needs+=smoking adds, needs-=smoking takes out, alert= empties.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("set")(set_)


def set_(id: Id, changes: Changes, directory: Root = None, dry_run: DryRun = False, today: Today = None) -> None:  # noqa: A002
    """Change values of an entry; nothing else in its file changes. 1 if it would bring an error."""
    from peerdir.cli import changing
    from peerdir.edit.change import ChangeError, assignment, changed

    root, day = find_root(directory), find_today(today)
    try:
        asked = [assignment(one) for one in changes]
    except ChangeError as error:
        stop(str(error), 2)
    file = changing.find_entry(root, id)
    source = changing.read_file(root, file)
    try:
        after = changed(source, file.kind, asked).raw
    except ChangeError as error:
        stop(f"{file.path}: {error}", 1)
    if after == source.raw:
        say(f"{file.path}: all of it is so already")
        return
    if changing.carry_out(root, day, file.path, source.raw, after, dry_run=dry_run):
        say(f"{file.path}: changed {', '.join(dict.fromkeys(one.path for one in asked))}")
