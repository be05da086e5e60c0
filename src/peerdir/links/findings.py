"""What became of links, as diagnostics at the places where they stand."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit, urlunsplit

from peerdir.diagnostic import Diagnostic, Problem, Severity
from peerdir.links import guard
from peerdir.links.check import Checked
from peerdir.links.outcome import FailureError, Kind, Outcome
from peerdir.links.targets import Use
from peerdir.lint.allowances import find

RULES = {
    Kind.DEAD: ("link-dead", Severity.ERROR),
    Kind.MOVED: ("link-moved", Severity.WARNING),
    Kind.UNREACHABLE: ("link-unreachable", Severity.WARNING),
    Kind.TAKEN_OVER: ("link-taken-over", Severity.WARNING),
}
LONGEST = 200


def findings(checked: Iterable[Checked]) -> Sequence[Diagnostic]:
    """Return a diagnostic for each place of a link that is not well, unless an allowance stands on its line."""
    found = [one for target, outcome in checked for use in target.uses for one in _at(use, target.url, outcome)]
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)


def _at(use: Use, url: str, outcome: Outcome) -> Iterator[Diagnostic]:
    if outcome.kind not in RULES:
        return
    rule, severity = RULES[outcome.kind]
    source = use.entry.source
    span = source.locate(use.pointer)
    if any(one.reason and (one.rule, one.line) == (rule, span.line) for one in find(source)):
        return
    message = _message(outcome, url, staff_only=use.staff_only)
    yield source.diagnose(use.entry.path, Problem(span, use.pointer, rule, severity, message))


def _message(outcome: Outcome, url: str, *, staff_only: bool) -> str:
    match outcome.kind:
        case Kind.DEAD:
            return f"this link is dead: {outcome.reason}; find its new address, or delete it"
        case Kind.MOVED if staff_only:
            return "this page has moved for good; open it, and write the address where it ends"
        case Kind.MOVED:
            return f"this page has moved for good; write {_shown(outcome.to or '', url)}"
        case Kind.TAKEN_OVER:
            return f"perhaps taken over: {outcome.reason}; open it, and delete the link if it is no longer theirs"
        case _:
            return f"this link could not be checked: {outcome.reason}; try again on another day"


def _shown(to: str, url: str) -> str:
    """Write the new address in plain ASCII; a query that the old one did not have may be somebody's, and is hidden."""
    try:
        parts = urlsplit(guard.place(to, any_port=True).url)
    except FailureError:
        return "the address where it ends"
    same = parts.query == urlsplit(url).query
    shown = urlunsplit(parts if same else parts._replace(query=""))
    shown += "" if same else "?…"
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
