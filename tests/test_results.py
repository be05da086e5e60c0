"""Results: every format and width; numbers stay whole, text is read the right way, cells stay text."""

import csv
import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from peerdir import searching
from peerdir.cards import columns
from peerdir.cli import app
from peerdir.cli import search as command
from peerdir.query import Answer, Query
from peerdir.query import Result as Found
from peerdir.render.results import FORMATS, Look, render
from tests.conftest import ROOT, SAMPLE, TODAY

GOLDEN = Path(__file__).parent / "golden" / "results"
DAY = ("--today", "2026-11-21")
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
BOLD = re.compile("\x1b\\[[0-9]*m")
PHONES = ("+1-619-555-0101", "+1-619-555-0105", "+237 6 99 55 01 11", "+1-760-555-0106")


def card(id_: str, name: str, **fields: Any) -> Mapping[str, Any]:
    """What the index holds of a program; only what a test is about is given."""
    return {
        "id": id_,
        "name": name,
        "summary": "Neighbors who help each other.",
        "status": "active",
        "where": ["San Diego"],
        "when": ["Tuesdays, 6–7:30 pm"],
        "brief": ["Tue 6–7:30 pm"],
        "languages": ["English"],
        "phone": None,
        "email": None,
        "url": None,
        "free": True,
        "capacity": None,
        "capacity_as_of": None,
        "verified_on": "2026-10-14",
        "due_on": "2027-10-14",
    } | fields


ANSWER = Answer(
    results=(
        Found(
            card=card(
                "camina-conmigo",
                "Camina Conmigo",
                summary="Caminamos y cocinamos juntos; lo que dice el médico, dicho en español.",
                where=["Chula Vista", "South Bay", "Online"],
                when=["1st and 3rd Tuesday of the month, 6–7:30 pm", "Saturdays, 8–9 am"],
                brief=["1st & 3rd Tue 6–7:30 pm", "Sat 8–9 am"],
                languages=["Spanish", "English", "Vietnamese", "Tagalog"],
                phone=PHONES[0],
                email="hello@example.org",
                capacity="waitlist",
                capacity_as_of="2026-11-09",
            ),
            score=12.5,
            why=("condition: Type 2 diabetes", "language: Spanish"),
            distance_km=3.24,
        ),
        Found(
            card=card(
                "noor",
                "دائرة نور للنساء",
                summary=f"نساء يخطن معا ويتحدثن. اتصلي على {PHONES[1]} قبل الزيارة.",
                where=["الكاجون"],
                languages=["Arabic", "English"],
                phone=PHONES[1],
                status="paused",
            ),
            score=8.0,
            why=("language: Arabic",),
            reach="phone",
        ),
        Found(
            card=card(
                "yaounde",
                "糖尿病互助会与每周三晚上的邻里散步小组",
                where=["Yaoundé"],
                brief=[],
                when=[],
                languages=["Chinese (Mandarin)", "French"],
                phone=PHONES[2],
                free=None,
                verified_on="2025-01-02",
                due_on="2026-01-02",
            ),
            score=5.0,
            why=("words: 糖尿病",),
            distance_km=120.4,
        ),
        Found(
            card=card("walkers", '=HYPERLINK("x"), walkers', email="walkers@chiangmai.example.org", verified_on=None),
            score=1.0,
            why=(),
            distance_km=13_000.0,
        ),
        Found(
            card=card("second-wind", "Second Wind Stroke Club", phone=PHONES[3], url="https://www.example.org/a,b"),
            score=1.0,
            why=(),
            reach="serves the area",
        ),
    ),
    total=5,
    understood=("condition: Type 2 diabetes", "language: Spanish"),
    place="Chula Vista, CA",
    facets={"conditions": {"stroke": 1, "diabetes-type-2": 3}, "day": {"TU": 2}},
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """The command as it is, on results that never change; the queries that reached the index."""
    queries: list[Query] = []

    def answer(query: Query, *_: object) -> Answer:
        queries.append(query)
        return ANSWER

    monkeypatch.setattr(searching, "answer", answer)
    return queries


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["search", "-C", str(SAMPLE), *DAY, *arguments])


def on_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    def look(today: str) -> Look:
        return Look(dt.date.fromisoformat(today), width=width, bold=True)

    monkeypatch.setattr(command, "look", look)


SHOWN = [
    *((form, width) for form in ("table", "cards") for width in (40, 60, 80, 120, None)),
    *((form, None) for form in ("csv", "json", "ids")),
]


@pytest.mark.parametrize(("form", "width"), SHOWN)
@pytest.mark.usefixtures("asked")
def test_golden(form: str, width: int | None, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """What each format looks like; look at the difference before you commit a new one."""
    if width:
        on_terminal(monkeypatch, width)
    said = run("diabetes spanish", "--near", "Chula Vista", "--format", form).stdout
    golden = GOLDEN / (f"{form}-{width}.txt" if width else f"{form}.txt")
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(said.encode())
    assert said == golden.read_bytes().decode()


@pytest.mark.parametrize("form", ["table", "cards"])
@pytest.mark.parametrize("width", [*range(24, 60, 3), *range(60, 200, 7)])
def test_every_width_keeps_phone_numbers_whole_and_itself(form: str, width: int) -> None:
    text = render(ANSWER, Query(near="Chula Vista"), form, Look(TODAY, width=width, bold=True))
    lines = [BOLD.sub("", line).translate(ISOLATES) for line in text.splitlines()]
    assert [line for line in lines if columns.width(line) > width] == []
    for phone in PHONES:
        assert any(phone in line for line in lines), phone


@pytest.mark.parametrize("width", [40, 80, 120, None])
@pytest.mark.parametrize("form", ["table", "cards"])
def test_a_phone_number_beside_arabic_letters_is_closed_off(form: str, width: int | None) -> None:
    """Without it a terminal shows 5010-555-916-1+."""
    text = BOLD.sub("", render(ANSWER, Query(), form, Look(TODAY, width=width)))
    arabic = [line for line in text.splitlines() if columns.is_right_to_left(line)]
    assert arabic
    for line in arabic:
        assert PHONES[1] not in line.replace(f"\u2066{PHONES[1]}\u2069", "")
    closed = [line for line in arabic if f"\u2066{PHONES[1]}\u2069" in line]
    assert closed or (form, width) == ("table", 40), "a list for a phone has the number on a line of its own"
    others = [line for line in text.splitlines() if not columns.is_right_to_left(line)]
    assert not any("\u2066" in line or "\u2068" in line for line in others)


@pytest.mark.parametrize("form", ["csv", "json", "ids"])
def test_what_is_for_programs_has_no_direction_signs_and_no_colour(form: str) -> None:
    text = render(ANSWER, Query(), form, Look(TODAY, width=80, bold=True))
    assert text == text.translate(ISOLATES) == BOLD.sub("", text)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


@pytest.mark.usefixtures("asked")
def test_csv_is_what_rfc_4180_and_excel_expect() -> None:
    raw = run("--format", "csv").stdout_bytes
    assert raw.startswith(b"\xef\xbb\xbfid,name,")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 1 + len(ANSWER.results)
    found = rows(raw.decode())
    assert [row["id"] for row in found] == [result.card["id"] for result in ANSWER.results]
    assert found[0]["phone"] == "tel:+1-619-555-0101"
    assert found[3]["name"] == """'=HYPERLINK("x"), walkers"""
    assert found[4]["url"] == "https://www.example.org/a,b"
    assert [row["call first"] for row in found] == ["no", "no", "yes", "yes", "no"]


@given(st.text(min_size=1, max_size=20) | st.builds("{}{}".format, st.sampled_from("=+-@\t\r"), st.text(max_size=5)))
def test_no_cell_is_a_formula_for_a_spreadsheet(text: str) -> None:
    result = Found(card=card("x", text, summary=text, phone="+1-619-555-0101"), score=1.0, why=(text,))
    (row,) = rows(render(Answer(results=(result,), total=1), Query(), "csv", Look(TODAY)))
    assert [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@given(st.text(alphabet="ab 糖尿病دائرة เบา\u0301-+15(), ", max_size=80), st.integers(2, 30))
def test_wrapping_loses_nothing_and_keeps_within_its_width(text: str, wide: int) -> None:
    lines = columns.wrap(text, wide)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns.width(line) <= wide for line in lines)
    begins = {word[0] for word in text.split()}
    assert [line for line in lines if unicodedata.combining(line[0]) and line[0] not in begins] == []


@pytest.mark.usefixtures("asked")
def test_results_are_numbered_and_marked() -> None:
    lines = run("x").stdout.splitlines()[1:]
    assert [line.split(" ")[0] for line in lines] == ["1.", "2.", "3.", "4.", "5."]
    for line, marks in zip(
        lines,
        [
            ("(waitlist)", "3.2 km"),
            ("(paused)", "by phone"),
            ("2025-01-02 call first", "120 km"),
            ("never",),
            ("serves",),
        ],
        strict=True,
    ):
        for mark in marks:
            assert mark in line


@pytest.mark.usefixtures("asked")
def test_a_table_without_the_day_of_the_last_check_says_to_call_first(monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch, 80)
    shown = " ".join(BOLD.sub("", run("x").stdout).split())
    assert "Last checked" not in shown
    assert shown.count("(call") == 2


@pytest.mark.parametrize("form", ["table", "cards"])
def test_distances_come_in_the_unit_of_the_answer(form: str) -> None:
    in_miles = Answer(results=ANSWER.results, total=5, miles=True)
    for answer, shown in ((in_miles, ("2 mi", "75 mi", "8,078 mi")), (ANSWER, ("3.2 km", "120 km", "13,000 km"))):
        text = render(answer, Query(near="Chula Vista"), form, Look(TODAY))
        assert [far for far in shown if far not in text] == []
        assert ("km" in text) != answer.miles


@pytest.mark.parametrize(
    ("country", "within", "km", "shown"),
    [
        ("US", "10", 16.09, "10 mi"),
        ("US", "16km", 16, "16 km"),
        ("US", "10mi", 16.09, "10 mi"),
        ("US", None, None, "16 mi"),
        ("CA", "10", 10, "10 km"),
        ("CA", "10 miles", 16.09, "10 mi"),
        ("CA", None, None, "25 km"),
    ],
)
def test_a_distance_without_a_unit_is_in_that_of_the_country(
    tmp_path: Path, country: str, within: str | None, km: float | None, shown: str
) -> None:
    shutil.copytree(SAMPLE, tmp_path, dirs_exist_ok=True)
    settings = tmp_path / "directory.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("country: US", f"country: {country}"), "utf-8")
    asked = ["--near", "92101, US", *(["--within", within] if within else [])]
    found = CliRunner().invoke(app, ["search", "-C", str(tmp_path), *DAY, "--format", "json", *asked])
    query = json.loads(found.stdout)["query"]
    assert query["within_km"] == km
    assert query["understood"] == [f"within {shown} of 92101, US"]
    said = CliRunner().invoke(app, ["search", "-C", str(tmp_path), *DAY, "--near", "92101, US"]).stdout
    assert (" mi " in said, " km " in said) == (country == "US", country != "US")


def test_options_become_a_query(asked: list[Query]) -> None:
    run(
        "sugar", "now", "--near", "92101", "--within", "10mi", "--day", "tuesday", "--day", "SU", "--free",
        "--has-room", "--need", "food", "--accessibility", "wheelchair", "--limit", "3",
    )  # fmt: skip
    (query,) = asked
    assert (query.text, query.near, query.limit) == ("sugar now", "92101", 3)
    assert query.within_km == pytest.approx(16.09, abs=0.01)
    assert query.room_since == dt.date(2026, 10, 22)
    assert query.filters == {
        "needs": ("food",),
        "accessibility": ("wheelchair",),
        "day": ("TU", "SU"),
        "free": ("yes",),
    }


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--within", "20km"), "--near PLACE"),
        (("--near", "x", "--within", "far"), "20km or 10mi"),
        (("--near", "x", "--within", "-3"), "20km"),
        (("--day", "someday"), "mon, tue"),
        (("--day", "t"), "mon, tue"),
        (("--format", "pdf"), "table, cards, json, csv, ids"),
        (("--limit", "0"), "limit"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(arguments: tuple[str, ...], named: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert named in " ".join(result.stderr.split())


def answered(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    monkeypatch.setattr(searching, "answer", lambda *_: answer)


def test_it_says_how_it_understood_and_what_it_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    answered(
        monkeypatch,
        Answer(
            results=ANSWER.results[:1], total=7, understood=("condition: Stroke",), unused=("please", "\x1b[31m"),
            unknown=("place: Atlantis; did you mean Atlanta?",), place="Oxford, OH (also Oxford, MS)",
        ),
    )  # fmt: skip
    said = run("x").stderr
    assert said.splitlines() == [
        "Understood: condition: Stroke",
        "Place: Oxford, OH (also Oxford, MS)",
        "Not used: please, \\u{1b}[31m",
        "Nothing is known for place: Atlantis; did you mean Atlanta?",
        "The best 1 of 7; --limit 7 shows all.",
    ]


def test_nothing_found_names_what_to_leave_out_and_whom_to_call(monkeypatch: pytest.MonkeyPatch) -> None:
    lifeline = ("988 Suicide & Crisis Lifeline", "988")
    answered(monkeypatch, Answer(relaxations=(('"tuesday"', 4), ("language: so", 1)), emergency=(lifeline,)))
    result = run("x")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "Nothing found. This would be found:",
        '  without "tuesday": 4',
        "  without language so: 1",
        "If somebody is in danger: 988 Suicide & Crisis Lifeline 988",
    ]


def test_facets_are_counted_when_asked(asked: list[Query]) -> None:
    counted = run("x", "--facets", "--format", "ids")
    assert counted.stdout.split() == [result.card["id"] for result in ANSWER.results]
    assert "Conditions: diabetes-type-2 3, stroke 1\nDays: TU 2\n" in counted.stderr
    assert "Conditions" not in run("x").stderr
    run("x", "--format", "json")
    assert [query.count_facets for query in asked] == [True, False, True]


def test_json_tells_distance_reach_and_what_was_not_used() -> None:
    found = json.loads(render(ANSWER, Query(text="x", near="Chula Vista"), "json", Look(TODAY)))
    assert [one["distance_km"] for one in found["results"]] == [3.24, None, 120.4, 13_000.0, None]
    assert [one["reach"] for one in found["results"]] == [None, "phone", None, None, "serves the area"]
    assert [one["call_first"] for one in found["results"]] == [False, False, True, True, False]
    assert found["query"]["place"] == "Chula Vista, CA"
    assert found["facets"] == ANSWER.facets


@pytest.mark.usefixtures("asked")
def test_only_ids_are_kept_of_a_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path / "cache"))
    run("sugar secretword", "--near", "92101")
    (kept,) = (tmp_path / "cache").iterdir()
    assert kept.read_text(encoding="utf-8").split() == [result.card["id"] for result in ANSWER.results]
    assert kept.stat().st_mode & 0o077 == 0 or os.name == "nt"
    kept.unlink()
    for form in ("json", "csv", "ids"):
        run("sugar", "--format", form)
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.usefixtures("asked")
def test_a_cache_that_cannot_be_written_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    right = run("x")
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path / "file"))
    again = run("x")
    assert (again.exit_code, again.stdout, again.stderr) == (0, right.stdout, right.stderr)


def test_formats_are_those_the_command_names() -> None:
    assert tuple(command.FORMATS.split("|")) == FORMATS


@pytest.mark.skipif(os.name == "nt", reason="there is no such terminal")
@pytest.mark.parametrize(("columns_there", "plain"), [(80, False), (40, False), (80, True)])
def test_on_a_real_terminal(columns_there: int, plain: bool, tmp_path: Path) -> None:
    """The whole program on a terminal of that width; NO_COLOR takes the colour, not the width."""
    import pty

    main, other = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns_there), "PEERDIR_CACHE": str(tmp_path), "TERM": "xterm"}
    if plain:
        environment["NO_COLOR"] = "1"
    arguments = [
        sys.executable,
        "-m",
        "peerdir",
        "search",
        "-C",
        str(SAMPLE),
        *DAY,
        "--language",
        "Spanish",
        "--limit",
        "3",
    ]
    with subprocess.Popen(arguments, stdout=other, stderr=subprocess.PIPE, env=environment, cwd=ROOT) as process:
        os.close(other)
        raw = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:  # Linux says so that the other side is closed
                break
            if not piece:
                break
            raw += piece
    os.close(main)
    assert process.returncode == 0
    text = raw.decode()
    assert ("\x1b[1m" in text) is not plain
    lines = BOLD.sub("", text).splitlines()
    assert any("1. " in line for line in lines)
    assert [line for line in lines if columns.width(line) > columns_there] == []
