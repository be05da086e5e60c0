"""When and where a program meets, in the words of the web pages; of a confidential place its area and nothing else."""

import datetime as dt

from peerdir import words
from peerdir.records import Location, Program, Slot
from peerdir.render.booklet.edition import ENGLISH
from peerdir.render.booklet.passages import base
from peerdir.render.site.speech import Speech

# A line breaks neither at the first nor behind a dash before the second. A longer time may break between its two hours.
NO_BREAK, JOINER, LONGEST = "\xa0", "\u2060", 18


def town(location: Location, speech: Speech) -> str:
    """Return the shortest public answer to "where?"; of a confidential place its area and nothing else.

    A country that is not the directory's own is named: "Chiang Mai, Thailand".
    """
    if location.type == "confidential":
        return location.area or ""
    parts = (words.city(location, speech.when), abroad(location, speech))
    return speech.when.comma.join(part for part in parts if part)


def abroad(location: Location, speech: Speech) -> str | None:
    """Name the country of a place that is not in the directory's own."""
    known = location.type == "physical"
    return speech.collection.country(location.address, speech.code) if known else None


def towns(program: Program, speech: Speech) -> list[str]:
    """Return the towns of a program, each once, in the entry's order."""
    return [name for name in dict.fromkeys(town(place, speech) for place in program.locations) if name]


def doors(program: Program, speech: Speech) -> list[str]:
    """Return where to go, each place once: its name and address, or its town where no address is told."""
    return [said for said in dict.fromkeys(_door(place, speech) for place in program.locations) if said]


def _door(place: Location, speech: Speech) -> str:
    if place.type != "physical" or place.address is None:
        return town(place, speech)
    address = words.address(place.address, speech.collection.country(place.address, speech.code))
    return speech.when.comma.join(filter(None, (place.name, address)))


def meetings(program: Program, today: dt.date, speech: Speech) -> list[str]:
    """Say when a program meets, a line for each meeting; where, if it is not always the same or to be agreed on."""
    several = len({slot.location for slot in program.schedule}) > 1
    places = {place.key: place for place in program.locations}
    said = []
    for slot in program.schedule:
        where = _where(places.get(slot.location), speech) if several or slot.by_appointment else ""
        parts = (schedule(slot, speech), where, *slot_notes(slot, today, speech))
        said.append(speech.when.comma.join(part for part in parts if part))
    return list(dict.fromkeys(said))


def brief_meetings(program: Program, today: dt.date, speech: Speech) -> list[str]:
    """Say when a program meets in as few words as a card has room for; "by appointment" says where."""
    places = {place.key: place for place in program.locations}
    said = []
    for slot in program.schedule:
        parts = _brief(slot, speech)
        if slot.by_appointment:
            parts.append(_where(places.get(slot.location), speech))
        if slot.dtstart and slot.dtstart > today:
            parts.append(speech.plain("where.starts", date=speech.date(slot.dtstart)))
        line = speech.when.comma.join(part for part in parts if part)
        said.append(line[0].upper() + line[1:])
    return list(dict.fromkeys(said))


def _brief(slot: Slot, speech: Speech) -> list[str]:
    """Only English has short names for days; other languages say it whole."""
    if base(speech.code) != ENGLISH:
        return [schedule(slot, speech)]
    zone = speech.when.time_of.format(city=city_of(slot.timezone)) if slot.timezone else ""
    agreed = speech.when.by_appointment if slot.by_appointment and slot.freq else ""
    return [_unbroken(words.brief(slot), slot, speech), zone, agreed]


def schedule(slot: Slot, speech: Speech) -> str:
    """Say when a meeting is, with its time on one line."""
    return _unbroken(words.schedule(slot, speech.when), slot, speech)


def times(slot: Slot, speech: Speech) -> str:
    """Say from when to when, on one line."""
    return _unbroken(words.times(slot.start, slot.end, speech.when), slot, speech)


def _unbroken(said: str, slot: Slot, speech: Speech) -> str:
    """Keep the time in a sentence whole: "6–7:30 pm"."""
    for start, end in ((slot.start, slot.end), (slot.start, None), (slot.end, None)):
        time = words.times(start, end, speech.when)
        if time and len(time) <= LONGEST:
            said = said.replace(time, time.replace(" ", NO_BREAK).replace("–", f"–{JOINER}"))
    return said


def city_of(zone: str) -> str:
    """Return the city a time zone is named after."""
    return zone.rpartition("/")[2].replace("_", " ")


def _where(location: Location | None, speech: Speech) -> str:
    if location is None:
        return ""
    names = {"virtual": "where.place_online", "phone": "where.place_by_phone"}
    return speech.plain(names[location.type]) if location.type in names else town(location, speech)


def slots_at(program: Program, location: Location) -> list[Slot]:
    """Return the meetings at one place."""
    return [slot for slot in program.schedule if slot.location == location.key]


def slots_elsewhere(program: Program) -> list[Slot]:
    """Return the meetings whose place the entry does not describe."""
    keys = {location.key for location in program.locations}
    return [slot for slot in program.schedule if slot.location not in keys]


def slot_notes(slot: Slot, today: dt.date, speech: Speech) -> list[str]:
    """Say when a meeting begins if it has not yet, and on which coming days there is none."""
    ahead = slot.dtstart if slot.dtstart and slot.dtstart > today else None
    begins = [speech.plain("where.starts", date=speech.date(ahead))] if ahead else []
    missing = [speech.date(day) for day in sorted(slot.except_) if day >= today]
    days = speech.when.join(missing)
    return begins + ([speech.plain("where.not_on", days=days)] if missing else [])
