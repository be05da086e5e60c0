"""What one build of the site is made from, and the same in each of its languages."""

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from peerdir import freshness
from peerdir.assets import assets
from peerdir.audience import Audience
from peerdir.collection import Collection
from peerdir.coverage import Coverage
from peerdir.records import Program
from peerdir.render.site import known, safe
from peerdir.render.site.languages import SpeechError, speech, spoken
from peerdir.render.site.news import News
from peerdir.render.site.occurrences import Meeting, next_meetings
from peerdir.render.site.related import Neighbors
from peerdir.render.site.search import SearchFiles, search_files
from peerdir.render.site.shelves import Shelf, examples, listed, shelves
from peerdir.render.site.speech import Speech, direction
from peerdir.render.site.templates import SiteError, Templates

Page = tuple[str, Callable[[], bytes]]
"""The path of a file, and what makes it when it is wanted."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """What one build is made from."""

    collection: Collection
    today: dt.date
    audience: Audience
    folder: Path
    news: News | None = None
    coverage: Coverage | None = None

    @functools.cached_property
    def base(self) -> str | None:
        """The web address of the site, with a slash behind it; None where the settings give none that can be used."""
        address = safe.href(self.collection.directory.base_url)
        return f"{address.rstrip('/')}/" if address else None

    @functools.cached_property
    def programs(self) -> tuple[Program, ...]:
        """The listed programs, by name."""
        return listed(self.collection)

    @functools.cached_property
    def examples(self) -> tuple[Program, ...]:
        """The examples to learn from."""
        return examples(self.collection)

    @functools.cached_property
    def templates(self) -> Templates:
        """The templates."""
        return Templates(self.folder)

    @functools.cached_property
    def neighbors(self) -> Neighbors:
        """Which programs are alike."""
        return Neighbors(self.programs)

    @functools.cached_property
    def _meetings(self) -> dict[str, list[Meeting]]:
        return {}

    def meetings(self, program: Program) -> list[Meeting]:
        """Return the next meetings of a program; they are the same in every language."""
        if program.id not in self._meetings:
            zone = self.collection.directory.time_zone
            self._meetings[program.id] = next_meetings(program, zone, self.today)
        return self._meetings[program.id]

    @functools.cached_property
    def search(self) -> SearchFiles:
        """The script and the data of the search box."""
        return search_files(self.collection, self.programs, self.templates.asset)

    @functools.cached_property
    def versions(self) -> tuple["Version", ...]:
        """The site in each of its languages; the first stands at the top."""
        beside = self.folder.parent
        texts = beside if (beside / "text").is_dir() else assets("templates")
        try:
            tongues = [speech(self.collection, code, self.today, texts) for code in spoken(self.collection, texts)]
        except SpeechError as error:
            raise SiteError(str(error)) from error
        return tuple(
            Version(site=self, speech=tongue, folder=f"{tongue.code}/" if number else "")
            for number, tongue in enumerate(tongues)
        )


@dataclass(frozen=True, kw_only=True)
class Version:
    """The pages in one language; `folder` is where they stand, with a slash behind it unless it is the top."""

    site: Site
    speech: Speech
    folder: str

    @functools.cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        """The ways in: by condition, place and language."""
        return shelves(self.site.programs, self.speech, self.site.versions[0].speech)

    @functools.cached_property
    def known(self) -> dict[str, Any]:
        """What every template of this language may use."""
        site = self.site
        return {
            "directory": self.speech.directory,
            "today": site.today,
            "for_staff": site.audience == "staff",
            "programs": site.programs,
            "examples": site.examples,
            "shelves": self.shelves,
            "files": {(shelf.folder, group.code): group.name for shelf in self.shelves for group in shelf.groups},
            "spoken": [version.speech.code for version in site.versions],
            "news": site.news,
            "has_figures": site.coverage is not None,
            "feeds": bool(site.news and site.base and site.audience == "public"),
            "program_ids": {program.id for program in (*site.programs, *site.examples)},
            "speech": self.speech,
            "capacity_days": freshness.CAPACITY_LASTS.days,
            "card": self.card,
            **known.language(self.speech),
            **known.facts(self.speech, site.today),
        }

    @functools.cached_property
    def _cards(self) -> dict[tuple[str, str], Markup]:
        return {}

    def card(self, program: Program, root: str) -> Markup:
        """Return a program's card; it stands on many pages and is filled in once for each depth of folder."""
        key = (program.id, root)
        if key not in self._cards:
            self._cards[key] = self.site.templates.fill("card.html", {**self.known, "program": program, "root": root})
        return self._cards[key]

    def page(self, path: str, template: str, **context: Any) -> Page:
        """Return the page at `path`, which is the same in every language, made of a template when it is wanted."""
        return self.folder + path, lambda: self.fill(path, template, context)

    def fill(self, path: str, template: str, context: Mapping[str, Any]) -> bytes:
        """Fill in a template for the page at `path`.

        `root` leads from there to the top of this language's pages, `site_root` to the top of all.
        """
        whole = self.folder + path
        place = {
            "path": path,
            "root": "../" * path.count("/"),
            "site_root": "../" * whole.count("/"),
            "is_listed": True,
            "page_url": self.address(path),
            "versions": self._elsewhere(path, whole),
        }
        return self.site.templates.fill(template, {**self.known, **place, **context}).encode()

    def address(self, path: str) -> str | None:
        """Return the web address of a page, if the settings say where the pages are."""
        return f"{self.site.base}{self.folder}{path}" if self.site.base else None

    def _elsewhere(self, path: str, whole: str) -> list[dict[str, str]]:
        """Return the same page in every language of the site, this one included."""
        up = "../" * whole.count("/")
        label = self.speech.collection.label
        return [
            {
                "code": version.speech.code,
                "direction": direction(version.speech.code),
                "name": label("languages", version.speech.code, version.speech.code),
                "href": up + version.folder + path,
                "address": version.address(path) or up + version.folder + path,
            }
            for version in self.site.versions
        ]
