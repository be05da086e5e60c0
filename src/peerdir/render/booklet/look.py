"""What staff may change about pages: templates/look.yaml and the fixed words in templates/text."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from peerdir.audience import Audience
from peerdir.reading.collection import Collection
from peerdir.render import fonts, word_files
from peerdir.render.booklet.edition import BookletError, Edition, Wishes
from peerdir.render.booklet.form import PAPERS, Form

SIDES = ("top", "bottom", "inside", "outside")


def _number(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _margins(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == set(SIDES) and all(map(_number(0.3, 3), value.values()))


def _colour(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) == 7
        and value[0] == "#"
        and all(c in "0123456789abcdefABCDEF" for c in value[1:])
    )


KNOBS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "paper": (lambda value: value in PAPERS, f"one of {', '.join(PAPERS)}"),
    "text_size": (_number(6, 36), "a number of points from 6 to 36"),
    "line_spacing": (_number(1, 2.5), "a number from 1 to 2.5"),
    "columns": (lambda value: value in (1, 2), "1 or 2"),
    "column_gap": (_number(0.1, 2), "a number of inches from 0.1 to 2"),
    "margins": (_margins, "inches from 0.3 to 3 for top, bottom, inside and outside"),
    "accent": (_colour, 'a colour such as "#000000"'),
    "front": (lambda value: value is None or isinstance(value, str), "the name of a PDF file beside look.yaml"),
}


# Knobs that need not be there, with what they are then.
OPTIONAL: Mapping[str, Any] = {"front": None}


def edition(collection: Collection, templates: Path, *, today: dt.date, audience: Audience, wishes: Wishes) -> Edition:
    """Return what one booklet is made from: the collection as its audience sees it, and the words of its language."""
    language = wishes.language or collection.directory.languages[0]
    return Edition(
        collection=collection,
        audience=audience,
        language=language,
        today=today,
        text=text(templates, language),
        characters=fonts.printable(fonts.folder(templates)),
        wishes=wishes,
    )


def look(templates: Path, form: Form | None = None) -> dict[str, Any]:
    """Return the knobs of the booklet, every one of them checked, as `form` wants them.

    Other paper than the file's own, and large print, each change what look.yaml names for them, in this order. Raises
    BookletError with a plain message.
    """
    form = form or Form()
    values = {**OPTIONAL, **_section(templates / "look.yaml", templates)}
    _check(values, required=True)
    if form.paper and form.paper != values["paper"]:
        values |= _changes(templates, "other_paper", form.paper)
    if form.large_print:
        values |= _changes(templates, "large_print")
    return {**values, "paper": form.paper or values["paper"], "large_print": form.large_print}


def _changes(templates: Path, part: str, paper: str | None = None) -> dict[str, Any]:
    """Return the knobs that a part of look.yaml changes, for one paper where the part has several."""
    found = _section(templates / "look.yaml", templates, part)
    changes: Any = found.get(paper, {}) if paper else found
    if not isinstance(changes, dict):
        raise BookletError(f"templates/look.yaml: {part}, {paper} should be knobs with their values")
    _check(changes, required=False)
    return changes


def _check(values: Mapping[str, Any], *, required: bool) -> None:
    for name in values:
        if name not in KNOBS:
            raise BookletError(f"templates/look.yaml: {name!r} is not known; there are {', '.join(KNOBS)}")
    for name, (fits, allowed) in KNOBS.items():
        if (required or name in values) and (name not in values or not fits(values[name])):
            raise BookletError(f"templates/look.yaml: {name} should be {allowed}, not {values.get(name)!r}")


def text(templates: Path, language: str) -> dict[str, Any]:
    """Return the fixed words in a language; what is not translated yet stays in English."""
    english = _section(templates / "text" / "en.yaml", templates)
    own = templates / "text" / f"{language}.yaml"
    return word_files.laid_over(english, _section(own, templates)) if language != "en" and own.is_file() else english


def _section(path: Path, templates: Path, part: str = "booklet") -> dict[str, Any]:
    """Read one part of a template file."""
    section = word_files.words(path, templates, BookletError).get(part)
    if not isinstance(section, dict):
        name = path.relative_to(templates.parent).as_posix()
        raise BookletError(f"{name}: the part '{part}:' is missing")
    return section
