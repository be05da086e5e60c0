"""One file as it was read: plain data, and the place of every value in the text."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from peerdir.diagnostic import START, Pointer, Problem, Span


@dataclass(kw_only=True)
class Source:
    """One file as it was read.

    `data` is plain (dict, list, str, int, float, bool, None), or None when the text could not be read. `values` and
    `keys` tell where each value and its key stand; `scalars` are the pointers of texts and numbers, and `plain` holds
    the text of every one that is not quoted.
    """

    text: str = ""
    data: Any = None
    values: dict[Pointer, Span] = field(default_factory=dict)
    keys: dict[Pointer, Span] = field(default_factory=dict)
    plain: dict[Pointer, str] = field(default_factory=dict)
    scalars: dict[Pointer, None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def locate(self, pointer: Pointer) -> Span:
        """Tell where `pointer` stands: a scalar's own place, else its key's, else that of what it is part of."""
        while pointer:
            if pointer in self.scalars:
                return self.values[pointer]
            if pointer in self.keys:
                return self.keys[pointer]
            if pointer in self.values:
                return self.values[pointer]
            pointer = pointer[:-1]
        return self.values.get((), START)

    def texts(self, name: str) -> Iterator[tuple[Pointer, str]]:
        """Yield every text in a field called `name`, wherever it is."""
        for pointer in self.scalars:
            if pointer and pointer[-1] == name:
                value = functools.reduce(lambda part, key: part[key], pointer, self.data)
                if isinstance(value, str):
                    yield pointer, value

    def excerpt(self, line: int) -> str:
        """Return line number `line` (from 1), without its line end."""
        lines = self.text.split("\n")
        return lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
