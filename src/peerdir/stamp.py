"""The state of a folder of files in one look, without opening a file: what a kept result is compared with.

Nothing is imported here that a process has not loaded when it starts: a warm `lint` or `search` does little else.
"""

import os

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


def look(root: str, files: tuple[str, ...], folders: tuple[str, ...], ending: str) -> list[tuple[str, str]]:
    """Return path and state of the `files` and of all that stands in the `folders` of `root`, each folder by name.

    What does not end in `ending` has an empty state: only that it is there counts. A folder that is a link is one row.
    """
    rows = [(name, found) for name in files if (found := _state(f"{root}{os.sep}{name}"))]
    for folder in folders:
        place = f"{root}{os.sep}{folder}"
        if os.path.islink(place):  # noqa: PTH114 - pathlib takes longer to import than all of this
            rows.append((folder, "link"))
        elif os.path.isdir(place):  # noqa: PTH112
            rows += _inside(place, folder, ending)
    return rows


def _inside(place: str, folder: str, ending: str) -> list[tuple[str, str]]:
    """The rows of one folder. Seen from an open folder, a file costs a third less."""
    names = sorted(os.listdir(place))  # noqa: PTH208
    if os.stat not in os.supports_dir_fd:
        return [
            (f"{folder}/{name}", _state(f"{place}{os.sep}{name}") if name.endswith(ending) else "") for name in names
        ]
    handle = os.open(place, os.O_RDONLY)
    try:
        return [(f"{folder}/{name}", _state(name, handle) if name.endswith(ending) else "") for name in names]
    finally:
        os.close(handle)


def _state(path: str, folder: int | None = None) -> str:
    try:
        return state(os.stat(path, dir_fd=folder, follow_symlinks=False))
    except FileNotFoundError:
        return ""
