"""The fixed words of handout, brochure and poster, from templates/text/leaflets, and of sheets in folders beside it.

Every text knows the language it is in: what is not translated yet stays in English and is read aloud as English.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peerdir import limits
from peerdir.reading.reader import read
from peerdir.render.booklet.passages import Passage, base, passage

ENGLISH = "en"
GAP = re.compile(r"\{(\w+)\}")


class LeafletError(Exception):
    """A leaflet cannot be made as it should be; the message says why and what to do."""


@dataclass(frozen=True)
class Wording:
    """Fixed words in the language asked for, and in English."""

    language: str
    own: Mapping[str, Any]
    english: Mapping[str, Any]
    folder: str = "leaflets"

    def say(self, name: str, /, **values: Passage | str) -> Passage:
        """Return the words called `name` ("handout.when") with values in the place of their {names}.

        Raises LeafletError when there are no such words, or when they have a gap that nothing fills.
        """
        language, text = self._find(name)
        if not isinstance(text, str):
            raise LeafletError(f"templates/text/{self.folder}: the words for {name!r} are missing")
        answer: Passage = []
        for number, part in enumerate(GAP.split(text)):
            if number % 2 == 0:
                answer += [(base(language), part)] if part else []
            elif part not in values:
                raise LeafletError(
                    f"templates/text/{self.folder}: {{{part}}} in {name!r} is no name that is known there"
                )
            else:
                value = values[part]
                answer += passage(value, language) if isinstance(value, str) else value
        return answer

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


def _part(found: Any, key: str) -> Any:
    if isinstance(found, Mapping):
        return found.get(key)
    if isinstance(found, list) and key.isdigit() and int(key) < len(found):
        return found[int(key)]
    return None


def wording(templates: Path, language: str, name: str = "leaflets") -> Wording:
    """Read the fixed words in templates/text/`name` in a language; those of a language with none are English ones."""
    folder = templates / "text" / name
    english = _words(folder / "en.yaml", templates)
    own = next(
        (folder / f"{code}.yaml" for code in (language, base(language)) if (folder / f"{code}.yaml").is_file()), None
    )
    if own is None:
        return Wording(ENGLISH, english, english, name)
    return Wording(base(language), _words(own, templates), english, name)


def _words(path: Path, templates: Path) -> Mapping[str, Any]:
    name = path.relative_to(templates.parent).as_posix()
    source = read(path.read_bytes(), limits.SIZES["vocabulary"])
    if source.problems:
        problem = source.problems[0]
        raise LeafletError(f"{name}:{problem.span.line}:{problem.span.column}: {problem.message}")
    if not isinstance(source.data, dict):
        raise LeafletError(f"{name}: it should hold parts with a name, such as those of en.yaml")
    return source.data
