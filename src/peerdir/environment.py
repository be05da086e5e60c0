"""What a command finds around it: which directory is meant, which day it is, where copies may be kept.

The only look at the clock and at what the user has set. Paths are texts, because the quickest commands end before
pathlib would have been imported.
"""

import os
import sys
import time

from peerdir.folders import SETTINGS

# Days far away make every comparison of days overflow.
FIRST_YEAR, LAST_YEAR = 1970, 2200
USUAL_COLUMNS = 80


class NoDayError(ValueError):
    """What was given is not a day: `name` is where it was given, `text` what."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f'"{text}" is not a day; write it like 2026-01-31')
        self.name = name


def find_root(named: str | None, start: str | None = None) -> str | None:
    """Return the folder that holds directory.yaml: the one named, or the nearest from `start` upwards; None without."""
    folder = os.path.abspath(named or start or os.curdir)
    while True:
        for candidate in (folder, os.path.join(folder, "directory")):
            if os.path.isfile(os.path.join(candidate, SETTINGS)):
                return candidate
        above = os.path.dirname(folder)
        if named or above == folder:
            return None
        folder = above


def today(given: str | None) -> str:
    """Return the day --today names, else that of SOURCE_DATE_EPOCH, else today, as "2026-01-31". Raises NoDayError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given and not epoch:
        return time.strftime("%Y-%m-%d")
    import datetime as dt

    try:
        day = dt.date.fromisoformat(given) if given else dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        day = dt.date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NoDayError(*(("--today", given) if given else ("SOURCE_DATE_EPOCH", epoch)))
    return day.isoformat()


def cache_folder() -> str | None:
    """Where copies are kept: PEERDIR_CACHE, else the user's cache folder; None when there is no home."""
    if named := os.environ.get("PEERDIR_CACHE"):
        return named
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    home = os.path.expanduser("~")
    return os.path.join(base or os.path.join(home, ".cache"), "peerdir") if base or home != "~" else None


def terminal_columns() -> int | None:
    """How wide the terminal is; None when standard output is a pipe or a file."""
    if not sys.stdout.isatty():
        return None
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or USUAL_COLUMNS
    except (OSError, ValueError):
        return USUAL_COLUMNS
