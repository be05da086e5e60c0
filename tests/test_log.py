"""`peerdir log`: the life of one entry across renames, told without trusting names and messages from git."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir.cli import app
from tests.test_since import git

Write = Callable[..., Path]


@pytest.fixture
def repository(toy: Path, write: Write) -> Path:
    git(toy.parent, "init", "--quiet")
    git(toy.parent, "add", ".")
    git(toy.parent, "commit", "--quiet", "-m", "first")
    write("example", cost="cost: {free: false}\n")
    git(toy.parent, "commit", "--quiet", "-am", "a \x1b[31mcost", "--author", "E\u202eve <eve@example.org>")
    git(toy.parent, "mv", "directory/programs/example.yaml", "directory/programs/renamed.yaml")
    git(toy.parent, "commit", "--quiet", "-m", "another name")
    return toy


def log(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["log", "-C", str(root), *arguments])


def test_the_life_of_an_entry_under_all_its_names(repository: Path) -> None:
    result = log(repository, "renamed", "--format", "json")
    events = json.loads(result.stdout)
    assert [(one["id"], one["change"]["kind"]) for one in events] == [
        ("renamed", "renamed"),
        ("example", "changed"),
        ("example", "new"),
    ]
    assert events[1]["change"]["details"][0]["text"] == "there is a cost now"
    assert events[0]["change"]["old_id"] == "example"


def test_names_and_messages_from_git_are_cleaned(repository: Path) -> None:
    shown = log(repository, "renamed").stdout
    assert "a \\u{1b}[31mcost" in shown
    assert "E\\u{202e}ve" in shown
    assert "\x1b" not in shown


def test_numbers_for_staff_are_left_out(repository: Path, write: Write) -> None:
    path = repository / "programs" / "renamed.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("555-0120", "555-0177"), encoding="utf-8")
    git(repository.parent, "commit", "--quiet", "-am", "a new number")
    assert "0177" not in log(repository, "renamed").stdout
    assert "Nothing changed for readers" in log(repository, "renamed").stdout
    assert "0177" in log(repository, "renamed", "--audience", "staff").stdout
    del write


def test_a_past_that_broke_the_contract_is_told_as_that(repository: Path) -> None:
    path = repository / "programs" / "renamed.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: active", "status: activ"), encoding="utf-8")
    git(repository.parent, "commit", "--quiet", "-am", "a slip")
    assert "could not be read as an entry" in log(repository, "renamed").stdout


def test_nobody_knows_it(repository: Path, tmp_path: Path) -> None:
    for name in ("nobody", "../renamed", "-x", ""):
        assert log(repository, "--", name).exit_code == 1
    assert log(repository, "renamed", "--format", "xml").exit_code == 2
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository.parent}", str(clone))
    result = log(clone / "directory", "renamed")
    assert (result.exit_code, "shallow" in result.stderr) == (0, True)


def test_what_is_not_committed_yet_is_told_as_that(repository: Path, write: Write) -> None:
    write("fresh", name="name: Fresh\n")
    result = log(repository, "fresh")
    assert result.exit_code == 1
    assert "programs/fresh.yaml is not committed yet" in result.stderr


def test_a_directory_that_was_moved(repository: Path) -> None:
    git(repository.parent, "mv", "directory", "listing")
    git(repository.parent, "commit", "--quiet", "-m", "moved")
    shown = log(repository.parent / "listing", "renamed").stdout
    assert shown.count("could not be read") == 0
    assert "there is a cost now" in shown


def test_no_repository(toy: Path) -> None:
    result = log(toy, "example")
    assert (result.exit_code, "no git repository" in result.stderr) == (3, True)
