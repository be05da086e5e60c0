"""The files of the search box: its script, and its data as scripts too, so that all of it loads from a disk.

A name tells what is in a file, so that a browser which has kept an older one never mixes the two.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from peerdir.collection import Collection
from peerdir.index.rows import VOCABULARIES
from peerdir.records import Program
from peerdir.render.site import search_data

# In the order in which they build on one another.
SOURCES = ("analyse", "index", "understand", "places", "answer", "load", "kept", "cards", "page")
CORE = "core"
FOLDER = "assets/search"


@dataclass(frozen=True, kw_only=True)
class SearchFiles:
    """`files` are all, by path; `scripts` are the paths of those that the first page names, in order."""

    files: dict[str, bytes]
    scripts: tuple[str, ...]


def search_files(collection: Collection, programs: Sequence[Program], asset: Callable[[str], bytes]) -> SearchFiles:
    """Return the files of the search for some programs; `asset` reads a file of the site's templates."""
    parts = search_data.parts(collection, programs)
    others = {name: _file(name, _script(name, data)) for name, data in parts.items() if name != CORE}
    core = {**parts[CORE], "files": {name: path.rpartition("/")[2] for name, (path, _) in others.items()}}
    script = b"".join(_short(asset(f"assets/search-{name}.js")) for name in SOURCES)
    first = (_file(CORE, _script(CORE, core)), _file("search", script))
    return SearchFiles(files=dict((*others.values(), *first)), scripts=tuple(path for path, _ in reversed(first)))


def labels(collection: Collection, label: Callable[[str, str], str]) -> dict[str, dict[str, str]]:
    """Return what `label` calls the codes of the vocabularies, where that is not what the data calls them."""
    found: dict[str, dict[str, str]] = {}
    for kind in VOCABULARIES:
        for term in collection.vocabularies[kind].terms if kind in collection.vocabularies else ():
            if (said := label(kind, term.code)) != term.label:
                found.setdefault(kind, {})[term.code] = said
    return found


def _script(name: str, data: Any) -> bytes:
    """Return data as a script that hands itself over."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"peerdirIndex.take({json.dumps(name)},{text});\n".encode()


def _short(source: bytes) -> bytes:
    """Leave out what only readers of a script need: comments that stand alone, and the blanks before a line."""
    return re.sub(rb"(?m)^\s+", b"", re.sub(rb"(?ms)^ */\*.*?\*/\n", b"", source))


def _file(name: str, content: bytes) -> tuple[str, bytes]:
    return f"{FOLDER}/{name}-{hashlib.blake2b(content, digest_size=6).hexdigest()}.js", content
