"""What lint found in each file, kept in one SQLite file, so that the next run reads only what has changed.

A row holds for the content of its file and for a *ground*: the version of the program, its schemas and rules, the day,
and everything that is no program (settings, organizations, vocabularies), because rules ask for these.
Nothing here is ever an error: what cannot be read was not kept, and what cannot be kept is found again.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from peerdir import stamp
from peerdir.diagnostic import Diagnostic, Edit, Severity, Span
from peerdir.lint.check import Checked, Told

TABLE = """
    CREATE TABLE IF NOT EXISTS file (
        path TEXT PRIMARY KEY, seal TEXT, state TEXT, content TEXT, ground TEXT, text TEXT
    );
"""
# Another run may be writing; waiting longer than checking takes would be no gain.
PATIENCE = 0.5


class Verdict(NamedTuple):
    """What was found in one file: its state on the disk, the digest of its content, the ground, the result as JSON.

    The state is empty when the file may have been written since without a trace.
    """

    state: str
    content: str
    ground: str
    text: str


def digest(*parts: str | bytes) -> str:
    """Sum up texts so that no two different ones are taken for the same."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass"))
        found.update(b"\0")
    return found.hexdigest()


def of_program() -> str:
    """Sum up the state of the program itself, the version of which every verdict holds for."""
    return digest(*(f"{path} {state}" for path, state in stamp.of_program()))


def dump(checked: Checked, data: Any = None) -> str:
    """Write what was found in a file as JSON; with `data`, its values too."""
    found = [
        [one.span, one.rule, one.severity, one.message, one.pointer, one.excerpt, one.edits] for one in checked.found
    ]
    parts = {"found": found, "facts": checked.facts, "told": checked.told, "data": data}
    return json.dumps(parts, separators=(",", ":"))


def parse(path: str, text: str) -> tuple[Checked, Any]:
    """Read what `dump` wrote of the file at `path`."""
    parts = json.loads(text)
    found = tuple(
        Diagnostic(
            path=path,
            span=Span(*span),
            rule=rule,
            severity=Severity(severity),
            message=message,
            pointer=tuple(pointer),
            excerpt=excerpt,
            edits=tuple(Edit(Span(*place), new) for place, new in edits),
        )
        for span, rule, severity, message, pointer, excerpt, edits in parts["found"]
    )
    told = tuple(Told(rule, tuple(pointer), message) for rule, pointer, message in parts["told"])
    return Checked(found, parts["facts"], told), parts["data"]


def kept(cache: Path | None, root: Path, what: str) -> "Kept":
    """Open what is kept of `what` about the directory in `root`; without a cache nothing is."""
    return Kept(cache / f"{what}-{digest(str(root))}.sqlite" if cache else None)


class Kept:
    """The rows of one directory, by path. Without a `file` there are none, and none are kept."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self.rows: dict[str, Verdict] = {}
        with contextlib.suppress(sqlite3.Error, OSError, TypeError, ValueError):
            self._read()

    def save(self, rows: Mapping[str, Verdict], paths: Iterable[str]) -> None:
        """Put in the rows that are new, and drop those that are for no file of `paths`."""
        gone = self.rows.keys() - set(paths)
        was_empty = not self.rows
        self.rows = {path: row for path, row in self.rows.items() if path not in gone} | dict(rows)
        if not self._file or not (rows or gone):
            return
        try:
            self._write(self._file, rows, gone)
        except sqlite3.OperationalError:
            return  # locked by another run, a full disk, a place where nothing can be written
        except (sqlite3.DatabaseError, OSError):
            # A damaged file would stay damaged: without it the next run begins anew.
            if was_empty:
                with contextlib.suppress(OSError):
                    self._file.unlink()

    def _read(self) -> None:
        if not self._file or not self._file.is_file():
            return
        with self._connect() as connection:
            for path, seal, *row in connection.execute("SELECT * FROM file"):
                if seal == digest(path, *row):
                    self.rows[path] = Verdict(*row)

    def _write(self, place: Path, rows: Mapping[str, Verdict], gone: Iterable[str]) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        # It holds lines of the files, and those are not for everybody who uses this machine.
        os.close(os.open(place, os.O_CREAT | os.O_RDWR, 0o600))
        with self._connect() as connection:
            connection.executescript(f"PRAGMA synchronous = OFF; {TABLE}")
            with connection:
                connection.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in gone))
                sealed = ((path, digest(path, *row), *row) for path, row in rows.items())
                connection.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)", sealed)

    @contextlib.contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(str(self._file), timeout=PATIENCE)
        try:
            yield connection
        finally:
            connection.close()
