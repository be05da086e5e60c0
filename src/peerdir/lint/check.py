"""Entries and rules to diagnostics. It reads nothing and prints nothing.

Each file is checked alone, and what must be known of it to compare it with others is kept as facts. Then the facts are
compared; a file about which that tells something new is checked once more, together with what was told. So nothing but
facts of all files need be at hand at once, and a file that has not changed need not be read again.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from peerdir import limits
from peerdir.diagnostic import Diagnostic, Pointer, Problem
from peerdir.lint.allowances import silence
from peerdir.reading.collection import Entry
from peerdir.reading.layout import path_of
from peerdir.rule import Context, Fact, Finding, Rule


class Told(NamedTuple):
    """What comparing found about one file."""

    rule: str
    pointer: Pointer
    message: str


class Checked(NamedTuple):
    """What was found in one file, the facts of it by rule, and what comparing had told by then."""

    found: tuple[Diagnostic, ...] = ()
    facts: Mapping[str, Fact] = {}
    told: tuple[Told, ...] = ()


Examine = Callable[[str, tuple[Told, ...]], Checked]
"""Check the file at a path, with what comparing tells about it."""


def lint(context: Context, rules: Iterable[Rule], limit: int | None = limits.PROBLEMS_PER_FILE) -> Sequence[Diagnostic]:
    """Return what reading found and what the rules find, by file and place; each thing is said once.

    Of one file at most `limit` are said, and how many more there are; None for all.
    """
    collection, rules = context.collection, tuple(rules)
    entries = {entry.path: entry for entry in collection.entries}

    def examine(path: str, told: tuple[Told, ...]) -> Checked:
        return check(entries[path], context, rules, told, limit) if path in entries else Checked()

    paths = [path_of(kind, id_) for kind, ids in collection.ids.items() for id_ in sorted(ids)]
    return in_order(collection.diagnostics, settle(paths, examine, rules).values())


def in_order(others: Iterable[Diagnostic], checked: Iterable[Checked]) -> Sequence[Diagnostic]:
    """Put everything that was found in order, each thing once."""
    found = [*others, *(diagnostic for one in checked for diagnostic in one.found)]
    return sorted(dict.fromkeys(found), key=lambda diagnostic: diagnostic.sort_key)


def settle(
    paths: Iterable[str], examine: Examine, rules: Sequence[Rule], kept: Mapping[str, Checked] | None = None
) -> Mapping[str, Checked]:
    """Check all files but those that are `kept` from before, and again those about which comparing tells more."""
    known = kept or {}
    checked = {path: known.get(path) or examine(path, ()) for path in paths}
    told = _compare(checked, rules)
    for path, one in checked.items():
        if told.get(path, ()) != one.told:
            checked[path] = examine(path, told.get(path, ()))
    return checked


def _compare(checked: Mapping[str, Checked], rules: Iterable[Rule]) -> Mapping[str, tuple[Told, ...]]:
    """What the rules that compare find, by path."""
    found: dict[str, list[Told]] = {}
    for rule in rules:
        if rule.compare:
            for path, finding in rule.compare({path: one.facts.get(rule.name) for path, one in checked.items()}):
                found.setdefault(path, []).append(Told(rule.name, finding[0], finding[1]))
    return {path: tuple(one) for path, one in found.items()}


def check(
    entry: Entry,
    context: Context,
    rules: Sequence[Rule],
    told: tuple[Told, ...] = (),
    limit: int | None = limits.PROBLEMS_PER_FILE,
) -> Checked:
    """Check one entry; see `lint` for the limit."""
    names = {rule.name: rule for rule in rules}
    problems = [_problem(entry, rule, finding) for rule, finding in _findings(entry, context, rules)]
    problems += [_problem(entry, names[one.rule], (one.pointer, one.message)) for one in told]
    found = [entry.source.diagnose(entry.path, one) for one in _limited(list(silence(entry.source, problems)), limit)]
    facts = {rule.name: fact for rule in rules if rule.facts and (fact := rule.facts(entry)) is not None}
    return Checked(tuple(found), facts, told)


def _limited(problems: Sequence[Problem], limit: int | None) -> Iterator[Problem]:
    yield from problems[:limit]
    if limit is not None and len(problems) > limit:
        more = f"{len(problems) - limit} more in this file; mend the ones above first"
        yield problems[limit]._replace(message=more, edits=())


def new_findings(
    now: Sequence[Diagnostic], before: Sequence[Diagnostic], changed: Container[str]
) -> Sequence[Diagnostic]:
    """Keep everything in the files that changed, and in all others only what was not there before.

    So a change is told what it breaks elsewhere, and is never blamed for what somebody else left.
    """
    known = {(one.path, one.rule, one.pointer, one.message) for one in before}
    return [one for one in now if one.path in changed or (one.path, one.rule, one.pointer, one.message) not in known]


def _findings(entry: Entry, context: Context, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Finding]]:
    for rule in rules:
        if rule.check and entry.kind in rule.kinds:
            for finding in rule.check(entry, context):
                yield rule, finding


def _problem(entry: Entry, rule: Rule, finding: Finding) -> Problem:
    pointer, message, edits = finding if len(finding) > 2 else (*finding, ())
    # What is wrong with no value, but with the text itself, stands where it is to be mended.
    span = edits[0].span if edits and not pointer else entry.source.locate(pointer)
    return Problem(span, pointer, rule.name, rule.severity, message, edits)
