"""One program as the booklet prints it.

The keys of an entry are the fields of the record, so that a message about a piece of text can name its field.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from peerdir import freshness, words
from peerdir.records import Contact, Location, Program, ReferralContact, Slot
from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.passages import NO_BREAK_SPACE, Passage, joined, passage, sentence

CAPACITY_MARKS = {"waitlist": "waitlist", "no-capacity": "full", "additional-assessment-required": "assessment"}
LIST = "\u00a0· "
MARKS = ("paused", "waitlist", "full", "assessment", "call_first")


def entry(program: Program, edition: Edition) -> dict[str, Any]:
    """Return one program as the booklet prints it."""
    organization = edition.collection.organization(program.organization)
    spoken = tuple(offer.code for offer in program.languages)
    return {
        "id": program.id,
        "name": edition.say(program.name, spoken=spoken),
        "also_known_as": joined([edition.say(n, spoken=spoken) for n in program.also_known_as], ", ", edition.language),
        "organization": edition.say(organization.name) if organization else None,
        "marks": list(marks(program, edition)),
        "alert": edition.maybe(freshness.alert_text(program, edition.today), spoken=spoken),
        "summary": edition.say(program.summary, spoken=spoken),
        "translations": _translations(program, edition),
        "conditions": edition.maybe(LIST.join(edition.labels("conditions", program.conditions))),
        "eligibility": _who(program, edition),
        "excludes": _sentences(program.eligibility.excludes if program.eligibility else (), edition),
        "functions": [
            {"function": name, "activities": _sentences(function.activities or (function.gap or "",), edition)}
            for name, function in program.functions
            if function.activities or function.gap
        ],
        **_where_and_when(program, edition),
        **_how(program, edition),
        "verification": _checked(program, edition),
    }


def marks(program: Program, edition: Edition) -> Iterator[str]:
    """Yield the marks beside a name: paused, waitlist, call first…"""
    if program.status == "paused":
        yield "paused"
    capacity = program.referral.capacity if program.referral else None
    if program.listed and capacity and capacity.status in CAPACITY_MARKS:
        yield CAPACITY_MARKS[capacity.status]
    if freshness.is_stale(program, edition.collection.directory, edition.today):
        yield "call_first"


def _translations(program: Program, edition: Edition) -> list[dict[str, Passage | None]]:
    """Name and summary in the other languages of the program, for people who read those."""
    others = sorted((code, text) for code, text in program.translations.items() if code != edition.language)
    return [
        {
            "name": passage(text.name, code) if text.name else None,
            "summary": passage(text.summary, code) if text.summary else None,
        }
        for code, text in others
        if text.name or text.summary
    ]


def _sentences(texts: Iterable[str], edition: Edition) -> Passage | None:
    return joined((edition.maybe(sentence(text)) for text in texts), " ", edition.language)


def _who(program: Program, edition: Edition) -> Passage | None:
    rules = program.eligibility
    people = LIST.join(edition.labels("populations", program.populations))
    parts = [people, words.ages(rules), (rules and rules.description) or "", (rules and rules.residency) or ""]
    if rules and rules.diagnosis_required:
        parts.append(edition.word("eligibility.diagnosis_required"))
    if rules and rules.referral_required:
        parts.append(edition.word("eligibility.referral_required"))
    return _sentences((part for part in parts if part), edition)


def _where_and_when(program: Program, edition: Edition) -> dict[str, Any]:
    names = {location.key: location for location in program.locations}
    several = len(names) > 1
    offers = [_offer(offer.code, offer.level, offer.note, edition) for offer in program.languages]
    return {
        "locations": [place for location in program.locations if (place := _place(location, edition))],
        "schedule": [
            _meeting(slot, names.get(slot.location) if several else None, edition) for slot in program.schedule
        ],
        "languages": joined(offers, ", ", edition.language),
    }


def _meeting(slot: Slot, location: Location | None, edition: Edition) -> Passage | None:
    """Say when a meeting is, where if there are several places, and how to join it from elsewhere."""
    online = slot.online
    parts = [
        slot.title,
        words.schedule(slot),
        _short(location),
        edition.word("entry.online", url=_short_url(online.url)) if online and online.url else None,
        edition.word("entry.dial_in", phone=online.phone) if online and online.phone else None,
    ]
    return joined([edition.maybe(part) for part in parts], ", ", edition.language)


def _short(location: Location | None) -> str | None:
    return (location.name or words.city(location)) if location and location.type != "confidential" else None


def _offer(code: str, level: str, note: str | None, edition: Edition) -> Passage:
    label = edition.collection.label("languages", code, edition.language)
    shown = edition.word("entry.interpreter", language=label) if level == "interpreter" else label
    return edition.say(f"{shown} ({note.rstrip('.')})" if note else shown)


def _place(location: Location, edition: Edition) -> Passage | None:
    """Say where. A confidential place tells its area and nothing else, whatever the file holds."""
    if location.type == "confidential":
        return edition.say(f"{location.area}. {edition.word('entry.confidential')}.")
    street = words.address(location.address) if location.address else location.area
    fallback = None if street or location.name else words.place(location)
    page = _short_url(location.url) if location.url and location.type == "virtual" else None
    where = joined(
        [edition.maybe(text) for text in (location.name, street, fallback, page)],
        ", ",
        edition.language,
    )
    access = LIST.join(edition.labels("accessibility", location.accessibility))
    extras = _sentences((text for text in (access, location.transportation) if text), edition)
    return joined([where, extras], ". ", edition.language)


def _how(program: Program, edition: Edition) -> dict[str, Any]:
    public = [way for way in program.contacts if way.visibility == "public"]
    return {
        "cost": _sentences(_cost(program, edition), edition),
        "contacts": [contact(way, edition) for way in public],
        "referral": _referral(program, edition) if program.listed else None,
    }


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


def _referral(program: Program, edition: Edition) -> dict[str, Any] | None:
    referral = program.referral
    if referral is None:
        return None
    itself = words.REFERRAL_METHODS["self"] if "self" in referral.methods else None
    others = [_small(words.REFERRAL_METHODS[method]) for method in referral.methods if method != "self"]
    ways = edition.word("refer_by", methods=words.join(others, "or")) if others else None
    days = referral.response_days
    answer = edition.word(f"response.{'one' if days == 1 else 'many'}", days=days) if days else None
    contacts = (*referral.program_contacts, *referral.health_care_contacts)
    return {
        "methods": _sentences((text for text in (itself, ways, answer) if text), edition),
        "steps": [edition.say(step) for step in referral.steps],
        "contacts": [contact(way, edition) for way in contacts if way.visibility == "public"],
    }


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def contact(way: Contact | ReferralContact, edition: Edition) -> dict[str, Any]:
    """Return a way to reach somebody. The role says what it is for, unless it is just "public"."""
    role = None if way.role.casefold() == "public" else way.role
    url = way.url if isinstance(way, Contact) else None
    return {
        "title": joined([edition.maybe(role), edition.maybe(way.name)], ", ", edition.language),
        "phone": phone(way.phone) if way.phone else None,
        "email": _email(way.email) if way.email else None,
        "url": _page(url) if url else None,
        "hours": edition.maybe(way.hours),
    }


def _email(address: str) -> dict[str, str | None]:
    """Return an address as it is read, and as a link where it is one plain address."""
    plain = re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", address)
    return {"shown": address, "target": f"mailto:{address}" if plain else None}


def _page(url: str) -> dict[str, str | None]:
    """Return a web address as it is read, and as a link where it leads to the web."""
    return {"shown": _short_url(url), "target": url if re.match("https?://", url) else None}


def _short_url(url: str) -> str:
    return re.sub(r"^https?://(www\.)?|/$", "", url)


def phone(number: str) -> dict[str, str | None]:
    """Return a number as it is read, and as a link where what is dialled is certain: one number, or a short one."""
    dialled = words.dial(number) or (number if re.fullmatch("[0-9]{2,6}", number) else None)
    return {"shown": number.replace(" ", NO_BREAK_SPACE), "target": f"tel:{dialled}" if dialled else None}


def _checked(program: Program, edition: Edition) -> Passage | None:
    if program.verification is None:
        return edition.say(edition.word("entry.not_checked")) if program.listed else None
    date, method = words.date(program.verification.verified_on), words.METHODS[program.verification.method]
    return edition.say(edition.word("entry.checked", date=date, method=method))
