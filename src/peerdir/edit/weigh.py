"""Whether a change makes things worse: the errors and warnings that are there after it and were not before."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from peerdir import limits
from peerdir.diagnostic import Diagnostic, Severity
from peerdir.lint.allowances import UNUSED, WITHOUT_REASON
from peerdir.lint.reading_rules import reading_rules

# Two files that may be one program; the finding stands at the name of both.
TWINS = ("duplicate-program", "similar-name")
PATH = re.compile(r"(programs/[a-z0-9-]+\.yaml):[0-9]+; ")


def worse(before: Sequence[Diagnostic], after: Sequence[Diagnostic], severity: Severity) -> Sequence[Diagnostic]:
    """Return the findings of `severity` of which a file has more after a change than before, by file and rule.

    A file that could not be read before, or broke the contract, has never been asked what else is wrong with it; what
    the rules find once it can be read is not the change's fault.
    """
    old = Counter((one.path, one.rule) for one in before)
    names = {rule.name for rule in reading_rules()} - {UNUSED, WITHOUT_REASON}
    unread = {one.path for one in before if one.rule in names and one.severity is Severity.ERROR}
    known = {(one.path, one.rule, one.pointer, one.message) for one in before}
    now = Counter((one.path, one.rule) for one in after if one.severity is severity)
    grown = {key for key, count in now.items() if count > old[key] and not (key[0] in unread and key[1] not in names)}
    candidates = [one for one in after if one.severity is severity and (one.path, one.rule) in grown]
    fresh = [one for one in candidates if (one.path, one.rule, one.pointer, one.message) not in known]
    return fresh or candidates


def has_too_many(found: Iterable[Diagnostic], paths: Iterable[str]) -> bool:
    """Tell whether one of the files has more findings than are said at once, so that a new one could hide."""
    counts = Counter(one.path for one in found)
    return any(counts[path] > limits.PROBLEMS_PER_FILE for path in paths)


def twins(found: Iterable[Diagnostic], path: str) -> Sequence[Diagnostic]:
    """Return the findings that the file at `path` may be a program that stands in another file already."""
    return [one for one in found if one.path == path and one.rule in TWINS]


def other(one: Diagnostic) -> str:
    """Return the path of the other file that such a finding names; "" when it names none."""
    found = PATH.search(one.message)
    return found[1] if found else ""
