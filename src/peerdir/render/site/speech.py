"""How the pages speak one language: its fixed words, its dates and labels, and what of the records is in another.

Fixed words are in templates/text/site, dates and phrases in templates/text (the booklet says them alike). What a record
says in another language than the page is marked with that language, so that it is read aloud and hyphenated right.
"""

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from peerdir import words
from peerdir.places.distance import in_miles
from peerdir.reading.collection import Collection
from peerdir.records import Directory, Program, Translation
from peerdir.render import plurals
from peerdir.render.booklet.edition import ENGLISH, Edition
from peerdir.render.booklet.passages import base
from peerdir.render.punctuation import between, blank, full_stop
from peerdir.render.site import safe
from peerdir.render.templates import filled
from peerdir.wording import Wording

KILOMETERS, USUAL_KILOMETERS = (5, 10, 25, 50, 100), 25
MILES, USUAL_MILES = (5, 10, 15, 25, 50), 15
RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
RIGHT_TO_LEFT_SCRIPTS = frozenset(("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"))


@dataclass(frozen=True, kw_only=True)
class Speech:
    """One language of the pages. `edition` holds what paper and pages share: labels, dates, translations, phrases."""

    edition: Edition
    words: Mapping[str, Any]

    @property
    def code(self) -> str:
        """The language of the page."""
        return self.edition.language

    @property
    def collection(self) -> Collection:
        """The directory as its audience may see it."""
        return self.edition.collection

    @property
    def when(self) -> Wording:
        """How days, times and ages are said."""
        return self.edition.wording

    def find(self, name: str) -> Any:
        """Return what stands under a name ("refer.ways"). Raises LookupError when there are no such words."""
        found: Any = self.words
        for key in name.split("."):
            if not isinstance(found, Mapping) or key not in found:
                raise LookupError(f"the words {name!r} are missing in templates/text/site")
            found = found[key]
        return found

    def plain(self, name: str, /, **values: object) -> str:
        """Return fixed words as plain text, with values in the place of their {names}; for attributes and files."""
        return str(self.find(name)).format(**values)

    def say(self, name: str, /, **values: object) -> Markup:
        """Return fixed words as HTML; values that are no HTML are escaped."""
        if not values:
            return self._plainly(name)
        pattern = self._patterns.get(name)
        if pattern is None:
            # Plain text again: it is filled with what is escaped already.
            pattern = self._patterns[name] = str.__str__(escape(str(self.find(name))))
        return filled(pattern, **values)

    @functools.cached_property
    def _patterns(self) -> dict[str, str]:
        return {}

    def _plainly(self, name: str) -> Markup:
        """Return words without gaps; said on every page, so they are put together once."""
        if name not in self._without_gaps:
            self._without_gaps[name] = escape(str(self.find(name)).format())
        return self._without_gaps[name]

    @functools.cached_property
    def _without_gaps(self) -> dict[str, Markup]:
        return {}

    def count(self, name: str, number: int, /, **values: object) -> Markup:
        """Say how many: the words of the form the number has (`plurals`), with {count} filled in."""
        return self.say(f"{name}.{plurals.form(self.find(name), number, base(self.code))}", count=number, **values)

    def date(self, day: dt.date) -> str:
        """Write a day in words."""
        return words.date(day, self.when)

    @property
    def distances(self) -> list[tuple[int, Markup, bool]]:
        """How far from a place people may choose to look: a number in the unit of the country, the words, the usual."""
        miles = in_miles(self.directory.country)
        far, usual, name = (MILES, USUAL_MILES, "miles") if miles else (KILOMETERS, USUAL_KILOMETERS, "km")
        return [(number, self.count(f"search.script.{name}", number, far=number), number == usual) for number in far]

    def join(self, parts: Iterable[str], word: str | None = None) -> Markup:
        """Join words as a sentence does, with the language's own "and"."""
        known = [escape(part) for part in parts]
        glue = escape(self.when.glue(word))
        return glue.join(known) if len(known) < 3 else self.list_comma.join(known[:-1]) + glue + known[-1]

    def between(self, separator: str) -> str:
        """Return what the language has for an English ", ", "; ", ": " or ". "."""
        return between(separator, self.code)

    @property
    def blank(self) -> str:
        """What stands between two sentences."""
        return blank(self.code)

    @property
    def full_stop(self) -> str:
        """What ends a sentence."""
        return full_stop(self.code)

    @functools.cached_property
    def list_comma(self) -> Markup:
        """What stands between things that are listed."""
        return escape(self.when.list_comma)

    def label(self, vocabulary: str, code: str) -> Markup:
        """Return the words for a code, marked where they are in another language than the page."""
        key = (vocabulary, code)
        if key not in self._labels:
            self._labels[key] = self.marked(*self.edition.label(vocabulary, code))
        return self._labels[key]

    @functools.cached_property
    def _labels(self) -> dict[tuple[str, str], Markup]:
        return {}

    def labels(self, vocabulary: str, codes: Iterable[str]) -> Markup:
        """Return the words for codes, with commas between them."""
        return self.list_comma.join(self.label(vocabulary, code) for code in codes)

    def marked(self, text: str, language: str) -> Markup:
        """Escape a text, and say which language it is in unless it is that of the page."""
        if base(language) == base(self.code):
            return safe.text(text)
        return filled('<span lang="{}" dir="{}">{}</span>', language, direction(language), safe.text(text))

    def own(self, text: str) -> Markup:
        """Return what a record says, marked with its language where the page is in another."""
        return self.marked(text, self.edition.written_in)

    def phrase(self, text: str) -> Markup:
        """Return what stands in many records ("Front desk") in the page's words where there are some."""
        said = self.edition.name(text) if self.edition.is_translated else None
        if said and all(language == self.edition.words_in for language, _ in said):
            return safe.text("".join(part for _, part in said))
        return self.own(text)

    def paragraphs(self, text: str, language: str | None = None) -> Markup:
        """Return a long text of a record as HTML, marked where it is in another language than the page."""
        written = language or self.edition.written_in
        if base(written) == base(self.code):
            return safe.paragraphs(text)
        return filled('<div lang="{}" dir="{}">{}</div>', written, direction(written), safe.paragraphs(text))

    def translation(self, program: Program) -> Translation:
        """Return a program's texts in the page's language, as far as there are any."""
        return self.edition.translation(program)

    def name_of(self, program: Program) -> str:
        """Return what a program is called in the page's language."""
        return self.edition.name_of(program)

    def summary(self, program: Program) -> Markup:
        """Return what a program is in a sentence."""
        own = self.translation(program).summary
        return safe.text(own) if own else self.own(program.summary)

    def summary_of(self, program: Program) -> str:
        """Return the same as plain text."""
        return self.translation(program).summary or program.summary

    def description(self, program: Program) -> Markup | None:
        """Return the longer text about a program."""
        own = self.translation(program).description
        if own:
            return safe.paragraphs(own)
        return self.paragraphs(program.description) if program.description else None

    def activities(self, program: Program, function: str) -> list[Markup]:
        """Return what happens in one of the four functions."""
        functions = self.translation(program).functions
        own: tuple[str, ...] = getattr(functions, function) if functions else ()
        if own:
            return [safe.text(activity) for activity in own]
        return [self.own(activity) for activity in getattr(program.functions, function).activities]

    @functools.cached_property
    def directory(self) -> Directory:
        """The settings with their texts in the page's language, as far as there are any."""
        directory = self.collection.directory
        own = self.edition.settings_text(directory)
        texts = {name: said for name in TEXTS if (said := getattr(own, name))}
        lines = {line.phone: line for line in own.emergency}
        emergency = tuple(
            dataclasses.replace(line, name=lines[line.phone].name, note=lines[line.phone].note)
            if line.phone in lines
            else line
            for line in directory.emergency
        )
        return dataclasses.replace(directory, emergency=emergency, **texts)

    def setting(self, name: str) -> Markup | None:
        """Return a short text of the settings, marked where it is in another language than the page."""
        return self._settings[name][0]

    def setting_text(self, name: str) -> Markup | None:
        """Return a long text of the settings as paragraphs."""
        return self._settings[name][1]

    @functools.cached_property
    def _settings(self) -> dict[str, tuple[Markup | None, Markup | None]]:
        """The texts of the settings as a line and as paragraphs; they stand on every page."""
        texts = ((name, getattr(self.directory, name), self._setting_language(name)) for name in TEXTS)
        return {
            name: (self.marked(said, language), self.paragraphs(said, language)) if said else (None, None)
            for name, said, language in texts
        }

    def _setting_language(self, name: str) -> str:
        own = getattr(self.edition.settings_text(self.collection.directory), name)
        return self.code if own else self.edition.written_in

    @functools.cached_property
    def emergency(self) -> list[tuple[Markup, str, Markup | None]]:
        """The emergency lines: name, number and note."""
        own = {line.phone for line in self.edition.settings_text(self.collection.directory).emergency}
        return [
            (self._line(line.name, line.phone in own), line.phone, self._line(line.note, line.phone in own))
            if line.note
            else (self._line(line.name, line.phone in own), line.phone, None)
            for line in self.directory.emergency
        ]

    def _line(self, text: str, own: bool) -> Markup:
        return safe.text(text) if own else self.own(text)

    @property
    def foreign(self) -> str | None:
        """What the language of the records is called in the page's; None when they are the same."""
        if not self.edition.is_translated:
            return None
        name = self.edition.label("languages", base(self.edition.written_in))[0]
        return name if base(self.code) == ENGLISH else name[:1].lower() + name[1:]


TEXTS = ("title", "subtitle", "edition", "inclusion_policy", "disclaimer")


def direction(language: str) -> str:
    """Return "rtl" for a language written from right to left, else "ltr"; a script in the code decides."""
    primary, *rest = language.split("-")
    script = next((part for part in rest if len(part) == 4), "")
    right = script in RIGHT_TO_LEFT_SCRIPTS if script else primary in RIGHT_TO_LEFT
    return "rtl" if right else "ltr"
