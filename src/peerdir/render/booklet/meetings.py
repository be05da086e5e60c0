"""Where and when a program meets, in which ways and in which languages."""

from collections.abc import Iterator
from typing import Any

from peerdir import words
from peerdir.records import Location, Program, Slot
from peerdir.render.booklet.contact import short_url
from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.passages import Passage, joined


def where_and_when(program: Program, edition: Edition) -> dict[str, Any]:
    """Return the places, the meetings, the ways of support and the languages."""
    places = {location.key: location for location in program.locations}
    offers = [_offer(offer.code, offer.level, offer.note, edition) for offer in program.languages]
    return {
        "locations": [place for location in program.locations if (place := _place(location, edition))],
        "schedule": [
            joined([edition.maybe(part) for part in _meeting(slot, places, edition)], ", ", edition.language)
            for slot in program.schedule
        ],
        "modalities": edition.listed("modalities", program.modalities),
        "languages": joined(offers, ", ", edition.language),
    }


def _place(location: Location, edition: Edition) -> Passage | None:
    """Say where. A confidential place tells its area and nothing else, whatever the file holds."""
    if location.type == "confidential":
        return edition.say(f"{location.area}. {edition.word('entry.confidential')}.")
    country = edition.collection.country(location.address, edition.language)
    street = words.address(location.address, country) if location.address else location.area
    fallback = None if street or location.name else words.place(location)
    page = short_url(location.url) if location.url and location.type == "virtual" else None
    where = joined(
        [edition.maybe(text) for text in (location.name, street, fallback, page)],
        ", ",
        edition.language,
    )
    extras = joined(
        [edition.listed("accessibility", location.accessibility), edition.sentences([location.transportation])],
        ". ",
        edition.language,
    )
    return joined([where, extras], ". ", edition.language)


def _meeting(slot: Slot, places: dict[str, Location], edition: Edition) -> Iterator[str | None]:
    """Yield when a meeting is, where if there are several places, how to join it from elsewhere, and when it is not."""
    where, time = _short(places.get(slot.location)), words.schedule(slot)
    if slot.by_appointment and slot.freq is None:
        yield f"{time}: {slot.title or where}" if slot.title or where else time
    else:
        yield slot.title
        yield _inside_a_line(time) if slot.title else time
        yield where if len(places) > 1 else None
    if slot.online and slot.online.url:
        yield edition.word("entry.online", url=short_url(slot.online.url))
    if slot.online and slot.online.phone:
        yield edition.word("entry.dial_in", phone=slot.online.phone)
    if days := sorted(day for day in slot.except_ if day >= edition.today):
        yield edition.word("entry.except", days=words.join([words.date(day) for day in days]))


def _inside_a_line(time: str) -> str:
    """Begin with a small letter, but for the name of a day: "last Friday of the month", "Saturdays"."""
    return time if time.startswith(tuple(words.DAYS.values())) else time[:1].lower() + time[1:]


def _short(location: Location | None) -> str | None:
    """Return the name of a place, else its city; of a confidential place its area and nothing else."""
    if location is None:
        return None
    return location.area if location.type == "confidential" else location.name or words.city(location)


def _offer(code: str, level: str, note: str | None, edition: Edition) -> Passage:
    label = edition.collection.label("languages", code, edition.language)
    shown = edition.word("entry.interpreter", language=label) if level == "interpreter" else label
    return edition.say(f"{shown} ({note.rstrip('.')})" if note else shown)
