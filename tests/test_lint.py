"""`peerdir lint` through the real command: formats, places, exit codes, and nothing a value can do to a log."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir.cli import app
from tests.conftest import ROOT, SAMPLE

Write = Callable[..., Path]
DAY = ["--today", "2026-11-21"]
CASES = Path(__file__).parent / "cases" / "invalid"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


def test_the_sample_directory_is_clean() -> None:
    result = run("lint", "-C", str(SAMPLE), *DAY)
    assert (result.exit_code, result.stdout) == (0, "91 files checked: everything is fine\n")


def test_text_shows_the_line_and_a_caret(toy: Path, write: Write) -> None:
    write(status="status: activ\n")
    result = run("lint", "-C", str(toy), *DAY)
    assert result.exit_code == 1
    first, line, caret, *_ = result.stdout.splitlines()
    assert first.endswith(
        'programs/example.yaml:3:9: error: "activ" is not one of proposed, active, paused, closed, '
        'historical; did you mean "active"? [not-allowed]'
    )
    assert line == "    status: activ"
    assert caret == "            ^^^^^"


def test_warnings_do_not_fail(toy: Path, write: Write) -> None:
    write(verification="verification: {verified_on: 2020-01-01, verified_by: desk, method: phone}\n")
    result = run("lint", "-C", str(toy), *DAY)
    assert result.exit_code == 0
    assert "warning: last verified 2516 days ago" in result.stdout


def test_json_has_the_promised_shape(toy: Path, write: Write) -> None:
    write(organization="organization: nobody\n")
    result = run("lint", "-C", str(toy), "--format", "json", *DAY)
    found = json.loads(result.stdout)
    assert found["summary"] == {"files": 12, "errors": 1, "warnings": 0}
    (only,) = found["diagnostics"]
    assert only.keys() == {
        "path", "line", "column", "end_line", "end_column", "rule", "severity", "pointer", "message", "fixable",
    }  # fmt: skip
    assert (only["line"], only["column"], only["end_column"], only["pointer"]) == (4, 15, 21, "/organization")


def test_github_lines_cannot_be_forged(toy: Path, write: Write) -> None:
    write(status='status: "x\\n::stop-commands::%0A::add-mask::"\n')
    result = run("lint", "-C", str(toy), "--format", "github", *DAY)
    lines = result.stdout.splitlines()
    assert [line.partition(" ")[0] for line in lines if line.startswith("::")] == ["::error"]
    assert "%250A" in lines[0]
    assert lines[0].startswith("::error file=")
    assert ",line=3,endLine=3,col=9," in lines[0]


def test_hidden_characters_are_shown_as_numbers(toy: Path, write: Write) -> None:
    write(summary="summary: safe \u202e text \x1b[31m red\n")
    result = run("lint", "-C", str(toy), *DAY)
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "\\u{202e}" in result.stdout


def test_errors_are_reported_with_paths_seen_from_here(
    toy: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(status="status: activ\n")
    monkeypatch.chdir(toy.parent)
    assert run("lint", *DAY).stdout.startswith("directory/programs/example.yaml:3:9:")
    monkeypatch.chdir(toy / "programs")
    assert run("lint", *DAY).stdout.startswith("../programs/example.yaml:3:9:")


def test_only_the_files_asked_for_are_reported(toy: Path, write: Write) -> None:
    write(
        "bad",
        name="name: Another\n",
        status="status: activ\n",
        contacts='contacts: [{role: x, phone: "+1-619-555-0199"}]\n',
    )
    good = run("lint", str(toy / "programs" / "example.yaml"), *DAY)
    assert (good.exit_code, good.stdout) == (0, "1 file checked: everything is fine\n")
    bad = run("lint", str(toy / "programs"), *DAY)
    assert bad.exit_code == 1
    assert "2 files checked: 1 error" in bad.stdout


def test_exit_codes(toy: Path, tmp_path: Path) -> None:
    assert run("lint", "-C", str(toy), "--format", "pdf").exit_code == 2
    assert run("lint", "-C", str(toy), "--today", "tomorrow").exit_code == 2
    assert run("lint", str(tmp_path / "nowhere")).exit_code == 2
    (tmp_path / "empty").mkdir()
    missing = run("lint", "-C", str(tmp_path / "empty"))
    assert missing.exit_code == 3
    assert "there is no directory.yaml" in missing.stderr


def test_the_directory_can_be_named_before_the_command(toy: Path) -> None:
    assert run("-C", str(toy), "lint", *DAY).exit_code == 0


def test_one_broken_file_never_hides_another(toy: Path, write: Write) -> None:
    write("a", name="name: [\n")
    write("b", name="name: Another\n", status="status: activ\n")
    (toy / "programs" / "c.yaml").write_bytes(b"\xff")
    (toy / "programs" / "d.yaml").write_text("", encoding="utf-8")
    (toy / "programs" / "e.yaml").symlink_to(toy / "programs" / "a.yaml")
    result = run("lint", "-C", str(toy), "--format", "json", *DAY)
    found = {(one["path"].rpartition("/")[2], one["rule"]) for one in json.loads(result.stdout)["diagnostics"]}
    assert found == {
        ("a.yaml", "yaml-syntax"),
        ("b.yaml", "not-allowed"),
        ("c.yaml", "invalid-encoding"),
        ("d.yaml", "empty-file"),
        ("e.yaml", "not-a-file"),
    }


def test_a_file_with_many_mistakes_shows_ten(toy: Path, write: Write) -> None:
    write(languages="languages: [" + ", ".join(["{code: X1}"] * 30) + "]\n")
    result = run("lint", "-C", str(toy), "--format", "json", *DAY)
    messages = [one["message"] for one in json.loads(result.stdout)["diagnostics"]]
    assert len(messages) == 11
    assert messages[-1] == "20 more in this file; mend the ones above first"


def test_broken_settings_are_reported_and_the_rest_is_still_checked(toy: Path, write: Write) -> None:
    (toy / "directory.yaml").write_text("title: 5\n", encoding="utf-8")
    write(organization="organization: nobody\n")
    result = run("lint", "-C", str(toy), *DAY)
    assert "directory.yaml:1:1: error" in result.stdout
    assert "unknown-reference" in result.stdout


@pytest.mark.parametrize("case", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_golden_cases(case: Path, toy: Path, request: pytest.FixtureRequest) -> None:
    """A contributed case is two files: the damaged program, and what lint says about it."""
    (toy / "programs" / "example.yaml").write_bytes(case.read_bytes())
    said = run("lint", "-C", str(toy), *DAY).stdout.replace(f"{toy.as_posix()}/", "")
    said = "\n".join(line.partition("programs/example.yaml:")[2] or line for line in said.splitlines()) + "\n"
    golden = case.with_suffix(".out")
    if request.config.getoption("--update-golden"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_the_installed_command_is_quiet_when_the_pipe_closes() -> None:
    command = f"{sys.executable} -m peerdir lint -C '{SAMPLE}' --format json | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stderr == ""
    assert done.returncode in (0, 141)


def test_a_bug_of_ours_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from peerdir import __main__, cli

    def broken(**_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(cli, "app", broken)
    monkeypatch.setattr("gc.disable", lambda: None)  # the tests go on
    with pytest.raises(SystemExit) as stopped:
        __main__.run()
    assert stopped.value.code == 70
    assert capsys.readouterr().err.count("\n") == 1


def test_what_is_no_entry_is_named(toy: Path) -> None:
    (toy / "programs" / "new.yml").write_text("name: x\n", encoding="utf-8")
    (toy / "programs" / "folder").mkdir()
    (toy / "programs" / "Bad Name.yaml").write_text("name: x\n", encoding="utf-8")
    (toy / "programs" / "README.md").write_text("Notes\n", encoding="utf-8")
    (toy / "organizations").rename(toy / "elsewhere")
    (toy / "organizations").symlink_to(toy / "elsewhere")
    result = run("lint", "-C", str(toy), "--format", "json", *DAY)
    found = {(one["path"].rpartition("directory/")[2], one["rule"]) for one in json.loads(result.stdout)["diagnostics"]}
    assert found >= {
        ("programs/new.yml", "not-an-entry"),
        ("programs/folder", "not-an-entry"),
        ("programs/Bad Name.yaml", "id-and-file-name"),
        ("organizations", "not-an-entry"),
    }
    assert ("programs/README.md", "not-an-entry") not in found


def test_a_path_that_is_no_part_of_the_directory_is_refused(toy: Path) -> None:
    other = toy / "notes.txt"
    other.write_text("x", encoding="utf-8")
    result = run("lint", str(other), *DAY)
    assert result.exit_code == 2
    assert "holds no file of the directory" in result.stderr


def test_a_lone_carriage_return_hides_nothing(toy: Path) -> None:
    path = toy / "programs" / "example.yaml"
    path.write_bytes(b"# a comment\rstatus: closed\n" + path.read_bytes())
    result = run("lint", "-C", str(toy), *DAY)
    assert "hidden-character" in result.stdout


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name: "Example\nstatus: active\nsummary: "Neighbors help one another."\n', 1),
        ("name: Example\nsummary: 'We don't stop here\nstatus: active\n", 2),
        ('name: Example\ncontacts:\n  - {role: "public, phone: "+1-619-555-0150"}\nstatus: active\n', 3),
    ],
)
def test_an_open_quote_is_reported_where_it_opens(text: str, line: int, toy: Path) -> None:
    (toy / "programs" / "example.yaml").write_text(text, encoding="utf-8")
    first = run("lint", "-C", str(toy), *DAY).stdout.splitlines()[0]
    assert f"programs/example.yaml:{line}:" in first, first


@pytest.mark.parametrize("arguments", [["--today", "0001-01-01"], ["--today", "9999-01-01"]])
def test_days_out_of_reach_are_wrong_usage(arguments: list[str], toy: Path) -> None:
    assert run("search", "-C", str(toy), "--has-room", *arguments).exit_code == 2


def test_names_of_files_reach_the_terminal_cleaned(toy: Path, write: Write) -> None:
    write("x\x1b]0;pwned\x07", name="name: [\n")
    for command in (["render", "site", "-o", str(toy.parent / "out")], ["show", "x"], ["lint"]):
        result = (
            run(command[0], "-C", str(toy), *command[1:])
            if command[0] != "render"
            else run("render", "site", "-C", str(toy), "-o", str(toy.parent / "out"))
        )
        assert "\x1b" not in result.output
        assert "\x07" not in result.output


def test_an_entry_that_gives_a_confidential_place_away_is_not_published(toy: Path, write: Write) -> None:
    write(locations='locations: [{key: room, type: confidential, area: "12 Example Street, San Diego"}]\n')
    result = run("render", "site", "-C", str(toy), "-o", str(toy.parent / "out"), *DAY)
    assert result.exit_code == 0
    assert "programs/example.yaml has errors and is left out" in result.stderr
    assert not (toy.parent / "out" / "programs" / "example.html").exists()
    assert run("search", "-C", str(toy), "example", *DAY).exit_code == 1


def test_a_folder_with_more_files_than_are_read_is_named(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from peerdir import limits

    monkeypatch.setattr(limits, "FILES", 1)
    assert "organizations:1:1: error: there are more than 1 files" in run("lint", "-C", str(toy), *DAY).stdout
