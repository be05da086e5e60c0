"""Changing an entry: the bytes of one value, checked before they are written; everything else stays."""

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from peerdir import limits, output
from peerdir.cli import app
from peerdir.edit import writing
from peerdir.edit.change import ChangeError, assignment, changed, same
from peerdir.edit.paths import PathError, pointer
from peerdir.reading.builder import HIDDEN
from peerdir.reading.reader import read
from tests.conftest import PROGRAM, SAMPLE

Write = Callable[..., Path]
SIZE = limits.SIZES["program"]


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["set", "-C", str(root), "--today", "2026-11-21", *words])


def change(text: str, *typed: str) -> str:
    return changed(read(text.encode(), SIZE), "program", map(assignment, typed)).raw.decode()


def difference(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\n") for line in lines if line[0] in "+-"]


TEXT = """\
# About this file.
name: 'Puentes'  # as on the sign
status: active
summary: |
  Two lines
  of text.

conditions: [stroke]   # more to come
languages:
- code: es
- {code: en}
functions:
  linkage: {activities: [Going along]}
contacts:
  - role: public
    # rings in the kitchen
    phone: "+1-619-555-0100"
cost: {}
alert:
referral:
  steps:
    - First
    - Second
"""


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("name=It's here", ["- name: 'Puentes'  # as on the sign", "+ name: 'It''s here'  # as on the sign"]),
        ("status=closed", ["- status: active", "+ status: closed"]),
        ("summary=One line", ["- summary: |", "-   Two lines", "-   of text.", "+ summary: One line"]),
        (
            "conditions+=asthma",
            ["- conditions: [stroke]   # more to come", "+ conditions: [stroke, asthma]   # more to come"],
        ),
        ("languages+=vi", ["+ - {code: vi}"]),
        ("languages.es.note=Yes: here", ["+   note: \"Yes: here\""]),
        ("languages-=es", ["- - code: es"]),
        ("needs=smoking,food", ["+ needs: [smoking, food]"]),
        (
            "functions.linkage.by=peers",
            ["-   linkage: {activities: [Going along]}", "+   linkage: {activities: [Going along], by: peers}"],
        ),
        ("contacts.1.email=a@example.org", ["+     email: a@example.org"]),
        ("contacts.public.phone=+1-619-555-0101", ['-     phone: "+1-619-555-0100"', '+     phone: "+1-619-555-0101"']),
        ("contacts[2].role=Night", ["+   - role: Night"]),
        ("cost.free=yes", ["- cost: {}", "+ cost: {free: true}"]),
        ("alert.text=Soon", ["- alert:", "+ alert: {text: Soon}"]),
        ("referral.steps.2=", ["-     - Second"]),
        ("referral.steps=", ["- referral:", "-   steps:", "-     - First", "-     - Second"]),
        ("started=2020-05-01", ["+ started: 2020-05-01"]),
        ("eligibility.minimum_age=18", ["+ eligibility:", "+   minimum_age: 18"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_only_the_value_changes(typed: str, lines: list[str], line_end: str) -> None:
    before = TEXT.replace("\n", line_end)
    after = change(before, typed)
    assert after.count("\r\n") == (after.count("\n") if line_end == "\r\n" else 0)
    assert sorted(difference(TEXT, after.replace("\r\n", "\n"))) == sorted(lines)


def test_a_field_stands_where_the_contract_has_it() -> None:
    after = change(
        TEXT, "phase=evaluation", "also_known_as=[Bridges]", "links.1.title=Home", "links.1.url=https://example.org/"
    )
    fields = [line.partition(":")[0] for line in after.splitlines() if line[:1].isalpha()]
    assert fields.index("also_known_as") == fields.index("name") + 1
    assert fields.index("phase") == fields.index("status") + 1
    assert fields.index("links") == fields.index("alert") + 1, "behind the last of the fields that come before it"


@pytest.mark.parametrize(
    "typed",
    ["contacts.1.phone=", "name=", "conditions=", "contacts="],
)
def test_what_a_comment_stands_beside_is_left_to_a_person(typed: str) -> None:
    with pytest.raises(ChangeError, match=r"line \d+: a comment stands .*; change it by hand"):
        change(TEXT, typed)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("colour=red", "there is no field"),
        ("contact.1.phone=1", 'did you mean "contacts"'),
        ("contacts.0.phone=1", "counted from 1"),
        ("contacts.4.phone=1", "counted from 1"),
        ("contacts.night.phone=1", 'no entry is called "night"'),
        ("name.first=Ann", "goes too deep"),
        ("cost=free", "neither true nor false"),
        ("cost.free=perhaps", "neither true nor false"),
        ("referral=x", "group of fields"),
        ("eligibility.minimum_age=old", "is not a number"),
        ("eligibility.minimum_age=1e999", "is not a number"),
        ("name+=x", "is no list"),
        ("name", "is no change"),
        ("=x", "is no change"),
        ("conditions=[a, b", "cannot be read"),
        ("conditions=[&a b]", "cannot be read"),
        ("name=a\u202eb", "hidden character"),
        (f"name={'x' * 9000}", "the line has more than"),
    ],
)
def test_what_cannot_be_changed_is_refused_in_plain_words(typed: str, why: str) -> None:
    with pytest.raises(ChangeError, match=why):
        change(TEXT, typed)


def scalars(source: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(source, dict):
        for key, value in source.items():
            yield from scalars(value, (*at, key))
    elif isinstance(source, list):
        for index, value in enumerate(source):
            yield from scalars(value, (*at, index))
    elif isinstance(source, str):
        yield at


def test_every_text_of_the_sample_can_be_changed_and_taken_back() -> None:
    for path in sorted((SAMPLE / "programs").glob("*.yaml"))[::7]:
        source = read(path.read_bytes(), SIZE)
        for at in list(scalars(source.data)):
            if at[0] in ("translations", "extra"):
                continue
            name = ".".join(str(step + 1) if isinstance(step, int) else step for step in at)
            assert pointer("program", name, source.data) == at
            other = changed(source, "program", [assignment(f"{name}=Other: words # here")])
            kept = [line for line in source.text.splitlines() if line in other.text.splitlines()]
            assert len(kept) >= len(source.text.splitlines()) - (3 if source.is_block(at) else 1) * 3


@given(st.text(min_size=1, max_size=40), st.booleans())
def test_every_text_is_written_so_that_it_is_read_back(text: str, in_brackets: bool) -> None:
    shown = writing.flow([text]) if in_brackets else "\n".join(writing.field("x", text))
    source = read(f"{shown}\n".encode("utf-8", "surrogatepass"), SIZE)
    if not HIDDEN.search(text):
        assert source.data == ([text] if in_brackets else {"x": text})


ODD = (
    "no|12|1e3|18:00|~|null|+1-619-555-0100|- a|a: b|a #b| a|a ||"
    "#a|'a'|\"|\\\\|[a]|{a}|a,b|%a|@a|2026-01-31|1TU|-1FR|é|长桌会|a:|?|0x1f"
)


@pytest.mark.parametrize("text", [*ODD.split("|"), "|", ">", "a\nb", "a\n\nb\n", "\na", "1_000", "true"])
def test_odd_texts_are_read_back(text: str) -> None:
    for shown, expected in (
        (writing.flow({"k": text}), {"k": text}),
        ("\n".join(writing.field("k", text)), {"k": text}),
    ):
        assert read(f"{shown}\n".encode(), SIZE).data == expected, shown
    assert read(("\n".join(writing.field("k", [text, {"a": text, "b": 1}])) + "\n").encode(), SIZE).data == {
        "k": [text, {"a": text, "b": 1}]
    }


def test_the_command_writes_and_keeps_rights_and_line_ends(toy: Path) -> None:
    path = toy / "programs" / "example.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PROGRAM.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    result = run(toy, "example", "needs=smoking", "contacts.1.hours=Mornings")
    assert result.exit_code == 0, result.output
    assert result.stderr.endswith("programs/example.yaml: changed needs, contacts.1.hours\n")
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\r\n") == after.count(b"\n")
    assert b"needs: [smoking]\r\n" in after
    assert b", hours: Mornings}]\r\n" in after
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in path.parent.iterdir()] == ["example.yaml"]


def test_a_change_that_would_be_an_error_is_refused_with_its_place(toy: Path) -> None:
    path = toy / "programs" / "example.yaml"
    before = path.read_bytes()
    for typed, rule in (
        ("contacts.1.phone=+1-619-555-01", "phone-form"),
        ("conditions=sugr", "unknown-reference"),
        ("name=", "missing-field"),
        ("locations.1.key=hall", "unknown-reference"),
    ):
        result = run(toy, "example", typed)
        assert result.exit_code == 1
        assert f"[{rule}]" in result.stdout
        assert "it is left as it is" in result.stderr
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("foo", 2, '"foo" is no change; write it as field=value'),
        ("capacity=full", 1, 'there is no field "capacity"; did you mean "referral.capacity"?'),
        ("summry=x", 1, 'there is no field "summry"; did you mean "summary"?'),
        ("cost.fre=true", 1, 'there is no field "fre" in "cost.fre"; did you mean "free"?'),
        ("contacts.1.hours=…", 2, '"…" in contacts.1.hours stands for what has to be found out'),
        ("needs+=…", 2, '"…" in needs stands for what has to be found out'),
        ("referral.agreement={kind: …, signed_on: …}", 2, "stands for what has to be found out"),
        ("referral.agreement={kind: letter, signed_on: …}", 2, "stands for what has to be found out"),
        ("needs=[smoking, …]", 2, "stands for what has to be found out"),
    ],
)
def test_what_is_no_change_is_told_with_what_to_write(typed: str, code: int, said: str, toy: Path) -> None:
    """A command of `referral check` is copied with its open places; those are no answers."""
    before = (toy / "programs" / "example.yaml").read_bytes()
    result = run(toy, "example", typed)
    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr
    assert (toy / "programs" / "example.yaml").read_bytes() == before


def test_three_dots_inside_a_text_stay(toy: Path) -> None:
    assert run(toy, "example", "cost.description=[Dinner]: two dollars… or what you have").exit_code == 0
    assert run(toy, "example", "referral.steps+=Wait, then… call again").exit_code == 0


def test_an_old_error_does_not_keep_anybody_from_mending_another(toy: Path, write: Write) -> None:
    path = write(
        contacts='contacts: [{role: public, phone: "555-0100"}, {role: x, email: a@b}]', needs="needs: [smokin]"
    )
    assert run(toy, "example", "contacts.1.phone=+1-619-555-0150").exit_code == 0
    assert run(toy, "example", "needs=smoking").exit_code == 0
    assert run(toy, "example", "contacts.2.email=a@@b").exit_code == 0, "it was wrong before"
    assert '"+1-619-555-0150"' in path.read_text(encoding="utf-8")


def test_a_file_that_lacked_a_field_may_show_what_else_is_wrong_with_it(toy: Path, write: Write) -> None:
    write(contacts='contacts: [{role: public, phone: "555-0100"}]', summary="")
    result = run(toy, "example", "summary=Neighbors with diabetes help one another.")
    assert result.exit_code == 0, result.output


def test_more_findings_than_are_said_hide_none(toy: Path, write: Write) -> None:
    contacts = ", ".join(f'{{role: r{number}, phone: "555-01{number:02}"}}' for number in range(12))
    path = write(contacts=f"contacts: [{contacts}]")
    before = path.read_bytes()
    result = run(toy, "example", "needs=smokin")
    assert result.exit_code == 1
    assert "[unknown-reference]" in result.stdout
    assert path.read_bytes() == before


def test_dry_run_shows_a_patch_and_writes_nothing(toy: Path) -> None:
    before = (toy / "programs" / "example.yaml").read_bytes()
    result = run(toy, "example", "needs=smoking", "--dry-run")
    assert result.exit_code == 0
    assert "+needs: [smoking]\n" in result.stdout
    assert (toy / "programs" / "example.yaml").read_bytes() == before


def test_organizations_and_settings_can_be_changed_too(toy: Path) -> None:
    assert run(toy, "example-clinic", "contacts.referral coordinator.hours=Mornings").exit_code == 0
    assert "hours: Mornings" in (toy / "organizations" / "example-clinic.yaml").read_text(encoding="utf-8")
    assert run(toy, "directory", "edition=Winter 2026").exit_code == 0
    assert "edition: Winter 2026" in (toy / "directory.yaml").read_text(encoding="utf-8")


def test_who_is_meant_must_be_clear(toy: Path) -> None:
    assert "did you mean example" in run(toy, "exampel", "name=x").stderr
    (toy / "organizations" / "example.yaml").write_text("name: E\ntype: other\n", encoding="utf-8")
    assert "name one of them" in run(toy, "example", "name=x").stderr
    assert run(toy, "programs/example", "name=Another").exit_code == 0
    (toy / "programs" / "example.yaml").write_text("name: [\n", encoding="utf-8")
    assert "mend this first" in run(toy, "programs/example.yaml", "name=x").stderr


def test_a_file_that_somebody_saves_meanwhile_stays_theirs(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = toy / "programs" / "example.yaml"
    replace = output.replace_file

    def late(target: Path, before: bytes, after: bytes) -> None:
        path.write_text("theirs", encoding="utf-8")
        replace(target, before, after)

    monkeypatch.setattr(output, "replace_file", late)
    result = run(toy, "example", "needs=smoking")
    assert result.exit_code == 3
    assert path.read_text(encoding="utf-8") == "theirs"
    assert [one.name for one in path.parent.iterdir()] == ["example.yaml"]


def test_what_is_so_already_is_not_written(toy: Path) -> None:
    path = toy / "programs" / "example.yaml"
    before = path.stat().st_mtime_ns
    assert "is so already" in run(toy, "example", "conditions=diabetes-type-2", "cost.free=true", "alert=").stderr
    assert path.stat().st_mtime_ns == before


def test_true_is_not_one() -> None:
    assert not same({"a": True}, {"a": 1})
    assert same({"a": 1, "b": [1]}, {"b": [1], "a": 1})


def test_a_path_names_items_by_number_or_by_their_own_name() -> None:
    data = {"locations": [{"key": "hall", "name": "Hall"}, {"key": "home", "name": "hall"}]}
    assert pointer("program", "locations.home.area", data) == ("locations", 1, "area")
    with pytest.raises(PathError, match='2 entries are called "Hall"'):
        pointer("program", "locations.Hall.area", data)


def test_an_entry_can_be_named_as_people_call_it(toy: Path) -> None:
    (toy / "programs" / "example.yaml").rename(toy / "programs" / "circle-of-friends.yaml")
    result = run(toy, "Circle of Friends", "cost.description=Bring a cup.")
    assert result.exit_code == 0, result.output
    assert "Bring a cup." in (toy / "programs" / "circle-of-friends.yaml").read_text(encoding="utf-8")
    assert run(toy, "Circle of Fiends", "cost.description=x").exit_code == 1
    assert run(toy, "../directory", "title=x").exit_code == 1
