"""For programs: one JSON object. It has no source lines, so that no contact detail gets into a log."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from peerdir.clean import clean
from peerdir.diagnostic import Diagnostic, Severity, json_pointer
from peerdir.report import count


def report(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """Write the diagnostics and a summary."""
    summary = {
        "files": files,
        "errors": count(diagnostics, Severity.ERROR),
        "warnings": count(diagnostics, Severity.WARNING),
    }
    found = {"diagnostics": [_plain(diagnostic) for diagnostic in diagnostics], "summary": summary}
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _plain(diagnostic: Diagnostic) -> Mapping[str, Any]:
    span = diagnostic.span
    return {
        "path": clean(diagnostic.path),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "rule": diagnostic.rule,
        "severity": str(diagnostic.severity),
        "pointer": clean(json_pointer(diagnostic.pointer)),
        "message": clean(diagnostic.message),
        "fixable": diagnostic.fixable,
    }
