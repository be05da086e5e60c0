"""What the search of a large directory knows, in small files, so that a query reads only what it asks about.

A file is found by the name of its family and a number: a code's, a block's, or what `shard` makes of some letters.
Programs keep the numbers of the order in which those stand that fit equally well, so the best of many that fit stand
in the first files of cards, and none has to be read to tell them apart. Their addresses are sorted along a curve that
stays near itself, so that those around a place stand in few blocks.
"""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from peerdir.analyse import is_unspaced
from peerdir.index.postings import members, unpack
from peerdir.index.rows import VOCABULARIES
from peerdir.index.whole import Tables
from peerdir.places.naming import KINDS
from peerdir.render.site.search_data import whereabouts
from peerdir.render.site.search_data.packing import pack
from peerdir.render.site.search_data.phrases import BETWEEN
from peerdir.render.site.search_data.texts import runs

# So many cards stand in a file; so many addresses in a block at least, and so many blocks at most.
CARDS, BLOCK, BLOCKS = 4, 256, 128
STARTS, LETTERS = 32, 3
PRIME, FACTOR, FIRST = 65_521, 31, 7
# What people choose among beside the search box; of the others no numbers are shown.
CHOICES = (*VOCABULARIES, "day")
# Who looks at the choices fetches the sets of all of them, to be told how many of those found have each. They are so
# many characters at most, about 90 kilobytes when compressed: the programs of a larger directory are not counted.
MOST_COUNTED = 250_000
# Kinds with so many codes that their sets stand together, by what `shard` makes of a code.
WIDE = ("place", "serves")
# Nobody chooses among the organizations of a page, and a large directory has thousands.
LEFT_OUT = ("organization",)
# Kinds whose codes are a day and a part of it; `*` is any day.
TIMES, DAYS = ("when", "partly"), ("*", "FR", "MO", "SA", "SU", "TH", "TU", "WE")
# So many characters stand in one file, about two kilobytes when compressed; one thing alone may be longer.
FILE = 4_000
CURVE = 16
Shards = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Large:
    """`core` goes into the first file; `shards` are the others by name; `rows` are the ids in their order."""

    core: dict[str, Any]
    shards: Shards
    rows: tuple[str, ...]
    spots: Mapping[int, list[list[float]]]


def shard(text: str, number: int) -> int:
    """Return which of `number` files holds what is found by a text; the page's script computes the same."""
    value = FIRST
    for letter in text:
        value = (value * FACTOR + ord(letter)) % PRIME
    return value % number


def large(index: Tables, ids: Mapping[int, str], number: Mapping[int, int]) -> Large:
    """Return the data of a large directory: `ids` by row of the index, `number` their place in the order."""
    spots = whereabouts.spots(index, number)
    own: dict[int, list[list[float]]] = {}
    for row, north, east, *_ in spots:
        own.setdefault(row, []).append([north, east])
    known = whereabouts.known(index)
    families = (
        _said(index, {id_: number[row] for row, id_ in ids.items()}),
        *_wide(index, number),
        _places(known),
        _texts(index, number),
        *_spelled(index),
        *_american(index),
    )
    tags = _tags(index, number)
    packed = {kind: [*map(pack, found.values())] for kind, found in tags.items()}
    files = {f"tag/{place}": rows for place, rows in enumerate(chain(*packed.values()))}
    counted = _counted(packed)
    blocks, boxes = _blocks(spots)
    shards = {**files, **counted, **blocks, **_hashed(families), "runs": {"runs": list(runs(index, number))}}
    sizes = {name: count for name, count, _ in families}
    core = {
        "size": len(ids),
        "codes": [_codes(*one) for one in tags.items()],
        "counted": bool(counted),
        "boxes": boxes,
        "sizes": sizes,
        "wide": _widest(known),
    }
    return Large(core=core, shards=shards, rows=tuple(ids.values()), spots=own)


Family = tuple[str, int, list[tuple[str, Any]]]


def _family(name: str, found: Iterable[tuple[str, Any]]) -> Family:
    """Return a family of files: its name, how many there are, and what stands in them by what it is found by."""
    items = list(found)
    characters = sum(len(json.dumps(item, ensure_ascii=False)) for _, item in items)
    return name, max(1, math.ceil(characters / FILE)), items


def _hashed(families: Iterable[Family]) -> Shards:
    found: Shards = {}
    for name, number, items in families:
        found |= {f"{name}/{place}": [] for place in range(number)}
        for key, item in items:
            found[f"{name}/{shard(key, number)}"].append(item)
    return found


def _said(index: Tables, number: Mapping[str, int]) -> Family:
    """Return what programs and places are called, by the first word: [words, label, code or number of a program]."""
    sql = "SELECT words, kind, label, code FROM phrase WHERE kind IN ('name', 'place') ORDER BY words, kind, code"
    return _family(
        "said",
        (
            (_first(words), [words, number[code]] if kind == "name" else [words, label, code])
            for words, kind, label, code in index.execute(sql)
        ),
    )


def _first(words: str) -> str:
    """Return the first word, or the first letter where words stand without spaces."""
    word = words.split(" ")[0]
    return word[0] if is_unspaced(word) else word


def _tags(index: Tables, number: Mapping[int, int]) -> dict[str, dict[str, list[int]]]:
    """Return the programs of each code that is no place's, by kind, in the order of their names."""
    found: dict[str, dict[str, list[int]]] = {}
    for tag, rows in index.execute("SELECT tag, rows FROM posting ORDER BY tag").fetchall():
        kind, _, code = tag.partition(":")
        if kind not in WIDE + LEFT_OUT:
            found.setdefault(kind, {})[code] = [number[row] for row in members(unpack(rows))]
    return found


def _codes(kind: str, tags: Mapping[str, Sequence[int]]) -> list[Any]:
    """Return a kind and its codes, with how many programs have each if people choose among them."""
    return [
        kind,
        _times(tags) if kind in TIMES else BETWEEN.join(tags),
        [*map(len, tags.values())] if kind in CHOICES else [],
    ]


def _times(codes: Iterable[str]) -> list[str]:
    """Return codes like "TU evening", sorted, as a list for each of DAYS: the numbers of its parts of a day.

    The parts of a day stand before, each once; a number is a character, beginning with "0".
    """
    said = [code.split(" ") for code in codes]
    parts = list(dict.fromkeys(part for _, part in said))
    days = ("".join(chr(ord("0") + parts.index(part)) for day, part in said if day == wanted) for wanted in DAYS)
    return [BETWEEN.join(parts), *days]


def _counted(packed: Mapping[str, Sequence[str]]) -> Shards:
    """Return a file for each kind of choice with the sets of all its codes, in order; none if they are too much."""
    found = {f"choice/{kind}": sets for kind, sets in packed.items() if kind in CHOICES}
    return found if sum(len(one) for sets in found.values() for one in sets) <= MOST_COUNTED else {}


def _wide(index: Tables, number: Mapping[int, int]) -> Iterator[Family]:
    rows = index.execute("SELECT tag, rows FROM posting ORDER BY tag").fetchall()
    for kind in WIDE:
        sets = ((tag, pack(number[row] for row in members(unpack(found)))) for tag, found in rows if _kind(tag) == kind)
        yield _family(f"{kind}-set", ((tag, [tag, packed]) for tag, packed in sets))


def _kind(tag: str) -> str:
    return tag.partition(":")[0]


def _places(known: Mapping[str, list[Any]]) -> Family:
    """Return the places of each name, by its first word: [name, place…]."""
    places = known["places"]
    named = ([name, *(places[place] for place in numbers)] for name, *numbers in known["names"])
    return _family("place", ((one[0].split(" ")[0], one) for one in named))


def _widest(known: Mapping[str, list[Any]]) -> list[list[Any]]:
    """Return the states and countries among the places, which tell one place from another of the same name."""
    places, least = known["places"], KINDS.index("state")
    wide = ((name, [places[one] for one in numbers if places[one][3] >= least]) for name, *numbers in known["names"])
    return [[name, *found] for name, found in wide if found]


def _texts(index: Tables, number: Mapping[int, int]) -> Family:
    """Return the programs with each stem, in any of their words and in their names, by the stem's first letters."""
    index.execute("CREATE VIRTUAL TABLE temp.stems USING fts5vocab(main, text, instance)")
    found: dict[str, defaultdict[str, set[int]]] = {"body": defaultdict(set), "name": defaultdict(set)}
    for stem, row, column in index.execute("SELECT term, doc, col FROM temp.stems"):
        found[column][stem].add(number[row])
    bodies, names = found["body"], found["name"]
    items = (
        (stem[:LETTERS], [stem, pack(sorted(bodies.get(stem, ()))), pack(sorted(names.get(stem, ())))])
        for stem in sorted(bodies.keys() | names.keys())
        if not is_unspaced(stem)
    )
    return _family("text", items)


def _spelled(index: Tables) -> tuple[Family, Family]:
    """Return the words that somebody may misspell, by how they begin and by how they end.

    Of a word: what it is worth (2 as a word of a vocabulary, 1 as one of a place) and in how many texts it stands.
    """
    sql = "SELECT word, said, texts FROM word WHERE said < 2 OR texts > 0 ORDER BY word"
    found = [list(row) for row in index.execute(sql)]
    starts: Family = ("start", STARTS, [(row[0][:1], row) for row in found])
    return starts, _family("end", ((row[0][-LETTERS:], row) for row in found))


def _american(index: Tables) -> Iterator[Family]:
    """Return the US postal codes around the programs by their first three digits, and the cities by the first word."""
    found = whereabouts.around(index)
    if not found:
        return
    codes, cities = found["codes"], found["cities"]
    groups: dict[str, list[Any]] = {}
    for code, *where, town in codes["codes"]:
        groups.setdefault(code[:LETTERS], []).append([code, *where, codes["towns"][town] if town >= 0 else ""])
    yield _family("code", groups.items())
    named = ([name, *([cities["towns"][town], *rest] for town, *rest in some)] for name, *some in cities["cities"])
    yield _family("city", ((one[0].split(" ")[0], one) for one in named))


def _blocks(spots: Sequence[list[Any]]) -> tuple[Shards, list[list[Any]]]:
    """Return the addresses of programs in blocks, and of each block its box and its countries and states."""
    ordered = sorted(spots, key=lambda spot: (_along(spot[1], spot[2]), spot[0]))
    size = max(BLOCK, math.ceil(len(ordered) / BLOCKS))
    groups = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    return {f"spot/{place}": _points(group) for place, group in enumerate(groups)}, [_box(group) for group in groups]


def _points(group: Iterable[list[Any]]) -> list[Any]:
    """Return the regions of a block, and its points: number of the region, latitude, longitude and the programs."""
    regions: dict[tuple[str, ...], int] = {}
    points: dict[tuple[float, ...], set[int]] = {}
    for row, north, east, *where in group:
        region = regions.setdefault(tuple(where), len(regions))
        points.setdefault((region, north, east), set()).add(row)
    return [[*regions], [[*point, pack(sorted(rows))] for point, rows in points.items()]]


def _box(group: Sequence[list[Any]]) -> list[Any]:
    north, east = [spot[1] for spot in group], [spot[2] for spot in group]
    there = sorted({f"{country} {state}" for _, _, _, country, state, _ in group})
    edges = (math.floor(min(north) * 100), math.ceil(max(north) * 100))
    return [*edges, math.floor(min(east) * 100), math.ceil(max(east) * 100), there]


def _along(north: float, east: float) -> int:
    """Return how far a point lies along a curve that visits every place on earth and stays near itself (Morton's)."""
    steps = 1 << CURVE
    one = min(steps - 1, int((north + 90) / 180 * steps))
    other = min(steps - 1, int((east + 180) / 360 * steps))
    return sum(((one >> bit & 1) << 2 * bit + 1) | ((other >> bit & 1) << 2 * bit) for bit in range(CURVE))


def cards(found: Large, card: Callable[[str], Mapping[str, Any]]) -> Shards:
    """Return the cards of all programs in files of a few; `card` makes what is shown of one, by its id."""
    made = [{**card(id_), "at": found.spots.get(row, [])} for row, id_ in enumerate(found.rows)]
    return {f"card/{place}": made[place * CARDS : (place + 1) * CARDS] for place in range(math.ceil(len(made) / CARDS))}
