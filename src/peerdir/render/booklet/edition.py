"""What one printing depends on, and the one error it can end in."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from peerdir.audience import Audience
from peerdir.collection import Collection
from peerdir.render.booklet import fonts
from peerdir.render.booklet.passages import Passage, base, joined, passage, sentence

LIST = "\u00a0· "


class BookletError(Exception):
    """The booklet cannot be printed as it should be; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The collection as its audience may see it, the language and the day, the fixed words, the fonts' characters."""

    collection: Collection
    audience: Audience
    language: str
    today: dt.date
    text: Mapping[str, Any]
    characters: frozenset[int]

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

    def sentences(self, texts: Iterable[str | None]) -> Passage | None:
        """Turn texts, each of which may be left out, into sentences one after another."""
        return joined((self.maybe(sentence(text)) for text in texts if text), " ", self.language)

    def labels(self, vocabulary: str, codes: Iterable[str]) -> list[str]:
        """Return the words for codes."""
        return [self.collection.label(vocabulary, code, self.language) for code in codes]

    def dotted(self, texts: Iterable[str]) -> str:
        """Return texts on one line, with dots between them."""
        return LIST.join(texts)

    def listed(self, vocabulary: str, codes: Iterable[str]) -> Passage | None:
        """Turn codes into a passage with the words for them."""
        return self.maybe(self.dotted(self.labels(vocabulary, codes)))

    def own_name(self, language: str) -> Passage | None:
        """Return what a language calls itself; None where the vocabulary or the fonts do not know it."""
        codes = (language, base(language))
        terms = ((code, self.collection.term("languages", code)) for code in codes)
        code, term = next(((code, term) for code, term in terms if term), (language, None))
        name = (term.label if code == "en" else term.labels.get(code)) if term else None
        return passage(name, code) if name and not fonts.missing(name, self.characters) else None
