"""A handout as one web page that needs no other file, prints well, and asks nothing of the network."""

import base64
import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup, escape

from peerdir.render.booklet.passages import PHONE, Passage
from peerdir.render.leaflets.cuts import runs
from peerdir.render.leaflets.issue import Issue, LeafletError
from peerdir.render.leaflets.wording import RUN_FROM_THE_RIGHT
from peerdir.render.templates import QuickEnvironment

FROM_THE_RIGHT, AS_THE_PAGE = Markup(' dir="rtl"'), Markup("")
NUMBERS = re.compile(f"({PHONE.pattern})")


def render(sheets: Sequence[Mapping[str, Any]], title: str, issue: Issue) -> bytes:
    """Return the page as UTF-8. Raises LeafletError when its template is wrong."""
    return page("handout.html", issue, sheets=sheets, title=title)


def page(template: str, issue: Issue, folder: str = "leaflets", **content: Any) -> bytes:
    """Return the page that templates/`folder`/`template` makes of `content`; every text in it is escaped."""
    environment = _environment(issue.templates)
    try:
        return environment.get_template(f"{folder}/{template}").render(**content, **issue.frame()).encode()
    except TemplateError as error:
        wrong = getattr(error, "name", None) or f"{folder}/{template}"
        raise LeafletError(f"templates/{wrong} cannot be used: {error.message}") from error


@functools.cache
def _environment(templates: Path) -> QuickEnvironment:
    """Return what reads the templates; one that has changed is read again."""
    environment = QuickEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(templates),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(direction=direction, picture=picture, spans=spans)
    environment.globals.update(said=said, way_of=way_of)
    return environment


def direction(language: str) -> str:
    """Return how a language runs: "rtl" or "ltr"."""
    return "rtl" if language in RUN_FROM_THE_RIGHT else "ltr"


def way_of(passage: Passage) -> Markup:
    """Return what the tag of a paragraph says of its way: from the right where its language does, else as its page."""
    return FROM_THE_RIGHT if len(passage) == 1 and direction(passage[0][0]) == "rtl" else AS_THE_PAGE


def spans(passage: Passage) -> list[tuple[str, str, str]]:
    """Return the languages of a passage, their words, and the spaces behind them, which are in neither language."""
    return [(language, core := text.rstrip(), text[len(core) :]) for language, text in runs(passage)]


def said(passage: Passage) -> Markup:
    """Return a passage as HTML, each stretch of it marked with its language."""
    return _said(tuple(passage))


# The fixed words stand on the sheet of every program.
@functools.lru_cache(maxsize=10_000)
def _said(passage: tuple[tuple[str, str], ...]) -> Markup:
    marked = (
        f'<span lang="{escape(language)}" dir="{direction(language)}">{_whole(words)}</span>{escape(space)}'
        for language, words, space in spans(list(passage))
    )
    return Markup("".join(marked))  # noqa: S704 - each part is escaped


def _whole(words: str) -> Markup:
    """Escape words, with each phone number in them in its order and on one line."""
    pieces = NUMBERS.split(words)
    number = Markup('<bdi dir="ltr" class="number">{}</bdi>')
    return Markup("").join(number.format(piece) if i % 2 else escape(piece) for i, piece in enumerate(pieces))


def picture(svg: str) -> str:
    """Return a drawing as an address that holds it."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
