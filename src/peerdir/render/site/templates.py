"""The templates of the web site: where they are, what they may use, and what to say when one is broken."""

import base64
import functools
import hashlib
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import rcssmin
import rjsmin
from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from peerdir.render.site import meetings, safe, wording
from peerdir.render.site.actions import map_address
from peerdir.render.site.speech import direction
from peerdir.render.templates import Compiled, QuickEnvironment

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
COMPILED = Compiled()
ASSETS = "assets"
# What a site may put among its assets to look like its own.
THEME, LOGOS = "theme.css", ("logo.svg", "logo.png", "logo.webp")


class SiteError(Exception):
    """A template cannot be used; the message says which file and line, in one sentence."""


class Templates:
    """The templates in some folders; a file in one of them comes before those of its name in the folders behind it."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Take the templates in `folders`; the last has all of them."""
        self.folders = folders
        self.environment = QuickEnvironment(
            autoescape=True,
            undefined=StrictUndefined,
            loader=FileSystemLoader(folders),
            auto_reload=False,
            bytecode_cache=COMPILED,
            # A page includes dozens.
            cache_size=-1,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        # Words in an attribute are shorter as they are than as numbers of their letters.
        self.environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
        self.environment.filters.update(FILTERS)
        self.environment.globals.update(GLOBALS)

    def fill(self, name: str, context: Mapping[str, Any]) -> Markup:
        """Fill in a template. Raises SiteError when it is broken."""
        try:
            return Markup(self.environment.get_template(name).render(context))  # noqa: S704 - a template escapes
        except (TemplateError, LookupError, TypeError, ValueError, ArithmeticError) as error:
            raise SiteError(f"{_where(error, name)}: {_what(error)}") from error

    def page(self, name: str, context: Mapping[str, Any]) -> bytes:
        """Do the same for a file. Raises SiteError when the template is broken."""
        return self.fill(name, context).encode()

    def asset(self, name: str) -> bytes:
        """Return a file that goes to the site as it is. Raises SiteError when it is not there."""
        found = next((folder / name for folder in self.folders if (folder / name).is_file()), self.folders[-1] / name)
        try:
            return found.read_bytes()
        except OSError as error:
            raise SiteError(f"templates/site/{name}: this file cannot be read: {error.strerror}") from error

    def sent(self, name: str) -> bytes:
        """Return the same as it is sent: a style sheet or a script of ours without what only its readers need."""
        *theirs, _ = self.folders
        is_ours = not any((folder / name).is_file() for folder in theirs)
        return short(name, self.asset(name)) if is_ours and name.endswith((".css", ".js")) else self.asset(name)

    @functools.cached_property
    def own(self) -> tuple[str, ...]:
        """The assets that a site adds to ours: a style sheet, a logo, pictures."""
        *theirs, ours = (folder / ASSETS for folder in self.folders)
        there = {path.name for folder in theirs if folder.is_dir() for path in folder.iterdir() if path.is_file()}
        return tuple(f"{ASSETS}/{name}" for name in sorted(there) if not (ours / name).is_file() and name[0] != ".")

    @property
    def theme(self) -> str | None:
        """The style sheet that comes after ours, if a site has one."""
        return next((name for name in self.own if name == f"{ASSETS}/{THEME}"), None)

    @property
    def logo(self) -> str | None:
        """The picture at the top of every page, if a site has one."""
        return next((name for name in self.own if name.removeprefix(f"{ASSETS}/") in LOGOS), None)


def short(name: str, source: bytes) -> bytes:
    """Leave out of a script (.js) or style sheet of this name what only its readers need: comments and blanks."""
    found: bytes = rjsmin.jsmin(source) if name.endswith(".js") else rcssmin.cssmin(source)
    return found + b"\n"


def sum_of(text: str) -> str:
    """Return the sum by which a browser knows a script or style that stands in a page, as its policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


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
