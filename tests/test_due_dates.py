"""When programs are due, as it is kept: whatever changes, the answer is that of a directory read anew."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdir import apart
from peerdir import due_dates as module
from peerdir.diagnostic import Diagnostic
from peerdir.due_dates import DueDate, Run, due_dates
from peerdir.freshness import due_on
from peerdir.lint.verdicts import Kept
from peerdir.reading.collection import Entry, load, read_entry
from peerdir.reading.layout import File
from peerdir.reading.source import Source
from tests.conftest import PROGRAM, overlay

Write = Callable[..., Path]
# Nobody writes so late: every file has been left alone for long.
LATER = 10**11
TEXTS: Mapping[str, str | None] = {
    "as it is": PROGRAM,
    "checked": overlay(
        PROGRAM, {"verification": "verification: {verified_on: 2027-01-02, verified_by: desk, method: visit}\n"}
    ),
    "never checked": overlay(PROGRAM, {"verification": ""}),
    "its own interval": PROGRAM.replace("method: phone}", "method: phone, interval_days: 90}"),
    "closed": overlay(PROGRAM, {"status": "status: closed\n"}),
    "another runner": overlay(PROGRAM, {"organization": "organization: example-clinic\n"}),
    "broken": "name: [\n",
    "gone": None,
}


def anew(root: Path) -> Mapping[str, DueDate]:
    found = load(root)
    return {one.id: DueDate(one.listed, due_on(one, found.directory), one.organization) for one in found.programs}


def asked(root: Path, file: Path | None, program: str = "1") -> Mapping[str, DueDate]:
    return due_dates(root, Run(program, time.time_ns() + LATER), Kept(file))[1]


def put(root: Path, id_: str, text: str | None) -> None:
    path = root / "programs" / f"{id_}.yaml"
    path.unlink(missing_ok=True)
    if text is not None:
        path.write_text(text, encoding="utf-8")


STEPS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "example", "directory"]), st.sampled_from(sorted(TEXTS))), max_size=8
)


@given(STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_kept_never_changes_the_answer(toy: Path, steps: list[tuple[str, str]]) -> None:
    file = toy.parent / "kept.sqlite"
    plain = (toy / "directory.yaml").read_text(encoding="utf-8").partition("verification_interval_days")[0]
    for number, (id_, kind) in enumerate(steps):
        if id_ == "directory":
            days = f"verification_interval_days: {30 + number}\n"
            (toy / "directory.yaml").write_text(plain + days, encoding="utf-8")
        else:
            put(toy, id_, TEXTS[kind])
        assert asked(toy, file) == anew(toy)


def test_only_files_that_changed_are_read(toy: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    file = toy.parent / "kept.sqlite"
    read: list[str] = []

    def noted(file: File, text: bytes | Source) -> tuple[Entry | None, Sequence[Diagnostic]]:
        read.append(file.path)
        return read_entry(file, text)

    monkeypatch.setattr(module, "read_entry", noted)
    for name in ("a", "b"):
        write(name)
    asked(toy, file)
    assert len(read) == 3
    for change, expected in (
        (lambda: None, []),
        (lambda: write("b", status="status: paused\n"), ["programs/b.yaml"]),
        (lambda: (toy / "programs" / "a.yaml").unlink(), []),
    ):
        read.clear()
        change()
        assert asked(toy, file) == anew(toy)
        assert read == expected
    read.clear()
    asked(toy, file, "another version of the program")
    assert len(read) == 2


def test_a_file_that_was_written_just_now_is_not_trusted(toy: Path, write: Write) -> None:
    file = toy.parent / "kept.sqlite"
    write("a")
    due_dates(toy, Run("1", time.time_ns()), Kept(file))
    assert Kept(file).rows["programs/a.yaml"].state == ""


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_copy_is_no_copy(content: bytes, toy: Path) -> None:
    file = toy.parent / "kept.sqlite"
    file.write_bytes(content)
    assert asked(toy, file) == anew(toy)
    assert asked(toy, None) == anew(toy)


def test_many_files_are_shared_out_and_none_is_lost(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MANY", 3)
    for number in range(9):
        put(toy, f"p{number}", TEXTS["broken" if number == 4 else "as it is"])
    (toy / "programs" / "odd\tname.yaml").write_text(PROGRAM, encoding="utf-8")
    seen: list[tuple[int, int]] = []
    run = Run("1", time.time_ns() + LATER, 2, lambda done, of: seen.append((done, of)))
    assert due_dates(toy, run, Kept(None))[1] == anew(toy)
    assert seen[-1][0] == seen[-1][1] > 3
    monkeypatch.setattr(apart, "apart", lambda jobs, work, _: [*work(jobs[:2])])
    assert due_dates(toy, run, Kept(None))[1] == anew(toy)


def test_no_name_and_no_number_is_kept(toy: Path) -> None:
    file = toy.parent / "kept.sqlite"
    asked(toy, file)
    raw = file.read_bytes()
    assert b"example-runner" in raw
    assert not [part for part in (b"555", b"Luis", b"Example", b"Neighbors") if part in raw]
