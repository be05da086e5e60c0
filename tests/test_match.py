"""Matching: every candidate with what fits, what does not and what to ask; and nothing about the person is kept."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from peerdir.cards import columns
from peerdir.cli import app
from peerdir.cli import match as command
from peerdir.render import matches
from peerdir.render.results import Look
from tests.conftest import SAMPLE, TODAY

Write = Callable[..., Path]
DAY = ("--today", "2026-11-21")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["match", "-C", str(root), *DAY, *arguments])


def judged(root: Path, *arguments: str) -> Mapping[str, Any]:
    """The candidates by id, in their order."""
    result = run(root, *arguments, "--format", "json")
    return {one["id"]: one for one in json.loads(result.stdout)["candidates"]}


def one(root: Path, *arguments: str) -> Any:
    """The only candidate of a directory with one program."""
    (found,) = judged(root, "--condition", "diabetes-type-2", *arguments).values()
    return found


LIMITS = "eligibility: {minimum_age: 1, maximum_age: 12.9}"


@pytest.mark.parametrize(
    ("eligibility", "age", "where", "text"),
    [
        (LIMITS, "12", "fits", "ages 1 to 12.9"),
        (LIMITS, "1", "fits", "ages 1 to 12.9"),
        (LIMITS, "13", "against", "age 13; it is for ages 1 to 12.9"),
        (LIMITS, "0.5", "against", "age 0.5; it is for ages 1 to 12.9"),
        ("eligibility: {maximum_age: 25}", "25.5", "fits", "up to age 25"),
        ("eligibility: {minimum_age: 18}", "17.9", "against", "age 17.9; it is for ages 18 and over"),
        ("eligibility: {residency: Here}", "50", "ask", "Age 50? The entry does not say"),
        ("", "50", "ask", "Age 50? The entry does not say"),
    ],
)
def test_age_is_judged_by_the_limits(
    eligibility: str, age: str, where: str, text: str, toy: Path, write: Write
) -> None:
    write(eligibility=eligibility)
    assert text in one(toy, "--age", age)[where]


def test_without_an_age_the_limits_are_a_question(toy: Path, write: Write) -> None:
    write(eligibility=LIMITS)
    assert "Age? Ages 1 to 12.9" in one(toy)["ask"]
    write(eligibility="")
    assert not any("Age" in text for text in one(toy)["ask"])


@pytest.mark.parametrize(
    ("option", "where", "text"),
    [
        ("--referral", "fits", "has a referral"),
        ("--no-referral", "against", "it asks for a referral"),
        ("", "ask", "It asks for a referral"),
        ("--diagnosis", "fits", "has a diagnosis"),
        ("--no-diagnosis", "against", "it asks for a diagnosis"),
        ("", "ask", "It asks for a diagnosis"),
    ],
)
def test_what_a_program_asks_for_is_compared_or_asked(
    option: str, where: str, text: str, toy: Path, write: Write
) -> None:
    write(eligibility="eligibility: {referral_required: true, diagnosis_required: true}")
    assert text in one(toy, *([option] if option else []))[where]
    write(eligibility="eligibility: {referral_required: false, diagnosis_required: false}")
    assert text not in one(toy, *([option] if option else []))[where]


def test_what_entries_say_in_words_is_asked_and_never_decided(toy: Path, write: Write) -> None:
    write(eligibility="eligibility: {residency: Chula Vista only, excludes: [Couples who come together., Under 18]}")
    found = one(toy, "--age", "15")
    for text in ("Lives there? Chula Vista only", "Not for: Couples who come together.", "Not for: Under 18"):
        assert text in found["ask"]
    assert found["against"] == []


@pytest.mark.parametrize(
    ("fields", "option", "where", "text"),
    [
        ({"languages": "languages: [{code: es}]"}, ("--language", "Spanish"), "fits", "language: Spanish"),
        ({"languages": "languages: [{code: es}]"}, ("--language", "Thai"), "against", "not in Thai"),
        (
            {"languages": "languages: [{code: en}, {code: th, level: interpreter}]"},
            ("--language", "th"),
            "ask",
            "There is an interpreter for: Thai. Ask early",
        ),
        ({"needs": "needs: [food]"}, ("--need", "food"), "fits", "help with: food"),
        ({"needs": "needs: [food]"}, ("--need", "housing"), "ask", "help with: housing? The entry does not say"),
        ({}, ("--day", "tue"), "fits", "day: Tuesday"),
        ({}, ("--day", "wed"), "against", "does not meet on Wednesday"),
        (
            {"schedule": "schedule: [{location: room, by_appointment: true}]"},
            ("--day", "wed"),
            "ask",
            "day: Wednesday? It has no fixed day",
        ),
        ({}, ("--free",), "fits", "free"),
        ({"cost": "cost: {free: false, description: Five dollars}"}, ("--free",), "against", "there is a cost"),
        ({}, ("--modality", "group"), "fits", "how: group"),
        ({}, ("--modality", "phone"), "against", "not offered: phone"),
        ({}, ("--organization", "nobody"), "against", "not run by nobody"),
        ({}, ("--accessibility", "wheelchair"), "ask", "access: wheelchair? The entry does not say"),
        ({"conditions": "conditions: [any]"}, (), "fits", "condition: any"),
        ({}, (), "fits", "condition: diabetes-type-2"),
        ({}, ("--has-room",), "ask", "Is there room? Nobody has asked lately"),
        ({"status": "status: paused"}, (), "against", "it is paused"),
        (
            {"verification": "verification: {verified_on: 2025-01-01, verified_by: desk, method: phone}"},
            (),
            "ask",
            "Is all of this still right? Nobody has checked for a long time",
        ),
    ],
)
@pytest.mark.sampled(8)
def test_every_wish_fits_or_does_not_or_must_be_asked(
    fields: dict[str, str], option: tuple[str, ...], where: str, text: str, toy: Path, write: Write
) -> None:
    write(**fields)
    assert text in one(toy, *option)[where]


ROOM = "capacity: {{status: {}, as_of: 2026-11-{}}}"


@pytest.mark.parametrize(
    ("status", "day", "option", "where", "text"),
    [
        ("capacity", "10", (), "fits", "had room on 2026-11-10"),
        ("no-capacity", "10", (), "against", "is full, said on 2026-11-10"),
        ("waitlist", "10", (), "ask", "Is there room? It has a waitlist, said on 2026-11-10"),
        ("waitlist", "10", ("--has-room",), "against", "has a waitlist, said on 2026-11-10"),
    ],
)
def test_room_is_judged_while_the_answer_is_young(
    status: str, day: str, option: tuple[str, ...], where: str, text: str, toy: Path, write: Write
) -> None:
    path = write()
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("  escalation", f"  {ROOM.format(status, day)}\n  escalation"), encoding="utf-8")
    assert text in one(toy, *option)[where]
    later = ["match", "-C", str(toy), "--today", "2026-12-31", "--condition", "diabetes-type-2", "--format", "json"]
    (old,) = json.loads(CliRunner().invoke(app, later).stdout)["candidates"]
    assert "2026-11-10" not in " ".join((*old["fits"], *old["against"], *old["ask"]))


def test_for_whom_it_is(toy: Path, write: Write) -> None:
    """A group in the record decides only where the record says nothing in words."""
    write(populations="populations: [women, refugees]")
    assert "it is for: Women, Refugees and asylum seekers" in one(toy, "--population", "men")["against"]
    assert "for: women" in one(toy, "--population", "women")["fits"]
    assert "It is for: Women, Refugees and asylum seekers" in one(toy, "--population", "women")["ask"]
    assert "It is for: Women, Refugees and asylum seekers" in one(toy)["ask"]
    write(populations="populations: [women]", eligibility="eligibility: {description: People of any gender.}")
    found = one(toy, "--population", "men")
    assert found["against"] == []
    assert "It is for: Women. It says: People of any gender." in found["ask"]
    write(populations="populations: [women, adults]")
    assert "it is for: Women, Adults" in one(toy, "--population", "men")["against"]
    write(populations="populations: [adults, caregivers]")
    assert not any("It is for" in text for text in one(toy, "--population", "veterans")["ask"])
    write(populations="populations: [any]")
    assert "for: veterans" in one(toy, "--population", "veterans")["fits"]


def test_what_does_not_fit_stands_below_with_its_reason(toy: Path, write: Write) -> None:
    write("fits", name="name: Fits Well", eligibility="eligibility: {minimum_age: 18}")
    write("young", name="name: Too Young", eligibility="eligibility: {maximum_age: 17}")
    write("unsaid", name="name: Unsaid")
    (toy / "programs" / "example.yaml").unlink()
    assert list(judged(toy, "--condition", "diabetes-type-2", "--age", "40")) == ["fits", "unsaid", "young"]
    lines = run(toy, "--condition", "diabetes-type-2", "--age", "40").stdout.splitlines()
    assert (
        lines.index(matches.FITS)
        < lines.index("2. Unsaid")
        < lines.index(matches.AGAINST)
        < lines.index("3. Too Young")
    )
    assert "   Against: age 40; it is for up to age 17" in lines


def test_equal_fits_are_ranked_by_freshness(toy: Path, write: Write) -> None:
    for name, day in (("a", "2026-01-05"), ("b", "2026-10-05"), ("c", "2025-01-05")):
        write(
            name,
            name=f"name: Circle {name}",
            verification=f"verification: {{verified_on: {day}, verified_by: x, method: phone}}",
        )
    (toy / "programs" / "example.yaml").unlink()
    assert list(judged(toy, "--condition", "diabetes-type-2")) == ["b", "a", "c"]


def test_a_better_fit_comes_before_a_fresher_entry(toy: Path, write: Write) -> None:
    old = "verification: {verified_on: 2026-01-05, verified_by: x, method: phone}"
    write("drives", name="name: Drives People", needs="needs: [transport]", verification=old)
    (toy / "programs" / "example.yaml").rename(toy / "programs" / "fresh.yaml")
    assert list(judged(toy, "--condition", "diabetes-type-2")) == ["fresh", "drives"]
    assert list(judged(toy, "--condition", "diabetes-type-2", "--need", "transport")) == ["drives", "fresh"]


def test_exit_codes(toy: Path, write: Write) -> None:
    write(eligibility="eligibility: {minimum_age: 18}")
    assert run(toy, "--condition", "diabetes-type-2", "--age", "20").exit_code == 0
    below = run(toy, "--condition", "diabetes-type-2", "--age", "10")
    assert (below.exit_code, "0 of 1 fit" in below.stderr) == (1, True)
    nobody = run(toy, "--condition", "asthma")
    assert (nobody.exit_code, nobody.stdout) == (1, "")
    assert "988" in nobody.stderr
    assert "Nothing is known for needs: xyzzy" in run(toy, "--condition", "diabetes-type-2", "--need", "xyzzy").stderr
    for wrong in (("--age", "-1"), ("--age", "old"), ("--within", "5km"), ("--day", "x"), ("--format", "csv")):
        assert run(toy, *wrong).exit_code == 2, wrong


def test_words_find_candidates_and_explain_says_why(toy: Path) -> None:
    (found,) = json.loads(run(toy, "sugar", "--explain", "--format", "json").stdout)["candidates"]
    assert "nothing against it" in found["rank"]
    assert "last checked on 2026-05-01" in found["rank"]
    assert "   Why here: nothing against it; " in run(toy, "sugar", "--explain").stdout
    assert "Why here" not in run(toy, "sugar").stdout


def test_wishes_in_words_are_judged_and_leave_nobody_out(toy: Path) -> None:
    (found,) = judged(toy, "sugar in Thai on wednesday").values()
    assert {"not in Thai", "does not meet on Wednesday"} <= set(found["against"])
    (found,) = judged(toy, "sugar in English on tuesday").values()
    assert {"language: English", "day: Tuesday"} <= set(found["fits"])
    (found,) = judged(toy, "sugar tuesday evening").values()
    assert "day: tuesday evening" in found["fits"]
    (found,) = judged(toy, "sugar tuesday morning").values()
    assert "does not meet on tuesday morning" in found["against"]
    (found,) = judged(toy, "sugar online").values()
    assert any(text.startswith("not offered: ") for text in found["against"])
    said = run(toy, "sugar tuesday morning in Thai").stderr
    assert "language: Thai" in said
    assert "day: tuesday morning" in said


ADDRESS = "name: Example Hall, address: {city: San Diego, postal_code: '92101', country: US}"


@pytest.mark.parametrize(
    ("place", "within", "phone", "where", "text"),
    [
        ("92101", "5km", False, "fits", "near enough"),
        ("10001", "5km", False, "against", "too far away"),
        ("10001", "5km", True, "fits", "reached by phone"),
        ("91910", "5km", False, "against", "too far away"),
        ("91910", "20km", False, "fits", "near enough"),
    ],
)
def test_the_way_is_judged_from_the_place(
    place: str, within: str, phone: bool, where: str, text: str, toy: Path, write: Write
) -> None:
    modalities = "modalities: [group, phone]" if phone else "modalities: [group]"
    write(locations=f"locations:\n  - {{key: room, type: physical, {ADDRESS}}}", modalities=modalities)
    found = one(toy, "--near", place, "--within", within)
    assert text in found[where]
    assert found["distance_km"] is not None


def test_a_place_nobody_knows_is_named_with_what_is_near(toy: Path) -> None:
    result = run(toy, "sugar", "--near", "Atlantiss")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Atlantiss" in result.stderr
    assert "did you mean" in result.stderr


def test_without_words_or_condition_one_wish_makes_a_candidate(toy: Path, write: Write) -> None:
    write("thai", name="name: Thai Circle", languages="languages: [{code: th}]")
    assert list(judged(toy, "--language", "th")) == ["thai"]
    assert list(judged(toy, "--language", "th", "--day", "tue")) == ["thai", "example"]
    assert set(judged(toy)) == {"thai", "example"}


@pytest.mark.parametrize("width", [40, 80, 100, 140, None])
@pytest.mark.parametrize("form", matches.FORMATS)
@pytest.mark.sampled(5)
def test_every_format_fits_its_width_and_keeps_numbers_whole(
    form: str, width: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "look", lambda *_: Look(TODAY, width=width))
    result = run(SAMPLE, "--condition", "diabetes-type-2", "--age", "60", "--format", form, "--explain")
    assert result.exit_code == 0
    if width and form != "json":
        assert [line for line in result.stdout.splitlines() if columns.width(line) > width] == []
    assert "+1-619-555-0101" in result.stdout


def test_limit_cuts_what_is_shown_and_says_so(toy: Path, write: Write) -> None:
    write("other", name="name: Other")
    result = run(toy, "--condition", "diabetes-type-2", "--limit", "1")
    assert "2." not in result.stdout
    assert "The best 1 of 2; --limit 2 shows all." in result.stderr
    assert "2 of 2 fit" in result.stderr


def test_formats_are_those_the_command_names() -> None:
    assert tuple(command.FORMATS.split("|")) == matches.FORMATS


WRITES = """\
import json, os, sys
opened = []
def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if isinstance(path, (str, bytes)) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND):
            opened.append(os.fsdecode(path))
    elif event in ("os.rename", "os.mkdir", "os.remove", "socket.connect", "subprocess.Popen", "os.system"):
        opened.append(f"{event} {arguments}")
sys.addaudithook(watch)
sys.argv = ["peerdir", "match", "-C", *sys.argv[1:]]
from peerdir.__main__ import run
try:
    run()
except SystemExit as end:
    print(json.dumps([end.code, opened]), file=sys.stderr)
"""


def test_nothing_about_the_person_is_written_anywhere(keeping: Path, tmp_path: Path) -> None:
    """Not even where the settings ask to keep the words of searches: a process that opens nothing for writing."""
    cache, work = tmp_path / "cache", tmp_path / "work"
    work.mkdir()
    environment = {**os.environ, "PEERDIR_CACHE": str(cache), "HOME": str(work), "PYTHONDONTWRITEBYTECODE": "1"}
    secret = ["xylosecret", "--condition", "diabetes-type-2", "--age", "43", "--near", "92101", "--population", "women"]

    def call() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", WRITES, str(keeping), *DAY, *secret]
        return subprocess.run(command, capture_output=True, text=True, cwd=work, env=environment, check=False)

    # An index of files that were written just now is made once more; nobody is in such a hurry here.
    time.sleep(2.1)
    first = call()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert not any(word in raw for raw in before.values() for word in (b"xylosecret", b'"43"'))
    assert [path.suffix for path in cache.iterdir()] == [".sqlite"]
    second = call()
    assert first.stdout == second.stdout
    assert json.loads(second.stderr.splitlines()[-1]) == [1, []]
    assert json.loads(first.stderr.splitlines()[-1])[1] != [], "the watcher sees the index being made"
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_same_words_in_a_search_are_kept(keeping: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above would be worth nothing if the settings did not ask for it."""
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path / "cache"))
    CliRunner().invoke(app, ["search", "-C", str(keeping), *DAY, "xylosecret"])
    assert any(b"xylosecret" in path.read_bytes() for path in (tmp_path / "cache").iterdir())


@pytest.fixture
def keeping(toy: Path) -> Path:
    """A directory whose settings ask to keep the words of searches that find nothing."""
    settings = toy / "directory.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "keep_unanswered_searches: true\n", encoding="utf-8")
    return toy
