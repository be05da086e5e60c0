"""The templates of the web site: where they are, what they may use, and what to say when one is broken."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from peerdir.render.site import meetings, safe, wording
from peerdir.render.site.actions import map_address
from peerdir.render.site.speech import direction

FILTERS = {
    "text": safe.text,
    "markdown": safe.paragraphs,
    "number": safe.number,
    "href": safe.href,
    "host": safe.host,
    "web_path": safe.web_path,
    "breakable": safe.breakable,
    "mailto": safe.mailto,
    "tel": safe.tel,
    "tel_emergency": safe.tel_emergency,
    "direction": direction,
    "map_address": map_address,
    "first_contact": wording.first_contact,
}
GLOBALS = {
    "slots_at": meetings.slots_at,
    "slots_elsewhere": meetings.slots_elsewhere,
}


class SiteError(Exception):
    """A template cannot be used; the message says which file and line, in one sentence."""


class Templates:
    """The templates in one folder."""

    def __init__(self, folder: Path) -> None:
        """Take the templates in `folder`."""
        self.folder = folder
        self.environment = Environment(
            autoescape=True,
            undefined=StrictUndefined,
            loader=FileSystemLoader(folder),
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters.update(FILTERS)
        self.environment.globals.update(GLOBALS)

    def fill(self, name: str, context: Mapping[str, Any]) -> Markup:
        """Fill in a template. Raises SiteError when it is broken."""
        try:
            return Markup(self.environment.get_template(name).render(context))  # noqa: S704 - a template escapes
        except (TemplateError, LookupError, TypeError, ValueError, ArithmeticError) as error:
            raise SiteError(f"{_where(error, name)}: {_what(error)}") from error

    def asset(self, name: str) -> bytes:
        """Return a file that goes to the site as it is. Raises SiteError when it is not there."""
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            raise SiteError(f"templates/site/{name}: this file cannot be read: {error.strerror}") from error


def _where(error: Exception, name: str) -> str:
    """Return the file and line: where a template was read, else the last place where one was running."""
    if isinstance(error, TemplateSyntaxError):
        return f"templates/site/{error.name or name}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame for frame in frames if frame.filename.endswith(".html")]
    if not lines:
        return f"templates/site/{name}"
    return f"templates/site/{Path(lines[-1].filename).name}:{lines[-1].lineno}"


def _what(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r}"
    return f"this template cannot be filled in: {error}".rstrip(".")
