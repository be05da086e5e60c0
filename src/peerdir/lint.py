"""A collection and the rules to sorted diagnostics. It reads nothing and prints nothing."""

from collections.abc import Container, Iterable, Iterator, Sequence

from peerdir import limits
from peerdir.allowances import silence
from peerdir.collection import Entry, diagnose
from peerdir.diagnostic import Diagnostic, Problem
from peerdir.rule import Context, Finding, Rule


def lint(context: Context, rules: Iterable[Rule]) -> Sequence[Diagnostic]:
    """Return what reading found and what the rules find, by file and place; each thing is said once."""
    found = [*context.collection.diagnostics, *_checked(context, tuple(rules))]
    return sorted(dict.fromkeys(found), key=lambda diagnostic: diagnostic.sort_key)


def new_findings(
    now: Sequence[Diagnostic], before: Sequence[Diagnostic], changed: Container[str]
) -> Sequence[Diagnostic]:
    """Keep everything in the files that changed, and in all others only what was not there before.

    So a change is told what it breaks elsewhere, and is never blamed for what somebody else left.
    """
    known = {(one.path, one.rule, one.pointer, one.message) for one in before}
    return [one for one in now if one.path in changed or (one.path, one.rule, one.pointer, one.message) not in known]


def _checked(context: Context, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    between = _between_entries(context, rules)
    for entry in context.collection.entries:
        problems = [_problem(entry, rule, finding) for rule, finding in _findings(entry, context, rules)]
        problems = list(silence(entry.source, problems + between.get(entry.path, [])))
        for problem in problems[: limits.PROBLEMS_PER_FILE]:
            yield diagnose(entry.path, entry.source, problem)
        if len(problems) > limits.PROBLEMS_PER_FILE:
            more = f"{len(problems) - limits.PROBLEMS_PER_FILE} more in this file; mend the ones above first"
            yield diagnose(entry.path, entry.source, problems[limits.PROBLEMS_PER_FILE]._replace(message=more))


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
    pointer, message = finding
    return Problem(entry.source.locate(pointer), pointer, rule.name, rule.severity, message)
