"""The search index: one SQLite file made from the records, so that a search reads no YAML.

Of each program it holds a card (what a result shows), tags (codes, days, places: `postings`), and its words; and every
phrase people say for a code or a place. A file that is in its place is never written again: when files of the directory
have changed, a copy is mended and moved there. Where it cannot be kept it is made in memory; the answer is the same.
"""

# pathlib takes longer to import than all of this takes to run.
# ruff: noqa: PTH100, PTH103, PTH105, PTH108, PTH113, PTH116, PTH120, PTH208

import os
import sqlite3

from peerdir import __version__, stamp
from peerdir.index import standing

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from typing import TypeVar

    Answer = TypeVar("Answer")
    Folder = str | os.PathLike[str]
    Rows = list[tuple[str, str]]

# Raise it when the index changes shape, so that older ones are made anew.
FORMAT = f"18 {__version__}"
# A file beside an index that is so old, in nanoseconds, is nobody's any more: an hour.
LEFT_OVER = 3_600_000_000_000
# What a damaged index may do to whoever reads it.
DAMAGE = (sqlite3.Error, ValueError, TypeError, LookupError, OverflowError)


class Index(sqlite3.Connection):
    """An open index, for a day. Whoever shows programs from it notes their ids in `shown`.

    `is_whole` tells that every file has been compared, not only what is quickly seen of a large directory.
    """

    today: "dt.date"
    shown: "set[str]"
    is_whole: bool


def ask(root: "Folder", cache: "Folder | None", today: "dt.date", question: "Callable[[Index], Answer]") -> "Answer":
    """Put a question to an up-to-date index of the directory in `root`, kept in the folder `cache` if that can be.

    Of a large directory the answer is checked: if a file it was made of has changed, or nothing was found, every file
    is looked at and the question asked again. A stored index that turns out to be damaged is made anew in memory.
    """
    folder = os.path.abspath(root)
    path = _path(folder, cache)
    try:
        if (index := _at_hand(path, folder, today)) and (checked := _checked(index, folder, question)):
            return checked[0]
        return _answer(open_index(root, cache, today), question)
    except DAMAGE:
        _discard(path)
        return _answer(open_index(root, None, today), question)


def _checked(index: Index, root: str, question: "Callable[[Index], Answer]") -> "tuple[Answer] | None":
    """Ask an index at hand; of one that only an outline was compared with, take no answer made of changed files."""
    try:
        answer = question(index)
        is_right = index.is_whole or (bool(index.shown) and all(_stands(index, root, id_) for id_ in index.shown))
        return (answer,) if is_right else None
    finally:
        index.close()


def _answer(index: Index, question: "Callable[[Index], Answer]") -> "Answer":
    try:
        return question(index)
    finally:
        index.close()


def open_index(root: "Folder", cache: "Folder | None", today: "dt.date") -> Index:
    """Return an index of the directory in `root` that fits every file, kept in the folder `cache` if that can be."""
    folder = os.path.abspath(root)
    path = _path(folder, cache)
    rows = stamp.look(folder)
    if path and (kept := _kept(path, folder, rows, today)):
        return kept
    if path and (made := _store(path, root, rows, today)):
        return made
    memory = _connect(":memory:", today)
    _renew(memory, path, root, rows)
    return memory


def _path(root: str, cache: "Folder | None") -> str | None:
    """Return where the index of a directory is kept: its name tells the directory, and its first row makes sure."""
    if cache is None:
        return None
    mark = 0xCBF29CE484222325
    for byte in os.fsencode(root):
        mark = (mark ^ byte) * 0x100000001B3 % 2**64
    return f"{os.fspath(cache)}{os.sep}{mark:016x}.sqlite"


def _connect(name: str, today: "dt.date", *, is_uri: bool = False) -> Index:
    index = sqlite3.connect(name, uri=is_uri, factory=Index, isolation_level=None if is_uri else "DEFERRED")
    index.today, index.shown, index.is_whole = today, set(), True
    return index


def _opened(path: str, root: str, today: "dt.date") -> "tuple[Index, dict[str, str]] | None":
    """Open the stored index of a directory, with what it says of itself, if it is right on that day."""
    if not os.path.isfile(path):
        return None
    index = None
    try:
        # A stored index is never written again, so no lock and no journal need be looked for.
        index = _connect(f"file:{_quoted(path)}?mode=ro&immutable=1", today, is_uri=True)
        meta = dict(index.execute("SELECT key, value FROM meta"))
        is_right = meta["format"] == FORMAT and meta["since"] <= today.isoformat() <= meta["until"]
        if is_right and meta["root"] == root:
            return index, meta
    except DAMAGE:  # the caller makes a new one
        pass
    if index:
        index.close()
    return None


def _quoted(path: str) -> str:
    """Write a path as part of a URI."""
    kept = b"/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~:"
    absolute = os.fsencode(os.path.abspath(path).replace(os.sep, "/"))
    letters = "".join(chr(byte) if byte in kept else f"%{byte:02X}" for byte in absolute)
    return letters if letters.startswith("/") else f"/{letters}"


def _at_hand(path: str | None, root: str, today: "dt.date") -> Index | None:
    """Open the stored index if what is quickly seen is as it was: every file, or the outline of a large directory."""
    found = _opened(path, root, today) if path else None
    if not found:
        return None
    index, meta = found
    index.is_whole = bool(meta["seen"])
    if (
        standing.written(stamp.look(root)) == meta["seen"]
        if index.is_whole
        else standing.outline(root) == meta["outline"]
    ):
        return index
    index.close()
    return None


def _stands(index: Index, root: str, id_: str) -> bool:
    """Tell whether the file of a program is as it was when the index was made."""
    path, state = standing.program(root, id_)
    found = index.execute("SELECT state FROM source WHERE path = ?", (path,)).fetchone()
    return bool(found) and found[0] == state


def _kept(path: str, root: str, rows: "Rows", today: "dt.date") -> Index | None:
    """Open the stored index if it fits every file as it is now."""
    found = _opened(path, root, today)
    if not found:
        return None
    index, meta = found
    seen = meta["seen"] or standing.written(index.execute("SELECT path, state FROM source ORDER BY path"))
    if seen == standing.written(rows if meta["seen"] else sorted(rows)):
        return index
    index.close()
    return None


def _store(path: str, root: "Folder", rows: "Rows", today: "dt.date") -> Index | None:
    """Make the index beside its place, move it there in one step and open it; None where that cannot be."""
    beside = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        # It is for the one who asked: it says what others may not have been told yet.
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        now = os.stat(beside).st_mtime_ns
        index = _connect(beside, today)
        try:
            _renew(index, path, root, standing.settled(rows, now))
        finally:
            index.close()
        os.replace(beside, path)
        _sweep(path, now)
    except (OSError, sqlite3.Error):
        return None
    finally:
        _discard(beside)
    found = _opened(path, os.path.abspath(root), today)
    return found[0] if found else None


def _sweep(path: str, now: int) -> None:
    """Delete what processes that were killed have left beside an index."""
    folder, name = os.path.split(path)
    for left in os.listdir(folder):
        if left.startswith(f"{name}.") and os.stat(f"{folder}{os.sep}{left}").st_mtime_ns < now - LEFT_OVER:
            _discard(f"{folder}{os.sep}{left}")


def _renew(index: Index, path: str | None, root: "Folder", rows: "Rows") -> None:
    """Make a copy of the stored index fit the files again, or an empty database the index of all of them."""
    # Reading a directory takes the YAML parser and the validator; a search with an index at hand imports neither.
    from pathlib import Path

    from peerdir.index.build import fill, mend

    folder = Path(root)
    try:
        if path and _copied(path, index) and _is_ours(index, root) and mend(index, folder, rows, index.today):
            return
    except DAMAGE:
        index.rollback()
    _connect(":memory:", index.today).backup(index)
    fill(index, folder, rows, index.today)
    marks = (("format", FORMAT), ("root", os.path.abspath(root)))
    index.executemany("INSERT INTO meta VALUES (?, ?)", marks)
    index.commit()


def _copied(path: str, index: Index) -> bool:
    """Copy the stored index, whatever it holds, if there is one."""
    if not os.path.isfile(path):
        return False
    stored = _connect(f"file:{_quoted(path)}?mode=ro&immutable=1", index.today, is_uri=True)
    try:
        # Nobody else sees it yet, so nothing need be kept to take back.
        index.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
        stored.backup(index)
    finally:
        stored.close()
    return True


def _is_ours(index: Index, root: "Folder") -> bool:
    """Tell whether an index has the shape of today and is of this directory."""
    meta = dict(index.execute("SELECT key, value FROM meta WHERE key IN ('format', 'root')"))
    return meta == {"format": FORMAT, "root": os.path.abspath(root)}


def _discard(path: str | None) -> None:
    try:
        if path:
            os.unlink(path)
    except OSError:
        return
