"""When and where a program meets, in the words of the web pages; of a confidential place its area and nothing else."""

import datetime as dt

from peerdir import words
from peerdir.collection import Collection
from peerdir.records import Location, Program, Slot


def town(location: Location, collection: Collection | None = None) -> str:
    """Return the shortest public answer to "where?"; of a confidential place its area and nothing else.

    With the collection, a country that is not its own is named: "Chiang Mai, Thailand".
    """
    if location.type == "confidential":
        return location.area or ""
    country = collection.country(location.address) if collection and location.type == "physical" else None
    return ", ".join(part for part in (words.city(location), country) if part)


def towns(program: Program, collection: Collection) -> list[str]:
    """Return the towns of a program, each once, in the entry's order."""
    return [name for name in dict.fromkeys(town(place, collection) for place in program.locations) if name]


def meetings(program: Program, collection: Collection, today: dt.date) -> list[str]:
    """Say when a program meets, a line for each meeting; where, if it is not always the same or to be agreed on."""
    several = len({slot.location for slot in program.schedule}) > 1
    places = {place.key: place for place in program.locations}
    said = []
    for slot in program.schedule:
        where = _where(places.get(slot.location), collection) if several or slot.by_appointment else ""
        said.append(", ".join(part for part in (words.schedule(slot), where, *slot_notes(slot, today)) if part))
    return list(dict.fromkeys(said))


def brief_meetings(program: Program, collection: Collection, today: dt.date) -> list[str]:
    """Say when a program meets in as few words as a card has room for; "by appointment" says where."""
    places = {place.key: place for place in program.locations}
    said = []
    for slot in program.schedule:
        parts = [words.brief(slot)]
        if slot.timezone:
            parts.append(f"{slot.timezone.rpartition('/')[2].replace('_', ' ')} time")
        if slot.by_appointment:
            parts += ["by appointment"] if slot.freq else []
            parts.append(_where(places.get(slot.location), collection))
        if slot.dtstart and slot.dtstart > today:
            parts.append(f"starts on {words.date(slot.dtstart)}")
        line = ", ".join(part for part in parts if part)
        said.append(line[0].upper() + line[1:])
    return list(dict.fromkeys(said))


def _where(location: Location | None, collection: Collection) -> str:
    if location is None:
        return ""
    return {"virtual": "online", "phone": "by phone"}.get(location.type) or town(location, collection)


def slots_at(program: Program, location: Location) -> list[Slot]:
    """Return the meetings at one place."""
    return [slot for slot in program.schedule if slot.location == location.key]


def slots_elsewhere(program: Program) -> list[Slot]:
    """Return the meetings whose place the entry does not describe."""
    keys = {location.key for location in program.locations}
    return [slot for slot in program.schedule if slot.location not in keys]


def slot_notes(slot: Slot, today: dt.date) -> list[str]:
    """Say when a meeting begins if it has not yet, and on which coming days there is none."""
    begins = [f"starts on {words.date(slot.dtstart)}"] if slot.dtstart and slot.dtstart > today else []
    missing = [words.date(day) for day in sorted(slot.except_) if day >= today]
    return begins + ([f"not on {words.join(missing)}"] if missing else [])
