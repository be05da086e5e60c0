"""A directory's folder to a collection: all records, and what was wrong with the other files.

`load` never raises for what a file holds. A file that breaks the contract gives diagnostics and no record; its id is
remembered, so that nobody is told that a reference to it is unknown.
"""

import functools
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from peerdir import limits
from peerdir.diagnostic import START, Diagnostic, Problem, Severity
from peerdir.folders import SETTINGS
from peerdir.policy import Policy
from peerdir.reading import schema
from peerdir.reading.files import find, raw
from peerdir.reading.layout import (
    LONGEST_ID,
    SETTINGS_FILE,
    File,
    find_crowded,
    find_others,
    is_id,
)
from peerdir.reading.policies import check_policy, read_policy
from peerdir.reading.reader import read
from peerdir.reading.source import Source
from peerdir.records import (
    Address,
    Contact,
    Directory,
    Organization,
    Program,
    Record,
    Term,
    Vocabulary,
    structure,
)

KINDS: Mapping[str, type[Record]] = {
    "program": Program,
    "organization": Organization,
    "directory": Directory,
    "vocabulary": Vocabulary,
}
NO_ID = f"this file name cannot be an id; use a-z, 0-9 and single hyphens, at most {LONGEST_ID} characters"
NO_ENTRY = "this is no entry and is not read; rename it to end in .yaml, or move it away"
# Stands in while directory.yaml is broken, so that everything else can still be read and checked.
NO_SETTINGS = Directory(
    title="Peer support directory",
    publisher="",
    contact=Contact(role="public"),
    country="US",
    time_zone="UTC",
    languages=("en",),
    emergency=(),
    inclusion_policy="",
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A record with the source it came from. `path` is relative to the directory, with `/`."""

    path: str
    kind: str
    id: str
    record: Record
    source: Source = field(repr=False, compare=False)

    @property
    def program(self) -> Program:
        """The record of an entry of kind "program"."""
        if not isinstance(self.record, Program):
            raise TypeError(f"{self.path} is not a program")
        return self.record


@dataclass(frozen=True, kw_only=True)
class Collection:
    """All valid entries by path, the ids of all files whether valid or not, what was wrong, and the policy."""

    entries: tuple[Entry, ...] = ()
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    policy: Policy | None = None

    @functools.cached_property
    def directory(self) -> Directory:
        """The settings; a stand-in when directory.yaml is broken (the diagnostics say so)."""
        return next((e.record for e in self.entries if isinstance(e.record, Directory)), NO_SETTINGS)

    @functools.cached_property
    def programs(self) -> tuple[Program, ...]:
        """All valid programs, by id."""
        return tuple(e.record for e in self.entries if isinstance(e.record, Program))

    @functools.cached_property
    def organizations(self) -> Mapping[str, Organization]:
        """All valid organizations by id."""
        return {e.record.id: e.record for e in self.entries if isinstance(e.record, Organization)}

    @functools.cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """All valid vocabularies by name: "conditions", "languages"…"""
        return {e.record.id: e.record for e in self.entries if isinstance(e.record, Vocabulary)}

    def program(self, id: str) -> Program | None:  # noqa: A002 - the field's own name
        """Return the program called `id`."""
        return next((program for program in self.programs if program.id == id), None)

    def organization(self, id: str) -> Organization | None:  # noqa: A002
        """Return the organization called `id`."""
        return self.organizations.get(id)

    def term(self, vocabulary: str, code: str) -> Term | None:
        """Return the term of a code, such as "stroke" in "conditions"."""
        found = self.vocabularies.get(vocabulary)
        return found.by_code.get(code) if found else None

    def country(self, address: Address | None, language: str = "en") -> str | None:
        """Name the country of an address that is not in the directory's own; None at home, where it goes unsaid."""
        if address is None or address.country == self.directory.country:
            return None
        return self.label("countries", address.country, language)

    def label(self, vocabulary: str, code: str, language: str = "en") -> str:
        """Return the words for a code in `language`, else in English, else the code itself."""
        term = self.term(vocabulary, code)
        return term.labels.get(language, term.label) if term else code


def load(
    root: Path, programs: Container[str] | None = None, texts: Mapping[str, bytes | None] = MappingProxyType({})
) -> Collection:
    """Read the directory in the folder `root`; with `programs`, only those of its programs and everything else.

    `texts` stand in for the files at their paths; None for a file that is not to be there. Raises OSError only when
    the folder itself cannot be read.
    """
    files = find(root, texts)
    entries: list[Entry] = []
    diagnostics = list(around(root, files))
    for file in files:
        if programs is not None and file.kind == "program" and file.id not in programs:
            continue
        entry, found = read_entry(file, raw(root, file, texts))
        diagnostics += found
        if entry:
            entries.append(entry)
    return Collection(
        entries=tuple(entries),
        ids=ids(files),
        diagnostics=tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)),
        policy=read_policy(root),
    )


def ids(files: Iterable[File]) -> Mapping[str, frozenset[str]]:
    """Return the ids of files by kind, of kinds without any too."""
    known: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for file in files:
        known[file.kind].add(file.id)
    return {kind: frozenset(found) for kind, found in known.items()}


def around(root: Path, files: Iterable[File]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the folder itself: what is missing in it, and what is no entry."""
    yield from (_nowhere(path, "not-an-entry", NO_ENTRY) for path in find_others(root))
    crowded = f"there are more than {limits.FILES:,} files; those at the end are not read"
    yield from (_nowhere(folder, "too-large", crowded) for folder in find_crowded(root))
    if not any(file.kind == "directory" for file in files):
        message = f"there is no {SETTINGS}; it holds the title, the country and the emergency lines"
        yield _nowhere(SETTINGS, "missing-settings", message)
    yield from check_policy(root, lambda: read_settings(root).languages)


def read_settings(root: Path, text: bytes | Source | None = None) -> Directory:
    """Read the settings alone, from `text` if their file has been read; a stand-in when they are broken."""
    entry, _ = read_entry(SETTINGS_FILE, raw(root, SETTINGS_FILE) if text is None else text)
    return entry.record if entry and isinstance(entry.record, Directory) else NO_SETTINGS


def read_entry(file: File, text: bytes | Source) -> tuple[Entry | None, Sequence[Diagnostic]]:
    """Read the text of one file, or take what kept it from being read; return its entry, if it is one, and problems."""
    if not is_id(file.id):
        return None, [_nowhere(file.path, "id-and-file-name", NO_ID)]
    source = read(text, limits.SIZES[file.kind]) if isinstance(text, bytes) else text
    source.problems.extend(_contract(file, source))
    broken = any(problem.severity is Severity.ERROR for problem in source.problems)
    return None if broken else _entry(file, source), list(_diagnostics(file, source))


def _contract(file: File, source: Source) -> Iterator[Problem]:
    """Check what was read against the schema; what could not be read has been reported already."""
    unread = source.data is None and any(problem.severity is Severity.ERROR for problem in source.problems)
    if unread:
        return
    if source.data is None:
        yield Problem(START, (), "empty-file", Severity.ERROR, f"the file is empty; it should hold one {file.kind}")
        return
    yield from schema.check(file.kind, source)


def _entry(file: File, source: Source) -> Entry:
    data = source.data if file.kind == "directory" else {**source.data, "id": file.id}
    record = structure(KINDS[file.kind], data)
    return Entry(path=file.path, kind=file.kind, id=file.id, record=record, source=source)


def _diagnostics(file: File, source: Source) -> Iterator[Diagnostic]:
    """Yield the problems of one file, at most so many, and say how many more there are."""
    problems = sorted(source.problems, key=lambda problem: (problem.severity, problem.span))
    for problem in problems[: limits.PROBLEMS_PER_FILE]:
        yield source.diagnose(file.path, problem)
    if len(problems) > limits.PROBLEMS_PER_FILE:
        rest = problems[limits.PROBLEMS_PER_FILE]
        more = f"{len(problems) - limits.PROBLEMS_PER_FILE} more in this file; mend the ones above first"
        yield source.diagnose(file.path, rest._replace(message=more))


def _nowhere(path: str, rule: str, message: str) -> Diagnostic:
    """A diagnostic about a file as a whole."""
    return Diagnostic(path=path, span=START, rule=rule, severity=Severity.ERROR, message=message)
