"""The checks of the two points of contact: named, reachable in office hours, confirmed."""

import datetime as dt
import difflib
from collections.abc import Sequence

from peerdir import words
from peerdir.freshness import Age, age_of_contact, age_of_entry
from peerdir.readiness.check import OPEN, Case, Check
from peerdir.readiness.reach import SIDES, Point, Side, is_same, reachable
from peerdir.reading.collection import Collection
from peerdir.records import Organization, Program

ROLES_SHOWN = 4


def program_contact(case: Case) -> Check:
    """Is there somebody at the program who takes referrals?"""
    code = "program-contact"
    if case.mine:
        return Check(code=code, state="ok", said=f"it names who takes referrals: {_roles(case.mine)}")
    said, todo = "the program names nobody who takes referrals", "Ask the program which desk takes referrals"
    return Check(code=code, state="missing", said=said, **_named(case, "program", todo, "role: …, phone: …"))


def health_care_contact(case: Case) -> Check:
    """Is there somebody at the organization, and somebody else than at the program?"""
    code = "health-care-contact"
    if not case.theirs:
        known = case.collection.organization(case.organization) if case.organization else None
        said, todo = f"nobody is named at {case.called}", f"Ask {case.called} who refers people"
        todo += f", such as {_known_roles(known)}" if known and known.contacts else ""
        who = f"organization: {case.organization}, role: {OPEN}" if case.organization else "role: …, phone: …"
        return Check(code=code, state="missing", said=said, **_named(case, "health-care", todo, who))
    twin = next((one for one in case.theirs if is_same_on_both_sides(one, case.mine)), None)
    if twin is None:
        return Check(code=code, state="ok", said=f"it names who refers at {case.called}: {_roles(case.theirs)}")
    return Check(
        code=code,
        state="missing",
        said=f"the same person and number as on the program's side is {twin.called}",
        todo=f"Ask who answers at {case.called}, and write that number",
        command=case.set(f"{_at(twin)}.phone={OPEN}"),
        path=case.path,
        rule="same-referral-contact",
    )


def is_same_on_both_sides(point: Point, mine: Sequence[Point]) -> bool:
    """Tell whether a contact of the health care side is one of the program's own once more."""
    return any(is_same(point, one) for one in mine)


def side_reachable(case: Case, side: Side, found: Sequence[Point]) -> Check:
    """Can each be reached at all, and at least one in hours that are known?"""
    code = f"{side}-reachable"
    states = {one: reachable(one) for one in found}
    lost = next((one for one in found if states[one] == "missing"), None)
    if lost:
        return _lost(case, code, lost)
    if answers := next((one for one in found if states[one] == "ok"), None):
        by = " and ".join({"phone": "phone", "email": "e-mail"}[way] for way in answers.ways)
        return Check(code=code, state="ok", said=f"people can reach {answers.called} by {by}, in hours that are known")
    return _hours(case, code, found[0]) if found else _nobody(case, code, side, "reach")


def _lost(case: Case, code: str, point: Point) -> Check:
    """Say why a contact has no number, and where one is to be written."""
    role, organization = point.contact.role, point.organization
    if organization and point.listed:
        place = f"organizations/{organization.id}.yaml"
        said = f'there is no phone and no e-mail for "{role}" in {place}'
        todo = f"Ask {organization.name} for one"
        number = organization.contacts.index(point.listed) + 1
        command = case.set(f"contacts.{number}.phone={OPEN}", organization=organization.id)
        return _missing(code, said, todo, command, place, "referral-contact-role")
    change, todo = f"{_at(point)}.phone={OPEN}", f'Ask for the number of "{role}"'
    if organization is None:
        said = f'there is no phone and no e-mail for "{role}", and no file of its organization'
        return _missing(code, said, todo, case.set(change), case.path, "unknown-reference")
    if near := nearest_roles(role, organization):
        change, todo = f"{_at(point)}.role={near[0]}", f'See whether "{near[0]}" is meant'
    said = f'there is no role "{role}" in organizations/{organization.id}.yaml, and so no number'
    return _missing(code, said, todo, case.set(change), case.path, "referral-contact-role")


def _missing(code: str, said: str, todo: str, command: str, path: str, rule: str) -> Check:
    return Check(code=code, state="missing", said=said, todo=todo, command=command, path=path, rule=rule)


def nearest_roles(role: str, organization: Organization) -> list[str]:
    """Return the role of an organization that is spelled nearest to one it does not have; empty without any."""
    return difflib.get_close_matches(role, [known.role for known in organization.contacts], 1)


def _hours(case: Case, code: str, point: Point) -> Check:
    """Say that nobody knows when somebody answers, and where the hours belong: beside the number."""
    if point.is_unreadable:
        path = f"organizations/{point.contact.organization}.yaml"
        said, todo = f"{path} has mistakes, so nobody knows how to reach {point.called}", "Mend that file first"
        return Check(code=code, state="unknown", said=said, todo=todo, command="peerdir lint", path=path)
    said = f"nobody has written down when {point.called} answers"
    todo, command, path = "Ask for the hours", case.set(f"{_at(point)}.hours={OPEN}"), case.path
    # Its own number stands in the program's file, one that was filled in stands in the organization's.
    own = case.program.referral and getattr(case.program.referral, SIDES[point.side])[point.number - 1]
    if point.organization and point.listed and own and not (own.phone or own.email):
        number = point.organization.contacts.index(point.listed) + 1
        command = case.set(f"contacts.{number}.hours={OPEN}", organization=point.organization.id)
        path = f"organizations/{point.organization.id}.yaml"
    return Check(code=code, state="unknown", said=said, todo=todo, command=command, path=path)


def confirmed(point: Point, program: Program, collection: Collection, today: dt.date) -> Age:
    """Tell whether a point of contact was confirmed within the interval.

    Whoever checks an entry asks about the program's own contacts too; so for those the last check of the entry counts,
    unless they tell a day of their own.
    """
    if point.contact.confirmed_on is None and point.side == "program":
        return age_of_entry(program, collection.directory, today)
    return age_of_contact(point.contact, program, collection.directory, today)


def side_confirmed(case: Case, side: Side, found: Sequence[Point]) -> Check:
    """Was none confirmed too long ago, and at least one of late?"""
    code = f"{side}-confirmed"
    ages = {one: confirmed(one, case.program, case.collection, case.today) for one in found}
    if old := next((one for one in found if ages[one] == "old"), None):
        return _old(case, code, old)
    if asked := next((one for one in found if ages[one] == "ok"), None):
        return Check(code=code, state="ok", said=f"within the interval somebody confirmed {asked.called}")
    if not found:
        return _nobody(case, code, side, "ask")
    day, called = found[0].contact.confirmed_on, found[0].called
    said = f"nobody has written down when {called} was last asked"
    return Check(
        code=code,
        state="unknown",
        said=f"on {day}, a day that is still to come, somebody confirmed {called}" if day else said,
        todo=_ask(side),
        command=case.set(f"{_at(found[0])}.confirmed_on={case.today}"),
        path=case.path,
    )


def _old(case: Case, code: str, point: Point) -> Check:
    day = point.contact.confirmed_on
    if day is None:
        said = f"the last who asked {point.called} checked the entry, and that is too long ago"
        todo, command, rule = "Call the program and go through the entry", verify(case), "verification-stale"
    else:
        said, todo = f"the last day on which somebody confirmed {point.called} is {day}, too long ago", _ask(point.side)
        command, rule = case.set(f"{_at(point)}.confirmed_on={case.today}"), "contact-confirmed-long-ago"
    return Check(code=code, state="old", said=said, todo=todo, command=command, path=case.path, rule=rule)


def verify(case: Case) -> str:
    """Return the command that records that the whole entry was confirmed, and by whom."""
    return f"peerdir verify {case.program.id} --by {OPEN} --confirmed"


def _ask(side: Side) -> str:
    does = "takes referrals" if side == "program" else "refers people"
    return f"Ask whether that desk still {does}, and write the day"


def _nobody(case: Case, code: str, side: Side, verb: str) -> Check:
    """Somebody has to be named first; the check for that says how."""
    named = program_contact(case) if side == "program" else health_care_contact(case)
    return Check(
        code=code,
        state="missing",
        said=f"there is nobody to {verb}",
        todo=named.todo,
        command=named.command,
        path=named.path,
        rule=named.rule,
    )


def _named(case: Case, side: Side, todo: str, who: str) -> dict[str, str]:
    if case.program.referral is None:
        return {"todo": f"{todo}, and write both sides into a `referral` block", "path": case.path}
    command = case.set(f"referral.{SIDES[side]}+={{{who}}}")
    return {"todo": todo, "command": command, "path": case.path}


def _at(point: Point) -> str:
    """Where a contact stands in the program's file, as `peerdir set` takes it."""
    return f"referral.{SIDES[point.side]}.{point.number}"


def _roles(found: Sequence[Point]) -> str:
    return ", ".join(dict.fromkeys(one.contact.role for one in found))


def _known_roles(organization: Organization) -> str:
    return words.join([f'"{contact.role}"' for contact in organization.contacts[:ROLES_SHOWN]], "or")
