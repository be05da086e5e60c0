"""`peerdir stats`: every program is counted in its rows and only there, in tables and pictures that say the same."""

import csv
import dataclasses
import datetime as dt
import html.parser
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright
from typer.testing import CliRunner, Result

from peerdir.audience import view
from peerdir.cards.columns import width
from peerdir.cli import app
from peerdir.coverage import DIMENSIONS, Coverage, Facts
from peerdir.index.store import open_index
from peerdir.publishing import publishable
from peerdir.reading.collection import load, read_settings
from peerdir.render.coverage import FORMATS, Survey, render
from peerdir.render.coverage.drawing import ON_DARK_STEPS, ON_STEPS, STEPS
from peerdir.search.lookups import either
from peerdir.survey.facts import of_collection, of_index
from tests.conftest import SAMPLE, TODAY
from tests.survey_samples import DAY, STAFF, Write, fill
from tests.test_site_browser import ARGUMENTS, CHROMIUM, REQUIRED

GOLDEN = Path(__file__).parent / "golden" / "coverage"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<b>&\"'=1+1]]>"


@pytest.fixture
def directory(toy: Path, write: Write) -> Path:
    fill(write)
    return toy


def stats(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["stats", "-C", str(root), "--today", DAY, *arguments])


def tables(root: Path, *arguments: str) -> Mapping[str, Any]:
    result = stats(root, "--format", "json", *arguments)
    assert result.exit_code == 0, result.stderr
    found: Mapping[str, Any] = json.loads(result.stdout)
    return found


def rows(root: Path, by: str, *arguments: str) -> dict[str, int]:
    (table,) = tables(root, "--by", by, *arguments)["tables"]
    found = {row["code"]: row["programs"] for row in table["rows"] if row["programs"]}
    return found | ({"": table["nothing_said"]} if table["nothing_said"] else {})


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("condition", {"diabetes-type-2": 3, "stroke": 2, "heart-failure": 1}),
        ("function", {"daily_management": 5, "social_emotional": 5, "linkage": 5, "ongoing": 5}),
        ("place", {"San Diego, CA": 2, "Oceanside, CA": 1, "Chula Vista, CA": 1, "": 1}),
        ("language", {"en": 4, "es": 3}),
        ("day", {"TU": 3, "SA": 1, "SU": 1, "": 1}),
        ("modality", {"group": 4, "phone": 2}),
        ("need", {"physical-activity": 1, "": 4}),
        ("cost", {"free": 4, "not-free": 1}),
        ("freshness", {"fresh": 4, "late": 1}),
        ("capacity", {"capacity": 1, "waitlist": 1, "": 3}),
        ("reach", {"phone": 2, "": 3}),
        ("status", {"active": 5, "proposed": 1, "closed": 1}),
    ],
)
def test_every_program_is_counted_in_its_rows(by: str, expected: dict[str, int], directory: Path) -> None:
    assert rows(directory, by) == expected


@pytest.mark.parametrize(
    ("arguments", "total", "languages"),
    [
        (("--condition", "stroke"), 2, {"en": 2, "es": 1}),
        (("--condition", "stroke", "--language", "Spanish"), 1, {"en": 1, "es": 1}),
        (("--near", "Oceanside", "--within", "5km", "--day", "sat"), 1, {"en": 1, "es": 1}),
        (("--has-room",), 1, {"en": 1, "es": 1}),
        (("--status", "proposed"), 1, {"en": 1}),
        (("heart",), 1, {"en": 1, "es": 1}),
    ],
)
def test_the_filters_of_search_narrow_what_is_counted(
    arguments: Sequence[str], total: int, languages: dict[str, int], directory: Path
) -> None:
    assert tables(directory, *arguments)["total"] == total
    assert rows(directory, "language", *arguments) == languages


def test_what_a_filter_finds_is_told_by_status_too(directory: Path) -> None:
    assert rows(directory, "status", "--condition", "diabetes-type-2") == {"active": 3}
    assert rows(directory, "status", "--status", "closed") == {"closed": 1}


@pytest.mark.parametrize("arguments", [("--condition", "asthma"), ("--language", "th"), ("--status", "historical")])
def test_nothing_to_count(arguments: Sequence[str], directory: Path) -> None:
    result = stats(directory, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no program fits" in result.stderr


@pytest.mark.parametrize("by", ["", "weather", "condition,condition", "condition,place,day", "condition,"])
def test_a_wrong_dimension_is_refused(by: str, directory: Path) -> None:
    assert stats(directory, "--by", by).exit_code == 2


def test_a_wrong_format_is_refused(directory: Path) -> None:
    assert stats(directory, "--format", "pdf").exit_code == 2


def test_a_matrix_crosses_two_dimensions(directory: Path) -> None:
    (found,) = tables(directory, "--by", "condition,language")["matrices"]
    assert [row["code"] for row in found["rows"]] == ["diabetes-type-2", "stroke", "heart-failure"]
    assert [column["code"] for column in found["columns"]] == ["en", "es"]
    assert found["cells"] == [[2, 2], [2, 1], [1, 1]]


def test_late_tomorrow(directory: Path) -> None:
    """`example` was checked on 2026-05-01 and is good for 365 days."""
    assert rows(directory, "freshness", "--today", "2027-05-01") == {"fresh": 4, "late": 1}
    assert rows(directory, "freshness", "--today", "2027-05-02") == {"late": 5}


@pytest.mark.parametrize(("day", "expected"), [("2026-12-10", 1), ("2026-12-11", 0)])
def test_an_answer_about_room_lasts_thirty_days(day: str, expected: int, directory: Path) -> None:
    assert rows(directory, "capacity", "--today", day).get("capacity", 0) == expected


CODES = st.lists(st.sampled_from("abcde"), unique=True, max_size=4)
SINGLE = st.lists(st.sampled_from("xyz"), unique=True, max_size=1)
PROGRAMS = st.lists(st.tuples(CODES, SINGLE, CODES), max_size=25)


def counted(programs: Sequence[tuple[Sequence[str], ...]]) -> Coverage:
    named = [dict(zip(("condition", "cost", "day"), codes, strict=True)) for codes in programs]
    labels = {"condition": {code: code.upper() for code in "abcdef"}, "day": {code: code for code in "edcba"}}
    facts = tuple(Facts(id=str(number), values=values) for number, values in enumerate(named))
    return Coverage(title="T", today=DAY, programs=facts, labels=labels)


@given(PROGRAMS)
def test_the_rows_of_a_table_are_right(programs: Sequence[tuple[Sequence[str], ...]]) -> None:
    coverage = counted(programs)
    for place, name in enumerate(("condition", "cost", "day")):
        table = coverage.table(name)
        assert table.total == len(programs)
        assert {row.code: row.count for row in table.rows if row.count} == {
            code: number for code in "abcdexyz" if (number := sum(code in one[place] for one in programs))
        }
        assert (table.nothing.count if table.nothing else 0) == sum(not one[place] for one in programs)
        assert sum(row.count for row in table.all_rows) == sum(max(1, len(one[place])) for one in programs)
        assert {*table.shown, *table.empty} == {*table.all_rows}
    single = coverage.table("cost")
    assert sum(row.count for row in single.all_rows) == single.total


@given(PROGRAMS)
def test_the_cells_of_a_matrix_are_right(programs: Sequence[tuple[Sequence[str], ...]]) -> None:
    coverage = counted(programs)
    found = coverage.matrix("condition", "cost")
    # Each program is in one column only, so that a row's cells add up to the row.
    assert [sum(cells) for cells in found.cells] == [row.count for row in found.row_heads]
    wide = coverage.matrix("condition", "day")
    turned = coverage.matrix("day", "condition")
    assert [list(column) for column in zip(*wide.cells, strict=True)] == [
        list(row) for row in turned.cells
    ] or not programs
    for row, cells in zip(wide.row_heads, wide.cells, strict=True):
        assert all(count <= min(row.count, head.count) for count, head in zip(cells, wide.column_heads, strict=True))
    assert sum(map(sum, wide.cells)) == sum(max(1, len(one[0])) * max(1, len(one[2])) for one in programs)


@given(PROGRAMS, st.integers(0, 6), st.integers(0, 6))
def test_a_cut_matrix_says_what_it_leaves_out(
    programs: Sequence[tuple[Sequence[str], ...]], down: int, across: int
) -> None:
    whole = counted(programs).matrix("condition", "day")
    cut = whole.first(down, across)
    assert (len(cut.cells) + cut.more_rows, len(cut.column_heads) + cut.more_columns) == (
        len(whole.cells),
        len(whole.column_heads),
    )
    assert all(len(cells) == len(cut.column_heads) for cells in cut.cells)


@pytest.mark.parametrize("root", ["sample", "toy"])
def test_an_index_and_a_collection_say_the_same(root: str, directory: Path) -> None:
    path = SAMPLE if root == "sample" else directory
    collection = view(publishable(load(path), TODAY)[0], "public", TODAY)
    from_index = of_index(open_index(path, None, TODAY), read_settings(path).title)
    assert of_collection(collection, TODAY) == from_index
    assert from_index.total > 5


def test_without_a_car_means_what_it_means_in_a_search() -> None:
    index = open_index(SAMPLE, None, TODAY)
    coverage = of_index(index, "")
    assert coverage.count("reach", "phone", "online", "home-visit") == either(index, ("way:no-car",)).bit_count()
    assert coverage.count("reach", "ride") == either(index, ("partly-way:no-car",)).bit_count()


def test_a_withdrawn_program_is_not_counted(directory: Path, write: Write) -> None:
    decision = "credibility: {decision: {result: withdrawn, date: 2026-10-01, by: desk}}\n"
    write("gone", name="name: Gone\n", credibility=decision)
    assert rows(directory, "status") == {"active": 5, "proposed": 1, "closed": 1}


def test_a_program_that_is_not_to_be_listed_is_not_counted(directory: Path, write: Write) -> None:
    write("hidden", name="name: Hidden\n", publish="publish: {web: false, print: false, feed: false, reason: Asked}\n")
    assert rows(directory, "status") == {"active": 5, "proposed": 1, "closed": 1}


def test_files_that_are_not_counted_are_told(directory: Path, write: Write) -> None:
    assert "not counted" not in stats(directory).stderr
    write("broken", name="nome: Broken\n")
    assert "1 file of a program is not counted" in stats(directory).stderr
    write("hidden", publish="publish: {web: false, print: false, feed: false, reason: Asked}\n")
    assert "2 files of programs are not counted" in stats(directory).stderr
    assert rows(directory, "status") == {"active": 5, "proposed": 1, "closed": 1}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("by", [(), ("--by", "place"), ("--by", "condition,language")])
@pytest.mark.sampled(5)
def test_nothing_for_staff_is_in_any_format(form: str, by: Sequence[str], directory: Path) -> None:
    shown = stats(directory, "--format", form, *by)
    assert shown.exit_code == 0, shown.stderr
    assert not [word for word in STAFF if word in shown.stdout]


def hostile(root: Path) -> None:
    """Give a condition a label that every format could take for something else."""
    path = root / "vocabulary" / "conditions.yaml"
    text = path.read_text(encoding="utf-8").replace("label: Stroke\n", f"label: {json.dumps(HOSTILE)}\n", 1)
    path.write_text(text, encoding="utf-8")


def test_a_picture_is_xml_with_title_and_numbers(directory: Path) -> None:
    hostile(directory)
    for by in ((), ("--by", "condition"), ("--by", "condition,language")):
        root = ET.fromstring(stats(directory, "--format", "svg", *by).stdout)  # noqa: S314 - our own picture
        assert root.tag == f"{SVG}svg"
        for picture in root.iter(f"{SVG}svg"):
            title, description = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
            assert title is not None
            assert title.text
            assert description is not None
            assert description.text
            assert picture.get("aria-labelledby") == title.get("id")
        ids = [one.get("id") for one in root.iter() if one.get("id")]
        assert len(ids) == len(set(ids))
        used = set(re.findall(r"url\(#([^)]+)\)", ET.tostring(root, encoding="unicode")))
        assert used <= set(ids)
    assert HOSTILE in {one.text for one in root.iter(f"{SVG}text")}


def test_every_square_has_its_number_or_the_lines_of_none(directory: Path) -> None:
    (matrix,) = tables(directory, "--by", "condition,place")["matrices"]
    root = ET.fromstring(stats(directory, "--by", "condition,place", "--format", "svg").stdout)  # noqa: S314
    shown = []
    for group in root.iter(f"{SVG}g"):
        rect, number = group.find(f"{SVG}rect"), group.find(f"{SVG}text")
        assert rect is not None
        shown.append(int(number.text or "") if number is not None else 0)
        assert (number is None) == str(rect.get("fill")).startswith("url(")
    assert shown == [count for cells in matrix["cells"] for count in cells]
    assert {0, 1} <= {*shown}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors as WCAG counts it."""
    dark, light = sorted(
        sum(
            share * (level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4)
            for share, level in zip(
                (0.2126, 0.7152, 0.0722), (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)), strict=True
            )
        )
        for color in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def test_numbers_can_be_read_on_every_color() -> None:
    from peerdir.render.coverage.drawing import DARK_STEPS

    pairs = [*zip(STEPS, ON_STEPS, strict=True), *zip(DARK_STEPS, ON_DARK_STEPS, strict=True)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


class Page(html.parser.HTMLParser):
    """What a test wants to know of a page: which tags are open, what it loads, what its tables say."""

    VOID = frozenset(("meta", "link", "img", "br", "hr", "input"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("by", [(), ("--by", "condition"), ("--by", "condition,language")])
def test_a_page_needs_no_other_file_and_has_a_table_beside_each_picture(by: Sequence[str], directory: Path) -> None:
    hostile(directory)
    page = Page()
    page.feed(stats(directory, "--format", "html", *by).stdout)
    page.close()
    assert page.open == []
    assert page.loads == []
    assert page.tags.count("svg") == page.tags.count("table") > 0
    assert {"script", "b"}.isdisjoint(page.tags)
    assert HOSTILE in page.text


@pytest.mark.skipif(CHROMIUM is None and not REQUIRED, reason="no Chromium on this machine")
def test_a_page_fits_a_phone_and_turns_dark(directory: Path) -> None:
    shown = stats(directory, "--format", "html").stdout
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 320, "height": 700}, color_scheme="dark")
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.set_content(shown)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        inks = (
            "Array.from(new Set([...document.querySelectorAll('.peerdir-ink')].map(one => getComputedStyle(one).fill)))"
        )
        assert page.evaluate(inks) == ["rgb(238, 242, 245)"]
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 29)"
        page.emulate_media(color_scheme="light")
        assert page.evaluate(inks) == ["rgb(27, 31, 36)"]
        browser.close()
    assert complaints == []


def test_a_spreadsheet_takes_nothing_for_a_formula(directory: Path) -> None:
    path = directory / "vocabulary" / "conditions.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("label: Stroke\n", 'label: "=HYPERLINK(1)"\n', 1), encoding="utf-8"
    )
    text = stats(directory, "--by", "condition", "--format", "csv").stdout.lstrip("\ufeff")
    shown = list(csv.DictReader(io.StringIO(text)))
    assert [(row["label"], row["programs"]) for row in shown if row["code"] == "stroke"] == [("'=HYPERLINK(1)", "2")]


@pytest.mark.parametrize("columns", [24, 40, 60, 80, 110, 200])
@pytest.mark.parametrize("by", [(), ("condition",), ("condition", "language"), ("place", "day")])
@pytest.mark.sampled(6)
def test_nothing_is_wider_than_the_terminal(by: Sequence[str], columns: int) -> None:
    coverage = of_index(open_index(SAMPLE, None, TODAY), "A title")
    shown = render(Survey(coverage=coverage, everything=coverage, by=by, width=columns), "table")
    assert [line for line in shown.splitlines() if width(line) > columns] == []


def test_an_empty_coverage_can_be_shown() -> None:
    nothing = Coverage(title="Empty", today=DAY, programs=())
    for form in FORMATS:
        for by in ((), ("condition",), ("condition", "day")):
            assert render(Survey(coverage=nothing, everything=nothing, by=by), form)


def test_large_numbers_of_rows_are_cut_in_an_overview_only() -> None:
    facts = tuple(
        Facts(id=str(number), values={"condition": ("stroke",), "place": (f"City {number}",)}) for number in range(90)
    )
    coverage = Coverage(title="Large", today=DAY, programs=facts)
    assert "66 more columns" in render(Survey(coverage=coverage, everything=coverage), "html")
    assert "City 89" in render(Survey(coverage=coverage, everything=coverage, by=("condition", "place")), "html")


def test_a_file_is_written(directory: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "coverage.svg"
    result = stats(directory, "-o", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("name", "arguments", "begin"),
    [
        ("a.HTML", (), "<!doctype html>"),
        ("a.svg", ("--format", "json"), "{"),
        ("a.md", (), "Example Community"),
        ("a", (), "Example Community"),
    ],
)
def test_the_name_of_the_file_tells_the_format(
    name: str, arguments: Sequence[str], begin: str, directory: Path, tmp_path: Path
) -> None:
    assert stats(directory, "-o", str(tmp_path / name), *arguments).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


def test_nothing_is_written_over_what_is_no_file(directory: Path, tmp_path: Path) -> None:
    assert stats(directory, "-o", str(tmp_path)).exit_code == 3


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("overview.txt", ()),
        ("place.txt", ("--by", "place")),
        ("condition-language.txt", ("--by", "condition,language")),
        ("freshness.svg", ("--by", "freshness", "--format", "svg")),
        ("language-day.csv", ("--by", "language,day", "--format", "csv")),
        ("capacity.json", ("--by", "capacity", "--format", "json")),
    ],
)
def test_golden(name: str, arguments: Sequence[str], directory: Path, request: pytest.FixtureRequest) -> None:
    shown = stats(directory, *arguments).stdout
    golden = GOLDEN / name
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(shown.encode())
    assert shown == golden.read_bytes().decode()


def test_dimensions_are_those_the_help_names() -> None:
    told = re.sub(r"\s+", " ", CliRunner().invoke(app, ["stats", "--help"]).stdout)
    assert all(name in told for name in DIMENSIONS)
    assert all(dataclasses.asdict(one)["name"] == name for name, one in DIMENSIONS.items())


def test_the_title_stands_in_when_the_settings_are_broken(directory: Path) -> None:
    (directory / "directory.yaml").write_text("title: [", encoding="utf-8")
    assert read_settings(directory).title == "Peer support directory"
    assert dt.date.fromisoformat(DAY) == TODAY
