"""The pages of the web site in a real browser: the reader's own time, language, print, share, schemes, keyboard."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from peerdir.audience import view
from peerdir.output_folder import write_pages
from peerdir.reading.collection import load
from peerdir.records import Program
from tests.conftest import SAMPLE, TODAY
from tests.site_pages import render, with_a_search
from tests.test_site_browser import browser, pytestmark

__all__ = ["browser", "pytestmark"]

NOON = "2026-11-21T12:00:00-08:00"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "public"
    write_pages(folder, render(view(load(SAMPLE), "public"), today=TODAY).items())
    return folder


@pytest.fixture
def opened(browser: Browser) -> Iterator[Any]:
    """Yield a function that opens a page somewhere in the world at some time; complaints fail the test."""
    complaints: list[str] = []
    contexts = []

    def opened(address: str, zone: str = "America/Los_Angeles", now: str = NOON, **more: Any) -> Page:
        context = browser.new_context(timezone_id=zone, **{"viewport": {"width": 1280, "height": 900}, **more})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.clock.set_fixed_time(now)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def meetings(page: Page) -> list[str]:
    return [line.inner_text() for line in page.locator("#next-meetings li:visible").all()]


def test_meetings_are_told_in_the_time_of_the_reader_where_it_differs(opened: Any, site: Path) -> None:
    address = (site / "programs" / "noor-womens-circle.html").as_uri()
    at_home = meetings(opened(address))
    assert at_home[0] == "Tuesday, 24 November 2026, 10\xa0am–\u206012\xa0pm"
    assert len(at_home) == 3
    away = meetings(opened(address, "Asia/Bangkok"))
    assert away[0].startswith("Tuesday, 24 November 2026, 10\xa0am–\u206012\xa0pm")
    assert re.search(r"Where you are: Wednesday 25 November at 1:00\sam", away[0])


def test_meetings_that_are_over_make_room_for_the_next(opened: Any, site: Path) -> None:
    address = (site / "programs" / "noor-womens-circle.html").as_uri()
    later = meetings(opened(address, now="2026-12-02T09:00:00-08:00"))
    assert later[0].startswith("Tuesday, 8 December 2026")
    assert len(later) == 3
    page = opened(address, now="2028-01-01T09:00:00-08:00")
    assert not page.is_visible("#next")


def test_a_meeting_that_goes_on_is_still_told(opened: Any, site: Path) -> None:
    address = (site / "programs" / "noor-womens-circle.html").as_uri()
    assert meetings(opened(address, now="2026-11-24T11:30:00-08:00"))[0].startswith("Tuesday, 24 November")


def test_the_own_time_is_told_in_the_language_of_the_page(opened: Any, site: Path) -> None:
    page = opened((site / "es" / "programs" / "camina-conmigo.html").as_uri(), "Europe/Madrid")
    assert "Donde está usted: miércoles, 2 de diciembre" in page.locator("#next-meetings").inner_text()


def test_without_javascript_the_meetings_are_there_and_no_button_that_does_nothing(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "programs" / "camina-conmigo.html").as_uri())
    assert page.locator("#next-meetings li:visible").count() == 3
    assert page.locator("button:visible").count() == 0
    assert page.is_visible("text=Add to my calendar")
    assert page.is_visible("text=Correct this entry")
    context.close()


def test_sharing_copies_the_address_where_nothing_can_share(opened: Any, site: Path) -> None:
    address = (site / "programs" / "camina-conmigo.html").as_uri()
    page = opened(address, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.share = undefined")
    page.click("text=Share")
    page.wait_for_selector("text=The address of this page is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_the_language_switch_leads_to_the_same_page_and_back(opened: Any, site: Path) -> None:
    page = opened((site / "conditions" / "stroke.html").as_uri())
    page.click("nav.tongues >> text=Español")
    assert page.url.endswith("/es/conditions/stroke.html")
    assert page.evaluate("document.documentElement.lang") == "es"
    page.click("nav.tongues >> text=Français")
    assert page.url.endswith("/fr/conditions/stroke.html")
    page.click("nav.tongues >> text=English")
    assert page.url.endswith("/public/conditions/stroke.html")


def test_an_old_address_leads_on(opened: Any, site: Path) -> None:
    page = opened((site / "programs" / "walk-with-me-chula-vista.html").as_uri())
    page.wait_for_url("**/camina-conmigo.html")


def test_a_protocol_opens_with_the_keyboard(opened: Any, site: Path) -> None:
    page = opened((site / "professionals.html").as_uri())
    step = page.locator("text=A promotora calls within three working days")
    assert not step.is_visible()
    page.locator("summary", has_text="Camina Conmigo").focus()
    page.keyboard.press("Enter")
    assert step.is_visible()


def test_every_link_shows_where_the_keyboard_is(opened: Any, site: Path) -> None:
    page = opened((site / "programs" / "camina-conmigo.html").as_uri())
    for _ in range(12):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_is_given_to_those_who_ask(opened: Any, site: Path, scheme: str) -> None:
    page = opened((site / "about.html").as_uri(), color_scheme=scheme, contrast="more")
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    expected = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert colours == (expected if scheme == "light" else expected[::-1])


def test_text_grows_with_the_size_the_reader_has_set(opened: Any, site: Path) -> None:
    page = opened((site / "programs" / "camina-conmigo.html").as_uri(), viewport={"width": 640, "height": 800})
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.lead')).fontSize)")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.lead')).fontSize)") == 2 * before
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_nothing_moves_while_a_page_loads(opened: Any, site: Path) -> None:
    page = opened((site / "programs" / "camina-conmigo.html").as_uri())
    shifts = """() => new Promise((done) => {
        const told = (list) => done(list.getEntries().reduce((sum, one) => sum + one.value, 0));
        new PerformanceObserver(told).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(0), 400);
    })"""
    assert page.evaluate(shifts) < 0.1


def test_the_first_page_keeps_the_place_of_its_search(opened: Any, site: Path) -> None:
    page = opened((site / "index.html").as_uri(), viewport={"width": 375, "height": 800})
    top = "document.querySelector('#browse').getBoundingClientRect().top"
    shown = page.evaluate(top)
    page.evaluate("document.querySelector('#search').hidden = true")
    assert not page.is_visible("#search")
    assert page.evaluate(top) == shown
    page.emulate_media(media="print")
    assert page.evaluate(top) < shown


def test_where_there_is_nothing_to_search_no_place_is_kept(opened: Any, tmp_path: Path) -> None:
    seen = view(load(SAMPLE), "public")
    others = tuple(entry for entry in seen.entries if not isinstance(entry.record, Program))
    pages = render(dataclasses.replace(seen, entries=others), today=TODAY)
    page = opened(with_a_search(pages, tmp_path))
    assert page.is_visible("h1")
    assert page.locator("#search").count() == 0


def test_the_first_page_needs_no_style_of_the_others(opened: Any, site: Path) -> None:
    page = opened((site / "index.html").as_uri())
    used = """(text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        const rules = Array.from(sheet.cssRules).flatMap((rule) => rule.cssRules?.length ? [...rule.cssRules] : [rule]);
        const named = rules.map((rule) => rule.selectorText.replace(/::\\w+/g, ""));
        return [named.length, named.filter((selector) => document.querySelector(selector))];
    }"""
    count, found = page.evaluate(used, (site / "assets" / "page.css").read_text(encoding="utf-8"))
    assert count > 50
    assert found == []


@pytest.mark.parametrize("name", ["index.html", "programs/camina-conmigo.html", "conditions/diabetes-type-2.html"])
def test_on_a_phone_no_text_in_the_middle_of_a_page_is_small(opened: Any, site: Path, name: str) -> None:
    page = opened((site / name).as_uri(), viewport={"width": 375, "height": 800})
    sizes = """Array.from(document.querySelectorAll('main *, .site-footer *'))
        .filter((one) => one.checkVisibility() && Array.from(one.childNodes).some((part) => part.nodeType === 3))
        .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
    assert min(page.evaluate(sizes)) >= 16


def test_with_forced_colors_the_search_button_still_has_an_edge(opened: Any, site: Path) -> None:
    page = opened((site / "index.html").as_uri(), forced_colors="active")
    assert page.evaluate("getComputedStyle(document.querySelector('.field button')).borderTopWidth") == "2px"


def test_ways_to_other_pages_and_their_heading_are_not_on_paper(opened: Any, site: Path) -> None:
    page = opened((site / "conditions" / "diabetes-type-2.html").as_uri())
    assert page.is_visible("text=By place")
    page.emulate_media(media="print")
    assert not page.is_visible("text=By place")
    assert not page.is_visible(".choices")
    assert page.is_visible(".card .call >> text=+1-619-555-0101")
