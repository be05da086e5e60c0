"""What an index holds of every program of a directory, found out by as many processes as help."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from peerdir.apart import of_each, workers
from peerdir.audience import view
from peerdir.index.describe import Indexed, holds
from peerdir.index.whole import described_as
from peerdir.places.gazetteer import Spot
from peerdir.publishing import publishable
from peerdir.reading.collection import Collection, read_entry
from peerdir.reading.files import find, raw
from peerdir.reading.layout import file_at, path_of
from peerdir.reading.source import Source

# Sharing out costs as much as reading some dozens of files.
MANY = 200
# So many programs are looked at together.
BATCH = 100
NO_DAYS = ("", "")


class Noted(NamedTuple):
    """A program's file: its content, summed up, and what the index holds of it from one day to another.

    `text` is what `indexed` reads; it and `order` are empty where nobody is to find the program. Without days the file
    is no entry.
    """

    path: str
    hash: str
    since: str
    until: str
    order: str
    text: str


def programs(root: Path, ground: Collection, today: dt.date) -> list[Noted]:
    """Read the programs of the directory in `root`, beside which `ground` is everything else there.

    Those that keep the contract come back, in the order in which an index lists them. They are kept as text: a hundred
    thousand of them fit into memory so.
    """
    paths = [file.path for file in find(root) if file.kind == "program"]

    def notes(paths: Sequence[str]) -> Iterator[tuple[str, Noted]]:
        return ((one.path, one) for one in _notes(root, paths, ground, today))

    found = of_each(paths, notes, workers() if len(paths) > MANY else 1, BATCH)
    return sorted((one for one in found.values() if one.since), key=lambda one: (one.order, one.path))


def indexed(noted: Iterable[Noted]) -> Iterator[Indexed]:
    """Yield what the index holds of programs."""
    for one in noted:
        if one.text:
            known = Indexed(*json.loads(one.text))
            yield known._replace(tags=frozenset(known.tags), spots=tuple(Spot(*spot) for spot in known.spots))


def publicly(loaded: Collection, today: dt.date) -> Collection:
    """Return what may be published, as the public sees it on that day: nothing else reaches an index."""
    return view(publishable(loaded, today)[0], "public", today)


def summed_up(text: bytes | Source) -> str:
    """Sum up what is in a file; "" for what cannot be read as one."""
    return "" if isinstance(text, Source) else hashlib.blake2b(text, digest_size=16).hexdigest()


def _notes(root: Path, paths: Sequence[str], ground: Collection, today: dt.date) -> Iterator[Noted]:
    """Yield what is noted of some programs. What the rest of the directory asks for is done once for all of them."""
    files = [file for path in paths if (file := file_at(path))]
    texts = {file.path: raw(root, file) for file in files}
    read = [entry for file in files if (entry := read_entry(file, texts[file.path])[0])]
    days = {entry.path: holds(entry.program, ground.directory, today) for entry in read}
    seen = publicly(dataclasses.replace(ground, entries=(*ground.entries, *read)), today)
    known = {path_of("program", program.id): described_as(program, seen) for program in seen.programs}
    for path, text in texts.items():
        order, kept = (known[path].order, _written(known[path])) if path in known else ("", "")
        yield Noted(path, summed_up(text), *days.get(path, NO_DAYS), order, kept)


def _written(one: Indexed) -> str:
    return json.dumps((*one[:2], sorted(one.tags), *one[3:]), ensure_ascii=False)
