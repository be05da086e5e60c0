"""What `peerdir verify` does with one outcome or with a morning of calls: record it, lint it, write it."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from peerdir.cli.options import put, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerdir.diagnostic import Diagnostic
    from peerdir.verify.outcome import Outcome
    from peerdir.verify.sheet import Row

OK, REFUSED, CONFLICT = 0, 1, 3


class Done(NamedTuple):
    """What happened: an exit code, what to say of it, and the findings that the change brings."""

    code: int
    said: str
    findings: "Sequence[Diagnostic]" = ()


def record(root: Path, today: dt.date, id_: str, outcome: "Outcome", *, dry_run: bool = False) -> Done:
    """Record one outcome in an entry, all of it or nothing; with `dry_run` show what would change."""
    from peerdir import output
    from peerdir.cli import changing
    from peerdir.edit.change import ChangeError
    from peerdir.verify.entry import read_program
    from peerdir.verify.outcome import OutcomeError
    from peerdir.verify.record import recorded

    try:
        path, source = read_program(root, id_)
        after = recorded(source, outcome).raw
    except (OutcomeError, ChangeError) as error:
        return Done(REFUSED, str(error))
    weighed = changing.weigh(root, today, {path: after})
    if weighed.errors:
        return Done(REFUSED, f"it would bring an error: {weighed.errors[0].message}", weighed.errors)
    if dry_run:
        changing.show_change(root, path, source.raw, after)
        return Done(OK, f"{outcome.result} would be recorded", weighed.warnings)
    try:
        output.replace_file(root / path, source.raw, after)
    except output.ChangedMeanwhileError as error:
        return Done(CONFLICT, str(error))
    except OSError as error:
        return Done(CONFLICT, f"{path}: {error.strerror or error}")
    return Done(OK, f"{outcome.result} recorded{_consequence(root, path, after)}", weighed.warnings)


def _consequence(root: Path, path: str, text: bytes) -> str:
    """Say what readers are told from now on, when nobody could be reached for long."""
    from peerdir.collection import load
    from peerdir.freshness import TRIES, failed_tries, hidden_from

    collection = load(root, programs={Path(path).stem}, texts={path: text})
    program = next(iter(collection.programs), None)
    tries = failed_tries(program) if program else ()
    if program is None or len(tries) < TRIES:
        return ""
    since = hidden_from(program, collection.directory)
    hidden = f", and do not see it from {since} on" if since else ""
    return f"; {len(tries)} tries in a row failed, so readers are told to call first{hidden}"


def record_all(root: Path, today: dt.date, rows: "Sequence[Row]") -> int:
    """Record a morning of calls one by one, show what happened to each, and return the exit code.

    A line that cannot be recorded leaves its entry as it was; the others are recorded all the same.
    """
    from peerdir.clean import clean
    from peerdir.columns import table

    shown = [("Line", "Program", "What happened")]
    worst = OK
    for row in rows:
        done = record(root, today, row.id, row.outcome) if row.outcome else Done(REFUSED, row.why_not)
        worst = max(worst, done.code)
        said = done.said if done.code == OK else f"not recorded: {done.said}"
        shown.append((str(row.line), clean(row.id), clean(said)))
    if rows:
        put(table(shown))
    failed = sum(1 for _, _, said in shown[1:] if said.startswith("not recorded"))
    say(f"{len(rows) - failed} recorded, {failed} not" if rows else "no line has a result, so nothing is recorded")
    return worst
