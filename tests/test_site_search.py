"""The search box of the web pages gives the answers of `peerdir search`, and its data says no more than a page may."""

import dataclasses
import gzip
import html
import itertools
import json
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from benchmarks.generate import generate
from playwright.sync_api import Browser, Page, expect, sync_playwright
from ruamel.yaml import YAML

from peerdir import everyday
from peerdir.analyse import is_unspaced, words
from peerdir.audience import view
from peerdir.index.rows import VOCABULARIES
from peerdir.index.store import Index
from peerdir.index.whole import in_memory
from peerdir.places import naming, us
from peerdir.places.distance import MILE
from peerdir.query import Answer, Query
from peerdir.reading.collection import Collection, load
from peerdir.records import Address, Location
from peerdir.render.site import cards
from peerdir.render.site import search as site_search
from peerdir.render.site.languages import speech
from peerdir.render.site.search import Labels, labels
from peerdir.render.site.search_data import large, packing, parts, public, shards
from peerdir.render.site.shelves import listed
from peerdir.render.site.templates import Templates, short
from peerdir.render.site.version import Site
from peerdir.search import spelling
from peerdir.search import understand as understanding
from peerdir.search.answer import search
from tests.conftest import ROOT, SAMPLE, TODAY
from tests.relevance import run
from tests.site_pages import Pages, render, turn_to_search, with_a_search
from tests.test_audience import private_values

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REQUIRED = bool(os.environ.get("PEERDIR_REQUIRE_BROWSER"))
needs_browser = pytest.mark.skipif(CHROMIUM is None and not REQUIRED, reason="no Chromium on this machine")
OTHERS = ("es", "vi", "ar", "zh", "th", "fr")
ENGINE = ("analyse", "index", "small", "understand", "places", "answer")
ASK = """queries => queries.map(query => {
  for (;;) {
    const found = peerdirAnswer.answer(query);
    const wanted = Array.from(peerdirIndex.wanted);
    if (!wanted.length) return {
      ids: found.results.map(one => one.id), scores: found.results.map(one => one.score),
      why: found.results.map(one => one.why), km: found.results.map(one => one.km),
      reach: found.results.map(one => one.reach), total: found.total, understood: found.understood,
      unused: found.unused, unknown: found.unknown, place: found.place, general: found.general,
      relaxations: found.relaxations.map(one => [one.without.join(' and '), one.total]),
    };
    wanted.forEach(name => peerdirIndex.take(name, peerdirParts[name]));
  }
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("PEERDIR_REQUIRE_BROWSER is set and there is no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def script_words(language: str = "en") -> Mapping[str, Any]:
    file = ROOT / "templates" / "text" / "site" / f"{language}.yaml"
    return {**YAML(typ="safe").load(file)["search"]["script"], "comma": ", ", "blank": " "}


def engine(
    browser: Browser,
    collection: Collection,
    words: Mapping[str, Any] | None = None,
    called: Labels | None = None,
) -> Page:
    """Open an empty page with the engine of the search and the data of a directory, in English if nothing is said."""
    page = browser.new_page()
    for name in ENGINE:
        page.add_script_tag(path=ROOT / "templates" / "site" / "assets" / f"search-{name}.js")
    found = parts(collection, listed(collection))
    core = {**found.pop("core"), "files": dict.fromkeys(found, "")}
    setup = """([core, others, words, called]) => {
      window.peerdirParts = others; peerdirIndex.take('core', core); peerdirAnswer.speak(words, called); }"""
    page.evaluate(setup, [core, found, words or script_words(), called or {}])
    return page


def large_engine(browser: Browser, collection: Collection) -> Page:
    """Open an empty page with the engine of a large directory's search; its data comes part by part as it is asked."""
    page = browser.new_page()
    page.set_content('<form id="search"></form>')
    for name in (*ENGINE[:2], "large", *ENGINE[3:]):
        page.add_script_tag(path=ROOT / "templates" / "site" / "assets" / f"search-{name}.js")
    found = large(collection, listed(collection))
    bare = shards.cards(found, lambda id_: {"id": id_})
    others = {**found.shards, **bare}
    core = {**found.core, "folder": "", "parts": [name for name in others if "/" not in name]}
    setup = """([core, others, words]) => {
      window.peerdirParts = others; peerdirIndex.take('core', core); peerdirAnswer.speak(words); }"""
    page.evaluate(setup, [core, others, script_words()])
    return page


def terminal(collection: Collection) -> Index:
    """Return the index that a terminal's search asks, of the programs that the pages show."""
    index = sqlite3.connect(":memory:", factory=Index)
    with closing(in_memory(public(collection, listed(collection)))) as made:
        made.backup(index)
    index.today, index.shown, index.is_whole = TODAY, set(), True
    return index


def told(answer: Answer) -> dict[str, Any]:
    names = {"phone": "phone", "online": "online", "home visit": "home", "serves the area": "serves", None: None}
    return {
        "ids": [one.card["id"] for one in answer.results],
        "scores": [one.score for one in answer.results],
        "why": [list(one.why) for one in answer.results],
        "km": [one.distance_km and round(one.distance_km, 6) for one in answer.results],
        "reach": [names[one.reach] for one in answer.results],
        "total": answer.total,
        "understood": list(answer.understood),
        "unused": list(answer.unused),
        "unknown": list(answer.unknown),
        "place": answer.place,
        "general": list(answer.general),
        "relaxations": [list(one) for one in answer.relaxations],
    }


def differences(page: Page, index: Index, queries: Sequence[Mapping[str, Any]]) -> list[str]:
    """Ask both; say of each query how the answers differ."""
    asked = [{"text": "", "near": None, "km": None, "filters": {}, **query} for query in queries]
    found = page.evaluate(ASK, [{**query, "today": TODAY.isoformat()} for query in asked])
    differ = []
    for query, here in zip(asked, found, strict=True):
        given = Query(
            text=query["text"], near=query["near"], within_km=query["km"], filters=query["filters"], limit=10_000
        )
        there = told(search(index, given))
        here["km"] = [far and round(far, 6) for far in here["km"]]
        differ += [f"{query}: {name}: {there[name]} here {here[name]}" for name in there if there[name] != here[name]]
    return differ


def made_up(index: Index, number: int) -> list[dict[str, Any]]:
    """Put phrases that the index knows, words of its texts and places together by chance, some with a slip in them."""
    chance = random.Random(6)  # noqa: S311 - the same queries every time
    phrases = [said for (said,) in index.execute("SELECT DISTINCT said FROM phrase ORDER BY said")]
    words = [word for (word,) in index.execute("SELECT word FROM word WHERE texts > 0 ORDER BY word")]
    places = [name for (name,) in index.execute("SELECT DISTINCT name FROM place ORDER BY name")]
    other = [
        "near",
        "10 miles",
        "10km",
        "la mesa",
        "91942",
        "92103-1234",
        "el cajon ca",
        "springfield",
        "group",
        "xyzzy",
    ]
    return [
        {
            "text": " ".join(
                _slipped(chance.choice(chance.choice((phrases, phrases, words, places, other))), chance)
                for _ in range(chance.randint(1, 4))
            )
        }
        for _ in range(number)
    ]


def _slipped(said: str, chance: random.Random) -> str:
    """Leave a letter out, double it, or swap two, one time in three."""
    at = chance.randrange(len(said))
    slips = (
        said[:at] + said[at + 1 :],
        said[:at] + said[at : at + 1] + said[at:],
        said[:at] + said[at : at + 2][::-1] + said[at + 2 :],
    )
    return chance.choice(slips) if chance.random() < 1 / 3 else said


def neighborhood(collection: Collection, patch: pytest.MonkeyPatch) -> None:
    """Let the terminal know only those US postal codes and cities that the pages know: the ones around the programs."""
    found = parts(collection, listed(collection))
    codes = {row[0] for row in found["codes"]["codes"]}
    cities = {row[0] for row in found["cities"]["cities"]}
    patch.setattr(naming, "postal_code", lambda code: us.postal_code(code) if code in codes else None)
    patch.setattr(naming, "cities", lambda key: us.cities(key) if key in cities else ())


@pytest.fixture(scope="module")
def collection() -> Collection:
    return view(load(SAMPLE), "public", TODAY)


@pytest.fixture(scope="module")
def index(collection: Collection) -> Iterator[Index]:
    with closing(terminal(collection)) as found:
        yield found


@pytest.fixture(scope="module")
def page(browser: Browser, collection: Collection) -> Page:
    return engine(browser, collection)


TYPOS = json.loads((ROOT / "tests" / "typos.json").read_text(encoding="utf-8"))
PLACES = (
    *("92101", "91942", "92103-1234", "La Mesa", "Oxford", "Oxford, OH", "San Diego", "san diego county", "California"),
    *(
        "Chiang Mai",
        "Thailand",
        "nowhere",
        "St. Louis",
        "chula vista ca usa",
        "Springfield",
        "TH",
        "Los Angeles, California",
    ),
)
FILTERS: tuple[dict[str, list[str]], ...] = (
    {"conditions": ["stroke"]},
    {"conditions": ["diabetes-type-2", "stroke"], "languages": ["es"]},
    {"day": ["TU"], "free": ["yes"]},
    {"place": ["san diego"]},
    {"languages": ["spansh"]},
    {"populations": ["veterans"], "modalities": ["group"]},
    {"accessibility": ["wheelchair"], "functions": ["linkage"]},
)


def test_typos_are_mended_as_the_examples_say(index: Index) -> None:
    for example in TYPOS:
        said = words(example["typed"])
        mended = spelling.mend(index, said, understanding._certain(said, understanding._known(index, said)))
        assert (" ".join(mended.words), mended.shown) == (example["read"], example["shown"]), example["typed"]


@needs_browser
def test_typos_are_mended_as_the_examples_say_on_the_page(page: Page) -> None:
    page.evaluate("Object.entries(peerdirParts).forEach(([name, data]) => peerdirIndex.take(name, data))")
    for example in TYPOS:
        found = page.evaluate("text => peerdirUnderstand(text)", example["typed"])
        assert (found["read"], found["mended"]) == (example["read"], example["shown"]), example["typed"]


AS_TYPED = {
    "not spanish": (("language: Spanish",), ("not",)),
    "no spanish diabetes": (("language: Spanish", "condition: diabetes"), ("no",)),
    "I do not know": ((), ()),
    "ing": ((), ("ing",)),
    "Réunion": (('words: "Réunion"',), ()),
    "dépression Réseau": (("condition: depression",), ("Réseau",)),
    "l'Été Réunion": (('words: "Été"', 'words: "Réunion"'), ()),
    "stroke كُرة": (("condition: Stroke",), ("كُرة",)),
}


def test_what_is_looked_for_in_the_texts_is_said_back_as_it_was_typed(index: Index) -> None:
    for said, (understood, unused) in AS_TYPED.items():
        answer = search(index, Query(text=said))
        assert (answer.understood, answer.unused) == (understood, unused), said
    assert "words: Réunion" in search(index, Query(text="Réunion")).results[0].why
    without = search(index, Query(text="السرطان بالعربية")).relaxations
    assert {said for said, _ in without} == {'"بالعربية"', '"السرطان"'}


@needs_browser
def test_the_page_says_back_what_was_typed_as_the_terminal_does(page: Page, index: Index) -> None:
    assert differences(page, index, [{"text": said} for said in (*AS_TYPED, "السرطان بالعربية")]) == []


HOURS = {
    "晚上6点以后": "after 6 pm",
    "晚上6點以後": "after 6 pm",
    "6点以后": "after 6 pm",
    "糖尿病晚上六点以后": "after 6 pm",
    "下午三点": "at 3 pm",
    "下午3点": "at 3 pm",
    "20点": "at 8 pm",
    "上午九点前": "before 9 am",
    "下午5点以前": "afternoon / morning",
    "晚上十一点以后": "late evening",
    "周二晚上": "evening",
    "禮拜二午後": "afternoon",
    "หลัง 18.00 น.": "after 6 pm",
    "หลัง ๑๘.๐๐ น.": "after 6 pm",
    "ตั้งแต่ 18 นาฬิกา": "after 6 pm",
    "หลังหกโมงเย็น": "after 6 pm",
    "หลัง 6 โมง": "after 6 pm",
    "เบาหวานบ่ายสามโมง": "at 3 pm",
    "วันเสาร์ 2 ทุ่ม": "at 8 pm",
    "9 โมงเช้า": "at 9 am",
    "ก่อน 09.00 น.": "before 9 am",
    "ก่อนเที่ยง": "before 12 pm",
    "ตอนเย็นวันอังคาร": "evening",
    "糖尿病晚上6点以后": "after 6 pm",
    "晚上6点以后的糖尿病": "after 6 pm",
    "糖尿病下午3点钟": "at 3 pm",
    "เบาหวานหลัง 18.00 น.": "after 6 pm",
    "วันเสาร์บ่าย 2 โมง": "at 2 pm",
    "หลัง 6 โมงเย็นวันอังคาร": "after 6 pm",
    "18:00以后": "after 6 pm",
    "18:30": "at 6 pm",
    "6:30pm": "at 6 pm",
    "diabetes 18h": "at 6 pm",
    "after 18:00": "after 6 pm",
    "después de las 18h": "after 6 pm",
    "before 9am": "before 9 am",
}


def test_hours_are_understood(index: Index) -> None:
    for said, meant in HOURS.items():
        understood = search(index, Query(text=said)).understood
        times = [part for one in understood for part in one.split(", ") if part.startswith("time of day: ")]
        assert times == [f"time of day: {meant}"], said
        assert not any(part.startswith("words: ") for part in understood), said


@needs_browser
def test_the_page_understands_hours_as_the_terminal_does(page: Page, index: Index) -> None:
    others = ["today", "esta noche", "diabetes tomorrow", "后天", "my mother has diabetes", "mom asthma", "mi mamá"]
    others += ["stroke evening", "diabetes for veterans"]
    assert differences(page, index, [{"text": said} for said in (*HOURS, *others)]) == []


@needs_browser
@pytest.mark.parametrize("part", run.PARTS)
@pytest.mark.sampled(1)
def test_the_page_answers_judged_queries_as_the_terminal_does(
    browser: Browser, collection: Collection, index: Index, part: str
) -> None:
    page = engine(browser, collection)
    queries = [{"text": case.query} for case in run.read(part)]
    assert len(queries) > 60
    assert differences(page, index, queries) == []
    assert page.evaluate("peerdirAnswer.answer({text: 'diabetes spanish', today: '2026-11-21'}).total") > 0
    page.close()


@needs_browser
@pytest.mark.parametrize("part", run.PARTS)
@pytest.mark.exhaustive
def test_the_page_of_a_large_directory_answers_judged_queries_too(
    browser: Browser, collection: Collection, index: Index, part: str
) -> None:
    page = large_engine(browser, collection)
    assert differences(page, index, [{"text": case.query} for case in run.read(part)]) == []
    page.close()


@needs_browser
@pytest.mark.exhaustive
def test_the_page_of_a_large_directory_answers_made_up_queries_too(
    browser: Browser, collection: Collection, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighborhood(collection, monkeypatch)
    page = large_engine(browser, collection)
    assert differences(page, index, made_up(index, 150)) == []
    near = [
        {"near": place, "text": text, "km": km} for place in PLACES for text in ("", "stroke") for km in (None, 100)
    ]
    assert differences(page, index, near) == []
    asked = [
        {"filters": filters, "text": text} for filters in FILTERS for text in ("", "evening", "near 92101 diabetes")
    ]
    assert differences(page, index, asked) == []
    page.close()


@needs_browser
@pytest.mark.exhaustive
def test_the_page_answers_the_judged_queries_of_a_larger_directory_too(browser: Browser, tmp_path: Path) -> None:
    generate(run.GENERATED, tmp_path / "directory")
    larger = view(load(tmp_path / "directory"), "public", TODAY)
    with closing(terminal(larger)) as index:
        for page in (engine(browser, larger), large_engine(browser, larger)):
            assert differences(page, index, [{"text": case.query} for case in run.read(run.TUNED)]) == []
            page.close()


@needs_browser
def test_what_a_code_was_called_before_it_moved_means_the_newer_one_only(page: Page, index: Index) -> None:
    queries = [{"text": text} for text in ("near a bus stop", "bus stop")]
    assert search(index, Query(text=queries[0]["text"])).understood == ("access: Near a bus stop",)
    assert differences(page, index, queries) == []


@needs_browser
def test_the_page_answers_made_up_queries_places_and_filters_as_the_terminal_does(
    page: Page, collection: Collection, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighborhood(collection, monkeypatch)
    assert differences(page, index, made_up(index, 400)) == []
    near = [
        {"near": place, "text": text, "km": km} for place in PLACES for text in ("", "stroke") for km in (None, 100)
    ]
    assert differences(page, index, near) == []
    asked = [
        {"filters": filters, "text": text} for filters in FILTERS for text in ("", "evening", "near 92101 diabetes")
    ]
    assert differences(page, index, asked) == []


@needs_browser
def test_the_terminal_knows_every_us_city_and_the_page_those_around_the_programs(page: Page, index: Index) -> None:
    assert differences(page, index, [{"text": "stroke", "near": "La Mesa"}]) == []
    far = differences(page, index, [{"text": "", "near": "Boston, MA"}])
    assert "unknown: [] here ['near: Boston, MA" in " ".join(far)


@needs_browser
def test_words_lose_their_endings_as_in_the_index(page: Page, index: Index) -> None:
    index.execute("CREATE VIRTUAL TABLE temp.stems USING fts5vocab(main, text, row)")
    there = {stem for (stem,) in index.execute("SELECT term FROM temp.stems") if not is_unspaced(stem)}
    spelled = {
        word for (name, body) in index.execute("SELECT name, body FROM text") for word in f"{name} {body}".split()
    }
    asked = sorted(word for word in spelled if not is_unspaced(word))
    assert len(asked) > 1000
    assert set(page.evaluate("words => words.map(peerdirAnalyse.stem)", asked)) == there


@pytest.mark.parametrize("rows", [[], [0], [0, 1, 2], [31, 32, 33], [5, 1000, 1_000_000]])
def test_rows_are_packed_as_digits_with_a_last_one(rows: list[int]) -> None:
    text = packing.pack(rows)
    read, before, value, place = [], -1, 0, 0
    for digit in text:
        is_last = digit in packing.LAST
        value += (packing.LAST if is_last else packing.MORE).index(digit) * 32**place
        place += 1
        if is_last:
            before += value + 1
            read.append(before)
            value = place = 0
    assert read == rows
    assert re.fullmatch(r"[^\s\"\\.<]*", text)


def test_the_data_tells_only_what_pages_tell(collection: Collection) -> None:
    hidden = next(program for program in collection.programs if not program.listed)
    told = json.dumps(parts(collection, listed(collection)), ensure_ascii=False)
    assert hidden.id not in told
    private = {value for program in load(SAMPLE).programs for value in private_values(program)}
    assert len(private) > 10
    assert [value for value in private if value in told] == []
    assert not re.search(r"555-01\d\d", told)


@needs_browser
def test_words_that_mean_something_to_the_script_are_words_like_others(
    browser: Browser, collection: Collection
) -> None:
    said = "a __proto__ constructor toString </script> \u2028 ' \" ]]> end of text"
    entries = [
        dataclasses.replace(entry, record=dataclasses.replace(entry.program, name=f"{said} {entry.id}", summary=said))
        if entry.kind == "program"
        else entry
        for entry in collection.entries
    ]
    odd = dataclasses.replace(collection, entries=tuple(entries))
    page = engine(browser, odd)
    queries = ["constructor", "__proto__", "tostring", "a __proto__ constructor", "hasownproperty valueof", "</script>"]
    with closing(terminal(odd)) as index:
        assert differences(page, index, [{"text": text} for text in (*queries, *said.split(" "))]) == []
        assert search(index, Query(text="constructor")).total > 0
    page.close()


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "templates/site").rglob("*.[cj]s*")))
def test_only_comments_and_blanks_are_left_out_of_a_script_and_no_text(name: str) -> None:
    (path,) = (ROOT / "templates/site").rglob(name)
    source = path.read_text(encoding="utf-8")
    kept = short(name, source.encode()).decode()
    told = re.sub(r"(?s)/\*.*?\*/", "", source)
    # A class of letters at the head of a pattern may hold a quote.
    texts = r'(?<=/)\[(?:[^\]\\\n]|\\.)*\]|"(?:[^"\\\n]|\\.)*"|`[^`]*`'
    assert re.findall(texts, kept) == re.findall(texts, told)
    # A semicolon before a bracket that closes says nothing.
    bare = [re.sub(r";(?=})", "", re.sub(r"\s", "", re.sub(texts, "", said))) for said in (kept, told)]
    assert bare[0] == bare[1]
    assert "/*" not in kept


def test_what_a_site_adds_is_sent_as_it_is(tmp_path: Path) -> None:
    own = "/* Ours. */\nconst text = `\n   indented`;\n"
    (tmp_path / "site" / "assets").mkdir(parents=True)
    (tmp_path / "site" / "assets" / "own.js").write_text(own, encoding="utf-8")
    templates = Templates((tmp_path / "site", ROOT / "templates" / "site"))
    assert templates.sent("assets/own.js").decode() == own
    assert len(templates.sent("assets/style.css")) < len(templates.asset("assets/style.css"))


def test_the_script_puts_no_text_in_as_markup() -> None:
    for file in sorted((ROOT / "templates" / "site" / "assets").glob("search-*.js")):
        text = file.read_text(encoding="utf-8")
        for risky in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch("):
            assert risky not in text, f"{file.name} uses {risky}"


@needs_browser
@pytest.mark.parametrize(
    "query", ["", " ", "a", "' ' '", "\ud800", "🎗️", "x" * 5000, "near near near", "km 10 km 0 km", "((("]
)
def test_nothing_that_is_typed_is_too_much(page: Page, index: Index, query: str) -> None:
    if query != "\ud800":
        assert differences(page, index, [{"text": query}]) == []
    assert page.evaluate("text => peerdirAnswer.answer({text, today: '2026-11-21'}).total >= 0", query)


def test_labels_are_shipped_only_where_they_differ(collection: Collection) -> None:
    assert labels(collection, collection.label) == {}
    spanish = labels(collection, lambda kind, code: {"es": "Español"}.get(code, collection.label(kind, code)))
    assert list(spanish) == ["languages"]
    codes = [term.code for term in collection.vocabularies["languages"].terms]
    assert spanish["languages"] == ["Español" if code == "es" else "" for code in codes]


def test_countries_abroad_are_called_as_in_the_language(collection: Collection) -> None:
    thai = labels(collection, lambda kind, code: collection.label(kind, code, "th"))
    assert thai["countries"] == {"Cameroon": "แคเมอรูน", "Thailand": "ประเทศไทย"}


@needs_browser
def test_a_place_is_said_with_its_country_in_the_language(browser: Browser, collection: Collection) -> None:
    named = labels(collection, lambda kind, code: collection.label(kind, code, "th"))
    page = engine(browser, collection, script_words("th"), named)
    [near, country, there] = page.evaluate(
        ASK,
        [
            {"text": "", "near": "Chiang Mai", "filters": {}, "today": TODAY.isoformat()},
            {"text": "ประเทศไทย", "filters": {}, "today": TODAY.isoformat()},
            {"text": "", "near": "El Cajon", "filters": {}, "today": TODAY.isoformat()},
        ],
    )
    assert near["place"] == "Chiang Mai, ประเทศไทย"
    assert country["understood"] == ["สถานที่: ประเทศไทย"]
    assert there["place"] == "El Cajon, CA"
    page.close()


def test_labels_are_in_the_order_of_the_data(collection: Collection) -> None:
    for kinds in (
        parts(collection, listed(collection))["core"]["kinds"],
        large(collection, listed(collection)).core["kinds"],
    ):
        for kind in VOCABULARIES:
            codes = [term.code for term in collection.vocabularies[kind].terms]
            assert [code for code, _, _, *moved in kinds[kind] if not moved] == codes


def everyday_labels() -> Mapping[str, Mapping[str, str]]:
    """Return what days, parts of a day and everyday wishes are called in English, by kind and code."""
    found: dict[str, dict[str, str]] = {}
    for _, kind, code, label in everyday.phrases():
        if kind not in ("near", "relative") and code not in everyday.RELATIVE:
            found.setdefault(kind, {})[code] = label
    return found


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_parts_of_a_day_and_everyday_wishes_are_called_as_in_the_language(language: str) -> None:
    words = script_words(language)
    for kind, codes in everyday_labels().items():
        for code, english in codes.items():
            when, _, hour = code.partition("-")
            is_hour = kind == "time" and hour.isdigit()
            # Only in English the hours are counted twice a day.
            shown = english.partition(" ")[2] if language == "en" else hour
            said = words[f"time_{when}"].format(hour=shown) if is_hour else words["called"][kind][code]
            assert (said == english) == (language == "en"), (kind, code, said)


@needs_browser
@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.sampled(1)
def test_no_label_of_another_language_is_shown_where_there_is_a_translation(
    browser: Browser, collection: Collection, language: str
) -> None:
    """Ask for each code and each everyday phrase alone: how it is understood, and why programs fit."""
    edition = speech(collection, language, TODAY, [ROOT / "templates"]).edition
    terms = [(kind, term) for kind in VOCABULARIES for term in collection.vocabularies[kind].terms]
    called = {(kind, term.code): edition.label(kind, term.code) for kind, term in terms}
    words = script_words(language)
    own = {said for said, of in called.values() if of == language}
    own |= {said for codes in words["called"].values() for said in codes.values()}
    english = {term.label for kind, term in terms if called[kind, term.code][1] == language}
    english |= {label for said in everyday_labels().values() for label in said.values()}
    page = engine(browser, collection, words, labels(collection, lambda kind, code: edition.label(kind, code)[0]))
    asked = [term.label for _, term in terms] + [said for said, kind, *_ in everyday.phrases() if kind != "near"]
    found = page.evaluate(ASK, [{"text": text, "filters": {}, "today": TODAY.isoformat()} for text in asked])
    said = {part for answer in found for part in (*answer["understood"], *itertools.chain(*answer["why"]))}
    shown = {label for part in said for label in re.split(r"(?: o | ou |, |^)[^:：,/]* ?(?:: |：)| / |, ", part)}
    assert len(shown & own) > 20
    assert sorted(shown & english - own) == []
    page.close()


def test_nothing_of_a_confidential_place_but_its_area_is_told(collection: Collection) -> None:
    entry = next(one for one in collection.entries if one.id == "camina-conmigo")

    def told(**details: Any) -> Any:
        place = Location(key="room", type="confidential", area="North County", **details)
        program = dataclasses.replace(entry.program, locations=(place,))
        others = tuple(one for one in collection.entries if one is not entry)
        changed = dataclasses.replace(collection, entries=(*others, dataclasses.replace(entry, record=program)))
        return parts(changed, listed(changed))

    details = {"name": "Dontprint house", "transportation": "Dontprint bus", "latitude": 32.7654321}
    address = Address(city="Dontprint", country="US", postal_code="99501")
    assert told(**details, longitude=-117.7654321, accessibility=("wheelchair",), address=address) == told()


def test_what_other_scripts_say_stands_apart(collection: Collection) -> None:
    found = parts(collection, listed(collection))
    phrases = [said for terms in found["core"]["kinds"].values() for _, _, said, *_ in terms]
    assert any(phrases)
    assert all(said.isascii() for said in phrases)
    assert "糖尿病" in json.dumps(found["chinese"], ensure_ascii=False)
    assert "السكري" in json.dumps(found["arabic"], ensure_ascii=False)


def test_a_directory_without_a_program_in_the_us_ships_no_us_places(collection: Collection) -> None:
    abroad = [program for program in listed(collection) if program.id == "chiang-mai-morning-walkers"]
    found = parts(collection, abroad)
    assert len(found["core"]["ids"]) == 1
    assert "codes" not in found
    assert "cities" not in found


def test_opening_the_first_page_costs_little(collection: Collection) -> None:
    pages = render(collection, today=TODAY)
    first = pages["index.html"].decode()
    asked = ["index.html", *re.findall(r'(?:src|href)="(assets/[^"]+)"', first)]
    assert len([path for path in asked if path.endswith(".js")]) >= 2
    assert sum(len(gzip.compress(pages[path], 9)) for path in asked) <= 24 * 1024
    searching = re.findall(r'assets/search/[^ "]+', re.findall('data-scripts="([^"]+)"', first)[0])
    assert len(searching) == 2
    assert sum(len(gzip.compress(pages[path], 9)) for path in searching) <= 50 * 1024


@pytest.fixture(scope="module")
def large_pages(collection: Collection) -> Pages:
    """The pages, made as those of a large directory."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(site_search, "MOST_AT_ONCE", 5)
        return render(collection, today=TODAY)


def test_a_large_directory_tells_no_more(collection: Collection, large_pages: Pages) -> None:
    told = b"".join(large_pages[path] for path in large_pages if path.startswith("assets/search/")).decode()
    hidden = next(program for program in collection.programs if not program.listed)
    private = {value for program in load(SAMPLE).programs for value in private_values(program)}
    assert len(private) > 10
    assert [value for value in (*private, f'"{hidden.id}"') if value in told] == []


@pytest.mark.parametrize("number", [0, 1])
def test_the_cards_of_a_large_directory_say_what_the_pages_say(collection: Collection, number: int) -> None:
    site = Site(collection=collection, today=TODAY, audience="public", folder=ROOT / "templates" / "site")
    version = site.versions[number]
    for program in site.programs:
        card = cards.card(program, version.speech, version.known)
        shown = [card["name"], *(mark for _, mark in card["marks"]), card["summary"]]
        shown += [part for fact in card["facts"] for part in fact]
        shown += [card["short"], *(card["call"] or ["", ""])[1:]]
        page = html.unescape(
            re.sub(r"<[^>]+>", "", str(version.card(program, "")).replace("</span><span", "</span> <span"))
        )
        assert " ".join(shown).split() == page.split()
        assert not card["call"] or card["call"][0] in version.card(program, "")


@needs_browser
def test_the_first_page_of_a_large_directory_shows_cards_it_makes(
    browser: Browser, index: Index, large_pages: Pages, tmp_path: Path
) -> None:
    assert b'class="card"' not in large_pages["index.html"]
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(with_a_search(large_pages, tmp_path))
    turn_to_search(page)
    page.fill("#near", "92101")
    page.fill("#q", "diabetis spanish")
    page.wait_for_selector("#result-cards .card .call a")
    first = search(index, Query(text="diabetis spanish", near="92101", within_km=15 * MILE)).results[0].card["id"]
    assert page.locator("#result-cards .card h3 a").first.get_attribute("href") == f"programs/{first}.html"
    assert "mi" in page.locator("#result-cards .way").first.inner_text()
    page.locator("#result-cards .keep input").first.check()
    expect(page.locator("#kept")).to_contain_text("1 program kept")
    page_name = page.locator("#result-cards h3").first.inner_text()
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_text("Print as a handout").click()
    expect(page.locator("#sheet li h3")).to_have_text(page_name)
    page.fill("#q", "support")
    expect(page.locator("#result-cards .card")).to_have_count(10)
    page.get_by_text("Show all").click()
    expect(page.locator("#result-cards .card").nth(10)).to_be_visible()
    assert wrong == []
    page.close()


COUNT = """queries => queries.map(query => {
  for (;;) {
    peerdirIndex.wanted.clear();
    const found = peerdirAnswer.answer(query);
    const wanted = [...peerdirIndex.wanted, ...(peerdirIndex.toCount ? peerdirIndex.toCount() : [])];
    if (!wanted.length) return Object.fromEntries(peerdirAnswer.facets(query.text ? found.rows : null));
    wanted.forEach(name => peerdirIndex.take(name, peerdirParts[name]));
  }
})"""


@needs_browser
def test_the_choices_of_a_large_directory_are_counted_as_those_of_a_small_one(
    browser: Browser, collection: Collection, page: Page
) -> None:
    large_page = large_engine(browser, collection)
    texts = ("", "diabetes", "diabetes spanish", "near 92101", "heart failure evening", "camina", "veterans")
    asked = [{"text": text, "filters": {}, "today": TODAY.isoformat()} for text in texts]
    for here, there in zip(page.evaluate(COUNT, asked), large_page.evaluate(COUNT, asked), strict=True):
        assert there == {kind: codes for kind, codes in here.items() if kind in shards.CHOICES}
        assert sum(number for codes in there.values() for _, number in codes) > 0
    large_page.close()


@needs_browser
def test_choices_show_numbers_once_they_are_looked_at(
    browser: Browser, collection: Collection, large_pages: Pages, tmp_path: Path
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(with_a_search(large_pages, tmp_path))
    page.fill("#q", "diabetes spanish")
    page.wait_for_selector("#result-cards .card")
    assert [url for url in asked if "/choice/" in url] == []
    page.click("#more summary")
    number = page.locator("label:has(#choice-languages-es) .count")
    total = search(terminal(collection), Query(text="diabetes spanish", limit=1)).total
    expect(number).to_have_text(str(total))
    page.click("#clear")
    every = [program for program in listed(collection) if "es" in [one.code for one in program.languages]]
    expect(number).to_have_text(str(len(every)))
    page.close()


@needs_browser
def test_choices_that_are_too_many_to_count_show_no_number(
    browser: Browser, collection: Collection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shards, "MOST_COUNTED", 10)
    monkeypatch.setattr(site_search, "MOST_AT_ONCE", 5)
    page = browser.new_page()
    page.goto(with_a_search(render(collection, today=TODAY), tmp_path))
    page.click("#more summary")
    expect(page.locator("label:has(#choice-languages-es) .count")).to_have_count(1)
    page.fill("#q", "diabetes")
    expect(page.locator("label:has(#choice-languages-es)")).to_have_count(1)
    expect(page.locator("#facets .count")).to_have_count(0)
    page.close()


@needs_browser
def test_hostile_text_stays_text_in_cards_that_are_made(
    browser: Browser, collection: Collection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(site_search, "MOST_AT_ONCE", 5)
    risky = "</script><img src=x onerror='document.title=1'> \u2028 &lt;b&gt; <b>"
    entries = tuple(
        dataclasses.replace(entry, record=dataclasses.replace(entry.program, name=risky, summary=risky))
        if entry.kind == "program"
        else entry
        for entry in collection.entries
    )
    pages = render(dataclasses.replace(collection, entries=entries), today=TODAY)
    page = browser.new_page()
    page.goto(with_a_search(pages, tmp_path))
    page.fill("#q", "diabetes")
    page.wait_for_selector("#result-cards .card")
    assert page.locator("#result-cards h3").first.inner_text().split() == risky.split()
    assert page.locator("#result-cards img, #result-cards b").count() == 0
    assert page.title() != "1"
    page.close()


@needs_browser
def test_the_first_query_of_a_large_directory_costs_little(
    browser: Browser, large_pages: Pages, tmp_path: Path
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.goto(with_a_search(large_pages, tmp_path))
    turn_to_search(page)
    page.on("request", lambda request: asked.append(request.url))
    page.fill("#q", "diabetis spanish evening near 92101")
    page.wait_for_selector("#result-cards .card")
    paths = [url.partition(tmp_path.as_uri())[2].lstrip("/") for url in asked]
    assert len(paths) > 5
    assert sum(len(gzip.compress(large_pages[path], 9)) for path in paths) <= 24 * 1024
    page.close()


@needs_browser
@pytest.mark.parametrize("text", ["diabetes spanish", "糖尿病"])
@pytest.mark.sampled(1)
def test_texts_are_not_fetched_for_words_that_mean_something(
    browser: Browser, large_pages: Pages, tmp_path: Path, text: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(with_a_search(large_pages, tmp_path))
    page.fill("#q", text)
    page.wait_for_selector("#result-cards .card")
    assert [url for url in asked if "/text/" in url or url.endswith("/runs.js")] == []
    assert len([url for url in asked if "/card/" in url]) <= 10
    page.close()
