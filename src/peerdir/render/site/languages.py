"""Which languages the pages can be in, and their words: templates/text/site, laid over the English ones."""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peerdir.reading.collection import Collection
from peerdir.render import overlay, word_files
from peerdir.render.booklet import look
from peerdir.render.booklet.edition import ENGLISH, Edition
from peerdir.render.booklet.passages import base
from peerdir.render.paper_error import PaperError
from peerdir.render.site.speech import Speech

FOLDER = Path("text", "site")
BRACKET = re.compile(r"\s*[(（]")


class SpeechError(Exception):
    """The words of a language cannot be used; the message names file and line."""


def spoken(collection: Collection, templates: Sequence[Path]) -> list[str]:
    """Return the languages the pages can be in: those of the settings that there are words for, else English."""
    known = [code for code in collection.directory.languages if _files(templates, code)]
    return list(dict.fromkeys(known)) or [ENGLISH]


def tongue(collection: Collection, code: str) -> str:
    """Return what a language calls itself: 中文 for 中文（普通话）, as it is not spoken but read."""
    return BRACKET.split(collection.label("languages", code, code))[0]


def in_short(name: str, code: str) -> str:
    """Return what a language is called where there is little room: its code, or its `name` in letters other than Latin.

    Those who read العربية or 中文 may not know that AR and ZH are theirs.
    """
    return code.upper() if unicodedata.name(name[:1] or "x", "").startswith("LATIN") else name


def speech(collection: Collection, language: str, today: dt.date, templates: Sequence[Path]) -> Speech:
    """Make ready to speak a language; words in one folder come before those in the folders behind it.

    Raises SpeechError when the words cannot be used.
    """
    files = _files(templates, language)
    name = files[-1].stem if files else ENGLISH
    try:
        shared = _shared_words(templates, name)
        edition = Edition(
            collection=collection,
            audience="public",
            language=language,
            today=today,
            text=shared,
            characters=frozenset(),
        )
        _ = edition.wording
    except PaperError as error:
        raise SpeechError(str(error)) from error
    layers = dict.fromkeys([*_files(templates, ENGLISH), *files])
    words = (word_files.words(file, file.parents[2], SpeechError) for file in layers)
    return Speech(edition=edition, words=functools.reduce(word_files.laid_over, words))


def _shared_words(templates: Sequence[Path], language: str) -> dict[str, Any]:
    """Return the words that pages share with paper; those in somebody's own folder come before ours."""
    own, *others = templates
    return overlay.booklet_words(own, language) if others else look.text(own, language)


def _files(templates: Sequence[Path], language: str) -> list[Path]:
    """Return the files of words in a language, those that come before others last."""
    codes = dict.fromkeys((base(language), language))
    files = (folder / FOLDER / f"{code}.yaml" for code in codes for folder in reversed(templates))
    return [file for file in files if file.is_file()]
