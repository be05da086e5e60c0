"""The quickest way in gives the answer of the command line proper, or none."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from peerdir import linting, quick
from peerdir.cli import app
from peerdir.lint import printed
from peerdir.progress import Progress
from peerdir.report import formats
from tests.conftest import PROGRAM, SAMPLE, overlay


@pytest.fixture
def old(toy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory that nobody has touched for a while, as seen by a clock that is ahead; with one mistake."""
    fields = {"status": "status: acting\n", "name": "name: Círculo\n"}
    (toy / "programs" / "other.yaml").write_text(overlay(PROGRAM, fields), encoding="utf-8")
    ahead = time.time_ns() + 10_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: ahead)
    monkeypatch.chdir(toy.parent)
    return toy


def calls(root: Path) -> list[list[str]]:
    name = str(root)
    return [
        ["lint", "-C", name, "--today", "2026-11-21"],
        ["-C", name, "lint", "--today=2026-11-21"],
        ["lint", "--directory", name, "--today", "2026-11-21"],
        ["lint", f"--directory={name}", "--today", "2026-11-21", "--format", "text"],
        *(["lint", "-C", name, "--today", "2026-11-21", "--format", format_] for format_ in formats()),
    ]


def test_it_answers_as_the_command_line_does(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for call in calls(old):
        proper = CliRunner().invoke(app, call)
        assert proper.exit_code == 1, call
        assert quick.answer(call) == 1, call
        assert capsys.readouterr().out == proper.stdout


def test_it_checks_when_nothing_is_kept_yet(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for call in calls(old):
        assert quick.answer(call) == 1
        assert capsys.readouterr().out == CliRunner().invoke(app, call).stdout


def is_kept(call: list[str]) -> bool:
    """Tell whether the answer to a call is at hand."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linting, "lint_now", lambda *_: (99, ""))
        return quick.answer(call) != 99


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["lint", "--help"],
        ["lint", "--format"],
        ["lint", "--format="],
        ["lint", "--fix"],
        ["lint", "--today", "yesterday"],
        ["lint", "programs"],
        ["lint", "-"],
        ["lint", "-C"],
        ["lint", "-C", "nowhere"],
        ["lint", "--sinc", "main"],
    ],
)
def test_everything_else_is_left_to_the_command_line(
    arguments: list[str], old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(old)
    assert CliRunner().invoke(app, ["lint"]).exit_code == 1
    assert quick.answer(["lint"]) == 1
    assert quick.answer(arguments) is None


def test_another_working_directory_is_another_answer(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call = calls(old)[0]
    CliRunner().invoke(app, call)
    assert is_kept(call)
    monkeypatch.chdir(old)
    assert not is_kept(call)


@pytest.mark.parametrize("change", ["new", "deleted", "touched", "renamed", "mode", "note"])
def test_any_change_ends_the_answer(change: str, old: Path) -> None:
    call, path = calls(old)[0], old / "programs" / "other.yaml"
    CliRunner().invoke(app, call)
    assert is_kept(call)
    match change:
        case "new":
            path.with_name("new.yaml").write_text("name: x", encoding="utf-8")
        case "deleted":
            path.unlink()
        case "touched":
            os.utime(path)
        case "renamed":
            path.rename(path.with_name("renamed.yaml"))
        case "mode":
            path.chmod(0o600)
        case _:
            path.with_name("note.txt").write_text("x", encoding="utf-8")
    assert not is_kept(call)


def test_what_was_just_written_is_looked_at_again(toy: Path) -> None:
    call = calls(toy)[0]
    CliRunner().invoke(app, call)
    assert not is_kept(call)


@pytest.mark.parametrize("at", [0, 3, 40, -1])
def test_a_damaged_copy_is_no_answer(at: int, old: Path) -> None:
    call = calls(old)[0]
    CliRunner().invoke(app, call)
    (copy,) = Path(os.environ["PEERDIR_CACHE"]).glob("lint-*.txt")
    raw = bytearray(copy.read_bytes())
    raw[at] ^= 1
    copy.write_bytes(raw)
    assert not is_kept(call)
    copy.write_bytes(b"")
    assert not is_kept(call)


def test_a_copy_is_for_its_owner_only_and_none_is_kept_of_a_very_long_answer(tmp_path: Path) -> None:
    printed.remember(str(tmp_path), "key", "state", 0, "text")
    (copy,) = tmp_path.iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    printed.remember(str(tmp_path), "another key", "state", 0, "x" * printed.LARGEST)
    assert list(tmp_path.iterdir()) == [copy]
    assert printed.recall(str(tmp_path), "key", "state") == (0, "text")
    assert printed.recall(str(tmp_path), "key", "stat") is None


def test_the_summary_of_a_job_on_github_is_never_left_out(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call = ["lint", "-C", str(old), "--format", "github"]
    summary = old.parent / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    for times in (1, 2):
        assert quick.answer(call) is None
        CliRunner().invoke(app, call)
        assert summary.read_text(encoding="utf-8").count("other.yaml") >= times


@pytest.mark.parametrize("name", quick.OPTIONS)
def test_its_options_are_those_of_the_command(name: str) -> None:
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    declared = {said: option for option in command.params for said in option.opts}
    for said, (inside, kind) in quick.OPTIONS[name].items():
        assert declared[said].name == inside
        assert declared[said].is_flag == (kind == quick.FLAG)
        assert declared[said].multiple == (kind == quick.MANY)
    assert formats() == quick.FORMATS


SEARCHES = [
    ["diabetes", "spanish"],
    ["sugar, spanish, near 92101"],
    ["nothing-is-called-so"],
    [],
    ["--condition", "stroke", "--condition=diabetes", "--free", "--facets"],
    ["--near", "Chula Vista", "--within", "10mi", "--format", "json"],
    ["--day", "tue", "--has-room", "--limit", "3", "--format=csv"],
    ["糖尿病", "--format", "ids"],
    ["stroke", "--format", "cards", "--language", "English"],
]


@pytest.mark.parametrize("words", SEARCHES, ids=" ".join)
@pytest.mark.sampled(4)
def test_a_search_answers_as_the_command_line_does(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    call = ["search", "-C", str(SAMPLE), "--today", "2026-11-21", *words]
    proper = CliRunner().invoke(app, call)
    assert quick.answer(call) == proper.exit_code
    shown = capsys.readouterr()
    assert (shown.out.replace("\r\n", "\n"), shown.err) == (proper.stdout, proper.stderr)


@pytest.mark.parametrize(
    "words",
    [
        ["--limit", "0"],
        ["--limit", "many"],
        ["--format", "xml"],
        ["--day", "someday"],
        ["--within", "10km"],
        ["--near", "92101", "--within", "far"],
        ["--help"],
        ["--"],
        ["--free=yes"],
        ["--unknown"],
    ],
    ids=" ".join,
)
def test_a_search_that_cannot_be_is_left_to_the_command_line(words: list[str]) -> None:
    assert quick.answer(["search", "-C", str(SAMPLE), "diabetes", *words]) is None


LOADED = """
import sys
from peerdir.__main__ import run
try:
    run()
except SystemExit as end:
    print(end.code, *sorted(sys.modules), file=sys.stderr)
"""


def test_a_run_with_nothing_changed_imports_next_to_nothing(toy: Path) -> None:
    for path in toy.rglob("*"):
        os.utime(path, (1, 1))
    # The time of a file's entry cannot be set back, so the clock is waited for.
    time.sleep(2.1)
    call = [sys.executable, "-c", LOADED, "lint", "-C", str(toy), "--today", "2026-11-21"]
    first, second = (subprocess.run(call, capture_output=True, text=True, check=True) for _ in range(2))
    assert first.stdout == second.stdout
    assert "ruamel" in first.stderr.split()
    assert "typer" not in first.stderr.split()
    modules = second.stderr.split()
    assert modules[0] == "0"
    heavy = {"typer", "ruamel", "jsonschema_rs", "sqlite3", "re", "json", "dataclasses", "pathlib", "typing", "hashlib"}
    # What the interpreter loads by itself before any program begins is not ours.
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert not heavy & (set(modules) - set(bare.stdout.split()))


def test_a_bar_shows_when_it_takes_longer_than_a_second_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = io.StringIO()
    monkeypatch.setattr(watched, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stderr", watched)
    monkeypatch.setenv("TERM", "xterm")
    with Progress("Checking") as progress:
        progress(1, 3)
        assert watched.getvalue() == ""
        monkeypatch.setattr(time, "monotonic", lambda: 1e9)
        progress(2, 3)
        progress(3, 3)
    assert "Checking" in watched.getvalue()
    assert watched.getvalue().endswith("\x1b[2K")


def test_no_bar_shows_where_nobody_watches(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with Progress("Checking") as progress:
        monkeypatch.setattr(time, "monotonic", lambda: 1e9)
        progress(2, 3)
    assert capsys.readouterr().err == ""
