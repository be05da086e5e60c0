"""A program is listed by a decision, and the decision names the version of policy.md that it was made by.

When the policy has changed, somebody must look again whether the program keeps the new one.

Bad:

    credibility:
      decision: {result: provisional, policy: version 1, date: 2026-06-20, by: Inclusion committee}

Good:

    credibility:
      decision: {result: provisional, policy: version 2, date: 2026-06-20, by: Inclusion committee}
"""

from collections.abc import Iterator

from peerdir.clean import cut
from peerdir.credibility import decision_of, policy_fault
from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the version that a listed program's decision names with the one in use."""
    policy, decision = context.collection.policy, decision_of(entry.program)
    fault = policy_fault(entry.program, policy)
    if not fault or not policy or not decision:
        return
    at: tuple[str, ...] = ("credibility", "decision")
    now = f"version {policy.version}"
    if fault == "unnamed":
        yield at, f"the decision names no version of the policy; write `policy: {now}` if it was made by that"
        return
    named = cut(decision.policy or "")
    if fault == "older":
        yield (*at, "policy"), f'the decision was made by "{named}"; {now} is in use, so decide again'
    else:
        yield (*at, "policy"), f'policy.md tells of no "{named}"; {now} is in use'
