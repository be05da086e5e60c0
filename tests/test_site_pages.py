"""The pages of the web site: languages, meetings, calendars, feeds, old addresses, and what they weigh."""

import dataclasses
import datetime as dt
import functools
import gzip
import itertools
import json
import re
import shutil
import string
import subprocess
import xml.etree.ElementTree as ET
import zoneinfo
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from peerdir.assets import assets
from peerdir.audience import view
from peerdir.changes import Change, Detail, nouns, tell
from peerdir.changes.settings import TEXTS
from peerdir.cli import app
from peerdir.editions.news import news
from peerdir.limits import SIZES
from peerdir.reading.collection import Collection, load
from peerdir.reading.reader import read
from peerdir.records import Program, Slot
from peerdir.render import icalendar
from peerdir.render.site import SiteError, changed, occurrences, related, wayfinding
from peerdir.render.site.blocks import blocks
from peerdir.render.site.languages import speech
from peerdir.render.site.news import Item, News
from peerdir.survey.facts import of_collection
from tests.conftest import ROOT, SAMPLE, TODAY
from tests.site_pages import Pages, render
from tests.test_site import HOSTILE, PROGRAM, Page, flaws, html_pages, secrets, text_of, toy

LANGUAGES = ("es", "vi", "ar", "zh", "th", "fr")
TONGUES = ["English", "Español", "Tiếng Việt", "العربية", "中文", "ภาษาไทย", "Français"]
FORMS = ("zero", "one", "two", "few", "other")
ZONE = "America/Los_Angeles"
KILOBYTE = 1024


@pytest.fixture(scope="module")
def collection() -> Collection:
    return load(SAMPLE)


@pytest.fixture(scope="module")
def pages(collection: Collection) -> Pages:
    return render(view(collection, "public", TODAY), today=TODAY, news=told("Camina Conmigo"))


def told(name: str, *texts: str, program: str = "camina-conmigo") -> News:
    details = tuple(Detail(field="summary", text=text) for text in texts)
    change = Change(kind="changed", id=program, name=name, details=details)
    return News(items=(Item(day=dt.date(2026, 11, 2), change=change),), since=dt.date(2026, 6, 1))


def public(root: Path, *programs: Mapping[str, Any], **settings: Any) -> Pages:
    return render(
        view(toy(root, *programs, **settings), "public", TODAY), today=TODAY, news=told("Toy", program="toy-0")
    )


# Languages


def leaves(words: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a file of words with its name; the parts of a list are numbered."""
    parts = words.items() if isinstance(words, dict) else enumerate(words) if isinstance(words, list) else ()
    for key, value in parts:
        yield from leaves(value, f"{name}.{key}")
    if isinstance(words, str):
        yield name, words


def words_in(language: str) -> dict[str, str]:
    file = assets("templates") / "text" / "site" / f"{language}.yaml"
    source = read(file.read_bytes(), SIZES["vocabulary"])
    assert not source.problems
    return dict(leaves(source.data))


def gaps_in(said: str) -> set[str]:
    return {gap for _, gap, _, _ in string.Formatter().parse(said) if gap}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_all_that_english_says_with_the_same_gaps(language: str) -> None:
    english, own = words_in("en"), words_in(language)
    counted = {name.removesuffix(".many") for name in english if name.endswith(".many")}
    forms = {f"{name}.{form}" for name in counted for form in FORMS} & own.keys()
    assert own.keys() == english.keys() | forms
    assert language == "ar" or {form.rpartition(".")[2] for form in forms} <= {"one", "many"}
    for name, said in own.items():
        gaps = gaps_in(said)
        if name.rpartition(".")[0] in counted:
            # "One program found", "two programs found" say how many without a number.
            wanted = gaps_in(english[f"{name.rpartition('.')[0]}.many"])
            assert gaps | ({"count", "far"} & wanted) == wanted, name
        else:
            assert gaps == gaps_in(english[name]), name
        assert said.strip(), name


def test_every_page_is_there_in_every_language_and_leads_to_the_others(pages: Pages) -> None:
    folders = tuple(f"{language}/" for language in LANGUAGES)
    top = {path for path in pages if path.endswith(".html") and not path.startswith(folders) and path != "404.html"}
    for language in LANGUAGES:
        assert {path.removeprefix(f"{language}/") for path in pages if path.startswith(f"{language}/")} >= top
    for path in ("index.html", "programs/camina-conmigo.html", "conditions/stroke.html", "support.html"):
        for language, place in [("en", path), *((code, f"{code}/{path}") for code in LANGUAGES)]:
            page = Page(text_of(pages, place))
            assert page.all("html")[0]["lang"] == language
            base = "https://www.example.org/directory/"
            alternates = {tag["hreflang"]: tag["href"] for tag in page.all("link") if "hreflang" in tag}
            elsewhere = {other: f"{base}{other}/{path}" for other in LANGUAGES}
            assert alternates == {"en": base + path, **elsewhere, "x-default": base + path}
            switch = [tag for tag in page.all("a") if tag.get("aria-label") and "hreflang" in tag]
            assert [tag["aria-label"] for tag in switch] == TONGUES
            assert [tag["hreflang"] for tag in switch] == ["en", *LANGUAGES]
            assert [tag["lang"] for tag in switch if tag.get("aria-current")] == [language]


def test_a_directory_of_one_language_has_no_switch(tmp_path: Path) -> None:
    pages = public(tmp_path, {})
    assert not [path for path in pages if path.startswith("es/")]
    assert not [tag for tag in Page(text_of(pages, "index.html")).all("link") if "hreflang" in tag]


def test_the_first_language_with_words_stands_at_the_top(tmp_path: Path) -> None:
    pages = public(tmp_path, {}, languages=["so", "es", "en"])
    assert Page(text_of(pages, "index.html")).all("html")[0]["lang"] == "es"
    assert Page(text_of(pages, "en/index.html")).all("html")[0]["lang"] == "en"
    assert '<span lang="so" dir="ltr">Neighbors help' in text_of(pages, "programs/toy-0.html")


def test_a_page_in_spanish_is_in_spanish_and_marks_what_is_not(pages: Pages) -> None:
    page = text_of(pages, "es/programs/camina-conmigo.html")
    said = Page(page).text.replace("\u00a0", " ")
    for text in (
        "Vecinos con diabetes en el sur de la bahía",
        "Primer y tercer martes de cada mes, 6 a 7:30 p. m.",
        "Última revisión",
        "14 de octubre de 2026, por teléfono",
        "Diabetes tipo 2",
        "Planeamos las comidas de la semana",
        "Recepción",
        "En 3 días hábiles",
        "Línea de Prevención del Suicidio",
    ):
        assert text in said, text
    for text in ("At a glance", "How to refer", "Last checked", "Front desk"):
        assert text not in said, text
    assert '<span lang="en" dir="ltr">Ask the person whether we may call' in page
    assert "Lo que aún no está traducido está en inglés." in said
    assert "Parts" not in Page(text_of(pages, "programs/camina-conmigo.html")).text


def test_settings_without_a_translation_are_marked_as_in_another_language(tmp_path: Path) -> None:
    pages = public(tmp_path, {}, languages=["en", "fr"], disclaimer="No endorsement.\n\nSee a doctor.")
    assert '<div lang="en" dir="ltr"><p>No endorsement.</p>' in text_of(pages, "fr/about.html")


def test_all_text_in_another_language_is_marked_on_a_page_without_a_translation(tmp_path: Path) -> None:
    pages = public(tmp_path, {"description": "Long words."}, languages=["en", "es"])
    page = text_of(pages, "es/programs/toy-0.html")
    for text in ("Neighbors help one another", "Cooking together every week", "Long words."):
        assert re.search(rf'lang="en" dir="ltr">(<p>)?{text}', page), text
    body = text_of(pages, "index.html").partition("<body")[2]
    assert 'lang="en"' not in re.sub(r"<nav class=.tongues.*?</nav>", "", body, flags=re.S)


def test_usual_times_of_a_program_that_is_paused_say_so_wherever_they_stand(tmp_path: Path) -> None:
    pages = public(tmp_path, {"status": "paused"})
    page = text_of(pages, "programs/toy-0.html")
    told = [page.partition(f'id="{part}"')[2].partition("</section>")[0] for part in ("glance", "where")]
    assert all("<li><strong>Paused for now</strong></li>" in part and "Tuesdays" in part for part in told)


def test_files_have_the_same_names_in_every_language(pages: Pages) -> None:
    assert "places/chiang-mai-thailand.html" in pages
    page = Page(text_of(pages, "es/places/chiang-mai-thailand.html"))
    assert "Chiang Mai, Tailandia" in page.text
    assert "En línea" in Page(text_of(pages, "es/places/online.html")).text


def test_an_area_of_a_city_is_listed_with_the_city(pages: Pages) -> None:
    assert "Neighbor to Neighbor" in Page(text_of(pages, "places/san-diego.html")).text
    assert not [path for path in pages if "downtown" in path]


def test_broken_words_are_named_with_their_line(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    shutil.copytree(assets("templates") / "site", ours / "site")
    shutil.copytree(assets("templates") / "text", ours / "text")
    file = ours / "text" / "site" / "en.yaml"
    good = file.read_text(encoding="utf-8")
    file.write_text(good + "\nx: [\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"^ours/text/site/en\.yaml:[0-9]+:[0-9]+: "):
        dict(render(Collection(), today=TODAY, templates=ours / "site"))
    header = ours / "site" / "header.html"
    header.write_text(header.read_text(encoding="utf-8").replace('"page.skip"', '"page.skipp"'), encoding="utf-8")
    file.write_text(good, encoding="utf-8")
    with pytest.raises(SiteError, match=r"header\.html:[0-9]+: .*'page\.skipp' are missing"):
        dict(render(Collection(), today=TODAY, templates=ours / "site"))
    file.write_text("", encoding="utf-8")
    with pytest.raises(SiteError, match=r"en\.yaml"):
        dict(render(Collection(), today=TODAY, templates=ours / "site"))


# A look of one's own


def test_a_site_changes_single_files_and_takes_the_rest_from_ours(tmp_path: Path) -> None:
    for name, text in {
        "site/about.html": "{% extends 'base.html' %}{% block main %}<h1>We</h1>{% endblock %}",
        "site/assets/theme.css": ":root { --accent: #7a1f3d; }",
        "site/assets/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "site/assets/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg' id='own'/>",
        "site/assets/.hidden": "no",
        "text/site/es.yaml": "home:\n  what: Lo que hacemos\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = render(view(load(SAMPLE), "public"), today=TODAY, templates=tmp_path / "site")
    assert "<h1>We</h1>" in text_of(made, "about.html")
    first = text_of(made, "es/index.html")
    assert "Lo que hacemos" in first
    assert "Búsqueda" in first or "Buscar" in first
    assert first.index("assets/style.css") < first.index("assets/theme.css")
    assert '<img class="logo" src="../assets/logo.svg" alt="" width="40" height="40">' in first
    assert b"own" in made["assets/icon.svg"]
    assert b"#7a1f3d" in made["assets/theme.css"]
    assert "assets/.hidden" not in made
    assert b"assets/theme.css" in made["worker.js"]
    assert list(flaws(Page(first))) == []


def test_the_command_takes_a_folder_of_own_templates(tmp_path: Path) -> None:
    about, out = tmp_path / "ours" / "site" / "about.html", tmp_path / "public"
    about.parent.mkdir(parents=True)
    about.write_text("<p>Ours</p>", encoding="utf-8")
    toy(tmp_path / "directory", {})
    call = ["render", "site", "-C", str(tmp_path / "directory"), "-o", str(out), "--today", TODAY.isoformat()]
    run = functools.partial(CliRunner().invoke, app)
    assert run([*call, "--templates", str(tmp_path / "ours")]).exit_code == 0
    assert (out / "about.html").read_text(encoding="utf-8") == "<p>Ours</p>"
    about.write_text("<p>\n{{ nobody }}</p>", encoding="utf-8")
    failed = run([*call, "--templates", str(tmp_path / "ours")])
    assert failed.exit_code == 3
    assert "templates/site/about.html:2: " in failed.stderr
    assert (out / "about.html").read_text(encoding="utf-8") == "<p>Ours</p>"
    assert run([*call, "--templates", str(tmp_path / "nowhere")]).exit_code == 2
    assert run(call).exit_code == 0
    assert "<h1>" in (out / "about.html").read_text(encoding="utf-8")


# Policy and referral sheets


def test_the_policy_is_a_page_with_its_tables(collection: Collection) -> None:
    text = (SAMPLE / "policy.md").read_text(encoding="utf-8")
    made = render(view(collection, "public"), today=TODAY, policies={"en": text})
    page = Page(text_of(made, "policy.html"))
    assert list(flaws(page)) == []
    assert len(page.all("table")) == 2
    assert '<tr><th scope="row">How it is run</th><td>wanted</td><td>membership</td>' in text_of(made, "policy.html")
    assert 'href="policy.html"' in text_of(made, "about.html")
    assert '<div class="wide prose policy-text" lang="en" dir="ltr">' in text_of(made, "es/policy.html")
    assert "Lo que aún no está traducido está en inglés." in Page(text_of(made, "es/policy.html")).text
    assert "../policy.html" in text_of(made, "programs/camina-conmigo.html")
    assert "policy.html" not in render(view(collection, "public"), today=TODAY)


def test_notes_in_the_policy_for_those_who_keep_it_are_not_published(collection: Collection) -> None:
    text = (SAMPLE / "policy.md").read_text(encoding="utf-8")
    assert "write the old version into the second table" in text
    shown = Page(text_of(render(view(collection, "public"), today=TODAY, policies={"en": text}), "policy.html")).text
    assert "second table" not in shown
    assert "For those who keep this policy" not in shown
    assert "What the directory is for" in shown
    assert [part.lines[0] for part in blocks("One <!-- two\n\n## Three --> four\n\n<!-- five")] == ["One  four"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# A\n\ntext\nmore", [("heading", 1, "A"), ("text", 0, "text more")]),
        ("# A\n### B", [("heading", 1, "A"), ("heading", 2, "B")]),
        ("- one\n  two\n- three", [("list", 0, "one two|three")]),
        ("1. one\n2. two", [("steps", 0, "one|two")]),
        ("text\n- one", [("text", 0, "text"), ("list", 0, "one")]),
        ("<b>x</b> **y** `z<`", [("text", 0, "&lt;b&gt;x&lt;/b&gt; <strong>y</strong> <code>z&lt;</code>")]),
        ("| a | b |\n| --- | --- |\n| <i> | d |", [("table", 0, "a,b;&lt;i&gt;,d")]),
        ("", []),
    ],
)
def test_a_long_text_is_cut_into_its_parts(text: str, kinds: list[tuple[str, int, str]]) -> None:
    told = [
        (part.kind, part.level, "|".join(part.lines) or ";".join(",".join(row) for row in part.rows))
        for part in blocks(text)
    ]
    assert told == kinds


@given(st.text(st.sampled_from("<>&|#-*`1. \nab"), max_size=60))
def test_no_text_of_a_policy_becomes_markup(text: str) -> None:
    allowed = re.compile(r"</?(?:strong|code)>")
    for part in blocks(text):
        for said in (*part.lines, *(cell for row in part.rows for cell in row)):
            assert "<" not in allowed.sub("", said)


def test_each_program_with_a_protocol_has_a_sheet_without_anything_for_staff(
    collection: Collection, pages: Pages
) -> None:
    listed = [one for one in view(collection, "public").programs if one.listed and one.publish.web]
    sheets = {path for path in pages if path.startswith("sheets/")}
    assert sheets == {f"sheets/{one.id}.html" for one in listed if one.referral}
    assert "A promotora calls within three working days" in text_of(pages, "sheets/camina-conmigo.html")
    assert '<html lang="es"' in text_of(pages, "es/sheets/camina-conmigo.html")
    assert "../sheets/camina-conmigo.html" in text_of(pages, "programs/camina-conmigo.html")
    assert "sheets/camina-conmigo.html" in text_of(pages, "professionals.html")
    hidden = secrets(collection)
    assert hidden
    assert [path for path in sheets for one in hidden if one in text_of(pages, path).casefold()] == []


# Meetings


def slot(**fields: Any) -> Slot:
    return Slot(location="room", **{"freq": "weekly", "start": "18:00", **fields})


def days(one: Slot, first: str = "2026-11-21", last: str = "2027-01-31") -> list[str]:
    found = occurrences.starts(one, ZONE, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return [start.date().isoformat()[5:] for start in found]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (slot(byday=("TU",), until=day("2026-12-09")), "11-24 12-01 12-08"),
        (
            slot(byday=("MO", "SA"), except_=(day("2026-11-23"),), until=day("2026-11-30")),
            "11-21 11-28 11-30",
        ),
        (slot(byday=("TU",), interval=2, dtstart=day("2026-11-03"), until=day("2026-12-20")), "12-01 12-15"),
        (slot(byday=("TU",), interval=2), ""),
        (slot(byday=("TU", "TH"), interval=2, dtstart=day("2026-11-19"), until=day("2026-12-04")), "12-01 12-03"),
        (slot(freq="monthly", byday=("1TU", "3TU")), "12-01 12-15 01-05 01-19"),
        (slot(freq="monthly", byday=("-1FR",)), "11-27 12-25 01-29"),
        (slot(freq="monthly", byday=("5SA",)), "01-30"),
        (slot(freq="monthly", byday=("2WE",), interval=2, dtstart=day("2026-10-01")), "12-09"),
        (slot(freq="daily", interval=30, dtstart=day("2026-11-01")), "12-01 12-31 01-30"),
        (slot(freq="daily", dtstart=day("2027-01-30")), "01-30 01-31"),
        (Slot(location="room", by_appointment=True), ""),
        (slot(byday=("TU",), timezone="Nowhere/At_All"), ""),
    ],
)
def test_on_which_days_a_series_meets(one: Slot, expected: str) -> None:
    assert days(one) == expected.split()


@given(
    st.sets(st.sampled_from(occurrences.DAYS), min_size=1),
    st.integers(1, 4),
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
)
def test_a_weekly_series_meets_on_its_days_in_every_so_many_weeks(
    byday: set[str], interval: int, since: dt.date
) -> None:
    one = slot(byday=tuple(byday), interval=interval, dtstart=since)
    found = [start.date() for start in occurrences.starts(one, ZONE, since, since + dt.timedelta(days=100))]
    assert {occurrences.DAYS[day.weekday()] for day in found} <= byday
    weeks = {(day - dt.timedelta(days=day.weekday())) for day in found}
    assert {(b - a).days for a, b in itertools.pairwise(sorted(weeks))} <= {7 * interval}
    assert all(day >= since for day in found)


def test_a_meeting_past_midnight_ends_on_the_next_day() -> None:
    start = dt.datetime(2026, 11, 21, 22, tzinfo=zoneinfo.ZoneInfo(ZONE))
    assert occurrences.end_of(slot(start="22:00", end="01:00"), start) == start + dt.timedelta(hours=3)
    assert occurrences.end_of(slot(), start) is None


def test_a_page_names_the_next_meetings_in_the_time_of_the_program(tmp_path: Path) -> None:
    series = {"location": "room", "freq": "weekly", "byday": ["TU"], "start": "18:00", "end": "19:30"}
    pages = public(tmp_path, {"schedule": [{**series, "timezone": "Asia/Bangkok"}]}, {"status": "paused"})
    page = text_of(pages, "programs/toy-0.html")
    assert '<time datetime="2026-11-24T18:00+07:00">Tuesday, 24 November 2026, 6–\u20607:30\xa0pm</time>' in page
    assert 'data-end="2026-11-24T19:30+07:00"' in page
    assert "Bangkok time." in page
    shown = re.findall(r"<li data-end=[^>]*>", page)
    assert [" hidden" in item for item in shown] == [False] * 3 + [True] * (len(shown) - 3)
    assert "Martes" not in page


def test_free_is_said_once_in_every_language(pages: Pages) -> None:
    assert "Gratis. Dinner is included on Tuesdays." in Page(text_of(pages, "es/programs/camina-conmigo.html")).text
    assert "Free. Dinner is included on Tuesdays." in Page(text_of(pages, "programs/camina-conmigo.html")).text
    assert "Gratis; bring a side dish" in Page(text_of(pages, "es/programs/butterfly-table.html")).text


def test_a_program_that_takes_a_break_names_no_next_meetings(pages: Pages) -> None:
    page = text_of(pages, "programs/hep-c-buddies.html")
    assert "Paused for now" in page
    assert "Tuesdays and Thursdays" in page
    assert "next-meetings" not in page
    assert "programs/hep-c-buddies.ics" not in pages


def test_a_program_that_meets_by_appointment_has_no_list_of_meetings(tmp_path: Path) -> None:
    pages = public(tmp_path, {"schedule": [{"location": "room", "by_appointment": True}]})
    assert "next-meetings" not in text_of(pages, "programs/toy-0.html")
    assert "programs/toy-0.ics" not in pages


# Calendars


def unfolded(calendar: bytes) -> list[str]:
    text = calendar.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").rstrip("\r\n").split("\r\n")


def test_every_calendar_is_whole(pages: Pages) -> None:
    calendars = {path: unfolded(pages[path]) for path in pages if path.endswith(".ics")}
    assert len(calendars) > 100
    for path, lines in calendars.items():
        parts: list[str] = []
        for line in lines:
            name, _, value = line.partition(":")
            if name == "BEGIN":
                parts.append(value)
            elif name == "END":
                assert parts.pop() == value, path
        assert parts == [], path
        zones = {line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")}
        named = {found for line in lines for found in re.findall(r"^DT\w+;TZID=([^:]+):", line)}
        assert named == zones, path
        events = "\n".join(lines).count("BEGIN:VEVENT")
        uids = {line for line in lines if line.startswith("UID:")}
        assert len(uids) == events > 0, path
        assert sum(line.startswith("RRULE:FREQ=") for line in lines if "BYMONTH" not in line) == events, path


def test_a_calendar_repeats_in_the_zone_of_the_program(pages: Pages) -> None:
    lines = unfolded(pages["programs/camina-conmigo.ics"])
    event = lines[lines.index("UID:camina-conmigo-1@www.example.org") :]
    for line in (
        "DTSTART;TZID=America/Los_Angeles:20261121T080000",
        "DTEND;TZID=America/Los_Angeles:20261121T090000",
        "RRULE:FREQ=WEEKLY;BYDAY=SA;WKST=MO",
        "EXDATE;TZID=America/Los_Angeles:20261226T080000,20270102T080000",
        "SUMMARY:Camina Conmigo: Saturday walk",
        "URL:https://www.example.org/directory/programs/camina-conmigo.html",
    ):
        assert line in event, line
    assert "Por favor\\, llame antes de ir." in "".join(unfolded(pages["es/programs/camina-conmigo.ics"]))


def test_an_end_of_a_series_is_written_in_universal_time(tmp_path: Path) -> None:
    series = {**PROGRAM["schedule"][0], "interval": 2, "dtstart": "2026-11-03", "until": "2026-12-31"}
    lines = unfolded(public(tmp_path, {"schedule": [series]})["programs/toy-0.ics"])
    assert "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO;UNTIL=20270101T075959Z" in lines
    assert "DTSTART;TZID=America/Los_Angeles:20261103T180000" in lines


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        ("America/Los_Angeles", ["BYMONTH=11;BYDAY=1SU", "BYMONTH=3;BYDAY=2SU"]),
        ("Europe/Berlin", ["BYMONTH=10;BYDAY=-1SU", "BYMONTH=3;BYDAY=-1SU"]),
        ("Africa/Douala", []),
        ("Asia/Bangkok", []),
    ],
)
def test_a_time_zone_is_written_with_its_summer_time(zone: str, rules: list[str]) -> None:
    lines = icalendar.timezone(zoneinfo.ZoneInfo(zone), 2026)
    assert [line.removeprefix("RRULE:FREQ=YEARLY;") for line in lines if line.startswith("RRULE")] == rules
    assert sum(line.startswith("TZOFFSETTO:") for line in lines) == max(1, len(rules))


def test_summer_time_without_a_rule_is_listed_year_by_year() -> None:
    lines = icalendar.timezone(zoneinfo.ZoneInfo("Africa/Casablanca"), 2026)
    listed = [line for line in lines if line.startswith("RDATE:")]
    assert len(listed) == 2
    assert all(len(line.split(",")) >= 5 for line in listed)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_text_leaves_its_place_in_a_calendar(value: str) -> None:
    calendar = icalendar.calendar([f"SUMMARY:{icalendar.text(value)}", "END:VEVENT"]).encode()
    assert len(unfolded(calendar)) == 2


# Search engines

KNOWN = {
    "Service": "name alternateName description url serviceType provider areaServed audience availableChannel",
    "Organization": "name url",
    "Place": "name address geo",
    "PostalAddress": "streetAddress addressLocality addressRegion postalCode addressCountry",
    "GeoCoordinates": "latitude longitude",
    "PeopleAudience": "healthCondition",
    "MedicalCondition": "name",
    "ServiceChannel": "availableLanguage servicePhone serviceUrl serviceLocation",
    "ContactPoint": "telephone",
    "Event": "name description url startDate endDate eventAttendanceMode eventSchedule isAccessibleForFree inLanguage"
    " location organizer",
    "Schedule": "repeatFrequency byDay startDate endDate startTime endTime exceptDate scheduleTimezone",
    "VirtualLocation": "name url",
}
"""The types and properties of schema.org that are used, each property with a type that has it (schema.org 29)."""


def things(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield from [data] if "@type" in data else []
        data = list(data.values())
    for part in data if isinstance(data, list) else ():
        yield from things(part)


def test_data_for_search_engines_uses_what_schema_org_has(pages: Pages) -> None:
    found = {}
    # What is said differs from one language to the next, and not what it is called.
    for path in (path for path in pages if path.startswith(("programs/", "ar/programs/")) and path.endswith(".html")):
        if data := Page(text_of(pages, path)).data:
            found[path] = json.loads(data)
    assert len(found) > 90
    used = [thing for data in found.values() for thing in things(data)]
    assert {thing["@type"] for thing in used} == KNOWN.keys()
    for thing in used:
        assert thing.keys() - {"@type"} <= {*KNOWN[thing["@type"]].split()}, thing
    camina = {thing["@type"]: thing for thing in found["programs/camina-conmigo.html"]["@graph"]}
    assert camina["Service"]["provider"]["name"] == "Example Promotora Network"
    assert camina["Event"]["startDate"].endswith("-08:00")


def test_each_page_says_what_a_link_to_it_shows(pages: Pages) -> None:
    page = Page(text_of(pages, "es/programs/camina-conmigo.html"))
    told = {tag["property"]: tag["content"] for tag in page.all("meta") if "property" in tag}
    assert (told["og:title"] or "").startswith("Camina Conmigo – Directorio")
    assert (told["og:description"] or "").startswith("Vecinos con diabetes en el sur de la bahía cocinan")
    assert told["og:url"] == "https://www.example.org/directory/es/programs/camina-conmigo.html"


def test_the_first_page_names_a_few_examples_and_leads_to_the_others(tmp_path: Path) -> None:
    old = [{"status": "historical", "name": f"Example {number}", "sources": ["a book"]} for number in range(9)]
    made = public(tmp_path, {}, *old)
    first = text_of(made, "index.html")
    section = first[first.index('id="functions-title"') : first.index('id="ways-title"')]
    assert section.count('<li><a href="programs/') == 6
    assert 'href="examples.html">' in section
    assert text_of(made, "examples.html").count('<li class="card">') == 9


def test_a_link_to_a_page_is_shown_with_a_picture_where_its_address_is_known(tmp_path: Path, pages: Pages) -> None:
    def named(made: Pages, path: str) -> dict[str | None, str | None]:
        tags = Page(text_of(made, path)).all("meta")
        found = {tag.get("property") or tag.get("name"): tag.get("content") for tag in tags}
        return {name: content for name, content in found.items() if name and "image" in f"{name} {content}"}

    for path in ("index.html", "es/programs/camina-conmigo.html"):
        found = named(pages, path)
        assert found["og:image"] == "https://www.example.org/directory/assets/social.png"
        assert found["og:image:alt"]
        assert found["twitter:card"] == "summary_large_image"
    picture = pages["assets/social.png"]
    assert picture.startswith(b"\x89PNG")
    assert len(picture) <= 20 * KILOBYTE
    size = tuple(int.from_bytes(picture[at : at + 4]) for at in (16, 20))
    assert size == tuple(int(found[f"og:image:{side}"] or 0) for side in ("width", "height"))
    assert b"social.png" not in pages["worker.js"]
    nowhere = public(tmp_path / "nowhere")
    assert "assets/social.png" not in nowhere
    assert named(nowhere, "index.html") == {}


def test_a_site_has_a_picture_of_its_own_for_links(tmp_path: Path) -> None:
    own = tmp_path / "own" / "site" / "assets" / "social.png"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"\x89PNG own")
    collection = view(toy(tmp_path, {}, base_url="https://x.example/"), "public")
    assert render(collection, today=TODAY, templates=own.parents[1])["assets/social.png"] == b"\x89PNG own"
    assert "assets/social.png" not in render(
        dataclasses.replace(collection), today=TODAY, audience="staff", templates=own.parents[1]
    )


def test_the_sitemap_names_every_page_once(pages: Pages) -> None:
    root = ET.fromstring(pages["sitemap.xml"])  # noqa: S314 - our own
    listed = [element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    paths = [found.removeprefix("https://www.example.org/directory/") for found in listed]
    moved = {
        path for path, page in html_pages(pages) if any(tag.get("http-equiv") == "refresh" for tag in page.all("meta"))
    }
    whole = {path for path in pages if path.endswith(".html")} - moved - {"404.html"}
    whole = {path for path in whole if "sheets/" not in path and not path.endswith("offline.html")}
    assert sorted(f"{path}index.html" if not path or path.endswith("/") else path for path in paths) == sorted(whole)
    assert b"Sitemap: https://www.example.org/directory/sitemap.xml" in pages["robots.txt"]


def test_a_long_sitemap_is_cut() -> None:
    files = dict(wayfinding.sitemaps((f"programs/p{number}.html" for number in range(50_001)), "https://x.example/"))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert files["sitemap-2.xml"].count(b"<loc>") == 1
    assert b"<loc>https://x.example/sitemap-2.xml</loc>" in files["sitemap.xml"]


def test_without_an_address_there_is_no_sitemap_and_no_feed_but_the_page(tmp_path: Path) -> None:
    pages = public(tmp_path, {})
    assert not {"sitemap.xml", "feed.xml", "feed.json"} & pages.keys()
    assert "feed.xml" not in text_of(pages, "news.html")
    assert pages["robots.txt"] == b"User-agent: *\nAllow: /\n"
    assert "<svg" not in text_of(pages, "programs/toy-0.html")


def test_robots_stay_away_from_an_edition_for_staff(collection: Collection) -> None:
    pages = render(view(collection, "staff", TODAY), today=TODAY, audience="staff", news=told("Camina Conmigo"))
    assert pages["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    assert not {"sitemap.xml", "feed.xml", "feed.json"} & pages.keys()


# Old addresses


def test_an_old_address_leads_to_the_new_one(pages: Pages) -> None:
    for start in ("", "es/"):
        page = Page(text_of(pages, f"{start}programs/walk-with-me-chula-vista.html"))
        meta = [tag["content"] for tag in page.all("meta") if tag.get("http-equiv") == "refresh"]
        assert meta == ["0; url=camina-conmigo.html"]
        assert "camina-conmigo.html" in page.values("href")
        canonical = [tag["href"] for tag in page.all("link") if tag["rel"] == "canonical"]
        assert canonical == [f"https://www.example.org/directory/{start}programs/camina-conmigo.html"]


def test_an_id_in_use_is_no_old_address(tmp_path: Path) -> None:
    pages = public(tmp_path, {"id": "one", "former_ids": ["two", "three"]}, {"id": "two", "former_ids": ["three"]})
    assert "refresh" not in text_of(pages, "programs/two.html")
    assert "url=one.html" in text_of(pages, "programs/three.html")


@pytest.mark.parametrize(
    ("settings", "root"),
    [({}, "/"), ({"base_url": "https://x.example/a/b"}, "/a/b/"), ({"base_url": "https://x.example"}, "/")],
)
def test_the_page_for_lost_readers_works_at_any_address(tmp_path: Path, settings: dict[str, Any], root: str) -> None:
    page = Page(text_of(public(tmp_path, {}, **settings), "404.html"))
    links = [link for link in page.values("href") if not re.match(r"[a-z]+:|#", link)]
    assert links
    assert all(link.startswith(root) for link in links)
    assert {"name": "robots", "content": "noindex"} in page.all("meta")


# News


def test_feeds_tell_what_the_page_tells(pages: Pages) -> None:
    root = ET.fromstring(pages["feed.xml"])  # noqa: S314 - our own
    atom = "{http://www.w3.org/2005/Atom}"
    assert root.findtext(f"{atom}title") == "Example Community Directory of Peer Support"
    entry = root.find(f"{atom}entry")
    assert entry is not None
    assert entry.findtext(f"{atom}title") == "Changed: Camina Conmigo"
    assert entry.findtext(f"{atom}updated") == "2026-11-02T00:00:00Z"
    feed = json.loads(pages["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == [entry.findtext(f"{atom}id")]
    assert feed["items"][0]["url"] == "https://www.example.org/directory/programs/camina-conmigo.html"
    assert "Con datos nuevos: Camina Conmigo" in Page(text_of(pages, "es/news.html")).text
    assert "2 de noviembre de 2026" in Page(text_of(pages, "es/news.html")).text


def changed_fields() -> Iterator[str]:
    """Yield the paths of all fields of which a change is told."""
    yield from (*nouns.NOUNS, *nouns.ITEMS, *nouns.OTHERS, *tell.TELLERS, *TEXTS)
    yield from (f"contacts.{name}" for name in nouns.CONTACT)
    yield from ("emergency", "emergency.note", "contact.phone", "languages.level", "schedule.location")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_change_is_named_in_the_language_of_the_page(collection: Collection, language: str) -> None:
    spoken, english = (speech(collection, code, TODAY, [ROOT / "templates"]) for code in (language, "en"))
    unknown = {changed.OTHER, "id", "taxonomy", "sources", "extra", "checklist"}
    for field in changed_fields():
        name = changed.field_name(field, spoken)
        assert name != changed.field_name(field, english), field
        assert (name == changed.field_name(changed.OTHER, spoken)) == (field in unknown), field


def test_details_of_a_change_are_in_the_language_of_the_page(collection: Collection) -> None:
    seen = view(collection, "public", TODAY)
    details = (
        Detail(field="schedule", text="meets one hour later: Tue 7 pm (was 6 pm)", before="Tue 6 pm", after="Tue 7 pm"),
        Detail(field="schedule", text="new meeting: Sat 8 am", after="Sat 8 am"),
        Detail(field="contacts.phone", text="the phone number changed", after="+1-619-555-0101"),
        Detail(field="conditions", text="now also for Stroke", after="Stroke"),
        Detail(field="languages", text="no longer in Thai", before="Thai"),
        Detail(field="referral.methods", text="people can now be referred: by phone", after="by phone"),
    )
    items = [
        Item(day=TODAY, change=Change(kind="changed", id="camina-conmigo", name="Camina Conmigo", details=details)),
        Item(day=TODAY, change=Change(kind="new", id="camina-conmigo", name="x", details=details[:1])),
        Item(day=TODAY, change=Change(kind="checked", id="camina-conmigo", name="y", details=details[:1])),
    ]
    made = render(seen, today=TODAY, news=News(items=items, since=TODAY))
    spanish = text_of(made, "es/news.html")
    assert re.findall(r"<li>(?!<time)(.*?)</li>", spanish[spanish.index('<ul class="news">') :])[:6] == [
        "Cambió: el horario de las reuniones",
        'el número de teléfono: <bdi dir="ltr">+1-619-555-0101</bdi>',
        "las enfermedades, ahora también: Accidente cerebrovascular",
        "los idiomas, ya no: Tailandés",
        "Cambió: cómo referir a alguien",
        _program(collection, "camina-conmigo").translations["es"].summary,
    ]
    english = text_of(made, "news.html")
    assert "meets one hour later" in english
    first = dataclasses.replace(seen.directory, languages=("es", "en"), base_url="https://x.example/")
    entries = tuple(dataclasses.replace(one, record=first) if one.kind == "directory" else one for one in seen.entries)
    feed = render(dataclasses.replace(seen, entries=entries), today=TODAY, news=News(items=items, since=TODAY))
    assert 'xml:lang="es">Cambió: el horario' in text_of(feed, "feed.xml")
    assert "hour later" not in text_of(feed, "feed.json")


def test_news_without_any_and_without_git(tmp_path: Path) -> None:
    collection = view(toy(tmp_path, {}), "public")
    empty = render(collection, today=TODAY, news=News(items=(), since=TODAY))
    assert "Nothing has changed" in text_of(empty, "news.html")
    none = render(collection, today=TODAY)
    assert "news.html" not in none
    assert "news.html" not in text_of(none, "index.html")


def test_hostile_news_stay_text(tmp_path: Path) -> None:
    bad = f"{HOSTILE}]]>\x00\u202e\x1b[31m"
    collection = view(toy(tmp_path, {}, base_url="https://x.example/"), "public")
    pages = render(collection, today=TODAY, news=told(bad, bad, program="toy-0"))
    root = ET.fromstring(pages["feed.xml"])  # noqa: S314 - our own
    assert {element.tag.partition("}")[2] for element in root.iter()} == {
        "feed", "id", "title", "updated", "author", "name", "link", "entry", "content",
    }  # fmt: skip
    assert HOSTILE in (root.findtext(".//{*}content") or "")
    for path in ("feed.xml", "feed.json", "news.html"):
        assert not {"\x00", "\x1b", "\u202e"} & set(pages[path].decode()), path
    assert list(flaws(Page(text_of(pages, "news.html")))) == []


def commit(root: Path, day: str) -> None:
    names = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "PATH": "/usr/bin:/bin"}
    who = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], cwd=root, check=True, env=names, capture_output=True)


def test_news_are_what_git_knows_of_the_last_months(tmp_path: Path) -> None:
    assert news(tmp_path, ZONE, TODAY) is None
    hidden = {"publish": {"web": True, "feed": False, "reason": "asked"}}
    toy(tmp_path, {"name": "First one"}, {"name": "Quiet one", **hidden})
    assert news(tmp_path, ZONE, TODAY) is None
    commit(tmp_path, "2026-08-10")
    changed = [{"name": "First one", "cost": {"free": False}}, {"name": "Quiet one", "cost": {"free": False}, **hidden}]
    toy(tmp_path, *changed)
    commit(tmp_path, "2026-10-05")
    toy(tmp_path, *changed, {"name": "Third one"})
    found = news(tmp_path, ZONE, TODAY)
    assert found
    told = [(item.day.isoformat(), item.change.kind, item.change.name) for item in found.items]
    assert told == [("2026-11-21", "new", "Third one"), ("2026-10-05", "changed", "First one")]
    assert found.since == dt.date(2026, 9, 1)


def test_nothing_for_staff_is_in_what_is_made_for_other_programs(collection: Collection, pages: Pages) -> None:
    made = [
        path for path in pages if path.endswith((".ics", ".xml", ".json", ".txt")) or path.startswith(("es/", "fr/"))
    ]
    assert {"feed.xml", "feed.json", "sitemap.xml"} < set(made)
    everything = "\n".join(pages[path].decode().replace("\r\n ", "") for path in made)
    digits = re.sub(r"[^0-9+a-z]", "", everything.casefold())
    for secret in secrets(collection):
        assert secret not in everything, secret
        if secret.startswith("+"):
            assert re.sub(r"[^0-9+]", "", secret) not in digits, secret


# What a reader can do


@pytest.mark.parametrize(
    ("settings", "link"),
    [
        ({}, "mailto:desk@example.org?subject=toy-0"),
        ({"corrections_url": "https://x.example/new"}, "https://x.example/new?title=toy-0"),
        ({"corrections_url": "https://x.example/new?a=b.yml"}, "https://x.example/new?a=b.yml&title=toy-0"),
        ({"contact": {"role": "Desk", "phone": "+1-619-555-0199"}}, None),
    ],
)
def test_a_page_can_be_corrected(tmp_path: Path, settings: dict[str, Any], link: str | None) -> None:
    page = Page(text_of(public(tmp_path, {}, **settings), "programs/toy-0.html"))
    assert ("Correct this entry" in page.text) == (link is not None)
    assert link is None or link in page.values("href")


def test_a_map_opens_where_a_place_is_known_and_never_for_a_confidential_one(tmp_path: Path) -> None:
    street = {"line1": "1 Example St", "city": "Vista", "state": "CA", "country": "US"}
    places = [
        {"key": "room", "type": "physical", "address": street},
        {"key": "den", "type": "confidential", "area": "North"},
        {"key": "town", "type": "physical", "address": {"city": "Vista", "country": "US"}},
    ]
    page = Page(text_of(public(tmp_path, {"locations": places}), "programs/toy-0.html"))
    maps = [tag for tag in page.all("a") if "openstreetmap" in (tag.get("href") or "")]
    assert [tag["rel"] for tag in maps] == ["noopener noreferrer"]


def test_a_page_has_its_address_to_scan(pages: Pages) -> None:
    page = text_of(pages, "programs/camina-conmigo.html")
    pattern = (
        r'<svg class="code" role="img" aria-label="QR: ([^"]+)" viewBox="0 0 ([0-9]+) \2">.*? d="(M[^"]+)"/></svg>'
    )
    [(told, side, path)] = re.findall(pattern, page)
    assert told == "example.org/directory/programs/camina-conmigo.html"
    assert scanned(path, int(side)) == "https://www.example.org/directory/programs/camina-conmigo.html"


def scanned(path: str, side: int) -> str:
    """Draw strokes of one module's width as a picture, four pixels a module, and read it as a camera would."""
    picture = [bytearray(b"\xff" * side * 4) for _ in range(side * 4)]
    row = column = 0
    for kind, x, y, length in re.findall(r"([Mm])(-?[0-9]+) ([0-9]+)(?:\.5)?h([0-9]+)", path):
        row, column = (int(y), int(x)) if kind == "M" else (row, column + int(x))
        for line in picture[4 * row : 4 * row + 4]:
            line[4 * column : 4 * (column + int(length))] = bytes(4 * int(length))
        column += int(length)
    found = zxingcpp.read_barcode(memoryview(b"".join(picture)).cast("B", (side * 4, side * 4)))
    return found.text if found else ""


def alike(id: str, city: str, **fields: Any) -> dict[str, Any]:  # noqa: A002 - a field's name
    place = {"key": "room", "type": "physical", "address": {"city": city, "country": "US"}}
    return {"id": id, "name": id, "locations": [place], **fields}


def test_other_programs_share_a_condition_and_say_why(tmp_path: Path) -> None:
    collection = toy(
        tmp_path,
        alike("here", "Vista"),
        alike("far", "Oceanside", languages=[{"code": "es"}]),
        alike("near", "Vista", languages=[{"code": "es"}]),
        alike("best", "Vista"),
        alike("fourth", "Poway", languages=[{"code": "es"}]),
        alike("other", "Vista", conditions=["copd"]),
    )
    found = related.Neighbors(collection.programs).of(_program(collection, "here"))
    assert [(one.program.id, one.near, one.languages) for one in found] == [
        ("best", True, ("en",)),
        ("near", True, ()),
        ("far", False, ()),
    ]
    page = Page(text_of(render(view(collection, "public"), today=TODAY), "programs/here.html")).text
    assert "Also for: Stroke" in re.sub(r"\s+", " ", page)
    assert "nearby · in English" in page


def test_a_long_list_can_be_narrowed_by_place_and_language(tmp_path: Path) -> None:
    spanish = [{"code": "es"}]
    programs = [alike(f"vista-{number}", "Vista") for number in range(3)]
    pages = public(tmp_path, *programs, alike("poway", "Poway"), alike("vista-es", "Vista", languages=spanish))
    assert "stroke/vista.html" in text_of(pages, "conditions/stroke.html")
    listed = text_of(pages, "conditions/stroke/vista.html")
    assert "vista-0.html" in listed
    assert "poway" not in listed.partition("<main")[2]
    assert "vista-es.html" in text_of(pages, "conditions/stroke/vista/es.html")
    assert "vista-0.html" not in text_of(pages, "conditions/stroke/vista/es.html")
    assert not [path for path in pages if path.startswith("conditions/stroke/poway/")]


def test_a_short_list_is_not_narrowed(tmp_path: Path) -> None:
    pages = public(tmp_path, alike("one", "Vista"), alike("two", "Poway"))
    assert not [path for path in pages if path.startswith("conditions/stroke/")]


def test_the_four_functions_are_shown_in_the_examples_with_their_source(pages: Pages) -> None:
    page = Page(text_of(pages, "support.html")).text
    for said in ("Peer Support in Cameroon", "Group meetings focused on barriers", "Program Development Guide"):
        assert said in page
    assert "Peers for Progress" in Page(text_of(pages, "es/roles.html")).text


def test_professionals_see_each_protocol(pages: Pages) -> None:
    page = text_of(pages, "professionals.html")
    assert "A promotora calls within three working days" in page
    assert "programs/camina-conmigo.html" in page


def test_figures_are_those_of_the_listed_programs(collection: Collection, tmp_path: Path) -> None:
    seen = view(collection, "public", TODAY)
    found = render(seen, today=TODAY, coverage=lambda: of_collection(seen, TODAY))
    page = Page(text_of(found, "statistics.html"))
    count = sum(program.listed and program.publish.web for program in seen.programs)
    assert f"{count} programs are open to people today." in page.text
    spanish = sum("es" in [offer.code for offer in program.languages] for program in seen.programs if program.listed)
    assert re.search(rf"Spanish\s*{spanish}\s", page.text)
    for start in ("", "es/", "fr/"):
        assert list(flaws(Page(text_of(found, f"{start}statistics.html")))) == []
    assert "martes" in Page(text_of(found, "es/statistics.html")).text
    assert "statistics.html" not in render(view(toy(tmp_path, {}), "public"), today=TODAY)


# Weight


def weight(pages: Pages, path: str) -> int:
    """Return the bytes a page costs on the way, with its style and its scripts, each compressed."""
    page = Page(text_of(pages, path))
    start = path.rpartition("/")[0]
    wanted = [*page.values("src"), *(tag["href"] or "" for tag in page.all("link") if tag["rel"] == "stylesheet")]
    files = {path, *(str((Path("/") / start / found).resolve()).lstrip("/") for found in wanted)}
    return sum(len(gzip.compress(pages[file], 9)) for file in files)


def test_the_first_page_is_light(pages: Pages) -> None:
    for path in ("index.html", "es/index.html", "fr/index.html"):
        assert weight(pages, path) <= 60 * KILOBYTE, path


def test_every_program_is_light(pages: Pages) -> None:
    for path in pages:
        if "programs/" in path and path.endswith(".html"):
            assert weight(pages, path) <= 25 * KILOBYTE, path


def _program(collection: Collection, name: str) -> Program:
    found = collection.program(name)
    assert found
    return found
