"""One program as the booklet prints it.

The keys of an entry are the fields of the record, so that a message about a piece of text can name its field.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any

from peerdir import freshness, words
from peerdir.records import Program, Translation
from peerdir.render.booklet.contact import contact
from peerdir.render.booklet.edition import Edition, spoken_in
from peerdir.render.booklet.meetings import where_and_when
from peerdir.render.booklet.passages import Passage, base, joined, passage, sentence
from peerdir.render.booklet.referral import referral
from peerdir.render.collation import folded

CAPACITY_MARKS = {"waitlist": "waitlist", "no-capacity": "full", "additional-assessment-required": "assessment"}
MARKS = ("paused", "waitlist", "full", "assessment", "call_first")


def entry(program: Program, edition: Edition) -> dict[str, Any]:
    """Return one program as the booklet prints it."""
    organization = edition.collection.organization(program.organization)
    protocol = program.referral if program.listed else None
    return {
        **about(program, edition),
        "also_known_as": _other_names(program, edition),
        "organization": edition.name(organization.name) if organization else None,
        "marks": list(marks(program, edition)),
        "alert": edition.record(freshness.alert_text(program, edition.today), spoken=spoken_in(program)),
        "conditions": edition.listed("conditions", program.conditions),
        "needs": edition.listed("needs", program.needs),
        "escalation": edition.told([protocol.escalation]) if protocol else None,
        "contacts": [contact(way, edition) for way in sorted(program.contacts, key=lambda way: way.visibility)],
        "referral": referral(protocol, edition) if protocol else None,
        **_address(program, edition),
    }


def about(program: Program, edition: Edition) -> dict[str, Any]:
    """Return what a program is, for whom, where and when: all of its entry that a referral sheet says as well."""
    return {
        "id": program.id,
        "name": edition.title(program),
        "summary": _summary(program, edition),
        "translations": _translations(program, edition),
        "eligibility": _who(program, edition),
        "excludes": edition.told(program.eligibility.excludes) if program.eligibility else None,
        "functions": _functions(program, edition),
        **where_and_when(program, edition),
        "cost": _cost(program, edition),
        "verification": _known(program, edition),
    }


def _address(program: Program, edition: Edition) -> dict[str, str]:
    """Return the web address of the program's page, where the pages have one."""
    base_url = edition.wishes.address if program.listed and program.publish.web else None
    return {"address": f"{base_url.rstrip('/')}/programs/{program.id}.html"} if base_url else {}


def marks(program: Program, edition: Edition) -> Iterator[str]:
    """Yield the marks beside a name: paused, waitlist, call first…"""
    if program.status == "paused":
        yield "paused"
    capacity = program.referral.capacity if program.listed and program.referral else None
    if capacity and capacity.status in CAPACITY_MARKS and freshness.is_current(capacity, edition.today):
        yield CAPACITY_MARKS[capacity.status]
    if freshness.is_stale(program, edition.collection.directory, edition.today):
        yield "call_first"


def _other_names(program: Program, edition: Edition) -> Passage | None:
    """Return what else a program is called; a translated name at its head may be one of these."""
    spoken = spoken_in(program)
    head = folded(edition.name_of(program))
    others = [edition.name(name, spoken=spoken) for name in program.also_known_as if folded(name) != head]
    return joined(others, edition.list_comma, edition.language)


def _summary(program: Program, edition: Edition) -> Passage | None:
    spoken = spoken_in(program)
    own = edition.translation(program).summary
    return edition.own(own, spoken=spoken) or edition.record(program.summary, spoken=spoken)


def _functions(program: Program, edition: Edition) -> list[dict[str, Any]]:
    """Return what happens for each of the four functions, in the booklet's language as far as that is written."""
    translated = edition.translation(program).functions
    found = []
    for name, function in program.functions:
        own: tuple[str, ...] = getattr(translated, name) if translated else ()
        if said := edition.own(" ".join(map(sentence, own))) or edition.told(function.activities or (function.gap,)):
            found.append({"function": name, "activities": said})
    return found


def _translations(program: Program, edition: Edition) -> list[dict[str, Passage | None]]:
    """Name and summary in the other languages of the program, for people who read those; the record's own included."""
    own = edition.translation(program)
    texts = dict(program.translations)
    if own.name or own.summary:
        texts[edition.written_in] = Translation(name=program.name, summary=program.summary)
    return [
        {
            "language": edition.own_name(code),
            "name": passage(text.name, code) if text.name else None,
            "summary": passage(text.summary, code) if text.summary else None,
        }
        for code, text in sorted(texts.items())
        if (text.name or text.summary) and text is not own and base(code) != base(edition.language)
    ]


def _who(program: Program, edition: Edition) -> Passage | None:
    rules = program.eligibility
    groups = edition.listed("populations", program.populations)
    if groups is None and rules is None:
        return None
    needed = [
        edition.word("eligibility.diagnosis_required") if rules and rules.diagnosis_required else None,
        edition.word("eligibility.referral_required") if rules and rules.referral_required else None,
    ]
    return edition.together(
        [
            _ended(groups),
            edition.sentences([words.ages(rules, edition.wording)]),
            edition.told([rules.description, rules.residency]) if rules else None,
            edition.sentences(needed),
        ]
    )


def _ended(said: Passage | None) -> Passage | None:
    """End a list of labels as a sentence."""
    return [*said[:-1], (said[-1][0], sentence(said[-1][1]))] if said else None


def _cost(program: Program, edition: Edition) -> Passage | None:
    """Say that it is free, unless the description says so first, or that it is not; and the description."""
    price = program.cost
    if price is None:
        return None
    if price.description and not price.free:
        return edition.told([price.description])
    free = edition.word("entry.free")
    say = dataclasses.replace(edition.wording, free=free, not_free=edition.word("entry.not_free"))
    said = words.cost(price, say)
    if said == price.description:
        return edition.told([said])
    headline = free if price.free else said
    rest = said.removeprefix(headline).removeprefix(". ")
    return edition.together([edition.sentences([headline]), edition.told([rest])])


def _known(program: Program, edition: Edition) -> Passage | None:
    """Say when the entry was last checked, and that the program is on trial if it is."""
    decision = program.credibility.decision if program.credibility else None
    on_trial = decision is not None and decision.result == "provisional"
    return edition.together([_checked(program, edition), edition.fixed("entry.on_trial") if on_trial else None])


def _checked(program: Program, edition: Edition) -> Passage | None:
    if program.verification is None:
        return edition.fixed("entry.not_checked") if program.listed else None
    date = words.date(program.verification.verified_on, edition.wording)
    method = edition.wording.methods[program.verification.method]
    return edition.fixed("entry.checked", date=date, method=method)
