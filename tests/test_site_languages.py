"""The pages in languages that count, list, write and run in their own way."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from peerdir.assets import assets
from peerdir.audience import view
from peerdir.reading.collection import Collection
from peerdir.records import Cost
from peerdir.render.site import known, wording
from peerdir.render.site.languages import in_short, speech
from peerdir.render.site.shelves import listed, shelves
from peerdir.render.site.speech import Speech
from tests.conftest import SAMPLE, TODAY
from tests.site_pages import render
from tests.site_pages import spoken as spoken_in
from tests.test_site_browser import browser, page, search, site
from tests.test_site_search import needs_browser

__all__ = ["browser", "page", "site"]


@pytest.fixture(scope="module")
def collection(sample: Collection) -> Collection:
    return sample


def spoken(collection: Collection, language: str) -> Speech:
    return speech(collection, language, TODAY, [assets("templates")])


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 0, "0 programs"),
        ("en", 1, "1 program"),
        ("fr", 0, "0 programme"),
        ("fr", 2, "2 programmes"),
        ("ar", 1, "برنامج واحد"),
        ("ar", 2, "برنامجان"),
        ("ar", 5, "5 برامج"),
        ("ar", 11, "11 برنامجًا"),
        ("ar", 100, "100 برنامج"),
        ("zh", 1, "1个项目"),
    ],
)
def test_programs_are_counted_as_the_language_does(
    collection: Collection, language: str, number: int, said: str
) -> None:
    assert spoken(collection, language).count("groups.count", number) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "a, b and c"), ("es", "a, b y c"), ("ar", "a، b وc"), ("zh", "a、b和c"), ("th", "a, b และ c")],
)
def test_names_are_listed_as_the_language_does(collection: Collection, language: str, said: str) -> None:
    assert spoken(collection, language).join(["a", "b", "c"]) == said


def test_what_a_record_says_is_escaped_in_a_list(collection: Collection) -> None:
    assert spoken(collection, "zh").join(["<a>", "b", "c"]) == "&lt;a&gt;、b和c"


@pytest.mark.parametrize(
    ("language", "signs"),
    [
        ("en", (", ", ", ", "; ", ": ", ". ", " ", ".")),
        ("ar", ("، ", "، ", "؛ ", ": ", ". ", " ", ".")),
        ("zh", ("，", "、", "；", "：", "。", "", "。")),
        ("th", (" ", ", ", "; ", ": ", " ", " ", "")),
    ],
)
def test_signs_between_words_are_those_of_the_language(
    collection: Collection, language: str, signs: tuple[str, ...]
) -> None:
    found = known.signs(spoken(collection, language))
    assert tuple(found[name] for name in SIGNS) == signs


SIGNS = ("comma", "list_comma", "semicolon", "colon", "stop", "blank", "full_stop")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "March 2019"),
        ("es", "marzo de 2019"),
        ("vi", "tháng 3 năm 2019"),
        ("zh", "2019年3月"),
    ],
)
def test_a_month_of_a_year_is_written_as_the_language_does(collection: Collection, language: str, said: str) -> None:
    assert wording.since("2019-03", spoken(collection, language)) == said


def test_free_is_said_once_and_ends_as_the_language_does(collection: Collection) -> None:
    chinese = spoken(collection, "zh")
    said = wording.cost(Cost(free=True, description="Free. Dinner is included."), chinese, spoken(collection, "en"))
    assert said == '免费。<span lang="en" dir="ltr">Dinner is included.</span>'


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("Español", "es", "ES"),
        ("Tiếng Việt", "vi", "VI"),
        ("العربية", "ar", "العربية"),
        ("中文", "zh", "中文"),
        ("Српски", "sr", "Српски"),
    ],
)
def test_a_language_in_other_letters_keeps_its_name_where_there_is_little_room(name: str, code: str, said: str) -> None:
    assert in_short(name, code) == said


def test_chinese_and_thai_lists_are_in_the_order_of_their_readers(collection: Collection) -> None:
    for language, ordered in ORDERED.items():
        there = labels(collection, language)
        assert [label for label in there if label in ordered] == ordered


ORDERED = {"zh": ["慢性疼痛", "脑卒中", "哮喘"], "th": ["ภาวะก่อนเบาหวาน", "โรคซึมเศร้า", "วัณโรค"]}


def labels(collection: Collection, language: str) -> list[str]:
    own = spoken(collection, language)
    (shelf, *_) = shelves(listed(collection), own, spoken(collection, "en"))
    return [group.label for group in shelf.groups]


@needs_browser
@pytest.mark.parametrize(
    ("language", "query", "said", "choice"),
    [
        ("ar", "سكري", "وجدنا 11 برنامجًا عند البحث عن «سكري».", "السكري من النوع الثاني"),
        ("zh", "糖尿病", "“糖尿病”：找到11个项目。", "2型糖尿病"),
        ("th", "เบาหวาน", "พบ 11 โครงการสำหรับ “เบาหวาน”", "โรคเบาหวานชนิดที่ 2"),
        ("vi", "tiểu đường", "Tìm thấy 11 chương trình cho “tiểu đường”.", "Bệnh tiểu đường tuýp 2"),
    ],
)
def test_the_search_answers_in_the_language_of_the_page(
    page: Page,
    site: Path,
    language: str,
    query: str,
    said: str,
    choice: str,
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / language / "index.html").as_uri())
    page.wait_for_selector("#search:not([hidden])")
    # What codes are called is fetched only where something is asked for.
    assert not [url for url in asked if "labels-" in url]
    assert len(search(page, query)) == 11
    assert page.inner_text("#search-status") == said
    page.click("#more summary")
    assert choice in page.inner_text("#facets")
    assert len([url for url in asked if f"labels-{language}-" in url]) == 1


@needs_browser
def test_sentences_in_chinese_follow_one_another_without_a_blank(page: Page, site: Path) -> None:
    page.goto((site / "zh" / "index.html").as_uri())
    search(page, "xyzzy")
    assert page.inner_text("#search-status") == "没有找到和“xyzzy”有关的项目。请少写几个词，或者从下面的列表里选。"


@needs_browser
def test_choices_are_in_the_language_of_the_page_before_anything_is_asked(page: Page, site: Path) -> None:
    page.goto((site / "es" / "index.html").as_uri())
    page.click("#more summary")
    page.wait_for_selector("#facets >> text=Hipertensión arterial")
    assert "Hypertension" not in page.inner_text("#facets")


@needs_browser
@pytest.mark.parametrize(("language", "query"), [("zh", "我不想活了"), ("ar", "أريد أن أموت"), ("th", "อยากตาย")])
def test_who_is_in_danger_reads_nothing_but_whom_to_call(
    page: Page,
    site: Path,
    language: str,
    query: str,
) -> None:
    page.goto((site / language / "index.html").as_uri())
    search(page, query)
    assert page.locator("#understood .danger li").count() == 2
    assert page.locator("#understood > *").count() == 1
    assert query not in page.inner_text("main .hero")


@needs_browser
def test_names_in_latin_letters_stand_on_the_side_where_arabic_begins(page: Page, site: Path) -> None:
    page.goto((site / "ar" / "programs" / "camina-conmigo.html").as_uri())
    side = "e => [e.getBoundingClientRect().right, e.firstElementChild.getBoundingClientRect().right]"
    for place in ("h1", ".venues p:has(> bdi)"):
        block, words = page.locator(place).first.evaluate(side)
        assert abs(block - words) < 2, place


@needs_browser
def test_a_search_goes_along_to_another_language(page: Page, site: Path) -> None:
    page.goto((site / "ar" / "index.html").as_uri() + "?q=%D8%B3%D9%83%D8%B1%D9%8A&near=92101")
    page.wait_for_selector("#result-cards h3")
    found = page.locator("#result-cards h3").count()
    page.click(".tongues a[hreflang=zh]")
    page.wait_for_selector("#result-cards h3")
    assert page.evaluate("document.documentElement.lang") == "zh"
    assert (page.input_value("#q"), page.input_value("#near")) == ("سكري", "92101")
    assert page.locator("#result-cards h3").count() == found


@needs_browser
@pytest.mark.parametrize(
    ("language", "query", "unused"),
    [("ar", "سكري كرة", "كرة"), ("vi", "tiểu đường bóng", "bóng")],
)
def test_words_that_are_not_used_are_written_as_they_were_typed(
    page: Page,
    site: Path,
    language: str,
    query: str,
    unused: str,
) -> None:
    page.goto((site / language / "index.html").as_uri())
    search(page, query)
    assert page.inner_text("#understood > :last-child").endswith(f": {unused}")


def test_a_policy_in_another_language_names_its_criteria_as_it_is_written(collection: Collection) -> None:
    text = (SAMPLE / "policy.md").read_text(encoding="utf-8")
    pages = render(spoken_in(view(collection, "public"), "en", "ar"), today=TODAY, policies={"en": text})
    for path in ("policy.html", "ar/policy.html"):
        assert '<th scope="row">Gives all four kinds of support</th>' in pages[path].decode()
