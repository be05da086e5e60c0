"""What staff may change about pages: templates/look.yaml and the fixed words in templates/text."""

import datetime as dt
import difflib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from peerdir.audience import Audience
from peerdir.diagnostic import Pointer
from peerdir.reading.collection import Collection
from peerdir.reading.source import Source
from peerdir.render import fonts, word_check, word_files
from peerdir.render.booklet import logo
from peerdir.render.booklet.edition import ENGLISH, BookletError, Edition, Wishes
from peerdir.render.booklet.form import PAPERS, Form

FILE = "look.yaml"
PARTS = ("booklet", "other_paper", "large_print")
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
    "logo": (lambda value: value is None or isinstance(value, str), "the name of a picture beside look.yaml"),
    "front": (lambda value: value is None or isinstance(value, str), "the name of a PDF file beside look.yaml"),
}
# Knobs that need not be there, with what they are then; each names a file.
OPTIONAL: Mapping[str, Any] = {"logo": None, "front": None}


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
    name = word_files.name_of(templates / FILE, templates)
    source = word_files.source(templates / FILE, name, BookletError)
    for part in PARTS:
        if not isinstance(source.data.get(part), dict):
            raise BookletError(f"{name}: the part '{part}:' is missing")
    check(source, name, templates)
    values: dict[str, Any] = {**OPTIONAL, **source.data["booklet"]}
    for knob, (_, allowed) in KNOBS.items():
        if knob not in values:
            raise BookletError(f"{name}: {knob} is missing; it should be {allowed}")
    if form.paper and form.paper != values["paper"]:
        values |= source.data["other_paper"].get(form.paper, {})
    if form.large_print:
        values |= source.data["large_print"]
    return {**values, "paper": form.paper or values["paper"], "large_print": form.large_print}


def check(source: Source, name: str, folder: Path, below: Mapping[str, Any] | None = None) -> None:
    """Raise BookletError with line and column for the first knob of a file called `name` that cannot be used.

    `folder` has the files that the knobs name. Of a file that is laid over another, `below`, what both say counts.
    """
    whole = word_files.laid_over(below or {}, source.data)
    for pointer, knobs in _parts(source, name):
        values = _at(whole, pointer)
        for knob in knobs:
            here = (*pointer, knob)
            if knob not in KNOBS:
                near = _near(knob, KNOBS) or f"there are {', '.join(KNOBS)}"
                raise BookletError(f"{word_files.place(name, source, here, key=True)}: {knob!r} is not known; {near}")
            fits, allowed = KNOBS[knob]
            if not fits(values[knob]):
                said = f"{knob} should be {allowed}, not {knobs[knob]!r}"
                raise BookletError(f"{word_files.place(name, source, here)}: {said}")
            if knob in OPTIONAL and values[knob] and (fault := _file_fault(knob, values[knob], folder)):
                raise BookletError(f"{word_files.place(name, source, here)}: {knob}: {fault}")


def files(data: Mapping[str, Any]) -> list[str]:
    """Return the names of the files that the knobs name: pictures and pages to bind in."""
    parts = (data.get("booklet"), data.get("large_print"), *(data.get("other_paper") or {}).values())
    return [part[knob] for part in parts if isinstance(part, Mapping) for knob in OPTIONAL if part.get(knob)]


def _parts(source: Source, name: str) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """Yield the groups of knobs. Raises BookletError for a part that is not known, or that holds none."""
    found: list[Pointer] = []
    for part, below in source.data.items():
        if part not in PARTS:
            near = _near(part, PARTS) or f"there are {', '.join(PARTS)}"
            raise BookletError(f"{word_files.place(name, source, (part,), key=True)}: {part!r} is not known; {near}")
        within = below if part == "other_paper" and isinstance(below, Mapping) else ()
        found += [(part, paper) for paper in within] if within else [(part,)]
    for pointer in found:
        if len(pointer) > 1 and pointer[1] not in PAPERS:
            place = word_files.place(name, source, pointer, key=True)
            raise BookletError(f"{place}: {pointer[1]!r} is not one of {', '.join(PAPERS)}")
        knobs = _at(source.data, pointer)
        if not isinstance(knobs, Mapping):
            place = word_files.place(name, source, pointer)
            raise BookletError(f"{place}: {', '.join(map(str, pointer))} should be knobs with their values")
        yield pointer, knobs


def _at(data: Any, pointer: Pointer) -> Any:
    for key in pointer:
        data = data[key]
    return data


def _near(name: str, known: Mapping[str, Any] | tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"did you mean {near[0]!r}?" if near else ""


def _file_fault(knob: str, name: str, folder: Path) -> str:
    """Return what is wrong with a file that a knob names, or nothing."""
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()):
        return f"{name!r} is not in the folder of look.yaml; put it there"
    if not file.is_file():
        return f"there is no file {name!r} beside look.yaml"
    return logo.fault(file) if knob == "logo" else ""


def text(templates: Path, language: str) -> dict[str, Any]:
    """Return the fixed words in a language; what is not translated yet stays in English."""
    english = _section(templates / "text" / f"{ENGLISH}.yaml", templates)
    own = templates / "text" / f"{language}.yaml"
    return word_files.laid_over(english, _section(own, templates)) if language != ENGLISH and own.is_file() else english


def _section(path: Path, templates: Path) -> dict[str, Any]:
    """Read the words of the booklet."""
    section = word_check.checked(path, templates, BookletError).get("booklet")
    if not isinstance(section, dict):
        raise BookletError(f"{word_files.name_of(path, templates)}: the part 'booklet:' is missing")
    return section
