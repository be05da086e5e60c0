"""What has happened cannot be dated in the future: a verification, a check, a decision, the state of a waitlist.

A slip in the year makes an entry look fresh for years.

Bad:

    verification: {verified_on: 2062-05-01, verified_by: desk, method: phone}

Good:

    verification: {verified_on: 2026-05-01, verified_by: desk, method: phone}
"""

import datetime as dt
from collections.abc import Iterator

from peerdir.diagnostic import Pointer, Severity
from peerdir.reading.collection import Entry
from peerdir.records import Credibility, Program, Referral
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare every day on which something was done with today."""
    for pointer, day in _past(entry.program):
        # Somewhere on earth it is tomorrow already.
        if day and day > context.today + dt.timedelta(days=1):
            yield pointer, f"{day} is in the future (today is {context.today}); write the day on which it was done"


def _past(program: Program) -> Iterator[tuple[Pointer, dt.date | None]]:
    if program.verification:
        yield ("verification", "verified_on"), program.verification.verified_on
        for index, check in enumerate(program.verification.history):
            yield ("verification", "history", index, "date"), check.date
    if program.referral:
        yield from _referral(program.referral)
    if program.credibility:
        yield from _credibility(program.credibility)
    for code, day in program.checklist.items():
        yield ("checklist", code), day


def _referral(referral: Referral) -> Iterator[tuple[Pointer, dt.date | None]]:
    if referral.capacity:
        yield ("referral", "capacity", "as_of"), referral.capacity.as_of
    if referral.agreement:
        yield ("referral", "agreement", "signed_on"), referral.agreement.signed_on
    for side in ("program_contacts", "health_care_contacts"):
        for index, contact in enumerate(getattr(referral, side)):
            yield ("referral", side, index, "confirmed_on"), contact.confirmed_on


def _credibility(credibility: Credibility) -> Iterator[tuple[Pointer, dt.date | None]]:
    for index, evidence in enumerate(credibility.evidence):
        yield ("credibility", "evidence", index, "issued"), evidence.issued
        yield ("credibility", "evidence", index, "checked_on"), evidence.checked_on
    if credibility.decision:
        yield ("credibility", "decision", "date"), credibility.decision.date
