"""What may be published: every entry but those in which a rule found something that must not get out."""

import dataclasses
import datetime as dt
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from peerdir.apart import of_each, workers
from peerdir.audience import Audience, view
from peerdir.diagnostic import Diagnostic, Severity
from peerdir.reading.collection import Collection, Entry, load, read_entry
from peerdir.reading.files import find, raw
from peerdir.rule import Context
from peerdir.rules import all_rules

# Sharing out costs as much as reading some dozens of files.
MANY = 200
# So many programs are looked at together: only of them is it known at one time where everything stands in the files.
BATCH = 100


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What an audience may see of a directory, and the paths of the files that are left out.

    Those are `broken`, which have errors, and `withheld`, which hold what must not get out.
    """

    collection: Collection
    broken: Sequence[str]
    withheld: Sequence[str]


class _Program(NamedTuple):
    """A program's file: the entry as it is seen, if it is; what was wrong with it; whether it is withheld."""

    entry: Entry | None
    diagnostics: Sequence[Diagnostic]
    is_withheld: bool


def publishable(collection: Collection, today: dt.date) -> tuple[Collection, Sequence[str]]:
    """Return the collection without entries that must not be published, and the paths of those."""
    context = Context(collection=collection, today=today)
    strict = [rule for rule in all_rules() if rule.withholds and rule.check]
    withheld = [
        entry.path
        for entry in collection.entries
        for rule in strict
        if rule.check and entry.kind in rule.kinds and any(True for _ in rule.check(entry, context))
    ]
    kept = tuple(entry for entry in collection.entries if entry.path not in withheld)
    return dataclasses.replace(collection, entries=kept), tuple(dict.fromkeys(withheld))


def seen(root: Path, audience: Audience, today: dt.date, programs: Container[str] | None = None) -> Seen:
    """Read the directory in `root` as `audience` may see it; with `programs`, only those of its programs.

    It is `audience.view` of what is `publishable`, without ever holding all files as they were read. Many programs are
    read by several processes. Raises OSError only when the folder itself cannot be read.
    """
    ground = load(root, ())
    wanted = (file for file in find(root) if file.kind == "program" and (programs is None or file.id in programs))
    files = {file.path: file for file in wanted}

    def read(paths: Sequence[str]) -> Iterator[tuple[str, _Program]]:
        found = {path: read_entry(files[path], raw(root, files[path])) for path in paths}
        entries = (*ground.entries, *(entry for entry, _ in found.values() if entry))
        kept, withheld = publishable(dataclasses.replace(ground, entries=entries), today)
        shown = {entry.path: entry for entry in view(kept, audience, today, ("program",)).entries}
        return (
            (path, _Program(shown.get(path), diagnostics, path in withheld)) for path, (_, diagnostics) in found.items()
        )

    found = of_each(list(files), read, workers() if len(files) > MANY else 1, BATCH)
    kept, withheld = publishable(ground, today)
    around = view(kept, audience, today)
    told = (*ground.diagnostics, *(one for program in found.values() for one in program.diagnostics))
    # In one order, whoever has read them: the settings, the programs, everything else.
    settings = sum(entry.kind == "directory" for entry in around.entries)
    entries = (program.entry for program in found.values() if program.entry)
    return Seen(
        collection=dataclasses.replace(
            around,
            entries=(*around.entries[:settings], *entries, *around.entries[settings:]),
            diagnostics=tuple(sorted(told, key=lambda diagnostic: diagnostic.sort_key)),
        ),
        broken=sorted({one.path for one in told if one.severity is Severity.ERROR}),
        withheld=(*(path for path, program in found.items() if program.is_withheld), *withheld),
    )
