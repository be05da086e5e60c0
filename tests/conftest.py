"""Fixtures: directories to try things on, and a fixed day."""

import datetime as dt
import functools
import gc
import itertools
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from peerdir.diagnostic import Diagnostic
from peerdir.index.store import open_index
from peerdir.reading import collection
from peerdir.reading.collection import Collection, Entry, load
from peerdir.reading.layout import File
from peerdir.reading.source import Source

# Thousands of tests keep much in memory; looking it all through for cycles as often as usual takes long.
gc.set_threshold(20_000, 20, 50)
# A shell starts what runs in its background deaf to Ctrl-C, and so would be every command that a test interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Nearly every directory in a test has the vocabularies of the sample, and reading them takes longer than all the rest.
_read_entry = collection.read_entry
_read_vocabulary = functools.lru_cache(maxsize=64)(_read_entry)


def _read_entry_once(file: File, text: bytes | Source) -> tuple[Entry | None, Sequence[Diagnostic]]:
    is_vocabulary = file.kind == "vocabulary" and isinstance(text, bytes)
    return _read_vocabulary(file, text) if is_vocabulary else _read_entry(file, text)


collection.read_entry = _read_entry_once

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "directory"
# Real files of other people's formats; they are not part of this project, and tests that need them skip without.
SHARED = ROOT.parent / "shared" / "data"
TODAY = dt.date(2026, 11, 21)

PROGRAM = """\
name: Example
summary: Neighbors with diabetes help one another day by day.
status: active
organization: example-runner
conditions: [diabetes-type-2]
populations: [adults]
languages: [{code: en}]
modalities: [group]
functions:
  daily_management: {activities: [Cooking together every week]}
  social_emotional: {activities: [Talking about hard days]}
  linkage: {activities: [Going to the clinic together]}
  ongoing: {activities: [A circle without an end]}
locations:
  - {key: room, type: physical, name: Example Hall, address: {city: San Diego, country: US}}
schedule: [{location: room, freq: weekly, byday: [TU], start: "18:00", end: "19:30"}]
cost: {free: true}
contacts: [{role: public, phone: "+1-619-555-0150"}]
referral:
  methods: [self]
  program_contacts: [{role: Manager, name: Luis R., phone: "+1-619-555-0120"}]
  health_care_contacts: [{organization: example-clinic, role: Referral coordinator}]
  escalation: Peers call the clinic the same day; 911 or 988 in an emergency.
verification: {verified_on: 2026-05-01, verified_by: desk, method: phone}
"""
CLINIC = """\
name: Example Clinic
type: clinic
contacts: [{role: Referral coordinator, name: Referral desk, phone: "+1-619-555-0121"}]
"""


# Files whose tests take long, each a minute or more: begun last, one of them would run on alone at the end.
LONG = re.compile(r"tests/test_(?:site|docs|printing|booklet|handout|refer)")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Choose among the cases of tests that are `sampled`, and begin with the files that take longest."""
    _sample(items)
    items.sort(key=lambda item: not LONG.search(item.nodeid))


def _sample(items: list[pytest.Item]) -> None:
    """Of the cases of a test that is `sampled`, leave all but that many, spread over them, to the exhaustive run."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("sampled"):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for alike in cases.values():
        marker = alike[0].get_closest_marker("sampled")
        number = int(marker.args[0]) if marker else 0
        kept = {round(step * (len(alike) - 1) / max(1, number - 1)) for step in range(number)}
        for position, item in enumerate(alike):
            if position not in kept:
                item.add_marker(pytest.mark.exhaustive)


@pytest.fixture(scope="session")
def _caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder for every test in turn, to keep an index in: that of the sample directory is there already."""
    folder = tmp_path_factory.mktemp("caches")
    open_index(SAMPLE, folder, TODAY).close()
    (index,) = folder.glob("*.sqlite")

    def each() -> Iterator[Path]:
        for number in itertools.count():
            cache = folder / str(number)
            cache.mkdir()
            # A stored index is never written again, so all can have the same one.
            os.link(index, cache / index.name)
            yield cache

    return each()


@pytest.fixture(autouse=True)
def _own_cache(_caches: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test's index to itself, and its output free of what the machine has set."""
    monkeypatch.setenv("PEERDIR_CACHE", str(next(_caches)))
    for name in ("SOURCE_DATE_EPOCH", "NO_COLOR", "PEERDIR_DEBUG"):
        monkeypatch.delenv(name, raising=False)


# What the sample decides about coordinators, hiding and keeping words; a test that is about these says so itself.
POLICIES = re.compile(
    r"(?m)^(?:coordinators:\n(?:  .*\n)+|hide_unverified_after_days:.*\n|keep_unanswered_searches:.*\n)"
)


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A small valid directory: one program, who runs it, a clinic, the real vocabularies and policy."""
    root = tmp_path / "directory"
    shutil.copytree(SAMPLE / "vocabulary", root / "vocabulary")
    settings = (SAMPLE / "directory.yaml").read_text(encoding="utf-8")
    (root / "directory.yaml").write_text(POLICIES.sub("", settings), encoding="utf-8")
    shutil.copy(SAMPLE / "policy.md", root)
    for folder, name, text in (
        ("programs", "example", PROGRAM),
        ("organizations", "example-clinic", CLINIC),
        ("organizations", "example-runner", "name: Example Runner\ntype: community-organization\n"),
    ):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def write(toy: Path) -> Callable[..., Path]:
    """Write a program into the toy directory: the valid one with some of its top-level fields replaced."""

    def put(file: str = "example", /, **fields: str) -> Path:
        path = toy / "programs" / f"{file}.yaml"
        path.write_text(overlay(PROGRAM, fields), encoding="utf-8")
        return path

    return put


def overlay(text: str, fields: dict[str, str]) -> str:
    """Replace top-level fields of a YAML text; each value is the whole text of the field, its name included."""
    blocks = split(text)
    for name, block in fields.items():
        blocks[name] = block if block.endswith("\n") or not block else block + "\n"
    return "".join(blocks.values())


def split(text: str) -> dict[str, str]:
    """Cut a YAML text into its top-level fields, each with its lines."""
    blocks: dict[str, str] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        if line[:1].isalpha():
            name = line.partition(":")[0]
        blocks[name] = blocks.get(name, "") + line
    return blocks


@pytest.fixture(scope="session")
def sample() -> Collection:
    """The directory of this repository."""
    return load(SAMPLE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update-golden: write what is expected anew, to be looked at before it is committed."""
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")
