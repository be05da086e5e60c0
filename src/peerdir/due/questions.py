"""What to ask a program: each thing we print about it, with the path under which it can be changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peerdir import words
from peerdir.reading.collection import Collection
from peerdir.records import Contact, Location, Program, Referral, ReferralContact
from peerdir.wording import ENGLISH, Wording


@dataclass(frozen=True, kw_only=True)
class Question:
    """One thing to confirm: its topic (a key of the fixed words), what we print, and where one value can be changed.

    `of` says which of several is meant, such as the role of a contact. `value` is empty for what we do not know. Where
    no single value says it there is no `path`, and `example` shows how a change is typed for `peerdir set`.
    """

    topic: str
    value: str
    of: str = ""
    path: str | None = None
    example: str = ""


def role(person: Contact | ReferralContact) -> str:
    """Say what somebody is there for; "public" is a word for files, and tells nobody whom to ask for."""
    return "" if person.role.casefold() == "public" else person.role


def questions(
    program: Program, collection: Collection, language: str = "en", say: Wording = ENGLISH
) -> Sequence[Question]:
    """Return what to ask about a program, in the order in which people talk; `program` is what the audience may see.

    What is no text of the entry is said in `language`, for which `say` has the patterns.
    """
    return [
        Question(topic="name", value=program.name, path="name"),
        Question(topic="status", value=program.status, path="status"),
        Question(topic="summary", value=program.summary, path="summary"),
        *_places(program, collection, say),
        *_meetings(program, say),
        *_who(program, collection, language, say),
        *_cost(program, say),
        *_contacts("contact", "contacts", program.contacts),
        *(_referral(program.referral, say) if program.referral else ()),
    ]


def _places(program: Program, collection: Collection, say: Wording) -> Iterator[Question]:
    for number, place in enumerate(program.locations, 1):
        street = place.type == "physical" and place.address and place.address.line1
        path = f"locations.{number}.address.line1" if street else None
        value = words.place(place, collection.country(place.address), say)
        yield Question(topic="where", value=value, path=path, example=f"locations.{number}.name=…")


def _meetings(program: Program, say: Wording) -> Iterator[Question]:
    places = {place.key: place for place in program.locations}
    for number, slot in enumerate(program.schedule, 1):
        example = f"schedule.{number}.byday=TU; schedule.{number}.start=18:00; schedule.{number}.end=19:30"
        of = _called(places.get(slot.location), say)
        yield Question(topic="when", value=words.schedule(slot, say), of=of, example=example)


def _called(place: Location | None, say: Wording) -> str:
    return (place.name or words.city(place, say)) if place else ""


def _who(program: Program, collection: Collection, language: str, say: Wording) -> Iterator[Question]:
    labels = [collection.label("languages", offer.code, language) for offer in program.languages]
    spoken = say.join(labels)
    yield Question(topic="languages", value=spoken, example="languages+=es; languages-=vi")
    limits = program.eligibility
    said = ". ".join(part for part in (words.ages(limits, say), limits.description if limits else None) if part)
    path = "eligibility.description" if limits and limits.description else None
    yield Question(topic="who", value=said, path=path, example="eligibility.description=…")


def _cost(program: Program, say: Wording) -> Iterator[Question]:
    if program.cost:
        path = "cost.description" if program.cost.description else None
        value = words.cost(program.cost, say)
        yield Question(topic="cost", value=value, path=path, example="cost.free=false; cost.description=…")


def _contacts(topic: str, path: str, people: Sequence[Contact | ReferralContact]) -> Iterator[Question]:
    for one in people:
        # By role, not by number: of a list of which some are for staff the numbers would be others.
        alone = sum(other.role.casefold() == one.role.casefold() for other in people) == 1 and "." not in one.role
        for field in ("phone", "email"):
            if value := getattr(one, field):
                here = f"{path}.{one.role}.{field}"
                yield Question(
                    topic=f"{topic}_{field}",
                    value=value,
                    of=role(one),
                    path=here if alone else None,
                    example=f"{path}.1.{field}=…",
                )


def _referral(referral: Referral, say: Wording) -> Iterator[Question]:
    yield from _contacts("referral", "referral.program_contacts", referral.program_contacts)
    room = referral.capacity
    said = f"{say.capacity[room.status]} ({words.date(room.as_of, say)})" if room else ""
    yield Question(topic="room", value=said, example="referral.capacity={status: waitlist, as_of: 2026-01-31}")
    if referral.escalation:
        yield Question(topic="crisis", value=referral.escalation, path="referral.escalation")
