"""`peerdir gaps`: what nobody gives is found where it is missing, and nowhere else; the greatest need comes first."""

import csv
import io
import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from peerdir.cards.columns import width
from peerdir.cli import app
from peerdir.index.store import open_index
from peerdir.needs import Need, Needs, Planned, Similar
from peerdir.query import NEAR_KM, Query
from peerdir.reading.collection import load
from peerdir.render.needs import FORMATS, Report, render
from peerdir.search.answer import search
from peerdir.survey.needs import find
from peerdir.vocabulary import unanswered
from tests.conftest import SAMPLE, TODAY
from tests.survey_samples import DAY, STAFF, Write, checked, fill, languages, place, room

GOLDEN = Path(__file__).parent / "golden" / "needs"


@pytest.fixture
def directory(toy: Path, write: Write) -> Path:
    fill(write)
    return toy


def gaps(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["gaps", "-C", str(root), "--today", DAY, *arguments])


def needs(root: Path, *arguments: str) -> Sequence[Mapping[str, Any]]:
    result = gaps(root, "--limit", "500", "--format", "json", *arguments)
    found = json.loads(result.stdout)
    assert result.exit_code == (1 if found["total"] else 0), result.stderr
    assert len(found["needs"]) == found["total"]
    listed: Sequence[Mapping[str, Any]] = found["needs"]
    return listed


def told(need: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return what is lacking of a need, for what, and in which languages."""
    return need["lack"], need["condition"]["code"], " ".join(sorted(one["code"] for one in need["languages"]))


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        # Heart North is 55 km away from San Diego, and serves Oceanside only.
        ("San Diego", {("program", "heart-failure", "en es"), ("program", "lupus", "en es")}),
        ("Chula Vista", {("program", "heart-failure", "en es"), ("program", "lupus", "en es")}),
        # By Phone helps there with stroke, in English only; both languages are only Heart North's.
        (
            "Oceanside",
            {
                ("room", "heart-failure", "en es"),
                ("language", "stroke", "es"),
                ("program", "diabetes-type-2", "en es"),
                ("program", "lupus", "en es"),
            },
        ),
    ],
)
def test_what_is_missing_at_a_place(near: str, expected: set[tuple[str, str, str]], directory: Path) -> None:
    assert {told(need) for need in needs(directory, "--near", near)} == expected


def test_the_example_of_the_seeds(directory: Path) -> None:
    asked = ("--condition", "heart failure", "--function", "ongoing", "--language", "Spanish")
    (need,) = needs(directory, *asked, "--near", "El Cajon", "--within", "40km")
    assert need["text"] == (
        "Heart failure: no program with ongoing support in any language within 40 km of El Cajon, CA, nor by phone or"
        " online"
    )
    assert need["similar"][0]["id"] == "heart-north"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--condition", "stroke", "--near", "San Diego"), []),
        (("--condition", "stroke", "--near", "Oceanside", "--language", "es"), [("language", "stroke", "es")]),
        (("--condition", "stroke", "--near", "Oceanside", "--language", "es", "--within", "100km"), []),
        (("--condition", "stroke", "--near", "San Diego", "--language", "th"), [("language", "stroke", "th")]),
        (("--condition", "asthma", "--near", "San Diego", "--language", "en"), [("program", "asthma", "en")]),
    ],
)
def test_what_is_asked_about(
    arguments: Sequence[str], expected: Sequence[tuple[str, str, str]], directory: Path
) -> None:
    assert [told(need) for need in needs(directory, *arguments)] == expected


def test_an_interpreter_is_a_way_round_and_no_answer(directory: Path) -> None:
    asked = ("--condition", "diabetes-type-2", "--language", "en")
    (need,) = needs(directory, *asked, "--near", "Chula Vista", "--within", "5km")
    assert told(need) == ("language", "diabetes-type-2", "en")
    assert "1 program for it with an interpreter" in need["why"]


@pytest.mark.parametrize("state", ["waitlist", "no-capacity"])
def test_a_program_that_is_full_is_no_answer_for_thirty_days(state: str, directory: Path, write: Write) -> None:
    write(
        "heart-north",
        name="name: Heart North\n",
        conditions="conditions: [heart-failure]\n",
        locations=place("Oceanside"),
        referral=room(state, "2026-11-10"),
    )
    arguments = ("--near", "Oceanside", "--condition", "heart-failure", "--language", "en")
    assert [told(need)[0] for need in needs(directory, *arguments)] == ["room"]
    assert needs(directory, *arguments, "--today", "2026-12-11") == []


def test_a_paused_program_is_no_answer(directory: Path, write: Write) -> None:
    write(
        "heart-north",
        status="status: paused\n",
        conditions="conditions: [heart-failure]\n",
        locations=place("Oceanside"),
    )
    (need,) = needs(directory, "--near", "Oceanside", "--condition", "heart-failure", "--language", "en")
    assert told(need)[0] == "program"
    assert need["why"] == ["1 program for it has paused"]
    assert need["similar"][0]["state"] == "paused"


def test_a_program_for_any_condition_is_like_it_and_no_answer(directory: Path, write: Write) -> None:
    write("anybody", name="name: Anybody\n", conditions="conditions: [any]\n")
    (need,) = needs(directory, "--near", "San Diego", "--condition", "lupus", "--language", "en")
    assert "anybody" in [one["id"] for one in need["similar"]]
    assert all(told(need)[1] != "any" for need in needs(directory))


@pytest.mark.parametrize(
    ("area", "is_answer"),
    [
        ("", True),
        ("service_area: [{name: United States, type: country}]\n", True),
        ("service_area: [{name: California, type: state}]\n", True),
        ("service_area: [{name: Oceanside}]\n", False),
        ("service_area: [{name: Texas}]\n", False),
        # Nobody knows where that is.
        ("service_area: [{name: The whole valley}]\n", True),
    ],
)
def test_by_phone_a_program_helps_where_it_serves(area: str, is_answer: bool, directory: Path, write: Write) -> None:
    write(
        "heart-north",
        conditions="conditions: [heart-failure]\n",
        modalities="modalities: [phone]\n",
        locations=place("Oceanside"),
        service_area=area,
    )
    found = needs(directory, "--near", "San Diego", "--condition", "heart-failure", "--language", "en")
    assert bool(found) is not is_answer


@pytest.mark.parametrize(("near", "is_answer"), [("Escondido", True), ("Oceanside", False)])
def test_visits_at_home_reach_fifty_kilometers(near: str, is_answer: bool, directory: Path, write: Write) -> None:
    """Escondido is 42 km from San Diego, Oceanside 54 km."""
    write("example", conditions="conditions: [lupus]\n", modalities="modalities: [home-visit]\n")
    found = needs(directory, "--near", near, "--condition", "lupus", "--language", "en")
    assert bool(found) is not is_answer


@pytest.mark.parametrize("function", ["ongoing", "linkage", "Ongoing support"])
def test_a_function_that_nobody_gives_is_named(function: str, directory: Path) -> None:
    (need,) = needs(
        directory, "--near", "Oceanside", "--condition", "stroke", "--language", "es", "--function", function
    )
    assert len(need["functions"]) == 1
    assert f"no program with {need['functions'][0]['label'].lower()} within 16 mi" in need["text"]


def test_a_proposed_program_is_told_with_what_it_lacks(directory: Path) -> None:
    (need,) = needs(directory, "--near", "San Diego", "--condition", "lupus", "--language", "en")
    assert [one["id"] for one in need["planned"]] == ["planned"]
    assert need["planned"][0]["without"] == ["Linkage to clinical care and community resources", "Ongoing support"]
    assert "planned" not in [one["id"] for one in need["similar"]]


def test_places_near_one_another_are_told_once(directory: Path) -> None:
    (need,) = [one for one in needs(directory) if told(one)[1] == "lupus" and one["place"] != "Oceanside, CA"]
    assert (need["place"], need["also"]) == ("San Diego, CA", ["Chula Vista, CA"])


def test_a_need_is_told_where_it_is_and_every_place_is_told_once(directory: Path) -> None:
    for _, same in itertools.groupby(sorted(needs(directory), key=lambda one: told(one)), key=told):
        places = [where for one in same for where in (one["place"], *one["also"])]
        assert len(places) == len(set(places))


def test_the_greatest_need_comes_first_and_the_limit_holds(directory: Path) -> None:
    every = needs(directory)
    assert [need["points"] for need in every] == sorted((need["points"] for need in every), reverse=True)
    result = gaps(directory, "--limit", "2", "--format", "json")
    assert json.loads(result.stdout)["needs"] == list(every)[:2]
    assert f"The greatest 2 of {len(every)} needs" in result.stderr


def test_a_language_with_more_programs_weighs_more(directory: Path, write: Write) -> None:
    for number in range(6):
        write(f"arabic-{number}", name=f"name: Arabic {number}\n", languages=languages("ar"))
    asked = ("--near", "San Diego", "--condition", "stroke", "--language")
    points = {language: needs(directory, *asked, language)[0]["points"] for language in ("ar", "th")}
    assert points["ar"] > points["th"]


def keep(root: Path, cache: Path, *searches: str) -> None:
    settings = root / "directory.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "keep_unanswered_searches: true\n", encoding="utf-8")
    for words in searches:
        unanswered.keep(cache, root, words)


def test_searches_that_found_nothing_are_demand(
    directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path))
    before = needs(directory, "--near", "San Diego")
    keep(directory, tmp_path, "asthma", "asthma", "thai lupus", "unheard of words")
    after = needs(directory, "--near", "San Diego")
    # Nobody has a program for asthma, so it is a need only because somebody looked for it.
    assert {told(need)[1] for need in after} - {told(need)[1] for need in before} == {"asthma"}
    (asthma,) = [need for need in after if told(need)[1] == "asthma"]
    assert asthma["why"] == ["2 searches for it found nothing"]
    # It was Thai that was asked for, and the need there is not in Thai.
    assert [need for need in after if told(need)[1] == "lupus"] == [need for need in before if told(need)[1] == "lupus"]
    assert "Searches that found nothing and name no condition: 1" in gaps(directory).stderr


def test_searches_are_not_looked_at_unless_the_settings_ask(
    directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path))
    unanswered.keep(tmp_path, directory, "asthma")
    assert "asthma" not in {told(need)[1] for need in needs(directory)}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--near", "Nowhere Such"), 'nobody knows the place "Nowhere Such"'),
        (("--near", "Oceansid"), "did you mean Oceanside, CA"),
        (("--condition", "strok"), "nothing is known for conditions: strok (did you mean Stroke"),
        (("--language", "klingon"), "nothing is known for languages: klingon"),
        (("--function", "cooking"), "nothing is known for functions: cooking"),
        (("--within", "far"), "write a number and km or mi"),
        (("--format", "pdf"), "is not one of"),
    ],
)
def test_what_nobody_knows_is_refused(arguments: Sequence[str], said: str, directory: Path) -> None:
    result = gaps(directory, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.replace("│", " ").split())


def test_no_need(directory: Path) -> None:
    result = gaps(directory, "--near", "San Diego", "--condition", "stroke")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no need without an answer was found" in result.stderr


def test_an_empty_directory_has_no_needs_and_says_that_nothing_is_known(toy: Path) -> None:
    (toy / "programs" / "example.yaml").unlink()
    assert needs(toy) == []
    assert "nothing is known of what is missing" in gaps(toy).stderr


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "csv"])
def test_how_to_start_names_the_examples_of_the_seeds(form: str) -> None:
    shown = gaps(SAMPLE, "--limit", "1", "--format", form).stdout
    assert all(id_ in shown for id_ in ("cameroon-yaounde", "puentes-san-diego"))


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_for_staff_is_in_any_format(form: str, directory: Path) -> None:
    shown = gaps(directory, "--format", form, "--limit", "100").stdout
    assert shown
    assert not [word for word in STAFF if word in shown]


@pytest.mark.parametrize("form", FORMATS)
def test_a_withheld_program_is_no_answer_and_is_not_named(form: str, directory: Path, write: Write) -> None:
    hidden = "publish: {web: false, print: false, feed: false, reason: Asked}\n"
    write("heart-north", name="name: Hidden Heart\n", conditions="conditions: [heart-failure]\n", publish=hidden)
    assert "Hidden Heart" not in gaps(directory, "--format", form, "--limit", "100").stdout


def test_who_lacks_a_program_finds_none_in_a_search() -> None:
    """Gaps and search mean the same by "near", "by phone" and "online"."""
    index, collection = open_index(SAMPLE, None, TODAY), load(SAMPLE)
    found = [one for one in find(index, limit=1000).needs if one.lack in ("program", "language")]
    assert len(found) > 50
    for one in found[::5]:
        (condition,) = one.condition
        filters = {"conditions": (condition,), "languages": tuple(one.languages)}
        query = Query(filters=filters, statuses=("active",), near=one.place, within_km=NEAR_KM, limit=500)
        for result in search(index, query).results:
            program = collection.program(result.card["id"])
            assert program
            spoken = {offer.code for offer in program.languages if offer.level == "program"}
            is_for_it = condition in program.conditions and not spoken.isdisjoint(one.languages)
            assert not is_for_it or (result.reach in ("phone", "online") and program.service_area), program.id


def need(**fields: Any) -> Need:
    usual: dict[str, Any] = {
        "lack": "language",
        "place": "El Cajon, CA",
        "condition": {"heart-failure": "Heart failure"},
        "languages": {"es": "Spanish"},
        "functions": {"ongoing": "Ongoing support"},
        "points": 5,
    }
    return Need(**{**usual, **fields})


ALL = {code: code for code in ("daily_management", "social_emotional", "linkage", "ongoing")}


@pytest.mark.parametrize(
    ("fields", "miles", "expected"),
    [
        ({}, False, "Heart failure in Spanish: no program with ongoing support within 40 km of El Cajon, CA"),
        ({"functions": ALL}, False, "Heart failure in Spanish: no program within 40 km of El Cajon, CA"),
        ({"functions": ALL}, True, "Heart failure in Spanish: no program within 25 mi of El Cajon, CA"),
        (
            {"lack": "program", "functions": ALL, "languages": {"es": "Spanish", "en": "English"}},
            False,
            "Heart failure: no program in any language within 40 km of El Cajon, CA",
        ),
        (
            {"lack": "room", "functions": {}, "languages": {"a": "A", "b": "B", "c": "C"}},
            False,
            "Heart failure in A, B or C: no program with room within 40 km of El Cajon, CA",
        ),
    ],
)
def test_a_need_is_said_in_a_sentence(fields: Mapping[str, Any], miles: bool, expected: str) -> None:
    found = Needs(needs=[need(**fields)], total=1, within_km=40.0)
    (line, *_) = render(Report(needs=found, miles=miles), "table").splitlines()
    assert line == f"1. {expected}, nor by phone or online"


HOSTILE = "=1+1 <b>[x](y) \x1b[31m | `"


def test_no_text_is_taken_for_more_than_text() -> None:
    like = Similar(id="x", name=HOSTILE, conditions=[HOSTILE], languages=[HOSTILE], km=3.0, state="full")
    found = Needs(
        needs=[need(place=HOSTILE, similar=[like], planned=[Planned(id="y", name=HOSTILE)], condition={"c": HOSTILE})],
        total=1,
        within_km=25.0,
    )
    shown = {form: render(Report(needs=found), form) for form in FORMATS}
    assert not [form for form in FORMATS if "\x1b" in shown[form]]
    assert "<b>" not in shown["markdown"]
    assert "](y)" not in shown["markdown"]
    (row,) = csv.DictReader(io.StringIO(shown["csv"].lstrip("\ufeff")))
    assert row["place"].startswith("'=")
    assert row["condition"].startswith("'=")


@pytest.mark.parametrize("columns", [24, 40, 80, 120])
def test_nothing_is_wider_than_the_terminal(columns: int) -> None:
    found = find(open_index(SAMPLE, None, TODAY), limit=30)
    shown = render(Report(needs=found, width=columns), "table")
    assert [line for line in shown.splitlines() if width(line) > columns] == []


def test_a_file_is_written(directory: Path, tmp_path: Path) -> None:
    target = tmp_path / "needs.md"
    result = gaps(directory, "-o", str(target))
    assert (result.exit_code, result.stdout) == (1, "")
    text = target.read_text(encoding="utf-8")
    assert text.startswith("## Needs without an answer")
    assert "- [ ] We asked people here what support they miss." in text
    assert gaps(directory, "-o", str(tmp_path)).exit_code == 3


@pytest.mark.parametrize("form", FORMATS)
def test_golden(form: str, directory: Path, request: pytest.FixtureRequest) -> None:
    shown = gaps(directory, "--format", form, "--limit", "3", "--near", "Oceanside").stdout
    golden = GOLDEN / f"oceanside.{form}"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(shown.encode())
    assert shown == golden.read_bytes().decode()


def test_an_old_check_is_still_an_answer(directory: Path, write: Write) -> None:
    """A program that was checked too long ago is listed with a warning, so it is not missing."""
    write("example", verification=checked("2024-01-01"))
    assert needs(directory, "--near", "San Diego", "--condition", "diabetes-type-2", "--language", "en") == []
