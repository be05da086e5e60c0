"""What is kept between runs of lint never changes a verdict, whatever happens to the files and to the copies."""

import datetime as dt
import os
import random
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerdir import apart, stamp
from peerdir.diagnostic import Diagnostic
from peerdir.lint import folder as lint_folder_module
from peerdir.lint.check import lint
from peerdir.lint.folder import Run, lint_folder
from peerdir.lint.verdicts import Kept
from peerdir.reading.collection import Entry, load, read_entry
from peerdir.reading.layout import File
from peerdir.reading.source import Source
from peerdir.rule import Context
from peerdir.rules import all_rules
from tests.conftest import CLINIC, PROGRAM, SAMPLE, TODAY, overlay

LATER = 10_000_000_000
"""So much later (nanoseconds) that no file can be written unseen any more."""


class Bench:
    """A directory with its copies, linted with and without them."""

    def __init__(self, root: Path, file: Path) -> None:
        self.root, self.file, self.read = root, file, 0

    def kept(self, day: dt.date = TODAY, program: str = "", now: int = 0, workers: int = 1) -> list[Diagnostic]:
        """Lint with what was kept, and count the files that were read."""
        run = Run(all_rules(), day, program, now or time.time_ns() + LATER, workers)
        read: set[str] = set()

        def noting(file: File, text: bytes | Source) -> tuple[Entry | None, Sequence[Diagnostic]]:
            read.add(file.path)
            return read_entry(file, text)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(lint_folder_module, "read_entry", noting)
            found = list(lint_folder(self.root, run, Kept(self.file)).found)
        self.read = len(read)
        return found

    def whole(self, day: dt.date = TODAY) -> list[Diagnostic]:
        """Lint as if there were no copies."""
        return list(lint(Context(collection=load(self.root), today=day), all_rules()))


@pytest.fixture
def bench(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(toy, tmp_path_factory.mktemp("kept") / "lint.sqlite")


def other(root: Path, id_: str = "other", **fields: str) -> Path:
    path = root / "programs" / f"{id_}.yaml"
    lines = {"name": f"name: {id_.title()} Circle\n", "contacts": contact("0151")} | fields
    path.write_text(overlay(PROGRAM, lines), encoding="utf-8")
    return path


def contact(end: str) -> str:
    return f'contacts: [{{role: public, phone: "+1-619-555-{end}"}}]\n'


def test_without_copies_it_finds_what_lint_finds(tmp_path: Path) -> None:
    root = tmp_path / "directory"
    shutil.copytree(SAMPLE, root)
    (root / "programs" / "broken.yaml").write_text("name: [", encoding="utf-8")
    (root / "programs" / "Not An Id.yaml").write_text("name: x", encoding="utf-8")
    (root / "programs" / "notes.txt").write_text("x", encoding="utf-8")
    (root / "organizations" / "nobody.yaml").write_text(CLINIC, encoding="utf-8")
    bench = Bench(root, tmp_path / "lint.sqlite")
    assert bench.kept(dt.date(2028, 1, 1)) == bench.whole(dt.date(2028, 1, 1))
    assert len(bench.kept(dt.date(2028, 1, 1))) > 50
    assert bench.read == 0


def test_an_unchanged_file_is_not_read_again(bench: Bench) -> None:
    bench.kept()
    assert bench.read == len(list(bench.root.rglob("*.yaml")))
    assert bench.kept() == bench.whole()
    assert bench.read == 0


def test_only_the_changed_file_is_read_again(bench: Bench) -> None:
    path = other(bench.root)
    bench.kept()
    path.write_text(path.read_text(encoding="utf-8").replace("status: active", "status: acting"), encoding="utf-8")
    assert [one.pointer for one in bench.kept()] == [("status",)]
    assert bench.read == 1


def test_a_file_that_was_only_touched_is_not_checked_again(bench: Bench) -> None:
    path = other(bench.root)
    bench.kept()
    os.utime(path, (1, 1))
    bench.kept()
    assert bench.read == 0


def test_a_file_written_twice_within_a_tick_is_not_taken_for_the_first(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the clock of the files stands still between two writes of one length, nothing shows the second."""
    tick = 1_000_000_000_000_000_000
    monkeypatch.setattr(stamp, "state", lambda status: f"{tick} {tick} {status.st_size} 1 1")
    path = other(bench.root)
    bench.kept(now=tick + 1_000_000_000)
    path.write_text(path.read_text(encoding="utf-8").replace("status: active", "status: acting"), encoding="utf-8")
    assert [one.pointer for one in bench.kept(now=tick + 1_500_000_000)] == [("status",)]


def test_a_new_twin_is_told_in_the_old_file_too_and_forgotten_when_it_goes(bench: Bench) -> None:
    other(bench.root, "first")
    assert bench.kept() == []
    twin = other(bench.root, "second", name="name: First Circle\n")
    assert [(one.path, one.rule) for one in bench.kept()] == [
        ("programs/first.yaml", "duplicate-program"),
        ("programs/second.yaml", "duplicate-program"),
    ]
    assert bench.read == 2, "the old file once more, for the line that the finding shows"
    assert bench.kept() == bench.whole()
    assert bench.read == 0
    twin.unlink()
    assert bench.kept() == []


def test_an_organization_that_changes_changes_what_is_found_in_programs(bench: Bench) -> None:
    bench.kept()
    (bench.root / "organizations" / "example-clinic.yaml").rename(bench.root / "organizations" / "renamed.yaml")
    found = bench.kept()
    assert found == bench.whole()
    assert "unknown-reference" in {one.rule for one in found}


@pytest.mark.parametrize("change", [{"day": dt.date(2030, 1, 1)}, {"program": "another version"}])
def test_another_day_or_program_begins_anew(bench: Bench, change: dict[str, object]) -> None:
    bench.kept()
    found = bench.kept(**change)  # type: ignore[arg-type]
    assert bench.read == len(list(bench.root.rglob("*.yaml")))
    assert found == bench.whole(*(value for value in change.values() if isinstance(value, dt.date)))


def spoil_whole(raw: bytes) -> bytes:
    return b"this is no database" * len(raw)


def spoil_tail(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def spoil_some(raw: bytes) -> bytes:
    chance = random.Random(7)  # noqa: S311 - the same damage every time
    return bytes(chance.randrange(256) if at > 4096 and chance.random() < 0.01 else byte for at, byte in enumerate(raw))


def spoil_text(raw: bytes) -> bytes:
    return raw.replace(b"silent-rule", b"other-rule!").replace(b"nothing", b"NOTHING").replace(b"program", b"PROGRAM")


@pytest.mark.parametrize("spoil", [spoil_whole, spoil_tail, spoil_some, spoil_text])
def test_spoiled_copies_change_nothing(bench: Bench, spoil: Callable[[bytes], bytes]) -> None:
    other(bench.root, status="status: acting\n")
    right = bench.kept()
    bench.file.write_bytes(spoil(bench.file.read_bytes()))
    assert bench.kept() == right == bench.whole()
    assert bench.kept() == right
    bench.kept()
    assert bench.read == 0 or spoil is spoil_some or spoil is spoil_tail, "copies are whole again after one more run"


def test_a_place_that_cannot_be_written_changes_nothing(bench: Bench) -> None:
    bench.file = bench.file / "below-a-file.sqlite"
    bench.file.parent.write_text("in the way", encoding="utf-8")
    assert bench.kept() == bench.whole()


def test_another_run_that_holds_the_copies_changes_nothing(bench: Bench) -> None:
    bench.kept()
    other(bench.root, status="status: acting\n")
    holder = sqlite3.connect(bench.file)
    holder.execute("BEGIN EXCLUSIVE")
    assert bench.kept() == bench.whole()
    holder.close()


def test_copies_are_for_their_owner_only(bench: Bench) -> None:
    bench.kept()
    assert stat.S_IMODE(bench.file.stat().st_mode) == 0o600


NAMES = st.sampled_from(["one", "two", "three"])
CHANGES = st.one_of(
    st.tuples(st.just("write"), NAMES, st.sampled_from(["0151", "0152"])),
    st.tuples(st.just("spoil"), NAMES, st.sampled_from(["name: [", "", "status: acting\n"])),
    st.tuples(st.just("delete"), NAMES, st.just("")),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("organization"), NAMES, st.sampled_from(["clinic", "somewhere"])),
)


def apply(root: Path, change: tuple[str, str, str]) -> None:
    what, name, value = change
    path = root / "programs" / f"{name}.yaml"
    if what == "write":
        other(root, name, contacts=contact(value), name=f"name: Circle {value}\n")
    elif what == "spoil":
        path.write_text(value, encoding="utf-8")
    elif what == "organization":
        (root / "organizations" / f"{name}.yaml").write_text(CLINIC.replace("clinic", value), encoding="utf-8")
    elif path.exists():
        path.unlink() if what == "delete" else path.rename(root / "programs" / f"{value}.yaml")


@settings(max_examples=12, deadline=None)
@given(steps=st.lists(st.lists(CHANGES, max_size=4), max_size=5))
def test_any_series_of_changes_gives_what_a_fresh_run_gives(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, str, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("series")
    root = folder / "directory"
    shutil.copytree(SAMPLE, root)
    for path in (*(root / "programs").iterdir(), *(root / "organizations").iterdir()):
        path.unlink()
    (root / "organizations" / "example-runner.yaml").write_text(CLINIC, encoding="utf-8")
    (root / "organizations" / "example-clinic.yaml").write_text(CLINIC, encoding="utf-8")
    bench = Bench(root, folder / "lint.sqlite")
    for changes in steps:
        for change in changes:
            apply(root, change)
        assert bench.kept() == bench.whole()


# Several processes.


@pytest.mark.skipif(not apart.CAN_FORK, reason="this system starts no process from the middle of another")
@pytest.mark.parametrize("number", [1, 2, 3, 7])
def test_work_done_apart_comes_back_whole(number: int) -> None:
    jobs = [f"job {at}" for at in range(10)]
    lines = apart.apart(jobs, lambda part: [f"{job}, {'x' * 100_000}" for job in part], number)
    assert sorted(lines) == sorted(f"{job}, {'x' * 100_000}" for job in jobs)


@pytest.mark.skipif(not apart.CAN_FORK, reason="this system starts no process from the middle of another")
def test_the_part_of_a_process_that_fails_is_missing(capfd: pytest.CaptureFixture[str]) -> None:
    here = os.getpid()

    def work(part: Sequence[str]) -> list[str]:
        if os.getpid() != here:
            raise RuntimeError(part)
        return list(part)

    assert apart.apart(["a", "b", "c"], work, 2) == ["a", "c"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("workers", [1, 3])
def test_many_files_shared_out_give_the_same(workers: int, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint_folder_module, "MANY", 5)
    for number in range(12):
        other(bench.root, f"other-{number}", status="status: acting\n" if number % 3 else "status: active\n")
    right = bench.whole()
    assert len(right) == 8
    assert bench.kept(workers=workers) == right
    assert bench.kept(workers=workers) == right
    assert bench.read == 0
