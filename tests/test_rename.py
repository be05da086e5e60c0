"""Another id for an entry, and the end of a program: what refers to it follows, and nothing is lost on the way."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir import output
from peerdir.cli import app
from peerdir.reading.collection import load
from tests.conftest import PROGRAM

Write = Callable[..., Path]


def run(root: Path, command: str, *words: str) -> Result:
    return CliRunner().invoke(app, [command, "-C", str(root), "--today", "2026-11-21", *words])


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")}


def test_a_program_gets_another_id_and_keeps_the_old_one(toy: Path) -> None:
    before = (toy / "programs" / "example.yaml").read_text(encoding="utf-8")
    (toy / "programs" / "example.yaml").chmod(0o600)
    result = run(toy, "rename", "example", "neighbors-of-san-diego")
    assert result.exit_code == 0, result.output
    assert not (toy / "programs" / "example.yaml").exists()
    after = (toy / "programs" / "neighbors-of-san-diego.yaml").read_text(encoding="utf-8")
    assert after == before.replace("name: Example\n", "name: Example\nformer_ids: [example]\n")
    assert load(toy).programs[0].former_ids == ("example",)


def test_what_refers_to_an_organization_follows(toy: Path, write: Write) -> None:
    write(cost="id: example\ncost: {free: true}")
    clinic = toy / "organizations" / "example-clinic.yaml"
    clinic.write_text("id: example-clinic\n" + clinic.read_text(encoding="utf-8"), encoding="utf-8")
    before = state(toy)
    result = run(toy, "rename", "example-clinic", "downtown-clinic")
    assert result.exit_code == 0, result.output
    assert "1 other file changed" in result.stderr
    after = state(toy)
    assert before.keys() - after.keys() == {"organizations/example-clinic.yaml"}
    assert b"id: downtown-clinic\n" in after["organizations/downtown-clinic.yaml"]
    program = before["programs/example.yaml"].replace(b"organization: example-clinic", b"organization: downtown-clinic")
    assert after["programs/example.yaml"] == program
    assert run(toy, "lint").exit_code == 0


def test_back_again_forgets_the_id_it_has(toy: Path) -> None:
    before = (toy / "programs" / "example.yaml").read_bytes()
    for new in ("two", "three", "example"):
        old = load(toy).programs[0].id
        assert run(toy, "rename", old, new).exit_code == 0
    assert load(toy).programs[0].former_ids == ("two", "three")
    assert (toy / "programs" / "example.yaml").read_bytes().replace(b"former_ids: [two, three]\n", b"") == before


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("example", "example"), 1, "is called so already"),
        (("example", "Not An Id"), 2, "cannot be an id"),
        (("example", "../x"), 2, "cannot be an id"),
        (("example", "other"), 1, "is there already"),
        (("example", "older"), 1, "is the old id of another program"),
        (("nobody", "x"), 1, "there is no program or organization"),
        (("directory", "x"), 1, "cannot be renamed"),
        (("vocabulary/needs", "x"), 1, "cannot be renamed"),
        (("broken", "x"), 1, "has errors"),
    ],
)
def test_what_cannot_be_renamed_stays(words: tuple[str, str], code: int, why: str, toy: Path, write: Write) -> None:
    write("other", name="name: Other", also_known_as="former_ids: [older]")
    write("broken", cost="cost: 1")
    before = state(toy)
    result = run(toy, "rename", *words)
    assert (result.exit_code, why in result.stderr) == (code, True), result.stderr
    assert state(toy) == before


def test_dry_run_shows_all_of_it(toy: Path) -> None:
    before = state(toy)
    shown = run(toy, "rename", "example-clinic", "downtown-clinic", "--dry-run").stdout
    assert shown.startswith("rename organizations/example-clinic.yaml to organizations/downtown-clinic.yaml\n")
    assert "+former_ids: [example-clinic]\n" in shown
    assert "organization: downtown-clinic" in shown
    assert state(toy) == before


def test_a_stop_in_between_loses_nothing_and_can_be_gone_on_with(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(toy)

    def late(target: Path, *_: bytes) -> None:
        raise output.ChangedMeanwhileError(f"{target} was changed")

    with monkeypatch.context() as patch:
        patch.setattr(output, "replace_file", late)
        stopped = run(toy, "rename", "example-clinic", "downtown-clinic")
    assert stopped.exit_code == 3
    assert state(toy).items() >= before.items()
    assert run(toy, "rename", "example-clinic", "downtown-clinic").exit_code == 0
    assert run(toy, "lint").exit_code == 0


def test_an_end_is_told_in_status_and_history(toy: Path) -> None:
    result = run(toy, "close", "example", "--reason", "The hall was sold: nobody  knows more.", "--method", "visit")
    assert result.exit_code == 0, result.output
    after = (toy / "programs" / "example.yaml").read_text(encoding="utf-8")
    changed = [(old, new) for old, new in zip(PROGRAM.splitlines(), after.splitlines(), strict=True) if old != new]
    assert [old.partition(":")[0] for old, _ in changed] == ["status", "verification"]
    program = load(toy).programs[0]
    assert program.status == "closed"
    assert program.verification is not None
    first, check = program.verification.history
    assert (first.date.isoformat(), first.result) == ("2026-05-01", "confirmed")
    assert (check.date.isoformat(), check.result, check.method) == ("2026-11-21", "closed", "visit")
    assert check.note == "The hall was sold: nobody knows more."
    assert program.verification.verified_on.isoformat() == "2026-05-01"
    assert run(toy, "lint").exit_code == 0


def test_close_and_verify_closed_write_the_same(toy: Path) -> None:
    path = toy / "programs" / "example.yaml"
    assert run(toy, "close", "example", "--reason", "Gone", "--by", "desk").exit_code == 0
    closed = path.read_bytes()
    path.write_text(PROGRAM, encoding="utf-8")
    assert run(toy, "verify", "example", "--closed", "--note", "Gone", "--by", "desk").exit_code == 0
    assert path.read_bytes() == closed


def test_a_plan_that_was_given_up_can_be_deleted(toy: Path, write: Write) -> None:
    gaps = "".join(
        f"  {name}: {{gap: Nobody does it yet.}}\n"
        for name in ("daily_management", "social_emotional", "linkage", "ongoing")
    )
    write(status="status: proposed\n", functions=f"functions:\n{gaps}")
    result = run(toy, "close", "example", "--reason", "Nobody came")
    assert result.exit_code == 1
    assert "the file of a plan that was given up can be deleted" in result.stderr


def test_only_an_open_program_is_closed(toy: Path) -> None:
    before = state(toy)
    assert run(toy, "close", "example").exit_code == 2
    assert run(toy, "close", "example", "--reason", "x" * 400).exit_code == 1
    assert run(toy, "close", "example", "--reason", "Gone", "--method", "rumor").exit_code == 2
    assert run(toy, "close", "example", "--reason", " ").exit_code == 2
    assert run(toy, "close", "example-clinic", "--reason", "Gone").exit_code == 1
    assert "+status: closed" in run(toy, "close", "example", "--reason", "Gone", "--dry-run").stdout
    assert state(toy) == before
    assert run(toy, "close", "example", "--reason", "Gone").exit_code == 0
    assert "is closed" in run(toy, "close", "example", "--reason", "Gone").stderr


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"programs/a": "former_ids: [old]\n", "programs/b": "former_ids: [new, old]\n"}, ["a", "b"]),
        ({"programs/a": "former_ids: [b]\n", "programs/b": "name: [\n"}, ["a"]),
        ({"programs/a": "former_ids: [a]\n"}, ["a"]),
        ({"programs/a": "former_ids: [example-clinic, example-runner]\n"}, []),
        ({"programs/a": "former_ids: [old]\n", "organizations/example-clinic": "former_ids: [old]\n"}, []),
        ({"organizations/example-clinic": "former_ids: [old, example-runner]\n"}, ["example-clinic"]),
    ],
)
def test_an_old_id_leads_to_one_entry_only(texts: dict[str, str], expected: list[str], toy: Path, write: Write) -> None:
    for path, text in texts.items():
        if path.startswith("programs/"):
            write(path.removeprefix("programs/"))
        with (toy / f"{path}.yaml").open("a", encoding="utf-8") as file:
            file.write(text)
    result = run(toy, "lint", "--format", "json")
    found = [one["path"] for one in json.loads(result.stdout)["diagnostics"] if one["rule"] == "former-id-taken"]
    assert sorted({Path(path).stem for path in found}) == expected
