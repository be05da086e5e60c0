"""The pages without a connection: in a real browser, from a server that then goes away."""

import contextlib
import dataclasses
import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from peerdir.audience import view
from peerdir.output_folder import write_pages
from peerdir.reading.collection import load
from peerdir.render.site import offline, plan
from tests.conftest import SAMPLE, TODAY
from tests.site_pages import render, spoken
from tests.test_site_browser import browser, pytestmark, search

__all__ = ["browser", "pytestmark"]

KEPT_AT_ONCE = """async () => {
  await navigator.serviceWorker.ready;
  while (!navigator.serviceWorker.controller) await new Promise((go) => setTimeout(go, 20));
  return Array.from(await caches.keys());
}"""
IS_KEPT = """async (path) => {
  const wanted = new URL(path, location.href).href;
  while (!(await caches.match(wanted))) await new Promise((go) => setTimeout(go, 20));
}"""


class Files(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class Place:
    """A folder served at an address that can go away and come back; `slow` holds every answer back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, 0
        self.slow = threading.Event()
        self.open()

    def open(self) -> None:
        outer = self

        class Held(Files):
            def do_GET(self) -> None:
                if outer.slow.is_set():
                    outer.released.wait(20)
                with contextlib.suppress(OSError):
                    super().do_GET()

        self.released = threading.Event()
        handler = functools.partial(Held, directory=str(self.folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def at(self, path: str) -> str:
        return f"http://localhost:{self.port}/{path}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline") / "public"
    write_pages(folder, render(spoken(view(load(SAMPLE), "public"), "en", "es"), today=TODAY).items())
    return folder


@pytest.fixture
def place(site: Path) -> Iterator[Place]:
    started = Place(site)
    yield started
    started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    yield context.new_page()
    context.close()


def visit(page: Page, place: Place, path: str) -> None:
    """Open a page for the first time, and wait until the worker is there and has kept it."""
    page.goto(place.at(path))
    page.evaluate(KEPT_AT_ONCE)
    page.evaluate(IS_KEPT, place.at(path))


def test_without_a_connection_the_first_page_searches_and_visited_pages_open(page: Page, place: Place) -> None:
    visit(page, place, "programs/camina-conmigo.html")
    place.close()
    page.reload()
    assert page.inner_text("h1") == "Camina Conmigo"
    page.goto(place.at("index.html?q=walking"))
    assert page.evaluate("document.styleSheets.length") == 2
    assert "camina-conmigo" in search(page, "camina conmigo")
    assert "camina-conmigo" in search(page, "diabetes near 92113")
    page.goto(place.at(""))
    assert page.locator("#q").is_visible()
    place.open()


def test_a_page_that_was_not_visited_says_so_with_the_crisis_lines(page: Page, place: Place) -> None:
    visit(page, place, "index.html")
    place.close()
    page.goto(place.at("programs/camina-conmigo.html"))
    assert page.inner_text("h1") == "You are offline"
    assert page.locator("main a[href='tel:988']").is_visible()
    page.goto(place.at("es/programs/camina-conmigo.html"))
    assert page.inner_text("h1") == "No hay conexión"
    again = page.locator("#again")
    assert again.get_attribute("href") == place.at("es/programs/camina-conmigo.html")
    place.open()
    again.click()
    assert page.inner_text("h1") == "Camina Conmigo"


@pytest.mark.parametrize("elsewhere", ["javascript:alert(1)", "https://x.example/", "//x.example/"])
def test_the_notice_leads_to_pages_of_this_site_only(page: Page, place: Place, elsewhere: str) -> None:
    page.goto(place.at(f"offline.html#{elsewhere}"))
    assert page.get_attribute("#again", "href") == "index.html"


def test_a_new_edition_is_shown_at_once_and_the_old_one_is_gone(page: Page, tmp_path: Path) -> None:
    folder, seen = tmp_path / "public", view(load(SAMPLE), "public")
    write_pages(folder, render(seen, today=TODAY).items())
    place = Place(folder)
    visit(page, place, "programs/camina-conmigo.html")
    before = set(page.evaluate("caches.keys()"))
    changed = renamed(seen, "camina-conmigo", "Walk With Me")
    write_pages(folder, render(changed, today=TODAY).items())
    page.reload()
    assert page.inner_text("h1") == "Walk With Me"
    page.evaluate(
        """async (before) => {
          const left = async () => (await caches.keys()).filter((name) => before.includes(name)).length;
          while ((await left()) > 1) await new Promise((go) => setTimeout(go, 20));
        }""",
        sorted(before),
    )
    place.close()
    page.goto(place.at("index.html"))
    assert search(page, "walk with me")[0] == "camina-conmigo"


def renamed(collection: Any, name: str, new: str) -> Any:
    program = dataclasses.replace(collection.program(name), name=new)
    entries = [
        dataclasses.replace(entry, record=program) if getattr(entry.record, "id", None) == name else entry
        for entry in collection.entries
    ]
    return dataclasses.replace(collection, entries=tuple(entries))


def test_a_server_that_does_not_answer_is_not_waited_for_long(page: Page, place: Place) -> None:
    visit(page, place, "programs/camina-conmigo.html")
    place.slow.set()
    page.goto(place.at("programs/camina-conmigo.html"), timeout=15_000)
    assert page.inner_text("h1") == "Camina Conmigo"


def test_what_was_searched_for_is_not_kept(page: Page, place: Place) -> None:
    visit(page, place, "index.html")
    page.goto(place.at("index.html?q=depression"))
    kept = page.evaluate(
        """async () => {
          const names = await caches.keys();
          const found = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())));
          return found.flat().map((request) => request.url);
        }"""
    )
    assert place.at("index.html") in kept
    assert [address for address in kept if "?" in address] == []


def test_nothing_is_registered_from_a_disk(page: Page, site: Path) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((site / "index.html").as_uri())
    page.wait_for_load_state()
    assert complaints == []


def test_neither_a_preview_nor_an_edition_for_staff_is_kept() -> None:
    whole = load(SAMPLE)
    preview = plan(view(whole, "public"), today=TODAY, offline=False)
    staff = plan(view(whole, "staff"), today=TODAY, audience="staff")
    for pages in (preview, staff):
        assert not {offline.WORKER, offline.NOTICE, offline.SCRIPT} & set(pages)
        first = pages["index.html"]()
        assert b"offline.js" not in first
        assert b"worker-src" not in first


def kept(**search: bytes) -> dict[str, Any]:
    made = offline.worker(b"", {"assets/a.css": b"a"}, search, ("", "es/"))
    found: dict[str, Any] = json.loads(made.decode().removeprefix("self.kept = ").removesuffix(";\n"))
    return found


def test_an_edition_is_named_by_what_is_in_it() -> None:
    assert kept(one=b"1") == kept(one=b"1")
    assert kept(one=b"1")["name"] != kept(one=b"2")["name"]
    assert kept(one=b"1")["files"] == [
        "index.html",
        "offline.html",
        "es/index.html",
        "es/offline.html",
        "assets/a.css",
        "one",
    ]
    assert "one" not in kept(one=b"1" * (offline.MOST + 1))["files"]
