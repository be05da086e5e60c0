"""A query to ranked results: words are understood as codes and places where they can be, and every word must fit.

Each phrase of the query becomes a map from programs to how well they fit; the query is their intersection.
"""

import datetime as dt
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from peerdir.analyse import SMALL_WORDS, UNSPACED_WORD, singular, terms, words
from peerdir.query import LISTED, Answer, Query, Result

LONGEST_PHRASE = 6
LONGEST_UNSPACED = 12
# What a program of another tool may count: places, days and codes, but not names.
FACETS = ("conditions", "populations", "needs", "modalities", "languages", "place", "day", "organization", "status")
NAMES = {
    "conditions": "condition",
    "populations": "for",
    "needs": "help with",
    "modalities": "how",
    "functions": "function",
    "languages": "language",
    "accessibility": "access",
    "place": "place",
    "name": "name",
}
CONCEPT_WEIGHT = {"name": 10.0, "conditions": 6.0, "place": 4.0, "languages": 4.0}
ANY_WEIGHT, OTHER_CONCEPT, NAME_WEIGHT, PLACE_WEIGHT, BODY_WEIGHT = 1.0, 3.0, 8.0, 3.0, 1.5

Fits = dict[int, tuple[float, str]]
"""For each program's row: how well it fits, and why."""


class Concept(NamedTuple):
    """What a phrase means: a code of a kind, with its label."""

    kind: str
    code: str
    label: str


class Phrase(NamedTuple):
    """Some words of the query that belong together, and what they mean, if that is known."""

    words: str
    concepts: tuple[Concept, ...] = ()


def search(index: sqlite3.Connection, query: Query) -> Answer:
    """Answer a query from the index."""
    phrases = list(_phrases(index, query.text))
    fits: list[Fits] = [_any_status(index, query.statuses)]
    for kind, wanted in query.filters.items():
        codes = {code for value in wanted for code in _codes(index, kind, value)}
        codes |= {"any"} if kind in ("conditions", "populations") and codes else set()
        fits.append(_facet(index, ((kind, code, 0.0, "") for code in codes)))
    if query.room_since:
        fits.append(_has_room(index, query.room_since))
    fits += [_phrase(index, phrase) for phrase in phrases]
    rows = set(fits[0]).intersection(*fits[1:])
    results = [_result(index, row, fits) for row in rows]
    results.sort(key=_rank)
    return Answer(
        results=tuple(results[: query.limit]),
        total=len(results),
        understood=tuple(dict.fromkeys(_understood(phrase) for phrase in phrases)),
        unknown=tuple(_unknown(index, query)),
        facets=_facets(index, rows) if query.count_facets else {},
        emergency=_emergency(index),
    )


def _unknown(index: sqlite3.Connection, query: Query) -> Iterator[str]:
    """Yield the filter values that no program and no vocabulary knows."""
    for kind, wanted in (*query.filters.items(), ("status", query.statuses)):
        for value in wanted:
            if not list(_codes(index, kind, value)) and value not in LISTED:
                yield f"{kind}: {value}"


def _facets(index: sqlite3.Connection, rows: Collection[int]) -> Mapping[str, Mapping[str, int]]:
    """Count the codes of everything that was found, by kind."""
    counts: dict[str, dict[str, int]] = {}
    marks = ",".join("?" * len(rows))
    sql = f"SELECT kind, code, COUNT(*) FROM facet WHERE program IN ({marks}) GROUP BY kind, code ORDER BY 1, 3 DESC, 2"  # noqa: S608
    for kind, code, number in index.execute(sql, tuple(rows)):
        if kind in FACETS:
            counts.setdefault(kind, {})[code] = number
    return counts


def _emergency(index: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    (text,) = index.execute("SELECT value FROM meta WHERE key = 'emergency'").fetchone()
    return tuple((name, phone) for name, phone in json.loads(text))


def _rank(result: Result) -> tuple[float, bool, bool, str, str]:
    """The best fit first; of equals those that take people now, then by name."""
    card = result.card
    full = card["capacity"] == "no-capacity"
    return (-result.score, card["status"] != "active", full, card["name"].casefold(), card["id"])


def _result(index: sqlite3.Connection, row: int, fits: Iterable[Fits]) -> Result:
    (text,) = index.execute("SELECT json FROM card WHERE rowid = ?", (row,)).fetchone()
    found = [fit[row] for fit in fits]
    why = tuple(dict.fromkeys(reason for _, reason in found if reason))
    return Result(card=json.loads(text), score=round(sum(score for score, _ in found), 2), why=why)


def _understood(phrase: Phrase) -> str:
    if not phrase.concepts:
        return f'words: "{phrase.words}"'
    by_kind: dict[str, list[str]] = {}
    for concept in phrase.concepts:
        by_kind.setdefault(NAMES[concept.kind], []).append(concept.label)
    return " or ".join(f"{name}: {' / '.join(sorted(labels))}" for name, labels in by_kind.items())


def _phrases(index: sqlite3.Connection, text: str) -> Iterator[Phrase]:
    """Cut the query into the longest phrases whose meaning is known, and single words."""
    said = words(text)
    known = _known(index, said)
    position = 0
    while position < len(said):
        length, concepts = _longest(said[position:], known)
        if concepts:
            yield Phrase(" ".join(said[position : position + length]), concepts)
        elif UNSPACED_WORD.fullmatch(said[position]):
            yield from _unspaced(index, said[position])
        elif said[position] not in SMALL_WORDS:
            yield Phrase(said[position])
        position += length


def _longest(said: Sequence[str], known: Mapping[str, tuple[Concept, ...]]) -> tuple[int, tuple[Concept, ...]]:
    for length in range(min(LONGEST_PHRASE, len(said)), 0, -1):
        phrase = " ".join(said[:length])
        if phrase in known and not (length == 1 and phrase in SMALL_WORDS):
            return length, known[phrase]
    return 1, ()


def _known(index: sqlite3.Connection, said: Sequence[str]) -> Mapping[str, tuple[Concept, ...]]:
    """Look up every run of words at once."""
    runs = {" ".join(said[i : i + n]) for i in range(len(said)) for n in range(1, LONGEST_PHRASE + 1)}
    return {run: found for run in runs if (found := _concepts(index, run))}


def _concepts(index: sqlite3.Connection, run: str) -> tuple[Concept, ...]:
    rows = index.execute("SELECT kind, code, label FROM phrase WHERE words = ? ORDER BY kind, code", (singular(run),))
    return tuple(Concept(*row) for row in rows)


def _unspaced(index: sqlite3.Connection, run: str) -> Iterator[Phrase]:
    """Cut a run of Chinese or Thai into the longest parts whose meaning is known; the rest is looked for as text."""
    rest, position = "", 0
    while position < len(run):
        for length in range(min(LONGEST_UNSPACED, len(run) - position), 1, -1):
            part = run[position : position + length]
            if concepts := _concepts(index, part):
                if len(rest) > 1:
                    yield Phrase(rest)
                yield Phrase(part, concepts)
                rest, position = "", position + length
                break
        else:
            rest, position = rest + run[position], position + 1
    if len(rest) > 1 or rest == run:
        yield Phrase(rest)


def _phrase(index: sqlite3.Connection, phrase: Phrase) -> Fits:
    """Everything that fits a phrase: by what it means, else by the words themselves."""
    last_may_be_cut = not phrase.concepts
    fits: Fits = {}
    for column, weight in (("body", BODY_WEIGHT), ("place", PLACE_WEIGHT), ("name", NAME_WEIGHT)):
        for row in _text(index, column, phrase.words, last_may_be_cut):
            fits[row] = (weight, f"{column}: {phrase.words}" if column != "body" else f"words: {phrase.words}")
    for row, (weight, why) in _facet(index, _wanted(phrase.concepts)).items():
        if weight >= fits.get(row, (0.0, ""))[0]:
            fits[row] = (weight, why)
        elif row in fits:
            fits[row] = (fits[row][0] + weight / 2, fits[row][1])
    return fits


def _wanted(concepts: Iterable[Concept]) -> Iterator[tuple[str, str, float, str]]:
    for kind, code, label in concepts:
        yield kind, code, CONCEPT_WEIGHT.get(kind, OTHER_CONCEPT), f"{NAMES[kind]}: {label}"
        if kind in ("conditions", "populations"):
            yield kind, "any", ANY_WEIGHT, f"{NAMES[kind]}: any"


def _facet(index: sqlite3.Connection, wanted: Iterable[tuple[str, str, float, str]]) -> Fits:
    fits: Fits = {}
    for kind, code, weight, why in wanted:
        for (row,) in index.execute("SELECT program FROM facet WHERE kind = ? AND code = ?", (kind, code)):
            if weight >= fits.get(row, (-1.0, ""))[0]:
                fits[row] = (weight, why)
    return fits


def _any_status(index: sqlite3.Connection, statuses: Iterable[str]) -> Fits:
    return _facet(index, (("status", status, 0.0, "") for status in statuses))


def _has_room(index: sqlite3.Connection, since: dt.date) -> Fits:
    rows = index.execute("SELECT program FROM facet WHERE kind = 'room' AND code >= ?", (since.isoformat(),))
    return {row: (0.0, "") for (row,) in rows}


def _text(index: sqlite3.Connection, column: str, said: str, last_may_be_cut: bool) -> list[int]:
    quoted = '"' + " ".join(terms(said)).replace('"', '""') + '"'
    if quoted == '""':
        return []
    cut = " *" if last_may_be_cut and len(said) > 1 else ""
    rows = index.execute("SELECT rowid FROM text WHERE text MATCH ?", (f"{{{column}}} : {quoted}{cut}",))
    return [row for (row,) in rows]


def _codes(index: sqlite3.Connection, kind: str, value: str) -> Iterator[str]:
    """Turn what a filter says, a code or a word people say for it, into codes."""
    if index.execute("SELECT 1 FROM facet WHERE kind = ? AND code = ? LIMIT 1", (kind, value)).fetchone():
        yield value
        return
    yield from (concept.code for concept in _concepts(index, " ".join(words(value))) if concept.kind == kind)
