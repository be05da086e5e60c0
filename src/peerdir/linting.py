"""Linting a folder with what is kept from the last time, and keeping what there is for the next."""

import dataclasses
import datetime as dt
import os
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from peerdir import apart, environment
from peerdir.lint import printed
from peerdir.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peerdir.diagnostic import Diagnostic
    from peerdir.editions.history import Changes


def lint_now(root: Path, today: dt.date, format: str) -> tuple[int, str]:  # noqa: A002 - the option's name
    """Check the whole directory, and return the exit code and what to print."""
    from peerdir.report import report

    with Linting(root, today) as linting:
        found = from_here(linting.found({}, None), root)
        shown = report(format)(found, linting.files)
    code = exit_code(found)
    linting.remember(format, code, shown)
    return code, shown


def from_here(diagnostics: "Sequence[Diagnostic]", root: Path) -> "Sequence[Diagnostic]":
    """Write paths as seen from the working directory, so that editors and GitHub find the file."""
    prefix = os.path.relpath(root)
    here = "" if prefix == os.curdir else Path(prefix).as_posix() + "/"
    return [dataclasses.replace(one, path=here + one.path) for one in diagnostics]


def exit_code(found: "Sequence[Diagnostic]") -> int:
    """1 when there is an error among the findings, else 0."""
    return 1 if any(one.severity == "error" for one in found) else 0


class Linting:
    """One run of lint over the directory in `root`; used in a `with`, so that its progress bar goes away."""

    def __init__(self, root: Path, today: dt.date) -> None:
        self._root, self._today, self._now = root, today, time.time_ns()
        self._folder = environment.cache_folder()
        self._state: list[tuple[str, str]] = []
        self.files = 0
        self._progress = Progress("Checking")

    def __enter__(self) -> "Linting":
        return self

    def found(self, texts: "Mapping[str, bytes | None]", changes: "Changes | None") -> "Sequence[Diagnostic]":
        """Return what is wrong with the files, with `texts` in place of some; with `changes`, only what is new.

        None stands for a file that is not to be there.
        """
        from peerdir.lint import verdicts
        from peerdir.lint.check import new_findings
        from peerdir.lint.folder import Run, lint_folder
        from peerdir.rules import all_rules

        run = Run(all_rules(), self._today, verdicts.of_program(), self._now, apart.workers(), self._progress)
        kept = verdicts.kept(Path(self._folder) if self._folder else None, self._root, "lint")
        now = lint_folder(self._root, run, kept, texts)
        self._state, self.files = now.state, now.files
        if changes is None:
            return now.found
        return new_findings(now.found, lint_folder(self._root, run, kept, changes.before).found, changes.before)

    def remember(self, format: str, code: int, shown: str) -> None:  # noqa: A002 - the option's name
        """Keep what was shown, so that the same call can show it again while nothing has changed."""
        if self._folder and printed.is_settled(self._state, self._now):
            key = printed.key(str(self._root), format, os.path.relpath(self._root))
            printed.remember(self._folder, key, printed.depends(self._today.isoformat(), self._state), code, shown)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.__exit__(kind, error, at)
