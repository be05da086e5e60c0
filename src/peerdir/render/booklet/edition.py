"""What one printing depends on, and the one error it can end in."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from peerdir.collection import Collection
from peerdir.render.booklet.passages import Passage, passage


class BookletError(Exception):
    """The booklet cannot be printed as it should be; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The public collection, the language and the day of the booklet, and its fixed words."""

    collection: Collection
    language: str
    today: dt.date
    text: Mapping[str, Any]

    def word(self, name: str, **values: object) -> str:
        """Return fixed words by their name, "entry.checked", with values in the place of their {names}."""
        found: Any = self.text
        for key in name.split("."):
            found = found.get(key) if isinstance(found, Mapping) else None
        if not isinstance(found, str):
            raise BookletError(f"templates/text: the words for {name!r} are missing")
        text: str = found
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", str(value))
        return text

    def say(self, text: str, *, spoken: tuple[str, ...] = ()) -> Passage:
        """Turn text of the main language into a passage; `spoken` are other languages it may hold."""
        return passage(text, self.language, spoken)

    def maybe(self, text: str | None, *, spoken: tuple[str, ...] = ()) -> Passage | None:
        """Turn text that may be left out into a passage."""
        return self.say(text, spoken=spoken) if text and text.strip() else None

    def labels(self, vocabulary: str, codes: Iterable[str]) -> list[str]:
        """Return the words for codes."""
        return [self.collection.label(vocabulary, code, self.language) for code in codes]
