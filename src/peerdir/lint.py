"""A collection and the rules to sorted diagnostics. It reads nothing and prints nothing."""

from collections.abc import Container, Iterable, Iterator, Sequence

from peerdir import limits
from peerdir.allowances import silence
from peerdir.collection import Entry, diagnose
from peerdir.diagnostic import Diagnostic, Problem
from peerdir.rule import Context, Finding, Rule


def lint(context: Context, rules: Iterable[Rule], limit: int | None = limits.PROBLEMS_PER_FILE) -> Sequence[Diagnostic]:
    """Return what reading found and what the rules find, by file and place; each thing is said once.

    Of one file at most `limit` are said, and how many more there are; None for all.
    """
    found = [*context.collection.diagnostics, *_checked(context, tuple(rules), limit)]
    return sorted(dict.fromkeys(found), key=lambda diagnostic: diagnostic.sort_key)


def new_findings(
    now: Sequence[Diagnostic], before: Sequence[Diagnostic], changed: Container[str]
) -> Sequence[Diagnostic]:
    """Keep everything in the files that changed, and in all others only what was not there before.

    So a change is told what it breaks elsewhere, and is never blamed for what somebody else left.
    """
    known = {(one.path, one.rule, one.pointer, one.message) for one in before}
    return [one for one in now if one.path in changed or (one.path, one.rule, one.pointer, one.message) not in known]


def _checked(context: Context, rules: Sequence[Rule], limit: int | None) -> Iterator[Diagnostic]:
    between = _between_entries(context, rules)
    for entry in context.collection.entries:
        problems = [_problem(entry, rule, finding) for rule, finding in _findings(entry, context, rules)]
        problems = list(silence(entry.source, problems + between.get(entry.path, [])))
        for problem in problems[:limit]:
            yield diagnose(entry.path, entry.source, problem)
        if limit is not None and len(problems) > limit:
            more = f"{len(problems) - limit} more in this file; mend the ones above first"
            yield diagnose(entry.path, entry.source, problems[limit]._replace(message=more, edits=()))


def _findings(entry: Entry, context: Context, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Finding]]:
    for rule in rules:
        if rule.check and entry.kind in rule.kinds:
            for finding in rule.check(entry, context):
                yield rule, finding


def _between_entries(context: Context, rules: Sequence[Rule]) -> dict[str, list[Problem]]:
    """What the rules that compare entries find, by the path of the entry that carries it."""
    found: dict[str, list[Problem]] = {}
    for rule in rules:
        if rule.check_collection:
            for entry, finding in rule.check_collection(context):
                found.setdefault(entry.path, []).append(_problem(entry, rule, finding))
    return found


def _problem(entry: Entry, rule: Rule, finding: Finding) -> Problem:
    pointer, message, edits = finding if len(finding) > 2 else (*finding, ())
    # What is wrong with no value, but with the text itself, stands where it is to be mended.
    span = edits[0].span if edits and not pointer else entry.source.locate(pointer)
    return Problem(span, pointer, rule.name, rule.severity, message, edits)
