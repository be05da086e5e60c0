"""A handout as one web page that needs no other file, prints well, and asks nothing of the network."""

import base64
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from peerdir.render.booklet.passages import RIGHT_TO_LEFT, WRITTEN_IN
from peerdir.render.leaflets.issue import Issue, LeafletError

FROM_THE_RIGHT = {language for script in RIGHT_TO_LEFT for language in WRITTEN_IN[script]}


def render(sheets: Sequence[Mapping[str, Any]], title: str, issue: Issue) -> bytes:
    """Return the page as UTF-8. Raises LeafletError when its template is wrong."""
    return page("handout.html", issue, sheets=sheets, title=title)


def page(template: str, issue: Issue, folder: str = "leaflets", **content: Any) -> bytes:
    """Return the page that templates/`folder`/`template` makes of `content`; every text in it is escaped."""
    environment = _environment(issue.templates / folder)
    try:
        return environment.get_template(template).render(**content, **issue.frame()).encode()
    except TemplateError as error:
        raise LeafletError(f"templates/{folder}/{template} cannot be used: {error.message}") from error


@functools.cache
def _environment(folder: Path) -> Environment:
    """Return what reads the templates of a folder; one that has changed is read again."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(folder),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(direction=direction, picture=picture)
    return environment


def direction(language: str) -> str:
    """Return how a language runs: "rtl" or "ltr"."""
    return "rtl" if language in FROM_THE_RIGHT else "ltr"


def picture(svg: str) -> str:
    """Return a drawing as an address that holds it."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
