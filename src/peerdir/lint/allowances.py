"""A finding that is right but wanted is silenced on its line, with a reason:

    phone: "+1-619-555-0100"  # peerdir: allow duplicate-program — two chapters, one phone

The comment stands behind the value or alone on the line above it. One without a reason silences nothing, and one that
silences nothing is a finding itself, so that none outlives what it was for.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from peerdir.diagnostic import Problem, Severity, Span
from peerdir.reading.source import Source

COMMENT = re.compile(r"(?:^|[ \t])(#[ \t]*peerdir:[ \t]*allow\b[ \t]*([A-Za-z0-9-]*)[ \t:,.—–-]*(.*))$")
UNUSED, WITHOUT_REASON = "unused-allowance", "allowance-without-reason"


class Allowance(NamedTuple):
    """One comment: which rule it silences, why, on which line, and where the comment itself stands."""

    rule: str
    reason: str
    line: int
    span: Span


def find(source: Source) -> Iterator[Allowance]:
    """Yield the allowances of a text. What looks like one inside a quoted text is none."""
    if "peerdir:" not in source.text:
        return
    quoted = [source.values[pointer] for pointer in source.scalars]
    lines = source.text.split("\n")
    for number, text in enumerate(lines, 1):
        found = COMMENT.search(text.rstrip("\r"))
        if not found:
            continue
        span = Span(number, found.start(1) + 1, number, found.end(1) + 1)
        if any(_within(span, value) for value in quoted):
            continue
        alone = not text[: found.start(1)].strip()
        yield Allowance(found[2], found[3].strip(), number + 1 if alone else number, span)


def _within(span: Span, value: Span) -> bool:
    return (value.line, value.column) <= (span.line, span.column) < (value.end_line, value.end_column)


def silence(source: Source, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems that no allowance silences, and those that the allowances themselves have."""
    allowances = list(find(source))
    used: set[Allowance] = set()
    for problem in problems:
        place = (problem.rule, problem.span.line)
        allowing = [one for one in allowances if one.reason and (one.rule, one.line) == place]
        used.update(allowing)
        if not allowing:
            yield problem
    # Links are checked by a command of their own, which asks the network; its findings are not among these.
    own = (one for one in allowances if not one.rule.startswith("link-"))
    yield from (_left_over(one) for one in own if one not in used)


def _left_over(allowance: Allowance) -> Problem:
    if not allowance.reason:
        message = f"say why behind the rule: # peerdir: allow {allowance.rule or 'RULE'} — the reason"
        return Problem(allowance.span, (), WITHOUT_REASON, Severity.ERROR, message)
    message = f'this silences nothing: "{allowance.rule}" finds nothing on line {allowance.line}; delete the comment'
    return Problem(allowance.span, (), UNUSED, Severity.WARNING, message)
