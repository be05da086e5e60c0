"""The fixed words of letters, call sheets and interviews: templates/text/due/<language>.yaml over the English ones."""

import datetime as dt
import functools
from pathlib import Path
from typing import Any

from peerdir import words
from peerdir.assets import assets
from peerdir.render import word_files
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
    root = templates or assets("templates")
    files = [root / FOLDER / f"{name}.yaml" for name in dict.fromkeys(("en", language))]
    found = (word_files.words(file, root, WordingError) for file in files if file.is_file())
    return functools.reduce(word_files.laid_over, found)


def languages(templates: Path | None = None) -> list[str]:
    """Return the languages there are fixed words for."""
    folder = (templates or assets("templates")) / FOLDER
    return sorted(file.stem for file in folder.glob("*.yaml"))


@functools.cache
def patterns(language: str, templates: Path | None = None) -> Wording:
    """Return how a language says when, where and at which cost, as paper says it. Raises WordingError."""
    root = templates or assets("templates")
    path = root / FOLDER.parent / f"{language}.yaml"
    said = word_files.words(path, root, WordingError).get("booklet", {}) if path.is_file() else {}
    cost = {name: word for name, word in said.get("entry", {}).items() if name in COST}
    try:
        return days({**cost, **said.get("when", {})})
    except NoDaysError as error:
        raise WordingError(f"templates/text/{language}.yaml, when: {error}") from error


def date(day: dt.date, language: str) -> str:
    """Write a day in words."""
    return words.date(day, patterns(language))
