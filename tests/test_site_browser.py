"""The web site in a real browser: the search box from a disk, the width of a small phone, without JavaScript."""

import dataclasses
import functools
import http.server
import io
import json
import os
import shutil
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pypdf
import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from peerdir.analyse import fold, singular, terms
from peerdir.audience import view
from peerdir.output import write_file
from peerdir.output_folder import write_pages
from peerdir.reading.collection import Collection, load
from peerdir.records import Capacity, LanguageOffer
from tests.conftest import SAMPLE, TODAY
from tests.site_pages import render, turn_to_search, wait_until, with_a_search

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
# A container has no sandbox to offer; the pages are our own.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", *QUIET]

# Where a browser is required, as on the machine that checks every change, a missing one is a failure.
REQUIRED = bool(os.environ.get("PEERDIR_REQUIRE_BROWSER"))
pytestmark = pytest.mark.skipif(CHROMIUM is None and not REQUIRED, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def collection() -> Collection:
    return view(load(SAMPLE), "public")


@pytest.fixture(scope="module")
def site(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "public"
    policy = (SAMPLE / "policy.md").read_text(encoding="utf-8")
    write_pages(folder, render(collection, today=TODAY, policies={"en": policy}).items())
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("PEERDIR_REQUIRE_BROWSER is set and there is no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield an empty page; whatever it complains about afterwards, a refused script or style too, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def search(page: Page, query: str) -> list[str]:
    """Type a query and press Enter; return the ids of the programs found, the best first."""
    page.fill("#q", query)
    page.press("#q", "Enter")
    page.wait_for_selector("#search:not([aria-busy])")
    links = page.eval_on_selector_all("#result-cards h3 a", "all => all.map(a => a.getAttribute('href'))")
    return [link.removeprefix("programs/").removesuffix(".html") for link in links]


def ids(collection: Collection, condition: str, language: str) -> set[str]:
    return {
        program.id
        for program in collection.programs
        if program.listed
        and condition in program.conditions
        and language in [offer.code for offer in program.languages]
    }


@pytest.mark.parametrize(
    "query", ["diabetes spanish", "SUGAR español", "azúcar en espanol", "糖尿病 español", "السكري Spanish"]
)
@pytest.mark.sampled(2)
def test_a_condition_and_a_language_in_any_words(page: Page, site: Path, collection: Collection, query: str) -> None:
    page.goto((site / "index.html").as_uri())
    found = search(page, query)
    assert ids(collection, "diabetes-type-2", "es") <= set(found)
    assert all("es" in [offer.code for offer in _languages(collection, name)] for name in found)
    assert page.inner_text("#search-status") == f"{len(found)} programs found for “{query}”."


def _languages(collection: Collection, name: str) -> list[LanguageOffer]:
    program = collection.program(name)
    assert program
    return list(program.languages)


def test_a_name_comes_before_a_condition_and_a_condition_before_a_text(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    assert search(page, "camina conmigo")[0] == "camina-conmigo"
    assert search(page, "second wind")[0] == "second-wind-stroke-club"
    assert "camina-conmigo" in search(page, "chula vista")


def test_a_word_may_be_unfinished_and_one_that_nobody_knows_is_named(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    found = search(page, "chula vista diab")
    assert "camina-conmigo" in found
    assert search(page, "chula vista diab xyzzy") == found
    assert "Not used: xyzzy" in page.inner_text("#understood")
    assert search(page, "xyzzy") == []
    assert page.inner_text("#search-status").startswith("No program found for “xyzzy”")
    assert page.is_visible("#browse")


def test_typing_is_enough_and_the_address_keeps_the_query(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.type("#q", "kidney")
    # Cards come while one still types; the last letter is what counts.
    wait_until(page, "location.search === '?q=kidney'")
    page.wait_for_selector("#result-cards .card")
    assert not page.is_visible("#browse")
    page.goto((site / "about.html").as_uri())
    page.go_back()
    page.wait_for_selector("#result-cards .card")
    assert page.input_value("#q") == "kidney"
    page.fill("#q", "")
    page.wait_for_selector("#browse", state="visible")
    assert page.locator("#all-cards .card").count() > 40
    assert not page.url.endswith("kidney")


def test_back_leads_to_the_query_before(page: Page, site: Path) -> None:
    page.goto((site / "about.html").as_uri())
    page.goto((site / "index.html").as_uri())
    page.wait_for_selector("#search:not([hidden])")
    page.type("#q", "kidney")
    wait_until(page, "location.search === '?q=kidney'")
    kidney = search(page, "kidney")
    stroke = search(page, "stroke")
    page.click("#more > summary")
    page.get_by_label("Spanish").first.check()
    wait_until(page, "location.search === '?q=stroke&languages=es'")
    for address, found in (("?q=stroke", stroke), ("?q=kidney", kidney)):
        page.go_back()
        wait_until(page, f"location.search === '{address}'")
        page.wait_for_selector("#search:not([aria-busy])")
        links = page.eval_on_selector_all("#result-cards h3 a", "all => all.map(a => a.getAttribute('href'))")
        assert [link.removeprefix("programs/").removesuffix(".html") for link in links] == found
    page.go_back()
    page.wait_for_selector("#browse", state="visible")
    assert page.input_value("#q") == ""
    page.go_forward()
    expect(page.locator("#q")).to_have_value("kidney")
    page.go_back()
    page.go_back()
    page.wait_for_url("**/about.html")


def test_a_place_in_the_words_is_as_far_as_the_choice_says(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    search(page, "near 92105")
    assert "within 15 mi of" in page.inner_text("#understood")
    page.select_option("[name=within]", "5")
    page.wait_for_selector("#search:not([aria-busy])")
    assert "within 5 mi of" in page.inner_text("#understood")


def test_a_link_can_carry_a_query(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri() + "#q=tr%E1%BA%A7m%20c%E1%BA%A3m")
    page.wait_for_selector("#result-cards .card")
    assert page.input_value("#q") == "trầm cảm"
    page.goto((site / "index.html").as_uri() + "?q=kidney+spanish&near=92103&within=10&languages=es&day=XX&within=7")
    page.wait_for_selector("#search:not([aria-busy])")
    assert page.input_value("#near") == "92103"
    assert page.input_value("#within") == "10"
    assert page.is_checked("#choice-languages-es")
    page.goto((site / "index.html").as_uri() + "?q=%E0%A4%A")
    page.wait_for_selector("#search:not([aria-busy])")
    assert page.input_value("#q") == "\ufffd%A"


def test_the_page_says_how_it_understood_and_what_would_be_found(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    assert search(page, "strok tuseday evening chula vista") == []
    said = page.inner_text("#understood")
    assert "condition: Stroke" in said
    assert "place: Chula Vista, CA" in said
    offers = page.locator("#understood li button")
    assert offers.count() > 1
    offer = offers.first.inner_text()
    offers.first.click()
    page.wait_for_selector("#result-cards .card")
    number = page.locator("#result-cards .card").count()
    assert offer.endswith(f": {number}")
    assert page.input_value("#q") in ("tuseday evening chula vista", "tuesday evening chula vista")
    expect(page.locator("#search-status")).to_be_focused()


def test_choices_narrow_what_is_found_and_say_how_many_have_each(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    everybody = search(page, "diabetes")
    page.click("#more summary")
    label = page.locator("#facets label", has=page.locator("#choice-languages-es"))
    number = int(label.locator(".count").inner_text())
    assert 0 < number < len(everybody)
    days = page.eval_on_selector_all("#facets input[id^=choice-day-]", "all => all.map(one => one.id.slice(-2))")
    assert days == sorted(days, key=["MO", "TU", "WE", "TH", "FR", "SA", "SU"].index)
    assert len(days) > 3
    page.focus("#choice-languages-es")
    page.keyboard.press("Space")
    expect(page.locator("#result-cards .card")).to_have_count(number)
    assert page.evaluate("document.activeElement.id") == "choice-languages-es"
    wait_until(page, "location.search.includes('languages=es')")
    page.reload()
    page.wait_for_selector("#result-cards .card")
    assert page.locator("#result-cards .card").count() == number
    page.click("#clear")
    page.wait_for_selector("#browse", state="visible")
    assert "?" not in page.url


def test_start_again_is_there_while_there_is_something_to_clear(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.wait_for_selector("#search:not([hidden])")
    clear = page.locator("#clear")
    assert not clear.is_visible()
    page.fill("#q", "diabetes")
    expect(clear).to_be_visible()
    page.fill("#q", " ")
    expect(clear).to_be_hidden()
    page.fill("#near", "92101")
    expect(clear).to_be_visible()
    clear.focus()
    page.keyboard.press("Enter")
    expect(clear).to_be_hidden()
    expect(page.locator("#q")).to_be_focused()
    page.goto((site / "index.html").as_uri() + "#q=stroke")
    expect(clear).to_be_visible()
    clear.focus()
    page.evaluate("location.hash = 'q='")
    expect(clear).to_be_hidden()
    expect(page.locator("#q")).to_be_focused()


def test_near_a_place_cards_tell_the_way_and_the_nearest_can_come_first(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.fill("#near", "91942")
    page.select_option("#within", "50")
    search(page, "diabetes")
    assert "within 50 mi of 91942" in page.inner_text("#understood")
    page.click("text=Show the nearest first")
    page.wait_for_selector("text=Show the best fit first")
    ways = page.locator("#result-cards .way").all_inner_texts()
    far = [float(way.split(" ")[0]) for way in ways if way.endswith("mi away")]
    assert len(far) > 3
    assert far == sorted(far)
    assert "By phone" in ways or "Online" in ways
    page.click("#clear")
    page.wait_for_selector("#browse", state="visible")
    assert page.locator(".way").count() == 0


def test_where_this_device_is_stays_on_it(browser: Browser, site: Path) -> None:
    context = browser.new_context(
        geolocation={"latitude": 32.7678, "longitude": -117.0231}, permissions=["geolocation"]
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "index.html").as_uri())
    page.click("#here")
    page.wait_for_selector("#result-cards .way")
    assert "within 15 mi of where you are" in page.inner_text("#understood")
    assert "32.7" not in "".join((page.url, *asked))
    assert all(url.startswith("file:") for url in asked)
    context.close()


def test_programs_are_kept_and_printed_together(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    search(page, "diabetes")
    page.check("#result-cards .card:nth-child(1) .keep input")
    page.check("#result-cards .card:nth-child(3) .keep input")
    names = [page.inner_text(f"#result-cards .card:nth-child({place}) h3") for place in (1, 3)]
    page.goto((site / "about.html").as_uri())
    page.goto((site / "index.html").as_uri())
    assert "2 programs kept" in page.inner_text("#kept")
    page.evaluate("window.print = () => {}")
    page.click("text=Print as a handout")
    sheet = "".join(printed(page))
    assert all(name in sheet for name in names)
    assert "+1-619-555-01" in sheet
    assert "Has room" in sheet
    assert "911" in sheet
    # Nobody can look up on paper what there is no room for on a card.
    assert "more" not in sheet
    assert "CA 9" in sheet
    assert "How we choose programs" not in sheet
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.is_visible("#search")
    page.click("text=Keep none")
    assert not page.is_visible("#kept")


def test_a_part_that_cannot_be_loaded_is_said(browser: Browser, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    for file in (tmp_path / "site" / "assets" / "search").glob("text-*.js"):
        file.unlink()
    page = browser.new_page()
    page.goto((tmp_path / "site" / "index.html").as_uri())
    assert search(page, "xyzzy") == []
    assert page.inner_text("#search-status").startswith("A part of the search could not be loaded")
    assert search(page, "stroke")
    page.close()


def test_the_skip_link_leaves_the_search_as_it_is(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    search(page, "kidney")
    page.focus(".skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.is_visible("#result-cards .card")


def test_analyse_examples_hold_in_the_browser(page: Page, site: Path) -> None:
    examples = json.loads((Path(__file__).parent / "analyse.json").read_text(encoding="utf-8"))
    page.goto((site / "index.html").as_uri())
    turn_to_search(page)
    for example in examples:
        assert page.evaluate("text => peerdirAnalyse.fold(text)", example["text"]) == example["fold"]
        assert page.evaluate("text => peerdirAnalyse.terms(text)", example["text"]) == example["terms"]
        singular = "text => peerdirAnalyse.singular(peerdirAnalyse.words(text).join(' '))"
        assert page.evaluate(singular, example["text"]) == example["singular"]


def test_every_letter_is_read_alike_in_python_and_in_the_browser(page: Page, site: Path) -> None:
    # Letters that have been in Unicode for long, so that it does not matter which edition either side knows.
    kind = unicodedata.ucd_3_2_0.category
    letters = [char for char in map(chr, range(0x3400)) if kind(char)[0] in "LMN"]
    texts = [text for char in letters for text in (char, f"d’a{char}b's'")] + ["a" + "\u0316\u1dc0" * 500]
    page.goto((site / "index.html").as_uri())
    turn_to_search(page)
    texts += page.evaluate("Array.from(peerdirIndex.core.phrases.values(), ([meant]) => meant.said)")
    read = "text => [peerdirAnalyse.fold(text), peerdirAnalyse.terms(text), peerdirAnalyse.singular(text)]"
    found = page.evaluate(f"texts => texts.map({read})", texts)
    assert found == [[fold(text), terms(text), singular(text)] for text in texts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("women’s ", "womens "),
        ("Mother`s ", "mothers "),
        ("Mother´s ", "mothers "),
        ("l’hépatite ", "hepatite "),
        ("والسكري ", "سكري "),
        ("٩٢١٠٣ ", "92103 "),
        ("kid\u00adney ", "kidney "),
    ],
)
def test_what_people_write_in_two_ways_finds_the_same(page: Page, site: Path, one: str, other: str) -> None:
    page.goto((site / "index.html").as_uri())
    found = search(page, one)
    assert found
    assert found == search(page, other)


def test_without_javascript_all_programs_are_there(browser: Browser, site: Path, collection: Collection) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    listed = [program for program in collection.programs if program.listed and program.publish.web]
    assert page.locator("#all-cards .card:visible").count() == len(listed)
    assert not page.is_visible("#q")
    page.click("text=All programs >> nth=0")
    context.close()


@pytest.mark.parametrize(
    "width", [320, pytest.param(375, marks=pytest.mark.exhaustive), pytest.param(1280, marks=pytest.mark.exhaustive)]
)
def test_no_page_is_wider_than_the_screen(browser: Browser, site: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    shown = ["index.html", "about.html", "examples.html", "languages/index.html", "conditions/diabetes-type-2.html"]
    shown += ["support.html", "roles.html", "professionals.html", "es/index.html", "fr/about.html", "robots.txt"]
    shown += ["conditions/diabetes-type-2/chula-vista.html", "es/programs/camina-conmigo.html"]
    files = [file for file in sorted((site / "programs").glob("*.html")) if b"refresh" not in file.read_bytes()]
    # What fits the smallest screen fits most others.
    for path in [*shown, *(f"programs/{file.name}" for file in files[:: 1 if width == 320 else 5])]:
        page.goto((site / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_links_that_stand_alone_are_large_enough_to_tap(page: Page, site: Path) -> None:
    small = """() => Array.from(document.querySelectorAll('a, button, input, select, summary, .keep, #facets label'))
        .filter(e => e.matches('label') || !e.closest('.skip, dd, label, p:not(.call):not(.jump)'))
        .filter(e => e.getBoundingClientRect().height)
        .filter(e => e.getBoundingClientRect().height < 43.9).map(e => e.outerHTML)"""
    page.set_viewport_size({"width": 375, "height": 800})
    for path in ("index.html", "programs/camina-conmigo.html", "conditions/index.html", "examples.html", "about.html"):
        page.goto((site / path).as_uri())
        assert page.evaluate(small) == [], path


def test_the_same_files_work_from_a_server_and_ask_nobody_else(page: Page, site: Path) -> None:
    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}index.html")
    assert "camina-conmigo" in search(page, "diabetes spanish")
    page.click("#result-cards h3 a >> nth=0")
    page.wait_for_load_state()
    server.shutdown()
    server.server_close()
    assert len(asked) > 4
    assert [url for url in asked if not url.startswith(address)] == []


def test_hostile_markup_does_nothing(page: Page, tmp_path: Path, collection: Collection) -> None:
    entries = []
    for entry in collection.entries:
        record = entry.record
        if entry.kind == "program":
            bad = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
            record = dataclasses.replace(entry.program, name=f"{bad} {entry.program.name}", summary=bad)
        entries.append(dataclasses.replace(entry, record=record))
    hostile = dataclasses.replace(collection, entries=tuple(entries))
    pages = render(hostile, today=TODAY)
    page.goto(with_a_search(pages, tmp_path))
    assert "camina-conmigo" in search(page, "diabetes spanish")
    one = tmp_path / "programs" / "camina-conmigo.html"
    one.parent.mkdir()
    one.write_bytes(pages["programs/camina-conmigo.html"])
    page.goto(one.as_uri())
    assert page.title().startswith("<img")
    assert page.locator("img").count() == 0


def test_a_page_prints_without_the_ways_around(page: Page, site: Path) -> None:
    page.goto((site / "programs" / "camina-conmigo.html").as_uri())
    page.emulate_media(media="print")
    assert not page.is_visible("nav[aria-label=Main]")
    assert page.is_visible("text=What support looks like")
    assert page.is_visible(".on-paper")
    assert page.is_visible("text=+1-619-555-0101 >> nth=0")
    assert page.locator(".reach .paper-only").inner_text() == "/camina"


def printed(page: Page, paper: str = "Letter") -> list[str]:
    """Print the page; return the text of each sheet."""
    return [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format=paper))).pages]


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_no_sheet_holds_the_foot_alone_and_the_first_one_says_where_it_is_from(
    page: Page, site: Path, paper: str
) -> None:
    for name in ("camina-conmigo", "hep-c-buddies", "kamustahan-circle", "mall-walkers-copd", "ms-sunrise"):
        page.goto((site / "programs" / f"{name}.html").as_uri())
        first, *others = printed(page, paper)
        assert f"/directory/programs/{name}.html" in first.replace("\n", "")
        assert "corrections@example.org" in first
        assert all(len(sheet.strip()) > 20 and not sheet.startswith("Being listed") for sheet in others), name


def test_results_are_printed_from_the_first_sheet_on_with_the_query(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri() + "#q=kidney")
    page.wait_for_selector("#result-cards .card")
    first = printed(page)[0]
    assert "found for “kidney”" in first
    assert "Kidney Neighbors" in first
    assert "How we choose programs" not in "".join(printed(page))


def test_nothing_on_paper_reaches_over_the_edge(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 695, "height": 900})  # a sheet of Letter without its margins
    page.emulate_media(media="print")
    over = """() => Array.from(document.querySelectorAll('.reach, .card, .functions > li, .facts, .alert'))
        .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 80)])
        .filter(([box]) => box.width && (box.right > innerWidth - 1 || box.left < 1))"""
    for path in ("index.html", "programs/camina-conmigo.html", "programs/noor-womens-circle.html"):
        page.goto((site / path).as_uri())
        assert page.evaluate(over) == [], path


def heights(sheet: pypdf.PageObject) -> dict[float, str]:
    """Return the text of each line of a sheet by its height in points above the bottom."""
    found: dict[float, str] = {}

    def note(text: str, sheet_at: list[float], text_at: list[float], *_: object) -> None:
        if text.strip():
            height = round(text_at[4] * sheet_at[1] + text_at[5] * sheet_at[3] + sheet_at[5], 1)
            found[height] = found.get(height, "") + text.strip("\n")

    sheet.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize(
    ("folder", "country"), [("", "Thailand"), ("es/", "Tailandia"), ("ar/", "تايلاند"), ("th/", "ประเทศไทย")]
)
def test_the_places_to_choose_from_name_the_country_in_the_language(
    page: Page, site: Path, folder: str, country: str
) -> None:
    page.goto((site / folder / "index.html").as_uri())
    assert "chiang-mai-morning-walkers" in search(page, "thai")
    page.click("#more summary")
    places = page.locator("#facets label", has=page.locator("[id^=choice-place-]"))
    expect(places.filter(has_text="Chiang Mai")).to_contain_text(f"Chiang Mai, {country}")


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("", ["0.3 mi", "1 mi", "2 mi", "3.2 mi", "10 mi", "11 mi", "100 mi"]),
        ("es/", ["0,3 millas", "1 milla", "2 millas", "3,2 millas", "10 millas", "11 millas", "100 millas"]),
        ("ar/", ["0.3 ميل", "ميل واحد", "ميلين", "3.2 ميل", "10 أميال", "11 ميلًا", "100 ميل"]),
    ],
)
def test_a_distance_has_the_form_of_its_number(page: Page, site: Path, folder: str, said: list[str]) -> None:
    page.goto((site / folder / "index.html").as_uri())
    search(page, "kidney")
    miles = "[0.3, 1.04, 2, 3.2, 9.97, 11, 100]"
    assert page.evaluate(f"{miles}.map(far => peerdirPlaces.distance(far * 1.609344, peerdirAnswer.say))") == said
    # What is chosen from says it alike.
    script = """() => Array.from(document.querySelectorAll('#within option'), one =>
        [one.textContent, peerdirPlaces.distance(one.value * 1.609344, peerdirAnswer.say)])"""
    assert all(option == far for option, far in page.evaluate(script))


@pytest.mark.parametrize(
    ("folder", "banner"), [("", "For staff. Do not publish."), ("es/", "Para el personal. No publicar.")]
)
def test_every_sheet_for_staff_says_so_above_all_else_in_its_language(
    page: Page, tmp_path: Path, folder: str, banner: str
) -> None:
    pages = render(view(load(SAMPLE), "staff", TODAY), today=TODAY, audience="staff")
    address = f"{folder}programs/quiet-harbor.html"
    for name in (address, "assets/style.css", "assets/page.css", "assets/program.js", "assets/icon.svg"):
        write_file(tmp_path / name, pages[name])
    page.goto((tmp_path / address).as_uri())
    assert page.is_visible(f"text={banner}")
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf())).pages
    assert len(sheets) > 1
    for sheet in sheets:
        lines = heights(sheet)
        top = max(lines)
        assert unicodedata.normalize("NFKC", lines.pop(top)) == banner
        # Nothing else comes near it.
        assert max(lines) < top - 12


@pytest.mark.parametrize("base_url", ["https://www.example.org/directory/", None])
def test_the_page_for_lost_readers_has_its_style_and_leads_home_from_a_disk_and_from_deep_in_a_server(
    browser: Browser, collection: Collection, tmp_path: Path, base_url: str | None
) -> None:
    settings = dataclasses.replace(collection.directory, base_url=base_url)
    entries = [
        dataclasses.replace(one, record=settings) if one.kind == "directory" else one for one in collection.entries
    ]
    pages = render(dataclasses.replace(collection, entries=tuple(entries)), today=TODAY)
    root = "https://www.example.org" + ("/directory/" if base_url else "/")
    for name in ("404.html", "index.html", "assets/style.css", "assets/page.css", "assets/icon.svg"):
        write_file(tmp_path / name, pages[name])

    def served(route: Route) -> None:
        name = urlsplit(route.request.url.removeprefix(root)).path
        route.fulfill(path=tmp_path / (name if (tmp_path / name).is_file() else "404.html"))

    page = browser.new_page()
    page.route(f"{root}**", served)
    for lost, home in (((tmp_path / "404.html").as_uri(), tmp_path.as_uri() + "/"), (f"{root}a/b/c.html", root)):
        page.goto(lost)
        expect(page.locator(".home")).to_have_css("text-decoration-line", "none")
        page.click("main >> a >> nth=0")
        page.wait_for_url(f"{home}index.html")
    page.close()


def test_a_small_phone_shows_the_head_of_a_page_in_little_room(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    for path in ("index.html", "programs/camina-conmigo.html"):
        page.goto((site / path).as_uri())
        head = page.locator(".site-header")
        assert head.evaluate("e => e.getBoundingClientRect().height") <= 225
        assert page.is_visible("text=Need help now?")
        assert page.is_visible("a.home")
        assert page.is_visible("footer >> text=Examples to learn from")


def test_a_search_that_finds_nothing_shows_where_to_go(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    assert not page.is_visible("#nothing")
    search(page, "xyzzy")
    links = page.eval_on_selector_all("#nothing a", "all => all.map(a => a.getAttribute('href'))")
    assert {"tel:911", "tel:988", "conditions/index.html", "places/index.html", "languages/index.html"} <= set(links)
    assert page.is_visible("#nothing >> text=911")
    search(page, "kidney")
    assert not page.is_visible("#nothing")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Yield an empty page on a small phone."""
    context = browser.new_context(
        viewport={"width": 320, "height": 568}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def test_the_search_is_on_the_first_screen_of_a_small_phone(phone: Page, site: Path) -> None:
    phone.goto((site / "index.html").as_uri())
    expect(phone.locator("#search .field button")).to_be_in_viewport(ratio=1)


def test_on_a_phone_what_is_found_comes_into_view_and_the_keyboard_goes(phone: Page, site: Path) -> None:
    phone.goto((site / "index.html").as_uri())
    phone.tap("#q")
    phone.keyboard.type("diabetes spanish")
    phone.keyboard.press("Enter")
    expect(phone.locator("#search-status")).to_be_in_viewport()
    expect(phone.locator("#result-cards h3").first).to_be_in_viewport()
    expect(phone.locator("#q")).not_to_be_focused()


@pytest.mark.parametrize(
    "query", ["I want to die", "suicidal", "Quiero MORIR", "我想死了", "my husband hits me", "sucide"]
)
def test_who_is_in_danger_is_shown_whom_to_call_before_any_program(page: Page, site: Path, query: str) -> None:
    page.goto((site / "index.html").as_uri())
    search(page, query)
    links = page.eval_on_selector_all("#understood > :first-child a", "all => all.map(a => a.getAttribute('href'))")
    assert links == ["tel:911", "tel:988"]
    # Nobody wants to read these words again in large letters.
    assert query not in page.inner_text("#search-status")


@pytest.mark.parametrize("query", ["diet", "grape therapist", "violence", "想吃"])
def test_other_words_are_no_danger(page: Page, site: Path, query: str) -> None:
    page.goto((site / "index.html").as_uri())
    search(page, query)
    assert page.locator(".danger").count() == 0


def test_a_time_is_never_broken(page: Page, site: Path) -> None:
    page.goto((site / "programs" / "camina-conmigo.html").as_uri())
    said = ".facts li, .times span, .next li:not([hidden]) time"
    lines = """(said) => [...document.querySelectorAll(said)].flatMap((one) => {
      const text = one.firstChild, range = document.createRange();
      return [...one.textContent.matchAll(/[0-9:]+\\D{1,3}[0-9:]+.[ap]m/g)].map((time) => {
        range.setStart(text, time.index);
        range.setEnd(text, time.index + time[0].length);
        return new Set([...range.getClientRects()].map((box) => box.top)).size;
      });
    })"""
    for width in range(320, 420, 10):
        page.set_viewport_size({"width": width, "height": 800})
        counts = page.evaluate(lines, said)
        assert len(counts) >= 4
        assert set(counts) == {1}, width


def test_one_and_many_are_one_word(page: Page, site: Path, collection: Collection) -> None:
    page.goto((site / "index.html").as_uri())
    for code, one in (
        ("refugees", "refugee "),
        ("refugees", "refugees "),
        ("veterans", "veteran "),
        ("women", "women "),
    ):
        meant = {program.id for program in collection.programs if program.listed and code in program.populations}
        assert meant
        assert meant <= set(search(page, one)), one


def test_of_programs_that_fit_alike_the_full_ones_come_last(page: Page, tmp_path: Path, collection: Collection) -> None:
    room = {"after-the-baby": "no-capacity", "noor-womens-circle": "capacity"}
    entries = []
    for entry in collection.entries:
        if entry.kind == "program" and entry.id in room and entry.program.referral:
            capacity = Capacity(status=room[entry.id], as_of=TODAY)  # type: ignore[arg-type]
            referral = dataclasses.replace(entry.program.referral, capacity=capacity)
            entry = dataclasses.replace(entry, record=dataclasses.replace(entry.program, referral=referral))
        entries.append(entry)
    pages = render(dataclasses.replace(collection, entries=tuple(entries)), today=TODAY)
    page.goto(with_a_search(pages, tmp_path))
    found = search(page, "anxiety")
    assert found.index("noor-womens-circle") < found.index("after-the-baby")
