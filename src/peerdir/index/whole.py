"""All programs of a collection to the tables of the search index, whoever keeps them: a file, or a build of pages."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from peerdir.apart import of_each, workers
from peerdir.index.describe import Indexed, describe
from peerdir.index.rows import GAP, SCHEMA, put, put_parts, put_phrases, put_places, put_postings, put_words, tally
from peerdir.reading.collection import Collection
from peerdir.records import Program

# Sharing out costs as much as describing some hundreds of programs.
MANY = 1_000
Tables = sqlite3.Connection
"""The tables of an index, to be asked in SQL."""


def in_memory(collection: Collection) -> Tables:
    """Return an index of what may be published (`audience.view`), kept nowhere. Whoever asks for it closes it."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    put_all(connection, collection, sorted(_described(collection), key=lambda one: one.order))
    connection.commit()
    return connection


def _described(collection: Collection) -> Iterable[Indexed]:
    """Return what an index holds of every program; several processes share the work when there are many."""
    programs = {program.id: program for program in collection.programs}

    def found(ids: Sequence[str]) -> Iterator[tuple[str, Indexed]]:
        return ((id_, described_as(programs[id_], collection)) for id_ in ids)

    return of_each(list(programs), found, workers() if len(programs) > MANY else 1).values()


def put_all(connection: sqlite3.Connection, collection: Collection, described: Iterable[Indexed]) -> Mapping[str, int]:
    """Put programs, in their order, and phrases, places and settings of a collection into empty tables.

    Returns the row of each program by its id.
    """
    numbers: dict[str, int] = {}
    tagged, texts = tally(_put_each(connection, described, numbers))
    put_postings(connection, tagged)
    put_phrases(connection, collection.vocabularies)
    countries = _countries(collection)
    put_places(connection, collection.directory.country, countries)
    put_words(connection, texts)
    put_parts(connection)
    emergency = [(line.name, line.phone) for line in collection.directory.emergency]
    connection.executemany("INSERT INTO emergency VALUES (?, ?)", emergency)
    settings = {"country": collection.directory.country, "countries": json.dumps(countries)}
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", settings.items())
    return numbers


def _put_each(
    connection: sqlite3.Connection, described: Iterable[Indexed], numbers: dict[str, int]
) -> Iterator[tuple[int, Indexed]]:
    for number, one in enumerate(described, 1):
        numbers[one.card["id"]] = number * GAP
        put(connection, number * GAP, one)
        yield number * GAP, one


def described_as(program: Program, collection: Collection) -> Indexed:
    """Return what the index holds of a program, in the words of its collection."""
    organization = collection.organization(program.organization)
    return describe(program, collection.directory, organization, collection.label)


def _countries(collection: Collection) -> Mapping[str, Sequence[str]]:
    """Return what countries are called, by their codes, the first for labels."""
    found = collection.vocabularies.get("countries")
    return {
        term.code: [term.label, *term.labels.values(), *(said for names in term.synonyms.values() for said in names)]
        for term in (found.terms if found else ())
    }
