"""Two states of a directory, read no further than they differ."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from peerdir.editions.history import Point, as_it_was
from peerdir.folders import SETTINGS
from peerdir.reading.collection import Collection, load, read_entry
from peerdir.reading.files import raw
from peerdir.reading.layout import File, file_at, find_files
from peerdir.records import BookletSettings, Directory

SETTINGS_FILE = File(SETTINGS, "directory", "directory")
Texts = Mapping[str, bytes | None]


def sides(root: Path, before: Point, after: Point | None) -> tuple[Collection, Collection]:
    """Return the directory as it was at both points, None for the files as they are.

    Programs whose files are alike are in neither, unless an organization they name or the settings differ. Raises
    `history.HistoryError` when git cannot answer.
    """
    old = as_it_was(root, before.commit)
    new = as_it_was(root, after.commit) if after else _now(root)
    wanted = _wanted(old, new)
    return _read(root, wanted, old), _read(root, wanted, new if after else {})


def _wanted(old: Texts, new: Texts) -> frozenset[str] | None:
    """Return the ids of the programs of which something may be told; None for all."""
    differ = {file for path in old.keys() | new.keys() if old.get(path) != new.get(path) and (file := file_at(path))}
    if _of_programs(old.get(SETTINGS)) != _of_programs(new.get(SETTINGS)):
        return None
    runners = [file.id.encode() for file in differ if file.kind == "organization"]
    return frozenset(file.id for file in differ if file.kind == "program") | frozenset(_naming(runners, old, new))


def _naming(organizations: Sequence[bytes], *sides: Texts) -> Iterator[str]:
    """Yield the ids of programs whose text names one of the organizations, or may do so in signs for letters."""
    for path, text in (item for side in sides for item in side.items()) if organizations else ():
        file = file_at(path)
        if file and file.kind == "program" and text and any(name in text for name in (*organizations, b"\\")):
            yield file.id


def _of_programs(text: bytes | None) -> Directory | bytes | None:
    """Return the settings without what says nothing of a program; the text itself where it cannot be read."""
    entry = read_entry(SETTINGS_FILE, text)[0] if text else None
    if entry is None or not isinstance(entry.record, Directory):
        return text
    # Marking an edition must not make every program be read.
    return dataclasses.replace(
        entry.record, title="", subtitle=None, edition=None, editions=(), booklet=BookletSettings()
    )


def _now(root: Path) -> Mapping[str, bytes | None]:
    """The files as they are; None for one that cannot be read, which then differs from whatever was there."""
    found = ((file.path, raw(root, file)) for file in find_files(root))
    return {path: text if isinstance(text, bytes) else None for path, text in found}


def _read(root: Path, wanted: frozenset[str] | None, texts: Mapping[str, bytes | None]) -> Collection:
    collection = load(root, wanted, texts)
    if wanted is None:
        return collection
    return dataclasses.replace(collection, ids={**collection.ids, "program": collection.ids["program"] & wanted})
