"""The single file: all programs, the search and nothing to load, under its own policy, with JavaScript or without."""

import base64
import dataclasses
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from typer.testing import CliRunner

from peerdir.audience import view
from peerdir.cli import app
from peerdir.reading.collection import Collection, load
from peerdir.render.site import SiteError, single
from peerdir.render.site.shelves import listed
from peerdir.render.site.single import single_file
from tests.conftest import SAMPLE, TODAY
from tests.test_audience import private_values

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REQUIRED = bool(os.environ.get("PEERDIR_REQUIRE_BROWSER"))
needs_browser = pytest.mark.skipif(CHROMIUM is None and not REQUIRED, reason="no Chromium on this machine")
HOSTILE = '</script><script>document.title="broken"</script><img src=x onerror=\'document.title="broken"\'> id="q" <h2>'


@pytest.fixture(scope="module")
def collection() -> Collection:
    return view(load(SAMPLE), "public", TODAY)


@pytest.fixture(scope="module")
def text(collection: Collection) -> str:
    return single_file(collection, today=TODAY).decode()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("PEERDIR_REQUIRE_BROWSER is set and there is no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def opened(browser: Browser, folder: Path, text: str, *, script: bool = True) -> tuple[Page, list[str]]:
    """Open the file from a disk, at the width of a phone; return the page, and all that went wrong on it."""
    file = folder / "directory.html"
    file.write_text(text, encoding="utf-8")
    page = browser.new_context(java_script_enabled=script, viewport={"width": 375, "height": 800}).new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda asked: None if asked.url == file.as_uri() else wrong.append(asked.url))
    page.goto(file.as_uri())
    return page, wrong


def is_at_top(page: Page) -> bool:
    """Tell whether what the address names stands at the top of the screen, once the page has come to rest."""
    page.wait_for_timeout(300)
    box = page.locator(":target").bounding_box()
    return box is not None and abs(box["y"]) < 100


def test_every_program_is_there_and_every_link_leads_somewhere(collection: Collection, text: str) -> None:
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert [f"program-{program.id}" for program in listed(collection)] == [x for x in ids if x.startswith("program-")]
    links = re.findall(r'<a [^>]*?href="([^"]*)"', text)
    assert {link for link in links if link.startswith("#")} <= {f"#{id_}" for id_ in ids}
    assert [link for link in links if not re.match(r"#|tel:|mailto:|https?:|sms:", link)] == []
    assert set(re.findall(r' aria-labelledby="([^"]+)"', text)) <= set(ids)


def test_every_section_is_named_by_a_heading_that_is_there_once(text: str) -> None:
    ids = re.findall(r' id="([^"]*)"', text)
    named = re.findall(r" aria-labelledby=([^ >]*)", text)
    assert len(named) > 100
    assert len(ids) == len(set(ids))
    assert {f'"{name}"' for name in ids} >= set(named)


def test_nothing_is_loaded_and_only_its_own_script_and_style_may_run(text: str) -> None:
    assert not re.search(r"<(?:link|img|iframe|object|embed|base)\b|\ssrc=|@import|url\(", text)
    policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    [style], [script] = (
        re.findall(r"<style>(.*?)</style>", text, re.S),
        re.findall(r"<script>(.*?)</script>", text, re.S),
    )
    sums = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (style, script)]
    run = f"style-src 'sha256-{sums[0]}'; script-src 'sha256-{sums[1]}'"
    assert policy == [f"default-src 'none'; {run}; base-uri 'none'; form-action 'none'"]
    assert "'unsafe-inline'" not in text


def test_it_tells_nothing_that_only_staff_may_know(text: str) -> None:
    private = {value for program in load(SAMPLE).programs for value in private_values(program)}
    assert len(private) > 10
    assert [value for value in private if value in text] == []


def test_it_speaks_a_language_of_the_directory(collection: Collection) -> None:
    assert '<html lang="es">' in single_file(collection, today=TODAY, language="es").decode()
    with pytest.raises(SiteError, match=r"not in 'xx'; they are in en, es"):
        single_file(collection, today=TODAY, language="xx")


def test_a_larger_directory_is_told_to_make_a_folder(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single, "MOST", 3)
    with pytest.raises(SiteError, match=r"one file holds at most 3 programs, and there are [0-9]+; make a folder"):
        single_file(collection, today=TODAY)


@needs_browser
def test_the_search_works_from_a_disk(browser: Browser, tmp_path: Path, text: str) -> None:
    page, wrong = opened(browser, tmp_path, text)
    page.fill("#q", "diabetis espanol evening near 92101")
    page.wait_for_selector("#result-cards .card")
    assert "diabetes" in page.inner_text("#understood")
    assert page.locator("#browse").is_hidden()
    first = page.locator("#result-cards .card a").first
    name = first.inner_text()
    first.click()
    assert name in (page.locator(":target").text_content() or "")
    assert is_at_top(page)
    page.go_back()
    page.wait_for_selector("#result-cards .card")
    page.fill("#q", "糖尿病")
    expect(page.locator("#search-status")).to_contain_text("糖尿病")
    assert page.locator("#result-cards .card").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert wrong == []


@needs_browser
def test_its_deepest_headings_are_no_smaller_than_its_text(browser: Browser, tmp_path: Path, text: str) -> None:
    (tmp_path / "all.html").write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto((tmp_path / "all.html").as_uri())
    sizes = "Array.from(document.querySelectorAll('h5, h6'), (one) => parseFloat(getComputedStyle(one).fontSize))"
    assert min(page.evaluate(sizes)) >= 16
    page.close()


def test_without_javascript_it_is_a_long_page_with_contents(
    browser: Browser, tmp_path: Path, collection: Collection, text: str
) -> None:
    page, wrong = opened(browser, tmp_path, text, script=False)
    program = listed(collection)[5]
    assert page.locator("#search").is_hidden()
    page.click("#browse details summary >> nth=0")
    assert page.locator("#browse details[open] a").first.is_visible()
    page.click(f'#all-cards a[href="#program-{program.id}"]')
    assert program.name in (page.locator(":target").text_content() or "")
    assert is_at_top(page)
    assert wrong == []


@needs_browser
def test_hostile_text_stays_text(browser: Browser, tmp_path: Path, collection: Collection) -> None:
    def hostile(entry_text: str) -> str:
        return f"{HOSTILE} {entry_text}"

    entries = tuple(
        dataclasses.replace(
            entry,
            record=dataclasses.replace(
                entry.program,
                name=hostile(entry.program.name),
                summary=hostile(entry.program.summary),
                description=hostile(entry.program.description or ""),
            ),
        )
        if entry.kind == "program"
        else entry
        for entry in collection.entries
    )
    page, wrong = opened(
        browser, tmp_path, single_file(dataclasses.replace(collection, entries=entries), today=TODAY).decode()
    )
    page.fill("#q", "broken onerror")
    page.wait_for_selector("#result-cards .card")
    assert HOSTILE[:30] in page.locator("#result-cards h3").first.inner_text()
    assert "broken" not in page.title()
    assert page.locator("img, #result-cards script").count() == 0
    assert page.locator("[id=q]").count() == 1
    assert wrong == []


def test_the_command_writes_one_file(tmp_path: Path) -> None:
    runner = CliRunner()
    file = tmp_path / "all.html"
    given = ["render", "site", "-C", str(SAMPLE), "--today", "2026-11-21", "-o", str(file)]
    result = runner.invoke(app, [*given, "--single-file", "--language", "es"])
    assert result.exit_code == 0, result.output
    assert '<html lang="es">' in file.read_text(encoding="utf-8")
    assert runner.invoke(app, [*given, "--single-file", "--language", "xx"]).exit_code == 3
    assert runner.invoke(app, [*given, "--language", "es"]).exit_code == 2


@needs_browser
def test_own_templates_words_style_and_logo_are_in_it(tmp_path: Path, browser: Browser) -> None:
    for name, text in {
        "site/single_program.html": "<p>Our own words on {{ program.id }}</p>",
        "site/assets/theme.css": "h1 { color: rgb(122, 31, 61); content: '</style>' }",
        "site/assets/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>",
        "text/site/en.yaml": "search:\n  button: Look it up\n",
    }.items():
        (tmp_path / "own" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "own" / name).write_text(text, encoding="utf-8")
    file = tmp_path / "all.html"
    given = ["render", "site", "--single-file", "-C", str(SAMPLE), "--today", "2026-11-21", "-o", str(file)]
    result = CliRunner().invoke(app, [*given, "--templates", str(tmp_path / "own")])
    assert result.exit_code == 0, result.output
    text = file.read_text(encoding="utf-8")
    assert "<p>Our own words on camina-conmigo</p>" in text
    page, wrong = opened(browser, tmp_path, text)
    assert page.inner_text("#search [type=submit]") == "Look it up"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(122, 31, 61)"
    assert page.evaluate("document.querySelector('img.logo').naturalWidth") == 4
    assert wrong == []
    page.close()


def test_a_name_without_an_ending_gets_that_of_a_page(tmp_path: Path) -> None:
    words = ["render", "site", "--single-file", "-C", str(SAMPLE), "--today", TODAY.isoformat()]
    assert CliRunner().invoke(app, [*words, "-o", str(tmp_path / "one")]).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["one.html"]
