"""The fixed words of handout, brochure and poster, from templates/text/leaflets, and of sheets in folders beside it.

Every text knows the language it is in: what is not translated yet stays in English, is read aloud as English, and says
so behind it. A name or a number in the middle of words that run the other way keeps its own order.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peerdir.render import plurals, word_check
from peerdir.render.booklet.edition import ENGLISH
from peerdir.render.booklet.passages import (
    END,
    FROM_THE_RIGHT,
    LEFT_TO_RIGHT,
    RIGHT_TO_LEFT,
    Passage,
    base,
    passage,
)
from peerdir.render.paper_error import PaperError
from peerdir.render.punctuation import WRITTEN_IN

RUN_FROM_THE_RIGHT = frozenset(language for script in RIGHT_TO_LEFT for language in WRITTEN_IN[script])
GAP = re.compile(r"\{(\w+)\}")
# The name of an English text in the middle of Arabic words, with its question mark.
LATIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ,;:'’-]*[A-Za-z])?[?!]?")


class LeafletError(PaperError):
    """A leaflet cannot be made as it should be; the message says why and what to do."""


@dataclass(frozen=True)
class Wording:
    """Fixed words in the language asked for, and in English; `mark` stands behind what is in English all the same."""

    language: str
    own: Mapping[str, Any]
    english: Mapping[str, Any]
    folder: str = "leaflets"
    mark: Passage = field(default_factory=list)
    _fixed: dict[str, Passage] = field(default_factory=dict, init=False, repr=False, compare=False)

    def say(self, name: str, /, **values: Passage | str) -> Passage:
        """Return the words called `name` ("handout.when") with values in the place of their {names}.

        Raises LeafletError when there are no such words, or when they have a gap that nothing fills.
        """
        if values:
            return self._filled(name, values)
        if name not in self._fixed:
            self._fixed[name] = self._filled(name, {})
        return [*self._fixed[name]]

    def _filled(self, name: str, values: Mapping[str, Passage | str]) -> Passage:
        language, text = self._find(name)
        if isinstance(text, Mapping) and plurals.MANY in text:
            text = plurals.said(text, _number(text[plurals.MANY], values), language)
        if not isinstance(text, str):
            raise LeafletError(f"templates/text/{self.folder}: the words for {name!r} are missing")
        answer: Passage = []
        for number, part in enumerate(GAP.split(text)):
            if number % 2 == 0:
                answer += [(base(language), _ordered(part, language))] if part else []
            elif part not in values:
                raise LeafletError(
                    f"templates/text/{self.folder}: {{{part}}} in {name!r} is no name that is known there"
                )
            else:
                value = values[part]
                answer += _set_in(passage(value, language) if isinstance(value, str) else value, language)
        return answer if language == self.language else [*answer, *self.mark]

    def names(self, name: str) -> list[str]:
        """Return the names of the parts of a list or a group: "people.what.0", "people.what.1"."""
        _, found = self._find(name)
        if isinstance(found, Mapping):
            return [f"{name}.{key}" for key in found]
        if isinstance(found, Sequence) and not isinstance(found, str):
            return [f"{name}.{number}" for number in range(len(found))]
        raise LeafletError(f"templates/text/{self.folder}: {name!r} should be a list or a group of words")

    def lines(self, name: str, /, **values: Passage | str) -> list[Passage]:
        """Return the words of a list, one passage each."""
        return [self.say(part, **values) for part in self.names(name)]

    def _find(self, name: str) -> tuple[str, Any]:
        for language, words in ((self.language, self.own), (ENGLISH, self.english)):
            found: Any = words
            for key in name.split("."):
                found = _part(found, key)
            if found is not None:
                return language, found
        return ENGLISH, None


def _number(text: str, values: Mapping[str, Passage | str]) -> int:
    """Return the number that the form of a text goes by: the first in it, else the `count` of what it is about."""
    numbers = (values.get(name) for name in (*GAP.findall(text), "count"))
    return next((int(one) for one in numbers if isinstance(one, str) and one.isdecimal()), 0)


def _ordered(text: str, language: str) -> str:
    """Keep Latin words among words that run from the right in their order."""
    return LATIN.sub(rf"{LEFT_TO_RIGHT}\g<0>{END}", text) if language in RUN_FROM_THE_RIGHT else text


def _set_in(value: Passage, language: str) -> Passage:
    """Isolate what stands in the middle of words in `language` where it runs the other way, as every number does."""
    letters = (unicodedata.bidirectional(char) for _, text in value for char in text)
    from_the_right = next((one for one in letters if one in ("L", "R", "AL")), "L") != "L"
    if not value or from_the_right == (language in RUN_FROM_THE_RIGHT):
        return value
    (first, text), *rest = value
    *before, (last, end) = [(first, (FROM_THE_RIGHT if from_the_right else LEFT_TO_RIGHT) + text), *rest]
    return [*before, (last, end + END)]


def _part(found: Any, key: str) -> Any:
    if isinstance(found, Mapping):
        return found.get(key)
    if isinstance(found, list) and key.isdigit() and int(key) < len(found):
        return found[int(key)]
    return None


def wording(
    templates: Path, language: str, name: str = "leaflets", *, mark: Sequence[tuple[str, str]] = (), alone: bool = True
) -> Wording:
    """Read the fixed words in templates/text/`name` in a language; `mark` stands behind what is not in it yet.

    A language with no file at all has English words without a mark, unless they are not `alone` but among others.
    """
    folder = templates / "text" / name
    english = word_check.checked(folder / "en.yaml", templates, LeafletError)
    files = (folder / f"{code}.yaml" for code in (language, base(language)))
    own = next((word_check.checked(file, templates, LeafletError) for file in files if file.is_file()), None)
    if own is None and alone:
        return Wording(ENGLISH, english, english, name)
    return Wording(base(language), own or {}, english, name, list(mark))
