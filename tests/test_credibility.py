"""Credible or not: one answer for lint, command and pages; the policy is read as people wrote it."""

import csv
import dataclasses
import datetime as dt
import io
import json
import re
import shlex
import shutil
import typing
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir import credibility, stamp
from peerdir.cli import app
from peerdir.credibility import (
    URGENCY,
    counts,
    evidence_of,
    expired,
    is_expired,
    owed,
    policy_fault,
    review,
    standing,
    standings,
    strength,
    summary,
    trial_ends,
    trial_over,
)
from peerdir.lint.check import lint
from peerdir.lint.folder import Run, lint_folder
from peerdir.lint.verdicts import Kept
from peerdir.policy import CRITERIA, TYPES, Asked, Policy, parse, version_of
from peerdir.reading.collection import Collection, load, read_entry
from peerdir.reading.layout import File
from peerdir.records import Evidence, Program
from peerdir.render.credibility import Review, Sheet, render, render_review
from peerdir.render.credibility.wording import WordingError, Words, decided, languages, sentences, wording
from peerdir.rule import Context
from peerdir.rules import all_rules
from tests.conftest import PROGRAM, ROOT, SAMPLE, TODAY, overlay

Write = Callable[..., Path]
GOLDEN = ROOT / "tests" / "golden" / "credibility"
POLICY = Policy(
    version="2",
    since=dt.date(2026, 2, 1),
    trial_months=6,
    earlier=("1",),
    asked={
        "training": Asked("required", "curriculum"),
        "linkage": Asked("required"),
        "outcomes": Asked("wanted", "evaluation"),
    },
)
INCLUDED = "  decision: {result: included, policy: version 2, date: 2026-03-01, by: Committee}\n"


def program(evidence: str = "", decision: str = INCLUDED, status: str = "active") -> Program:
    """Build the valid program of the tests with pieces of evidence, one a line, and a decision."""
    lines = "".join(f"    - {{issuer: Example Board, {line.strip()}}}\n" for line in evidence.strip().splitlines())
    whole = f"credibility:\n{'  evidence:' if lines else ''}\n{lines}{decision}" if lines or decision else ""
    text = overlay(PROGRAM, {"status": f"status: {status}\n", "credibility": whole})
    entry, found = read_entry(File("programs/example.yaml", "program", "example"), text.encode())
    assert entry, found
    return entry.program


def piece(kind: str, issued: str = "2025-01-01", expires: str | None = None) -> Evidence:
    return Evidence(
        criterion="training",
        type=typing.cast("typing.Any", kind),
        issuer="x",
        issued=dt.date.fromisoformat(issued),
        expires=dt.date.fromisoformat(expires) if expires else None,
    )


def test_kinds_of_evidence_are_ordered_as_in_the_schema() -> None:
    assert [strength(kind) for kind in TYPES] == [*range(10, 0, -1)]
    assert (TYPES[0], TYPES[-1]) == ("accreditation", "self-report")
    assert len(CRITERIA) == 12


@pytest.mark.parametrize(
    ("expires", "over"),
    [
        (None, False),
        ("2026-11-20", True),
        ("2026-11-21", False),
        ("2026-11-22", False),
        ("2024-12-31", False),  # before it was issued: a slip, of which another rule speaks
    ],
)
def test_evidence_has_ended_the_day_after_its_last(expires: str | None, over: bool) -> None:
    assert is_expired(piece("certificate", expires=expires), TODAY) is over


@pytest.mark.parametrize(
    ("kind", "policy", "taken"),
    [
        ("curriculum", POLICY, True),
        ("membership", POLICY, False),
        ("self-report", POLICY, False),
        ("accreditation", POLICY, True),
        ("self-report", None, True),
        ("self-report", Policy(version="1"), True),
    ],
)
def test_what_counts_is_of_a_kind_that_the_policy_takes(kind: str, policy: Policy | None, taken: bool) -> None:
    assert counts(piece(kind), policy) is taken


OLD = "criterion: training, type: certificate, issued: 2024-01-01, expires: 2026-01-01"
NEW = "criterion: training, type: certificate, issued: 2026-01-01, expires: 2028-01-01"
PLAN = "criterion: training, type: curriculum, issued: 2024-06-01"
SAID = "criterion: training, type: self-report, issued: 2026-06-01"
LINK = "criterion: linkage, type: self-report, issued: 2026-06-01"


@pytest.mark.parametrize(
    ("evidence", "state", "best"),
    [
        ("", "none", None),
        (OLD, "expired", None),
        (SAID, "weak", "self-report"),
        (f"{OLD}\n{SAID}", "weak", "self-report"),
        (PLAN, "shown", "curriculum"),
        (f"{SAID}\n{OLD}\n{PLAN}\n{NEW}", "shown", "certificate"),
        (f"{OLD}\n{PLAN}", "shown", "curriculum"),
        (LINK, "none", None),
    ],
)
def test_the_standing_of_a_criterion(evidence: str, state: str, best: str | None) -> None:
    found = standing("training", program(evidence), POLICY, TODAY)
    assert (found.state, found.best and found.best.type) == (state, best)
    assert (found.need, found.at_least) == ("required", "curriculum")


def test_pieces_stand_with_what_has_ended_last_and_the_strongest_first() -> None:
    found = standing("training", program(f"{SAID}\n{OLD}\n{PLAN}\n{NEW}"), POLICY, TODAY)
    assert [str(one.issued) for one in found.pieces] == ["2026-01-01", "2024-06-01", "2026-06-01", "2024-01-01"]


def test_all_twelve_stand_in_order_and_without_a_policy_nothing_is_asked() -> None:
    assert [one.criterion for one in standings(program(), POLICY, TODAY)] == list(CRITERIA)
    assert {one.need for one in standings(program(), None, TODAY)} == {None}


@pytest.mark.parametrize(
    ("evidence", "decision", "status", "criteria"),
    [
        (f"{PLAN}\n{LINK}", INCLUDED, "active", ()),
        (PLAN, INCLUDED, "active", ("linkage",)),
        ("", INCLUDED, "active", ("training", "linkage")),
        (f"{SAID}\n{LINK}", INCLUDED, "paused", ("training",)),
        (f"{OLD}\n{LINK}", INCLUDED, "active", ()),  # that it has ended is told by itself
        ("", INCLUDED.replace("included", "provisional"), "active", ()),
        ("", INCLUDED.replace("included", "withdrawn"), "active", ()),
        ("", "", "active", ()),
        ("", INCLUDED, "proposed", ()),
        ("", INCLUDED, "closed", ()),
    ],
)
def test_what_an_included_program_owes(evidence: str, decision: str, status: str, criteria: tuple[str, ...]) -> None:
    assert owed(program(evidence, decision, status), POLICY, TODAY) == criteria
    assert owed(program(evidence, decision, status), None, TODAY) == ()


@pytest.mark.parametrize(
    ("named", "fault"),
    [
        ("policy: version 2, ", None),
        ('policy: "2", ', None),
        ("policy: Version 2, ", None),
        ("policy: version 1, ", "older"),
        ("policy: version 3, ", "unknown"),
        ("policy: what we agreed, ", "unknown"),
        ("", "unnamed"),
    ],
)
def test_the_version_that_a_decision_names(named: str, fault: str | None) -> None:
    decision = INCLUDED.replace("policy: version 2, ", named)
    assert policy_fault(program(decision=decision), POLICY) == fault
    assert policy_fault(program(decision=decision), None) is None
    assert policy_fault(program(decision=decision, status="closed"), POLICY) is None


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2026-03-01", 6, "2026-09-01"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2026-03-01", None, None),
    ],
)
def test_the_trial_time_ends_so_many_months_after_the_decision(day: str, months: int | None, end: str | None) -> None:
    one = program(decision=f"  decision: {{result: provisional, policy: version 2, date: {day}, by: Committee}}\n")
    policy = Policy(version="2", trial_months=months)
    found = trial_ends(one, policy)
    assert found == (dt.date.fromisoformat(end) if end else None)
    if found:
        assert trial_over(one, policy, found) is None
        assert trial_over(one, policy, found + dt.timedelta(days=1)) == found
    assert trial_ends(program(), policy) is None


def test_the_summary_holds_what_is_shown_and_what_is_missing() -> None:
    evidence = f"{OLD}\n{LINK}, checked_on: 2026-07-01\ncriterion: outcomes, type: reference, issued: 2026-01-01"
    found = summary(program(evidence), POLICY, TODAY)
    assert (found.shown, found.missing) == (("linkage",), ("training",))
    assert found.strongest
    assert found.strongest.type == "self-report"
    assert found.checked_on == dt.date(2026, 7, 1)
    assert summary(program(decision=""), None, TODAY) == (None, (), (), None, None)


def test_the_most_urgent_comes_first_and_of_these_the_longest_due() -> None:
    def decided_by(version: str, result: str = "included", day: str = "2026-01-05") -> str:
        return f"  decision: {{result: {result}, policy: {version}, date: {day}, by: Committee}}\n"

    ids = {
        "a-missing": program(),
        "b-undecided": program(decision=""),
        "c-on-trial": program(decision=decided_by('"2"', "provisional")),
        "d-older": program(f"{PLAN}\n{LINK}", decided_by('"1"', day="2025-06-01")),
        "e-later": program(f"{NEW.replace('2028-01-01', '2026-11-01')}\n{LINK}"),
        "f-sooner": program(f"{OLD}\n{LINK}"),
        "g-older-still": program(f"{PLAN}\n{LINK}", decided_by('"1"', day="2025-02-01")),
        "h-closed": program(OLD, "", "closed"),
        "i-fine": program(f"{PLAN}\n{LINK}"),
    }
    programs = [called(one, name) for name, one in ids.items()]
    found = review(programs, POLICY, TODAY)
    assert [(one.kind, one.program.id) for one in found] == [
        ("expired-evidence", "f-sooner"),
        ("expired-evidence", "e-later"),
        ("old-policy", "g-older-still"),
        ("old-policy", "d-older"),
        ("trial-over", "c-on-trial"),
        ("no-decision", "b-undecided"),
        ("missing-evidence", "a-missing"),
    ]
    assert {one.kind for one in found} == set(URGENCY)
    assert [one.criteria for one in found][-3:] == [("training", "linkage")] * 3


def called(one: Program, name: str) -> Program:
    return dataclasses.replace(one, id=name)


# The policy, as people write it.

TEXT = """\
# How we choose

**Version:** 2026-01
- In use since: 2026-02-01
Trial time: 6 months

Version: is only read once.

## What we ask

| Criterion | Asked | At least | Why |
|:---|---|---|---|
| `training` | Required | curriculum | They learn first. |
| linkage | required | | |
| outcomes | wanted | evaluation | |

Version: 9

| Word | Meaning |
| --- | --- |
| trianing | not a row of ours |

| Version | In use |
| --- | --- |
| 2025-02 | 2025 |
| version 2024-01 | 2024 |
"""


def test_the_policy_is_read_out_of_its_text() -> None:
    policy, slips = parse(TEXT)
    assert slips == []
    assert policy == Policy(
        version="2026-01",
        since=dt.date(2026, 2, 1),
        trial_months=6,
        earlier=("2025-02", "2024-01"),
        asked={
            "training": Asked("required", "curriculum"),
            "linkage": Asked("required", "self-report"),
            "outcomes": Asked("wanted", "evaluation"),
        },
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("**Version:** 2026-01", "", 1, 'the line "Version: …" is missing'),
        ("2026-02-01", "last spring", 4, '"last spring" is not a day'),
        ("6 months", "half a year", 5, '"half a year" is no time'),
        ("`training`", "`trianing`", 13, 'did you mean "training"?'),
        ("Required", "needed", 13, '"needed" is not one of required, wanted'),
        ("| curriculum", "| curiculum", 13, 'did you mean "curriculum"?'),
        ("| linkage", "| training", 14, '"training" stands in the table twice'),
    ],
)
def test_what_cannot_be_understood_is_said_with_its_line(old: str, new: str, line: int, message: str) -> None:
    before = TEXT.replace("Version: is only read once.", "")
    (slip,) = parse(before.replace(old, new, 1))[1]
    assert slip.line == line
    assert message in slip.message


@pytest.mark.parametrize("text", ["", "\n", "|", "| Criterion |\n|", "# x\n\nVersion:\n", "| Criterion |\n| a |\n"])
def test_no_text_of_a_policy_breaks_the_reading(text: str) -> None:
    assert parse(text)[0] is None


@pytest.mark.parametrize("kind", ["link", "folder", "bytes"])
def test_a_policy_that_is_no_text_is_no_policy(kind: str, toy: Path) -> None:
    path = toy / "policy.md"
    path.unlink()
    if kind == "link":
        path.symlink_to(SAMPLE / "policy.md")
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"\xff\x00\x1b[31m")
    loaded = load(toy)
    assert loaded.policy is None
    assert {(one.path, one.rule) for one in loaded.diagnostics} == {
        ("policy.md", "policy-form" if kind == "bytes" else "not-a-file")
    }


def test_versions_are_compared_without_the_word() -> None:
    assert {version_of(named) for named in ("2", "version 2", "Version 2", " Version: `2` ")} == {"2"}


def test_the_sample_policy_asks_for_all_twelve_and_says_what_the_settings_say(sample: Collection) -> None:
    policy = sample.policy
    assert policy
    assert set(policy.asked) == set(CRITERIA)
    assert sum(asked.need == "required" for asked in policy.asked.values()) == 7
    assert f"Version {policy.version} of this policy, in use since {policy.since}" in sample.directory.inclusion_policy
    text = (SAMPLE / "policy.md").read_text(encoding="utf-8")
    assert "not an endorsement" in text
    named = [one.credibility.decision.policy for one in sample.programs if one.credibility and one.credibility.decision]
    assert len(named) == 5
    assert {version_of(name or "") for name in named} == {policy.version}


# Lint and the command give the same answer.


def spoken(root: Path, today: dt.date = TODAY) -> set[tuple[str, str]]:
    rules = {"evidence-expired", "decision-by-old-policy", "trial-over", "required-evidence-missing"}
    found = lint(Context(collection=load(root), today=today), all_rules())
    return {(one.rule, Path(one.path).stem) for one in found if one.rule in rules}


RULES = {
    "expired-evidence": "evidence-expired",
    "old-policy": "decision-by-old-policy",
    "trial-over": "trial-over",
    "missing-evidence": "required-evidence-missing",
}


@pytest.mark.parametrize("day", ["2026-11-21", "2027-03-01", "2028-07-01", "2031-01-01"])
def test_lint_and_review_never_disagree(day: str, toy: Path, write: Write) -> None:
    shutil.copytree(SAMPLE, toy, dirs_exist_ok=True)
    for number, text in enumerate((OLD, SAID, f"{PLAN}\n{LINK}", "")):
        for version in ("1", "2", "7"):
            for result in ("included", "provisional", "withdrawn"):
                decision = f"  decision: {{result: {result}, policy: '{version}', date: 2026-09-01, by: Committee}}\n"
                lines = "".join(f"    - {{issuer: Board, {line}}}\n" for line in text.splitlines())
                whole = f"credibility:\n{'  evidence:' if lines else ''}\n{lines}{decision}"
                write(f"x{number}-{version}-{result}", name=f"name: X {number} {version} {result}\n", credibility=whole)
    today = dt.date.fromisoformat(day)
    loaded = load(toy)
    told = {
        (RULES[one.kind], one.program.id) for one in review(loaded.programs, loaded.policy, today) if one.kind in RULES
    }
    assert spoken(toy, today) == told
    assert len(told) > 10


def test_a_change_of_the_policy_is_a_change_for_what_lint_has_kept(toy: Path, write: Write, tmp_path: Path) -> None:
    write(credibility=f"credibility:\n{INCLUDED.replace('included', 'provisional').replace('03-01', '09-01')}")
    run = Run(all_rules(), TODAY, "", 2**62)

    def found() -> list[str]:
        return [one.rule for one in lint_folder(toy, run, Kept(tmp_path / "kept.sqlite")).found]

    text = (toy / "policy.md").read_text(encoding="utf-8")
    assert (found(), found()) == ([], [])
    (toy / "policy.md").write_text(text.replace("Version: 2", "Version: 3"), encoding="utf-8")
    assert found() == ["decision-by-old-policy"]
    (toy / "policy.md").write_text(text.replace("| wanted |", "| hoped for |"), encoding="utf-8")
    assert set(found()) == {"policy-form"}
    (toy / "policy.md").unlink()
    assert found() == []


def run(root: Path, *words: str, day: str = "2026-11-21") -> Result:
    return CliRunner().invoke(app, ["credibility", *words, "-C", str(root), "--today", day])


def data(result: Result) -> typing.Any:
    return json.loads(result.stdout)


def test_a_warm_lint_sees_a_new_policy(toy: Path) -> None:
    before = stamp.look(str(toy))
    (toy / "policy.md").write_text("# Ours\n\nVersion: 3\n", encoding="utf-8")
    assert stamp.look(str(toy)) != before


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_one_program_as_it_was_looked_at(form: str, request: pytest.FixtureRequest) -> None:
    result = run(SAMPLE, "steady-ground", "--format", form)
    assert result.exit_code == 0
    golden(f"steady-ground.{form}", result.stdout, request)


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_a_review_as_it_was_looked_at(form: str, toy: Path, write: Write, request: pytest.FixtureRequest) -> None:
    write(
        credibility=f"credibility:\n  evidence:\n    - {{issuer: Example Board, title: One *star*, {OLD}}}\n{INCLUDED}"
    )
    write("zz", name="name: Later\n", contacts='contacts: [{role: public, phone: "+1-619-555-0151"}]\n')
    result = run(toy, "review", "--format", form)
    assert result.exit_code == 1
    assert "things to see to in 2 of 2 listed programs" in result.stderr
    golden(f"review.{form}", result.stdout, request)


def golden(name: str, shown: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(shown.encode())
    assert shown.encode() == path.read_bytes()


def test_nothing_to_see_to_is_said(toy: Path, write: Write) -> None:
    text = (SAMPLE / "programs" / "steady-ground.yaml").read_text(encoding="utf-8")
    write(credibility=re.findall(r"(?ms)^credibility:\n.*?(?=^\w)", text)[0])
    result = run(toy, "review")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing to see to in 1 listed programs" in result.stderr
    assert "Nothing to see to" in run(toy, "review", "--format", "markdown").stdout


def test_without_a_policy_evidence_is_shown_and_nothing_is_asked(toy: Path) -> None:
    (toy / "policy.md").unlink()
    result = run(toy, "example", "--format", "json")
    assert result.exit_code == 0
    assert "there is no policy.md" in result.stderr
    assert data(result)["policy"] is None
    assert {one["asked"] for one in data(result)["criteria"]} == {None}
    assert "there is no policy to decide by" in run(toy, "review").stdout


def test_a_slip_in_the_policy_is_said_where_it_is(toy: Path) -> None:
    text = (toy / "policy.md").read_text(encoding="utf-8")
    (toy / "policy.md").write_text(text.replace("| training |", "| trainings |"), encoding="utf-8")
    result = run(toy, "review")
    line = text[: text.index("| training |")].count("\n") + 1
    assert f'policy.md:{line}: "trainings" is not one of' in result.stderr
    assert "training" not in data(run(toy, "review", "--format", "json"))["to_do"][0]["criteria"]


def test_a_program_called_review_can_be_shown(toy: Path, write: Write) -> None:
    write("review", name="name: Review\n", contacts='contacts: [{role: public, phone: "+1-619-555-0159"}]\n')
    assert run(toy, "programs/review").stdout.startswith("Review (review)")
    assert "Nobody has decided yet" in run(toy, "review").stdout


def test_a_review_says_how_a_decision_is_written_down(toy: Path) -> None:
    said = run(toy, "review").stderr
    command = "peerdir set ID 'credibility.decision={result: included, policy: version 2, date: 2026-11-21, by: …}'"
    assert command in said
    _, _, *words = shlex.split(command)
    filled = [word.replace("ID", "example").replace("…", "Committee") for word in words]
    assert CliRunner().invoke(app, ["set", *filled, "-C", str(toy), "--today", "2026-11-21"]).exit_code == 0
    assert "a decision is written down so" not in run(toy, "review").stderr


def test_wrong_use_is_refused(toy: Path) -> None:
    for words, said in (
        (("example", "--format", "markdown"), "markdown"),
        (("review", "--format", "pdf"), "pdf"),
        (("example", "--language", "tlh"), "tlh"),
    ):
        result = run(toy, *words)
        assert result.exit_code == 2
        assert said in result.stderr
    result = run(toy, "exmaple-of-none")
    assert result.exit_code == 1
    assert 'there is no program "exmaple-of-none"' in result.stderr
    (toy / "programs" / "example.yaml").write_text("name: [\n", encoding="utf-8")
    assert "has errors; run `peerdir lint`" in run(toy, "example").stderr


def test_nothing_from_a_file_reaches_the_terminal_as_it_is() -> None:
    evil = 'Good\x1b[31m\u202e, "news"'
    found = program(OLD)
    assert found.credibility
    pieces = (dataclasses.replace(found.credibility.evidence[0], issuer=evil, title=evil, checked_by=evil),)
    found = dataclasses.replace(found, name=evil, credibility=dataclasses.replace(found.credibility, evidence=pieces))
    sheet = Sheet(program=found, policy=POLICY, today=TODAY, words=wording())
    all_of_it = Review(to_do=sheet.to_do, listed=1, policy=POLICY, today=TODAY, words=wording())
    shown = [render(sheet, form) for form in ("table", "csv")]
    shown += [render_review(all_of_it, form) for form in ("table", "csv", "markdown")]
    for width in (30, 60, 90, 140):
        shown += [render(dataclasses.replace(sheet, width=width), "table")]
        shown += [render_review(dataclasses.replace(all_of_it, width=width), "table")]
    for text in shown:
        assert "Good" in text
        assert "\x1b[31m" not in text
        assert "\u202e" not in text
    rows = list(csv.reader(io.StringIO(shown[1].removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("width", [24, 40, 60, 80, 100, 120, 200])
def test_a_terminal_of_any_width_shows_all_of_it(width: int, sample: Collection) -> None:
    found = sample.program("steady-ground")
    assert found
    sheet = Sheet(program=found, policy=sample.policy, today=TODAY, words=wording(), width=width)
    bare = re.sub("\x1b\\[[0-9;]*m", "", render(sheet, "table"))
    assert max(map(len, bare.splitlines())) <= width
    letters = re.sub(r"\s", "", bare)
    for one in evidence_of(found):
        assert str(one.issued) in letters
        assert (one.title or "").split()[0] in letters


def test_the_public_words_tell_no_name_of_whoever_looked(toy: Path, write: Write) -> None:
    write(
        credibility="credibility:\n  evidence:\n    - {issuer: Example Board, "
        f"{PLAN}, checked_on: 2026-06-01, checked_by: Rosa Secret}}\n{INCLUDED}"
    )
    told = data(run(toy, "example", "--format", "json"))["summary"]
    assert any("1 June 2026" in line for line in told)
    assert not any("Rosa" in line for line in told)
    assert told[-1] == "Being listed is not an endorsement."


@pytest.mark.parametrize("language", languages())
def test_every_word_is_there_in_every_language(language: str) -> None:
    say = wording(language)
    for code in CRITERIA:
        assert say.criterion(code)
        assert say.named([code])
    for kind in TYPES:
        assert say.kind(kind)
    for result in ("included", "provisional", "withdrawn"):
        one = program(LINK, INCLUDED.replace("included", result))
        lines = sentences(summary(one, POLICY, TODAY), say)
        assert len(lines) == 5
        assert not any("{" in line for line in lines)


def test_of_a_program_nobody_has_decided_about_the_public_is_not_told_what_is_missing() -> None:
    lines = sentences(summary(program(decision=""), POLICY, TODAY), wording())
    assert lines == [
        "We have not decided about this program yet.",
        "We have no proof on file yet.",
        "Being listed is not an endorsement.",
    ]


def test_the_words_in_spanish_are_not_those_in_english() -> None:
    one = summary(program(LINK), POLICY, TODAY)
    english, spanish = (sentences(one, wording(language)) for language in ("en", "es"))
    assert not {english[1], english[-2]} & {spanish[1], spanish[-2]}
    assert decided(summary(program(decision=""), None, TODAY), wording("es")) not in english


def test_words_that_are_missing_or_broken_are_named(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match='the words for "shown" are missing'):
        Words([{"shown": {"not": "text"}}]).say("shown")
    templates = tmp_path / "ours"
    file = templates / "text" / "credibility" / "en.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("shown: [\n", encoding="utf-8")
    with pytest.raises(WordingError, match=r"^ours/text/credibility/en\.yaml:\d+:\d+"):
        wording("en", templates)


def test_expired_names_the_place_in_the_list() -> None:
    assert [index for index, _ in expired(program(f"{LINK}\n{OLD}"), TODAY)] == [1]
    assert list(expired(program(OLD, status="closed"), TODAY)) == []
    assert credibility.age_in_days(piece("policy", "2030-01-01"), TODAY) == 0
