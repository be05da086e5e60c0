"""Where a directory keeps its files: settings at the top, a folder for each kind, one entry a file."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from peerdir import limits
from peerdir.folders import ENDING, FOLDERS, SETTINGS

# An id is a file name: it stands in web addresses and in other files.
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 64
# Names that web servers or Windows keep for themselves.
RESERVED = frozenset(("index", "con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))))
PLACES = {kind: folder for folder, kind in FOLDERS.items()}


class File(NamedTuple):
    """One file of a directory: where it is, and what it should hold."""

    path: str
    kind: str
    id: str


SETTINGS_FILE = File(SETTINGS, "directory", "directory")


def file_at(path: str) -> File | None:
    """Return which file of a directory stands at `path`, relative to it with `/`; None for any other path."""
    if path == SETTINGS:
        return SETTINGS_FILE
    folder, _, name = path.partition("/")
    is_entry = folder in FOLDERS and name.endswith(ENDING) and "/" not in name and not name.startswith(".")
    return File(path, FOLDERS[folder], name.removesuffix(ENDING)) if is_entry else None


def path_of(kind: str, id: str) -> str:  # noqa: A002 - the field's own name
    """Return where an entry of a kind stands, relative to its directory: "programs/example.yaml"."""
    return SETTINGS if kind == "directory" else f"{PLACES[kind]}/{id}{ENDING}"


def is_id(name: str) -> bool:
    """Tell whether a name can be an id: small letters a-z, digits and single hyphens, and not too long."""
    return bool(ID.fullmatch(name)) and len(name) <= LONGEST_ID and name not in RESERVED


def find_others(root: Path) -> Iterator[str]:
    """Yield what stands in the folders of entries and is no entry: another ending, a folder, a link to a folder.

    Hidden files and notes in Markdown are left alone.
    """
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            yield folder
            continue
        with contextlib.suppress(OSError):
            for name in sorted(os.listdir(root / folder)):  # noqa: PTH208
                if not name.startswith(".") and not name.endswith(".md") and not file_at(f"{folder}/{name}"):
                    yield f"{folder}/{name}"


def find_crowded(root: Path) -> Iterator[str]:
    """Yield the folders that hold more entries than are read."""
    for folder in FOLDERS:
        with contextlib.suppress(OSError):
            if len(os.listdir(root / folder)) > limits.FILES:  # noqa: PTH208
                yield folder


def find_files(root: Path) -> Iterator[File]:
    """Yield the files of a directory by kind and name: its settings, then each folder's *.yaml."""
    if (root / SETTINGS).exists():
        yield SETTINGS_FILE
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            continue
        try:
            names = sorted(os.listdir(root / folder))  # noqa: PTH208 - a tenth of the time of Path.iterdir
        except FileNotFoundError:
            continue
        for name in names[: limits.FILES]:
            if file := file_at(f"{folder}/{name}"):
                yield file
