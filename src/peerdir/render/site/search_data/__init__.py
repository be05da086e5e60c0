"""What the search box of the web pages knows, as data for its script: read from the index that `peerdir search` asks.

So both know the same phrases, words, places and programs, and the script only has to ask as `peerdir.search` does;
`tests/test_site_search.py` holds the two to the same answers.
"""

import dataclasses
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from peerdir import danger
from peerdir.fillers import FILLERS
from peerdir.index.postings import members, unpack
from peerdir.index.whole import in_memory
from peerdir.limits import CAPACITY_DAYS
from peerdir.places.us import STATES
from peerdir.reading.collection import Collection, Entry
from peerdir.records import Location, Program
from peerdir.render.site.search_data import phrases, scripts, shards, texts, whereabouts
from peerdir.render.site.search_data.packing import pack

TIMES = ("when", "partly")
Parts = dict[str, dict[str, Any]]


def parts(collection: Collection, programs: Sequence[Program]) -> Parts:
    """Return what a page knows of some programs of a collection: "core" always, the others when a query asks for them.

    "text" are the words of the programs, "times" when they meet, "places" where, "codes" and "cities" what the US has
    around them, and what is said in other scripts has a part for each. Programs are numbered in the order in which
    those stand that fit a query equally well.
    """
    with closing(in_memory(public(collection, programs))) as index:
        ids = dict(index.execute("SELECT row, id FROM card ORDER BY row").fetchall())
        number = {row: place for place, row in enumerate(ids)}
        said = scripts.apart(phrases.kinds(index))
        tags = _tags(index.execute("SELECT tag, rows FROM posting ORDER BY tag").fetchall(), number)
        times = {kind: tags.pop(kind, []) for kind in TIMES}
        core = {
            "ids": list(ids.values()),
            "names": phrases.names(index, {id_: place for place, id_ in enumerate(ids.values())}),
            "tags": tags,
            "said": phrases.places(index),
            **_settings(collection),
            "kinds": said.pop(scripts.LATIN),
        }
        places = {**whereabouts.known(index), "spots": whereabouts.spots(index, number), "states": STATES}
        others = {"times": times, "text": texts.texts(index, number), "places": places}
        return {"core": core, **others, **whereabouts.around(index), **said}


def large(collection: Collection, programs: Sequence[Program]) -> shards.Large:
    """Return what a page knows of more programs than fit in a few files (`shards`)."""
    with closing(in_memory(public(collection, programs))) as index:
        ids = dict(index.execute("SELECT row, id FROM card ORDER BY row").fetchall())
        found = shards.large(index, ids, {row: place for place, row in enumerate(ids)})
        said = scripts.apart(phrases.kinds(index))
        core = {**found.core, "states": STATES, **_settings(collection), "kinds": said.pop(scripts.LATIN)}
        return dataclasses.replace(found, core=core, shards={**found.shards, **said})


def _settings(collection: Collection) -> dict[str, Any]:
    country = collection.directory.country
    said = {"fillers": " ".join(sorted(FILLERS)), "danger": "|".join(danger.SAID)}
    return {"country": country, **said, "roomDays": CAPACITY_DAYS}


def public(collection: Collection, programs: Sequence[Program]) -> Collection:
    """Return a collection with some of its programs only, those that have a page, as far as their pages tell.

    Of a confidential place a page tells its area, to whomever it is for.
    """
    wanted = {program.id for program in programs}
    entries = (one for one in collection.entries if one.kind != "program" or one.id in wanted)
    return dataclasses.replace(collection, entries=tuple(map(_told, entries)))


def _told(entry: Entry) -> Entry:
    if entry.kind != "program":
        return entry
    places = tuple(
        Location(key=place.key, type=place.type, area=place.area) if place.type == "confidential" else place
        for place in entry.program.locations
    )
    return dataclasses.replace(entry, record=dataclasses.replace(entry.program, locations=places))


def _tags(found: Sequence[tuple[str, bytes]], number: dict[int, int]) -> dict[str, list[str]]:
    """Return each code of a kind and the numbers of its programs, by kind."""
    tags: dict[str, list[str]] = {}
    for tag, rows in found:
        kind, _, code = tag.partition(":")
        if kind not in shards.LEFT_OUT:
            tags.setdefault(kind, []).extend((code, pack(number[row] for row in members(unpack(rows)))))
    return tags
