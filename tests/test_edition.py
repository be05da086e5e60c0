"""`peerdir edition`: a line in the settings and a tag, with nothing of the repository's settings run."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir import output
from peerdir.cli import app
from peerdir.edit.writing import scalar
from peerdir.editions import marked as editions
from peerdir.editions.history import HistoryError, make_tag
from peerdir.reading.collection import load
from tests.test_since import git

Write = Callable[..., Path]


@pytest.fixture
def repository(toy: Path) -> Path:
    git(toy.parent, "init", "--quiet")
    git(toy.parent, "add", ".")
    git(toy.parent, "commit", "--quiet", "-m", "first", "--date", "2026-01-10T12:00:00Z")
    return toy


def run(root: Path, *words: str, day: str = "2026-11-21") -> Result:
    command = words[0] if words and words[0] in ("diff", "lint") else "edition"
    rest = words[1:] if command == (words or ("",))[0] else words
    return CliRunner().invoke(app, [command, "-C", str(root), "--today", day, *rest])


def commit(root: Path, message: str) -> str:
    git(root.parent, "add", ".")
    git(root.parent, "commit", "--quiet", "-m", message)
    return git(root.parent, "rev-parse", "HEAD")


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_edition_is_a_tag_and_a_line_and_nothing_else_changes(repository: Path) -> None:
    head = git(repository.parent, "rev-parse", "HEAD")
    before = (repository / "directory.yaml").read_text(encoding="utf-8").splitlines()
    result = run(repository, "Fall 2026")
    assert result.exit_code == 0, result.output
    assert "this is Fall 2026, the first that is marked" in result.stderr
    assert "git tag edition-fall-2026 marks the last commit" in result.stderr
    assert "commit directory.yaml now" in result.stderr
    after = (repository / "directory.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        "editions:",
        "  - name: Fall 2026",
        "    date: 2026-11-21",
        f"    revision: {scalar(head)}",
        "    tag: edition-fall-2026",
    ]
    assert [line for line in after if line in before] == before
    assert git(repository.parent, "rev-parse", "edition-fall-2026") == head
    assert git(repository.parent, "status", "--porcelain") == "M directory/directory.yaml"
    assert run(repository, "lint").exit_code == 0


def test_the_next_one_knows_what_it_follows(repository: Path) -> None:
    run(repository, "Fall 2026")
    commit(repository, "marked")
    replaced(repository / "programs" / "example.yaml", "cost: {free: true}", "cost: {free: false}")
    commit(repository, "a cost")
    assert "there is a cost now" in run(repository, "diff").stdout
    result = run(repository, "Winter  2027 ", day="2027-01-15")
    assert "this is Winter 2027, which follows Fall 2026 (2026-11-21)" in result.stderr
    assert 'booklet.translations.es.edition still says "Otoño de 2026"' in result.stderr
    settings = load(repository).directory
    assert settings.edition == "Winter 2027"
    assert [(one.name, one.date.isoformat()) for one in settings.editions] == [
        ("Fall 2026", "2026-11-21"),
        ("Winter 2027", "2027-01-15"),
    ]
    commit(repository, "marked again")
    for words in (("fall 2026", "winter 2027"), ("last", "Winter 2027"), ("last",), ("edition-fall-2026",)):
        assert "there is a cost now" in run(repository, "diff", *words).stdout, words
    assert run(repository, "diff").stdout.endswith("Nothing changed.\n")


def test_editions_are_listed_the_newest_first(repository: Path) -> None:
    assert "no edition is marked yet" in run(repository).stderr
    assert json.loads(run(repository, "--format", "json").stdout) == {"editions": []}
    run(repository, "Fall 2026")
    run(repository, "Winter 2027", day="2027-01-15")
    for words in ((), ("--list",)):
        listed = run(repository, *words).stdout.splitlines()
        assert [line.split("  ")[1] for line in listed[1:]] == ["Winter 2027", "Fall 2026"]
    found = json.loads(run(repository, "--format", "json").stdout)["editions"]
    assert [(one["name"], one["date"], one["tag"]) for one in found] == [
        ("Winter 2027", "2027-01-15", "edition-winter-2027"),
        ("Fall 2026", "2026-11-21", "edition-fall-2026"),
    ]


def test_dry_run_shows_both_and_writes_neither(repository: Path) -> None:
    before = (repository / "directory.yaml").read_bytes()
    result = run(repository, "Fall 2026", "--dry-run")
    assert (result.exit_code, "+    tag: edition-fall-2026" in result.stdout) == (0, True)
    assert "git tag edition-fall-2026 would mark" in result.stderr
    assert (repository / "directory.yaml").read_bytes() == before
    assert git(repository.parent, "tag") == ""


def test_a_name_is_taken_only_once(repository: Path) -> None:
    run(repository, "Fall 2026")
    before = (repository / "directory.yaml").read_bytes()
    result = run(repository, "FALL 2026")
    assert (result.exit_code, "is the edition of 2026-11-21 already" in result.stderr) == (1, True)
    commit(repository, "marked")
    git(repository.parent, "tag", "edition-winter-2027", "HEAD~1")
    before = (repository / "directory.yaml").read_bytes()
    result = run(repository, "Winter 2027")
    assert (result.exit_code, 'has a tag "edition-winter-2027" for another commit' in result.stderr) == (1, True)
    assert (repository / "directory.yaml").read_bytes() == before


@pytest.mark.parametrize(("name", "code"), [("", 2), ("x" * 300, 1), ("a\x1b[31mb", 1), ("a\u202eb", 1)])
def test_a_name_that_cannot_be_one_is_refused(name: str, code: int, repository: Path) -> None:
    before = (repository / "directory.yaml").read_bytes()
    result = run(repository, name)
    assert result.exit_code == code
    assert "\x1b" not in result.output
    assert (repository / "directory.yaml").read_bytes() == before
    assert git(repository.parent, "tag") == ""


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("2026 — Été", "edition-2026-ete"),
        ("冬季", "edition-2026-11-21"),
        ("../../heads/main", "edition-heads-main"),
        ("--force", "edition-force"),
        ("HEAD", "edition-head"),
        ("con", "edition-2026-11-21"),
        ("a: b # c", "edition-a-b-c"),
    ],
)
@pytest.mark.sampled(3)
def test_any_name_gives_a_plain_tag_and_is_read_back(name: str, tag: str, repository: Path) -> None:
    arguments = ["edition", "-C", str(repository), "--today", "2026-11-21", "--", name]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert git(repository.parent, "tag") == tag
    assert git(repository.parent, "branch", "--format", "%(refname)") == "refs/heads/main"
    assert load(repository).directory.editions[0].name == name
    assert load(repository).diagnostics == ()


def test_what_is_not_committed_is_said_to_be_no_part_of_it(repository: Path, write: Write) -> None:
    for number in range(5):
        write(f"more-{number}")
    said = run(repository, "Fall 2026").stderr
    names = "programs/more-0.yaml, programs/more-1.yaml, programs/more-2.yaml and 2 more"
    assert f"not committed, so no part of this edition: {names}" in said


def test_without_git_or_a_commit_there_is_the_line_alone(toy: Path) -> None:
    result = run(toy, "Fall 2026")
    assert (result.exit_code, "no git tag is made: " in result.stderr) == (0, True)
    only = load(toy).directory.editions[0]
    assert (only.name, only.revision, only.tag) == ("Fall 2026", None, None)
    git(toy.parent, "init", "--quiet")
    assert "nothing is committed yet" in run(toy, "Spring 2027").stderr
    assert run(toy, "Spring 2027").exit_code == 1
    git(toy.parent, "add", ".")
    git(toy.parent, "commit", "--quiet", "-m", "first")
    result = run(toy, "diff", "Spring 2027")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Nothing changed.")


def test_a_stop_between_the_line_and_the_tag_can_be_gone_on_with(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise HistoryError("git does not answer")

    with monkeypatch.context() as patch:
        patch.setattr("peerdir.editions.history.make_tag", stopped)
        result = run(repository, "Fall 2026")
    assert (result.exit_code, "run the same command again" in result.stderr) == (3, True)
    head = git(repository.parent, "rev-parse", "HEAD")
    commit(repository, "marked")
    assert "would be made" in run(repository, "Fall 2026", "--dry-run").stderr
    assert run(repository, "Fall 2026").exit_code == 0
    assert git(repository.parent, "rev-parse", "edition-fall-2026") == head
    assert len(load(repository).directory.editions) == 1


def test_a_tag_without_its_line_is_taken_for_the_same_edition(repository: Path) -> None:
    git(repository.parent, "tag", "edition-fall-2026")
    assert run(repository, "Fall 2026").exit_code == 0
    assert load(repository).directory.editions[0].tag == "edition-fall-2026"


def test_somebody_who_saves_meanwhile_is_not_overwritten(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = repository / "directory.yaml", output.replace_file

    def saved(target: Path, before: bytes, after: bytes) -> None:
        path.write_bytes(before + b"# theirs\n")
        real(target, before, after)

    monkeypatch.setattr("peerdir.output.replace_file", saved)
    assert run(repository, "Fall 2026").exit_code == 3
    assert path.read_bytes().endswith(b"# theirs\n")
    assert git(repository.parent, "tag") == ""


def test_nothing_of_the_repository_is_run(repository: Path, tmp_path: Path) -> None:
    """Its settings and hooks name programs for nearly everything git does."""
    ran, hooks = tmp_path / "ran", repository.parent / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("reference-transaction", "post-update", "update", "pre-commit", "post-checkout", "pre-auto-gc"):
        (hooks / name).write_text(f"#!/bin/sh\necho {name} >> {ran}\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    plain = subprocess.run(["git", "tag", "control"], cwd=repository, check=True, capture_output=True)
    assert (plain.returncode, ran.exists()) == (0, True), "git as it is runs the hook"
    ran.unlink()
    for name in (
        *("core.fsmonitor", "core.editor", "core.sshCommand", "core.pager", "gpg.program", "diff.external"),
        *("filter.x.clean", "filter.x.smudge", "core.askPass", "core.alternateRefsCommand"),
    ):
        git(repository.parent, "config", name, f"touch {ran}; true")
    for name, value in (("tag.gpgSign", "true"), ("core.hooksPath", str(hooks)), ("core.logAllRefUpdates", "always")):
        git(repository.parent, "config", name, value)
    (repository.parent / ".gitattributes").write_text("*.yaml filter=x diff=x\n", encoding="utf-8")
    ran.unlink(missing_ok=True)
    assert run(repository, "Fall 2026").exit_code == 0
    assert run(repository, "diff").exit_code == 0
    assert not ran.exists()
    assert (repository.parent / ".git" / "refs" / "tags" / "edition-fall-2026").exists()


def test_a_tag_never_moves(repository: Path) -> None:
    first = git(repository.parent, "rev-parse", "HEAD")
    make_tag(repository, "edition-x", first)
    with pytest.raises(HistoryError, match="could not make the tag"):
        make_tag(repository, "edition-x", first)


def test_an_edition_is_found_by_its_tag_when_its_commit_has_another_name(repository: Path) -> None:
    run(repository, "Fall 2026")
    replaced(repository / "directory.yaml", git(repository.parent, "rev-parse", "HEAD"), "0123456789" * 4)
    settings = load(repository).directory
    assert editions.find_point(repository, "Fall 2026", settings).commit == git(repository.parent, "rev-parse", "HEAD")
    git(repository.parent, "tag", "--delete", "edition-fall-2026")
    result = run(repository, "diff", "Fall 2026")
    assert (result.exit_code, "git fetch origin tag edition-fall-2026" in result.stderr) == (3, True)


def test_since_when_must_be_said_where_nothing_is_marked(repository: Path) -> None:
    assert run(repository, "diff").exit_code == 2
    result = run(repository, "diff", "last")
    assert (result.exit_code, "tells of no earlier edition" in result.stderr) == (3, True)


def test_an_edition_without_a_name_is_wrong_usage(repository: Path) -> None:
    result = run(repository, "  ")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "an edition needs a name" in result.stderr


def test_a_name_and_a_list_do_not_go_together(repository: Path) -> None:
    assert run(repository, "Fall 2026", "--list").exit_code == 2
    assert run(repository, "--format", "csv").exit_code == 2


def test_a_booklet_names_the_edition_since_which_it_tells(repository: Path, write: Write, tmp_path: Path) -> None:
    for name in ("Spring 2026", "Summer 2026"):
        assert run(repository, name).exit_code == 0
        commit(repository, name)
    write("more", name="name: One More\n")
    commit(repository, "one more")
    since = {"Summer 2026": "Since the last edition", "Spring 2026": "Since the edition Spring 2026"}
    for named, said in since.items():
        target = tmp_path / "booklet.txt"
        words = ["render", "booklet", "-C", str(repository), "--today", "2026-11-21", "--since", named]
        result = CliRunner().invoke(app, [*words, "-o", str(target)])
        assert result.exit_code == 0, result.output
        text = target.read_text(encoding="utf-8")
        assert said in text
        assert "One More" in text.partition(said)[2].partition("Programs")[0]
