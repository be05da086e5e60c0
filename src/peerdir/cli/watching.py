"""A folder watched for changes, by looking at it again and again: that works on every disk and needs no library."""

import time
from collections.abc import Iterator
from pathlib import Path

PAUSE = 0.15
"""How often the folder is looked at, in seconds; so long it must stand still before it counts as changed."""


def changes(root: Path) -> Iterator[None]:
    """Return an iterator that waits for the next change of the directory in `root`, or of the templates.

    The first look is taken at once, so that what changes while the pages are made for the first time is not missed.
    """
    return _changes(root, _look(root))


def _changes(root: Path, seen: list[tuple[str, str]]) -> Iterator[None]:
    while True:
        time.sleep(PAUSE)
        now = _look(root)
        if now == seen:
            continue
        # An editor, or git, may be in the middle of it.
        while (after := _look_later(root)) != now:
            now = after
        seen = now
        yield


def _look_later(root: Path) -> list[tuple[str, str]]:
    time.sleep(PAUSE)
    return _look(root)


def _look(root: Path) -> list[tuple[str, str]]:
    from peerdir import stamp
    from peerdir.assets import assets

    return [*stamp.look(str(root)), *stamp.of_tree(str(assets("templates")))]
