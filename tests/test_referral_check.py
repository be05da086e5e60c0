"""`peerdir referral check`: the matrix, the list, what to do next; every format, and nobody's number in any of them."""

import csv
import dataclasses
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir.cards.columns import width
from peerdir.cli import app
from peerdir.cli import referral as command
from peerdir.readiness import readiness, ready
from peerdir.reading.collection import load
from peerdir.records import Contact, ReferralContact
from peerdir.render.readiness import FORMATS, SIGNS, Board, render
from tests.conftest import SAMPLE, TODAY
from tests.test_readiness import CLINIC, DESK, NURSE, damaged, referral

Write = Callable[..., Path]
GOLDEN = Path(__file__).parent / "golden" / "readiness"
HOSPITAL = """\
name: مستشفى المثال
type: hospital
contacts: [{role: مكتب الإحالة, phone: "+1-619-555-0125", visibility: staff}]
"""
# A role and a name that would do harm where they are taken for more than text.
HARM = """\
name: "Clinic | `x` <script>alert(1)</script>"
type: clinic
contacts: [{role: "Nurse's $(touch made) `desk`", phone: "+1-619-555-0126", hours: Weekdays}]
"""
WARD = "{organization: example-hospital, role: مكتب الإحالة}"
DETAILS = ("555-01", "example.org", "Dana", "Luis")


@pytest.fixture
def clinic(toy: Path, write: Write) -> Path:
    """Four programs: one is ready, one is old, one has gaps with two organizations, one does not say what is vital."""
    (toy / "organizations" / "example-clinic.yaml").write_text(CLINIC, encoding="utf-8")
    (toy / "organizations" / "example-hospital.yaml").write_text(HOSPITAL, encoding="utf-8")
    write(referral=referral())
    put(write, "old-songs", {"capacity": "{status: waitlist, as_of: 2026-01-01}", "agreement": ""})
    put(write, "two-sides", {"health_care_contacts": f"[{NURSE}, {WARD}]", "steps": ""})
    put(write, "vital", {"escalation": "", "health_care_contacts": '[{role: Nurse, phone: "+1-619-555-0133"}]'})
    write("closed", name="name: Closed\n", status="status: closed\n", contacts=number(9))
    return toy


def put(write: Write, id_: str, parts: dict[str, str]) -> None:
    name = id_.replace("-", " ").title()
    write(id_, name=f"name: {name}\n", referral=damaged(parts), contacts=number(len(id_)))


def number(last: int) -> str:
    return f'contacts: [{{role: public, phone: "+1-619-555-015{last}"}}]\n'


def check(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["referral", "check", "-C", str(root), "--today", TODAY.isoformat(), *arguments])


def on_terminal(monkeypatch: pytest.MonkeyPatch, columns: int | None) -> None:
    monkeypatch.setattr(command, "terminal_width", lambda: columns)


def pairs(result: Result) -> list[tuple[str, str | None, str]]:
    return [(one["program"], one["organization"], one["state"]) for one in json.loads(result.stdout)["protocols"]]


def test_all_protocols_of_listed_programs(clinic: Path) -> None:
    result = check(clinic, "--format", "json")
    assert pairs(result) == [
        ("example", "example-clinic", "ok"),
        ("old-songs", "example-clinic", "old"),
        ("two-sides", "example-clinic", "unknown"),
        ("two-sides", "example-hospital", "unknown"),
        ("vital", None, "missing"),
    ]
    assert result.exit_code == 1
    assert "1 of 5 referral protocols is ready" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "expected", "code"),
    [
        (("example",), [("example", "example-clinic", "ok")], 0),
        (("vital", "example"), [("vital", None, "missing"), ("example", "example-clinic", "ok")], 1),
        (("example", "example"), [("example", "example-clinic", "ok")], 0),
        (("--from", "example-hospital"), [("two-sides", "example-hospital", "unknown")], 1),
        (("--organization", "example-hospital"), [("two-sides", "example-hospital", "unknown")], 1),
        (("example", "--from", "example-hospital"), [("example", "example-hospital", "missing")], 1),
    ],
)
def test_programs_and_organizations_asked_for(
    arguments: tuple[str, ...], expected: list[tuple[str, str | None, str]], code: int, clinic: Path
) -> None:
    result = check(clinic, *arguments, "--format", "json")
    assert (pairs(result), result.exit_code) == (expected, code)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nobody-at-all",), 1, 'there is no program "nobody-at-all"'),
        (("--from", "example-clinc"), 2, 'there is no organization "example-clinc"; did you mean example-clinic'),
        (("closed",), 2, "closed: its status is closed, so nobody is referred to it"),
        (("--format", "xml"), 2, '"xml" is not one of table, json, csv, markdown'),
        (("--today", "soon"), 2, '"soon" is not a day'),
        (("--limit", "-1"), 2, "--limit"),
        (("--from", "example-runner"), 1, "there is no referral protocol to look at"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], code: int, said: str, clinic: Path) -> None:
    result = check(clinic, *arguments)
    assert result.exit_code == code
    assert said in re.sub(r"[\s│]+", " ", result.stderr)
    assert result.stdout == ""


def test_programs_and_organizations_are_called_as_in_a_referral(clinic: Path) -> None:
    """`peerdir refer` takes names and slips of the finger; so does the check it sends people to."""
    for typed in (("Two Sides",), ("two-sids",), ("two-sides", "--from", "Example Clinic")):
        result = check(clinic, *typed, "--format", "json")
        assert ("two-sides", "example-clinic", "unknown") in pairs(result), result.stderr


def test_a_program_with_errors_is_said_and_keeps_the_answer_from_being_yes(clinic: Path) -> None:
    for name in ("old-songs", "two-sides", "vital"):
        (clinic / "programs" / f"{name}.yaml").unlink()
    assert check(clinic).exit_code == 0
    (clinic / "programs" / "broken.yaml").write_text("name: [\n", encoding="utf-8")
    result = check(clinic)
    assert result.exit_code == 1
    assert "1 program with errors left out; run `peerdir lint`" in result.stderr
    named = check(clinic, "broken")
    assert (named.exit_code, named.stdout) == (1, "")
    assert "programs/broken.yaml has errors" in named.stderr


def test_the_directory_can_be_named_before_the_command(clinic: Path) -> None:
    result = CliRunner().invoke(app, ["-C", str(clinic), "referral", "check", "example", "--today", TODAY.isoformat()])
    assert result.exit_code == 0


SHOWN = [*(("table", columns) for columns in (40, 80, None)), *((name, None) for name in FORMATS if name != "table")]


@pytest.mark.parametrize(("form", "columns"), SHOWN)
def test_golden(
    form: str, columns: int | None, clinic: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """What each format looks like; look at the difference before you commit a new one."""
    on_terminal(monkeypatch, columns)
    said = check(clinic, "--format", form).stdout
    golden = GOLDEN / (f"{form}-{columns}.txt" if columns else f"{form}.txt")
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(said.encode())
    assert said == golden.read_bytes().decode()


@pytest.mark.parametrize("arguments", [("example",), ("two-sides",), ("--from", "example-clinic")])
def test_golden_of_one(
    arguments: tuple[str, ...], clinic: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """A program is shown check by check, an organization as a list."""
    on_terminal(monkeypatch, 80)
    said = check(clinic, *arguments).stdout
    golden = GOLDEN / f"table-{arguments[-1]}.txt"
    if request.config.getoption("--update-golden"):
        golden.write_bytes(said.encode())
    assert said == golden.read_bytes().decode()


@pytest.mark.parametrize("form", FORMATS)
def test_nobodys_number_name_or_address_is_told(form: str, clinic: Path) -> None:
    said = check(clinic, "--format", form, "--limit", "0")
    assert said.stdout
    assert [detail for detail in DETAILS if detail in said.stdout + said.stderr] == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_detail_of_the_sample_is_told(form: str) -> None:
    loaded = load(SAMPLE)
    people: list[Contact | ReferralContact] = [
        one for program in loaded.programs if program.referral for one in program.referral.program_contacts
    ]
    people += [one for organization in loaded.organizations.values() for one in organization.contacts]
    details = {text for one in people for text in (one.phone, one.email) if text}
    details |= {one.name for one in people if one.name and one.name.endswith(".")}
    assert len(details) > 100
    said = check(SAMPLE, "--format", form, "--limit", "0").stdout
    assert len(said) > 5000
    assert [detail for detail in details if detail in said] == []


@pytest.mark.parametrize("columns", [*range(20, 80, 4), 80, 100, 140])
@pytest.mark.sampled(5)
def test_the_table_fits_every_terminal_and_commands_stay_whole(columns: int) -> None:
    loaded = load(SAMPLE)
    found = readiness(loaded, TODAY)
    board = Board(found=found, collection=loaded, today="2026-11-21", width=columns)
    shown = render(board, "table")
    prose = [line for line in shown.splitlines() if not line.startswith("      ")]
    assert max(map(width, prose)) <= columns
    commands = re.findall(r"^ {6}(peerdir (?:.*\\\n)*.*)$", shown, re.MULTILINE)
    wanted = [task.check.command for _, tasks in board.calls for task in tasks]
    assert [shlex.split(one.replace("\\\n", "")) for one in commands] == [shlex.split(one) for one in wanted]


def test_where_the_matrix_is_too_wide_it_is_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch, 80)
    matrix = check(SAMPLE).stdout
    assert re.search(r"^Second Wind Stroke Club +\. .*\+", matrix, re.MULTILINE)
    on_terminal(monkeypatch, 50)
    listed = check(SAMPLE).stdout
    assert re.search(r"^Example North County Hospital: 1 of 3 ready$", listed, re.MULTILINE)
    assert re.search(r"^  \+   Second Wind Stroke Club$", listed, re.MULTILINE)


def test_so_many_entries_are_told_as_asked_for(clinic: Path) -> None:
    few, all_ = check(clinic, "--limit", "1").stdout, check(clinic, "--limit", "0").stdout
    assert few.count("peerdir ") < all_.count("peerdir ")
    assert "--limit 0 shows all" in few
    assert "--limit 0" not in all_
    assert few.index("1. Vital") > 0, "what is missing comes before what is old"
    assert all_.index("1. Vital") < all_.index("2. Old Songs")


def test_every_sign_is_another_and_needs_no_colour(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch, 80)
    assert len({*SIGNS.values()}) == len(SIGNS)
    said = check(clinic).stdout
    assert "\x1b" not in said
    assert [line for line in said.splitlines() if line[:2] in {f"{sign} " for sign in SIGNS.values()}] == [
        "+ ready",
        "? not written down",
        "o too long ago",
        "! missing, nobody can rely on it",
    ]


def test_a_spreadsheet_has_a_line_for_every_check(clinic: Path) -> None:
    said = check(clinic, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 5 * 12
    assert {row["ready"] for row in rows if row["program"] == "example"} == {"yes"}
    (old,) = (row for row in rows if row["state"] == "old")
    assert (old["program"], old["check"], old["rule"]) == ("old-songs", "capacity", "capacity-stale")


@pytest.fixture
def harmful(clinic: Path, write: Write) -> Path:
    (clinic / "organizations" / "harm.yaml").write_text(HARM, encoding="utf-8")
    role = NURSE.replace("example-clinic", "harm").replace("Referral coordinator", '"Nurses $(touch made) `desk`"')
    write(
        "harm",
        name='name: "=1+1 | <b>`x`"\n',
        referral=damaged({"health_care_contacts": f"[{role}]", "program_contacts": f"[{DESK}]"}),
        contacts=number(8),
    )
    return clinic


def test_what_comes_from_a_file_stays_text(harmful: Path) -> None:
    markdown = check(harmful, "harm", "--format", "markdown").stdout
    assert "<script>" not in re.sub(r"\\<", "", markdown).replace("<script\\>", "")
    assert len({line.replace("\\|", "").count("|") for line in markdown.splitlines() if line.startswith("|")}) == 1
    rows = list(csv.DictReader(io.StringIO(check(harmful, "harm", "--format", "csv").stdout[1:], newline="")))
    assert {row["name"][0] for row in rows} == {"'"}


def test_a_command_that_is_copied_does_what_it_says_and_nothing_else(harmful: Path) -> None:
    said = json.loads(check(harmful, "harm", "--format", "json").stdout)
    (task,) = said["next"]
    words = shlex.split(task["command"])
    assert words[:3] == ["peerdir", "set", "programs/harm"]
    assert words[3:] == ["referral.health_care_contacts.1.role=Nurse's $(touch made) `desk`"]
    assert shlex.join(words) == task["command"]
    done = CliRunner().invoke(app, [*words[1:], "-C", str(harmful), "--today", TODAY.isoformat()])
    assert done.exit_code == 0, done.stderr
    assert check(harmful, "harm").exit_code == 0


@pytest.mark.parametrize("form", ["table", "markdown", "csv"])
def test_signs_that_steer_a_terminal_are_shown_not_sent(form: str, clinic: Path) -> None:
    loaded = load(clinic)
    program = loaded.programs[0]
    assert program.referral
    desk = ReferralContact(role="Desk\x1b[31m\u200f", phone="+1-619-555-0120")
    steers = dataclasses.replace(
        program, name="Steers\x1b]0;x\x07", referral=dataclasses.replace(program.referral, program_contacts=(desk,))
    )
    found = [ready(steers, "example-clinic", loaded, TODAY)]
    said = render(Board(found=found, collection=loaded, today="2026-11-21", width=80), form)
    assert "Desk\\u{1b}" in said.replace("\\\\", "\\").replace("\\{", "{").replace("\\}", "}")
    assert not re.search("[\u200f\x1b\x07]", said)


def test_help_tells_the_exit_codes() -> None:
    said = CliRunner().invoke(app, ["referral", "check", "--help"]).stdout
    assert "Exit code: 0 all are ready, 1 something is not" in re.sub(r"\s+", " ", said)
