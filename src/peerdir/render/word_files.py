"""What staff may change in YAML files of the templates: fixed words, and knobs."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from peerdir import limits
from peerdir.diagnostic import Pointer, Severity
from peerdir.reading.reader import read
from peerdir.reading.source import Source


def words(path: Path, templates: Path, error: type[Exception]) -> dict[str, Any]:
    """Return what a file under `templates` holds. Raises `error` with file and line when it cannot be used."""
    found: dict[str, Any] = source(path, name_of(path, templates), error).data
    return found


def name_of(path: Path, templates: Path) -> str:
    """Return what a file of the templates is called in a message."""
    return path.relative_to(templates.parent).as_posix()


def source(path: Path, name: str, error: type[Exception], *, may_be_empty: bool = False) -> Source:
    """Read a file that is called `name`. Raises `error` with file and line when it does not hold parts with a name.

    Where it `may_be_empty`, `data` may be None: everything in it may be a comment.
    How lines end matters to nobody here.
    """
    try:
        found = _read(path.read_bytes())
    except OSError as refused:
        raise error(f"{name}: this file cannot be read: {refused.strerror}") from refused
    problem = next((one for one in found.problems if one.severity is Severity.ERROR), None)
    if problem:
        raise error(f"{name}:{problem.span.line}:{problem.span.column}: {problem.message}")
    is_empty = may_be_empty and found.data is None
    if not isinstance(found.data, dict) and not is_empty:
        raise error(f"{name}: it should hold parts with a name")
    return found


def place(name: str, found: Source, pointer: Pointer, *, key: bool = False) -> str:
    """Return file, line and column of a value, or of its `key`: "ours/text/en.yaml:4:3"."""
    span = found.keys[pointer] if key and pointer in found.keys else found.locate(pointer)
    return f"{name}:{span.line}:{span.column}"


# The words of one language stand below those of every other, and a preview reads all of them again and again.
@functools.lru_cache(maxsize=64)
def _read(text: bytes) -> Source:
    return read(text, limits.SIZES["vocabulary"])


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return words of one language with those of another over them, each in the place of the one with its name."""
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = laid_over(merged[key], value) if both else value
    return merged
