"""For GitHub: workflow commands that put each diagnostic on its line of a pull request, errors first.

Source: GitHub Docs, "Workflow commands for GitHub Actions". Values are escaped, so that nothing in a file can begin a
command of its own.
"""

from collections.abc import Sequence

from peerdir.clean import clean
from peerdir.diagnostic import Diagnostic
from peerdir.report.text import summary


def report(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """Write one command a diagnostic, and the summary as plain text."""
    ordered = sorted(diagnostics, key=lambda diagnostic: (diagnostic.severity, diagnostic.sort_key))
    return "\n".join([*map(_command, ordered), summary(diagnostics, files)]) + "\n"


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
