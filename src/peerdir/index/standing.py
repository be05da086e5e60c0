"""How the files of a directory stood when its index was made, written down to be compared with how they stand now.

All files are looked at while they are few. Of a large directory the folders are, what git knows, and every file that no
program is; whoever shows a program from its index looks at that program's file as well.
"""

# pathlib takes longer to import than all of this takes to run.
# ruff: noqa: PTH208

import os

from peerdir import stamp
from peerdir.folders import ENDING, FOLDERS, SETTINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Up to so many files a look at each takes a few milliseconds.
FEW_FILES = 2_000
# Stands for the state of a file that must be read again to know it.
UNSETTLED = "unsettled"
# A file system that tells parts of a second steps in a few thousandths.
SECOND, FINE_TICK = 1_000_000_000, 100_000_000
PROGRAMS = next(folder for folder, kind in FOLDERS.items() if kind == "program")


def written(rows: "Iterable[tuple[str, str]]") -> str:
    """Write down paths and states, a line each."""
    return "\n".join([f"{path}\t{state}" for path, state in rows])


def settled(rows: "Iterable[tuple[str, str]]", now: int) -> list[tuple[str, str]]:
    """Strike out the states of files that may have been written again unseen since `now`, in nanoseconds."""
    return [(path, state if _is_settled(state, now) else UNSETTLED) for path, state in rows]


def _is_settled(state: str, now: int) -> bool:
    """Tell whether a file had been left alone for longer than the clock of its file system takes for a step."""
    if not state:
        return True
    written, changed = map(int, state.split(" ", 2)[:2])
    return max(written, changed) < now - (FINE_TICK if written % SECOND else stamp.TICK)


def outline(root: str) -> str:
    """Write down what changes when files of a large directory come or go, and the state of all that no program is."""
    rows = [(name, _state(f"{root}{os.sep}{name}")) for name in (SETTINGS, *FOLDERS)]
    for folder in FOLDERS:
        if folder != PROGRAMS:
            names = _names(f"{root}{os.sep}{folder}")
            rows += [(f"{folder}/{name}", _state(f"{root}{os.sep}{folder}{os.sep}{name}")) for name in names]
    return written([*rows, *stamp.of_git(root, ("HEAD", "index"))])


def program(root: str, id_: str) -> tuple[str, str]:
    """Return path and state of one program's file."""
    path = f"{PROGRAMS}/{id_}{ENDING}"
    return path, _state(f"{root}{os.sep}{PROGRAMS}{os.sep}{id_}{ENDING}")


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _state(path: str) -> str:
    try:
        return stamp.state(os.lstat(path))
    except OSError:
        return ""
