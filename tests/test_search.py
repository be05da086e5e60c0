"""Search: words are understood, filters combine, the index is never old, nothing raises."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from peerdir.cli import app
from peerdir.collection import Collection
from peerdir.freshness import upcoming
from peerdir.index import open_index
from peerdir.query import Answer, Query
from peerdir.records import Program
from peerdir.search import search
from tests.conftest import ROOT, SAMPLE, TODAY
from tests.test_audience import private_values

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = open_index(SAMPLE, None, TODAY)
    yield connection
    connection.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["search", "--today", "2026-11-21", *arguments])


def ids(answer: Answer) -> list[str]:
    return [result.card["id"] for result in answer.results]


def ask(index: sqlite3.Connection, text: str, **filters: list[str]) -> Answer:
    return search(index, Query(text=text, filters=filters, limit=1000))


def has(program: Program, conditions: str = "", language: str = "") -> bool:
    condition = not conditions or any(code.startswith(conditions) or code == "any" for code in program.conditions)
    return condition and (not language or any(offer.code == language for offer in program.languages))


WHOLE = [
    ("diabetes spanish", "diabetes", "es"),
    ("sugar español", "diabetes", "es"),
    ("糖尿病", "diabetes", ""),
    ("เบาหวาน", "diabetes", ""),
    ("السكري", "diabetes", ""),
    ("tiểu đường", "diabetes", ""),
    ("TIEU DUONG", "diabetes", ""),
    ("high blood pressure in spanish", "hypertension", "es"),
    ("presión alta", "hypertension", ""),
    ("stroke", "stroke", ""),
    ("depression for spanish", "depression", "es"),
]


@pytest.mark.parametrize(("text", "condition", "language"), WHOLE)
def test_words_are_understood_as_conditions_and_languages(
    index: sqlite3.Connection, sample: Collection, text: str, condition: str, language: str
) -> None:
    prefix = {"diabetes": ("diabetes", "gestational-diabetes", "prediabetes")}.get(condition, (condition,))
    expected = {p.id for p in sample.programs if p.listed and any(has(p, start, language) for start in prefix)}
    answer = ask(index, text)
    assert expected
    assert expected - set(ids(answer)) == set(), "a program that fits is missing"


def test_a_program_for_any_condition_comes_after_those_for_the_condition(
    index: sqlite3.Connection, sample: Collection
) -> None:
    found = ids(ask(index, "stroke"))
    named = [program.id for program in sample.programs if "stroke" in program.conditions and program.listed]
    assert set(found[: len(named)]) == set(named)


def test_the_name_finds_the_program_first(index: sqlite3.Connection, sample: Collection) -> None:
    for program in sample.programs:
        if program.listed:
            assert ids(ask(index, program.name))[:1] == [program.id], program.name


@pytest.mark.parametrize("text", ["chula vista", "Chula Vista diabetes", "91910", "yaounde", "Yaoundé"])
def test_places_are_found(index: sqlite3.Connection, text: str) -> None:
    answer = ask(index, text)
    assert answer.total
    assert any(part.startswith("place: ") for part in answer.understood)


def test_only_what_takes_people_is_listed_unless_asked(index: sqlite3.Connection, sample: Collection) -> None:
    listed = {program.id for program in sample.programs if program.listed}
    assert set(ids(ask(index, ""))) == listed
    historical = search(index, Query(statuses=("historical",)))
    assert set(ids(historical)) == {"puentes-san-diego", "cameroon-yaounde"}


def test_filters_combine(index: sqlite3.Connection, sample: Collection) -> None:
    answer = ask(index, "", languages=["Spanish"], day=["TU"], free=["yes"])
    expected = {
        program.id
        for program in sample.programs
        if program.listed
        and has(program, language="es")
        and any(slot.freq == "daily" or "TU" in " ".join(slot.byday) for slot in upcoming(program, TODAY).schedule)
        and program.cost
        and program.cost.free
    }
    assert set(ids(answer)) == expected
    assert expected


def test_a_filter_nobody_knows_is_named(index: sqlite3.Connection) -> None:
    answer = ask(index, "", languages=["Klingon"])
    assert (answer.total, answer.unknown) == (0, ("languages: Klingon",))


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(max_size=60) | st.sampled_from(['"', "' OR 1=1", "*", "NEAR(", "a AND b", "name:x", "^", "糖" * 50])
)
def test_any_query_is_answered(index: sqlite3.Connection, text: str) -> None:
    ask(index, text)


def test_the_table_tells_who_where_when_languages_phone_and_last_check() -> None:
    result = run("-C", str(SAMPLE), "camina", "conmigo")
    header, row = result.stdout.splitlines()[:2]
    assert header.split() == ["Program", "Where", "When", "Languages", "Phone", "Last", "checked", "Id"]
    for part in ("Camina Conmigo", "Chula Vista", "1st & 3rd Tue", "Spanish", "+1-619-555-0101", "2026-10-14"):
        assert part in row
    assert "\x1b" not in result.stdout


def test_stale_paused_and_waitlist_are_marked() -> None:
    assert "(paused, full)" in run("-C", str(SAMPLE), "hep c buddies").stdout
    assert "(waitlist)" in run("-C", str(SAMPLE), "quiet harbor").stdout
    later = CliRunner().invoke(app, ["search", "-C", str(SAMPLE), "--today", "2028-01-01", "camina conmigo"])
    assert "2026-10-14 call first" in later.stdout


def test_json_has_the_promised_shape() -> None:
    found = json.loads(run("-C", str(SAMPLE), "diabetes", "spanish", "--format", "json").stdout)
    assert found.keys() == {"query", "total", "results", "facets"}
    assert found["total"] == len(found["results"]) > 3
    assert {"id", "name", "score", "distance_km", "why"} <= found["results"][0].keys()
    assert "language: Spanish" in found["results"][0]["why"]


def test_exit_codes_and_messages() -> None:
    nothing = run("-C", str(SAMPLE), "xyzzy")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert "Nothing found" in nothing.stderr
    assert "988 Suicide & Crisis Lifeline 988" in nothing.stderr
    assert run("-C", str(SAMPLE), "--day", "someday").exit_code == 2
    assert run("-C", str(SAMPLE), "--format", "pdf").exit_code == 2
    assert run("-C", str(SAMPLE), "--limit", "2", "spanish").stderr.count("The best 2 of") == 1


def test_a_changed_file_is_found_by_the_next_query(toy: Path, write: Write) -> None:
    assert run("-C", str(toy), "zebra").exit_code == 1
    write(name="name: Zebra Circle\n")
    assert run("-C", str(toy), "zebra").exit_code == 0
    (toy / "programs" / "example.yaml").unlink()
    assert run("-C", str(toy), "zebra").exit_code == 1


@pytest.mark.parametrize("damage", ["garbage", "torn", "empty", "folder", "read-only"])
def test_a_broken_or_unwritable_cache_gives_the_same_answer(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("PEERDIR_CACHE", str(cache))
    right = run("-C", str(SAMPLE), "stroke").stdout
    (stored,) = cache.glob("*.sqlite")
    match damage:
        case "garbage":
            stored.write_bytes(b"SQLite format 3\0" + os.urandom(4096))
        case "torn":
            whole = stored.read_bytes()
            stored.write_bytes(whole[: len(whole) // 3] + bytes(len(whole) - len(whole) // 3))
        case "empty":
            stored.write_bytes(b"")
        case "folder":
            stored.unlink()
            stored.mkdir()
        case "read-only":
            monkeypatch.setenv("PEERDIR_CACHE", "/proc/nowhere")
    again = run("-C", str(SAMPLE), "stroke")
    assert (again.exit_code, again.stdout) == (0, right)


def test_contacts_for_staff_are_not_in_the_index(index: sqlite3.Connection, sample: Collection) -> None:
    private = {value for program in sample.programs for value in private_values(program)}
    dump = "\n".join(index.iterdump())
    assert len(private) > 40
    assert [value for value in private if value in dump] == []


def test_a_search_imports_only_what_it_needs(tmp_path: Path) -> None:
    """Start-up is a feature: with an index at hand no parser, validator or template engine is loaded."""
    code = (
        "import sys; sys.argv = ['peerdir', 'search', '-C', sys.argv[1], 'stroke']\n"
        "from peerdir.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    environment = {**os.environ, "PEERDIR_CACHE": str(tmp_path)}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code, str(SAMPLE)],
            env=environment,
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=True,
        )
    loaded = set(done.stderr.split())
    assert "typer" in loaded
    heavy = {
        "ruamel.yaml",
        "_ruamel_yaml",
        "jsonschema",
        "jsonschema_rs",
        "jinja2",
        "typst",
        "rich",
        "rich.table",
        "pydantic",
    }
    assert loaded & heavy == set()


def test_a_daily_meeting_is_found_on_every_day(toy: Path, write: Write) -> None:
    write(schedule='schedule: [{location: room, freq: daily, start: "18:00"}]\n')
    for day in ("mon", "sun"):
        assert run("-C", str(toy), "--day", day).exit_code == 0


def test_a_series_that_is_over_is_neither_found_nor_shown(toy: Path, write: Write) -> None:
    write(
        schedule="schedule:\n"
        '  - {location: room, freq: weekly, byday: [TU], start: "18:00", until: 2026-11-24}\n'
        '  - {location: room, freq: weekly, byday: [FR], start: "10:00"}\n'
    )
    for today, code in (("2026-11-24", 0), ("2026-11-25", 1), ("2026-11-23", 0)):
        result = CliRunner().invoke(app, ["search", "-C", str(toy), "--today", today, "--day", "tue"])
        assert result.exit_code == code, today
    later = CliRunner().invoke(app, ["search", "-C", str(toy), "--today", "2026-11-25"])
    assert "Fri 10 am" in later.stdout
    assert "Tue" not in later.stdout


def test_a_filter_takes_programs_for_any_condition_too(toy: Path, write: Write) -> None:
    write(conditions="conditions: [any]\n")
    assert run("-C", str(toy), "--condition", "stroke").exit_code == 0
    assert run("-C", str(toy), "stroke").exit_code == 0


def test_singular_and_plural_are_one_word(index: sqlite3.Connection) -> None:
    for one, many in (("refugee", "refugees"), ("veteran", "veterans"), ("heart disease", "heart diseases")):
        assert set(ids(ask(index, one))) == set(ids(ask(index, many))) != set()


def test_facets_count_what_was_found() -> None:
    found = json.loads(run("-C", str(SAMPLE), "stroke", "--format", "json").stdout)
    assert found["facets"]["conditions"]["stroke"] <= found["total"]
    assert sum(found["facets"]["status"].values()) == found["total"]


def test_unknown_values_of_filters_are_named() -> None:
    for option, value in (("--status", "activ"), ("--organization", "nobody")):
        assert f"Nothing is known for {option[2:]}: {value}" in run("-C", str(SAMPLE), option, value).stderr


def test_what_is_published_nowhere_is_not_found(toy: Path, write: Write) -> None:
    write(publish="publish: {web: false, print: false, feed: false, reason: They asked us}\n")
    assert run("-C", str(toy), "example").exit_code == 1


@pytest.mark.parametrize("text", ["domestic violence", "violencia doméstica", "家暴"])
def test_violence_at_home_is_found_by_its_name(index: sqlite3.Connection, text: str) -> None:
    assert "quiet-harbor" in ids(ask(index, text))[:3]
