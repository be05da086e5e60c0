"""For GitHub: workflow commands that put each diagnostic on its line of a pull request, errors first.

Source: GitHub Docs, "Workflow commands for GitHub Actions". Values are escaped, so that nothing in a file can begin a
command of its own.
"""

from collections.abc import Iterator, Sequence

from peerdir import __version__
from peerdir.clean import clean
from peerdir.diagnostic import Diagnostic, Severity
from peerdir.report.text import summary

SHOWN = 10


def report(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """Write one command a diagnostic, and the summary as plain text."""
    shown = [line for severity in Severity for line in _commands([d for d in diagnostics if d.severity is severity])]
    return "\n".join([*shown, f"peerdir {__version__}: {summary(diagnostics, files)}"]) + "\n"


def _commands(found: Sequence[Diagnostic]) -> Iterator[str]:
    """The commands of one severity; GitHub shows ten of each, so the tenth says how many more there are."""
    cut = found if len(found) <= SHOWN else found[: SHOWN - 1]
    yield from map(_command, cut)
    if len(found) > len(cut):
        more = f"{len(found) - len(cut)} more; the summary of this job lists them all"
        yield f"::{found[0].severity} title=peerdir::{more}"


def _command(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    properties = {
        "file": diagnostic.path,
        "line": span.line,
        "endLine": span.end_line,
        "col": span.column,
        "endColumn": span.end_column,
        "title": diagnostic.rule,
    }
    # GitHub ignores the columns of a place that spans lines.
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{diagnostic.severity} {shown}::{_data(clean(diagnostic.message))}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(clean(value)).replace(":", "%3A").replace(",", "%2C")
