"""The formats for machines: well formed, complete, and without contact details or source lines."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from peerdir.cli import app
from peerdir.report import formats

Write = Callable[..., Path]


def lint(root: Path, format: str) -> str:  # noqa: A002
    result = CliRunner().invoke(app, ["lint", "-C", str(root), "--format", format, "--today", "2026-11-21"])
    assert result.exit_code == 1
    return result.stdout


@pytest.fixture
def broken(toy: Path, write: Write) -> Path:
    """A directory with an error in hostile words, one about a contact, and a warning."""
    write(
        status='status: "<script>&\\"]]>::error"\n',
        contacts='contacts: [{role: "a\\tb", phone: "0150", email: private@nowhere}]\n',
    )
    write(
        "second",
        name="name: Another\n",
        contacts='contacts: [{role: public, phone: "0151", email: private@nowhere}]\n',
        verification="verification: {verified_on: 2020-01-01, verified_by: desk, method: phone}\n",
    )
    return toy


def test_all_formats_are_there() -> None:
    assert formats() == ("text", "github", "json", "junit", "markdown", "sarif")


def test_junit_is_xml_with_a_failure_for_each_error(broken: Path) -> None:
    suite = ET.fromstring(lint(broken, "junit"))  # noqa: S314 - our own output
    assert suite.attrib["tests"] == "13"
    failures = suite.findall("testcase/failure")
    assert len(failures) == int(suite.attrib["failures"]) == 3
    assert {failure.attrib["type"] for failure in failures} == {"not-allowed", "phone-form", "email-form"}
    assert any("<script>" in failure.attrib["message"] for failure in failures)
    assert "verification-stale" in suite.findtext("testcase/system-out", "")


def test_sarif_names_the_rule_its_text_and_the_place(broken: Path) -> None:
    log = json.loads(lint(broken, "sarif"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["text"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
    stale = next(result for result in run["results"] if result["ruleId"] == "verification-stale")
    assert stale["level"] == "warning"


@pytest.mark.parametrize("format", ["github", "json", "junit", "markdown", "sarif"])
def test_formats_for_public_logs_hold_no_contact_details(format: str, broken: Path) -> None:  # noqa: A002
    said = lint(broken, format)
    assert "private@nowhere" not in said
    assert "0150" not in said
    assert "0151" not in said


def test_explain_tells_why_with_both_examples() -> None:
    result = CliRunner().invoke(app, ["explain", "verification-stale"])
    assert result.exit_code == 0
    for part in ("verification-stale (warning)", "Bad:", "Good:", "Directories die"):
        assert part in result.stdout
    unknown = CliRunner().invoke(app, ["explain", "verification-stal"])
    assert unknown.exit_code == 2
    assert "did you mean verification-stale" in unknown.stderr


def test_github_shows_ten_of_each_and_says_how_many_more(toy: Path, write: Write) -> None:
    for number in range(14):
        write(f"p{number}", name=f"name: Example {number}\n", status="status: activ\n")
    said = lint(toy, "github").splitlines()
    errors = [line for line in said if line.startswith("::error")]
    assert len(errors) == 10
    assert errors[-1].endswith("::5 more; the summary of this job lists them all")
    assert said[-1].startswith("peerdir 0.")


def test_the_summary_of_a_job_holds_everything_escaped(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(target))
    lint(broken, "github")
    text = target.read_text(encoding="utf-8")
    assert "<script>" not in text
    assert "\\<script\\>" in text
    rows = [line for line in text.splitlines() if line.startswith("| ") and "yaml" in line]
    assert [row.split(" | ")[0] for row in rows] == ["| ❌", "| ❌", "| ❌", "| ⚠️"]
    assert "peerdir explain" in text


def test_the_summary_shows_mended_lines_to_copy_but_no_contact_details(toy: Path, write: Write) -> None:
    write(
        schedule="schedule:\n  - location: room\n    freq: weekly\n    byday: [WE]\n    start: 18:00\n",
        contacts="contacts: [{role: public, phone: +16195550150}]\n",
    )
    text = lint(toy, "markdown")
    assert '    start: "18:00"' in text
    assert "5550150" not in text
