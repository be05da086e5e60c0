"""Diagnostics as text, one module a format; the module's name is what `--format` says. None of them prints.

Each has `report(diagnostics, files) -> str`, where `files` is how many files were read.
"""

import functools
import importlib
import pkgutil
from collections.abc import Callable, Sequence

from peerdir.diagnostic import Diagnostic, Severity

Report = Callable[[Sequence[Diagnostic], int], str]


@functools.cache
def formats() -> tuple[str, ...]:
    """The formats there are, text first."""
    names = {module.name for module in pkgutil.iter_modules(__path__)}
    return ("text", *sorted(names - {"text"}))


def report(name: str) -> Report:
    """Return the function that writes the format called `name`."""
    made: Report = importlib.import_module(f"{__name__}.{name}").report
    return made


def count(diagnostics: Sequence[Diagnostic], severity: Severity) -> int:
    """Count the diagnostics of one severity."""
    return sum(diagnostic.severity is severity for diagnostic in diagnostics)
