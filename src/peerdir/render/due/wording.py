"""The fixed words of letters, call sheets and interviews: templates/text/due/<language>.yaml over the English ones."""

import datetime as dt
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from peerdir import limits, words
from peerdir.assets import assets
from peerdir.reading.reader import read
from peerdir.wording import Wording
from peerdir.wording import WordingError as NoDaysError
from peerdir.wording import wording as days

FOLDER = Path("text", "due")
# What an entry of the booklet says of the cost, and letters say too.
COST = ("free", "not_free")


class WordingError(ValueError):
    """A file of fixed words cannot be used; the message says where and why."""


def wording(language: str, templates: Path | None = None) -> dict[str, Any]:
    """Return the fixed words in a language; what is not translated stays in English. Raises WordingError."""
    folder = (templates or assets("templates")) / FOLDER
    english, own = _read(folder / "en.yaml"), folder / f"{language}.yaml"
    return _laid_over(english, _read(own)) if language != "en" and own.is_file() else english


def languages(templates: Path | None = None) -> list[str]:
    """Return the languages there are fixed words for."""
    folder = (templates or assets("templates")) / FOLDER
    return sorted(file.stem for file in folder.glob("*.yaml"))


@functools.cache
def patterns(language: str, templates: Path | None = None) -> Wording:
    """Return how a language says when, where and at which cost, as paper says it. Raises WordingError."""
    path = (templates or assets("templates")) / FOLDER.parent / f"{language}.yaml"
    said = _read(path).get("booklet", {}) if path.is_file() else {}
    cost = {name: word for name, word in said.get("entry", {}).items() if name in COST}
    try:
        return days({**cost, **said.get("when", {})})
    except NoDaysError as error:
        raise WordingError(f"templates/text/{language}.yaml, when: {error}") from error


def date(day: dt.date, language: str) -> str:
    """Write a day in words."""
    return words.date(day, patterns(language))


def _read(path: Path) -> dict[str, Any]:
    source = read(path.read_bytes(), limits.SIZES["vocabulary"])
    if source.problems or not isinstance(source.data, dict):
        why = source.problems[0] if source.problems else None
        where = f":{why.span.line}:{why.span.column}: {why.message}" if why else ": it holds no words"
        raise WordingError(f"templates/text/due/{path.name}{where}")
    return source.data


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _laid_over(merged[key], value) if both else value
    return merged
