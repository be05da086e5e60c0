"""A folder to diagnostics, reading only the files that have changed since it was linted last."""

import datetime as dt
import functools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from peerdir import stamp
from peerdir.apart import apart
from peerdir.diagnostic import Diagnostic
from peerdir.lint.check import Checked, Told, check, in_order, settle
from peerdir.lint.verdicts import Kept, Verdict, digest, dump, parse
from peerdir.reading.collection import (
    KINDS,
    Collection,
    Entry,
    around,
    ids,
    read_entry,
)
from peerdir.reading.files import find, raw
from peerdir.reading.layout import File
from peerdir.reading.policies import policy_text, read_policy
from peerdir.reading.source import Source
from peerdir.records import structure
from peerdir.rule import Context, Rule

# Sharing out costs as much as reading some dozens of files.
MANY = 200
NO_TEXTS: Mapping[str, bytes | None] = MappingProxyType({})


class Run(NamedTuple):
    """What a run of lint depends on besides the files.

    `program` stands for the program's own state, `now` is the time in nanoseconds, `workers` is how many processes may
    share the work, and `progress` is told after each file how many of how many have been read.
    """

    rules: Sequence[Rule]
    today: dt.date
    program: str
    now: int
    workers: int = 1
    progress: Callable[[int, int], None] = lambda done, of: None  # noqa: ARG005


class Linted(NamedTuple):
    """All findings, how many files there are, and the state of the folder when that was so."""

    found: Sequence[Diagnostic]
    files: int
    state: list[tuple[str, str]]


def lint_folder(root: Path, run: Run, kept: Kept, texts: Mapping[str, bytes | None] = NO_TEXTS) -> Linted:
    """Lint the directory in `root`, with `texts` in place of the files at their paths; None for a file to be left out.

    Raises OSError only when the folder itself cannot be read.
    """
    folder = _Folder(root, run, kept, texts)
    folder.share_out()
    checked = settle(folder.files, folder.examine, run.rules, folder.known)
    if not texts:
        kept.save(folder.new(), folder.files)
    found = in_order(around(root, folder.files.values()), checked.values())
    return Linted(found, len(folder.files), folder.state)


class _Folder:
    """The files of one run: which are known from before, and what was found in the others."""

    def __init__(self, root: Path, run: Run, kept: Kept, texts: Mapping[str, bytes | None]) -> None:
        self._root, self._run, self._kept, self._texts = root, run, kept, texts
        self.state = stamp.look(str(root))
        self._states = {path: state for path, state in self.state if path not in texts}
        self.files = {file.path: file for file in find(root, texts)}
        self._contents: dict[str, str] = {}
        self._read: dict[str, Verdict] = {}
        others = (f"{path} {self._content(path)}" for path, file in self.files.items() if file.kind != "program")
        policy = policy_text(root)
        rules_of_listing = digest(policy) if isinstance(policy, bytes) else ""
        self._ground = digest(run.program, run.today.isoformat(), rules_of_listing, *others)
        self._parsed = {path: parse(path, kept.rows[path].text) for path in self.files if self._is_kept(path)}
        self.known = {path: checked for path, (checked, _) in self._parsed.items()}

    def share_out(self) -> None:
        """Let several processes check the files that are not known, when there are many."""
        unknown = [path for path in self.files if path not in self.known]
        if len(unknown) < MANY:
            return
        _ = self._context  # once, before there are several processes
        here = os.getpid()

        def verdicts(paths: Sequence[str]) -> Iterator[tuple[str, Verdict]]:
            for done, path in enumerate(paths, 1):
                self.examine(path, ())
                if os.getpid() == here:  # one bar is enough
                    self._run.progress(done, len(paths))
                if path in self._read:
                    yield path, self._read[path]

        for path, verdict in apart(unknown, verdicts, self._run.workers):
            self._read[path] = verdict
            self.known[path] = parse(path, verdict.text)[0]

    def examine(self, path: str, told: tuple[Told, ...]) -> Checked:
        """Read and check one file."""
        file = self.files[path]
        text = raw(self._root, file, self._texts)
        entry, found = read_entry(file, text)
        checked = check(entry, self._context, self._run.rules, told) if entry else Checked(told=told)
        checked = checked._replace(found=(*found, *checked.found))
        if isinstance(text, bytes):
            # Programs are never asked for by other entries, so only theirs need not be kept whole.
            data = entry.source.data if entry and file.kind != "program" else None
            self._read[path] = Verdict(self._settled(path), digest(text), self._ground, dump(checked, data))
        return checked

    def new(self) -> Mapping[str, Verdict]:
        """The rows to keep: of the files that were read, and of those that were only touched."""
        touched = {
            path: self._kept.rows[path]._replace(state=settled)
            for path in self._parsed
            if (settled := self._settled(path)) != self._kept.rows[path].state
        }
        return touched | self._read

    @functools.cached_property
    def _context(self) -> Context:
        """All entries but programs: from the rows of before when they hold, without reading a file."""
        entries = [
            entry for path, file in self.files.items() if file.kind != "program" and (entry := self._entry(path))
        ]
        known = Collection(entries=tuple(entries), ids=ids(self.files.values()), policy=read_policy(self._root))
        return Context(collection=known, today=self._run.today)

    def _entry(self, path: str) -> Entry | None:
        file = self.files[path]
        if path not in self._parsed:
            return read_entry(file, raw(self._root, file, self._texts))[0]
        data = self._parsed[path][1]
        return _without_places(file, data) if data else None

    def _is_kept(self, path: str) -> bool:
        row = self._kept.rows.get(path)
        return row is not None and row.ground == self._ground and row.content == self._content(path)

    def _content(self, path: str) -> str:
        """The digest of what is in a file: as it was kept if the file has not been touched, else it is read."""
        row = self._kept.rows.get(path)
        if row and row.state and row.state == self._states.get(path):
            return row.content
        if path not in self._contents:
            text = raw(self._root, self.files[path], self._texts)
            self._contents[path] = digest(text) if isinstance(text, bytes) else ""
        return self._contents[path]

    def _settled(self, path: str) -> str:
        return stamp.settled(self._states.get(path, ""), self._run.now)


def _without_places(file: File, data: dict[str, object]) -> Entry:
    """An entry as others ask for it: its record, and nothing of its text."""
    record = structure(KINDS[file.kind], data if file.kind == "directory" else {**data, "id": file.id})
    return Entry(path=file.path, kind=file.kind, id=file.id, record=record, source=Source(data=data))
