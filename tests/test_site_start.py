"""The search comes when somebody turns to it, and forgets nothing that was done before it was there."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.site_pages import wait_until
from tests.test_site_browser import browser, collection, page, pytestmark, site

__all__ = ["browser", "collection", "page", "pytestmark", "site"]

DATA = "**/assets/search/core-*.js"


@pytest.fixture
def late(page: Page) -> list[Route]:
    """The requests for the data of the search, which nobody answers until the test does."""
    waiting: list[Route] = []
    page.route(DATA, lambda route: waiting.append(route))
    return waiting


def arrive(page: Page, late: list[Route]) -> None:
    page.wait_for_selector("script[src*=core-]", state="attached")
    page.wait_for_timeout(100)
    late.pop().continue_()


def test_a_page_that_is_only_read_asks_for_nothing_of_the_search(page: Page, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition("-")[0]))
    page.goto((site / "index.html").as_uri())
    page.mouse.wheel(0, 3000)
    page.locator(".policy a").focus()
    expect(page.locator("#search")).to_be_visible()
    assert not {"search", "core"} & set(asked)
    page.focus("#near")
    wait_until(page, "window.peerdirSearch !== undefined")
    assert {"search", "core"} <= set(asked)


def test_what_was_typed_and_sent_before_the_search_was_there_is_answered(
    page: Page,
    site: Path,
    late: list[Route],
) -> None:
    page.goto((site / "index.html").as_uri())
    page.fill("#q", "kidney")
    page.press("#q", "Enter")
    assert page.get_attribute("#search", "aria-busy") == "true"
    assert page.url.endswith("index.html")
    arrive(page, late)
    expect(page.locator("#result-cards .card").first).to_be_visible()
    expect(page.locator("#search:not([aria-busy])")).to_be_visible()
    expect(page.locator("#search-status")).to_contain_text("“kidney”")


def test_where_this_device_is_may_be_asked_for_before_the_search_is_there(
    page: Page,
    site: Path,
    late: list[Route],
) -> None:
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 32.72, "longitude": -117.16})
    page.goto((site / "index.html").as_uri())
    page.click("#here")
    arrive(page, late)
    expect(page.locator("#result-cards .way").first).to_be_visible()


def test_choices_come_for_a_press_without_pointer_and_focus(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.evaluate("document.querySelector('#more summary').click()")
    expect(page.locator("#facets fieldset").first).to_be_visible()


def test_the_page_says_that_nobody_is_for_just_the_condition(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.fill("#q", "grief")
    expect(page.locator("#understood")).to_contain_text("None of these is just for this (condition: Grief and loss).")


def test_a_search_that_cannot_be_loaded_says_so_and_is_tried_again(browser: Browser, site: Path) -> None:
    alone = browser.new_page()  # its console tells of what could not be loaded
    alone.route(DATA, lambda route: route.abort(), times=1)
    alone.goto((site / "index.html").as_uri())
    alone.fill("#q", "kidney")
    expect(alone.locator("#search-status")).to_contain_text("could not be loaded")
    assert alone.get_attribute("#search", "aria-busy") is None
    alone.press("#q", "Enter")
    expect(alone.locator("#result-cards .card").first).to_be_visible()
    alone.close()
