"""What a reader of the web pages met that was wrong: long words, lost names, far programs, empty pages, no script."""

import dataclasses
import datetime as dt
import functools
import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from peerdir.audience import view
from peerdir.changes import Change
from peerdir.output_folder import write_pages
from peerdir.reading.collection import Collection, Entry, load
from peerdir.records import Program
from peerdir.render.site import related
from peerdir.render.site.news import Item, News
from peerdir.render.site.single import single_file
from tests.conftest import SAMPLE, TODAY
from tests.site_pages import Pages, render, spoken
from tests.test_site import Page, flaws, follow_links, text_of, toy
from tests.test_site_browser import browser, search
from tests.test_site_browser import pytestmark as needs_browser

__all__ = ["browser"]

LANGUAGES = ("en", "es", "vi", "ar", "zh", "th", "fr")
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenhilfe"
LONG_ARABIC = "المستشفياتوالعياداتوالمراكزالصحيةوالاجتماعية"


@pytest.fixture(scope="module")
def collection() -> Collection:
    return view(load(SAMPLE), "public", TODAY)


@pytest.fixture(scope="module")
def pages(collection: Collection) -> Pages:
    return render(collection, today=TODAY, news=news("camina-conmigo", "gone-away", "baan-jai", "ms-sunrise"))


def news(*ids: str) -> News:
    changes = [Change(kind="changed", id=one, name=f"News of {one}", details=()) for one in ids]
    days = [dt.date(2026, 11, 20 - number) for number in range(len(ids))]
    items = tuple(Item(day=day, change=change) for day, change in zip(days, changes, strict=True))
    return News(items=items, since=dt.date(2026, 6, 1))


def folder_of(language: str) -> str:
    return "" if language == "en" else f"{language}/"


def said(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", text)).strip()


# Long words


def with_long_names(collection: Collection) -> Collection:
    def changed(entry: Entry) -> Entry:
        if entry.kind != "program":
            return entry
        own = {
            code: dataclasses.replace(one, name=f"{LONG_ARABIC} {one.name or ''}")
            for code, one in entry.program.translations.items()
        }
        return dataclasses.replace(
            entry, record=dataclasses.replace(entry.program, name=f"{LONG} {entry.program.name}", translations=own)
        )

    return dataclasses.replace(collection, entries=tuple(map(changed, collection.entries)))


@pytest.fixture(scope="module")
def long_names(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long") / "public"
    changed = spoken(with_long_names(collection), "en", "ar")
    write_pages(folder, render(changed, today=TODAY, news=news("baan-jai", LONG)).items())
    return folder


@pytest.fixture
def small(browser: Browser) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    yield context.new_page()
    context.close()


@needs_browser
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "news.html",
        "professionals.html",
        "conditions/coronary-heart-disease.html",
        "conditions/diabetes-type-2.html",
        "programs/heart-to-heart-el-cajon.html",
    ],
)
def test_a_long_word_in_a_name_does_not_make_a_page_wider_than_a_small_phone(
    small: Any, long_names: Path, language: str, path: str
) -> None:
    small.goto((long_names / folder_of(language) / path).as_uri())
    assert LONG in small.content()
    small.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert small.evaluate("document.documentElement.scrollWidth") == 320


@needs_browser
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("query", ["heart", "x" * 200, "diabetes " + "hospital" * 20, "مستشفى" * 30])
def test_a_long_query_and_what_it_finds_do_not_make_the_page_wider_than_a_small_phone(
    small: Any, long_names: Path, language: str, query: str
) -> None:
    small.goto((long_names / folder_of(language) / "index.html").as_uri())
    search(small, query)
    assert small.evaluate("document.documentElement.scrollWidth") == 320
    status = small.locator("#search-status")
    assert status.inner_text()
    assert status.evaluate("e => e.scrollWidth <= e.clientWidth")


# Names


@pytest.mark.parametrize(
    ("path", "title", "other"),
    [
        ("programs/heart-to-heart-el-cajon.html", "Heart to Heart El Cajon", "من القلب إلى القلب"),
        ("ar/programs/heart-to-heart-el-cajon.html", "من القلب إلى القلب", "Heart to Heart El Cajon"),
        ("th/programs/baan-jai.html", "บ้านใจ", "Baan Jai"),
        ("zh/programs/long-table-convoy.html", "长桌会", "The Long Table"),
        ("es/programs/long-table-convoy.html", "The Long Table", "长桌会"),
    ],
)
def test_other_names_never_repeat_the_title_and_tell_the_original(
    pages: Pages, path: str, title: str, other: str
) -> None:
    text = text_of(pages, path)
    (also,) = re.findall(r'<p class="also">(.*?)</p>', text)
    assert said(re.findall("<h1>.*?</h1>", text)[0]) == title
    assert title not in said(also)
    assert other in said(also)


def test_the_original_name_is_read_aloud_in_its_own_language(pages: Pages) -> None:
    text = text_of(pages, "ar/programs/heart-to-heart-el-cajon.html")
    assert '<span lang="en" dir="ltr">Heart to Heart El Cajon</span>' in text


def test_a_program_of_one_name_has_no_other_names(collection: Collection, pages: Pages) -> None:
    one_name = [program for program in collection.programs if program.listed and not program.also_known_as]
    assert len(one_name) > 10
    assert [program.id for program in one_name if 'class="also"' in text_of(pages, f"programs/{program.id}.html")] == []


def test_names_that_are_the_same_are_told_once(tmp_path: Path) -> None:
    translations = {"es": {"name": "Círculo"}}
    names = ["Circulo", "CIRCLE", "The <b>Ring</b>", "The <b>Ring</b>"]
    one = {"id": "one", "name": "Circle", "also_known_as": names, "translations": translations}
    made = render(view(toy(tmp_path, one, languages=["en", "es"]), "public"), today=TODAY)
    english, spanish = text_of(made, "programs/one.html"), text_of(made, "es/programs/one.html")
    also = [re.findall(r'<p class="also">(.*?)</p>', text)[0] for text in (english, spanish)]
    assert said(also[0].replace("&lt;", "‹").replace("&gt;", "›")) == "Also called Circulo, The ‹b›Ring‹/b›"
    assert said(also[1]) == "También se llama Circle, The &lt;b&gt;Ring&lt;/b&gt;"
    assert list(flaws(Page(english))) == []


def test_the_single_file_tells_names_as_the_pages_do(collection: Collection) -> None:
    text = single_file(collection, today=TODAY, language="ar").decode()
    found = [said(also) for also in re.findall(r'<p class="also">(.*?)</p>', text)]
    assert "أسماء أخرى: Heart to Heart El Cajon" in found
    assert not [also for also in found if "من القلب إلى القلب" in also]


# Other programs


def countries(program: Program) -> set[str]:
    return {place.address.country for place in program.locations if place.address}


def test_no_program_of_another_country_stands_at_the_foot_of_one_to_go_to(collection: Collection, pages: Pages) -> None:
    foot = text_of(pages, "programs/heart-to-heart-el-cajon.html").partition('id="related"')[2]
    assert "coeur-a-coeur-douala" not in foot
    listed = [program for program in collection.programs if program.listed]
    neighbors = related.Neighbors(listed, collection.directory.country)
    pairs = [(program, one.program) for program in listed for one in neighbors.of(program)]
    assert len(pairs) > 40
    far = [(one.id, other.id) for one, other in pairs if countries(one) and not countries(one) & countries(other)]
    assert far
    remote = {"virtual", "phone"}
    by_id = {program.id: program for program in listed}
    assert [
        (one, other)
        for one, other in far
        if countries(by_id[other]) - {"US"} and not remote & {place.type for place in by_id[other].locations}
    ] == []


def abroad(id: str, country: str, **fields: Any) -> dict[str, Any]:  # noqa: A002 - a field's name
    place = {"key": "room", "type": "physical", "address": {"city": "Douala", "country": country}}
    return {"id": id, "name": id, "locations": [place], **fields}


ROOM = {"key": "room", "type": "physical", "address": {"city": "Douala", "country": "CM"}}
CALL = {"location": "room", "freq": "weekly", "byday": ["TU"], "start": "18:00"}


@pytest.mark.parametrize(
    ("fields", "is_found"),
    [
        ({}, False),
        ({"modalities": ["group", "text"]}, False),
        ({"modalities": ["phone", "text"]}, True),
        ({"modalities": ["video"], "service_area": [{"name": "Littoral"}]}, False),
        ({"modalities": ["home-visit"]}, False),
        ({"locations": [ROOM, {"key": "line", "type": "phone"}]}, True),
        ({"locations": [ROOM, {"key": "net", "type": "virtual"}]}, True),
        ({"schedule": [{**CALL, "online": {"phone": "+1-619-555-0190"}}]}, True),
    ],
)
def test_a_program_of_another_country_is_named_only_if_it_can_be_joined_from_anywhere(
    tmp_path: Path, fields: dict[str, Any], is_found: bool
) -> None:
    collection = toy(tmp_path, abroad("here", "US"), abroad("there", "CM", **fields), abroad("home", "US"))
    (here,) = (program for program in collection.programs if program.id == "here")
    found = [one.program.id for one in related.Neighbors(collection.programs, "US").of(here)]
    assert found == (["home", "there"] if is_found else ["home"])
    assert not any(
        one.near for one in related.Neighbors(collection.programs, "US").of(here) if one.program.id == "there"
    )


def test_a_program_that_names_no_country_is_in_that_of_the_directory(tmp_path: Path) -> None:
    online = {"locations": [{"key": "room", "type": "confidential", "area": "North County"}]}
    collection = toy(tmp_path, {"id": "here", **online}, abroad("there", "CM"), abroad("home", "US"))
    (here,) = (program for program in collection.programs if program.id == "here")
    assert [one.program.id for one in related.Neighbors(collection.programs, "US").of(here)] == ["home"]
    assert [one.program.id for one in related.Neighbors(collection.programs, "CM").of(here)] == ["there"]


def test_many_programs_abroad_hide_none_at_home(tmp_path: Path) -> None:
    far = [abroad(f"a-{number:02}", "CM") for number in range(related.LOOKED_AT + 5)]
    collection = toy(tmp_path, *far, abroad("here", "US"), abroad("home", "US"))
    (here,) = (program for program in collection.programs if program.id == "here")
    assert [one.program.id for one in related.Neighbors(collection.programs, "US").of(here)] == ["home"]


# Without JavaScript


@needs_browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.sampled(2)
def test_without_javascript_the_first_page_says_where_to_go_instead(
    browser: Browser, pages: Pages, tmp_path: Path, language: str
) -> None:
    folder = folder_of(language)
    write_pages(tmp_path / "site", ((path, pages[path]) for path in (f"{folder}index.html", "assets/style.css")))
    address = (tmp_path / "site" / folder / "index.html").as_uri() + "#search"
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto(address)
    said = page.locator(".hero noscript .alone")
    assert "JavaScript" in said.inner_text()
    box = said.bounding_box()
    assert box
    assert box["y"] + box["height"] < 800
    page.click(".hero noscript a")
    assert page.url.endswith("#ways-title")
    context.close()
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    assert "JavaScript" not in page.inner_text("main")
    context.close()


# A directory without programs


@pytest.mark.parametrize("settings", [{}, {"base_url": "https://x.example/a/"}])
def test_a_directory_without_programs_says_so_and_leads_nowhere_else(tmp_path: Path, settings: dict[str, Any]) -> None:
    made = render(view(toy(tmp_path, languages=list(LANGUAGES), **settings), "public"), today=TODAY, news=news())
    whole = (path for path in made if path != "404.html")
    follow_links(Pages({path: functools.partial(made.__getitem__, path) for path in whole}))
    for language in LANGUAGES:
        page = text_of(made, f"{folder_of(language)}index.html")
        assert not re.findall('id="(?:search|ways-title|programs-title|nothing)"', page)
        assert "#search" not in text_of(made, f"{folder_of(language)}about.html")
        assert list(flaws(Page(page))) == []
    assert "No program is listed yet." in text_of(made, "index.html")
    assert "Todavía no hay ningún programa." in text_of(made, "es/index.html")
    assert 'id="protocols"' not in text_of(made, "professionals.html")


def test_a_single_file_without_programs_says_so(tmp_path: Path) -> None:
    page = single_file(view(toy(tmp_path), "public"), today=TODAY).decode()
    assert "No program is listed yet." in page
    assert not re.findall('id="(?:search|ways-title|programs-title|details-title|nothing)"|<script', page)


# News


def test_the_first_page_tells_the_newest_three_and_leads_to_all(pages: Pages) -> None:
    text = text_of(pages, "index.html")
    (told,) = re.findall(r'<section[^>]*aria-labelledby="news-title">.*?</section>', text, re.S)
    assert re.findall('<time datetime="(.*?)">(.*?)</time>', told) == [
        ("2026-11-20", "20 November 2026"),
        ("2026-11-19", "19 November 2026"),
        ("2026-11-18", "18 November 2026"),
    ]
    assert re.findall('href="(.*?)"', told) == [
        "programs/camina-conmigo.html",
        "programs/baan-jai.html",
        "news.html",
    ]
    assert "Changed: News of gone-away" in said(told)
    assert "ms-sunrise" not in told
    assert "Con datos nuevos: News of baan-jai" in said(text_of(pages, "es/index.html"))


def test_news_call_a_program_as_the_page_calls_it(collection: Collection) -> None:
    pages = render(collection, today=TODAY, news=news("sweet-start-moms"))
    assert "Con datos nuevos: Dulce Comienzo" in said(text_of(pages, "es/index.html"))
    assert "Changed: News of sweet-start-moms" in said(text_of(pages, "index.html"))


def test_news_stand_before_all_cards(pages: Pages) -> None:
    text = text_of(pages, "index.html")
    assert text.index("news-title") < text.index("all-cards")


@pytest.mark.parametrize("told", [None, news()])
def test_without_news_the_first_page_has_no_heading_for_them(collection: Collection, told: News | None) -> None:
    text = text_of(render(collection, today=TODAY, news=told), "index.html")
    assert "news-title" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_stays_small_in_every_language(pages: Pages, language: str) -> None:
    first = text_of(pages, f"{folder_of(language)}index.html")
    asked = re.findall(r'(?:src|href)="(?:\.\./)?(assets/[^"]+)"', first)
    assert len(asked) >= 4
    sizes = [len(gzip.compress(content, 9)) for content in (first.encode(), *(pages[path] for path in asked))]
    assert sum(sizes) <= 24 * 1024
    assert list(flaws(Page(first))) == []
