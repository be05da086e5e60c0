"""The codes of one kind with the words for them, the record of a file in vocabulary/."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Term:
    """One code with the words people read and say for it, by language."""

    code: str
    label: str
    labels: Mapping[str, str] = field(default_factory=dict)
    description: str | None = None
    descriptions: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moved_to: str | None = None


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The terms of one kind. `id` is the file name: conditions, languages…"""

    id: str
    title: str
    titles: Mapping[str, str] = field(default_factory=dict)
    description: str | None = None
    terms: tuple[Term, ...]

    @functools.cached_property
    def by_code(self) -> Mapping[str, Term]:
        """The terms by their code."""
        return {term.code: term for term in self.terms}
