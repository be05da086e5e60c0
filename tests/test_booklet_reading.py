"""The booklet as a web page and as plain text: the same content, in an order that can be listened to and felt."""

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from peerdir.audience import view
from peerdir.cli import app
from peerdir.reading.collection import load
from peerdir.records import BookletSettings, Eligibility
from peerdir.render import reading
from peerdir.render.booklet import BookletError, Wishes
from tests.conftest import SAMPLE, TODAY
from tests.test_booklet import collect, directory, program

HOSTILE = "<script>alert(1)</script> & #read(x) *bold*"


def made(kind: str, language: str | None = None, audience: str = "public") -> str:
    """The sample directory in a format."""
    seen = view(load(SAMPLE), "staff" if audience == "staff" else "public", TODAY)
    wishes = Wishes(language=language)
    shown = reading.render(
        seen, today=TODAY, wishes=wishes, format=kind, audience="staff" if audience == "staff" else "public"
    )
    return shown.decode()


class Page(HTMLParser):
    """The headings of a page, what links lead to, what there is to lead to, and everything with a language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.languages: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {key: value or "" for key, value in attrs}
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "href" in known:
            self.targets.append(known["href"])
        if "id" in known:
            self.ids.append(known["id"])
        if "lang" in known:
            self.languages.add(known["lang"])


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_program_that_is_printed_is_in_both(language: str) -> None:
    listed = [one for one in view(load(SAMPLE), "public", TODAY).programs if one.listed and one.publish.print]
    page, plain = made("html", language), made("txt", language)
    for one in listed:
        assert f'id="program-{one.id}"' in page
        said = one.translations[language].name if language in one.translations else None
        assert re.search(rf"(?m)^[0-9]+\. {re.escape(said or one.name)}$", plain), one.id


def test_headings_leave_no_level_out_and_links_lead_somewhere() -> None:
    page = Page(made("html"))
    assert page.levels[0] == 1
    assert page.levels.count(1) == 1
    assert all(below <= above + 1 for above, below in zip(page.levels, page.levels[1:], strict=False))
    inside = {target.removeprefix("#") for target in page.targets if target.startswith("#")}
    assert inside <= set(page.ids)
    assert inside
    assert len(page.ids) == len(set(page.ids))


def test_the_page_is_one_file_that_asks_for_nothing() -> None:
    text = made("html")
    assert "<script" not in text
    assert not re.search(r"\b(?:src|srcset)=|<link|@import|url\(", text)
    assert {target.split(":")[0] for target in Page(text).targets} <= {"https", "http", "mailto", "tel"} | {
        target for target in Page(text).targets if target.startswith("#")
    }


def test_every_passage_has_its_language() -> None:
    assert {"en", "es", "ar", "th", "zh", "vi"} <= Page(made("html")).languages


def test_the_text_is_plain() -> None:
    """Nothing is drawn, no line has two spaces, and only lines from the right have marks of direction."""
    for line in made("txt").splitlines():
        assert "  " not in line
        assert line == line.strip()
        from_the_right = any(unicodedata.bidirectional(char) in ("R", "AL") for char in line)
        for char in line:
            assert not 0x2500 <= ord(char) <= 0x25FF, line
            assert unicodedata.category(char) not in ("Zs",) or char in " \u3000", line
            assert from_the_right or unicodedata.category(char) != "Cf", line


def test_indexes_and_contents_name_the_number_of_the_entry() -> None:
    text = made("txt")
    numbers = dict(re.findall(r"(?m)^([0-9]+)\. (.+)$", text.partition("\nPrograms\n")[2].partition("Index by")[0]))
    listed = re.findall(r"(?m)^([0-9]+)\. ([^(\n]+)$", text.partition("Index by condition")[2].partition("Index by")[0])
    assert listed
    assert all(numbers[number] == name for number, name in listed)


def test_contacts_for_staff_are_for_staff() -> None:
    assert "For staff. Do not hand out." not in made("txt")
    assert "For staff. Do not hand out." in made("txt", audience="staff")
    hidden = "+1-619-555-0120"
    for kind in reading.FORMATS:
        shown = reading.render(view(collect(program()), "public", TODAY), today=TODAY, format=kind).decode()
        assert hidden not in shown
        assert "Hidden Manager" not in shown


def test_hostile_text_is_text() -> None:
    odd = program(summary=HOSTILE, eligibility=Eligibility(excludes=(HOSTILE,)))
    seen = view(collect(odd, settings=directory(subtitle=HOSTILE)), "public", TODAY)
    page = reading.render(seen, today=TODAY).decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; #read(x) *bold*" in page
    assert HOSTILE in reading.render(seen, today=TODAY, format="txt").decode()


def test_a_phone_number_keeps_its_order_in_arabic_text() -> None:
    odd = program(summary="اتصل بالرقم 619-555-0142 للتسجيل")
    seen = view(collect(odd), "public", TODAY)
    for kind in reading.FORMATS:
        assert "\u2066619-555-0142\u2069" in reading.render(seen, today=TODAY, format=kind).decode()


def test_parts_stand_as_the_settings_say_and_a_title_always_does() -> None:
    settings = directory(booklet=BookletSettings(parts=("programs", "emergency")))
    text = reading.render(
        view(collect(program(), settings=settings), "public", TODAY), today=TODAY, format="txt"
    ).decode()
    assert text.startswith("Example Directory\n")
    assert text.index("Sample Program") < text.index("If you need help now")
    assert "Contents" not in text


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(BookletError, match="nothing in the language"):
        reading.render(view(collect(program()), "public", TODAY), today=TODAY, wishes=Wishes(language="fi"))


def test_the_command_writes_what_is_asked_for(toy: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    options = ["render", "booklet", "-C", str(toy), "--today", "2026-11-21", "-o"]
    assert run(app, [*options, str(tmp_path / "one.html")]).exit_code == 0
    assert "<!DOCTYPE html>" in (tmp_path / "one.html").read_text(encoding="utf-8")
    assert run(app, [*options, str(tmp_path / "two.pdf"), "--format", "pdf,txt"]).exit_code == 0
    assert (tmp_path / "two.pdf").read_bytes().startswith(b"%PDF")
    assert "Example" in (tmp_path / "two.txt").read_text(encoding="utf-8")
    for wrong in (["--format", "docx"], ["--format", "txt", "--impose"]):
        assert run(app, [*options, str(tmp_path / "three"), *wrong]).exit_code == 2


def test_steps_keep_their_order() -> None:
    steps = re.findall(r"(?m)^([0-9])\) (.+)$", made("txt").partition("How to use this booklet")[2])
    assert [number for number, _ in steps[:3]] == ["1", "2", "3"]
    assert steps[0][1].startswith("Find a program.")
    assert len([number for number, _ in steps if number == "1"]) > 2  # an entry's begin anew
    assert "<ol>\n<li>" in made("html")


def test_a_file_is_not_called_what_it_is_not(tmp_path: Path) -> None:
    target = tmp_path / "booklet.docx"
    result = CliRunner().invoke(app, ["render", "booklet", "-C", str(SAMPLE), "-o", str(target)])
    assert result.exit_code == 2
    assert "booklet.docx: this is printed as .pdf, .html, .txt; end the name so, or say --format" in result.stderr
    assert not target.exists()
