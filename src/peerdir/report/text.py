"""For people: `path:line:column: severity: message [rule]`, then the line itself with a caret under the place."""

import unicodedata
from collections.abc import Iterator, Sequence

from peerdir.clean import clean
from peerdir.diagnostic import Diagnostic, Severity
from peerdir.report import count

WIDEST = 120
LEAD = 40
EXPLAINED = 3


def report(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """Write every diagnostic and a line that sums up."""
    parts = [line for diagnostic in diagnostics for line in _lines(diagnostic)]
    return "\n".join([*parts, *_explained(diagnostics), summary(diagnostics, files)]) + "\n"


def _explained(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """Say how to learn more about the first few rules that were broken."""
    rules = list(dict.fromkeys(one.rule for one in diagnostics))
    for rule in rules[:EXPLAINED]:
        yield f"Why, with an example: peerdir explain {rule}"


def summary(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """Say in one line how many files were read and what was found."""
    errors, warnings = count(diagnostics, Severity.ERROR), count(diagnostics, Severity.WARNING)
    read = _plural(files, "file")
    if not errors and not warnings:
        return f"{read} checked: everything is fine"
    return f"{read} checked: {_plural(errors, 'error')}, {_plural(warnings, 'warning')}"


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _lines(diagnostic: Diagnostic) -> Iterator[str]:
    line, column = diagnostic.span.line, diagnostic.span.column
    place = f"{clean(diagnostic.path)}:{line}:{column}"
    yield f"{place}: {diagnostic.severity}: {clean(diagnostic.message)} [{diagnostic.rule}]"
    if diagnostic.excerpt:
        start = max(0, column - 1 - LEAD) if len(diagnostic.excerpt) > WIDEST else 0
        shown = diagnostic.excerpt[start : start + WIDEST]
        before = shown[: column - 1 - start]
        yield f"    {clean(shown.replace(chr(9), ' '))}"
        yield f"    {' ' * _width(before)}{'^' * _marked(diagnostic, shown, len(before))}"


def _marked(diagnostic: Diagnostic, shown: str, start: int) -> int:
    """How many columns to mark: the value as far as it stands on this line."""
    span = diagnostic.span
    length = span.end_column - span.column if span.end_line == span.line else len(shown) - start
    return max(1, _width(shown[start : start + length]))


def _width(text: str) -> int:
    """The columns a terminal gives to `text`: two for wide letters, none for marks that sit on a letter."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
