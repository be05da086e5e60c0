"""What is due, for people who call and write: one module a format, named as `--format` names it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from peerdir.audience import Audience
from peerdir.due import Due, Person, Question, people, questions
from peerdir.reading.collection import Collection
from peerdir.render.paper_error import PaperError

# Formats that are text on standard output; a folder of letters; one PDF.
TEXTS = ("table", "csv", "json", "markdown", "ics")
FORMATS = (*TEXTS, "letters", "calls")


class DueError(PaperError):
    """It cannot be printed right; the message says why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is due, as an audience may see it.

    `collection` is the same audience's view, `until` the last day that counts, `words` the fixed words of `language`,
    `width` that of the terminal, None for a pipe. `templates` is the folder of what is printed, None for ours.
    """

    due: Sequence[Due]
    collection: Collection
    today: dt.date
    until: dt.date
    audience: Audience
    language: str
    words: Mapping[str, Any]
    width: int | None = None
    templates: Path | None = None

    @property
    def by_coordinator(self) -> Iterator[tuple[str, Sequence[Due]]]:
        """The entries of each coordinator, in the order they are in."""
        return ((name, list(group)) for name, group in groupby(self.due, key=lambda one: one.coordinator))


def first_contact(one: Due) -> Person | None:
    """Return whom to ask first."""
    return next(iter(people(one.program)), None)


def asked(one: Due, sheet: Sheet) -> Sequence[Question]:
    """Return what to ask about an entry, in the language of the sheet."""
    from peerdir.render.due.wording import patterns

    return questions(one.program, sheet.collection, sheet.language, patterns(sheet.language, sheet.templates))


def known(question: Question, sheet: Sheet) -> Any:
    """Return what the directory has as the answer to a question, in the words of the sheet."""
    return sheet.words["status"].get(question.value, question.value) or sheet.words["unknown"]


def render(sheet: Sheet, format: str) -> Any:  # noqa: A002 - the option's name
    """Write what is due: text for TEXTS, pages by path for letters, a PDF for calls. Raises DueError."""
    return import_module(f"peerdir.render.due.{format}").render(sheet)
