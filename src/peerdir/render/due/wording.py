"""The fixed words of letters, call sheets and interviews: templates/text/due/<language>.yaml over the English ones."""

import datetime as dt
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peerdir import words
from peerdir.assets import assets
from peerdir.render import word_check, word_files
from peerdir.render.paper_error import PaperError
from peerdir.wording import Wording
from peerdir.wording import WordingError as NoDaysError
from peerdir.wording import wording as days

if TYPE_CHECKING:
    from peerdir.render.due import Sheet

FOLDER = Path("text", "due")
# What an entry of the booklet says of the cost, and letters say too.
COST = ("free", "not_free")


class WordingError(PaperError):
    """A file of fixed words cannot be used; the message says where and why."""


def wording(language: str, templates: Path | None = None) -> dict[str, Any]:
    """Return the fixed words in a language; what is not translated is in English and says so. Raises WordingError."""
    root = templates or assets("templates")
    english, own = (root / FOLDER / f"{name}.yaml" for name in ("en", language))
    said = word_check.checked(english, root, WordingError)
    if own == english or not own.is_file():
        return said
    words_of_its_own = word_check.checked(own, root, WordingError)
    mark = words_of_its_own.get("untranslated")
    return word_files.laid_over(_marked(said, mark) if mark else said, words_of_its_own)


def _marked(english: Any, mark: str) -> Any:
    """Return English words, each with a mark behind it."""
    if isinstance(english, dict):
        return {key: _marked(below, mark) for key, below in english.items()}
    if isinstance(english, list):
        return [_marked(below, mark) for below in english]
    return f"{english} {mark}"


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


def date(day: dt.date, sheet: "Sheet") -> str:
    """Write a day in the words of a sheet."""
    return words.date(day, patterns(sheet.language, sheet.templates))
