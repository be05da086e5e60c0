"""The whole directory as one file: a phone opens it from its own memory, with all programs and the search in it.

Nothing is loaded, so nothing can be missing; without JavaScript it is one long page with contents.
"""

import base64
import datetime as dt
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup

from peerdir.assets import assets
from peerdir.audience import Audience
from peerdir.reading.collection import Collection
from peerdir.records import Program
from peerdir.render.site import search_data
from peerdir.render.site.actions import correction
from peerdir.render.site.search import CORE, SOURCES, script
from peerdir.render.site.templates import ASSETS, SiteError, Templates, sum_of
from peerdir.render.site.version import Site, Version

# A phone opens so many programs in one page without trouble; more belong in a folder of pages.
MOST = 2_000
STYLES = ("style.css", "page.css", "search.css", "single.css")
LOGO_KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
LOADER, INLINE = "load", "inline"
# Typed text holds no such marks: there a quote or "<" is escaped.
OWN_ID = re.compile(r'( (?:id|aria-labelledby)="|<a href="#(?!search-title))')
HEADING = re.compile(r"(</?h)([1-6])(?=[ >])")
DEEPEST = 6


def single_file(
    collection: Collection,
    *,
    today: dt.date,
    audience: Audience = "public",
    language: str | None = None,
    templates: Path | None = None,
) -> bytes:
    """Return a page with every listed program and the search, in the directory's first language or in `language`.

    `collection` is what `audience` may see (`audience.view`); `templates` is a folder of templates in the place of
    ours. Raises SiteError when there are more than `MOST` programs, when the pages do not speak the language, and when
    a template is broken.
    """
    folder = templates or assets("templates") / "site"
    site = Site(collection=collection, today=today, audience=audience, folder=folder)
    if len(site.programs) > MOST:
        raise SiteError(
            f"one file holds at most {MOST:,} programs, and there are {len(site.programs):,}; make a folder"
        )
    version = _version(site, language)
    return version.fill("index.html", "single.html", {**_inlined(site), **_programs(version)})


def _version(site: Site, language: str | None) -> Version:
    if language is None:
        return site.versions[0]
    codes = {version.speech.code: version for version in site.versions}
    if language not in codes:
        raise SiteError(f"the pages are not in {language!r}; they are in {', '.join(codes)}")
    return codes[language]


def _programs(version: Version) -> dict[str, Any]:
    details = functools.partial(_details, version)
    return {"search_labels": version.labels, "labels_file": None, "search_cards": "", "details": details}


def _details(version: Version, program: Program, number: int) -> Markup:
    """Return all about a program; its headings stand below the page's, and its marks for links are its own."""
    context = {
        **version.known,
        "program": program,
        "files": {},
        "sheet": None,
        "correction": correction(program.id, version.site.collection.directory),
    }
    # Plain text: in HTML the quotes of what is put in would be escaped.
    filled = str(version.site.templates.fill("single_program.html", context))
    return Markup(HEADING.sub(_lower, OWN_ID.sub(rf"\g<1>p{number}-", filled)))  # noqa: S704 - a template escapes


def _lower(heading: re.Match[str]) -> str:
    return f"{heading[1]}{min(DEEPEST, int(heading[2]) + 2)}"


def _inlined(site: Site) -> dict[str, Any]:
    """Return the script, the style and the data of the search, and the sums by which a browser knows the first two."""
    sources = (INLINE if name == LOADER else name for name in SOURCES)
    code = script(site.templates.asset, sources).decode()
    style = _style(site.templates)
    return {
        "script": Markup(code),  # noqa: S704 - ours, and without a closing tag
        "script_sum": sum_of(code),
        "style": Markup(style),  # noqa: S704 - ours
        "style_sum": sum_of(style),
        "logo": _logo(site.templates),
        "parts": list(_parts(site)),
    }


def _style(templates: Templates) -> str:
    """Return our style and that of a site's own templates as one; nothing in it can end it."""
    names = (*(f"{ASSETS}/{name}" for name in STYLES), *([templates.theme] if templates.theme else []))
    return "\n".join(templates.sent(name).decode("utf-8", "replace") for name in names).replace("</", "<\\/")


def _logo(templates: Templates) -> str | None:
    """Return the picture of a site's own templates as an address that holds all of it."""
    if not templates.logo:
        return None
    kind = LOGO_KINDS[Path(templates.logo).suffix]
    return f"data:{kind};base64,{base64.b64encode(templates.asset(templates.logo)).decode()}"


def _parts(site: Site) -> Iterator[tuple[str, Markup]]:
    found = search_data.parts(site.collection, site.programs)
    found[CORE]["files"] = dict.fromkeys(name for name in found if name != CORE)
    for name, data in found.items():
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        # Inside a script only "<" could end it, and JSON may write any letter by its number.
        yield name, Markup(text.replace("<", "\\u003c"))  # noqa: S704 - see above
