"""`peerdir close`: a program has ended; the entry stays, so that old links and papers can be understood."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.changing import DryRun
from peerdir.cli.options import Root, Today, find_root, find_today, say, stop

if TYPE_CHECKING:
    from peerdir.verify.outcome import Outcome

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
    from peerdir.verify.outcome import OutcomeError
    from peerdir.verify.record import recorded

    root, day = find_root(directory), find_today(today)
    told = _told(day, reason, by, method)
    file = changing.find_program(root, id)
    source = changing.read_file(root, file)
    status = source.data.get("status")
    if status in ("closed", "historical"):
        stop(f"{file.path} is {status} already", 1)
    try:
        after = recorded(source, told).raw
    except (OutcomeError, ChangeError) as error:
        stop(f"{file.path}: {error}", 1)
    why = "; the file of a plan that was given up can be deleted" if status == "proposed" else ""
    if changing.carry_out(root, day, file.path, source.raw, after, dry_run=dry_run, why=why):
        say(f"{file.path}: closed")


def _told(day: dt.date, reason: str, by: str, method: str) -> "Outcome":
    """Return what is recorded, as `peerdir verify --closed` records it. Exits with 2 for what cannot be said so."""
    from peerdir.verify.outcome import OutcomeError, outcome

    try:
        found = outcome("closed", day=day, by=by, method=method, note=reason)
    except OutcomeError as error:
        stop(str(error), 2)
    return found if found.note else stop("say what is known of the end: --reason TEXT", 2)
