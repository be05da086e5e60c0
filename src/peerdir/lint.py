"""A collection and the rules to sorted diagnostics. It reads nothing and prints nothing."""

from collections.abc import Iterable, Iterator, Sequence

from peerdir import limits
from peerdir.collection import Entry, diagnose
from peerdir.diagnostic import Diagnostic, Problem
from peerdir.rule import Context, Finding, Rule


def lint(context: Context, rules: Iterable[Rule]) -> Sequence[Diagnostic]:
    """Return what reading found and what the rules find, by file and place; each thing is said once."""
    found = [*context.collection.diagnostics, *_checked(context, tuple(rules))]
    return sorted(dict.fromkeys(found), key=lambda diagnostic: diagnostic.sort_key)


def _checked(context: Context, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    for entry in context.collection.entries:
        findings = list(_findings(entry, context, rules))
        for rule, finding in findings[: limits.PROBLEMS_PER_FILE]:
            yield _diagnostic(entry, rule, finding)
        if len(findings) > limits.PROBLEMS_PER_FILE:
            rule, (pointer, _) = findings[limits.PROBLEMS_PER_FILE]
            more = f"{len(findings) - limits.PROBLEMS_PER_FILE} more in this file; mend the ones above first"
            yield _diagnostic(entry, rule, (pointer, more))
    for rule in rules:
        if rule.check_collection:
            for entry, finding in rule.check_collection(context):
                yield _diagnostic(entry, rule, finding)


def _findings(entry: Entry, context: Context, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Finding]]:
    for rule in rules:
        if rule.check and entry.kind in rule.kinds:
            for finding in rule.check(entry, context):
                yield rule, finding


def _diagnostic(entry: Entry, rule: Rule, finding: Finding) -> Diagnostic:
    pointer, message = finding
    problem = Problem(entry.source.locate(pointer), pointer, rule.name, rule.severity, message)
    return diagnose(entry.path, entry.source, problem)
