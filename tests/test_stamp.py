"""What is looked at to tell whether git knows something new: in a repository, in a worktree, and in neither."""

import subprocess
from pathlib import Path

import pytest

from peerdir import stamp


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "main"
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=First")
    return folder


def test_a_commit_is_seen_in_a_repository_and_in_a_folder_of_it(repository: Path) -> None:
    inside = repository / "directory"
    inside.mkdir()
    before = stamp.of_git(str(inside))
    git(repository, "commit", "--quiet", "--allow-empty", "--message=Second")
    assert before
    assert stamp.of_git(str(inside)) != before
    assert stamp.of_git(str(inside)) == stamp.of_git(str(repository))


def test_a_commit_and_what_git_packs_are_seen_in_a_worktree(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(repository, "worktree", "add", "--quiet", str(other))
    first = stamp.of_git(str(other))
    git(other, "commit", "--quiet", "--allow-empty", "--message=Second")
    second = stamp.of_git(str(other))
    git(repository, "tag", "edition-fall")
    git(repository, "pack-refs", "--all")
    third = dict(stamp.of_git(str(other)))
    assert first
    assert first != second
    assert third["packed-refs"]
    assert third != dict(second)


@pytest.mark.parametrize("said", ["", "gitdir: nowhere", "gitdir: .git", "gitdir: \0", "something else"])
def test_a_file_that_names_no_folder_is_no_repository(tmp_path: Path, said: str) -> None:
    (tmp_path / ".git").write_text(said, encoding="utf-8")
    assert stamp.of_git(str(tmp_path)) == []
