"""The files of the search box: its script, and its data as scripts too, so that all of it loads from a disk.

A name tells what is in a file, so that a browser which has kept an older one never mixes the two.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from peerdir.index.rows import VOCABULARIES
from peerdir.reading.collection import Collection
from peerdir.records import Program
from peerdir.render.site import search_data
from peerdir.render.site.search_data.shards import Large, cards
from peerdir.render.site.templates import short

START = "start"
# In the order in which they build on one another.
SOURCES = ("analyse", "index", "small", "understand", "places", "answer", "load", "kept", "cards", "page")
# Of more programs than that the data comes in small files, and so do their cards: a first page that holds them all, as
# the search among fewer needs it, would soon be too much for an old phone (300 programs: 230 KB, and with the search 90
# KB compressed before the first answer; in small files 60).
MOST_AT_ONCE = 200
LARGE_SOURCES = (*SOURCES[:2], "large", *SOURCES[3:-1], "built", SOURCES[-1])
CORE = "core"
FOLDER = "assets/search"
Files = dict[str, bytes]
Labels = dict[str, list[str] | dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class SearchFiles:
    """`files` are all, by path; `start` is the path of the script that loads those of `scripts` when they are wanted.

    `labels` are, by language, the names of the files with what it calls the codes of the vocabularies. `large` is what
    the cards of a large directory are made of (`card_files`).
    """

    files: Files
    start: str
    scripts: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    large: Large | None = None


def search_files(
    collection: Collection,
    programs: Sequence[Program],
    asset: Callable[[str], bytes],
    called: Mapping[str, Labels],
) -> SearchFiles:
    """Return the files of the search for some programs; `asset` reads a file of the site's templates.

    `called` are the labels of each language, as `labels` returns them.
    """
    if len(programs) > MOST_AT_ONCE:
        made = _large_files(search_data.large(collection, programs), asset)
    else:
        made = _small_files(collection, programs, asset)
    named = {code: _file(f"labels-{code}", _learned(own)) for code, own in called.items() if own}
    names = {code: path.rpartition("/")[2] for code, (path, _) in named.items()}
    return replace(made, files=made.files | dict(named.values()), labels=names)


def _small_files(collection: Collection, programs: Sequence[Program], asset: Callable[[str], bytes]) -> SearchFiles:
    parts = search_data.parts(collection, programs)
    others = {name: _file(name, _script(name, data)) for name, data in parts.items() if name != CORE}
    core = {**parts[CORE], "files": {name: path.rpartition("/")[2] for name, (path, _) in others.items()}}
    first = (_file(CORE, _script(CORE, core)), _file("search", script(asset, SOURCES)))
    return _begun(dict(others.values()), first, asset)


def _large_files(found: Large, asset: Callable[[str], bytes]) -> SearchFiles:
    folder, files = _folder("data", found.shards)
    core = {**found.core, "folder": folder, "parts": [name for name in found.shards if "/" not in name]}
    first = (_file(CORE, _script(CORE, core)), _file("search", script(asset, LARGE_SOURCES)))
    return replace(_begun(files, first, asset), large=found)


def _begun(files: Files, first: Sequence[tuple[str, bytes]], asset: Callable[[str], bytes]) -> SearchFiles:
    """Return the files of a search whose data and script come `first`, the script before the data."""
    start, content = _file("start", script(asset, (START,)))
    scripts = tuple(path for path, _ in reversed(first))
    return SearchFiles(files={**files, **dict(first), start: content}, start=start, scripts=scripts)


def card_files(search: SearchFiles, language: str, card: Callable[[str], Mapping[str, Any]]) -> tuple[str, Files]:
    """Return the folder of the cards in a language and its files, where the cards come one by one; else no folder.

    `card` makes what is shown of a program, by its id.
    """
    return _folder(f"cards-{language}", cards(search.large, card)) if search.large else ("", {})


def _folder(name: str, parts: Mapping[str, Any]) -> tuple[str, Files]:
    """Return the name of a folder, which tells what is in it, and its files: a name for each would be too many."""
    scripts = {part: _script(part, data) for part, data in parts.items()}
    digest = hashlib.blake2b(digest_size=6)
    for part, content in scripts.items():
        digest.update(part.encode() + content)
    folder = f"{name}-{digest.hexdigest()}"
    return folder, {f"{FOLDER}/{folder}/{part}.js": content for part, content in scripts.items()}


def script(asset: Callable[[str], bytes], sources: Iterable[str]) -> bytes:
    """Return the scripts of some names (see SOURCES) as one; `asset` reads a file of the site's templates."""
    files = [f"assets/search-{name}.js" for name in sources]
    return b"".join(short(file, asset(file)) for file in files)


def labels(collection: Collection, label: Callable[[str, str], str]) -> Labels:
    """Return what `label` calls the codes of the vocabularies, in their order, "" where the data calls them so too.

    A vocabulary without another label is left out. Countries abroad stand by what the labels of places call them.
    """
    found: Labels = {}
    for kind in VOCABULARIES:
        terms = collection.vocabularies[kind].terms if kind in collection.vocabularies else ()
        said = [(label(kind, term.code), term.label) for term in terms]
        if any(own != known for own, known in said):
            found[kind] = ["" if own == known else own for own, known in said]
    if countries := dict(_countries(collection, label)):
        found["countries"] = countries
    return found


def _countries(collection: Collection, label: Callable[[str, str], str]) -> Iterator[tuple[str, str]]:
    """Yield the names of the countries of programs that have another name here, and that name."""
    places = (place for program in collection.programs for place in program.locations)
    used = {place.address.country for place in places if place.address} - {collection.directory.country}
    for code in sorted(used):
        term, own = collection.term("countries", code), label("countries", code)
        if term and own != term.label:
            yield term.label, own


def _learned(labels: Labels) -> bytes:
    """Return labels as a script that hands itself over; it is wanted only where something is asked for."""
    return f"peerdirAnswer.learn({json.dumps(labels, ensure_ascii=False, separators=(',', ':'))});\n".encode()


def _script(name: str, data: Any) -> bytes:
    """Return data as a script that hands itself over."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"peerdirIndex.take({json.dumps(name)},{text});\n".encode()


def _file(name: str, content: bytes) -> tuple[str, bytes]:
    return f"{FOLDER}/{name}-{hashlib.blake2b(content, digest_size=6).hexdigest()}.js", content
