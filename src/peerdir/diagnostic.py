"""What was wrong, where, and how to say it: plain frozen data that every layer may use."""

import enum
from dataclasses import dataclass
from typing import NamedTuple

Pointer = tuple[str | int, ...]
"""The path to a value inside a file: ("contacts", 0, "phone")."""


class Severity(enum.StrEnum):
    """An error fails the run, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Span(NamedTuple):
    """Where something stands. Lines and columns count from 1, columns in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)


class Edit(NamedTuple):
    """What is to stand at a place instead of what stands there. Places are counted in the text before any edit."""

    span: Span
    text: str


class Problem(NamedTuple):
    """Something wrong in one source, before it is known to which path the source belongs."""

    span: Span
    pointer: Pointer
    rule: str
    severity: Severity
    message: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Diagnostic:
    """One finding, ready to be reported. `excerpt` is the source line it points into.

    `edits` mend it; they are there only when there is exactly one right answer.
    """

    path: str
    span: Span
    rule: str
    severity: Severity
    message: str
    pointer: Pointer = ()
    excerpt: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def fixable(self) -> bool:
        """Tell whether `--fix` can mend it."""
        return bool(self.edits)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By file, then by place, so that the order never depends on which rule ran first."""
        return (self.path, self.span.line, self.span.column, self.rule, self.message)


def json_pointer(pointer: Pointer) -> str:
    """Write a pointer as RFC 6901 does: ("contacts", 0) is "/contacts/0"."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)
