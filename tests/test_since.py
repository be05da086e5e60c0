"""`lint --since`: what changed, and what that broke elsewhere; and `lint -` for text that is not saved yet."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir.cli import app
from tests.conftest import PROGRAM, overlay

Write = Callable[..., Path]
DAY = ["--today", "2026-11-21", "--format", "json"]


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(toy: Path, write: Write) -> Path:
    """The toy directory in git, with a fault that was always there."""
    write("old", name="name: Old\n", contacts='contacts: [{role: public, phone: "0150"}]\n')
    git(toy.parent, "init", "--quiet")
    git(toy.parent, "add", ".")
    git(toy.parent, "commit", "--quiet", "-m", "first")
    return toy


def lint(root: Path, *arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(app, ["lint", "-C", str(root), *DAY, *arguments], input=text)


def found(result: Result) -> list[tuple[str, str]]:
    diagnostics = json.loads(result.stdout)["diagnostics"]
    return [(one["path"].rpartition("directory/")[2], one["rule"]) for one in diagnostics]


def test_nothing_changed_nothing_said(repository: Path) -> None:
    assert lint(repository).exit_code == 1
    result = lint(repository, "--since", "HEAD")
    assert (result.exit_code, found(result)) == (0, [])


def test_what_changed_is_reported_and_what_others_left_is_not(repository: Path, write: Write) -> None:
    write("new", name="name: New\n", status="status: activ\n")
    assert found(lint(repository, "--since", "HEAD")) == [("programs/new.yaml", "not-allowed")]


def test_a_renamed_organization_breaks_programs_elsewhere(repository: Path) -> None:
    (repository / "organizations" / "example-runner.yaml").rename(repository / "organizations" / "new-runner.yaml")
    broken = found(lint(repository, "--since", "HEAD"))
    assert ("programs/example.yaml", "unknown-reference") in broken
    assert ("programs/old.yaml", "unknown-reference") in broken
    assert ("programs/old.yaml", "phone-form") not in broken


def test_a_duplicate_of_an_old_program_is_reported_wherever_it_stands(repository: Path, write: Write) -> None:
    write("aa-twin")
    assert ("programs/example.yaml", "duplicate-program") in found(lint(repository, "--since", "HEAD"))


def test_the_place_where_the_branch_left_counts(repository: Path, write: Write) -> None:
    git(repository.parent, "checkout", "--quiet", "-b", "topic")
    write("new", name="name: New\n", status="status: activ\n")
    git(repository.parent, "add", ".")
    git(repository.parent, "commit", "--quiet", "-m", "second")
    git(repository.parent, "checkout", "--quiet", "main")
    write("other", name="name: Other\n", status="status: activ\n")
    git(repository.parent, "add", ".")
    git(repository.parent, "commit", "--quiet", "-m", "third")
    git(repository.parent, "checkout", "--quiet", "topic")
    assert found(lint(repository, "--since", "main")) == [("programs/new.yaml", "not-allowed")]


def test_a_shallow_clone_works_and_says_what_it_compared(repository: Path, write: Write) -> None:
    write("new", name="name: New\n", status="status: activ\n")
    git(repository.parent, "checkout", "--quiet", "--orphan", "alone")
    git(repository.parent, "add", ".")
    git(repository.parent, "commit", "--quiet", "-m", "no common past")
    result = lint(repository, "--since", "main")
    assert found(result) == [("programs/new.yaml", "not-allowed")]
    assert "comparing with main itself" in result.stderr


def test_it_says_plainly_when_it_cannot(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = lint(repository, "--since", "origin/main")
    assert unknown.exit_code == 3
    assert 'git knows no revision "origin/main" here; fetch it first' in unknown.stderr
    assert lint(repository, "--since", "--upload-pack=x").exit_code == 3
    subprocess.run(["rm", "-rf", str(repository.parent / ".git")], check=True)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    outside = lint(repository, "--since", "HEAD")
    assert outside.exit_code == 3
    assert "in no git repository" in outside.stderr
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in lint(repository, "--since", "HEAD").stderr


def test_programs_named_in_the_settings_of_a_repository_never_run(repository: Path, write: Write) -> None:
    trap = repository.parent / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {repository.parent}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    settings = ("core.fsmonitor", "diff.external", "core.pager", "core.sshCommand", "filter.x.clean", "filter.x.smudge")
    for setting in settings:
        git(repository.parent, "config", setting, str(trap))
    (repository.parent / ".gitattributes").write_text("*.yaml filter=x diff=x\n", encoding="utf-8")
    write("new", name="name: New\n", status="status: activ\n")
    assert found(lint(repository, "--since", "HEAD")) == [("programs/new.yaml", "not-allowed")]
    assert not (repository.parent / "sprung").exists()


def test_unsaved_text_stands_in_for_its_file(toy: Path) -> None:
    text = overlay(PROGRAM, {"status": "status: activ\n"})
    target = str(toy / "programs" / "example.yaml")
    result = CliRunner().invoke(app, ["lint", *DAY, "-", "--stdin-path", target], input=text)
    assert found(result) == [("programs/example.yaml", "not-allowed")]
    new = CliRunner().invoke(app, ["lint", *DAY, "-", "--stdin-path", str(toy / "programs" / "new.yaml")], input=text)
    assert ("programs/new.yaml", "not-allowed") in found(new)
    assert not (toy / "programs" / "new.yaml").exists()


def test_standard_input_needs_its_path(toy: Path) -> None:
    assert lint(toy, "-").exit_code == 2
    assert lint(toy, "-", "--stdin-path", str(toy / "README.txt"), text="").exit_code == 2
