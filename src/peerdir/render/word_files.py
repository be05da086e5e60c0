"""What staff may change in YAML files of the templates: fixed words, and knobs."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from peerdir import limits
from peerdir.reading.reader import read
from peerdir.reading.source import Source


def words(path: Path, templates: Path, error: type[Exception]) -> dict[str, Any]:
    """Return what a file under `templates` holds. Raises `error` with file and line when it cannot be used."""
    name = path.relative_to(templates.parent).as_posix()
    try:
        source = _read(path.read_bytes())
    except OSError as refused:
        raise error(f"{name}: this file cannot be read: {refused.strerror}") from refused
    if source.problems:
        problem = source.problems[0]
        raise error(f"{name}:{problem.span.line}:{problem.span.column}: {problem.message}")
    if not isinstance(source.data, dict):
        raise error(f"{name}: it should hold parts with a name")
    return source.data


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
