"""A bar on standard error while something takes longer than a second and a person is watching."""

import sys
import time
from types import TracebackType
from typing import Any

PATIENCE = 1.0


class Progress:
    """Call it with how many of how many are done; used in a `with`, it takes its bar away at the end."""

    def __init__(self, label: str) -> None:
        self._label, self._began = label, time.monotonic()
        self._bar: Any = None  # Typer's type for it is private

    def __enter__(self) -> "Progress":
        return self

    def __call__(self, done: int, of: int) -> None:
        """Show how far it is, once it is worth showing."""
        if self._bar is None and sys.stderr.isatty() and time.monotonic() - self._began > PATIENCE:
            import typer

            self._bar = typer.progressbar(length=of, label=self._label, file=sys.stderr)
        if self._bar is not None and done <= of:
            self._bar.update(done - self._bar.pos)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
