"""The workflows and the action give a stranger's pull request no rights, and are pinned."""

import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from peerdir import limits
from peerdir.cli import app
from peerdir.reading.reader import read
from tests.conftest import ROOT, SAMPLE

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = sorted([*WORKFLOWS, ROOT / "action.yml"])
EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
# Rights to write, by workflow and job. Whatever else a workflow could do to the repository, these say it all.
WRITES = {
    ("add-program", "answer"): {"issues"},
    ("add-program", "propose"): {"contents", "pull-requests"},
    ("due", "due"): {"issues"},
    ("links", "tell"): {"issues"},
    ("publish", "deploy"): {"pages", "id-token"},
}
LONGEST = 130


def workflow(path: Path) -> dict[str, Any]:
    """A workflow as data. `on` stays text, as YAML 1.2 has it."""
    source = read(path.read_bytes(), limits.SIZES["vocabulary"])
    assert not source.problems, path
    assert isinstance(source.data, dict)
    return source.data


def steps(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for job, told in workflow(path)["jobs"].items():
        yield from ((job, step) for step in told["steps"])


def commands(path: Path) -> Iterator[list[str]]:
    """Every call of peerdir in a workflow, as words."""
    for _, step in steps(path):
        script = step.get("run", "").replace("\\\n", " ")
        for found in re.findall(r"-m peerdir ([^|><\n]+)", script):
            yield shlex.split(found.partition("||")[0].rstrip(")"))


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor") or str(ROOT / ".venv" / "bin" / "zizmor")
    if not shutil.which(zizmor):
        pytest.skip("zizmor is not installed")
    done = subprocess.run(
        [zizmor, "--offline", "--persona", "auditor", "--no-progress", *map(str, FILES)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_action_is_pinned_by_hash_with_its_version(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    for line in re.findall(r"uses: .*", text):
        assert re.fullmatch(r"uses: [\w./-]+@[0-9a-f]{40} # v[0-9.]+", line), line


def test_the_check_of_pull_requests_runs_nothing_of_theirs() -> None:
    text = (ROOT / ".github" / "workflows" / "directory.yml").read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert "secrets." not in text
    assert "permissions: {}" in text
    runs = re.findall(r"run: (.*)", text)
    assert any("python -I -m peerdir lint" in run for run in runs)
    assert not any("pip" in run and "pr/" in run for run in runs)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_each_job_has_the_rights_it_needs_and_a_limit(path: Path) -> None:
    told = workflow(path)
    assert told["permissions"] == {}
    assert told["concurrency"]
    for job, content in told["jobs"].items():
        assert content["timeout-minutes"] <= 60
        assert content["name"]
        given = content["permissions"]
        assert {name for name, right in given.items() if right == "write"} == WRITES.get((path.stem, job), set())
        assert {name for name, right in given.items() if right == "read"} <= {"contents"}
    for right in re.findall(
        r"\n +(?:contents|issues|pages|id-token|pull-requests): (?:read|write).*", path.read_text("utf-8")
    ):
        assert " # to " in right or " # by which " in right, f"{right.strip()}: say what it is for"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_text_of_others_becomes_part_of_a_script(path: Path) -> None:
    for _, step in steps(path):
        assert not EXPRESSION.search(step.get("run", "")), step
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
    assert "pull_request_target" not in path.read_text("utf-8")
    assert "secrets." not in path.read_text("utf-8")


def test_a_job_that_reads_what_strangers_wrote_or_the_web_can_write_nothing() -> None:
    for path in WORKFLOWS:
        for job, step in steps(path):
            if re.search(r"peerdir (?:links|new) ", step.get("run", "")):
                assert (path.stem, job) not in WRITES


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_are_short_and_say_why_they_are_there(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert path.stem == "test" or text.startswith("# ")


def test_every_command_of_a_workflow_can_be_given_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are those of the command line today: a command or an option that is gone fails here."""
    found = [words for path in WORKFLOWS for words in commands(path)]
    assert {"lint", "new", "due", "links", "edition", "render"} <= {words[0] for words in found}
    monkeypatch.chdir(tmp_path)
    for words in found:
        shown = CliRunner().invoke(app, [*words[: 1 + (words[0] == "render")], "--help"])
        assert shown.exit_code == 0, words
        for word in words:
            if word.startswith("-"):
                assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", shown.stdout), words
    done = CliRunner().invoke(app, ["due", "--within", "30d", "--format", "markdown", "-C", str(SAMPLE)])
    assert done.exit_code in (0, 1)


def test_packages_of_the_check_are_pinned_by_hash() -> None:
    text = (ROOT / ".github" / "requirements.txt").read_text(encoding="utf-8")
    assert "http" not in text
    packages = re.findall(r"^([a-z0-9.-]+)==\S+", text, re.MULTILINE)
    assert {"typer", "jsonschema-rs", "typst", "hatchling", "ruamel-yaml-clib"} <= set(packages)
    assert text.count("--hash=sha256:") >= len(packages)
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    needed = {re.split(r"[><=]", one, maxsplit=1)[0].replace(".", "-") for one in told}
    assert needed <= set(packages), "make it anew, as its first lines say"
