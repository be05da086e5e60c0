"""Old findings: a directory that has many can begin today, and only new ones fail.

A finding is known by its file, rule and place in the file; not by its words, which may count days.
"""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from peerdir.diagnostic import Diagnostic, json_pointer


class Known(NamedTuple):
    """One old finding."""

    path: str
    rule: str
    pointer: str


class BaselineError(ValueError):
    """A file that should hold old findings holds something else."""


def known(diagnostics: Iterable[Diagnostic]) -> frozenset[Known]:
    """Return what identifies each finding."""
    return frozenset(map(_known, diagnostics))


def _known(one: Diagnostic) -> Known:
    return Known(one.path, one.rule, json_pointer(one.pointer))


def new(diagnostics: Iterable[Diagnostic], old: frozenset[Known]) -> Sequence[Diagnostic]:
    """Keep the findings that are not old ones."""
    return [one for one in diagnostics if _known(one) not in old]


def dump(findings: Iterable[Known]) -> bytes:
    """Write old findings as JSON, one a line, so that a change is easy to read."""
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in sorted(findings))
    return f'{{"findings": [\n{rows}\n]}}\n'.encode()


def parse(content: bytes) -> frozenset[Known]:
    """Read old findings. Raises BaselineError when the file holds something else."""
    try:
        rows = json.loads(content)["findings"]
        found = frozenset(Known(*row) for row in rows)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BaselineError("this file does not hold old findings; delete it to begin anew") from error
    if not all(isinstance(part, str) for row in found for part in row):
        raise BaselineError("this file does not hold old findings; delete it to begin anew")
    return found
