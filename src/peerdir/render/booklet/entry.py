"""One program as the booklet prints it.

The keys of an entry are the fields of the record, so that a message about a piece of text can name its field.
"""

from collections.abc import Iterator
from typing import Any

from peerdir import freshness, words
from peerdir.records import Program
from peerdir.render.booklet.contact import contact
from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.meetings import where_and_when
from peerdir.render.booklet.passages import Passage, joined, passage
from peerdir.render.booklet.referral import referral

CAPACITY_MARKS = {"waitlist": "waitlist", "no-capacity": "full", "additional-assessment-required": "assessment"}
MARKS = ("paused", "waitlist", "full", "assessment", "call_first")


def entry(program: Program, edition: Edition) -> dict[str, Any]:
    """Return one program as the booklet prints it."""
    organization = edition.collection.organization(program.organization)
    spoken = tuple(offer.code for offer in program.languages)
    protocol = program.referral if program.listed else None
    return {
        "id": program.id,
        "name": edition.say(program.name, spoken=spoken),
        "also_known_as": joined([edition.say(n, spoken=spoken) for n in program.also_known_as], ", ", edition.language),
        "organization": edition.say(organization.name) if organization else None,
        "marks": list(marks(program, edition)),
        "alert": edition.maybe(freshness.alert_text(program, edition.today), spoken=spoken),
        "summary": edition.say(program.summary, spoken=spoken),
        "translations": _translations(program, edition),
        "conditions": edition.listed("conditions", program.conditions),
        "needs": edition.listed("needs", program.needs),
        "eligibility": edition.sentences(_who(program, edition)),
        "excludes": edition.sentences(program.eligibility.excludes if program.eligibility else ()),
        "functions": [
            {"function": name, "activities": edition.sentences(function.activities or (function.gap,))}
            for name, function in program.functions
            if function.activities or function.gap
        ],
        "escalation": edition.sentences([protocol.escalation]) if protocol else None,
        **where_and_when(program, edition),
        "cost": edition.sentences(_cost(program, edition)),
        "contacts": [contact(way, edition) for way in sorted(program.contacts, key=lambda way: way.visibility)],
        "referral": referral(protocol, edition) if protocol else None,
        "verification": _checked(program, edition),
    }


def marks(program: Program, edition: Edition) -> Iterator[str]:
    """Yield the marks beside a name: paused, waitlist, call first…"""
    if program.status == "paused":
        yield "paused"
    capacity = program.referral.capacity if program.listed and program.referral else None
    if capacity and capacity.status in CAPACITY_MARKS and freshness.is_current(capacity, edition.today):
        yield CAPACITY_MARKS[capacity.status]
    if freshness.is_stale(program, edition.collection.directory, edition.today):
        yield "call_first"


def _translations(program: Program, edition: Edition) -> list[dict[str, Passage | None]]:
    """Name and summary in the other languages of the program, for people who read those."""
    others = sorted((code, text) for code, text in program.translations.items() if code != edition.language)
    return [
        {
            "language": edition.own_name(code),
            "name": passage(text.name, code) if text.name else None,
            "summary": passage(text.summary, code) if text.summary else None,
        }
        for code, text in others
        if text.name or text.summary
    ]


def _who(program: Program, edition: Edition) -> Iterator[str | None]:
    rules = program.eligibility
    yield edition.dotted(edition.labels("populations", program.populations))
    yield words.ages(rules)
    if rules:
        yield rules.description
        yield rules.residency
        yield edition.word("eligibility.diagnosis_required") if rules.diagnosis_required else None
        yield edition.word("eligibility.referral_required") if rules.referral_required else None


def _cost(program: Program, edition: Edition) -> Iterator[str]:
    """Yield "Free" unless the description begins so, and the description."""
    if program.cost is None:
        return
    description = program.cost.description or ""
    free = edition.word("entry.free")
    if program.cost.free and not description.casefold().startswith(free.casefold()):
        yield free
    if not program.cost.free and not description:
        yield edition.word("entry.not_free")
    if description:
        yield description


def _checked(program: Program, edition: Edition) -> Passage | None:
    if program.verification is None:
        return edition.say(edition.word("entry.not_checked")) if program.listed else None
    date, method = words.date(program.verification.verified_on), words.METHODS[program.verification.method]
    return edition.say(edition.word("entry.checked", date=date, method=method))
