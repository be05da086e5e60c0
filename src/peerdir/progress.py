"""A bar on standard error while something takes longer than a second and a person is watching."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PATIENCE = 1.0


class Progress:
    """Call it with how many of how many are done; used in a `with`, it takes its bar away at the end."""

    def __init__(self, label: str) -> None:
        self._label, self._began = label, time.monotonic()
        self._bar: Bar | None = None

    def __enter__(self) -> "Progress":
        return self

    def __call__(self, done: int, of: int) -> None:
        """Show how far it is, once it is worth showing."""
        if self._bar is None and sys.stderr.isatty() and time.monotonic() - self._began > PATIENCE:
            self._bar = _bar()
            self._bar.start()
            self._bar.add_task(self._label)
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done, total=of)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()


def _bar() -> "Bar":
    from rich.console import Console
    from rich.progress import Progress as Bar

    return Bar(console=Console(stderr=True), transient=True)
