"""Two states of a directory, read no further than they differ."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from peerdir.collection import Collection, load, raw
from peerdir.history import Point, as_it_was
from peerdir.layout import file_at, find_files

# A change in one of these can change what any program says.
SHARED = ("organization", "directory")


def sides(root: Path, before: Point, after: Point | None) -> tuple[Collection, Collection]:
    """Return the directory as it was at both points, None for the files as they are.

    Programs whose files are alike are in neither, unless an organization or the settings differ. Raises
    `history.HistoryError` when git cannot answer.
    """
    old = as_it_was(root, before.commit)
    new = as_it_was(root, after.commit) if after else _now(root)
    differ = (path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
    kinds = {(file.kind, file.id) for path in differ if (file := file_at(path))}
    everything = any(kind in SHARED for kind, _ in kinds)
    wanted = None if everything else frozenset(id_ for kind, id_ in kinds if kind == "program")
    return _read(root, wanted, old), _read(root, wanted, new if after else {})


def _now(root: Path) -> Mapping[str, bytes | None]:
    """The files as they are; None for one that cannot be read, which then differs from whatever was there."""
    found = ((file.path, raw(root, file)) for file in find_files(root))
    return {path: text if isinstance(text, bytes) else None for path, text in found}


def _read(root: Path, wanted: frozenset[str] | None, texts: Mapping[str, bytes | None]) -> Collection:
    collection = load(root, wanted, texts)
    if wanted is None:
        return collection
    return dataclasses.replace(collection, ids={**collection.ids, "program": collection.ids["program"] & wanted})
