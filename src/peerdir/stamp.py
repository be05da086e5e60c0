"""The state of a folder of files in one look, without opening a file: what a kept result is compared with.

Nothing is imported here that a process has not loaded when it starts: a warm `lint` or `search` does little else.
"""

import os
import sys

from peerdir import __version__
from peerdir.folders import ENDING, FOLDERS, SETTINGS, policies

# Clocks of file systems tick in steps, up to two seconds: what was written just now may be written again unseen.
TICK = 2_000_000_000


def state(status: os.stat_result) -> str:
    """Tell one state of a file from another: times in nanoseconds, size, place on the disk and mode.

    The time of the last change of its entry (ctime) cannot be set back, as the time of the last writing can.
    """
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino} {status.st_mode}"


def is_settled(state: str, now: int) -> bool:
    """Tell whether a file in that state had been left alone for a while at the time `now` (nanoseconds)."""
    written, changed = state.split(" ", 2)[:2]
    return max(int(written), int(changed)) < now - TICK


def settled(state: str, now: int) -> str:
    """Return a state, or nothing while the file may still be written unseen."""
    return state if state and is_settled(state, now) else ""


def look(root: str) -> list[tuple[str, str]]:
    """Return path and state of everything in the directory in `root`: settings, policy, then folder by folder, by name.

    What cannot be an entry has an empty state: only that it is there counts. A folder that is a link is one row.
    """
    texts = policies(os.listdir(root)) if os.path.isdir(root) else {}
    rows = [(name, found) for name in (SETTINGS, *sorted(texts.values())) if (found := _state(f"{root}{os.sep}{name}"))]
    for folder in FOLDERS:
        place = f"{root}{os.sep}{folder}"
        if os.path.islink(place):
            rows.append((folder, ""))
        elif os.path.isdir(place):
            rows += _inside(place, folder)
    return rows


def of_program() -> list[tuple[str, str]]:
    """The state of the program itself: its version, its code and schemas, the interpreter and what is installed beside.

    Installing or upgrading a library changes the folder it is in.
    """
    package = os.path.dirname(__file__)
    schemas = (f"{package}{os.sep}schemas", f"{os.path.dirname(os.path.dirname(package))}{os.sep}schemas")
    libraries = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    rows = [(__version__, sys.version), *((path, _state(path)) for path in libraries)]
    for top in (package, *schemas):
        for folder, _, names in os.walk(top):
            wanted = (f"{folder}{os.sep}{name}" for name in sorted(names) if name.endswith((".py", ".json")))
            rows += [(path, _state(path)) for path in wanted]
    return rows


def of_tree(top: str) -> list[tuple[str, str]]:
    """Return path and state of every file in a folder and below."""
    return [
        (path, _state(path))
        for folder, _, names in sorted(os.walk(top))
        for path in (f"{folder}{os.sep}{name}" for name in sorted(names))
    ]


def of_git(
    root: str, names: tuple[str, ...] = ("HEAD", "index", "packed-refs", f"logs{os.sep}HEAD")
) -> list[tuple[str, str]]:
    """Return the state of what changes when something is committed; nothing outside a repository of git."""
    git = _git(root)
    if not git:
        return []
    # A worktree has a HEAD and an index of its own; the rest is in the folder of the repository.
    shared = _pointed(f"{git}{os.sep}commondir")
    folders = (git, shared) if shared else (git,)
    return [(name, next(filter(None, (_state(f"{folder}{os.sep}{name}") for folder in folders)), "")) for name in names]


def _git(root: str) -> str | None:
    """Find git's folder for a directory, in it or in a folder above; a file `.git` names it (worktrees, submodules)."""
    folder = os.path.abspath(root)
    while True:
        place = f"{folder}{os.sep}.git"
        if os.path.isdir(place):
            return place
        if os.path.isfile(place):
            return _pointed(place)
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _pointed(file: str) -> str | None:
    """Return the folder that a small file of git names, seen from where the file is."""
    try:
        with open(file, "rb") as opened:
            named = opened.read(4096).removeprefix(b"gitdir:").strip()
    except OSError:
        return None
    folder = os.path.normpath(os.path.join(os.path.dirname(file), os.fsdecode(named)))
    return folder if named and os.path.isdir(folder) else None


def _inside(place: str, folder: str) -> list[tuple[str, str]]:
    """The rows of one folder. Seen from an open folder, a file costs a third less."""
    names = sorted(os.listdir(place))
    if os.stat not in os.supports_dir_fd:
        return [
            (f"{folder}/{name}", _state(f"{place}{os.sep}{name}") if name.endswith(ENDING) else "") for name in names
        ]
    handle = os.open(place, os.O_RDONLY)
    try:
        return [(f"{folder}/{name}", _state(name, handle) if name.endswith(ENDING) else "") for name in names]
    finally:
        os.close(handle)


def _state(path: str, folder: int | None = None) -> str:
    try:
        return state(os.stat(path, dir_fd=folder, follow_symlinks=False))
    except FileNotFoundError:
        return ""
