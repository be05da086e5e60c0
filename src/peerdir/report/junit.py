"""For continuous integration that reads test results: JUnit's XML, a test case a file, a failure a diagnostic.

Source: the format as written by Apache Ant's junitreport; warnings go to the case's output and do not fail it.
"""

from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from peerdir.clean import clean
from peerdir.diagnostic import Diagnostic, Severity
from peerdir.report import count


def report(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """Write one suite; files without a diagnostic are counted, not listed."""
    errors = count(diagnostics, Severity.ERROR)
    suite = f'<testsuite name="peerdir" tests="{files}" failures="{errors}" errors="0" skipped="0">'
    cases = [_case(path, list(found)) for path, found in groupby(diagnostics, lambda one: one.path)]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', suite, *cases, "</testsuite>"]) + "\n"


def _case(path: str, found: Sequence[Diagnostic]) -> str:
    failures = [_failure(one) for one in found if one.severity is Severity.ERROR]
    notes = [f"{_place(one)}: {clean(one.message)} [{one.rule}]" for one in found if one.severity is Severity.WARNING]
    output = [f"    <system-out>{escape(chr(10).join(notes))}</system-out>"] if notes else []
    opening = f'  <testcase classname="peerdir" name={quoteattr(clean(path))}>'
    return "\n".join([opening, *failures, *output, "  </testcase>"])


def _failure(one: Diagnostic) -> str:
    message = f"{_place(one)}: {clean(one.message)}"
    return f'    <failure type="{one.rule}" message={quoteattr(message)}/>'


def _place(one: Diagnostic) -> str:
    return f"{clean(one.path)}:{one.span.line}:{one.span.column}"
