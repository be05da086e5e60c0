"""Which languages the pages can be in, and their words: templates/text/site, laid over the English ones."""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from peerdir import limits
from peerdir.reading.collection import Collection
from peerdir.reading.reader import read
from peerdir.render.booklet import look
from peerdir.render.booklet.edition import ENGLISH, BookletError, Edition
from peerdir.render.booklet.passages import base
from peerdir.render.site.speech import Speech

FOLDER = Path("text", "site")


class SpeechError(Exception):
    """The words of a language cannot be used; the message names file and line."""


def spoken(collection: Collection, templates: Sequence[Path]) -> list[str]:
    """Return the languages the pages can be in: those of the settings that there are words for, else English."""
    known = [code for code in collection.directory.languages if _files(templates, code)]
    return list(dict.fromkeys(known)) or [ENGLISH]


def speech(collection: Collection, language: str, today: dt.date, templates: Sequence[Path]) -> Speech:
    """Make ready to speak a language; words in one folder come before those in the folders behind it.

    Raises SpeechError when the words cannot be used.
    """
    files = _files(templates, language)
    name = files[-1].stem if files else ENGLISH
    try:
        shared = look.text(_with_shared_words(templates), name)
        edition = Edition(
            collection=collection,
            audience="public",
            language=language,
            today=today,
            text=shared,
            characters=frozenset(),
        )
        _ = edition.wording
    except BookletError as error:
        raise SpeechError(str(error)) from error
    layers = dict.fromkeys([*_files(templates, ENGLISH), *files])
    return Speech(edition=edition, words=functools.reduce(_laid_over, map(_read, layers)))


def _with_shared_words(templates: Sequence[Path]) -> Path:
    """Return the first of the folders that has the words of paper and pages; they are taken as a whole."""
    return next((one for one in templates if (one / "text" / "en.yaml").is_file()), templates[-1])


def _files(templates: Sequence[Path], language: str) -> list[Path]:
    """Return the files of words in a language, those that come before others last."""
    codes = dict.fromkeys((base(language), language))
    files = (folder / FOLDER / f"{code}.yaml" for code in codes for folder in reversed(templates))
    return [file for file in files if file.is_file()]


def _read(file: Path) -> Mapping[str, Any]:
    name = f"templates/{FOLDER.as_posix()}/{file.name}"
    try:
        source = read(file.read_bytes(), limits.SIZES["vocabulary"])
    except OSError as error:
        raise SpeechError(f"{name}: this file cannot be read: {error.strerror}") from error
    if source.problems:
        problem = source.problems[0]
        raise SpeechError(f"{name}:{problem.span.line}:{problem.span.column}: {problem.message}")
    if not isinstance(source.data, dict):
        raise SpeechError(f"{name}: it holds no words")
    return source.data


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _laid_over(merged[key], value) if both else value
    return merged
