"""A folder watched for changes, by looking at it again and again: that works on every disk and needs no library."""

import functools
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PAUSE = 0.15
"""How often the folder is looked at, in seconds."""
SETTLED = 0.05
"""So long, in seconds, it must stand still: an editor writes a file in several steps, and git many files."""

Seen = list[tuple[str, str]]


def changes(root: Path, templates: Path | None = None) -> Iterator[None]:
    """Return an iterator that waits for the next change of the directory in `root`, of our templates or of others.

    The first look is taken at once, so that what changes while the pages are made for the first time is not missed.
    """
    look = functools.partial(_look, root, templates)
    return _changes(look, look())


def _changes(look: Callable[[], Seen], seen: Seen) -> Iterator[None]:
    while True:
        time.sleep(PAUSE)
        now = look()
        if now == seen:
            continue
        while (after := _look_later(look)) != now:
            now = after
        seen = now
        yield


def _look_later(look: Callable[[], Seen]) -> Seen:
    time.sleep(SETTLED)
    return look()


def _look(root: Path, templates: Path | None) -> Seen:
    from peerdir import stamp
    from peerdir.assets import assets

    folders = (assets("templates"), templates)
    return [*stamp.look(str(root)), *(file for folder in folders if folder for file in stamp.of_tree(str(folder)))]
