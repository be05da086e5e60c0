"""The tables of the search index: putting a program in, taking it out, and what people say for every code and place."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from peerdir import everyday
from peerdir.analyse import cuts, is_unspaced, key, most_edits, singular, words
from peerdir.cards.row import COLUMNS
from peerdir.index.describe import Indexed, columns
from peerdir.index.postings import collect, pack, unpack
from peerdir.places.gazetteer import Spot, gather, locate
from peerdir.places.naming import Known, Place
from peerdir.places.sphere import on_sphere
from peerdir.records import Vocabulary

SCHEMA = f"""
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE emergency (name TEXT, phone TEXT);
    CREATE TABLE source (path TEXT PRIMARY KEY, state TEXT, hash TEXT, row INTEGER, since TEXT, until TEXT)
        WITHOUT ROWID;
    CREATE TABLE card (row INTEGER PRIMARY KEY, "{'", "'.join(COLUMNS)}", rest TEXT);
    CREATE UNIQUE INDEX card_by_id ON card (id);
    CREATE TABLE entry (row INTEGER PRIMARY KEY, sort TEXT, tags TEXT, names TEXT, places TEXT);
    CREATE UNIQUE INDEX entry_by_sort ON entry (sort);
    CREATE TABLE posting (tag TEXT PRIMARY KEY, rows BLOB);
    CREATE TABLE term (kind TEXT, code TEXT, label TEXT, place INTEGER, PRIMARY KEY (kind, code)) WITHOUT ROWID;
    CREATE TABLE phrase (words TEXT, kind TEXT, code TEXT, label TEXT, said TEXT, PRIMARY KEY (words, kind, code))
        WITHOUT ROWID;
    CREATE INDEX phrase_by_code ON phrase (kind, code);
    CREATE TABLE part (word TEXT, words TEXT, PRIMARY KEY (word, words)) WITHOUT ROWID;
    CREATE TABLE word (word TEXT PRIMARY KEY, said INTEGER, texts INTEGER, shown TEXT) WITHOUT ROWID;
    CREATE TABLE cut (cut TEXT, word TEXT, PRIMARY KEY (cut, word)) WITHOUT ROWID;
    CREATE TABLE spot (row INTEGER, city, region, state, postal_code, country, latitude, longitude,
        north, east, x, y, z);
    CREATE INDEX spot_by_row ON spot (row);
    CREATE INDEX spot_by_north ON spot (north);
    CREATE TABLE place (name TEXT, label TEXT, latitude REAL, longitude REAL, kind TEXT, country TEXT, state TEXT);
    CREATE INDEX place_by_name ON place (name);
    CREATE VIRTUAL TABLE text USING fts5 (
        name, body, tokenize = "porter unicode61 categories 'L* N* Co M*'"
    );
"""
VOCABULARIES = ("conditions", "populations", "needs", "modalities", "functions", "accessibility", "languages")
# Rows between two neighbors, so that a new program finds its place in the order.
GAP = 4
# Which words a slip of the finger may have meant: those of the vocabulary, of places and of names, and long ones.
LONG_WORD = 6


def put(connection: sqlite3.Connection, row: int, one: Indexed) -> None:
    """Put a program's own rows in; the sets of tags, the words and the places are put apart."""
    cells = (row, *columns(one.card))
    connection.execute(f"INSERT INTO card VALUES ({', '.join('?' * len(cells))})", cells)  # noqa: S608 - marks only
    places = (f"{code}\t{said}" for said, code in one.places.items())
    texts = map("\n".join, (sorted(one.tags), one.names, places))
    connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", (row, one.order, *texts))
    connection.execute("INSERT INTO text (rowid, name, body) VALUES (?, ?, ?)", (row, one.name, one.body))
    id_ = one.card["id"]
    names = ((said, "name", id_, label, said) for said, label in one.names.items() if said)
    connection.executemany("INSERT OR REPLACE INTO phrase VALUES (?, ?, ?, ?, ?)", names)
    spots = ((row, *spot) for spot in one.spots)
    connection.executemany("INSERT INTO spot VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, NULL)", spots)


def take(connection: sqlite3.Connection, row: int) -> None:
    """Take a program out of every table."""
    tags, names = connection.execute("SELECT tags, names FROM entry WHERE row = ?", (row,)).fetchone()
    (id_,) = connection.execute("SELECT id FROM card WHERE row = ?", (row,)).fetchone()
    count(connection, said_in(connection, row), -1)
    for said in names.split("\n"):
        connection.execute("DELETE FROM phrase WHERE words = ? AND kind = 'name' AND code = ?", (said, id_))
    mark(connection, row, tags.split("\n"), present=False)
    for table in ("card", "entry", "spot"):
        connection.execute(f"DELETE FROM {table} WHERE row = ?", (row,))  # noqa: S608 - names of ours
    connection.execute("DELETE FROM text WHERE rowid = ?", (row,))


def mark(connection: sqlite3.Connection, row: int, tags: Iterable[str], *, present: bool) -> None:
    """Put one program into the sets of its tags, or take it out; a set with nobody in it goes."""
    for tag in tags:
        found = connection.execute("SELECT rows FROM posting WHERE tag = ?", (tag,)).fetchone()
        rows = unpack(found[0]) if found else 0
        rows = rows | 1 << row if present else rows & ~(1 << row)
        if rows:
            connection.execute("INSERT OR REPLACE INTO posting VALUES (?, ?)", (tag, pack(rows)))
        else:
            connection.execute("DELETE FROM posting WHERE tag = ?", (tag,))


def said_in(connection: sqlite3.Connection, row: int) -> set[str]:
    """Return the words of a program that somebody may misspell."""
    name, body = connection.execute("SELECT name, body FROM text WHERE rowid = ?", (row,)).fetchone()
    return spellable(name, body)


def spellable(name: str, body: str) -> set[str]:
    """Return the words of a name, and the long words of a text, that are of letters."""
    return {word for word in name.split() if _is_spelled(word)} | {
        word for word in body.split() if len(word) >= LONG_WORD and _is_spelled(word)
    }


def _is_spelled(word: str) -> bool:
    return most_edits(word) > 0 and word.isalpha() and not is_unspaced(word)


def count(connection: sqlite3.Connection, found: Iterable[str], change: int) -> None:
    """Count in how many programs words stand; one that stands nowhere any more is forgotten."""
    for word in sorted(found):
        _add(connection, word, 0, change, word)


def _add(connection: sqlite3.Connection, word: str, said: int, texts: int, shown: str) -> None:
    sql = "INSERT INTO word VALUES (?, ?, ?, ?) ON CONFLICT (word) DO UPDATE SET said = said + ?, texts = texts + ?"
    connection.execute(sql, (word, said, texts, shown, said, texts))
    pairs = {(cut, word) for cut in cuts(word)} if _is_spelled(word) else set()
    connection.executemany("INSERT OR IGNORE INTO cut VALUES (?, ?)", pairs)
    if connection.execute("DELETE FROM word WHERE word = ? AND texts <= 0 AND said <= 0", (word,)).rowcount:
        connection.executemany("DELETE FROM cut WHERE cut = ? AND word = ?", pairs)


def put_words(connection: sqlite3.Connection, texts: Mapping[str, int]) -> None:
    """Put in all words at once: those of phrases, which are worth more, and those of `texts` with how often."""
    worth = _worth(connection)
    known = sorted({*worth, *texts})
    rows = ((word, *worth.get(word, (0, word)), texts.get(word, 0)) for word in known)
    connection.executemany("INSERT INTO word (word, said, shown, texts) VALUES (?, ?, ?, ?)", rows)
    pairs = sorted({(cut, word) for word in known if _is_spelled(word) for cut in cuts(word)})
    connection.executemany("INSERT INTO cut VALUES (?, ?)", pairs)


def weigh_words(connection: sqlite3.Connection) -> None:
    """Tell anew which words are worth how much, after places have come or gone."""
    worth = _worth(connection)
    before = dict(connection.execute("SELECT word, said FROM word WHERE said > 0"))
    for word in sorted(before.keys() | worth.keys()):
        said, shown = worth.get(word, (0, word))
        if before.get(word, 0) != said:
            _add(connection, word, said - before.get(word, 0), 0, shown)


def _worth(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """Return the words of phrases, 2 for the vocabulary's, 1 for places', and how each is written.

    Names of programs count as their texts.
    """
    worth: dict[str, tuple[int, str]] = {}
    found = connection.execute(
        "SELECT words, said, kind = 'place' FROM phrase WHERE kind <> 'name' ORDER BY words, kind"
    )
    for phrase, said, is_place in found:
        written = phrase if is_place else said
        for word, shown in zip(phrase.split(), written.split(), strict=False):
            if worth.get(word, (0, ""))[0] < 2 - is_place:
                worth[word] = (2 - is_place, shown)
    return worth


def put_parts(connection: sqlite3.Connection) -> None:
    """Put in which words each phrase of the vocabulary has, to find a phrase with a slip in it."""
    said = connection.execute("SELECT DISTINCT words FROM phrase WHERE kind NOT IN ('name', 'place')").fetchall()
    rows = {(word, phrase) for (phrase,) in said if " " in phrase for word in phrase.split()}
    connection.executemany("INSERT INTO part VALUES (?, ?)", sorted(rows))


def put_postings(connection: sqlite3.Connection, tagged: Mapping[str, int]) -> None:
    """Put in the sets of all tags at once."""
    connection.executemany("INSERT INTO posting VALUES (?, ?)", ((tag, pack(tagged[tag])) for tag in sorted(tagged)))


def put_phrases(connection: sqlite3.Connection, vocabularies: Mapping[str, Vocabulary]) -> None:
    """Put in what people say for every code, with its label, and the order of codes in their vocabulary."""
    connection.executemany("INSERT OR IGNORE INTO phrase VALUES (?, ?, ?, ?, ?)", _said(vocabularies))
    for kind in VOCABULARIES:
        terms = vocabularies[kind].terms if kind in vocabularies else ()
        rows = ((kind, term.code, term.label, place) for place, term in enumerate(terms))
        connection.executemany("INSERT OR IGNORE INTO term VALUES (?, ?, ?, ?)", rows)


def _said(vocabularies: Mapping[str, Vocabulary]) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield a phrase as it is compared, its kind, code and label, and the phrase as it is written."""
    for kind in VOCABULARIES:
        for term in vocabularies[kind].terms if kind in vocabularies else ():
            synonyms = (synonym for said in term.synonyms.values() for synonym in said)
            for said in (term.code, term.label, *term.labels.values(), *synonyms):
                yield from _phrase(said, kind, term.moved_to or term.code, term.label)
    for said, kind, code, label in everyday.phrases():
        yield from _phrase(said, kind, code, label)


def _phrase(said: str, kind: str, code: str, label: str) -> Iterator[tuple[str, str, str, str, str]]:
    if found := words(said):
        yield singular(" ".join(found)), kind, code, label, " ".join(found)


def put_places(connection: sqlite3.Connection, country: str, names: Mapping[str, Sequence[str]]) -> None:
    """Put in the directory's own places, what they are called, and the degrees of each address, as far as known."""
    # In an order that no change of another program's place in the list disturbs.
    fields = ", ".join(Spot._fields)
    rows = connection.execute(f"SELECT rowid, {fields} FROM spot ORDER BY {fields}")  # noqa: S608
    spots = [(id_, Spot(*spot)) for id_, *spot in rows]
    known = gather((spot for _, spot in spots), country, names)
    connection.execute("DELETE FROM place")
    found = [(name, *place) for name, places in known.items() for place in places]
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", found)
    locate_spots(connection, known, spots)
    connection.execute("DELETE FROM phrase WHERE kind = 'place'")
    named = _named(connection, known)
    phrases = ((said, "place", code, label, label) for said, code, label in named if said and code)
    connection.executemany("INSERT OR IGNORE INTO phrase VALUES (?, ?, ?, ?, ?)", phrases)


def locate_new(connection: sqlite3.Connection) -> None:
    """Put in the degrees of addresses that have just come, where the directory's places are the same as before."""
    rows = connection.execute(f"SELECT rowid, {', '.join(Spot._fields)} FROM spot WHERE north IS NULL")  # noqa: S608
    known: dict[str, list[Place]] = {}
    for name, *place in connection.execute("SELECT * FROM place ORDER BY rowid"):
        known.setdefault(name, []).append(Place(*place))
    locate_spots(connection, known, [(id_, Spot(*spot)) for id_, *spot in rows])


def locate_spots(connection: sqlite3.Connection, known: Known, spots: Iterable[tuple[int, Spot]]) -> None:
    """Put in the degrees of addresses, by their number, as far as they can be told."""
    points = ((id_, locate(spot, known)) for id_, spot in spots)
    located = [(*point, *on_sphere(*point), id_) for id_, point in points if point]
    connection.executemany("UPDATE spot SET north = ?, east = ?, x = ?, y = ?, z = ? WHERE rowid = ?", located)


def _named(connection: sqlite3.Connection, known: Known) -> Iterator[tuple[str, str, str]]:
    """Yield what people say for each place, its code and its label."""
    for name, places in known.items():
        yield singular(name), singular(name), places[0].label
    for (places_,) in connection.execute("SELECT places FROM entry ORDER BY places"):
        for code, _, said in (line.partition("\t") for line in places_.splitlines()):
            yield code, code, said
            yield key(said), code, said


def tally(entries: Iterable[tuple[int, Indexed]]) -> tuple[dict[str, int], Counter[str]]:
    """Return the set of rows of each tag, and in how many programs each word stands that may be misspelled."""
    tagged: dict[str, list[int]] = {}
    texts: Counter[str] = Counter()
    for row, one in entries:
        for tag in one.tags:
            tagged.setdefault(tag, []).append(row)
        texts.update(spellable(one.name, one.body))
    return {tag: collect(rows) for tag, rows in tagged.items()}, texts
