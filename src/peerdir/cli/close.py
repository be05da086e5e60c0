"""`peerdir close`: a program has ended; the entry stays, so that old links and papers can be understood."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.changing import DryRun
from peerdir.cli.options import Root, Today, find_root, find_today, say, stop

if TYPE_CHECKING:
    from peerdir.source import Source

Id = Annotated[str, typer.Argument(metavar="ID", help="The program's id.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="What is known; kept in the history.")]
By = Annotated[str, typer.Option("--by", metavar="WHO", help="Who found out: a role, not a name.")]
Method = Annotated[str, typer.Option("--method", metavar="phone|email|visit|website|self-report", help="How.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("close")(close)


def close(
    id: Id,  # noqa: A002 - the argument's name
    reason: Reason,
    by: By = "directory-coordinator",
    method: Method = "phone",
    directory: Root = None,
    dry_run: DryRun = False,
    today: Today = None,
) -> None:
    """Close a program: its status and its history say so, and it is no longer listed. Nothing else changes."""
    from peerdir.cli import changing
    from peerdir.edit.change import ChangeError

    root, day = find_root(directory), find_today(today)
    file = changing.find_entry(root, id)
    source = changing.read_file(root, file)
    if file.kind != "program" or source.data.get("status") in ("closed", "historical"):
        stop(
            f"{file.path} is {source.data.get('status', 'no program')} already"
            if file.kind == "program"
            else f"{file.path} is no program",
            1,
        )
    try:
        after = _closed(source, day, reason, by, method).raw
    except ChangeError as error:
        stop(f"{file.path}: {error}", 1)
    weighed = changing.weigh(root, day, {file.path: after})
    if weighed.errors:
        changing.refuse(root, weighed.errors, f"{file.path}: it is left as it is")
    if dry_run:
        changing.show_change(root, file.path, source.raw, after)
        return
    changing.replace(root, file.path, source.raw, after)
    changing.remark(weighed.warnings)
    say(f"{file.path}: closed")


def _closed(source: "Source", day: dt.date, reason: str, by: str, method: str) -> "Source":
    from peerdir.edit.change import add, put

    check = {"date": day.isoformat(), "by": by, "method": method, "result": "closed", "note": " ".join(reason.split())}
    source = put(source, "program", ("status",), "closed")
    return add(source, "program", ("verification", "history"), check)
