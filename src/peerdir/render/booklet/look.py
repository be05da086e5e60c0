"""What staff may change about pages: templates/look.yaml and the fixed words in templates/text."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from peerdir import limits
from peerdir.reader import read
from peerdir.render.booklet.edition import BookletError

PAPERS = ("letter", "a4", "a5", "half-letter")
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
}


def look(templates: Path) -> dict[str, Any]:
    """Return the knobs of the booklet, every one of them checked."""
    values = _section(templates / "look.yaml", templates)
    for name in values:
        if name not in KNOBS:
            raise BookletError(f"templates/look.yaml: {name!r} is not known; there are {', '.join(KNOBS)}")
    for name, (fits, allowed) in KNOBS.items():
        if name not in values or not fits(values[name]):
            raise BookletError(f"templates/look.yaml: {name} should be {allowed}, not {values.get(name)!r}")
    return values


def text(templates: Path, language: str) -> dict[str, Any]:
    """Return the fixed words in a language; what is not translated yet stays in English."""
    english = _section(templates / "text" / "en.yaml", templates)
    own = templates / "text" / f"{language}.yaml"
    return _laid_over(english, _section(own, templates)) if language != "en" and own.is_file() else english


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _laid_over(merged[key], value) if both else value
    return merged


def _section(path: Path, templates: Path) -> dict[str, Any]:
    """Read the part `booklet:` of a template file."""
    name = path.relative_to(templates.parent).as_posix()
    source = read(path.read_bytes(), limits.SIZES["vocabulary"])
    if source.problems:
        problem = source.problems[0]
        raise BookletError(f"{name}:{problem.span.line}:{problem.span.column}: {problem.message}")
    section = source.data.get("booklet") if isinstance(source.data, dict) else None
    if not isinstance(section, dict):
        raise BookletError(f"{name}: the part 'booklet:' is missing")
    return section
