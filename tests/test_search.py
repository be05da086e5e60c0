"""Search: words are understood, filters combine, the index is never old, nothing raises."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from peerdir.cli import app
from peerdir.freshness import upcoming
from peerdir.index import build as index_build
from peerdir.index import standing
from peerdir.index import store as index_module
from peerdir.index.store import Index, open_index
from peerdir.query import Answer, Query
from peerdir.reading.collection import Collection
from peerdir.records import Program
from peerdir.render.results.notes import notes
from peerdir.search.answer import search
from tests.conftest import ROOT, SAMPLE, TODAY
from tests.test_audience import private_values

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    connection = open_index(SAMPLE, None, TODAY)
    yield connection
    connection.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["search", "--today", "2026-11-21", *arguments])


def ids(answer: Answer) -> list[str]:
    return [result.card["id"] for result in answer.results]


def ask(index: Index, text: str, **filters: list[str]) -> Answer:
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
    index: Index, sample: Collection, text: str, condition: str, language: str
) -> None:
    prefix = {"diabetes": ("diabetes", "gestational-diabetes", "prediabetes")}.get(condition, (condition,))
    expected = {p.id for p in sample.programs if p.listed and any(has(p, start, language) for start in prefix)}
    answer = ask(index, text)
    assert expected
    assert expected - set(ids(answer)) == set(), "a program that fits is missing"


def test_a_program_for_any_condition_comes_after_those_for_the_condition(index: Index, sample: Collection) -> None:
    found = ids(ask(index, "stroke"))
    named = [program.id for program in sample.programs if "stroke" in program.conditions and program.listed]
    assert set(found[: len(named)]) == set(named)


def test_where_nobody_is_for_just_the_condition_that_is_said(index: Index) -> None:
    grief = search(index, Query(text="grief"))
    assert grief.total
    assert grief.general == ("condition: Grief and loss",)
    (said,) = [line for line in notes(grief) if line.startswith("None of these")]
    assert said == "None of these is just for this (condition: Grief and loss). They are for any condition."
    assert search(index, Query(text="stroke")).general == ()
    # Some of these are for diabetes.
    assert search(index, Query(text="diabetes grief")).general == ()


def test_the_name_finds_the_program_first(index: Index, sample: Collection) -> None:
    for program in sample.programs:
        if program.listed:
            assert ids(ask(index, program.name))[:1] == [program.id], program.name


@pytest.mark.parametrize("text", ["chula vista", "Chula Vista diabetes", "91910", "yaounde", "Yaoundé"])
def test_places_are_found(index: Index, text: str) -> None:
    answer = ask(index, text)
    assert answer.total
    assert any(part.startswith(("place: ", "within 16 mi of ")) for part in answer.understood)


def test_only_what_takes_people_is_listed_unless_asked(index: Index, sample: Collection) -> None:
    listed = {program.id for program in sample.programs if program.listed}
    assert set(ids(ask(index, ""))) == listed
    historical = search(index, Query(statuses=("historical",)))
    assert set(ids(historical)) == {"puentes-san-diego", "cameroon-yaounde"}


def test_filters_combine(index: Index, sample: Collection) -> None:
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


def test_a_filter_nobody_knows_is_named(index: Index) -> None:
    answer = ask(index, "", languages=["Klingon"])
    assert (answer.total, answer.unknown) == (0, ("languages: Klingon",))


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(max_size=60) | st.sampled_from(['"', "' OR 1=1", "*", "NEAR(", "a AND b", "name:x", "^", "糖" * 50])
)
def test_any_query_is_answered(index: Index, text: str) -> None:
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
@pytest.mark.sampled(3)
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


def test_contacts_for_staff_are_not_in_the_index(index: Index, sample: Collection) -> None:
    private = {value for program in sample.programs for value in private_values(program)}
    dump = "\n".join(index.iterdump())
    assert len(private) > 40
    assert [value for value in private if value in dump] == []


def test_a_search_imports_only_what_it_needs(tmp_path: Path) -> None:
    """Start-up is a feature: with an index at hand no parser, validator or template engine is loaded."""
    code = (
        "import sys; sys.argv = ['peerdir', 'search', '-C', sys.argv[1], 'stroke']\n"
        "from peerdir.__main__ import run\n"
        "try: run()\n"
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
    assert "peerdir.search.answer" in loaded
    heavy = {
        "typer",
        "typing",
        "dataclasses",
        "pathlib",
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


def test_singular_and_plural_are_one_word(index: Index) -> None:
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
def test_violence_at_home_is_found_by_its_name(index: Index, text: str) -> None:
    assert "quiet-harbor" in ids(ask(index, text))[:3]


UNDERSTOOD = [
    ("sugar, spanish", ("condition: diabetes", "language: Spanish")),
    (
        "hi blood presure",
        ('showing results for "high blood pressure"', "condition: High blood pressure (hypertension)"),
    ),
    ("brest cancer", ('showing results for "breast cancer"', "condition: Breast cancer")),
    ("depresión", ("condition: depression",)),
    ("糖尿病", ("condition: diabetes",)),
    ("กลุ่มความดันโลหิตสูง", ("how: Group meetings", "condition: High blood pressure (hypertension)")),
    ("السُّكَّري بالعربية", ("condition: diabetes", "language: Arabic")),
    ("diab", ('showing results for "diabetes"', "condition: diabetes")),
    ("anxeity", ('showing results for "anxiety"', "condition: Anxiety")),
    ("martes por la noche", ("day: Tuesday, time of day: night",)),
    ("星期二晚上", ("day: Tuesday, time of day: evening",)),
    ("weekend", ("day: Saturday / Sunday",)),
    ("free wheelchair", ("cost: free", "access: Wheelchair access")),
    ("stroke near 92101", ("condition: Stroke", "within 16 mi of 92101")),
    ("stroke within 10 km of San Diego", ("condition: Stroke", "within 6.2 mi of san diego")),
    ("stroke 10 miles from 92101", ("condition: Stroke", "within 10 mi of 92101")),
]


@pytest.mark.parametrize(("text", "understood"), UNDERSTOOD)
def test_it_says_how_it_understood_the_words(index: Index, text: str, understood: tuple[str, ...]) -> None:
    assert ask(index, text).understood == understood


def test_what_is_right_is_not_mended(index: Index) -> None:
    for text in ("lung disease", "moms", "long", "walk"):
        assert not any(part.startswith("showing") for part in ask(index, text).understood), text


def test_a_word_that_begins_a_name_finds_that_program_first_though_it_is_mended(index: Index) -> None:
    answer = ask(index, "camina")
    assert answer.understood[0] == 'showing results for "caminar"'
    assert ids(answer)[0] == "camina-conmigo"
    assert "name: camina" in answer.results[0].why
    assert set(ids(answer)) >= set(ids(ask(index, "caminar")))
    assert ids(ask(index, "caminar"))[0] != "camina-conmigo"


def test_a_named_program_is_found_though_the_mended_word_is_not_for_it(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "programs" / "second-wind-stroke-club.yaml"
    file.write_text(file.read_text("utf-8").replace("name: Second Wind Stroke Club", "name: Diabet Club"), "utf-8")
    with closing(open_index(tmp_path, None, TODAY)) as asked:
        answer = ask(asked, "diabet")
    assert answer.understood[0] == 'showing results for "diabetes"'
    assert ids(answer)[0] == "second-wind-stroke-club"
    assert len(ids(answer)) > 5


def test_words_nobody_knows_are_named_and_take_nothing_away(index: Index) -> None:
    plain, strange = ask(index, "kidney spanish"), ask(index, "kidney xyzzyq spanish")
    assert strange.unused == ("xyzzyq",)
    assert ids(strange) == ids(plain) != []
    alone = ask(index, "xyzzyq")
    assert (alone.total, alone.unused) == (0, ("xyzzyq",))
    assert "near me" in ask(index, "stroke near me").unused


def test_a_program_that_fits_all_words_comes_first(index: Index) -> None:
    assert ids(ask(index, "diabetes tortillas"))[0] == "camina-conmigo"
    assert set(ids(ask(index, "diabetes tortillas"))) == set(ids(ask(index, "diabetes")))


def test_one_meeting_must_have_day_and_time(toy: Path, write: Write) -> None:
    write(
        schedule="schedule:\n"
        '  - {location: room, freq: weekly, byday: [TU], start: "09:00", end: "10:00"}\n'
        '  - {location: room, freq: weekly, byday: [FR], start: "18:00", end: "19:00"}\n'
    )
    with closing(open_index(toy, None, TODAY)) as small:
        assert [ask(small, text).total for text in ("tuesday evening", "tuesday morning", "friday evening")] == [
            0,
            1,
            1,
        ]
        assert ask(small, "evening", day=["TU"]).total == 0


@pytest.mark.parametrize(
    ("said", "as_well"),
    [
        ("today", "saturday"),
        ("tonight", "saturday evening"),
        ("tomorrow morning", "sunday morning"),
        ("mañana por la tarde", "sunday afternoon evening"),
        ("diabetes 后天", "diabetes monday"),
        ("اليوم", "saturday"),
    ],
)
def test_a_day_from_now_is_a_day_of_the_week(index: Index, said: str, as_well: str) -> None:
    found, same = ask(index, said), ask(index, as_well)
    assert ids(found) == ids(same) != []
    assert found.understood == same.understood


@pytest.mark.parametrize(
    ("said", "alone"),
    [
        ("my mother has diabetes", "diabetes"),
        ("mi mamá tiene diabetes", "diabetes"),
        ("ma mère a le diabète", "diabète"),
        ("我妈妈糖尿病", "糖尿病"),
        ("mom diabetes", "diabetes"),
        ("my son is coming out of prison", "coming out of prison"),
    ],
)
def test_for_whom_of_their_own_somebody_asks_hides_nothing(index: Index, said: str, alone: str) -> None:
    assert sorted(ids(ask(index, said))) == sorted(ids(ask(index, alone))) != []
    assert "mother" not in " ".join((*ask(index, said).understood, *ask(index, said).unused))


def test_what_had_to_give_way_is_not_said_to_be_understood(index: Index) -> None:
    found = ask(index, "stroke evening")
    assert found.total
    assert (found.understood, found.unused) == (("condition: Stroke",), ("evening",))


def test_nothing_found_says_what_to_leave_out(toy: Path, write: Write) -> None:
    write(conditions="conditions: [stroke]\n", languages="languages: [{code: en}]\n")
    with closing(open_index(toy, None, TODAY)) as small:
        answer = ask(small, "stroke klingon spanish")
        assert (answer.total, answer.unused) == (0, ("klingon",))
        assert answer.relaxations == (('"spanish"', 1),)
        both = ask(small, "lupus spanish", languages=["vi"])
        assert both.relaxations == ()
        assert ask(small, "stroke", languages=["vi"]).relaxations == (("language: vi", 1),)


def test_near_a_place_the_nearer_comes_first(index: Index) -> None:
    answer = search(index, Query(filters={"conditions": ("diabetes",)}, near="92101", within_km=30, limit=100))
    near = [result.distance_km for result in answer.results if result.reach is None]
    assert near == sorted(near, key=lambda far: far or 0.0)
    assert all(far is not None and far <= 30 for far in near)
    assert near
    assert {result.reach for result in answer.results} > {None}
    assert answer.place == "92101 (San Diego, CA)"


def test_what_is_reached_without_going_says_why(index: Index, sample: Collection) -> None:
    answer = search(index, Query(near="92101", limit=100))
    programs = {program.id: program for program in sample.programs}
    for result in answer.results:
        ways = set(programs[result.card["id"]].modalities)
        types = {location.type for location in programs[result.card["id"]].locations}
        match result.reach:
            case "phone":
                assert ways & {"phone", "text"} or "phone" in types
            case "online":
                assert ways & {"video", "online-forum"} or "virtual" in types
            case "home visit":
                assert "home-visit" in ways
            case "serves the area":
                assert programs[result.card["id"]].service_area
            case None:
                assert result.distance_km is not None
    assert "chiang-mai-morning-walkers" not in ids(answer)


def test_of_several_places_of_one_name_all_are_kept(index: Index) -> None:
    several = search(index, Query(near="Oxford", limit=1))
    assert several.place
    assert " or " in several.place
    one = search(index, Query(near="Oxford, OH", limit=1))
    assert one.place == "Oxford, OH"
    nowhere = search(index, Query(near="Xyzzyqville"))
    assert nowhere.total == 0
    assert nowhere.unknown[0].startswith("near: Xyzzyqville")


def test_a_filter_with_a_slip_gets_a_suggestion(index: Index) -> None:
    assert ask(index, "", languages=["Spansh"]).unknown == ("languages: Spansh (did you mean Spanish?)",)
    assert ask(index, "", conditions=["strok"]).unknown == ("conditions: strok (did you mean Stroke or stroke?)",)


def test_two_conditions_take_programs_for_either_and_for_both_first(index: Index, sample: Collection) -> None:
    found = ids(ask(index, "dementia caregiving"))
    both = [p.id for p in sample.programs if {"dementia", "caregiving"} <= set(p.conditions) and p.listed]
    either = {p.id for p in sample.programs if {"dementia", "caregiving"} & set(p.conditions) and p.listed}
    assert set(found[: len(both)]) == set(both) != set()
    assert set(found) >= either


CHANGES: list[tuple[str, Callable[[Path], object]]] = [
    ("renamed", lambda file: file.write_text(file.read_text("utf-8").replace("name: ", "name: Zebra ", 1), "utf-8")),
    ("paused", lambda file: file.write_text(file.read_text("utf-8").replace(": active", ": paused", 1), "utf-8")),
    ("moved", lambda file: file.write_text(file.read_text("utf-8").replace("Chula Vista", "Xenopolis"), "utf-8")),
    ("broken", lambda file: file.write_text(file.read_text("utf-8") + "\nnonsense: [\n", "utf-8")),
    ("gone", lambda file: file.unlink()),
    ("twice", lambda file: (file.parent / "again.yaml").write_text(file.read_text("utf-8"), "utf-8")),
    ("only touched", lambda file: os.utime(file)),
]
ASKED = (
    "diabetes",
    "zebra",
    "chula vista",
    "xenopolis",
    "near 92101 sugar",
    "tuesday evening",
    "walk wth me",
    "camina",
)


@pytest.mark.parametrize(("change"), [change for _, change in CHANGES], ids=[name for name, _ in CHANGES])
@pytest.mark.sampled(3)
def test_a_mended_index_answers_as_a_new_one_does(
    change: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = tmp_path / "directory", tmp_path / "cache"
    shutil.copytree(SAMPLE, root)
    answers(root, cache)
    change(root / "programs" / "camina-conmigo.yaml")
    with monkeypatch.context() as patched:
        patched.setattr(index_build, "load", None)
        mended = answers(root, cache)
    assert mended == answers(root, None)


def answers(root: Path, cache: Path | None) -> list[object]:
    def question(index: Index) -> list[Answer]:
        return [search(index, Query(text=text, limit=100, count_facets=True)) for text in ASKED]

    found = index_module.ask(root, cache, TODAY, question)
    return [
        (
            *(answer.total, answer.understood, answer.unused, answer.place, answer.relaxations, answer.facets),
            *((dict(r.card), r.score, r.why, r.distance_km, r.reach) for r in answer.results),
        )
        for answer in found
    ]


def search_in(root: Path, cache: Path | None, query: Query) -> Answer:
    return index_module.ask(root, cache, TODAY, lambda index: search(index, query))


@pytest.mark.parametrize("path", ["vocabulary/conditions.yaml", "organizations/example-promotora-network.yaml"])
def test_a_change_of_all_else_makes_the_index_anew(path: str, tmp_path: Path) -> None:
    root, cache = tmp_path / "directory", tmp_path / "cache"
    shutil.copytree(SAMPLE, root)
    answers(root, cache)
    file = root / path
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("label: Stroke", "label: Zebra").replace("name: Example", "name: Zebra", 1), "utf-8")
    assert search_in(root, cache, Query(text="zebra")).total
    assert answers(root, cache) == answers(root, None)


def test_what_must_not_get_out_leaves_a_mended_index_too(toy: Path, write: Write, tmp_path: Path) -> None:
    write(name="name: Zebra Circle\n", locations="locations: [{key: room, type: confidential, area: Nowhere}]\n")
    cache = tmp_path / "cache"
    assert search_in(toy, cache, Query(text="zebra")).total == 1
    write(
        name="name: Zebra Circle\n",
        locations='locations: [{key: room, type: confidential, area: "12 Example Street, Nowhere"}]\n',
    )
    assert search_in(toy, cache, Query(text="zebra")).total == 0
    (stored,) = cache.glob("*.sqlite")
    with closing(sqlite3.connect(stored)) as kept:
        assert "zebra" not in "\n".join(kept.iterdump()).lower()


def test_a_large_directory_never_shows_what_is_gone_or_changed(
    toy: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if it were large: an outline is compared, and the files that are shown."""
    monkeypatch.setattr(standing, "FEW_FILES", 1)
    cache = tmp_path / "cache"
    write(name="name: Zebra Circle\n")
    write("second", name="name: Okapi Circle\n")

    def found(text: str) -> list[str]:
        return [str(result.card["name"]) for result in search_in(toy, cache, Query(text=text)).results]

    assert found("zebra") == ["Zebra Circle"]
    # In place: neither the folder nor git can tell.
    with (toy / "programs" / "example.yaml").open("r+", encoding="utf-8") as file:
        text = file.read().replace("Zebra", "Giraffe")
        file.seek(0)
        file.write(text)
    assert found("zebra") == []
    assert found("giraffe") == ["Giraffe Circle"]
    write("third", name="name: Lemur Circle\n")
    assert found("lemur") == ["Lemur Circle"]
    (toy / "programs" / "third.yaml").unlink()
    assert found("circle") == ["Giraffe Circle", "Okapi Circle"]


def test_two_processes_at_once_give_the_same_answer(tmp_path: Path) -> None:
    code = (
        "import datetime, sys\n"
        "from peerdir.index.store import ask\nfrom peerdir.query import Query\n"
        "from peerdir.search.answer import search\n"
        "day, query = datetime.date(2026, 11, 21), Query(text='stroke')\n"
        "answer = ask(sys.argv[1], sys.argv[2], day, lambda index: search(index, query))\n"
        "print(*(result.card['id'] for result in answer.results))"
    )
    command = [sys.executable, "-c", code, str(SAMPLE), str(tmp_path / "cache")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    printed = {process.communicate()[0] for process in running}
    assert len(printed) == 1
    assert "stroke" in printed.pop()
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".sqlite"]


def test_what_a_killed_process_left_is_swept_away(toy: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    search_in(toy, cache, Query())
    (stored,) = cache.iterdir()
    left, fresh = stored.with_name(f"{stored.name}.1"), stored.with_name(f"{stored.name}.2")
    for path in (left, fresh):
        path.touch()
    os.utime(left, (0, 0))
    (toy / "programs" / "example.yaml").unlink()
    search_in(toy, cache, Query())
    assert (left.exists(), fresh.exists()) == (False, True)


SLOW = frozenset(
    ("re", "json", "typing", "dataclasses", "pathlib", "contextlib", "tempfile", "hashlib", "unicodedata", "inspect")
)


def test_a_plain_search_imports_nothing_slow(tmp_path: Path) -> None:
    code = (
        "import sys; before = set(sys.modules)\n"
        "import datetime\n"
        "from peerdir.index.store import ask\nfrom peerdir.query import Query\n"
        "from peerdir.search.answer import search\n"
        "query = Query(text='diabtes spanish tuesday karaoke')\n"
        "answer = ask(sys.argv[1], sys.argv[2], datetime.date(2026, 11, 21), lambda index: search(index, query))\n"
        "print(answer.total, *(result.card['phone'] for result in answer.results), file=sys.stderr)\n"
        "print(*(set(sys.modules) - before))"
    )
    command = [sys.executable, "-c", code, str(SAMPLE), str(tmp_path)]
    for _ in range(2):
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = set(done.stdout.split())
    assert done.stderr.split()[0] != "0"
    assert "peerdir.search.answer" in loaded
    assert loaded & SLOW == set()
    assert not any(
        name.startswith(("peerdir.places.naming", "peerdir.index.build", "peerdir.records")) for name in loaded
    )


def test_a_kept_index_hides_an_entry_on_the_day_the_settings_say(toy: Path) -> None:
    """Verified on 2026-05-01 and hidden after 400 days: shown for the last time on 2027-06-05."""
    settings_file = toy / "directory.yaml"
    text = settings_file.read_text(encoding="utf-8")
    settings_file.write_text(f"{text}hide_unverified_after_days: 400\n", encoding="utf-8")
    for day, code in (("2027-06-05", 0), ("2027-06-06", 1), ("2027-06-05", 0)):
        found = CliRunner().invoke(app, ["search", "-C", str(toy), "--today", day, "diabetes"])
        assert found.exit_code == code, day
