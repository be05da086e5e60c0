"""Records to the search index: a card and facets for each program, the words of its texts, the phrases people say."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from peerdir import words
from peerdir.analyse import singular, terms
from peerdir.analyse import words as split
from peerdir.audience import view
from peerdir.collection import Collection, load
from peerdir.freshness import due_on
from peerdir.publishing import publishable
from peerdir.records import FUNCTIONS, Program, Slot

SCHEMA = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE card (rowid INTEGER PRIMARY KEY, json TEXT);
    CREATE TABLE facet (kind TEXT, code TEXT, program INTEGER, PRIMARY KEY (kind, code, program)) WITHOUT ROWID;
    CREATE TABLE phrase (words TEXT, kind TEXT, code TEXT, label TEXT, PRIMARY KEY (words, kind, code)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE text USING fts5 (
        name, place, body, content='', prefix='2 3', tokenize = "porter unicode61 categories 'L* N* Co Mn Mc'"
    );
"""
VOCABULARIES = ("conditions", "populations", "needs", "modalities", "functions", "accessibility", "languages")


def fill(connection: sqlite3.Connection, root: Path, stamp: str, today: dt.date) -> None:
    """Make the index of the directory in `root`, for the public and for that day, in an empty database."""
    loaded, _ = publishable(load(root), today)
    collection = view(loaded, "public", today)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
    for row, program in enumerate(collection.programs, 1):
        connection.execute("INSERT INTO card VALUES (?, ?)", (row, json.dumps(card(program, collection))))
        rows = {(kind, code, row) for kind, code in facets(program)}
        connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", rows)
        name, place, body = (" ".join(terms(" \n".join(part))) for part in _texts(program, collection))
        connection.execute("INSERT INTO text (rowid, name, place, body) VALUES (?, ?, ?, ?)", (row, name, place, body))
    connection.executemany("INSERT OR IGNORE INTO phrase VALUES (?, ?, ?, ?)", _phrases(collection))
    lines = [[line.name, line.phone] for line in collection.directory.emergency]
    first, last = _holds(loaded, today)
    meta = {"stamp": stamp, "from": first, "until": last, "emergency": json.dumps(lines, ensure_ascii=False)}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    connection.commit()


def _holds(collection: Collection, today: dt.date) -> tuple[str, str]:
    """From which day to which the index is right: between two days on which a series of meetings ends."""
    ends = {slot.until for program in collection.programs for slot in program.schedule if slot.until}
    past = [end + dt.timedelta(days=1) for end in ends if end < today]
    return max(past, default=dt.date.min).isoformat(), min(
        (e for e in ends if e >= today), default=dt.date.max
    ).isoformat()


def card(program: Program, collection: Collection) -> dict[str, Any]:
    """What a result shows of a program, as plain data."""
    due = due_on(program, collection.directory)
    contacts = program.contacts
    capacity = program.referral.capacity if program.referral else None
    return {
        "id": program.id,
        "name": program.name,
        "summary": program.summary,
        "status": program.status,
        "where": list(dict.fromkeys(words.city(location) for location in program.locations)),
        "when": list(dict.fromkeys(words.schedule(slot) for slot in program.schedule)),
        "brief": list(dict.fromkeys(words.brief(slot) for slot in program.schedule)),
        "languages": [collection.label("languages", offer.code) for offer in program.languages],
        "phone": next((contact.phone for contact in contacts if contact.phone), None),
        "email": next((contact.email for contact in contacts if contact.email), None),
        "url": next((contact.url for contact in contacts if contact.url), None),
        "free": program.cost.free if program.cost else None,
        "capacity": capacity.status if capacity else None,
        "capacity_as_of": capacity.as_of.isoformat() if capacity else None,
        "verified_on": program.verification.verified_on.isoformat() if program.verification else None,
        "due_on": due.isoformat() if due else None,
    }


def facets(program: Program) -> Iterator[tuple[str, str]]:
    """Yield every kind and code a filter can ask for."""
    for kind in ("conditions", "populations", "needs", "modalities"):
        yield from ((kind, code) for code in getattr(program, kind))
    yield from (("languages", offer.code) for offer in program.languages)
    yield from (("functions", name) for name in FUNCTIONS if getattr(program.functions, name).activities)
    yield from (("accessibility", code) for location in program.locations for code in location.accessibility)
    yield from (("place", place.casefold()) for place in places(program))
    yield from (("day", day) for slot in program.schedule for day in _days(slot))
    yield "name", program.id
    yield "organization", program.organization
    yield "status", program.status
    if program.cost and program.cost.free:
        yield "free", "yes"
    if program.referral and program.referral.capacity and program.referral.capacity.status == "capacity":
        yield "room", program.referral.capacity.as_of.isoformat()


def places(program: Program) -> Iterator[str]:
    """Yield the names of the places where a program is, or from which people can come."""
    for location in program.locations:
        if location.address:
            address = location.address
            yield from (part for part in (address.city, address.region, address.postal_code) if part)
        if location.area:
            yield location.area
    yield from (area.name for area in program.service_area)


def _texts(program: Program, collection: Collection) -> tuple[list[str], list[str], list[str]]:
    """The words of a program: its names, its places, and everything else people may remember."""
    translations = program.translations.values()
    organization = collection.organization(program.organization)
    names = [program.name, *program.also_known_as, *(t.name for t in translations if t.name)]
    body = [program.summary, program.description or "", organization.name if organization else ""]
    body += [activity for _, function in program.functions for activity in function.activities]
    body += [location.name for location in program.locations if location.name]
    for translation in translations:
        body += [translation.summary or "", translation.description or ""]
        if translation.functions:
            body += [activity for name in FUNCTIONS for activity in getattr(translation.functions, name)]
    return names, list(places(program)), body


def _phrases(collection: Collection) -> Iterator[tuple[str, str, str, str]]:
    """Yield what people say for every code and place, as words, with the code's kind, the code and its label."""
    for kind in VOCABULARIES:
        vocabulary = collection.vocabularies.get(kind)
        for term in vocabulary.terms if vocabulary else ():
            synonyms = (synonym for said in term.synonyms.values() for synonym in said)
            for said in {term.code, term.label, *term.labels.values(), *synonyms}:
                yield _key(said), kind, term.code, term.label
    for program in collection.programs:
        for name in (program.name, *program.also_known_as):
            yield _key(name), "name", program.id, name
    for place in {place for program in collection.programs for place in places(program)}:
        yield _key(place), "place", place.casefold(), place


def _key(said: str) -> str:
    """A phrase as it is compared: folded, split, and without plural endings."""
    return singular(" ".join(split(said)))


def _days(slot: Slot) -> Iterable[str]:
    return words.DAYS if slot.freq == "daily" else [code[-2:] for code in slot.byday]
