"""`peerdir verify`: record that an entry was checked with the program, or that somebody tried."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.changing import DryRun
from peerdir.cli.options import Root, Today, find_root, find_today, say, stop

if TYPE_CHECKING:
    from peerdir.verify.outcome import Outcome

Id = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help="The program's id (its file name without .yaml), or its name."),
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who checked: a desk or a first name.")]
Method = Annotated[
    str, typer.Option("--method", metavar="phone|email|visit|website|self-report", help="How it was checked.")
]
Informant = Annotated[
    str | None,
    typer.Option("--informant", metavar="NAME", help='Who at the program said so: "Luis R., manager". Not published.'),
]
Note = Annotated[
    str | None,
    typer.Option("--note", metavar="TEXT", help="What to know next time. Kept in the history, not published."),
]
Confirmed = Annotated[bool, typer.Option("--confirmed", help="All of it is right.")]
Changed = Annotated[
    list[str] | None,
    typer.Option("--changed", metavar="PATH=VALUE", help="This is different, the rest is right; may be repeated."),
]
NoAnswer = Annotated[bool, typer.Option("--no-answer", help="Nobody answered. This is no verification.")]
Refused = Annotated[bool, typer.Option("--refused", help="They would not say. This is no verification.")]
Closed = Annotated[bool, typer.Option("--closed", help="The program has ended.")]
AllFrom = Annotated[
    Path | None,
    typer.Option(
        "--all-from", metavar="FILE", help="A morning of calls: `peerdir due --format csv`, with the results filled in."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(verify)


def verify(
    id: Id = None,  # noqa: A002 - the name people see
    by: By = None,
    method: Method = "phone",
    informant: Informant = None,
    note: Note = None,
    confirmed: Confirmed = False,
    changed: Changed = None,
    no_answer: NoAnswer = False,
    refused: Refused = False,
    closed: Closed = False,
    all_from: AllFrom = None,
    directory: Root = None,
    dry_run: DryRun = False,
    today: Today = None,
) -> None:
    """Record a check, or a try, in an entry; nothing else in its file changes. With an ID only: ask on the terminal.

    Exit code: 0 recorded, 1 not recorded, 2 wrong usage, 3 somebody else has changed the file meanwhile.
    """
    from peerdir.cli import changing, verifying
    from peerdir.reading.layout import is_id

    root, day = find_root(directory), find_today(today)
    flags = {"confirmed": confirmed, "changed": changed, "no-answer": no_answer, "refused": refused, "closed": closed}
    results = [name for name, given in flags.items() if given]
    if all_from:
        if id or results or dry_run:
            stop("--all-from takes programs and results from the file, and writes them; leave the others out", 2)
        raise typer.Exit(_all(root, day, all_from, by, method))
    if id is None or len(results) > 1:
        stop("name a program, and one of --confirmed, --changed, --no-answer, --refused, --closed", 2)
    # For an id one file is read, and not all looked through.
    id = id if is_id(id) else changing.find_program(root, id).id  # noqa: A001
    if results:
        found = _outcome(results[0], day, by, method, informant, note, changed)
    elif informant or note:
        stop("--informant and --note go with what came of it, such as --confirmed", 2)
    else:
        found = _asked(root, day, id, by, method)
    done = verifying.record(root, day, id, found, dry_run=dry_run)
    changing.remark(done.findings)
    say(f"{id}: {done.said if done.code == verifying.OK else f'not recorded: {done.said}'}")
    raise typer.Exit(done.code)


def _outcome(
    result: str,
    day: dt.date,
    by: str | None,
    method: str,
    informant: str | None,
    note: str | None,
    changed: list[str] | None,
) -> "Outcome":
    from peerdir.edit.change import ChangeError
    from peerdir.verify.outcome import OutcomeError, outcome

    if not by:
        stop("say who checked: --by NAME", 2)
    try:
        return outcome(result, day=day, by=by, method=method, informant=informant, note=note, changes=changed or ())
    except (OutcomeError, ChangeError) as error:
        stop(str(error), 2)


def _asked(root: Path, day: dt.date, id_: str, by: str | None, method: str) -> "Outcome":
    """Ask question by question; only a person can answer."""
    from peerdir.cli.interview import ask

    if not sys.stdin.isatty() or not sys.stderr.isatty():
        stop("say what came of it: --confirmed, --changed PATH=VALUE, --no-answer, --refused or --closed", 2)
    return ask(root, day, id_, by, method)


def _all(root: Path, day: dt.date, file: Path, by: str | None, method: str) -> int:
    from peerdir.cli import verifying
    from peerdir.verify.sheet import LARGEST, SheetError, rows

    if not file.exists() or file.is_dir():
        stop(f"there is no file {file}", 2)
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
        found = list(rows(content, today=day, by=by, method=method))
    except SheetError as error:
        stop(f"{file}: {error}", 2)
    return verifying.record_all(root, day, found)
