"""Is the protocol between a program and a health care organization ready? One answer, of which each part is a check."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peerdir.readiness import protocol, sides
from peerdir.readiness.check import STATES, Case, Check, State
from peerdir.readiness.reach import organizations, points
from peerdir.reading.collection import Collection
from peerdir.records import Program


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """How the protocol between a program and an organization stands; None for contacts that name no organization."""

    program: Program
    organization: str | None
    checks: tuple[Check, ...]

    @property
    def state(self) -> State:
        """The most urgent state of all checks."""
        return min((check.state for check in self.checks), key=STATES.index)

    @property
    def ready(self) -> bool:
        """Whether every check is ok."""
        return self.state == "ok"

    def check(self, code: str) -> Check:
        """Return one check by its code, such as "capacity"."""
        return next(check for check in self.checks if check.code == code)


def ready(program: Program, organization: str | None, collection: Collection, today: dt.date) -> Readiness:
    """Tell how the referral protocol of a program stands with one health care organization.

    `organization` is an id, None for contacts that name none; one that is not in the protocol has nobody to reach.
    `collection` is the directory as loaded, so that contacts for staff count. The checks stand in the order in which a
    referral goes wrong without them.
    """
    theirs = points(program, "health-care", collection)
    case = Case(
        program=program,
        organization=organization,
        collection=collection,
        today=today,
        mine=points(program, "program", collection),
        theirs=tuple(one for one in theirs if one.contact.organization == organization),
    )
    checks = (
        protocol.listed(case),
        sides.program_contact(case),
        sides.health_care_contact(case),
        sides.side_reachable(case, "program", case.mine),
        sides.side_reachable(case, "health-care", case.theirs),
        protocol.escalation(case),
        protocol.verified(case),
        sides.side_confirmed(case, "program", case.mine),
        sides.side_confirmed(case, "health-care", case.theirs),
        protocol.capacity(case),
        protocol.agreement(case),
        protocol.steps(case),
    )
    return Readiness(program=program, organization=organization, checks=checks)


def readiness(collection: Collection, today: dt.date) -> tuple[Readiness, ...]:
    """Return how every protocol of the listed programs stands: by program, with each organization it names."""
    pairs = ((one, name) for one in collection.programs if one.listed for name in organizations(one))
    return tuple(ready(program, name, collection, today) for program, name in pairs)


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something to do next, once for all protocols it helps."""

    check: Check
    helps: tuple[Readiness, ...]


def tasks(found: Iterable[Readiness]) -> tuple[Task, ...]:
    """Return what to do next for all of them: the most urgent first, of those what helps the most protocols."""
    known: dict[str, list[tuple[int, Check, Readiness]]] = {}
    for one in found:
        for place, check in enumerate(one.checks):
            if check.state != "ok":
                known.setdefault(check.command or f"{check.path} {check.said}", []).append((place, check, one))
    return tuple(task for _, task in sorted(map(_task, known.values()), key=lambda pair: pair[0]))


def _task(same: Sequence[tuple[int, Check, Readiness]]) -> tuple[tuple[int, int, int, str, str], Task]:
    """Join checks that the same command mends; return how early the task comes, and the task."""
    place, check, _ = min(same, key=lambda one: (STATES.index(one[1].state), one[0]))
    helps = {(one.program.id, one.organization): one for _, _, one in same}
    urgency = (STATES.index(check.state), -len(helps), place, check.path, check.command)
    return urgency, Task(check=check, helps=tuple(helps.values()))
