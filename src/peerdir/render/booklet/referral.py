"""How to refer somebody: the ways, the papers, the steps, and whom to reach on either side."""

from collections.abc import Iterator
from typing import Any

from peerdir import freshness, words
from peerdir.records import Capacity, Referral, ReferralContact
from peerdir.render.booklet.contact import contact
from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.passages import Passage, joined


def referral(protocol: Referral, edition: Edition) -> dict[str, Any]:
    """Return a referral protocol as the booklet prints it."""
    return {
        "capacity": room(protocol.capacity, edition),
        "methods": edition.sentences([*ways(protocol, edition), answer(protocol, edition)]),
        "required_documents": edition.told([edition.dotted(protocol.required_documents)]),
        "consent": edition.told([protocol.consent]),
        "steps": [said for step in protocol.steps if (said := edition.record(step))],
        "feedback": edition.told([protocol.feedback]),
        "sides": [
            *_side("program", protocol.program_contacts, edition),
            *_side("health_care", protocol.health_care_contacts, edition),
        ],
    }


def room(capacity: Capacity | None, edition: Edition) -> Passage | None:
    """Say whether there is room, since when that is known, and what else; an old answer is none."""
    if capacity is None or not freshness.is_current(capacity, edition.today):
        return None
    said = f"{edition.wording.capacity[capacity.status]} ({words.date(capacity.as_of, edition.wording)})"
    return edition.together([edition.sentences([said]), edition.told([capacity.note])])


def ways(protocol: Referral, edition: Edition) -> Iterator[str]:
    """Yield whether people can come by themselves, and the ways in which somebody can refer them."""
    known = edition.wording.referral_methods
    if "self" in protocol.methods:
        yield known["self"]
    others = [known[method] for method in protocol.methods if method != "self"]
    if others:
        say = edition.wording
        listed = say.join([way[:1].lower() + way[1:] for way in others], say.or_word)
        yield edition.word("refer_by", methods=listed)


def answer(protocol: Referral, edition: Edition) -> str | None:
    """Say how soon the program answers, if that is known."""
    if protocol.response_days is None:
        return None
    count = {0: "same_day", 1: "one"}.get(protocol.response_days, "many")
    return edition.word(f"response.{count}", days=protocol.response_days)


def _side(side: str, contacts: tuple[ReferralContact, ...], edition: Edition) -> Iterator[dict[str, Any]]:
    """Yield the contacts of one side under its name, one list for each organization."""
    for organization in dict.fromkeys(way.organization for way in contacts):
        known = edition.collection.organization(organization) if organization else None
        name = known.name if known else organization
        yield {
            "title": joined([edition.fixed(f"sides.{side}"), edition.name(name)], ": ", edition.language),
            "contacts": [contact(way, edition) for way in contacts if way.organization == organization],
        }
