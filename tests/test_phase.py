"""The four phases: the list is whole and the same everywhere, and writing changes nothing but what was meant."""

import dataclasses
import datetime as dt
import difflib
import json
import re
import typing
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir import output, phases
from peerdir.cli import app, changing
from peerdir.phases import PHASES, following, gaps, items, languages, phase_of, step, steps
from peerdir.reading import schema
from peerdir.reading.collection import Collection, load, read_entry
from peerdir.reading.layout import File
from peerdir.records import Program
from peerdir.render.phases import as_text
from tests.conftest import PROGRAM, ROOT, SAMPLE, overlay

Write = Callable[..., Path]
GOLDEN = ROOT / "tests" / "golden" / "phase"
READINESS = [item.code for item in items() if item.phase == "readiness"]
PLANNED = """\
functions:
  daily_management: {activities: [Cooking together every week]}
  social_emotional: {gap: Nobody to talk to alone yet; planned for May.}
  linkage: {activities: [Going to the clinic together]}
  ongoing: {activities: [A circle without an end]}
"""


def planned(**fields: str) -> dict[str, str]:
    return {"status": "status: proposed\n", "functions": PLANNED, **fields}


def checklist(*codes: str) -> str:
    return "checklist:\n" + "".join(f"  {code}: 2026-09-01  # kept\n" for code in codes) if codes else ""


def program(**fields: str) -> Program:
    entry, found = read_entry(File("programs/example.yaml", "program", "example"), overlay(PROGRAM, fields).encode())
    assert entry, found
    return entry.program


def run(root: Path, *words: str, day: str = "2026-11-21") -> Result:
    return CliRunner().invoke(app, ["phase", "example", "-C", str(root), "--today", day, *words])


def difference(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\n") for line in lines if line[0] in "+-"]


# The list.


def test_the_contract_and_the_list_name_the_same_codes_and_phases() -> None:
    rules = schema.schema("program")["properties"]
    codes = [item.code for item in items()]
    assert rules["checklist"]["propertyNames"]["enum"] == codes
    assert len(set(codes)) == len(codes)
    assert tuple(rules["phase"]["enum"]) == PHASES
    assert list(dict.fromkeys(item.phase for item in items())) == list(PHASES)


def test_every_item_is_said_in_every_language_and_names_its_source() -> None:
    assert {"en", "es"} <= set(languages())
    for item in items():
        assert set(item.words) >= set(languages()), item.code
        assert item.words["en"] != item.words["es"]
        assert item.source.startswith("Peers for Progress, ")
    assert items()[0].say("xx") == items()[0].words["en"]


def test_no_item_is_hard_to_read() -> None:
    for item in items():
        for sentence in re.split(r"(?<=[.:])\s", item.words["en"]):
            assert len(sentence.split()) <= 20, item.code


def test_what_made_programs_succeed_is_in_the_list() -> None:
    words = " ".join(item.words["en"] for item in items())
    for lesson in ("somebody like me", "plan is simple", "training is short", "who supports the peers"):
        assert lesson in words


@pytest.mark.parametrize(
    ("fields", "phase", "done"),
    [
        ({}, "readiness", 0),
        ({"checklist": checklist("needs-asked", "peers-found")}, "readiness", 1),
        ({"phase": "phase: development\n", "checklist": checklist("needs-asked", "peers-found")}, "development", 1),
        ({"phase": "phase: evaluation\n"}, "evaluation", 0),
    ],
)
def test_where_a_program_stands(fields: dict[str, str], phase: str, done: int) -> None:
    found = program(**fields)
    assert (phase_of(found), len(step(found).done)) == (phase, done)
    assert len(step(found).open) + done == len(step(found).items)
    assert sum(len(one.items) for one in steps(found)) == len(items())


def test_each_phase_leads_to_the_next_and_the_last_to_none() -> None:
    assert [following(phase) for phase in PHASES] == [*PHASES[1:], None]


def test_the_gaps_of_a_plan_are_named_by_function() -> None:
    assert gaps(program(**planned())) == [("social_emotional", "Nobody to talk to alone yet; planned for May.")]
    assert gaps(program()) == []


def test_an_unknown_code_and_a_day_to_come_are_found(toy: Path, write: Write) -> None:
    write(checklist="checklist: {need-asked: 2026-01-01}\n")
    (found,) = load(toy).diagnostics
    assert (found.rule, 'did you mean "needs-asked"?' in found.message) == ("not-allowed", True)
    write(checklist="checklist: {needs-asked: 2027-01-01}\n")
    result = CliRunner().invoke(app, ["lint", "-C", str(toy), "--today", "2026-11-21"])
    assert "date-in-the-future" in result.stdout


# The command.


@pytest.mark.parametrize("shown", ["text", "all", "es", "json"])
def test_the_sample_plan_as_it_was_looked_at(shown: str, request: pytest.FixtureRequest) -> None:
    words = {"text": [], "all": ["--all"], "es": ["--language", "es"], "json": ["--format", "json"]}[shown]
    result = CliRunner().invoke(app, ["phase", "table-for-two-colon", "-C", str(SAMPLE), *words])
    assert result.exit_code == 0
    path = GOLDEN / f"table-for-two.{shown}"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(result.stdout.encode())
    assert result.stdout.encode() == path.read_bytes()


def test_what_is_done_is_written_with_the_day_and_nothing_else_changes(toy: Path, write: Write) -> None:
    path = write(**planned(phase="phase: readiness  # since spring\n", checklist=checklist("needs-asked")))
    before = path.read_text(encoding="utf-8")
    result = run(toy, "--done", "leaders-agree,others-asked", "--done", "peers-found")
    assert result.exit_code == 0
    assert "Organizational readiness, 3 of 6 done" in result.stderr
    assert difference(before, path.read_text(encoding="utf-8")) == [
        "+   leaders-agree: 2026-11-21",
        "+   others-asked: 2026-11-21",
        "+   peers-found: 2026-11-21",
    ]


def test_the_first_tick_makes_the_list_where_the_contract_has_it(toy: Path, write: Write) -> None:
    path = write(**planned())
    assert run(toy, "--done", "needs-asked").exit_code == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    at = lines.index("status: proposed")
    assert lines[at + 1 : at + 3] == ["checklist:", "  needs-asked: 2026-11-21"]


def test_what_was_done_before_keeps_its_day_and_an_undone_one_goes(toy: Path, write: Write) -> None:
    path = write(**planned(checklist="checklist: {needs-asked: 2026-09-01, kept-simple: 2026-09-02}\n"))
    before = path.read_bytes()
    again = run(toy, "--done", "needs-asked")
    assert (again.exit_code, path.read_bytes()) == (0, before)
    assert "needs-asked was done on 2026-09-01" in again.stderr
    assert "all of it is so already" in again.stderr
    assert run(toy, "--undo", "kept-simple").exit_code == 0
    assert "checklist: {needs-asked: 2026-09-01}\n" in path.read_text(encoding="utf-8")
    assert run(toy, "--undo", "needs-asked").exit_code == 0
    assert "checklist" not in path.read_text(encoding="utf-8")
    assert "all of it is so already" in run(toy, "--undo", "needs-asked").stderr


def test_a_comment_beside_an_item_is_left_to_a_person(toy: Path, write: Write) -> None:
    path = write(**planned(checklist=checklist("needs-asked", "kept-simple")))
    before = path.read_bytes()
    result = run(toy, "--undo", "kept-simple")
    assert (result.exit_code, path.read_bytes()) == (1, before)
    assert "change it by hand" in result.stderr


def test_a_phase_with_something_open_is_not_left(toy: Path, write: Write) -> None:
    path = write(**planned(checklist=checklist(*READINESS[:-2])))
    before = path.read_bytes()
    result = run(toy, "--advance")
    assert (result.exit_code, path.read_bytes()) == (1, before)
    for code in READINESS[-2:]:
        assert f"open: {code}: " in result.stderr
    assert "2 of 6 are open in this phase" in result.stderr


def test_the_last_ticks_and_the_step_come_in_one_call(toy: Path, write: Write) -> None:
    path = write(**planned(checklist=checklist(*READINESS[:-2])))
    result = run(toy, "--done", ",".join(READINESS[-2:]), "--advance")
    assert result.exit_code == 0
    assert "Program development, 0 of 8 done" in result.stderr
    assert "phase: development\n" in path.read_text(encoding="utf-8")
    assert load(toy).diagnostics == ()


def test_all_four_phases_from_plan_to_the_last(toy: Path, write: Write) -> None:
    write(**planned())
    for phase in PHASES[:-1]:
        codes = [item.code for item in items() if item.phase == phase]
        assert run(toy, "--done", ",".join(codes), "--advance").exit_code == 0
    last = run(toy, "--done", ",".join(item.code for item in items() if item.phase == "evaluation"), "--advance")
    assert last.exit_code == 1
    assert "last of the four phases" in last.stderr
    assert "phase: evaluation\n" in (toy / "programs" / "example.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        (planned(), "1 of the four functions still state a gap"),
        ({"status": "status: proposed\n"}, "when it takes people: peerdir set example status=active"),
        ({}, None),
    ],
)
def test_a_plan_that_begins_is_told_what_else_is_needed(
    fields: dict[str, str], hint: str | None, toy: Path, write: Write
) -> None:
    codes = [item.code for item in items() if item.phase == "development"]
    write(**fields, phase="phase: development\n", checklist=checklist(*codes))
    result = run(toy, "--advance")
    assert result.exit_code == 0
    assert hint in result.stderr if hint else result.stderr.count("\n") == 1


def test_a_dry_run_shows_the_change_and_writes_nothing(toy: Path, write: Write) -> None:
    path = write(**planned())
    before = path.read_bytes()
    result = run(toy, "--done", "needs-asked", "--dry-run")
    assert (result.exit_code, path.read_bytes()) == (0, before)
    assert "+  needs-asked: 2026-11-21" in result.stdout


def test_a_change_that_would_bring_an_error_is_not_made(
    toy: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(**planned())
    before = path.read_bytes()
    (toy / "programs" / "zz.yaml").write_text("name: [\n", encoding="utf-8")
    found = load(toy).diagnostics
    assert found
    monkeypatch.setattr(changing, "weigh", lambda *_: changing.Weighed(found, found, ()))
    result = run(toy, "--done", "needs-asked")
    assert (result.exit_code, path.read_bytes()) == (1, before)
    assert "it is left as it is" in result.stderr


def test_what_somebody_else_saved_meanwhile_stays(toy: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(**planned())
    replace = output.replace_file

    def late(place: Path, before: bytes, after: bytes) -> None:
        path.write_text("name: Theirs\n", encoding="utf-8")
        replace(place, before, after)

    monkeypatch.setattr(output, "replace_file", late)
    assert run(toy, "--done", "needs-asked").exit_code == 3
    assert path.read_text(encoding="utf-8") == "name: Theirs\n"


def test_an_example_shows_the_four_functions_with_their_source(sample: Collection) -> None:
    shown = CliRunner().invoke(app, ["phase", "cameroon-yaounde", "-C", str(SAMPLE)])
    assert shown.exit_code == 0
    assert all(function.activities[0] in shown.stdout for _, function in _known(sample, "cameroon-yaounde").functions)
    assert "The source:\n  Peers for Progress" in shown.stdout
    assert "--done" not in shown.stdout


def test_a_plan_is_shown_the_examples_and_what_has_ended_is_not(toy: Path, write: Write) -> None:
    for id_ in ("cameroon-yaounde", "puentes-san-diego"):
        assert (
            f"peerdir show {id_}" in CliRunner().invoke(app, ["phase", "table-for-two-colon", "-C", str(SAMPLE)]).stdout
        )
    write(status="status: closed\n")
    (toy / "programs" / "old-days.yaml").write_text(
        (SAMPLE / "programs" / "puentes-san-diego.yaml")
        .read_text(encoding="utf-8")
        .replace("san-diego-state-university", "example-runner"),
        encoding="utf-8",
    )
    shown = run(toy).stdout
    assert "This program has ended, so nothing is left to do here." in shown
    assert "--done" not in shown
    assert "old-days" not in shown
    write()
    assert "peerdir show old-days" in run(toy).stdout


@pytest.mark.parametrize(("status", "why"), [("closed", "it has ended"), ("historical", "an example to learn from")])
def test_nothing_is_ticked_off_where_nothing_is_left_to_do(status: str, why: str, toy: Path, write: Write) -> None:
    path = write(status=f"status: {status}\n")
    if status == "historical":
        text = (SAMPLE / "programs" / "puentes-san-diego.yaml").read_text(encoding="utf-8")
        path.write_text(text.replace("san-diego-state-university", "example-runner"), encoding="utf-8")
    before = path.read_bytes()
    result = run(toy, "--done", "needs-asked")
    assert (result.exit_code, why in result.stderr, path.read_bytes()) == (1, True, before)


def test_an_id_that_an_organization_has_too_means_the_program(toy: Path) -> None:
    (toy / "organizations" / "example.yaml").write_text("name: Example\ntype: clinic\n", encoding="utf-8")
    assert run(toy).stdout.startswith("Example")


def _known(collection: Collection, id_: str) -> Program:
    found = collection.program(id_)
    assert found
    return found


def test_wrong_use_is_refused(toy: Path, write: Write) -> None:
    for words, said in (
        (("--done", "ned-asked"), 'did you mean "needs-asked"?'),
        (("--undo", "zzzz"), "shows the codes"),
        (("--format", "pdf"), '"pdf" is not one of text, json'),
        (("--language", "tlh"), '"tlh" is not one of en, es'),
    ):
        result = run(toy, *words)
        assert result.exit_code == 2
        assert said in result.stderr.replace("\n", " ")
    for name, said in (("nobody", 'no program or organization "nobody"'), ("example-clinic", "is no program")):
        result = CliRunner().invoke(app, ["phase", name, "-C", str(toy)])
        assert result.exit_code == 1
        assert said in result.stderr
    write(status="status: activ\n")
    for asked in ([], ["--done", "needs-asked"]):
        result = run(toy, *asked)
        assert result.exit_code == 1
        assert "has errors; run `peerdir lint`" in result.stderr


def test_a_new_plan_may_state_gaps_and_begins_its_list(toy: Path) -> None:
    answers = {
        "status": "proposed",
        "summary": "Neighbors after a stroke cook together, a plan so far.",
        "organization": "example-runner",
        "conditions": "stroke",
        "populations": "adults",
        "languages": "en",
        "modalities": "group",
        "functions.daily_management.activities": "Cooking together every week",
        "functions.social_emotional.gap": "Nobody to talk to yet, planned for May",
        "functions.linkage.activities": "Going to the clinic together",
        "functions.ongoing.gap": "Money for one year only so far",
        "locations.1.type": "physical",
        "locations.1.address.city": "San Diego",
        "cost.free": "true",
        "contacts.1.phone": "+1-619-555-0188",
        "referral.methods": "phone",
        "referral.program_contacts.1.role": "Lead",
        "referral.program_contacts.1.phone": "+1-619-555-0189",
        "referral.health_care_contacts.1.role": "Desk",
        "referral.health_care_contacts.1.phone": "+1-619-555-0187",
        "verification.method": "phone",
    }
    words = [part for path, value in answers.items() for part in ("--set", f"{path}={value}")]
    made = CliRunner().invoke(
        app, ["new", "Kitchen Hours", "--no-input", "-C", str(toy), "--today", "2026-11-21", *words]
    )
    assert made.exit_code == 0, made.stderr
    again = ["phase", "kitchen-hours", "-C", str(toy), "--today", "2026-11-21"]
    assert CliRunner().invoke(app, [*again, "--done", "needs-asked"]).exit_code == 0
    told = json.loads(CliRunner().invoke(app, [*again, "--format", "json"]).stdout)
    assert (told["status"], told["phase"], told["phases"][0]["done"]) == ("proposed", "readiness", 1)
    assert [one["function"] for one in told["gaps"]] == ["social_emotional", "ongoing"]


@pytest.mark.parametrize("columns", [24, 40, 60, 80, 200])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_terminal_of_any_width_shows_all_of_it(columns: int, language: str, sample: Collection) -> None:
    found = sample.program("table-for-two-colon")
    assert found

    def label(name: str, language: str) -> str:
        return sample.label("functions", name, language)

    text = as_text(found, label, language, every=True, columns=columns)
    assert max(map(len, text.splitlines())) <= max(columns, 40)
    bare = " ".join(text.split())
    for item in items():
        assert item.code in bare
        assert item.say(language) in bare
    for _, gap in gaps(found):
        assert gap in bare


def test_nothing_from_a_file_reaches_the_terminal_as_it_is() -> None:
    evil = dataclasses.replace(program(**planned()), name="Good\x1b[31m\u202e")
    shown = as_text(evil, lambda name, _: f"{name}\x1b", "en")
    assert "Good" in shown
    assert not set("\x1b\u202e") & set(shown)


def test_the_sample_plan_has_days_that_can_be_true(sample: Collection) -> None:
    found = sample.program("table-for-two-colon")
    assert found
    days = list(found.checklist.values())
    assert days == sorted(days)
    assert max(days) < typing.cast("dt.date", found.verification and found.verification.verified_on) + dt.timedelta(1)
    assert len(phases.gaps(found)) == 4
