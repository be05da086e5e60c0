"""The pages of a web site: which there are, where they stand, and what is filled in.

Every link is relative, nothing is fetched from elsewhere, and every page can be read without JavaScript.
"""

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from peerdir import freshness, words
from peerdir.assets import assets
from peerdir.audience import Audience
from peerdir.collection import Collection
from peerdir.records import FUNCTIONS, Address, Program
from peerdir.render.site import meetings, wording
from peerdir.render.site.search import search_data
from peerdir.render.site.shelves import Group, Shelf, examples, listed, shelves
from peerdir.render.site.templates import Templates

ASSETS = ("style.css", "search.js", "icon.svg")
SEARCH_DATA = "assets/search-data.js"
Page = tuple[str, bytes]


def render(
    collection: Collection, *, today: dt.date, audience: Audience = "public", templates: Path | None = None
) -> dict[str, bytes]:
    """Return the site as path and content. `collection` is what `audience` may see (`audience.view`).

    Every page of an edition for staff says so, and asks search engines to stay away. Raises SiteError when a template
    is broken.
    """
    folder = templates or assets("templates") / "site"
    site = Site(collection=collection, today=today, audience=audience, folder=folder)
    return dict(_pages(site))


@dataclass(frozen=True, kw_only=True)
class Site:
    """What one build is made from."""

    collection: Collection
    today: dt.date
    audience: Audience
    folder: Path

    @functools.cached_property
    def programs(self) -> tuple[Program, ...]:
        """The listed programs, by name."""
        return listed(self.collection)

    @functools.cached_property
    def examples(self) -> tuple[Program, ...]:
        """The examples to learn from."""
        return examples(self.collection)

    @functools.cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        """The ways in: by condition, place and language."""
        return shelves(self.collection, self.programs)

    @functools.cached_property
    def templates(self) -> Templates:
        """The templates, knowing this site."""
        return Templates(self.folder, _known(self))

    @functools.cached_property
    def _cards(self) -> dict[tuple[str, str], Markup]:
        return {}

    def card(self, program: Program, root: str) -> Markup:
        """Return a program's card; it stands on many pages and is filled in once for each depth of folder."""
        key = (program.id, root)
        if key not in self._cards:
            self._cards[key] = self.templates.markup("card.html", program=program, root=root)
        return self._cards[key]

    def page(self, path: str, template: str, **context: Any) -> Page:
        """Fill in a template for the page at `path`; `root` leads from there to the top."""
        return path, self.templates.render(template, path=path, root="../" * path.count("/"), **context)


def _known(site: Site) -> dict[str, Any]:
    """Return what every template may use: the settings, the lists, and questions with the day already filled in."""
    collection, directory, today = site.collection, site.collection.directory, site.today

    def address(known: Address) -> str:
        return words.address(known, collection.country(known))

    return {
        "directory": directory,
        "today": today,
        "for_staff": site.audience == "staff",
        "programs": site.programs,
        "examples": site.examples,
        "shelves": site.shelves,
        "files": {(shelf.folder, group.code): group.name for shelf in site.shelves for group in shelf.groups},
        "functions": [(name, *_explained(collection, name)) for name in FUNCTIONS],
        "organization": collection.organization,
        "label": collection.label,
        "card": site.card,
        "address": address,
        "town": lambda location: meetings.town(location, collection),
        "towns": lambda program: meetings.towns(program, collection),
        "meetings": lambda program: meetings.meetings(program, collection, today),
        "brief_meetings": lambda program: meetings.brief_meetings(program, collection, today),
        "in_short": lambda program: wording.in_short(program, directory, today),
        "marks": lambda program: wording.marks(program, directory, today),
        "alert_text": lambda program: freshness.alert_text(program, today),
        "slot_notes": lambda slot: meetings.slot_notes(slot, today),
        "evidence": lambda item: wording.evidence(item, today),
        "capacity": lambda room: wording.capacity(room, today),
    }


def _explained(collection: Collection, function: str) -> tuple[str, str]:
    """Return what a key function is called and what it means: in the vocabulary's words, else in ours."""
    term = collection.term("functions", function)
    name, meaning = wording.FUNCTIONS[function]
    return (term.label, term.description or meaning) if term else (name, meaning)


def _pages(site: Site) -> Iterator[Page]:
    yield site.page("index.html", "index.html")
    yield site.page("about.html", "about.html")
    yield site.page("examples.html", "examples.html")
    for program in (*site.programs, *site.examples):
        yield site.page(f"programs/{program.id}.html", "program.html", program=program)
    for shelf in site.shelves:
        yield site.page(f"{shelf.folder}/index.html", "shelf.html", shelf=shelf)
        yield from (_group(site, shelf, group) for group in shelf.groups)
    yield from ((f"assets/{name}", site.templates.asset(f"assets/{name}")) for name in ASSETS)
    yield SEARCH_DATA, search_data(site.collection, site.programs, site.today)


def _group(site: Site, shelf: Shelf, group: Group) -> Page:
    return site.page(f"{shelf.folder}/{group.name}.html", "group.html", shelf=shelf, group=group)
