"""The templates of the web site: where they are, what they may use, and what to say when one is broken."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from peerdir import freshness, words
from peerdir.render.site import meetings, safe, wording

FILTERS = {
    "text": safe.text,
    "paragraphs": safe.paragraphs,
    "number": safe.number,
    "href": safe.href,
    "host": safe.host,
    "web_path": safe.web_path,
    "breakable": safe.breakable,
    "page_address": safe.page_address,
    "mailto": safe.mailto,
    "tel": safe.tel,
    "tel_emergency": safe.tel_emergency,
    "date": words.date,
    "schedule": words.schedule,
    "verified": wording.verified,
    "cost": words.cost,
    "since": wording.since,
    "ways_to_refer": wording.ways_to_refer,
    "decision": wording.decision,
    "direction": wording.direction,
    "conditions_to_join": wording.conditions_to_join,
    "supporters": wording.supporters,
    "aside": wording.aside,
    "first_contact": wording.first_contact,
    "contact_name": wording.contact_name,
}
GLOBALS = {
    "slots_at": meetings.slots_at,
    "slots_elsewhere": meetings.slots_elsewhere,
    "criteria": wording.CRITERIA,
    "capacity_days": freshness.CAPACITY_LASTS.days,
}


class SiteError(Exception):
    """A template cannot be used; the message says which file and line, in one sentence."""


class Templates:
    """The templates in one folder, with what they may use on every page."""

    def __init__(self, folder: Path, known: Mapping[str, Any]) -> None:
        """Take the templates in `folder`; `known` are the names every template of this build may use."""
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
        self.environment.globals.update(GLOBALS, **known)

    def render(self, name: str, **context: Any) -> bytes:
        """Fill in the template of a page. Raises SiteError when it is broken."""
        return self.markup(name, **context).encode()

    def markup(self, name: str, **context: Any) -> Markup:
        """Fill in the template of a part of a page, to stand in another one. Raises SiteError when it is broken."""
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
