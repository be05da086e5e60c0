"""What is known of a program's credibility, in plain words, for pages, prints and the terminal.

The sentences are in templates/text/credibility/<language>.yaml. What criteria, kinds of evidence and decisions are
called stands once, under `trust:` in templates/text/site, and how days are written in templates/text. What is not
translated stays in English.
"""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from peerdir import words
from peerdir.assets import assets
from peerdir.credibility import Summary
from peerdir.records import Criterion, EvidenceType
from peerdir.render import word_files
from peerdir.wording import ENGLISH as ENGLISH_DAYS
from peerdir.wording import Wording
from peerdir.wording import WordingError as NoDaysError
from peerdir.wording import wording as days

OWN, SHARED, DAYS = Path("text", "credibility"), Path("text", "site"), Path("text")
PART = "trust"
ENGLISH = "en"


class WordingError(ValueError):
    """A file of fixed words cannot be used; the message says where and why."""


class Words:
    """The fixed words of one language; `texts` are looked through in their order."""

    def __init__(self, texts: Sequence[Mapping[str, Any]], when: Wording = ENGLISH_DAYS) -> None:
        self._texts, self._when = texts, when

    def say(self, name: str, **values: str) -> str:
        """Return the words called `name` ("named.training") with values for their {names}. Raises WordingError."""
        for text in self._texts:
            found: Any = text
            for step in name.split("."):
                found = found.get(step) if isinstance(found, Mapping) else None
            if isinstance(found, str):
                for key, value in values.items():
                    found = found.replace(f"{{{key}}}", value)
                return str(found)
        raise WordingError(f'templates/text: the words for "{name}" are missing')

    def criterion(self, code: Criterion) -> str:
        """Name a criterion."""
        return self.say(f"criteria.{code}")

    def kind(self, code: EvidenceType) -> str:
        """Name a kind of evidence."""
        return self.say(f"types.{code}")

    def date(self, day: dt.date) -> str:
        """Write a day in words."""
        return words.date(day, self._when)

    def named(self, codes: Sequence[Criterion]) -> str:
        """Name several criteria in the middle of a sentence."""
        return self._when.join([self.say(f"named.{code}") for code in codes])


@functools.cache
def wording(language: str = ENGLISH, templates: Path | None = None) -> Words:
    """Return the words of a language. Raises WordingError."""
    folder = templates or assets("templates")
    is_spoken = (folder / OWN / f"{language}.yaml").is_file()
    names = dict.fromkeys([language if is_spoken else ENGLISH, ENGLISH])
    texts = [text for name in names for text in (_read(folder, OWN, name), _read(folder, SHARED, name).get(PART))]
    return Words([text for text in texts if isinstance(text, Mapping)], _when(folder, next(iter(names))))


def _when(folder: Path, language: str) -> Wording:
    """Return how a language writes its days: what paper says is said alike everywhere."""
    values = _read(folder, DAYS, language).get("booklet", {}).get("when", {})
    try:
        return days(values)
    except NoDaysError as error:
        raise WordingError(f"templates/text/{language}.yaml, when: {error}") from error


def languages(templates: Path | None = None) -> list[str]:
    """Return the languages there are words for."""
    return sorted(path.stem for path in ((templates or assets("templates")) / OWN).glob("*.yaml"))


def _read(templates: Path, folder: Path, language: str) -> Mapping[str, Any]:
    path = templates / folder / f"{language}.yaml"
    return word_files.words(path, templates, WordingError) if path.is_file() else {}


def decided(about: Summary, say: Words) -> str:
    """Say what was decided, when, and by which policy."""
    made = about.decision
    if made is None:
        return say.say("undecided")
    told = say.say(f"decision.{made.result}", date=say.date(made.date))
    return f"{told} {say.say('policy', policy=made.policy)}" if made.policy else told


def sentences(about: Summary, say: Words) -> list[str]:
    """Say in a few plain sentences what the public should know; the last is that listing is not endorsement."""
    told = [decided(about, say)]
    told.append(say.say("shown", criteria=say.named(about.shown)) if about.shown else say.say("nothing"))
    if about.strongest:
        told.append(say.say("strongest", type=say.kind(about.strongest.type), issuer=about.strongest.issuer))
    if about.checked_on:
        told.append(say.say("looked", date=say.date(about.checked_on)))
    if about.decision and about.missing:
        told.append(say.say("missing", criteria=say.named(about.missing)))
    return [*told, say.say("no_endorsement")]
