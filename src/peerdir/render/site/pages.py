"""The pages of a web site: which there are, where they stand, and what is filled in.

Every link is relative, nothing is fetched from elsewhere, and every page can be read without JavaScript. The pages in
the first language stand at the top, those in another one in a folder named after it.
"""

import datetime as dt
import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from peerdir.assets import assets
from peerdir.audience import Audience
from peerdir.coverage import Coverage
from peerdir.reading.collection import Collection
from peerdir.records import Program
from peerdir.render.booklet.passages import base
from peerdir.render.site import news as feeds
from peerdir.render.site import offline as kept
from peerdir.render.site import wayfinding
from peerdir.render.site.actions import code, correction
from peerdir.render.site.blocks import blocks
from peerdir.render.site.calendar import calendar
from peerdir.render.site.cards import cards_of
from peerdir.render.site.coming import coming, zones
from peerdir.render.site.narrow import Below, Narrowing
from peerdir.render.site.news import News
from peerdir.render.site.paging import NAMES, PROGRAMS, parts
from peerdir.render.site.search import card_files
from peerdir.render.site.shelves import Group, Shelf
from peerdir.render.site.statistics import figures
from peerdir.render.site.structured import json_ld
from peerdir.render.site.templates import sum_of
from peerdir.render.site.version import Page, Site, Version

ASSETS = tuple(
    f"assets/{name}" for name in ("style.css", "page.css", "search.css", "policy.css", "program.js", "icon.svg")
)
# What is shown beside a link to a page; whoever shows it needs its whole address.
SOCIAL = "assets/social.png"
# Stands in the page for lost readers.
LOST = "assets/lost.js"
# Pages that need nothing but what every page knows: path and template are called alike.
PLAIN = ("about.html", "support.html", "professionals.html", "roles.html")


def plan(
    collection: Collection,
    *,
    today: dt.date,
    audience: Audience = "public",
    templates: Path | None = None,
    news: News | None = None,
    coverage: Callable[[], Coverage] | None = None,
    policies: Mapping[str, str] = MappingProxyType({}),
    offline: bool = True,
) -> dict[str, Callable[[], bytes]]:
    """Return every file of the site by its path, each with what makes it, so that a large site need not fit in memory.

    `collection` is what `audience` may see (`audience.view`). Every page of an edition for staff says so, and asks
    search engines to stay away. `templates` is a folder of templates that come before ours, as do words in `text`
    beside it. `news` is what changed of late, None where nobody knows; feeds need the web address of the pages
    as well. `coverage` counts the programs (`peerdir.survey`), None for no page of figures. `policies`
    are the texts of the inclusion policy by language, the first one for the languages that have none; without any there
    is no page of it. Browsers keep the pages for times without a connection if `offline` says so and they are for the
    public. Raises SiteError when a template or a file of words is broken, at
    once or when a page is made.
    """
    site = Site(
        collection=collection,
        today=today,
        audience=audience,
        folder=templates or assets("templates") / "site",
        news=news,
        coverage=coverage,
        policies=policies,
        offline=offline and audience == "public",
    )
    pages = dict(_pages(site))
    return {**pages, **dict(_around(site, frozenset(pages)))}


def _pages(site: Site) -> Iterator[Page]:
    for version in site.versions:
        yield from _version(version)
    for name in (*ASSETS, *site.templates.own):
        yield name, functools.partial(site.templates.sent, name)
    if site.base and site.audience == "public":
        yield SOCIAL, functools.partial(site.templates.sent, SOCIAL)
    yield from ((path, functools.partial(bytes, content)) for path, content in site.search.files.items())


def _version(version: Version) -> Iterator[Page]:
    site = version.site
    shown = cards_of(version.speech, site.programs, version.known) if site.search.large else {}
    folder, cards = card_files(site.search, version.speech.code, shown.__getitem__)
    yield from ((path, functools.partial(bytes, content)) for path, content in cards.items())
    search = {
        "search_start": site.search.start,
        "search_scripts": site.search.scripts,
        "labels_file": site.search.labels.get(version.speech.code),
        "search_cards": folder,
    }
    yield version.page("index.html", "index.html", **search, title_of=feeds.title)
    yield from (version.page(name, name) for name in PLAIN)
    for part in parts(site.examples, "examples"):
        yield version.page(part.path, "examples.html", part=part)
    if site.policies:
        yield version.page("policy.html", "policy.html", **_policy(version))
    if site.news:
        yield version.page("news.html", "news.html", title_of=feeds.title, details_of=feeds.details)
    if site.coverage:
        yield version.folder + "statistics.html", functools.partial(_statistics, version, site.coverage)
    for program in (*site.programs, *site.examples):
        yield from _program(version, program)
    narrowing = Narrowing(version.shelves)
    for shelf in version.shelves:
        for part in parts(shelf.groups, f"{shelf.folder}/index", NAMES):
            yield version.page(part.path, "shelf.html", shelf=shelf, part=part)
        for group in shelf.groups:
            yield from _group(version, shelf, group, narrowing)


def _policy(version: Version) -> dict[str, Any]:
    """Return the parts of the policy, and what criteria are called in its language where the pages speak that."""
    policies, code = version.site.policies, version.speech.code
    written = code if code in policies else next(iter(policies))
    spoken = (one.speech for one in version.site.versions if base(one.speech.code) == base(written))
    words = next((speech.find("trust.criteria") for speech in spoken), None)
    return {
        "parts": blocks(policies[written]),
        "criteria": words or {},
        "foreign": version.speech.foreign if base(written) != base(code) else None,
    }


def _statistics(version: Version, coverage: Callable[[], Coverage]) -> bytes:
    listed = coverage().only(program.id for program in version.site.programs)
    content = {"total": listed.total, "tables": figures(listed, version.speech)}
    return version.fill("statistics.html", "statistics.html", content)


def _program(version: Version, program: Program) -> Iterator[Page]:
    """Yield the page of a program, and its calendar if its meetings can be computed."""
    path = f"programs/{program.id}.html"
    yield version.folder + path, lambda: version.fill(path, "program.html", _of_program(version, program))
    if program.listed and version.site.meets(program):
        yield f"{version.folder}programs/{program.id}.ics", lambda: _calendar(version, program)


def _of_program(version: Version, program: Program) -> dict[str, Any]:
    """Return what only the page of a program shows."""
    site, speech = version.site, version.speech
    page = version.address(f"programs/{program.id}.html")
    found = site.meetings(program) if program.listed else []
    return {
        "program": program,
        "coming": coming(found, speech),
        "zones": zones(found, speech),
        "calendar": f"{program.id}.ics" if found else None,
        "related": site.related(program) if program.listed else [],
        "sheet": version.sheet_of(program),
        "correction": correction(program.id, site.collection.directory),
        "code": code(page) if page else None,
        "json_ld": json_ld(program, found, speech, page) if program.listed else None,
    }


def _calendar(version: Version, program: Program) -> bytes:
    page = version.address(f"programs/{program.id}.html")
    return calendar(program, version.site.today, version.speech, page).encode()


def _group(version: Version, shelf: Shelf, group: Group, narrowing: Narrowing) -> Iterator[Page]:
    """Yield the pages of a group, and those below it."""
    stem = f"{shelf.folder}/{group.name}"
    below = narrowing.of(group) if shelf.folder == "conditions" else None
    content = {"shelf": shelf, "group": group, "has_others": len(group.programs) + len(group.others) <= PROGRAMS}
    for part in parts(group.programs, stem):
        yield version.page(part.path, "group.html", **content, part=part, below=below)
    if below:
        yield from _below(version, below)


def _below(version: Version, below: Below) -> Iterator[Page]:
    """Yield the list of the pages below another if it is too long for that one, and these pages."""
    if below.is_long:
        for part in parts(below.pages, below.stem, NAMES):
            yield version.page(part.path, "below.html", below=below, part=part)
    for one in below.pages:
        for part in parts(one.programs, one.stem):
            yield version.page(part.path, "narrow.html", narrow=one, part=part, below=one.below)
        if one.below:
            yield from _below(version, one.below)


def _around(site: Site, paths: frozenset[str]) -> Iterator[Page]:
    """Yield what stands around the pages: the page for lost readers, old addresses, feeds, and what robots read."""
    for version in site.versions:
        for old, program in wayfinding.former((*site.programs, *site.examples)):
            now = f"{program.id}.html"
            to = version.address(f"programs/{now}") or now
            yield version.page(f"programs/{old}.html", "moved.html", program=program, new_address=to, is_listed=False)
        yield from _sheets(version)
    main = site.versions[0]
    yield _lost(main)
    robots = wayfinding.robots(site.base, for_staff=site.audience == "staff")
    yield "robots.txt", lambda: robots
    if site.base and site.audience == "public":
        maps = wayfinding.sitemaps((path for path in paths if path.endswith(".html")), site.base)
        yield from ((path, functools.partial(bytes, content)) for path, content in maps)
    if site.base and site.news and site.audience == "public":
        yield feeds.ATOM, functools.partial(feeds.atom, site.news, main.speech, site.base, paths)
        yield feeds.JSON, functools.partial(feeds.json_feed, site.news, main.speech, site.base, paths)
    if site.offline:
        yield from _kept(site)


def _lost(version: Version) -> Page:
    """Return the page that a server shows wherever somebody is lost, so its links begin at the top."""
    site = version.site
    top = urlsplit(site.base).path if site.base else "/"
    script = site.templates.sent(LOST).decode()
    content = {"lost_script": Markup(script), "lost_sum": sum_of(script)}  # noqa: S704 - ours
    return version.page("404.html", "404.html", is_listed=False, root=top, site_root=top, **content)


def _sheets(version: Version) -> Iterator[Page]:
    """Yield the referral sheet of each program that people can be referred to by a protocol."""
    for program in version.site.programs:
        if path := version.sheet_of(program):
            yield version.folder + path, functools.partial(version.sheet, program)


def _kept(site: Site) -> Iterator[Page]:
    """Yield what browsers need to show pages without a connection."""
    for version in site.versions:
        yield version.page(kept.NOTICE, kept.NOTICE, is_listed=False)
    names = (*ASSETS, kept.SCRIPT, *site.templates.own)
    yield kept.SCRIPT, functools.partial(site.templates.sent, kept.SCRIPT)
    first = {name: site.templates.sent(name) for name in names}
    first |= {path: site.search.files[path] for path in site.search.scripts}
    folders = [version.folder for version in site.versions]
    # The many small files of a large directory are kept as a search asks for them.
    search = {} if site.search.large else site.search.files
    yield kept.WORKER, lambda: kept.worker(site.templates.sent(kept.WORKER), first, search, folders)
