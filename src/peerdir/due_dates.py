"""When each program of a folder is due, kept, so that the next time only the files that have changed are read.

Of a program are kept whether it is listed, the day on which it is due and who runs it: no name, and no number.
"""

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from peerdir import stamp
from peerdir.apart import of_each
from peerdir.freshness import due_on
from peerdir.lint.verdicts import Kept, Verdict, digest
from peerdir.reading.collection import read_entry, read_settings
from peerdir.reading.files import find, raw
from peerdir.reading.layout import SETTINGS_FILE, File
from peerdir.records import Directory, Program

# Sharing out costs as much as reading some dozens of files.
MANY = 200


class DueDate(NamedTuple):
    """Whether a program is listed, the last day on which it counts as verified (None: never), and who runs it."""

    listed: bool
    due_on: dt.date | None
    organization: str


class Run(NamedTuple):
    """What a run depends on besides the files: the program's own state, the time in nanoseconds, how many processes.

    `progress` is told after each file how many of how many have been read.
    """

    program: str
    now: int
    workers: int = 1
    progress: Callable[[int, int], None] = lambda done, of: None  # noqa: ARG005


def due_dates(root: Path, run: Run, kept: Kept) -> tuple[Directory, Mapping[str, DueDate]]:
    """Return the settings, and the due date of every program that has a record, by id.

    Raises OSError only when the folder itself cannot be read.
    """
    states = dict(stamp.look(str(root)))
    text = raw(root, SETTINGS_FILE)
    directory = read_settings(root, text)
    ground = digest(run.program, text if isinstance(text, bytes) else "")
    files = {file.path: file for file in find(root) if file.kind == "program"}
    rows = {path: row for path, row in kept.rows.items() if path in files and _holds(row, ground, states.get(path, ""))}
    new = _read(root, {path: file for path, file in files.items() if path not in rows}, directory, run)
    read = {path: Verdict(stamp.settled(states.get(path, ""), run.now), "", ground, line) for path, line in new.items()}
    kept.save(read, files)
    found = ((files[path].id, _parsed(row.text)) for path, row in (rows | read).items())
    return directory, {id_: date for id_, date in found if date}


def _holds(row: Verdict, ground: str, state: str) -> bool:
    return bool(state) and row.state == state and row.ground == ground


def _read(root: Path, files: Mapping[str, File], directory: Directory, run: Run) -> Mapping[str, str]:
    """Return what is to be kept of each file, by path; several processes share the work when there are many."""
    here = os.getpid()

    def lines(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
        for done, path in enumerate(paths, 1):
            yield path, _line(root, files[path], directory)
            if os.getpid() == here:  # one bar is enough
                run.progress(done, len(paths))

    return of_each(list(files), lines, run.workers if len(files) >= MANY else 1)


def _line(root: Path, file: File, directory: Directory) -> str:
    """Write down what is kept of a program; nothing of a file without a record."""
    entry = read_entry(file, raw(root, file))[0]
    if entry is None or not isinstance(entry.record, Program):
        return "null"
    day = due_on(entry.record, directory)
    return json.dumps([entry.record.listed, day and day.isoformat(), entry.record.organization])


def _parsed(line: str) -> DueDate | None:
    found = json.loads(line)
    if found is None:
        return None
    listed, day, organization = found
    return DueDate(listed, dt.date.fromisoformat(day) if day else None, organization)
