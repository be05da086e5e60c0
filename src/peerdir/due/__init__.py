"""Which entries must be checked by when, and whom to call: by coordinator, the most overdue first."""

import datetime as dt
import fnmatch
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peerdir.audience import Audience, view
from peerdir.due.questions import Question, questions, role
from peerdir.freshness import due_on, failed_tries, is_hidden
from peerdir.reading.collection import Collection
from peerdir.records import Check, Contact, Coordinator, Directory, Program, ReferralContact

__all__ = ["Due", "Person", "Question", "due", "matches_nothing", "people", "questions", "role"]

Person = Contact | ReferralContact


@dataclass(frozen=True, kw_only=True)
class Due:
    """One entry that must be checked. `program` is what the audience may see of it.

    `days` is how many days it is overdue, below 0 when there is still time, None when nobody ever checked it. `tries`
    are those since the last verification that failed, the oldest first; for the public without who tried and what they
    noted. `hidden` tells that readers do not see the entry until somebody confirms it.
    """

    program: Program
    coordinator: str
    due_on: dt.date | None
    days: int | None
    tries: tuple[Check, ...] = ()
    hidden: bool = False


def due(collection: Collection, today: dt.date, within: int, audience: Audience = "public") -> Sequence[Due]:
    """Return the listed entries that are due in `within` days or earlier, by coordinator, the most overdue first.

    A coordinator is whom the settings name, else who checked the entry the last time.
    """
    # Without a day: entries that the public is not shown because of their age are the first to be called.
    seen = {program.id: program for program in view(collection, audience).programs}
    directory, limit = collection.directory, today + dt.timedelta(days=within)
    found = []
    for program in collection.programs:
        day = due_on(program, directory)
        if program.listed and program.id in seen and (day is None or day <= limit):
            found.append(_due(program, seen[program.id], directory, today, audience))
    order = [one.name for one in directory.coordinators]
    return sorted(found, key=lambda one: (_place(order, one.coordinator), -_age(one), one.program.id))


def _due(program: Program, seen: Program, directory: Directory, today: dt.date, audience: Audience) -> Due:
    day, tries = due_on(program, directory), failed_tries(program)
    if audience == "public":
        tries = tuple(Check(date=one.date, by="", method=one.method, result=one.result) for one in tries)
    return Due(
        program=seen,
        coordinator=_coordinator(program, directory.coordinators),
        due_on=day,
        days=(today - day).days if day else None,
        tries=tries,
        hidden=is_hidden(program, directory, today),
    )


def _coordinator(program: Program, coordinators: Sequence[Coordinator]) -> str:
    named = [one.name for one in coordinators if _keeps(one, program)]
    if named:
        return named[-1]
    return program.verification.verified_by if program.verification else ""


def _keeps(coordinator: Coordinator, program: Program) -> bool:
    by_id = any(fnmatch.fnmatchcase(program.id, pattern) for pattern in coordinator.programs)
    return by_id or program.organization in coordinator.organizations


def _place(order: Sequence[str], name: str) -> tuple[int, str]:
    return (order.index(name) if name in order else len(order), name.casefold())


def _age(one: Due) -> int:
    return one.days if one.days is not None else dt.date.max.toordinal()


def matches_nothing(directory: Directory, programs: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Return each coordinator's patterns and organizations that fit no program, so that a slip is seen.

    `programs` tells who runs each one: organizations by the ids of programs.
    """
    runners = set(programs.values())
    found = []
    for one in directory.coordinators:
        found += [(one.name, p) for p in one.programs if not any(fnmatch.fnmatchcase(id_, p) for id_ in programs)]
        found += [(one.name, name) for name in one.organizations if name not in runners]
    return found


def people(program: Program) -> Sequence[Person]:
    """Return whom to ask, the best first: who takes referrals at the program, then its other contacts."""
    own: list[Person] = [*program.contacts]
    own[:0] = program.referral.program_contacts if program.referral else ()
    found: dict[tuple[str | None, str | None], Person] = {}
    for one in own:
        if one.phone or one.email:
            found.setdefault((one.phone, one.email), one)
    return sorted(found.values(), key=lambda one: one.phone is None)
