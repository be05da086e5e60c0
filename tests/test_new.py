"""A new entry: asked for, set in a script or read from a file; complete and clean, or a list of what is missing."""

import contextlib
import errno
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from peerdir import limits
from peerdir.cli import app
from peerdir.edit import files
from peerdir.edit.answer import AnswerError, answer
from peerdir.edit.dialogue import StoppedError, Talk, ask_again
from peerdir.edit.draft import id_of
from peerdir.edit.entry import example, make
from peerdir.edit.gather import GatherError, from_file
from peerdir.edit.questions import BY_PATH, QUESTIONS
from peerdir.output import ChangedMeanwhileError
from peerdir.reading.collection import load
from peerdir.reading.reader import read
from tests.conftest import PROGRAM, SAMPLE, TODAY
from tests.terminal import Terminal

Write = Callable[..., Path]
COLLECTION = load(SAMPLE)
ANSWERS = {
    "summary": "Adults with asthma breathe, walk and laugh together.",
    "status": "active",
    "organization": "Example Runner",
    "conditions": "asthma, high blood pressure",
    "populations": "adults",
    "languages": "Spanish, en",
    "modalities": "group",
    "functions.daily_management.activities": "We cook together, every week.",
    "functions.social_emotional.activities": "A circle where all may speak.",
    "functions.linkage.activities": "A peer goes along to the clinic.",
    "functions.ongoing.activities": "Old members come back when they want.",
    "locations.1.type": "physical",
    "locations.1.address.city": "Chula Vista",
    "schedule.1.byday": "[TU]",
    "schedule.1.start": "18:00",
    "cost.free": "yes",
    "contacts.1.phone": "(619) 555-0177",
    "referral.methods": "self, phone",
    "referral.program_contacts.1.role": "Manager",
    "referral.program_contacts.1.phone": "+1-619-555-0178",
    "referral.health_care_contacts.1.organization": "Example Clinic",
    "referral.health_care_contacts.1.role": "Referral coordinator",
    "referral.escalation": "911 or 988 in an emergency.",
    "verification.method": "phone",
}


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["new", "-C", str(root), "--today", "2026-11-21", *words])


def settings(**other: str) -> list[str]:
    return [word for path, text in {**ANSWERS, **other}.items() for word in ("--set", f"{path}={text}") if text]


def lint(root: Path) -> Result:
    return CliRunner().invoke(app, ["lint", "-C", str(root), "--today", "2026-11-21"])


def test_a_script_makes_a_complete_commented_file_that_lints(toy: Path) -> None:
    result = run(toy, "Círculo de Amigos", *settings())
    assert result.exit_code == 0, result.output
    assert result.stderr == "peerdir: programs/circulo-de-amigos.yaml: written\n"
    found = lint(toy)
    assert found.exit_code == 0
    assert "0 warnings" in found.stdout or "everything is fine" in found.stdout, found.stdout
    text = (toy / "programs" / "circulo-de-amigos.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/program.schema.json\n")
    for name, described in COLLECTION_SCHEMA.items():
        if name not in ("id", "extra", "former_ids"):
            assert described.split()[0] in text
            assert f"{name}:" in text
    program = load(toy).program("circulo-de-amigos")
    assert program is not None
    assert program.conditions == ("asthma", "hypertension")
    assert [one.code for one in program.languages] == ["es", "en"]
    assert program.contacts[0].phone == "+1-619-555-0177"
    assert program.schedule[0].location == program.locations[0].key
    assert program.organization == "example-runner"


def test_what_is_missing_is_listed_all_at_once(toy: Path) -> None:
    result = run(toy, "--no-input")
    needed = [one for one in QUESTIONS if one.needed and "confidential" not in one.only[1]]
    assert result.exit_code == 2
    assert f"{len(needed)} answers are missing:" in result.stderr
    for one in needed:
        assert one.ask in result.stderr
        assert f"--set {one.path}=…" in result.stderr
    assert not list(toy.glob("programs/[!e]*"))


def test_what_is_wrong_is_told_with_what_is_missing(toy: Path) -> None:
    result = run(toy, "A", *settings(conditions="sugar", **{"contacts.1.phone": "+1-619-555-01", "summary": ""}))
    assert result.exit_code == 2
    assert "Who helps whom with what?" in result.stderr
    assert "contacts.1.phone: this phone number has too few or too many digits" in result.stderr
    assert '"sugar" may mean diabetes-type-2' in result.stderr
    assert run(toy, "A", *settings(**{"cost.fee": "1"})).exit_code == 2
    assert run(toy, "A", *settings(conditions="xylophonia")).exit_code == 1


def test_dry_run_shows_the_file_and_writes_nothing(toy: Path) -> None:
    result = run(toy, "Circle of Friends", *settings(), "--dry-run")
    assert result.exit_code == 0
    assert "\nname: Circle of Friends\n" in result.stdout
    assert not (toy / "programs" / "circle-of-friends.yaml").exists()


def test_an_organization_that_is_new_is_made_too(toy: Path) -> None:
    missing = run(toy, "Circle", *settings(organization="New Folk"))
    assert (missing.exit_code, "say what kind of organization" in missing.stderr) == (1, True)
    result = run(toy, "Circle", *settings(organization="New Folk"), "--organization-type", "clinic")
    assert result.exit_code == 0, result.output
    assert "name: New Folk" in (toy / "organizations" / "new-folk.yaml").read_text(encoding="utf-8")
    assert lint(toy).exit_code == 0
    alone = run(toy, "Other Folk", "--kind", "organization", "--set", "type=hospital")
    assert alone.exit_code == 0
    assert run(toy, "More Folk", "--kind", "organization").exit_code == 1


def test_a_program_that_is_there_is_refused_and_shown_beside(toy: Path) -> None:
    assert run(toy, "Circle of Friends", *settings()).exit_code == 0
    taken = run(toy, "Circle of Friends", *settings())
    assert taken.exit_code == 1
    assert 'there is a program "circle-of-friends" already' in taken.stderr
    twin = run(toy, "Circle of friends", *settings(), "--id", "another")
    assert twin.exit_code == 1
    assert "[duplicate-program]" in twin.stdout
    near = run(toy, "Circle of Friendz", *settings())
    assert near.exit_code == 1
    assert "the new one" in near.stderr
    assert "programs/circle-of-friends.yaml" in near.stderr
    assert "555-0178" not in near.stderr, "the contact for staff"
    assert not (toy / "programs" / "circle-of-friendz.yaml").exists()
    assert run(toy, "Circle of Friendz", *settings(), "--anyway").exit_code == 0


def test_old_ids_are_not_given_again(toy: Path, write: Write) -> None:
    write(also_known_as="former_ids: [circle]")
    assert "is the old id of another program" in run(toy, "Circle", *settings()).stderr


def test_names_without_latin_letters_need_an_id(toy: Path) -> None:
    assert "give --id" in run(toy, "长桌会", *settings()).stderr
    assert run(toy, "长桌会", *settings(), "--id", "chang-zhuo-hui").exit_code == 0
    assert run(toy, "X", *settings(), "--id", "../x").exit_code == 1
    assert run(toy, "Index", *settings()).exit_code == 1
    assert not (toy / "x.yaml").exists()


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_file_gives_the_answers(form: str, toy: Path, tmp_path: Path) -> None:
    data = read(PROGRAM.encode(), limits.SIZES["program"]).data
    data |= {"name": "Second 🌻 Circle", "contacts": [{"role": "public", "phone": "+1-619-555-0199"}]}
    data["locations"][0]["address"]["city"] = "Vista"
    path = tmp_path / f"given.{form}"
    path.write_text(json.dumps(data, ensure_ascii=form == "json"), encoding="utf-8")
    result = run(toy, "--from", str(path), "--set", "needs+=smoking", "--set", "needs+=food")
    assert result.exit_code == 0, result.output
    program = load(toy).program("second-circle")
    assert program is not None
    assert program.needs == ("smoking", "food")
    assert program.name == "Second 🌻 Circle"


@pytest.mark.parametrize(
    ("raw", "is_json", "why"),
    [
        (b"[1]", True, "no fields"),
        (b'{"a": 1, "a": 2}', True, "stands there twice"),
        (b'{"a": NaN}', True, "NaN is not a number"),
        (b'{"a": "\\ud800"}', True, "cannot be read"),
        (b"{" * 5000, True, "cannot be read"),
        (b"[" * 60000, True, "cannot be read"),
        (b"\xff", True, "cannot be read"),
        (b" " * 70000, True, "the limit"),
        (b"a: *b", False, "alias"),
        (b"a: [", False, "line"),
        (b"", False, "no fields"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(raw: bytes, is_json: bool, why: str) -> None:
    with pytest.raises(GatherError, match=why):
        from_file(raw, is_json=is_json)


def test_a_file_that_is_not_there_is_wrong_usage(toy: Path) -> None:
    assert run(toy, "--from", str(toy / "nowhere")).exit_code == 2
    assert run(toy, "--kind", "place").exit_code == 2
    assert run(toy, "--set", "nothing").exit_code == 2


def test_the_examples_are_answers_without_a_finding() -> None:
    answers: dict[str, object] = {}
    given = {path: example(one, COLLECTION) for path, one in BY_PATH.items() if "/" not in path and not one.only[0]}
    made = make(answers, "x", COLLECTION, TODAY)
    assert {one.path for one in made.missing} <= given.keys() | {"locations.1.address.city"}
    assert not [one for one in made.wrong if one.is_error]


@pytest.mark.parametrize(
    ("path", "said", "value"),
    [
        ("conditions", "asthma, high blood pressure", ["asthma", "hypertension"]),
        ("conditions", "- Asthma\n- Stroke", ["asthma", "stroke"]),
        ("languages", "Español", [{"code": "es"}]),
        ("status", "2", "paused"),
        ("status", "it is planned", "proposed"),
        ("cost.free", "y", True),
        ("cost.free", "No", False),
        ("schedule.1.byday", "Tue, TH", ["TU", "TH"]),
        ("schedule.1.byday", "1TU", ["1TU"]),
        ("schedule.1.start", "6:30 pm", "18:30"),
        ("schedule.1.start", "9:00", "09:00"),
        ("schedule.1.start", "12 am", "00:00"),
        ("functions.ongoing.activities", "* One thing\n\n  two  things ", ["One thing", "two things"]),
        ("organization/type", "Church, mosque, temple or other faith group", "faith-organization"),
        ("name", "  a   b ", "a b"),
    ],
)
def test_answers_are_understood(path: str, said: str, value: object) -> None:
    assert answer(BY_PATH[path], said, COLLECTION) == value


@pytest.mark.parametrize(
    ("path", "said", "choices"),
    [("conditions", "sugar", 4), ("conditions", "qwxz", 0), ("status", "9", 3), ("cost.free", "maybe", 2)],
)
def test_answers_that_are_not_are_told_with_what_may_be_meant(path: str, said: str, choices: int) -> None:
    with pytest.raises(AnswerError) as caught:
        answer(BY_PATH[path], said, COLLECTION)
    assert len(caught.value.choices) == choices


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Círculo de Niños", "circulo-de-ninos"),
        ("Mothers' Group (Łódź)", "mothers-group-lodz"),
        ("长桌会", ""),
        ("A" * 100, "a" * 64),
        ("word " * 30, ("word-" * 12) + "word"),
    ],
)
def test_ids_come_from_names(name: str, id_: str) -> None:
    assert id_of(name) == id_


def test_a_new_file_is_never_put_over_another(tmp_path: Path) -> None:
    target = tmp_path / "a" / "x.yaml"
    files.create(target, b"one")
    with pytest.raises(ChangedMeanwhileError):
        files.create(target, b"two")
    assert target.read_bytes() == b"one"
    assert [one.name for one in target.parent.iterdir()] == ["x.yaml"]
    with pytest.raises(ChangedMeanwhileError):
        files.delete(target, b"two")
    files.delete(target, b"one")
    assert not target.exists()


@pytest.mark.parametrize("call", ["os.fsync", "os.link"])
def test_a_full_disk_leaves_no_scrap(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(call, full)
    if call == "os.link":
        monkeypatch.setattr(files, "write_new", lambda path, *_, **__: path.touch() if path.name[0] == "." else full())
    with pytest.raises(OSError, match="No space left") as caught:
        files.create(tmp_path / "x", b"one")
    assert caught.value.filename == str(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_waits_until_the_file_is_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def interrupted(one: Path, other: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        link(one, other)

    monkeypatch.setattr("os.link", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.create(tmp_path / "x", b"one")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("x", b"one")]


def test_without_second_names_for_files_a_new_file_is_written_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", link)
    files.create(tmp_path / "x", b"one")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("x", b"one")]
    with pytest.raises(ChangedMeanwhileError):
        files.create(tmp_path / "x", b"two")


TYPED = [
    "Circle of Friends", "?", "", "Adults with asthma breathe, walk and laugh together.", "", "New Folk", "1", "sugar",
    "asthma", "vets", "", "Spanish, English", "back", "es", "group",
    "We cook together, every week.", "We walk to the market.", "",
    "A circle where all may speak.", "", "A peer goes along to the clinic.", "", "Old members come back.", "",
    "", "", "1", "", "", "Chula Vista", "", "", "", "Tuesday", "6 pm", "7:30 pm", "yes", "", "12345", "(619) 555-0177",
    "", "", "1, 2", "Manager", "+1-619-555-0178", "", "Example Clinic", "Referral coordinator", "", "", "911 or 988.",
]  # fmt: skip


@pytest.fixture
def terminal(toy: Path, tmp_path: Path) -> Callable[..., Terminal]:
    def start(*words: str) -> Terminal:
        arguments = ("new", "-C", str(toy), "--today", "2026-11-21", *words)
        return Terminal(*arguments, folder=tmp_path, environment={"PEERDIR_CACHE": str(tmp_path / "cache")})

    return start


def test_on_a_terminal_it_asks_helps_goes_back_and_writes(toy: Path, terminal: Callable[..., Terminal]) -> None:
    with terminal() as talk:
        assert "What is the program called?" in talk.until("\n> ")
        shown = [talk.type(line) for line in TYPED]
        talk.type("phone")
        talk.press(b"yes\n")
        assert talk.end() == 0, talk.seen
        seen = talk.seen
    assert "\x1b" not in seen
    assert "10 to 200 characters" in shown[1]
    assert "This one is needed" in shown[2]
    assert "Type 1 diabetes" in shown[7]
    assert "In which languages" in shown[12]
    assert "So far: [{code: es}, {code: en}]" in shown[12]
    assert "too few or too many digits" in seen
    program = load(toy).program("circle-of-friends")
    assert program is not None
    assert [one.code for one in program.languages] == ["es"]
    assert program.functions.daily_management.activities[1] == "We walk to the market."
    assert (program.schedule[0].start, program.schedule[0].end) == ("18:00", "19:30")
    assert program.organization == "new-folk"
    assert lint(toy).exit_code == 0
    assert not (toy / "drafts").exists(), "all of it is in the entry"


def test_a_clinic_that_is_new_is_asked_for_its_number_and_not_for_its_name_again(
    toy: Path, terminal: Callable[..., Terminal]
) -> None:
    """One word in small letters is a name, and what is answered stays answered."""
    with terminal() as talk:
        talk.until("\n> ")
        for line in TYPED:
            talk.type("mercy" if line == "Example Clinic" else line)
        again = talk.type("phone")
        assert "1 answer is missing" in again
        assert "The phone number there?" in again
        assert "Which clinic" not in again
        assert "The e-mail address there?" in talk.type("+1-619-555-0179")
        assert "Write it?" in talk.type("")
        talk.press(b"yes\n")
        assert talk.end() == 0, talk.seen
    program = load(toy).program("circle-of-friends")
    assert program is not None
    assert program.referral is not None
    (clinic,) = program.referral.health_care_contacts
    assert (clinic.organization, clinic.name, clinic.phone) == (None, "mercy", "+1-619-555-0179")


def test_an_id_nobody_knows_is_still_told_as_that(toy: Path) -> None:
    words = settings(**{"referral.health_care_contacts.1.organization": "no-such-clinic"})
    assert "no-such-clinic" in run(toy, *words).output


def test_an_organization_is_told_what_it_needs(toy: Path) -> None:
    for words in ((), ("New Clinic",)):
        result = run(toy, *words, "--kind", "organization")
        assert result.exit_code == 1
        assert "--kind organization --set type=clinic" in result.stderr
    assert run(toy, "New Clinic", "--kind", "organization", "--set", "type=clinic").exit_code == 0


@pytest.mark.parametrize(
    ("how", "code"), [("stop", 1), (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), ("\x04", 1)]
)
@pytest.mark.sampled(2)
def test_a_stop_keeps_every_answer_for_another_day(
    how: str | signal.Signals, code: int, toy: Path, terminal: Callable[..., Terminal]
) -> None:
    with terminal("Circle of Friends") as talk:
        talk.until("\n> ")
        for line in TYPED[3:7]:
            talk.type(line)
        if isinstance(how, signal.Signals):
            talk.send(how)
        else:
            talk.press(how.encode() if how == "\x04" else f"{how}\n".encode())
        assert talk.end() == code, talk.seen
        assert "drafts/circle-of-friends.yaml" in talk.seen.replace("\r\n", "")
    draft = toy / "drafts" / "circle-of-friends.yaml"
    assert [one.name for one in draft.parent.iterdir()] == [draft.name]
    assert lint(toy).exit_code == 0, "a draft is no entry"
    with terminal("--from", str(draft)) as talk:
        assert "Which health conditions" in talk.until("\n> ")
        for line in TYPED[8:]:
            talk.type(line)
        talk.type("1")
        talk.press(b"y\n")
        assert talk.end() == 0, talk.seen
    assert load(toy).program("circle-of-friends") is not None
    assert draft.exists(), "it was given, so it is not ours to delete"


COLLECTION_SCHEMA = {
    name: str(described.get("description", ""))
    for name, described in json.loads((SAMPLE.parent / "schemas" / "program.schema.json").read_text(encoding="utf-8"))[
        "properties"
    ].items()
}


@pytest.mark.parametrize(
    ("field", "said", "near"),
    [
        ("needs", "parents", "housing"),
        ("needs", "work", "physical-activity"),
        ("conditions", "tired", "chronic-fatigue"),
    ],
)
def test_a_word_that_only_comes_near_a_code_is_never_taken_for_it(toy: Path, field: str, said: str, near: str) -> None:
    result = run(toy, "Near Enough", *settings(**{field: said}))
    assert result.exit_code != 0
    assert f'"{said}" may mean' in result.stderr
    assert near in result.stderr
    assert not (toy / "programs" / "near-enough.yaml").exists()
    with pytest.raises(AnswerError, match="is not in our list; say what is meant"):
        answer(BY_PATH[field], said, COLLECTION)


class Typist:
    """Types lines one after another, and hears what is told."""

    def __init__(self, *lines: str) -> None:
        self.lines, self.told = list(lines), ""

    def ask(self, _known: object) -> str:
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def tell(self, text: str) -> None:
        self.told += f"{text}\n"


def conversation(*lines: str) -> tuple[dict[str, Any], dict[str, Any], Typist]:
    """Answer the questions about daily life and feelings; return the answers, those saved last, and who typed."""
    questions = [BY_PATH[f"functions.{name}.activities"] for name in ("daily_management", "social_emotional")]
    answers: dict[str, Any] = {}
    saved: dict[str, Any] = {}
    typist = Typist(*lines)
    with contextlib.suppress(StoppedError):
        ask_again(questions, answers, Talk(typist, COLLECTION, lambda _: (), lambda known: saved.update(known)))
    return answers, saved, typist


@pytest.mark.parametrize("ending", [["stop"], []])
def test_a_stop_in_a_list_keeps_its_lines(ending: list[str]) -> None:
    _, saved, _ = conversation("We cook together well.", "We walk.", *ending)
    assert saved["functions"]["daily_management"]["activities"] == ["We cook together well.", "We walk."]


def test_back_and_help_are_no_lines_of_a_list() -> None:
    lines = ("We cook together well.", "", "We listen to all.", "?", "back", "We bake bread.", "", "", "stop")
    answers, _, typist = conversation(*lines)
    assert answers["functions"]["daily_management"]["activities"] == ["We bake bread."]
    assert answers["functions"]["social_emotional"]["activities"] == ["We listen to all."]
    assert typist.told.count("2 of 2.") == 2
