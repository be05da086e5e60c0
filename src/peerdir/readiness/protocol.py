"""The checks of the protocol between both sides: crisis, last check, room, agreement, steps."""

from peerdir import limits, words
from peerdir.freshness import age_of_agreement, age_of_capacity, age_of_entry
from peerdir.readiness.check import OPEN, Case, Check, State
from peerdir.readiness.sides import verify
from peerdir.records import Program, Referral

# The parts of a protocol that have to be written down, in words; each is a field of `referral`.
PARTS = {
    "steps": "the steps",
    "consent": "how the person agrees",
    "response_days": "how soon the program answers",
    "feedback": "how the health care side hears back",
}


def listed(case: Case) -> Check:
    """Are people referred to the program at all?"""
    if case.program.listed:
        return Check(code="listed", state="ok", said="people can be referred to the program")
    status = case.program.status
    why = f"its status is {status}" if status not in ("active", "paused") else "it was taken off the list"
    return Check(
        code="listed",
        state="missing",
        said=f"{why}, so nobody is referred to it",
        todo="Look for another program: peerdir match",
        path=case.path,
    )


def names_escalation(program: Program) -> bool:
    """Tell whether the protocol says what peers do when somebody is in danger."""
    return bool(program.referral and program.referral.escalation)


def escalation(case: Case) -> Check:
    """Does it say what peers do in a crisis?"""
    if names_escalation(case.program):
        return Check(code="escalation", state="ok", said="it says what peers do in a crisis")
    return Check(
        code="escalation",
        state="missing",
        said="it does not say what peers do in a crisis",
        todo="Ask whom peers call in a crisis, and who stays with the person",
        command=case.set(f"referral.escalation={OPEN}"),
        path=case.path,
        rule="no-crisis-wording",
    )


def verified(case: Case) -> Check:
    """Was the whole entry checked within its interval?"""
    verification = case.program.verification
    age = age_of_entry(case.program, case.collection.directory, case.today)
    day = verification.verified_on if verification else None
    said = f"the entry was checked on {day}" if day else "nobody has written down when the entry was checked"
    if age == "ok":
        return Check(code="verified", state=age, said=said)
    said += ", which counts no longer" if age == "old" else ", a day that is still to come" if day else ""
    return Check(
        code="verified",
        state=age,
        said=said,
        todo="Call the program and go through the entry",
        command=verify(case),
        path=case.path,
        rule="verification-stale" if age == "old" else None,
    )


def capacity(case: Case) -> Check:
    """Is it known whether there is room, and is that answer young enough?"""
    room = case.program.referral.capacity if case.program.referral else None
    age = age_of_capacity(room, case.today)
    said = f"the answer about room is from {room.as_of}" if room else "nobody has written down whether there is room"
    if age == "ok":
        return Check(code="capacity", state=age, said=said)
    said += (
        f"; it counts for {limits.CAPACITY_DAYS} days"
        if age == "old"
        else ", a day that is still to come"
        if room
        else ""
    )
    if room:
        command = case.set(f"referral.capacity.status={room.status}", f"referral.capacity.as_of={case.today}")
    else:
        command = case.set(f"referral.capacity={{status: capacity, as_of: {case.today}}}")
    return Check(
        code="capacity",
        state=age,
        said=said,
        todo="Ask the program whether there is room, and write what they say as the status",
        command=command,
        path=case.path,
        rule="capacity-stale" if age == "old" else None,
    )


def agreement(case: Case) -> Check:
    """Is the agreement of both sides in force?"""
    found = case.program.referral.agreement if case.program.referral else None
    age = age_of_agreement(found, case.today)
    said, change = "no agreement of both sides is written down", f"agreement={{kind: {OPEN}, signed_on: {OPEN}}}"
    if found:
        said, change = "the agreement does not say since when it counts", f"agreement.signed_on={OPEN}"
    if found and age == "ok":
        return Check(code="agreement", state=age, said="the agreement of both sides is in force")
    if found and age == "old":
        said, change = f"the review of the agreement was due on {found.review_by}", f"agreement.review_by={OPEN}"
    return Check(
        code="agreement",
        state=age,
        said=said,
        todo="Ask both sides what they agreed on, and write the days"
        if age == "unknown"
        else "Ask both sides for the day of the next one",
        command=case.set(f"referral.{change}"),
        path=case.path,
        rule="agreement-review-overdue" if age == "old" else None,
    )


def lacking(referral: Referral | None) -> tuple[str, ...]:
    """Return the parts of a protocol, by their fields, that nobody has written down."""
    return tuple(part for part in PARTS if getattr(referral, part, None) in (None, (), ""))


def steps(case: Case) -> Check:
    """Is everything written down that somebody needs to go through the protocol?"""
    lacks = lacking(case.program.referral)
    state: State = "unknown" if lacks else "ok"
    if not lacks:
        return Check(code="steps", state=state, said="the steps are written down, up to how the other side hears back")
    changes = [f"referral.{part}{'+=' if part == 'steps' else '='}{OPEN}" for part in lacks]
    return Check(
        code="steps",
        state=state,
        said=f"nobody has written down {words.join([PARTS[part] for part in lacks])}",
        todo="Ask both sides how it goes, and write it down",
        command=case.set(*changes),
        path=case.path,
    )
