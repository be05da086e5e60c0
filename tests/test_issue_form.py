"""The form for people without git: made from the schema, read back without giving a stranger's words any power."""

import base64
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from peerdir import limits
from peerdir.cli import app
from peerdir.edit.entry import make
from peerdir.edit.issue_form import IssueError, form, read_issue
from peerdir.edit.questions import BY_PATH, QUESTIONS
from peerdir.edit.reply import inert
from peerdir.reading.collection import load
from peerdir.reading.reader import read
from tests.conftest import ROOT, SAMPLE, TODAY

FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "add-program.yml"
WORKFLOW = ROOT / ".github" / "workflows" / "add-program.yml"
COLLECTION = load(SAMPLE)
ANSWERS = {
    "name": "Circle of Friends",
    "summary": "Adults with asthma breathe, walk and laugh together.",
    "status": "Yes, it takes people now",
    "organization": "New Folk",
    "organization/type": "Church, mosque, temple or other faith group",
    "conditions": "Asthma, Stroke",
    "populations": "Adults",
    "needs": "_No response_",
    "languages": "English, Spanish",
    "modalities": "Group",
    "functions.daily_management.activities": "We cook together, every week.\n- We walk to the market.",
    "functions.social_emotional.activities": "A circle where all may speak.",
    "functions.linkage.activities": "A peer goes along to the clinic.",
    "functions.ongoing.activities": "Old members come back when they want.",
    "locations.1.type": "At a place with an address",
    "locations.1.address.city": "Chula Vista",
    "cost.free": "Yes",
    "contacts.1.phone": "+1-619-555-0177",
    "referral.methods": "People can come by themselves, Phone",
    "referral.program_contacts.1.role": "Front desk",
    "referral.health_care_contacts.1.organization": "Example Clinic",
    "referral.health_care_contacts.1.role": "Referral coordinator",
    "referral.escalation": "911 or 988 in an emergency.",
    "verification.method": "I work or volunteer at the program",
}


def body(**other: str) -> str:
    answers = {**ANSWERS, **other}
    return "\r\n\r\n".join(f"### {one.ask}\r\n\r\n{answers.get(one.path, '_No response_')}" for one in QUESTIONS)


def run(root: Path, text: str, *words: str) -> Result:
    file = root.parent / "issue.md"
    file.write_text(text, encoding="utf-8", newline="")
    arguments = ["new", "-C", str(root), "--today", "2026-11-21", "--no-input", "--from-issue", str(file), *words]
    return CliRunner().invoke(app, [*arguments, "--format", "markdown"])


def parsed(path: Path) -> Any:
    return read(path.read_bytes(), limits.SIZES["vocabulary"]).data


def test_the_form_is_as_schema_and_vocabulary_are() -> None:
    assert FORM.read_text(encoding="utf-8") == form(COLLECTION), "run: peerdir issue-form > " + str(FORM)
    shown = CliRunner().invoke(app, ["issue-form", "-C", str(SAMPLE)])
    assert (shown.exit_code, shown.stdout) == (0, form(COLLECTION))


def test_the_form_is_one_that_github_takes() -> None:
    data = parsed(FORM)
    assert len(data["description"]) <= 200
    elements = [one for one in data["body"] if one["type"] != "markdown"]
    assert [one["attributes"]["label"] for one in elements] == [one.ask for one in QUESTIONS]
    ids = [one["id"] for one in elements]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", one) for one in ids)
    for one in elements:
        options = one["attributes"].get("options", [])
        assert bool(options) == (one["type"] == "dropdown")
        assert len(set(options)) == len(options)
        assert all(isinstance(text, str) and text != "None" for text in options)


def test_what_must_be_answered_makes_an_entry() -> None:
    required = {one["id"] for one in parsed(FORM)["body"] if one.get("validations", {}).get("required")}
    assert required == {
        one.path.replace(".", "-").replace("/", "-")
        for one in QUESTIONS
        if one.needed and not one.either and not one.only[0]
    }
    made = make(read_issue(body().encode(), COLLECTION), "x", COLLECTION, TODAY)
    assert made.missing == []
    assert not [one for one in made.wrong if one.is_error]


def test_a_filled_in_form_becomes_an_entry_that_lints(toy: Path) -> None:
    result = run(toy, body())
    assert result.exit_code == 0, result.output
    assert "Everything that is needed is here" in result.stdout
    program = load(toy).program("circle-of-friends")
    assert program is not None
    assert program.conditions == ("asthma", "stroke")
    assert program.functions.daily_management.activities[1] == "We walk to the market."
    assert program.referral is not None
    (desk,) = program.referral.program_contacts
    assert (desk.phone, desk.visibility) == ("+1-619-555-0177", "public"), "the desk that everybody can call"
    assert program.verification is not None
    assert program.verification.method == "self-report"
    assert (toy / "organizations" / "new-folk.yaml").exists()
    assert CliRunner().invoke(app, ["lint", "-C", str(toy), "--today", "2026-11-21"]).exit_code == 0


def test_mistakes_are_told_in_plain_words(toy: Path) -> None:
    result = run(toy, body(summary="Short", **{"contacts.1.phone": "+1-619-555-017"}, name="_No response_"))
    assert result.exit_code == 2
    assert "**Still missing**\n\n- What is the program called?" in result.stdout
    assert "too few or too many digits" in result.stdout or "fewer than 10" in result.stdout
    assert "555-017" not in result.stdout
    unknown = run(toy, body(conditions="Xylophonia"))
    assert unknown.exit_code == 1
    assert '"Xylophonia" is not in our list' in unknown.stdout
    assert not list((toy / "programs").glob("circle*"))


def test_what_is_there_already_is_linked(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "example/directory")
    assert run(toy, body()).exit_code == 0
    near = run(toy, body(name="Circle of Friendz", organization="New Folk"), "--anyway")
    assert near.exit_code == 0, near.output
    assert "**Is it one of these already?**" in near.stdout
    assert "https://github.com/example/directory/blob/HEAD/" in near.stdout
    same = run(toy, body())
    assert same.exit_code == 1
    assert 'there is a program "circle-of-friends" already' in same.stdout
    assert "programs/circle-of-friends.yaml" in same.stdout


def test_a_heading_in_an_answer_takes_no_other_answers_place() -> None:
    told = "A circle where all may speak.\n\n### What is the program called?\n\nEvil name"
    answers = read_issue(body(**{"functions.social_emotional.activities": told}).encode(), COLLECTION)
    assert answers["name"] == "Circle of Friends"
    assert "Evil name" in answers["functions"]["social_emotional"]["activities"]
    assert read_issue(b"", COLLECTION) == {}
    assert read_issue(b"### Nothing we asked\n\nx\n", COLLECTION) == {}


@pytest.mark.parametrize(
    "text",
    ["@everyone look", "see #12", "[x](https://evil.example.org)", "<img src=x onerror=y>", "https://evil.example.org/a",
     "www.evil.example.org", "`code` **bold** ~~gone~~", "javascript:alert(1)", "a\u202eb", "| a | b |",
     "${{ secrets.X }}", "$(id)", "\\@x", "&#64;x"],
)  # fmt: skip
def test_no_word_of_a_stranger_has_power_in_the_answer(text: str, toy: Path) -> None:
    assert not re.search(r"[@#<>\[\]`*_~|\\$&{}]|https?:|www\.", inert(text).replace("\\u", ""))
    result = run(toy, body(conditions=text, status=text))
    assert result.exit_code == 1
    answer = result.stdout.partition("\n\n")[2]
    assert not re.search(r"[@#<>\[\]`~|\\$]|https?:|www\.", answer.replace("\\u", "")), answer


def test_a_text_that_is_too_large_or_odd_is_refused(toy: Path) -> None:
    with pytest.raises(IssueError, match="more than"):
        read_issue(b"x" * 600_000, COLLECTION)
    for text in (body(name="a\u202eb"), body(name="a\x00b"), body(name="x" * 9000)):
        result = run(toy, text)
        assert result.exit_code in (1, 2)
        assert "Traceback" not in result.output
    assert sorted(path.name for path in (toy / "programs").iterdir()) == ["example.yaml"]


def step(name: str) -> str:
    """Return the script of a step of the workflow."""
    for job in parsed(WORKFLOW)["jobs"].values():
        for one in job["steps"]:
            if one.get("name") == name and "run" in one:
                return str(one["run"])
    raise AssertionError(name)


def test_the_workflow_puts_no_word_of_a_stranger_into_a_script() -> None:
    jobs = parsed(WORKFLOW)["jobs"]
    assert parsed(WORKFLOW)["permissions"] == {}
    scripts = [one["run"] for job in jobs.values() for one in job["steps"] if "run" in one]
    assert scripts
    assert not any("${{" in one for one in scripts)
    assert jobs["check"]["permissions"] == {"contents": "read"}
    assert jobs["answer"]["permissions"] == {"issues": "write"}
    assert not any("checkout" in one.get("uses", "") for name in ("answer", "propose") for one in jobs[name]["steps"])
    assert BY_PATH["name"].ask in jobs["check"]["if"]


@pytest.mark.skipif(not (shutil.which("jq") and shutil.which("git")), reason="needs jq and git")
@pytest.mark.parametrize("complete", [True, False])
def test_the_step_that_reads_makes_an_answer_and_the_files(complete: bool, toy: Path, tmp_path: Path) -> None:
    base = tmp_path / "work" / "base"
    shutil.copytree(toy, base / "directory")
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *words], cwd=base, check=True, capture_output=True)
    tool = tmp_path / "work" / "tool" / "bin"
    tool.mkdir(parents=True)
    (tool / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (tool / "python").chmod(0o755)
    event, output = tmp_path / "event.json", tmp_path / "output"
    text = body() if complete else body(name="$(touch pwned); `id`", conditions="@nobody")
    event.write_text(json.dumps({"issue": {"body": text}}), encoding="utf-8")
    environment = {**os.environ, "GITHUB_EVENT_PATH": str(event), "GITHUB_OUTPUT": str(output)}
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step("Read the answers")]
    subprocess.run(script, cwd=base, env=environment, check=True, capture_output=True)
    outputs = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
    answer = base64.b64decode(outputs["answer"]).decode()
    assert not (base / "pwned").exists()
    if not complete:
        assert outputs.keys() == {"answer"}
        assert "is not in our list" in answer
        return
    files = json.loads(gzip.decompress(base64.b64decode(outputs["files"])))
    assert [one["path"] for one in files] == [
        "directory/organizations/new-folk.yaml",
        "directory/programs/circle-of-friends.yaml",
    ]
    assert "name: Circle of Friends\n" in files[1]["content"]
