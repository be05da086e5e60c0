"""Where and when a program meets, in which ways and in which languages."""

from collections.abc import Iterator
from typing import Any

from peerdir import words
from peerdir.records import LanguageOffer, Location, Program, Slot
from peerdir.render.booklet.contact import short_url
from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.passages import Passage, joined


def where_and_when(program: Program, edition: Edition) -> dict[str, Any]:
    """Return the places, the meetings, the ways of support and the languages."""
    places = {location.key: location for location in program.locations}
    offers = [_offer(offer, edition) for offer in program.languages]
    return {
        "locations": [place for location in program.locations if (place := _place(location, edition))],
        "schedule": [joined(_meeting(slot, places, edition), ", ", edition.language) for slot in program.schedule],
        "modalities": edition.listed("modalities", program.modalities),
        "languages": joined(offers, edition.list_comma, edition.language),
    }


def _place(location: Location, edition: Edition) -> Passage | None:
    """Say where. A confidential place tells its area and nothing else, whatever the file holds."""
    if location.type == "confidential":
        hidden = edition.say(f"{edition.word('entry.confidential')}.")
        return joined([edition.name(location.area), hidden], ". ", edition.language)
    country = edition.collection.country(location.address, edition.language)
    street = words.address(location.address, country) if location.address else location.area
    fallback = None if street or location.name else words.place(location, say=edition.wording)
    page = short_url(location.url) if location.url and location.type == "virtual" else None
    where = joined(
        [edition.name(location.name), edition.name(street), edition.maybe(fallback), edition.maybe(page)],
        ", ",
        edition.language,
    )
    extras = joined(
        [edition.listed("accessibility", location.accessibility), edition.told([location.transportation])],
        ". ",
        edition.language,
    )
    return joined([where, extras], ". ", edition.language)


def _meeting(slot: Slot, places: dict[str, Location], edition: Edition) -> Iterator[Passage | None]:
    """Yield when a meeting is, where if there are several places, how to join it from elsewhere, and when it is not."""
    where, time = edition.name(_short(places.get(slot.location), edition)), words.schedule(slot, edition.wording)
    title = edition.name(slot.title)
    if slot.by_appointment and slot.freq is None:
        yield joined([edition.say(time), title or where], ": ", edition.language)
    else:
        yield title
        yield edition.say(_inside_a_line(time, edition) if title else time)
        yield where if len(places) > 1 else None
    if slot.online and slot.online.url:
        yield edition.fixed("entry.online", url=short_url(slot.online.url))
    if slot.online and slot.online.phone:
        yield edition.fixed("entry.dial_in", phone=slot.online.phone)
    if days := [words.date(day, edition.wording) for day in sorted(slot.except_) if day >= edition.today]:
        yield edition.fixed("entry.except", days=_and(days, edition))


def _and(said: list[str], edition: Edition) -> str:
    return edition.wording.join(said)


def _inside_a_line(time: str, edition: Edition) -> str:
    """Begin with a small letter, but for the name of a day: "last Friday of the month", "Saturdays"."""
    return time if time.startswith(tuple(edition.wording.days.values())) else time[:1].lower() + time[1:]


def _short(location: Location | None, edition: Edition) -> str | None:
    """Return the name of a place, else its city; of a confidential place its area and nothing else."""
    if location is None:
        return None
    return location.area if location.type == "confidential" else location.name or words.city(location, edition.wording)


def _offer(offer: LanguageOffer, edition: Edition) -> Passage | None:
    """Return a language, whether somebody interprets, and what must be known: "Vietnamese with an interpreter (…)"."""
    said: Passage | None = edition.labelled("languages", offer.code)
    if offer.level == "interpreter":
        said = edition.filled("entry.interpreter", "language", said)
    note = edition.record(offer.note.rstrip(".")) if offer.note else None
    return (
        joined([joined([said, note], " (", edition.words_in), edition.say(")")], "", edition.words_in) if note else said
    )
