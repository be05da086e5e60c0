"""What every leaflet is made from: who sees it, in which language and on which paper."""

import datetime as dt
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peerdir import words
from peerdir.assets import assets
from peerdir.audience import Audience
from peerdir.reach import is_elsewhere
from peerdir.reading.collection import Collection
from peerdir.records import Program
from peerdir.render import typesetting
from peerdir.render.booklet import look
from peerdir.render.booklet.edition import ENGLISH, Edition, Wishes
from peerdir.render.booklet.parts import front
from peerdir.render.booklet.passages import Passage, base
from peerdir.render.leaflets.wording import RUN_FROM_THE_RIGHT, LeafletError, Wording, wording

__all__ = ["Form", "Issue", "LeafletError", "issue", "languages"]

NORMAL, LARGE = 12, 18  # points


@dataclass(frozen=True, kw_only=True)
class Form:
    """The paper, "letter" or "a4"; the size of the letters; and whether two copies stand on a sheet."""

    paper: str = "letter"
    large_print: bool = False
    two_up: bool = False

    @property
    def size(self) -> int:
        """The size of plain text in points; two copies on a sheet leave room for smaller letters only."""
        return LARGE if self.large_print else NORMAL - 1 if self.two_up else NORMAL


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One making of leaflets: facts and labels from `edition`, fixed words from `words`, files from `templates`."""

    edition: Edition
    words: Wording
    form: Form
    templates: Path

    @property
    def collection(self) -> Collection:
        """The directory as its audience may see it."""
        return self.edition.collection

    @property
    def staff(self) -> bool:
        """Whether this is for staff only."""
        return self.edition.audience == "staff"

    @property
    def today(self) -> dt.date:
        """The day it is made."""
        return self.edition.today

    @property
    def from_the_right(self) -> bool:
        """Whether its language runs from the right."""
        return self.words.language in RUN_FROM_THE_RIGHT

    @functools.cached_property
    def front(self) -> dict[str, Any]:
        """What the settings tell of the directory, in the language of the leaflet, as on the booklet's cover."""
        return front(self.edition)

    @property
    def title(self) -> Passage:
        """What the directory is called."""
        return self.front["title"] or []

    @property
    def emergency(self) -> list[dict[str, Any]]:
        """Whom to call in danger: names and numbers."""
        return [{"name": line["name"], "phone": line["phone"]} for line in self.front["emergency"]]

    def help(self, name: str, program: Program | None = None) -> Passage | None:
        """Return the fixed words called `name` with the numbers to call in danger as {lines}; None without any.

        Nobody is helped by the directory's numbers where a `program` is only in other countries.
        """
        is_far = program is not None and is_elsewhere(program, self.collection.directory.country)
        numbers = [] if is_far else [line["phone"]["shown"] for line in self.emergency]
        return self.words.say(name, lines=words.join(numbers, "/")) if numbers else None

    @property
    def publisher(self) -> Passage:
        """Who publishes it."""
        return self.front["publisher"] or []

    @property
    def programs(self) -> list[Program]:
        """The programs people can be sent to and that may be printed, by id."""
        return [program for program in self.collection.programs if program.printed]

    def frame(self) -> dict[str, Any]:
        """Return what every template needs: language, paper and size, and the fonts that somebody has added."""
        return {
            "language": base(self.words.language),
            "paper": self.form.paper,
            "size": self.form.size,
            "added_fonts": typesetting.added_fonts(self.templates),
        }


def languages(collection: Collection, templates: Path | None = None) -> list[str]:
    """Return the languages leaflets can be in: those of the directory, and those that have fixed words."""
    folder = (templates or assets("templates")) / "text" / "leaflets"
    return list(dict.fromkeys((*collection.directory.languages, *sorted(file.stem for file in folder.glob("*.yaml")))))


def issue(
    collection: Collection,
    *,
    today: dt.date,
    audience: Audience = "public",
    language: str | None = None,
    form: Form = Form(),
    templates: Path | None = None,
) -> Issue:
    """Make ready for leaflets of `collection`, which is what `audience` may see of a directory (`audience.view`)."""
    folder = templates or assets("templates")
    wishes = Wishes(language=language, address=collection.directory.base_url)
    edition = look.edition(collection, folder, today=today, audience=audience, wishes=wishes)
    mark = [(edition.words_in, " "), *edition.mark(ENGLISH)]
    fixed = wording(folder, edition.language, mark=mark)
    return Issue(edition=edition, words=fixed, form=form, templates=folder)
