"""What one printing depends on, how it says things in its language, and the one error it can end in."""

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peerdir.audience import Audience
from peerdir.reading.collection import Collection
from peerdir.records import Directory, Program, SettingsText, Translation
from peerdir.render import fonts
from peerdir.render.booklet.passages import NO_BREAK_SPACE, Passage, base, joined, passage, sentence
from peerdir.render.collation import folded
from peerdir.render.paper_error import PaperError
from peerdir.wording import Wording, WordingError, wording

LIST = "\u00a0· "
ENGLISH = "en"
LONGEST_PHRASE = 100  # characters; longer texts do not stand in many entries


class BookletError(PaperError):
    """The booklet cannot be printed as it should be; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What one printing is to say.

    `language` is that of the booklet, None for the directory's own. `group_by` names "place", "condition" and
    "language", the outer group first; inside a group programs stand by `sort`: "name" or "verified", those checked
    last first. `only` holds the ids of the programs to print, None for all. `since` is the directory as it was at the
    last edition, already as the same audience may see it (`audience.view`); what has changed from it is told. That one
    was called `since_name`, or as its settings say, which may still name the one before.
    `address` is the web address of the published pages, with which each entry gets the address of its own page.
    """

    language: str | None = None
    group_by: tuple[str, ...] = ("place",)
    sort: str = "name"
    only: frozenset[str] | None = None
    since: Collection | None = None
    since_name: str | None = None
    address: str | None = None


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The collection as its audience may see it, the language and the day, the fixed words, the fonts' characters."""

    collection: Collection
    audience: Audience
    language: str
    today: dt.date
    text: Mapping[str, Any]
    characters: frozenset[int]
    wishes: Wishes = Wishes()

    @property
    def written_in(self) -> str:
        """The language of the records, the main one of the directory."""
        return self.collection.directory.languages[0]

    @property
    def is_translated(self) -> bool:
        """Whether the booklet is in another language than the records."""
        return base(self.written_in) != base(self.language)

    @property
    def words_in(self) -> str:
        """The language of the fixed words: the booklet's, or English where nobody has translated them."""
        return base(str(self.text.get("language", self.language)))

    @functools.cached_property
    def wording(self) -> Wording:
        """How days, times and ages are said, from the part `when:` of the fixed words."""
        values = self.text.get("when", {})
        try:
            return wording(values if isinstance(values, Mapping) else {"when": values})
        except WordingError as error:
            raise BookletError(f"templates/text/{self.language}.yaml, when: {error}") from error

    @functools.cached_property
    def _phrases(self) -> Mapping[str, str]:
        known = self.text.get("phrases")
        return {_key(text): str(said) for text, said in known.items()} if isinstance(known, Mapping) else {}

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

    def filled(self, name: str, key: str, value: Passage | None) -> Passage | None:
        """Return fixed words with a passage in the place of their {key}."""
        before, _, after = self.word(name).partition(f"{{{key}}}")
        parts = [[(self.words_in, text)] if text else None for text in (before, after)]
        return joined([parts[0], value, parts[1]], "", self.words_in)

    def fixed(self, name: str, **values: object) -> Passage:
        """Return fixed words by their name as a passage, with values in the place of their {names}."""
        return self.say(self.word(name, **values))

    def say(self, text: str, *, spoken: tuple[str, ...] = ()) -> Passage:
        """Turn fixed words, or what is made of them, into a passage; `spoken` are other languages it may hold."""
        return passage(text, self.words_in, spoken)

    def maybe(self, text: str | None, *, spoken: tuple[str, ...] = ()) -> Passage | None:
        """Turn fixed words that may be left out into a passage."""
        return self.say(text, spoken=spoken) if text and text.strip() else None

    def own(self, text: str | None, *, spoken: tuple[str, ...] = ()) -> Passage | None:
        """Turn text in the booklet's language, which may be left out, into a passage: a translation, or a label."""
        return passage(text, self.language, spoken) if text and text.strip() else None

    def sentences(self, texts: Iterable[str | None]) -> Passage | None:
        """Turn fixed words, each of which may be left out, into sentences one after another."""
        return self.together(self.maybe(sentence(text)) for text in texts if text)

    def together(self, parts: Iterable[Passage | None]) -> Passage | None:
        """Put passages, each of which may be left out, one after another."""
        return joined(parts, " ", self.language)

    def name(self, text: str | None, *, spoken: tuple[str, ...] = ()) -> Passage | None:
        """Turn a name from a record into a passage: it is what it is in every language, unless there is a phrase."""
        if not text or not text.strip():
            return None
        known = self._phrases.get(_key(text)) if len(text) < LONGEST_PHRASE else None
        return self.say(known) if known else passage(text, self.written_in, spoken)

    def record(self, text: str | None, *, spoken: tuple[str, ...] = ()) -> Passage | None:
        """Turn text from a record into a passage; what is in another language than the booklet says so."""
        return self._marked([text], spoken) if text and text.strip() else None

    def told(self, texts: Iterable[str | None], *, spoken: tuple[str, ...] = ()) -> Passage | None:
        """Turn texts from a record, each of which may be left out, into sentences; the last says what they are in."""
        return self._marked([sentence(text) for text in texts if text and text.strip()], spoken)

    def _marked(self, texts: Sequence[str | None], spoken: tuple[str, ...]) -> Passage | None:
        said = self.together(self.name(text, spoken=spoken) for text in texts)
        return self.mark_foreign(said)

    def mark_foreign(self, said: Passage | None) -> Passage | None:
        """Say behind a passage in which language it is, when that of the records is not that of the booklet."""
        return self.together([said, self.foreign]) if said and self.is_foreign(said) else said

    def is_foreign(self, said: Passage) -> bool:
        """Tell whether a passage has words in the language of the records, and the booklet is in another."""
        mine = base(self.written_in)
        return self.is_translated and any(code == mine and any(map(str.isalpha, text)) for code, text in said)

    @functools.cached_property
    def foreign(self) -> Passage:
        """The mark of what is not translated: "(in English)"."""
        return self.mark(base(self.written_in))

    def mark(self, language: str) -> Passage:
        """Return the mark of what is in another language than what is around it: "(in English)"."""
        label = self.collection.label("languages", language, self.words_in)
        mark = self.word("untranslated", language=label, language_in_a_line=label[:1].lower() + label[1:])
        return self.say(mark.replace(" ", NO_BREAK_SPACE))

    def settings_text(self, directory: Directory) -> SettingsText:
        """Return the texts of the settings in the booklet's language, as far as there are any."""
        known = directory.booklet.translations if self.is_translated else {}
        return known.get(self.language) or known.get(base(self.language)) or SettingsText()

    def translation(self, program: Program) -> Translation:
        """Return a program's texts in the booklet's language; without any when there is no translation."""
        own = {base(code): text for code, text in program.translations.items()} if self.is_translated else {}
        return program.translations.get(self.language) or own.get(base(self.language)) or Translation()

    def name_of(self, program: Program) -> str:
        """Return what a program is called in the booklet's language."""
        return self.translation(program).name or program.name

    def title(self, program: Program) -> Passage:
        """Return a program's name as a passage."""
        own = self.translation(program).name
        return passage(own or program.name, self.language if own else self.written_in, spoken_in(program))

    def label(self, vocabulary: str, code: str) -> tuple[str, str]:
        """Return the words for a code, and the language they are in: the booklet's, else English."""
        term = self.collection.term(vocabulary, code)
        if term is None:
            return code, self.language
        candidates = (self.language, base(self.language))
        known = next((language for language in candidates if language in term.labels), ENGLISH)
        return term.labels.get(known, term.label), known

    def labelled(self, vocabulary: str, code: str) -> Passage:
        """Return the words for a code as a passage."""
        return passage(*self.label(vocabulary, code))

    def labels(self, vocabulary: str, codes: Iterable[str]) -> list[str]:
        """Return the words for codes."""
        return [self.label(vocabulary, code)[0] for code in codes]

    def dotted(self, texts: Iterable[str]) -> str:
        """Return texts on one line, with dots between them."""
        return LIST.join(texts)

    def listed(self, vocabulary: str, codes: Iterable[str]) -> Passage | None:
        """Turn codes into a passage with the words for them."""
        known = [self.label(vocabulary, code) for code in codes]
        if all(base(language) == base(self.language) for _, language in known):
            return self.own(self.dotted(text for text, _ in known))
        return joined([passage(*one) for one in known], LIST, self.language)

    @property
    def list_comma(self) -> str:
        """What stands between passages in a list: a sign of its own, as in Chinese, or the comma of the script."""
        say = self.wording
        return ", " if say.list_comma == say.comma else say.list_comma

    def own_name(self, language: str) -> Passage | None:
        """Return what a language calls itself; None where the vocabulary or the fonts do not know it."""
        codes = (language, base(language))
        terms = ((code, self.collection.term("languages", code)) for code in codes)
        code, term = next(((code, term) for code, term in terms if term), (language, None))
        name = (term.label if code == ENGLISH else term.labels.get(code)) if term else None
        return passage(name, code) if name and not fonts.missing(name, self.characters) else None


def spoken_in(program: Program) -> tuple[str, ...]:
    """Return the languages a program is given in, which its texts may hold."""
    return tuple(offer.code for offer in program.languages)


def _key(text: str) -> str:
    """Return a phrase as it is looked up: whatever its capitals and its full stop."""
    return folded(text).rstrip(".")
