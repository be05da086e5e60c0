"""`peerdir verify`: the history grows, nothing else changes, and a try that failed is no verification."""

import datetime as dt
import os
import pty
import select
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from peerdir import limits, output
from peerdir.audience import view
from peerdir.cli import app
from peerdir.freshness import due_on, failed_tries, hidden_from, is_hidden, is_stale
from peerdir.lint.check import lint
from peerdir.reading.collection import Collection, load
from peerdir.reading.reader import read
from peerdir.rule import Context
from peerdir.rules import all_rules
from peerdir.verify.outcome import RESULTS, OutcomeError, outcome
from peerdir.verify.record import recorded
from tests.conftest import PROGRAM, SAMPLE

Write = Callable[..., Path]
TODAY = dt.date(2026, 11, 22)
HISTORY = """\
verification:  # checked by phone
  verified_on: 2026-05-01
  verified_by: 'desk'   # who
  method: phone
  informant: {name: Luis R., title: manager}
  history:
    - {date: 2025-05-01, by: desk, method: visit, result: confirmed}
    - {date: 2026-05-01, by: desk, method: phone, result: confirmed, note: "All: right"}

"""


def verify(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["verify", "-C", str(root), "--today", TODAY.isoformat(), *arguments])


def findings(collection: Collection, day: dt.date = TODAY) -> set[tuple[str, str]]:
    found = lint(Context(collection=collection, today=day), all_rules(), limit=None)
    return {(one.path, one.rule) for one in found}


def test_confirmed_touches_its_own_lines_only(toy: Path, write: Write) -> None:
    path = write("example", verification=HISTORY)
    before = path.read_text(encoding="utf-8").splitlines()
    result = verify(toy, "example", "--by", "Ana", "--confirmed", "--method", "email", "--informant", "Mia B., host")
    assert (result.exit_code, result.stdout) == (0, "")
    after = path.read_text(encoding="utf-8").splitlines()
    gone, new = [one for one in before if one not in after], [one for one in after if one not in before]
    assert gone == [
        "  verified_on: 2026-05-01",
        "  verified_by: 'desk'   # who",
        "  method: phone",
        "  informant: {name: Luis R., title: manager}",
    ]
    assert new[:4] == [
        "  verified_on: 2026-11-22",
        "  verified_by: 'Ana'   # who",
        "  method: email",
        "  informant: {name: Mia B., title: host}",
    ]
    assert new[4:] == ["    - {date: 2026-11-22, by: Ana, method: email, result: confirmed}"]


def test_a_failed_try_only_adds_to_the_history(toy: Path, write: Write) -> None:
    path = write("example", verification=HISTORY)
    before = path.read_bytes()
    assert verify(toy, "example", "--by", "Ana", "--no-answer", "--note", "Full mailbox").exit_code == 0
    after = path.read_bytes()
    start = before.index(b'"All: right"}\n') + len(b'"All: right"}\n')
    assert after.startswith(before[:start])
    assert after.endswith(before[start:])
    program = load(toy).program("example")
    assert program
    assert program.verification
    assert program.verification.verified_on == dt.date(2026, 5, 1)
    assert [check.note for check in failed_tries(program)] == ["Full mailbox"]


def test_the_first_history_keeps_the_verification_that_was_there(toy: Path) -> None:
    assert verify(toy, "example", "--by", "Ana", "--confirmed").exit_code == 0
    program = load(toy).program("example")
    assert program
    assert program.verification
    assert [(check.date.isoformat(), check.by) for check in program.verification.history] == [
        ("2026-05-01", "desk"),
        ("2026-11-22", "Ana"),
    ]


def test_an_informant_of_last_time_has_not_confirmed_it_now(toy: Path, write: Write) -> None:
    path = write("example", verification=HISTORY)
    assert verify(toy, "example", "--by", "Ana", "--confirmed").exit_code == 0
    assert "Luis R., title" not in path.read_text(encoding="utf-8")


def test_who_told_of_the_end_is_kept_with_the_note(toy: Path) -> None:
    said = ("--closed", "--informant", "Luis R., manager", "--note", "Since May")
    assert verify(toy, "example", "--by", "Ana", *said).exit_code == 0
    program = load(toy).program("example")
    assert program
    assert program.verification
    assert program.verification.history[-1].note == "Luis R., manager; Since May"
    assert program.verification.informant is None


def test_changed_changes_and_closed_closes(toy: Path) -> None:
    changed = ("--changed", "contacts.1.phone=+1-619-555-0151", "--changed", "languages+=vi")
    assert verify(toy, "example", "--by", "Ana", *changed).exit_code == 0
    program = load(toy).program("example")
    assert program
    assert (program.contacts[0].phone, program.languages[1].code) == ("+1-619-555-0151", "vi")
    assert verify(toy, "example", "--by", "Ana", "--closed").exit_code == 0
    program = load(toy).program("example")
    assert program
    assert program.verification
    assert (program.status, program.verification.history[-1].result) == ("closed", "closed")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("example", "--by", "Ana", "--changed", "contacts.1.phone=12"), 1, "it would bring an error"),
        (("example", "--by", "Ana", "--changed", "contacs.1.phone=12"), 1, "did you mean"),
        (("example", "--by", "Ana", "--changed", "cost.free=true"), 1, "is in the entry already"),
        (("example", "--by", "Ana", "--changed", "verification.verified_on=2026-01-01"), 2, "leave it out"),
        (("example", "--by", "Ana", "--confirmed", "--refused"), 2, "name a program, and one of"),
        (("example", "--confirmed"), 2, "--by NAME"),
        (("example", "--by", "Ana", "--confirmed", "--method", "fax"), 2, "is no method"),
        (("example", "--by", "Ana", "--confirmed", "--today", "2026-04-01"), 1, "look at the day"),
        (("exampel", "--by", "Ana", "--confirmed"), 1, "did you mean example"),
        (("../directory", "--by", "Ana", "--confirmed"), 1, "there is no program"),
        (("example", "--by", "Ana"), 2, "say what came of it"),
        (("example", "--by", "Ana", "--note", "x"), 2, "go with what came of it"),
        ((), 2, "name a program"),
    ],
)
def test_what_cannot_be_recorded_leaves_the_file_alone(
    toy: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = verify(toy, *arguments)
    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr
    assert (toy / "programs" / "example.yaml").read_text(encoding="utf-8") == PROGRAM


def test_line_ends_mode_and_byte_order_mark_stay(toy: Path) -> None:
    path = toy / "programs" / "example.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PROGRAM.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    assert verify(toy, "example", "--by", "Ana", "--refused").exit_code == 0
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\r\n") == after.count(b"\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_another_writer_wins(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, replace = toy / "programs" / "example.yaml", output.replace_file

    def late(target: Path, before: bytes, after: bytes) -> None:
        target.write_text(PROGRAM.replace("Example\n", "Theirs\n", 1), encoding="utf-8")
        replace(target, before, after)

    monkeypatch.setattr(output, "replace_file", late)
    assert verify(toy, "example", "--by", "Ana", "--confirmed").exit_code == 3
    assert path.read_text(encoding="utf-8").startswith("name: Theirs\n")


def test_three_tries_tell_readers_to_call_first(toy: Path) -> None:
    for day in ("2026-11-01", "2026-11-02"):
        assert "call first" not in verify(toy, "example", "--by", "Ana", "--no-answer", "--today", day).stderr
    said = verify(toy, "example", "--by", "Ana", "--refused", "--today", "2026-11-03").stderr
    assert "3 tries in a row failed, so readers are told to call first" in said
    whole = load(toy)
    for collection in (whole, view(whole, "public"), view(view(whole, "public"), "public")):
        program = collection.program("example")
        assert program
        assert due_on(program, collection.directory) == dt.date(2026, 11, 3)
        assert not is_stale(program, collection.directory, dt.date(2026, 11, 3))
        assert is_stale(program, collection.directory, dt.date(2026, 11, 4))
    assert verify(toy, "example", "--by", "Ana", "--confirmed").exit_code == 0
    program = load(toy).program("example")
    assert program
    assert failed_tries(program) == ()


def test_the_settings_hide_what_nobody_could_confirm(toy: Path) -> None:
    settings_file = toy / "directory.yaml"
    policy = settings_file.read_text(encoding="utf-8") + "hide_unverified_after_days: 400\n"
    settings_file.write_text(policy, encoding="utf-8")
    whole = load(toy)
    program = whole.program("example")
    assert program
    since = dt.date(2026, 5, 1) + dt.timedelta(days=401)
    assert hidden_from(program, whole.directory) == since
    for day, seen in ((since - dt.timedelta(days=1), True), (since, False)):
        assert is_hidden(program, whole.directory, day) is not seen
        assert (view(whole, "public", day).program("example") is not None) is seen
        assert view(whole, "staff", day).program("example")
    # Never before it is due, whatever the settings say.
    settings_file.write_text(policy.replace("days: 400", "days: 30"), encoding="utf-8")
    program, directory = load(toy).program("example"), load(toy).directory
    assert program
    assert hidden_from(program, directory) == dt.date(2027, 5, 2)


def test_without_a_policy_nothing_is_hidden(toy: Path) -> None:
    assert view(load(toy), "public", dt.date(2199, 1, 1)).program("example")


letters = st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn", "Co", "Cc", "Cf", "Zl", "Zp"))
texts = st.text(letters.filter(lambda one: one != ":"), max_size=40).map(lambda text: text.replace(" ", ": "))
PROGRAMS = sorted((SAMPLE / "programs").glob("*.yaml"))


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(PROGRAMS), st.sampled_from([one for one in RESULTS if one != "changed"]), texts, texts)
def test_whatever_is_typed_reads_back_and_lint_finds_nothing_new(path: Path, result: str, by: str, note: str) -> None:
    source = read(path.read_bytes(), limits.SIZES["program"])
    if "verification" not in source.data:
        with pytest.raises(OutcomeError):
            recorded(source, outcome(result, day=TODAY, by="Ana", method="phone"))
        return
    done = outcome(result, day=TODAY, by=by.strip() or "Ana", method="phone", note=note, informant="Luis R.")
    after = recorded(source, done)
    last = after.data["verification"]["history"][-1]
    assert (last["by"], last.get("note")) == (done.by, done.note)
    kept = {key: value for key, value in source.data.items() if key not in ("verification", "status")}
    assert {key: after.data[key] for key in kept} == kept
    old = source.data["verification"].get("history", [])
    assert after.data["verification"]["history"][: len(old)] == old
    texts = {f"programs/{path.name}": after.raw}
    new = findings(load(SAMPLE, {path.stem}, texts)) - findings(load(SAMPLE, {path.stem}))
    # A plan that has ended cannot state what it lacks any more: the command is refused then.
    refused = {"not-allowed"} if (result, source.data["status"]) == ("closed", "proposed") else set()
    assert {rule for _, rule in new if rule not in WORDS} == refused


# What somebody types may be a full name, or shout; that is for them to look at.
WORDS = ("all-capitals", "full-name", "patient-like-text", "phone-without-number", "stigmatizing-words")

CALLS = """\
id,result,by,note,changed
example,confirmed,Ana,'=1+1,
other,changed,,,contacts.1.phone=+1-619-555-0153; cost.free=false
nobody,confirmed,Ana,,
example,changed,Ana,,contacts.1.phone=12
other,,Ana,,
other,maybe,Ana,,
"""


def test_a_morning_of_calls(toy: Path, write: Write, tmp_path: Path) -> None:
    write("other", name="name: Other\n", contacts='contacts: [{role: public, phone: "+1-619-555-0152"}]\n')
    sheet = tmp_path / "calls.csv"
    sheet.write_bytes(b"\xef\xbb\xbf" + CALLS.replace("\n", "\r\n").encode())
    result = verify(toy, "--all-from", str(sheet), "--by", "desk")
    assert result.exit_code == 1
    rows = [line.split(maxsplit=2) for line in result.stdout.splitlines()[1:]]
    assert [(row[0], row[1], row[2].startswith("not recorded")) for row in rows] == [
        ("2", "example", False),
        ("3", "other", False),
        ("4", "nobody", True),
        ("5", "example", True),
        ("7", "other", True),
    ]
    assert "2 recorded, 3 not" in result.stderr
    one, other = load(toy).program("example"), load(toy).program("other")
    assert one
    assert other
    assert one.verification
    assert one.verification.history[-1].note == "=1+1"
    assert one.contacts[0].phone == "+1-619-555-0150"
    assert other.cost
    assert (other.contacts[0].phone, other.cost.free) == ("+1-619-555-0153", False)


def test_a_morning_that_was_stopped_is_gone_on_with(toy: Path, write: Write, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(name, name=f"name: Program {name}\n")
    sheet = tmp_path / "calls.csv"
    lines = ["id,result,changed", "a,no-answer,", "a,no-answer,", "b,changed,cost.free=false", "c,confirmed,"]
    sheet.write_text("\n".join(lines[:4]) + "\n", encoding="utf-8")
    assert verify(toy, "--all-from", str(sheet), "--by", "desk").exit_code == 0
    before = {path.name: path.read_bytes() for path in (toy / "programs").iterdir()}
    sheet.write_text("\n".join([*lines, "a,no-answer,"]) + "\n", encoding="utf-8")
    result = verify(toy, "--all-from", str(sheet), "--by", "desk")
    assert result.exit_code == 0
    assert result.stdout.count("was recorded before") == 3
    after = {path.name: path.read_bytes() for path in (toy / "programs").iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"a.yaml", "c.yaml"}
    assert after["a.yaml"].count(b"no-answer") == 3


def test_one_bad_line_among_many_is_left_out_alone(toy: Path, write: Write, tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(9)]
    for name in names:
        write(name, name=f"name: Program {name}\n")
    bad = {"p2": "changed,contacts.1.phone=12", "p7": "changed,status=activ"}
    sheet = tmp_path / "calls.csv"
    rows = [f"{name},{bad.get(name, 'confirmed,')}" for name in names]
    sheet.write_text("\n".join(["id,result,changed", *rows, "p2,no-answer,"]) + "\n", encoding="utf-8")
    result = verify(toy, "--all-from", str(sheet), "--by", "desk")
    assert (result.exit_code, "8 recorded, 2 not" in result.stderr) == (1, True)
    left = [line.split()[1] for line in result.stdout.splitlines() if "would bring an error" in line]
    assert left == ["p2", "p7"]
    programs = {one.id: one for one in load(toy).programs}
    checked = {id_ for id_ in names if (seen := programs[id_].verification) and seen.verified_on == TODAY}
    assert checked == set(names) - {"p2", "p7"}
    p2 = programs["p2"].verification
    assert p2
    assert [check.result for check in p2.history] == ["confirmed", "no-answer"]


def test_a_stop_in_the_middle_says_what_was_recorded(
    toy: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        write(name, name=f"name: Program {name}\n")
    sheet, real = tmp_path / "calls.csv", output.replace_file
    sheet.write_text("id,result\na,confirmed\nb,confirmed\nc,confirmed\n", encoding="utf-8")

    def stopped(target: Path, before: bytes, after: bytes) -> None:
        if target.name == "b.yaml":
            raise KeyboardInterrupt
        real(target, before, after)

    monkeypatch.setattr("peerdir.output.replace_file", stopped)
    result = verify(toy, "--all-from", str(sheet), "--by", "desk")
    assert result.exit_code == 130
    assert "1 recorded, 2 not" in result.stderr
    assert [line.split(maxsplit=2)[2] for line in result.stdout.splitlines()[1:]] == [
        "confirmed recorded",
        "not recorded: stopped before it was its turn",
        "not recorded: stopped before it was its turn",
    ]


@pytest.mark.parametrize("content", [b"name,result\n", b"", b"id,result\n\xff", b'id,result\n"a'])
def test_a_file_that_is_no_list_of_calls(toy: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "calls.csv").write_bytes(content)
    result = verify(toy, "--all-from", str(tmp_path / "calls.csv"), "--by", "desk")
    assert (result.exit_code, "calls.csv: " in result.stderr) == (2, True)


def test_a_list_of_calls_that_is_not_there_is_wrong_usage(toy: Path, tmp_path: Path) -> None:
    for file in (tmp_path / "none.csv", tmp_path):
        result = verify(toy, "--all-from", str(file))
        assert (result.exit_code, f"there is no file {file}" in result.stderr) == (2, True)


def test_the_open_place_of_a_command_is_nobodys_name(toy: Path) -> None:
    before = (toy / "programs" / "example.yaml").read_bytes()
    result = verify(toy, "example", "--by", "…", "--confirmed")
    assert (result.exit_code, "it is not said who checked" in result.stderr) == (2, True)
    assert (toy / "programs" / "example.yaml").read_bytes() == before


def interview(root: Path, *answers: str) -> tuple[int, str]:
    """Type answers on a terminal, each when it is asked for; return exit code and all that was shown."""
    child, handle = pty.fork()
    if child == 0:
        os.execv(  # noqa: S606
            sys.executable,
            [sys.executable, "-m", "peerdir", "verify", "example", "-C", str(root), "--today", TODAY.isoformat()],
        )
    shown, rest = b"", list(answers)
    while True:
        ready, _, _ = select.select([handle], [], [], 30)
        try:
            part = os.read(handle, 65536) if ready else b""
        except OSError:
            part = b""
        if not part:
            break
        shown += part
        if rest and shown.rstrip(b" ").endswith(b">"):
            os.write(handle, rest.pop(0).encode() + b"\n")
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


def test_question_by_question(toy: Path) -> None:
    # Name, desk, informant, then: name, status, summary, where, when, languages, who, cost, phone, and so on.
    answers = ["Ana", "", "Mia B., host", "", "", "", "", "", "", "", "", "12", "+1-619-555-0151", *[""] * 8]
    code, shown = interview(toy, *answers)
    assert code == 0, shown
    assert "too few or too many digits" in shown
    assert "changed recorded" in shown
    program = load(toy).program("example")
    assert program
    assert program.verification
    assert program.verification.informant
    assert (program.contacts[0].phone, program.verification.informant.title) == ("+1-619-555-0151", "host")


def test_a_difference_that_is_not_in_the_entry_is_no_confirmation(toy: Path) -> None:
    code, shown = interview(toy, "Ana", "", "", "", "", "", "", "at noon now", *[""] * 12)
    assert code == 1, shown
    assert "nothing is recorded" in shown
    assert (toy / "programs" / "example.yaml").read_text(encoding="utf-8") == PROGRAM


def test_nobody_answered(toy: Path) -> None:
    code, shown = interview(toy, "Ana", "n", "Mailbox is full")
    assert code == 0, shown
    assert "result: no-answer" in (toy / "programs" / "example.yaml").read_text(encoding="utf-8")


def test_a_program_can_be_named_as_people_call_it(toy: Path) -> None:
    (toy / "programs" / "example.yaml").rename(toy / "programs" / "circle-of-friends.yaml")
    assert verify(toy, "Circle of Friends", "--by", "Ana", "--confirmed").exit_code == 0
    assert "by: Ana" in (toy / "programs" / "circle-of-friends.yaml").read_text(encoding="utf-8")
    assert verify(toy, "Circle of Foes", "--by", "Ana", "--confirmed").exit_code == 1


def test_who_calls_is_asked_for_until_it_is_said(toy: Path) -> None:
    code, shown = interview(toy, "", "", "Ana", "n", "Mailbox is full")
    assert code == 0, shown
    assert "by: Ana" in (toy / "programs" / "example.yaml").read_text(encoding="utf-8")


def test_without_a_terminal_nothing_is_asked(toy: Path) -> None:
    command = [sys.executable, "-m", "peerdir", "verify", "example", "-C", str(toy)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60)
    assert (done.returncode, b"say what came of it" in done.stderr) == (2, True)
