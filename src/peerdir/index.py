"""The search index: one SQLite file made from the records, so that a search reads no YAML.

It holds a card for each program (what a result shows), its facets (codes a filter asks for), the words of its texts,
and every phrase people say for a code or a place. It is made anew when a file of the directory has changed, and made in
memory when it cannot be stored; the answer is the same.
"""

import contextlib
import datetime as dt
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from peerdir import __version__
from peerdir.layout import find_files

# Raise it when the index changes shape, so that older ones are made anew.
FORMAT = "5"
Answer = TypeVar("Answer")


def ask(root: Path, cache: Path | None, today: dt.date, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """Put a question to an up-to-date index of the directory in `root`, kept in the folder `cache` if that can be.

    A stored index that turns out to be damaged is made anew in memory, and the question asked again.
    """
    try:
        with contextlib.closing(open_index(root, cache, today)) as index:
            return question(index)
    except sqlite3.Error:
        with contextlib.closing(open_index(root, None, today)) as index:
            return question(index)


def open_index(root: Path, cache: Path | None, today: dt.date) -> sqlite3.Connection:
    """Return an up-to-date index of the directory in `root`, kept in the folder `cache` if that can be written."""
    stamp = _stamp(root)
    name = hashlib.blake2b(os.fsencode(root.absolute()), digest_size=16).hexdigest()
    path = cache / f"{name}.sqlite" if cache else None
    if path and (kept := _kept(path, stamp, today)):
        return kept
    if path and _store(path, root, stamp, today) and (kept := _kept(path, stamp, today)):
        return kept
    memory = sqlite3.connect(":memory:")
    _fill(memory, root, stamp, today)
    return memory


def _stamp(root: Path) -> str:
    """Sum up the state of every file, by name, time, size and inode, and the version that reads them."""
    seen = hashlib.blake2b(f"{__version__} {FORMAT}".encode(), digest_size=16)
    folder = f"{root}{os.sep}"
    for file in find_files(root):
        status = os.lstat(f"{folder}{file.path}")
        row = (file.path, status.st_mtime_ns, status.st_size, status.st_ino)
        seen.update(repr(row).encode("utf-8", "surrogatepass"))
    return seen.hexdigest()


def _kept(path: Path, stamp: str, today: dt.date) -> sqlite3.Connection | None:
    """Open the stored index if it is whole, fits the files as they are now, and holds on that day."""
    if not path.is_file():
        return None
    connection = None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        meta = dict(connection.execute("SELECT key, value FROM meta"))
    except sqlite3.Error:
        meta = {}
    # A series of meetings that ends changes what is shown, so an index holds from one such day to the next.
    if meta.get("stamp") == stamp and meta["from"] <= today.isoformat() <= meta["until"]:
        return connection
    if connection:
        connection.close()
    return None


def _store(path: Path, root: Path, stamp: str, today: dt.date) -> bool:
    """Write the index beside its place and move it there in one step; tell whether that worked."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".index-")
        os.close(handle)
        with contextlib.closing(sqlite3.connect(temporary)) as connection:
            _fill(connection, root, stamp, today)
        Path(temporary).replace(path)
    except (OSError, sqlite3.Error):
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        return False
    return True


def _fill(connection: sqlite3.Connection, root: Path, stamp: str, today: dt.date) -> None:
    # Reading a directory takes the YAML parser and the validator; a search with an index at hand imports neither.
    from peerdir.index_build import fill

    fill(connection, root, stamp, today)
