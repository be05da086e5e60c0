"""One file as it was read: plain data, and the place of every value in the text."""

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from peerdir.diagnostic import START, Diagnostic, Edit, Pointer, Problem, Span

# Line ends as the parser counts them.
LINE_END = re.compile(r"\r\n|\r|\n")
# Text that other programs take for a number, a time, or a word for true, false or nothing, in YAML 1.1 or 1.2. Dates
# mean the same everywhere.
LOOK_ALIKE = re.compile(
    r"[-+]?[0-9][0-9_]*|[-+]?0[xob][0-9a-fA-F_]+|[-+]?(\.[0-9]+|[0-9][0-9_]*\.[0-9_]*)([eE][-+]?[0-9]+)?"
    r"|[0-9]+(:[0-9]{2})+|[-+]?\.(inf|nan)|~|null|true|false|yes|no|on|off|y|n",
    re.IGNORECASE,
)
# Text that means the same with and without quotes, in a list in brackets too.
NEEDS_NO_QUOTES = re.compile(r"[A-Za-z](?:[A-Za-z0-9_./?=&%~+-]|:(?=[A-Za-z0-9_./?=&%~+-]))*")
BLOCK = ("|", ">")
COMMENT = re.compile(r"[ \t]*,?[ \t]*#")
COMMA = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
DASH = re.compile(r"[ ]*-[ \t]+")


def line_starts(text: str) -> list[int]:
    """Return where each line begins."""
    return [0, *(found.end() for found in LINE_END.finditer(text))]


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

    @property
    def raw(self) -> bytes:
        """The bytes as they were read."""
        mark = any(problem.rule == "byte-order-mark" for problem in self.problems)
        return (b"\xef\xbb\xbf" if mark else b"") + self.text.encode()

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
        return ((pointer, text) for pointer, text in self.strings if pointer[-1] == name)

    @functools.cached_property
    def strings(self) -> Sequence[tuple[Pointer, str]]:
        """Every text of the file with its place, but for what an import left in `extra`; walked once for all rules."""
        found: list[tuple[Pointer, str]] = []
        rest: list[tuple[Pointer, Any]] = [((), self.data)]
        while rest:
            pointer, value = rest.pop()
            if isinstance(value, str):
                found.append((pointer, value))
            elif isinstance(value, dict):
                rest.extend(((*pointer, key), value[key]) for key in reversed(value) if pointer or key != "extra")
            elif isinstance(value, list):
                rest.extend(((*pointer, index), value[index]) for index in reversed(range(len(value))))
        return found

    def excerpt(self, line: int) -> str:
        """Return line number `line` (from 1), without its line end."""
        lines = self.text.split("\n")
        return lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""

    def diagnose(self, path: str, problem: Problem) -> Diagnostic:
        """Join a problem with the file at `path`, which this is, and the line it is in."""
        return Diagnostic(
            path=path,
            span=problem.span,
            rule=problem.rule,
            severity=problem.severity,
            message=problem.message,
            pointer=problem.pointer,
            excerpt=self.excerpt(problem.span.line),
            edits=problem.edits,
        )

    @functools.cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.text)

    def _offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1

    def span(self, start: int, end: int) -> Span:
        """Return the place of a piece of the text."""
        first, last = bisect.bisect_right(self._starts, start), bisect.bisect_right(self._starts, end)
        return Span(first, start - self._starts[first - 1] + 1, last, end - self._starts[last - 1] + 1)

    def bounds(self, pointer: Pointer) -> tuple[int, int]:
        """Tell where a scalar begins and ends in the text, its quotes included."""
        span = self.values[pointer]
        return self._offset(span.line, span.column), self._offset(span.end_line, span.end_column)

    def is_block(self, pointer: Pointer) -> bool:
        """Tell whether a scalar is written as a block, behind `|` or `>`."""
        start, _ = self.bounds(pointer)
        return self.text.startswith(BLOCK, start)

    def retype(self, pointer: Pointer, new: str) -> tuple[Edit, ...]:
        """Make the edit that puts `new` where a scalar stands, in the quotes it has, or in quotes if it needs them.

        There is none for a scalar of several lines: its author has laid it out.
        """
        span = self.values[pointer]
        if pointer not in self.scalars or span.line != span.end_line or self.is_block(pointer):
            return ()
        start, end = self.bounds(pointer)
        return (Edit(span, _quoted(new, self.text[start : start + 1] if end > start else "")),)

    def without(self, pointer: Pointer) -> tuple[Edit, ...]:
        """Make the edit that takes a scalar out of its list, with its comma or its line; never the first one.

        There is none where a comment stands beside it: that was written for a reader.
        """
        *path, index = pointer
        before = (*path, index - 1) if isinstance(index, int) and index > 0 else None
        if before not in self.scalars or pointer not in self.scalars or self.is_block(pointer) or self.is_block(before):
            return ()
        start, end = self.bounds(pointer)
        _, last = self.bounds(before)
        if COMMA.fullmatch(self.text, last, start):
            return () if COMMENT.match(self.text, end) else (Edit(self.span(last, end), ""),)
        return self._without_line(start, end)

    def _without_line(self, start: int, end: int) -> tuple[Edit, ...]:
        """Take an item of a block list out with the whole of its line."""
        first, last = bisect.bisect_right(self._starts, start) - 1, bisect.bisect_right(self._starts, end) - 1
        line = self._starts[first]
        after = self._starts[last + 1] if last + 1 < len(self._starts) else len(self.text)
        above = self.text[self._starts[first - 1] : line].strip()
        if not DASH.fullmatch(self.text, line, start) or self.text[end:after].strip() or above.startswith("#"):
            return ()
        if last + 1 == len(self._starts):
            # The last line of a file that ends without a line end: so it shall end again.
            line -= 2 if self.text.endswith("\r\n", 0, line) else 1
        return (Edit(self.span(line, after), ""),)


def _quoted(text: str, quote: str) -> str:
    """Write a text of one line as a scalar."""
    if quote == "'":
        return "'" + text.replace("'", "''") + "'"
    if quote != '"' and NEEDS_NO_QUOTES.fullmatch(text) and not LOOK_ALIKE.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
