"""Which languages the pages can be in, and their words: templates/text/site, laid over the English ones."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from peerdir import limits
from peerdir.collection import Collection
from peerdir.reader import read
from peerdir.render.booklet import look
from peerdir.render.booklet.edition import ENGLISH, BookletError, Edition
from peerdir.render.booklet.passages import base
from peerdir.render.site.speech import Speech

FOLDER = Path("text", "site")


class SpeechError(Exception):
    """The words of a language cannot be used; the message names file and line."""


def spoken(collection: Collection, templates: Path) -> list[str]:
    """Return the languages the pages can be in: those of the settings that there are words for, else English."""
    known = [code for code in collection.directory.languages if _file(templates, code)]
    return list(dict.fromkeys(known)) or [ENGLISH]


def speech(collection: Collection, language: str, today: dt.date, templates: Path) -> Speech:
    """Make ready to speak a language. Raises SpeechError when its words cannot be used."""
    file = _file(templates, language)
    try:
        shared = look.text(templates, file.stem if file else ENGLISH)
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
    english = _read(templates / FOLDER / "en.yaml")
    return Speech(edition=edition, words=_laid_over(english, _read(file)) if file else english)


def _file(templates: Path, language: str) -> Path | None:
    files = (templates / FOLDER / f"{code}.yaml" for code in (language, base(language)))
    return next((file for file in files if file.is_file()), None)


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
