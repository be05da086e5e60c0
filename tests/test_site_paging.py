"""Long lists on the web pages: several pages, none too large, and each program on exactly one of them."""

import itertools
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdir.audience import view
from peerdir.render.site import pages as site_pages
from peerdir.render.site import search
from peerdir.render.site.paging import MARK, Part, parts, path_of
from peerdir.render.site.shelves import file_names
from tests.conftest import TODAY
from tests.site_pages import Pages, render
from tests.test_site import Page, flaws, follow_links, html_pages, text_of, toy

MANY, TOWNS, OPEN = 120, 60, 7
LARGEST = 150_000  # bytes
BASE = "https://www.example.org/directory/"


def _program(number: int) -> dict[str, Any]:
    place = {"key": "room", "type": "physical", "address": {"city": f"Town {number % TOWNS:02}", "country": "US"}}
    name = f"Program {number:03}"
    return {"id": f"toy-{number:03}", "name": name, "summary": f"{name} helps day by day.", "locations": [place]}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """A directory in two languages with many programs for one condition, and some for any."""
    several = [_program(number) for number in range(MANY)]
    open_to_all = [{**_program(MANY + number), "conditions": ["any"]} for number in range(OPEN)]
    past = [{**_program(500 + number), "status": "historical", "sources": ["An example"]} for number in range(60)]
    programs = (*several, *open_to_all, *past)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(site_pages, "NAMES", 25)
        patched.setattr(search, "MOST_AT_ONCE", 100)
        collection = toy(tmp_path_factory.mktemp("many"), *programs, languages=["en", "es"], base_url=BASE)
        made = render(view(collection, "public"), today=TODAY)
        assert all(made.values())
        return made


def listed(pages: Pages, stem: str) -> list[list[str]]:
    """Return the programs on each page of a list, in their order."""
    there = itertools.takewhile(pages.__contains__, (path_of(stem, number) for number in itertools.count(1)))
    return [re.findall(r"programs/([a-z0-9-]+)\.html", main_of(pages, path)) for path in there]


def main_of(pages: Pages, path: str) -> str:
    return text_of(pages, path).partition("<main")[2].partition("<footer")[0]


def heads(pages: Pages, path: str) -> dict[str, str]:
    """Return where the head of a page says that others are, by their relation to it."""
    return {tag["rel"] or "": tag["href"] or "" for tag in Page(text_of(pages, path)).all("link")}


@pytest.mark.parametrize("version", ["", "es/"])
def test_each_program_of_a_long_list_stands_on_one_page(pages: Pages, version: str) -> None:
    for stem, many in (("conditions/stroke", MANY), ("languages/en", MANY + OPEN)):
        found = listed(pages, version + stem)
        assert [len(page) for page in found] == [50, 50, many - 100]
        assert set(Counter(itertools.chain(*found)).values()) == {1}
        assert list(itertools.chain(*found)) == [f"toy-{number:03}" for number in range(many)]


def test_a_place_with_few_programs_has_one_page(pages: Pages) -> None:
    assert [len(page) for page in listed(pages, "places/town-01")] == [3]
    assert "aria-current" not in main_of(pages, "places/town-01.html")


def test_every_page_is_whole_and_leads_to_the_others(pages: Pages) -> None:
    assert {path: found for path, page in html_pages(pages) if (found := list(flaws(page)))} == {}
    follow_links(pages)


def test_no_page_grows_with_the_directory(pages: Pages) -> None:
    assert {
        path: len(content) for path, content in pages.items() if path.endswith(".html") and len(content) > LARGEST
    } == {}
    cards = {path: sum(tag.get("class") == "card" for tag in page.all("li")) for path, page in html_pages(pages)}
    assert max(cards.values()) == 50
    assert len(re.findall(r'<a href="programs/', main_of(pages, "index.html"))) <= 50


def test_a_page_says_which_it_is_and_where_the_others_are(pages: Pages) -> None:
    path = "conditions/stroke--2.html"
    page, text = Page(text_of(pages, path)), text_of(pages, path)
    assert "Page 2 of 3" in page.text
    assert "<title>Stroke – Page 2 of 3 – Toy Directory</title>" in text
    assert '<meta property="og:title" content="Stroke – Page 2 of 3 – Toy Directory">' in text
    found = heads(pages, path)
    assert (found["canonical"], found["prev"], found["next"]) == (BASE + path, "stroke.html", "stroke--3.html")
    others = text.partition('<nav class="parts"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]*)"', others) == [
        "stroke.html", "stroke.html", "stroke--2.html", "stroke--3.html", "stroke--3.html",
    ]  # fmt: skip
    assert re.findall(r'href="([^"]*)" aria-current="page"', others) == ["stroke--2.html"]
    assert "prev" not in heads(pages, "conditions/stroke.html")
    assert "next" not in heads(pages, "conditions/stroke--3.html")
    assert "Page 1" not in text_of(pages, "conditions/stroke.html").partition("</head>")[0]


def test_the_same_page_is_there_in_the_other_language(pages: Pages) -> None:
    assert f'hreflang="es" href="{BASE}es/conditions/stroke--2.html"' in text_of(pages, "conditions/stroke--2.html")
    assert "Página 2 de 3" in text_of(pages, "es/conditions/stroke--2.html")
    assert f"{BASE}es/conditions/stroke--2.html" in text_of(pages, "sitemap.xml")


def test_who_is_open_to_any_condition_stands_on_a_page_of_its_own_beside_many(pages: Pages) -> None:
    links = Page(main_of(pages, "conditions/stroke--2.html")).values("href")
    assert "../conditions/any.html" in links
    assert [len(page) for page in listed(pages, "conditions/any")] == [OPEN]


def test_many_places_below_a_condition_have_pages_of_their_own(pages: Pages) -> None:
    first = main_of(pages, "conditions/stroke.html")
    assert first.count('href="../conditions/stroke/town-') == 24
    assert "All 60 places" in first
    assert "conditions/stroke/" not in main_of(pages, "conditions/stroke--2.html")
    found = [re.findall(r"stroke/(town-\d\d)\.html", main_of(pages, path_of("conditions/stroke/index", number)))
             for number in (1, 2, 3)]  # fmt: skip
    assert list(itertools.chain(*found)) == [f"town-{number:02}" for number in range(TOWNS)]


def test_a_long_shelf_has_pages_named_by_what_stands_on_them(pages: Pages) -> None:
    text = re.sub(r"\s+", " ", Page(text_of(pages, "places/index--2.html")).text)
    assert "Town 00 – Town 24 Town 25 – Town 49 Town 50 – Town 59" in text
    assert main_of(pages, "places/index--2.html").count('<a href="../places/') == 25


def test_examples_have_several_pages_too(pages: Pages) -> None:
    assert [len(page) for page in listed(pages, "examples")] == [50, 10]


def test_pages_around_one_are_named_and_gaps_are_shown() -> None:
    twelve = list(parts(range(12), "languages/en", 1))
    assert twelve[6].near == [1, None, 5, 6, 7, 8, 9, None, 12]
    assert twelve[0].near == [1, 2, 3, None, 12]
    assert twelve[11].near == [1, None, 10, 11, 12]
    assert (twelve[3].path, twelve[3].beside(1), twelve[3].beside(5)) == (
        "languages/en--4.html",
        "en.html",
        "en--5.html",
    )


@given(st.integers(0, 300), st.integers(1, 60))
def test_any_list_is_cut_into_pages_that_hold_all_of_it(many: int, most: int) -> None:
    found = list(parts(range(many), "a/b", most))
    assert list(itertools.chain(*(part.items for part in found))) == list(range(many))
    assert len({part.path for part in found}) == len(found) == found[0].count
    assert all(set(_named(part)) <= set(range(1, part.count + 1)) for part in found)


def _named(part: Part) -> list[int]:
    assert {1, part.number, part.count} <= set(part.near)
    return [number for number in (*part.near, part.previous, part.next) if number is not None]


@given(st.lists(st.from_regex(r"[A-Za-z0-9]+([_-][A-Za-z0-9]+)*", fullmatch=True), unique=True, max_size=8))
def test_no_group_is_called_like_a_further_page_of_another(codes: list[str]) -> None:
    assert not any(MARK in name for name in file_names(codes, str).values())
