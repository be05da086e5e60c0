"""For the summary of a job or a pull request: a table in Markdown, errors first, with mended lines to copy.

Everything from a file is escaped, so that it is text in the table and nothing else.
"""

import re
from collections.abc import Iterator, Sequence

from peerdir import __version__
from peerdir.clean import CONTACT_FIELDS, clean, in_contact
from peerdir.diagnostic import Diagnostic
from peerdir.report.text import summary

# What Markdown or HTML could take for more than text; a backslash before it makes it text.
SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&@:-])")


def report(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """Write a heading, the table, the mended lines, and how to learn more."""
    ordered = sorted(diagnostics, key=lambda diagnostic: (diagnostic.severity, diagnostic.sort_key))
    lines = ["## The directory was checked", "", f"{summary(diagnostics, files)} (peerdir {__version__})", ""]
    if ordered:
        lines += ["| | Where | What to do | Rule |", "| --- | --- | --- | --- |", *map(_row, ordered), ""]
        lines += list(_mended(ordered))
        lines += ["`peerdir explain RULE` says why a rule is there, with an example.", ""]
    return "\n".join(lines)


def _row(diagnostic: Diagnostic) -> str:
    sign = "❌" if diagnostic.severity == "error" else "⚠️"
    place = f"{diagnostic.path}, line {diagnostic.span.line}"
    return f"| {sign} | {escaped(place)} | {escaped(diagnostic.message)} | {escaped(diagnostic.rule)} |"


def escaped(text: str) -> str:
    """Make a text plain text in Markdown."""
    return SPECIAL.sub(r"\\\1", clean(text).replace("\n", " "))


def _mended(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """Show the lines that have exactly one right form, ready to copy; never one with contact details."""
    lines = {(one.path, one.span.line): mended for one in diagnostics if (mended := _line(one))}
    if lines:
        yield "These lines can be copied as they are:"
        yield ""
    for (path, number), line in lines.items():
        fence = "~" * (3 + max((len(run) for run in re.findall("~+", line)), default=0))
        yield from (f"{escaped(path)}, line {number}:", "", f"{fence}yaml", clean(line), fence, "")


def _line(one: Diagnostic) -> str | None:
    # What stands in the text itself has no pointer, and may stand beside anything.
    hidden = not one.pointer or in_contact(one.pointer) or not CONTACT_FIELDS.isdisjoint(one.pointer)
    if hidden or not one.edits or any(edit.span.line != one.span.line for edit in one.edits):
        return None
    line = one.excerpt
    for edit in sorted(one.edits, reverse=True):
        if edit.span.end_line != edit.span.line or "\n" in edit.text:
            return None
        line = line[: edit.span.column - 1] + edit.text + line[edit.span.end_column - 1 :]
    return line
