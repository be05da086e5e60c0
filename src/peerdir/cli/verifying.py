"""What `peerdir verify` does with one outcome or with a morning of calls: record it, lint it, write it."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from peerdir.cli.options import put, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerdir.diagnostic import Diagnostic
    from peerdir.reading.source import Source
    from peerdir.verify.outcome import Outcome
    from peerdir.verify.sheet import Row

OK, REFUSED, CONFLICT = 0, 1, 3


class Done(NamedTuple):
    """What happened: an exit code, what to say of it, and the findings that the change brings."""

    code: int
    said: str
    findings: "Sequence[Diagnostic]" = ()


STOPPED = Done(CONFLICT, "stopped before it was its turn")


class Call(NamedTuple):
    """One line of a morning of calls: its number, and how often this file has told just that up to here."""

    number: int
    id: str
    outcome: "Outcome"
    time: int


def record(root: Path, today: dt.date, id_: str, outcome: "Outcome", *, dry_run: bool = False) -> Done:
    """Record one outcome in an entry, all of it or nothing; with `dry_run` show what would change."""
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
    if failed := _replace(root, path, source.raw, after):
        return failed
    return Done(OK, f"{outcome.result} recorded{_consequence(root, path, after)}", weighed.warnings)


def _replace(root: Path, path: str, before: bytes, after: bytes) -> Done | None:
    """Put the new text in the place of the old; return why that could not be."""
    from peerdir import output

    try:
        output.replace_file(root / path, before, after)
    except output.ChangedMeanwhileError as error:
        return Done(CONFLICT, str(error))
    except OSError as error:
        return Done(CONFLICT, f"{path}: {error.strerror or error}")
    return None


def _consequence(root: Path, path: str, text: bytes) -> str:
    """Say what readers are told from now on, when nobody could be reached for long."""
    from peerdir.freshness import TRIES, failed_tries, hidden_from
    from peerdir.reading.collection import read_entry, read_settings
    from peerdir.reading.layout import file_at

    file = file_at(path)
    entry = read_entry(file, text)[0] if file else None
    tries = failed_tries(entry.program) if entry else ()
    if entry is None or len(tries) < TRIES:
        return ""
    since = hidden_from(entry.program, read_settings(root))
    hidden = f", and do not see it from {since} on" if since else ""
    return f"; {len(tries)} tries in a row failed, so readers are told to call first{hidden}"


def record_all(root: Path, today: dt.date, rows: "Sequence[Row]") -> int:
    """Record a morning of calls, show what happened to each, and return the exit code.

    A line that cannot be recorded leaves its entry as it was; the others are recorded all the same. What an earlier
    call has recorded is not recorded again, so that one that was stopped can be gone on with.
    """
    found: dict[int, Done] = {}
    again: Counter[str] = Counter()
    calls = []
    for number, row in enumerate(rows):
        if row.outcome is None:
            found[number] = Done(REFUSED, row.why_not)
            continue
        again[f"{row.id} {row.outcome}"] += 1
        calls.append(Call(number, row.id, row.outcome, again[f"{row.id} {row.outcome}"]))
    try:
        _record_many(root, today, calls, found)
    finally:
        _show(rows, found)
    return max((done.code for done in found.values()), default=OK)


def _record_many(root: Path, today: dt.date, calls: "Sequence[Call]", found: dict[int, Done]) -> None:
    """Record calls all at once; if that would bring an error, each half for itself, so that only bad lines are left."""
    from peerdir.cli import changing

    before, after, said = _texts(root, calls)
    changed = {path: text for path, text in after.items() if text != before[path]}
    weighed = changing.weigh(root, today, changed) if changed else None
    if weighed and weighed.errors:
        if len(calls) > 1:
            middle = len(calls) // 2
            _record_many(root, today, calls[:middle], found)
            _record_many(root, today, calls[middle:], found)
        else:
            found[calls[0].number] = Done(REFUSED, f"it would bring an error: {weighed.errors[0].message}")
        return
    found |= {number: done for number, (path, done) in said.items() if path not in changed or done.code != OK}
    for path, text in changed.items():
        failed = _replace(root, path, before[path], text)
        consequence = "" if failed else _consequence(root, path, text)
        of_file = {number: done for number, (where, done) in said.items() if where == path and done.code == OK}
        found |= {number: failed or done._replace(said=done.said + consequence) for number, done in of_file.items()}


def _texts(
    root: Path, calls: "Sequence[Call]"
) -> tuple[dict[str, bytes], dict[str, bytes], dict[int, tuple[str, Done]]]:
    """Return the files with the calls in them, before and after, and what is to be said of each call."""
    from peerdir.edit.change import ChangeError
    from peerdir.verify.entry import read_program
    from peerdir.verify.outcome import OutcomeError
    from peerdir.verify.record import recorded, times_told

    sources: dict[str, tuple[str, Source]] = {}
    before: dict[str, bytes] = {}
    said: dict[int, tuple[str, Done]] = {}
    for call in calls:
        path = ""
        try:
            path, source = sources.get(call.id) or read_program(root, call.id)
            before.setdefault(path, source.raw)
            told = times_told(source, call.outcome) >= call.time
            sources[call.id] = path, source if told else recorded(source, call.outcome)
            how = "was recorded before" if told else "recorded"
            said[call.number] = path, Done(OK, f"{call.outcome.result} {how}")
        except (OutcomeError, ChangeError) as error:
            said[call.number] = path, Done(REFUSED, str(error))
    return before, {path: source.raw for path, source in sources.values()}, said


def _show(rows: "Sequence[Row]", found: Mapping[int, Done]) -> None:
    """Say what happened to each line, those behind a stop included."""
    from peerdir.cards.columns import table
    from peerdir.clean import clean

    done = [found.get(number, STOPPED) for number in range(len(rows))]
    said = [one.said if one.code == OK else f"not recorded: {one.said}" for one in done]
    if rows:
        cells = ((str(row.line), clean(row.id), clean(text)) for row, text in zip(rows, said, strict=True))
        put(table([("Line", "Program", "What happened"), *cells]))
    failed = sum(one.code != OK for one in done)
    say(f"{len(rows) - failed} recorded, {failed} not" if rows else "no line has a result, so nothing is recorded")
