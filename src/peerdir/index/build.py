"""Records to the search index: made whole from a directory, or mended where files of programs have changed."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from peerdir import limits
from peerdir.index import standing
from peerdir.index.describe import Indexed, describe, holds
from peerdir.index.rows import GAP, SCHEMA, count, locate_new, mark, put, put_places, said_in, take, weigh_words
from peerdir.index.share import indexed, programs, publicly, summed_up
from peerdir.index.whole import put_all
from peerdir.reading.collection import Collection, Entry, load, read_entry, read_settings
from peerdir.reading.files import raw
from peerdir.reading.layout import SETTINGS_FILE, File, file_at, path_of

Rows = Sequence[tuple[str, str]]
"""Path and state of everything in a directory, as `stamp.look` returns it."""

# Mending more files than this takes longer than making the index anew.
MOST_MENDED = 200


def fill(connection: sqlite3.Connection, root: Path, rows: Rows, today: dt.date) -> None:
    """Make the index of the directory in `root`, for the public and for that day, in an empty database."""
    connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; {SCHEMA}")
    ground = load(root, programs=())
    noted = programs(root, ground, today)
    numbers = put_all(connection, publicly(ground, today), indexed(noted))
    places = {path_of("program", id_): row for id_, row in numbers.items()}
    sources = ((one.path, "", one.hash, places.get(one.path), one.since, one.until) for one in noted)
    connection.executemany("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?)", sources)
    known = {one.path for one in noted}
    for path, state in rows:
        if path not in known:
            _note_file(connection, root, path)
        connection.execute("UPDATE source SET state = ? WHERE path = ?", (state, path))
    _finish(connection, root, rows)
    connection.commit()


def mend(connection: sqlite3.Connection, root: Path, rows: Rows, today: dt.date) -> bool:
    """Bring an index up to date where files of programs have changed; False if it must be made anew."""
    hashes = dict(connection.execute("SELECT path, hash FROM source"))
    states = dict(connection.execute("SELECT path, state FROM source"))
    day = today.isoformat()
    over = {path for (path,) in connection.execute("SELECT path FROM source WHERE since > ? OR until < ?", (day, day))}
    now = dict(rows)
    stands = {path for path, state in states.items() if state == now.get(path) != standing.UNSETTLED} - over
    touched = [path for path in sorted(states.keys() | now.keys()) if path not in stands]
    changed = [path for path in touched if path in over or hashes.get(path) != _hash(root, path, now)]
    programs = [file for path in changed if (file := file_at(path)) and file.kind == "program"]
    number = sum(path.startswith(f"{standing.PROGRAMS}/") for path in now)
    if len(programs) < len(changed) or len(changed) > MOST_MENDED or number > limits.FILES:
        return False
    if changed and not _replace(connection, root, programs, today):
        return False
    for path in touched:
        if path in now:
            _note_file(connection, root, path)
        connection.execute("UPDATE source SET state = ? WHERE path = ?", (now.get(path, ""), path))
    _finish(connection, root, rows)
    connection.commit()
    return True


def _replace(connection: sqlite3.Connection, root: Path, files: Sequence[File], today: dt.date) -> bool:
    """Read programs anew and put them in place of what the index has of them; False where there is no place."""
    before = _places(connection, files)
    entries = {entry.id: entry for file in files if (entry := _read(root, file))}
    directory = read_settings(root)
    indexed = {one.card["id"]: one for one in _few(connection, root, [*entries.values()], today)}
    for file in files:
        row = _exchange(connection, file.id, indexed.get(file.id))
        if row is None and file.id in indexed:
            return False
        connection.execute("DELETE FROM source WHERE path = ?", (file.path,))
        if file.id in entries:
            days = holds(entries[file.id].program, directory, today)
            _note(connection, root, entries[file.id], row, days)
    if _places(connection, files) == before:
        locate_new(connection)
        return True
    country, countries = (_get(connection, name) for name in ("country", "countries"))
    put_places(connection, country, json.loads(countries))
    weigh_words(connection)
    return True


def _exchange(connection: sqlite3.Connection, id_: str, new: Indexed | None) -> int | None:
    """Take a program out, put what it is now in, and return its row; None where it is gone or there is no row."""
    old = connection.execute("SELECT row FROM card WHERE id = ?", (id_,)).fetchone()
    row = _row(connection, old and old[0], new.order) if new else None
    if old:
        take(connection, old[0])
    if new and row is not None:
        put(connection, row, new)
        mark(connection, row, new.tags, present=True)
        count(connection, said_in(connection, row), 1)
    return row


def _places(connection: sqlite3.Connection, files: Sequence[File]) -> list[tuple[object, ...]]:
    """Return where some programs are and what those places are called."""
    spots = "SELECT id, city, region, state, postal_code, country, latitude, longitude FROM spot JOIN card USING (row)"
    names = "SELECT id, places FROM entry JOIN card USING (row)"
    return [
        row for file in files for sql in (spots, names) for row in connection.execute(f"{sql} WHERE id = ?", (file.id,))
    ]


def _row(connection: sqlite3.Connection, old: int | None, order: str) -> int | None:
    """Return the row that puts a program in its order: the one it has, or one between its neighbors; None if full."""
    if old is not None:
        (before,) = connection.execute("SELECT sort FROM entry WHERE row = ?", (old,)).fetchone()
        if before == order:
            return old
    last = connection.execute("SELECT max(row) FROM entry WHERE sort < ?", (order,)).fetchone()[0] or 0
    following = connection.execute("SELECT min(row) FROM entry WHERE sort > ?", (order,)).fetchone()[0]
    row = last + GAP if following is None else (last + following) // 2
    return None if row == last else int(row)


def _few(connection: sqlite3.Connection, root: Path, entries: Sequence[Entry], today: dt.date) -> Iterable[Indexed]:
    """Describe a few programs, with nothing read but what they and the rules about them ask for."""
    others = [SETTINGS_FILE]
    others += [File(path_of("organization", id_), "organization", id_) for id_ in sorted(_organizations(entries))]
    beside = [entry for file in others if (entry := _read(root, file))]
    collection = publicly(Collection(entries=(*entries, *beside)), today)
    labels = {(kind, code): label for kind, code, label in connection.execute("SELECT kind, code, label FROM term")}
    return [
        describe(
            program,
            collection.directory,
            collection.organization(program.organization),
            lambda kind, code: labels.get((kind, code), code),
        )
        for program in collection.programs
    ]


def _organizations(entries: Iterable[Entry]) -> set[str]:
    """Return the organizations that programs name, whether a file of theirs is there or not."""
    found = set()
    for entry in entries:
        referral = entry.program.referral
        contacts = (*referral.program_contacts, *referral.health_care_contacts) if referral else ()
        found |= {entry.program.organization, *(contact.organization for contact in contacts if contact.organization)}
    return found


def _read(root: Path, file: File) -> Entry | None:
    return read_entry(file, raw(root, file))[0]


def _note(connection: sqlite3.Connection, root: Path, entry: Entry, row: int | None, days: tuple[str, str]) -> None:
    """Note a program's file: what is in it, its row, and from which day to which the row is right."""
    row_of = (entry.path, "", _hash(root, entry.path), row, *days)
    connection.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)", row_of)


def _note_file(connection: sqlite3.Connection, root: Path, path: str) -> None:
    row_of = (path, "", _hash(root, path), None, dt.date.min.isoformat(), dt.date.max.isoformat())
    connection.execute("INSERT OR IGNORE INTO source VALUES (?, ?, ?, ?, ?, ?)", row_of)


def _hash(root: Path, path: str, rows: Mapping[str, str] | None = None) -> str | None:
    """Sum up what is in a file; "" for what cannot be read as one, None for a path that is not among `rows`."""
    if rows is not None and path not in rows:
        return None
    file = file_at(path)
    found = raw(root, file) if file else b""
    return summed_up(found)


def _finish(connection: sqlite3.Connection, root: Path, rows: Rows) -> None:
    """Write down how everything stands, and from which day to which the whole index is right."""
    since, until = connection.execute("SELECT max(since), min(until) FROM source").fetchone()
    seen = {"seen": standing.written(rows)} if len(rows) <= standing.FEW_FILES else {"seen": ""}
    _set(connection, since=since, until=until, outline=standing.outline(str(root)), files=str(len(rows)), **seen)


def _set(connection: sqlite3.Connection, **values: str) -> None:
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


def _get(connection: sqlite3.Connection, name: str) -> str:
    (value,) = connection.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
    return str(value)
