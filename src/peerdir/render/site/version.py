"""What one build of the site is made from, and the same in each of its languages."""

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from peerdir import freshness
from peerdir.assets import assets
from peerdir.audience import ALL_KINDS, Audience, seen, view
from peerdir.coverage import Coverage
from peerdir.credibility import summary
from peerdir.reading.collection import Collection
from peerdir.records import Program
from peerdir.render import referral
from peerdir.render.booklet.edition import ENGLISH, BookletError
from peerdir.render.booklet.passages import base
from peerdir.render.credibility.wording import OWN as CREDIBILITY
from peerdir.render.credibility.wording import Words, sentences, wording
from peerdir.render.site import known, safe
from peerdir.render.site.kept import Kept
from peerdir.render.site.languages import SpeechError, in_short, speech, spoken, tongue
from peerdir.render.site.news import News
from peerdir.render.site.occurrences import Meeting, has_meetings, next_meetings
from peerdir.render.site.related import Neighbors, Related
from peerdir.render.site.search import Labels, SearchFiles, labels, search_files
from peerdir.render.site.shelves import Shelf, examples, listed, shelves
from peerdir.render.site.speech import Speech, direction
from peerdir.render.site.templates import SiteError, Templates
from peerdir.render.site.wording import cost
from peerdir.render.templates import escaped

Page = tuple[str, Callable[[], bytes]]
"""The path of a file, and what makes it when it is wanted."""

# What is around a page says on some pages that one is there; on the others only their path differs.
MENU = ("index.html", "examples.html", "about.html", "404.html")
SOMEWHERE = "\0"


@dataclass(frozen=True, kw_only=True)
class Site:
    """What one build is made from."""

    collection: Collection
    today: dt.date
    audience: Audience
    folder: Path
    news: News | None = None
    coverage: Callable[[], Coverage] | None = None
    policies: Mapping[str, str] = field(default_factory=dict)
    offline: bool = False

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
    def folders(self) -> tuple[Path, ...]:
        """The folders of templates and words; what is in the first of two comes before ours."""
        return tuple(dict.fromkeys((self.folder.parent, assets("templates"))))

    @functools.cached_property
    def templates(self) -> Templates:
        """The templates."""
        return Templates(tuple(folder / "site" for folder in self.folders))

    @functools.cached_property
    def neighbors(self) -> Neighbors:
        """Which programs are alike."""
        return Neighbors(self.programs, self.collection.directory.country)

    @functools.cached_property
    def related(self) -> Kept[list[Related]]:
        """The programs that are like another; they are the same in every language."""
        return Kept(self.neighbors.of)

    @functools.cached_property
    def shown(self) -> Kept[Program]:
        """What the audience may see of a program, whoever has looked before."""
        return Kept(lambda program: seen(program, self.collection, self.audience, self.today))

    @functools.cached_property
    def meetings(self) -> Kept[list[Meeting]]:
        """The next meetings of a program."""
        zone = self.collection.directory.time_zone
        return Kept(lambda program: next_meetings(program, zone, self.today))

    @functools.cached_property
    def meets(self) -> Kept[bool]:
        """Whether there are next meetings of a program; the first decides. All are asked before any page is made."""
        zone = self.collection.directory.time_zone
        return Kept(lambda program: has_meetings(program, zone, self.today), most=None)

    @functools.cached_property
    def search(self) -> SearchFiles:
        """The script and the data of the search box."""
        named = {version.speech.code: version.labels for version in self.versions}
        return search_files(self.collection, self.programs, self.templates.asset, named)

    @functools.cached_property
    def versions(self) -> tuple["Version", ...]:
        """The site in each of its languages; the first stands at the top."""
        texts = self.folders
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
            "has_policy": bool(site.policies),
            "offline": site.offline,
            "logo": site.templates.logo,
            "theme": site.templates.theme,
            "credible": self.credible,
            "sheet_of": self.sheet_of,
            "feeds": bool(site.news and site.base and site.audience == "public"),
            "program_ids": {program.id for program in (*site.programs, *site.examples)},
            "speech": self.speech,
            "capacity_days": freshness.CAPACITY_LASTS.days,
            "card": self.card,
            "around": self.around,
            **known.language(self.speech),
            **known.facts(self.speech, site.today),
            "cost": lambda price: cost(price, self.speech, site.versions[0].speech),
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

    @functools.cached_property
    def _around(self) -> dict[tuple[str, str, str], Markup]:
        return {}

    def around(self, name: str, path: str, root: str, site_root: str) -> Markup:
        """Return what stands around a page, from a template.

        It is filled in once for each depth of folder, for a page somewhere there, and once for each page in the menu.
        """
        at = path if path in self._in_menu else SOMEWHERE
        key = (name, root, at)
        if key not in self._around:
            place = {**self._place(at, site_root), "root": root}
            self._around[key] = self.site.templates.fill(name, {**self.known, **place})
        return self._around[key].replace(SOMEWHERE, escaped(path))

    @functools.cached_property
    def _in_menu(self) -> frozenset[str]:
        return frozenset((*MENU, *(f"{shelf.folder}/index.html" for shelf in self.shelves)))

    def credible(self, program: Program) -> list[str]:
        """Say in sentences what was decided about a program and what evidence there is."""
        site = self.site
        return sentences(summary(program, site.collection.policy, site.today), self._credibility)

    @functools.cached_property
    def _credibility(self) -> Words:
        wording.cache_clear()  # A preview is made anew with words that may have changed.
        folder = next(folder for folder in self.site.folders if (folder / CREDIBILITY).is_dir())
        return wording(base(self.speech.code), folder)

    def sheet_of(self, program: Program) -> str | None:
        """Return the path of a program's referral sheet, None for one without a protocol."""
        return f"sheets/{program.id}.html" if program.listed and program.referral else None

    def sheet(self, program: Program) -> bytes:
        """Return the referral sheet of a program for any organization of its protocol."""
        try:
            # A sheet refuses to be made of anything else than what its audience may see.
            return referral.render([(self.site.shown(program), None)], self._issue, format="html")
        except (referral.LeafletError, BookletError) as error:
            raise SiteError(str(error)) from error

    @functools.cached_property
    def _issue(self) -> referral.Issue:
        site, known = self.site, referral.languages()
        language = next((code for code in (self.speech.code, base(self.speech.code)) if code in known), ENGLISH)
        around = view(site.collection, site.audience, site.today, ALL_KINDS - {"program"})
        return referral.issue(around, today=site.today, audience=site.audience, language=language)

    def page(self, path: str, template: str, **context: Any) -> Page:
        """Return the page at `path`, which is the same in every language, made of a template when it is wanted."""
        return self.folder + path, lambda: self.fill(path, template, context)

    def fill(self, path: str, template: str, context: Mapping[str, Any]) -> bytes:
        """Fill in a template for the page at `path`.

        `root` leads from there to the top of this language's pages, `site_root` to the top of all.
        """
        up = "../" * (self.folder + path).count("/")
        return self.site.templates.page(template, {**self.known, **self._place(path, up), **context})

    def _place(self, path: str, up: str) -> dict[str, Any]:
        """Return what a template says of the page it is for; `up` leads from there to the top of all pages."""
        return {
            "path": path,
            "root": "../" * path.count("/"),
            "site_root": up,
            "is_listed": True,
            "page_url": self.address(path),
            "versions": self._elsewhere(path, up),
        }

    def address(self, path: str) -> str | None:
        """Return the web address of a page, if the settings say where the pages are."""
        return f"{self.site.base}{self.folder}{path}" if self.site.base else None

    @functools.cached_property
    def labels(self) -> Labels:
        """What this language calls the codes of the vocabularies, where it is not what the data of the search has."""
        return labels(self.site.collection, lambda kind, code: self.speech.edition.label(kind, code)[0])

    @functools.cached_property
    def tongue(self) -> str:
        """What the language of these pages calls itself."""
        return tongue(self.speech.collection, self.speech.code)

    def _elsewhere(self, path: str, up: str) -> list[dict[str, str]]:
        """Return the same page in every language of the site, this one included."""
        return [
            {
                "code": version.speech.code,
                "direction": direction(version.speech.code),
                "name": version.tongue,
                "short": in_short(version.tongue, version.speech.code),
                "href": up + version.folder + path,
                "address": version.address(path) or up + version.folder + path,
            }
            for version in self.site.versions
        ]
