"""A folder of somebody's own laid over the templates of everything on paper: what it changes, and what is refused."""

import io
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import PIL.Image
import pypdf
import pytest
from typer.testing import CliRunner, Result

from peerdir import limits
from peerdir.assets import assets
from peerdir.cli import app
from peerdir.reading.reader import read
from peerdir.render import overlay, word_check
from peerdir.render.booklet import BookletError, Memory, logo, look
from peerdir.render.booklet.density import Density
from peerdir.render.booklet.form import Form
from peerdir.render.paper_error import PaperError
from tests.leaflets import assert_archivable, catalog, copy_templates, edit

DAY = "2026-11-21"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#16507a"/></svg>'
WORDS = sorted(
    path.relative_to(assets("templates")).as_posix()
    for folder in overlay.WORDS
    for path in (assets("templates") / "text" / folder).glob("*.yaml")
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of one's own, called as somebody types it."""
    (tmp_path / "ours").mkdir()
    monkeypatch.chdir(tmp_path)
    return Path("ours")


def put(own: Path, **texts: str) -> None:
    """Write files: `text__leaflets__en` is text/leaflets/en.yaml."""
    for name, text in texts.items():
        path = own / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def run(toy: Path, *words: str) -> Result:
    named = ["-C", str(toy), "--today", DAY, "--templates", "ours"]
    return CliRunner().invoke(app, [*words, *named], prog_name="peerdir")


def picture(width: int, height: int, kind: str = "PNG", color: object = (22, 80, 122)) -> bytes:
    held = io.BytesIO()
    mode = "RGBA" if isinstance(color, tuple) and len(color) == 4 else "RGB"
    PIL.Image.new(mode, (width, height), color).save(held, kind)  # type: ignore[arg-type]
    return held.getvalue()


def words_of(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages).split())


def data_of(content: bytes) -> Any:
    return read(content, limits.SIZES["vocabulary"]).data


# What is laid over ours.


def test_a_folder_with_nothing_in_it_changes_nothing(own: Path) -> None:
    ours = assets("templates")
    files = overlay.files(own)
    assert {"look.yaml", "booklet/booklet.typ", "text/due/en.yaml", "signs.typ"} <= files.keys()
    assert not any(name.startswith("site/") for name in files)
    assert all(files[name] == (ours / name).read_bytes() for name in files)


def test_a_whole_copy_of_ours_says_what_ours_say(tmp_path: Path) -> None:
    files = overlay.files(copy_templates(tmp_path))
    for name in ("look.yaml", *WORDS):
        assert data_of(files[name]) == data_of((assets("templates") / name).read_bytes()), name


def test_only_what_is_different_is_taken_and_the_rest_stays(own: Path) -> None:
    put(
        own,
        look="booklet:\n  accent: '#123456'\n  margins: {top: 1.5}\n",
        text__en="booklet:\n  contents: Inside\n  phrases: {Front desk: Reception}\n",
        text__es="booklet:\n  when:\n    days: {MO: los lunes}\n",
        text__leaflets__en="handout:\n  first_steps: [Come and see.]\n",
    )
    (own / "booklet").mkdir()
    (own / "booklet" / "style.typ").write_text("nonsense", encoding="utf-8")
    files, ours = overlay.files(own), overlay.files(own.parent / "nowhere")
    changed = [name for name in files if files[name] != ours[name]]
    assert sorted(changed) == ["look.yaml", "text/en.yaml", "text/es.yaml", "text/leaflets/en.yaml"]
    knobs = data_of(files["look.yaml"])["booklet"]
    assert knobs["accent"] == "#123456"
    assert knobs["margins"] == {"top": 1.5, "bottom": 0.85, "inside": 0.9, "outside": 0.8}
    english = data_of(files["text/en.yaml"])["booklet"]
    assert (english["contents"], english["notes"]) == ("Inside", "Notes")
    assert english["phrases"] == {"Front desk": "Reception"}
    days = data_of(files["text/es.yaml"])["booklet"]["when"]["days"]
    assert (days["MO"], days["TU"]) == ("los lunes", "martes")
    assert data_of(files["text/leaflets/en.yaml"])["handout"]["first_steps"] == ["Come and see."]


def test_a_language_of_ones_own_begins_with_nothing_and_a_country_with_its_language(own: Path) -> None:
    put(own, text__so="booklet:\n  contents: Tusmo\n", text__leaflets__es_MX="handout:\n  when: A qué hora\n")
    (own / "text" / "leaflets" / "es_MX.yaml").rename(own / "text" / "leaflets" / "es-MX.yaml")
    files = overlay.files(own)
    assert data_of(files["text/so.yaml"]) == {"booklet": {"language": "so", "contents": "Tusmo"}}
    mexican = data_of(files["text/leaflets/es-MX.yaml"])["handout"]
    spanish = data_of(files["text/leaflets/es.yaml"])["handout"]
    assert mexican == {**spanish, "when": "A qué hora"}


def test_other_paper_comes_with_the_columns_and_margins_it_needs(own: Path, tmp_path: Path) -> None:
    put(own, look="booklet:\n  paper: half-letter\n  line_spacing: 1.4\n")
    folder = tmp_path / "laid"
    folder.mkdir()
    (folder / "look.yaml").write_bytes(overlay.files(own)["look.yaml"])
    ours = assets("templates")
    narrow, usual = look.look(ours, Form(paper="half-letter")), look.look(ours)
    assert look.look(folder) == {**narrow, "line_spacing": 1.4}
    assert look.look(folder, Form(paper="letter")) == {**usual, "line_spacing": 1.4}


# What is refused: each with the place in their file.


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "text__en",
            "booklet:\n\n\n  cotents: C\n",
            "text/en.yaml:4:3: there are no words called 'cotents'; did you mean 'contents'?",
        ),
        (
            "text__en",
            "contents: C\n",
            "text/en.yaml:1:1: there are no words called 'contents'; did you mean 'booklet.contents'?",
        ),
        (
            "text__en",
            "booklet:\n  legend:\n    titel: T\n",
            "text/en.yaml:3:5: there are no words called 'legend.titel'; did you mean 'legend.title'?",
        ),
        ("text__en", "booklet:\n  zebra: T\n", "text/en.yaml:2:3: there are no words called 'zebra'"),
        (
            "text__en",
            "booklet:\n  contents: [C]\n",
            "text/en.yaml:2:3: 'contents' should be one text, and not a list",
        ),
        (
            "text__en",
            "booklet:\n  contents: {a: C}\n",
            "text/en.yaml:2:3: 'contents' should be one text, and not words with a name each",
        ),
        ("text__en", "booklet:\n  contents: 12\n", "text/en.yaml:2:13: 'contents' should be text; put 12 in quotes"),
        ("text__en", "booklet:\n  contents:\n", "text/en.yaml:2:12: the words for 'contents' are missing"),
        (
            "text__en",
            "booklet:\n  legend: Signs\n",
            "text/en.yaml:2:11: 'legend' should hold words with a name: title, text, untranslated, marks_title, marks",
        ),
        (
            "text__en",
            "booklet:\n  how_to_use: {steps: Call}\n",
            "text/en.yaml:2:23: 'how_to_use.steps' should be a list: a line for each, with a dash before it",
        ),
        (
            "text__en",
            "booklet:\n  about: {count: Many}\n",
            "text/en.yaml:2:18: 'about.count' should say it for each number, as in one and many",
        ),
        ("text__en", "booklet:\n  issued: {one: a, many: b}\n", "text/en.yaml:2:3: 'issued' should be one text"),
        (
            "text__en",
            "booklet:\n  issued: Made {daet}\n",
            "text/en.yaml:2:11: {daet} in 'issued' is no name that is known there; did you mean {date}?",
        ),
        (
            "text__en",
            "booklet:\n  about: {count: {few: 'Some {cuont}'}}\n",
            "text/en.yaml:2:24: {cuont} in 'about.count.few' is no name that is known there; did you mean {count}?",
        ),
        (
            "text__en",
            "booklet:\n  notes: Notes {date}\n",
            "text/en.yaml:2:10: {date} in 'notes' is no name that is known there",
        ),
        ("text__en", "booklet:\n  issued: Made {date\n", "text/en.yaml:2:11: a curly bracket in 'issued' is alone"),
        ("text__en", "booklet: [\n", "text/en.yaml:"),
        ("text__en", "- booklet\n", "text/en.yaml: it should hold parts with a name"),
        ("text__es", "booklet:\n  when:\n    until: bis\n", "text/es.yaml:3:12: until should have {date} in it"),
        (
            "text__due__en",
            "letter:\n  subject: 'About {nmae}'\n",
            "text/due/en.yaml:2:12: {nmae} in 'letter.subject' is no name that is known there; did you mean {name}?",
        ),
        (
            "text__leaflets__en",
            "brochure:\n  people:\n    questions: [{ask: Why, anser: So}]\n",
            "text/leaflets/en.yaml:3:28: there are no words called 'brochure.people.questions.anser'; did you mean",
        ),
        (
            "text__leaflet__en",
            "handout: {when: W}\n",
            "text/leaflet/en.yaml: no words are read from text/leaflet; did you mean leaflets?",
        ),
        ("look", "booklet:\n  colums: 1\n", "look.yaml:2:3: 'colums' is not known; did you mean 'columns'?"),
        ("look", "booklet:\n  zebra: 1\n", "look.yaml:2:3: 'zebra' is not known; there are paper, text_size"),
        (
            "look",
            "booklet:\n  text_size: huge\n",
            "look.yaml:2:14: text_size should be a number of points from 6 to 36, not 'huge'",
        ),
        (
            "look",
            "booklet:\n  margins: {top: 9}\n",
            "look.yaml:2:3: margins should be inches from 0.3 to 3 for top, bottom, inside and outside, not {'top': 9}",
        ),
        ("look", "bookelt:\n  columns: 1\n", "look.yaml:1:1: 'bookelt' is not known; did you mean 'booklet'?"),
        ("look", "booklet: 1\n", "look.yaml:1:10: booklet should be knobs with their values"),
        ("look", "other_paper:\n  a6: {columns: 1}\n", "look.yaml:2:3: 'a6' is not one of letter, a4"),
        ("look", "other_paper:\n  a5: {columns: 3}\n", "look.yaml:2:17: columns should be 1 or 2, not 3"),
        ("look", "booklet:\n  logo: logo.png\n", "look.yaml:2:9: logo: there is no file 'logo.png' beside look.yaml"),
        (
            "look",
            "booklet:\n  front: pages.pdf\n",
            "look.yaml:2:10: front: there is no file 'pages.pdf' beside look.yaml",
        ),
        (
            "look",
            "booklet:\n  logo: ../logo.svg\n",
            "look.yaml:2:9: logo: '../logo.svg' is not in the folder of look.yaml; put it there",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_nearest_right_name(
    own: Path, file: str, text: str, message: str
) -> None:
    put(own, **{file: text})
    with pytest.raises(PaperError) as told:
        overlay.files(own)
    assert str(told.value).startswith(f"ours/{message}")


def test_what_a_language_needs_for_its_numbers_is_no_mistake(own: Path) -> None:
    put(
        own,
        text__en="booklet:\n  about: {count: {two: 'A pair: {count}', few: 'A few: {count}'}}\n",
        text__leaflets__pl="poster: {directory: {count: {one: '{count} a', few: '{count} b', many: '{count} c'}}}\n",
        text__leaflets__ja="poster:\n  directory:\n    count: '{count} d'\n",
        text__due__en="calls:\r\n  due: Before {date}\r\n",
    )
    files = overlay.files(own)
    counts = data_of(files["text/en.yaml"])["booklet"]["about"]["count"]
    assert sorted(counts) == ["few", "many", "one", "two"]
    assert data_of(files["text/due/en.yaml"])["calls"]["due"] == "Before {date}"


@pytest.mark.parametrize("name", WORDS)
def test_ours_agree_with_one_another(name: str) -> None:
    templates = assets("templates")
    assert word_check.checked(templates / name, templates, PaperError) == data_of((templates / name).read_bytes())


def test_mistakes_in_a_copy_of_ours_are_told_in_the_file_of_words(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    edit(templates / "text" / "en.yaml", "  contents: Contents", "  contents: [Contents]")
    with pytest.raises(BookletError, match=r"^templates/text/en\.yaml:[0-9]+:3: 'contents' should be one text"):
        look.text(templates, "es")
    edit(templates / "text" / "en.yaml", "  contents: [Contents]\n", "")
    with pytest.raises(
        BookletError, match=r"^templates/text/en\.yaml:[0-9]+:[0-9]+: the words for 'contents' are miss"
    ):
        look.text(templates, "en")


def test_one_broken_language_does_not_keep_another_from_being_printed(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    (templates / "text" / "ar.yaml").write_text("booklet: [\n", encoding="utf-8")
    edit(templates / "text" / "es.yaml", "  contents: ", "  cntents: ")
    assert look.text(templates, "en")["contents"] == "Contents"
    with pytest.raises(BookletError, match=r"^templates/text/es\.yaml:[0-9]+:3: there are no words called 'cntents'"):
        look.text(templates, "es")


def test_a_file_in_which_everything_is_a_comment_says_nothing(own: Path) -> None:
    put(own, look="# booklet:\n#   columns: 1\n", text__en="# nothing yet\n")
    assert overlay.files(own) == overlay.files(own.parent / "nowhere")


@pytest.mark.parametrize("name", ["English.yaml", "en.yml", "EN.yaml", "leaflets/spanish.yaml"])
def test_a_file_of_words_is_called_as_its_language(own: Path, name: str) -> None:
    (own / "text" / "leaflets").mkdir(parents=True)
    (own / "text" / name).write_text("booklet: {contents: C}\n", encoding="utf-8")
    with pytest.raises(PaperError, match=rf"^ours/text/{name}: a file of words is called as its language, such as en"):
        overlay.files(own)


# The logo.


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("logo.gif", b"GIF89a", "'logo.gif' should be a picture that ends in .svg, .png, .jpg, .jpeg"),
        ("logo.png", b"no picture", "'logo.png' is not a PNG picture, whatever its name says; save it as one anew"),
        ("logo.png", picture(4, 4, "JPEG"), "'logo.png' is not a PNG picture"),
        ("logo.png", picture(4, 4)[:20], "'logo.png' is a PNG picture that is damaged; save it anew"),
        ("logo.png", picture(4, 4)[:40], "'logo.png' cannot be printed: "),
        ("logo.jpg", picture(4, 4, "JPEG")[:8], "'logo.jpg' is a JPEG picture that is damaged; save it anew"),
        ("logo.svg", b"<p>Hello</p>", "'logo.svg' cannot be printed: "),
        ("logo.png", picture(4001, 4001), "'logo.png' has 4001 by 4001 dots; 16,000,000 are the limit"),
        ("logo.jpeg", picture(4001, 4001, "JPEG"), "'logo.jpeg' has 4001 by 4001 dots; 16,000,000 are the limit"),
        (
            "logo.svg",
            b" " * (limits.PICTURE + 1),
            "'logo.svg' is too large; the limit is 2,048 KiB, so save it smaller",
        ),
        ("logo.png", picture(8, 4), ""),
        ("logo.png", picture(8, 4, color=(1, 2, 3, 120)), ""),
        ("logo.JPG", picture(8, 4, "JPEG"), ""),
        ("logo.svg", SVG.encode(), ""),
    ],
)
def test_a_picture_is_looked_at_before_anything_is_printed(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert logo.fault(tmp_path / name).startswith(message)
    assert bool(message) == bool(logo.fault(tmp_path / name))


def _figures(element: Any) -> list[str]:
    """The alternative texts of the pictures in the tags of a PDF."""
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        return [text for one in found for text in _figures(one)]
    if not isinstance(found, dict):
        return []
    own = [str(found.get("/Alt"))] if found.get("/S") == "/Figure" else []
    return own + _figures(found.get("/K", []))


def test_the_booklet_has_logo_words_and_font_of_ones_own(toy: Path, own: Path) -> None:
    (own / "pictures").mkdir()
    (own / "pictures" / "logo.png").write_bytes(picture(300, 100))
    put(own, look="booklet:\n  logo: pictures/logo.png\n", text__en="booklet:\n  contents: What is inside\n")
    (own / "fonts").mkdir()
    edit(toy / "programs" / "example.yaml", "name: Example\n", "name: Example \u10d0\n")
    refused = run(toy, "render", "booklet", "-o", "made.pdf")
    assert refused.exit_code == 3
    assert "U+10D0" in refused.stderr
    assert "folder fonts of your own templates" in refused.stderr
    assert not Path("made.pdf").exists()

    (own / "fonts" / "House.ttf").write_bytes(_font("\u10d0"))
    before = _left()
    printed = run(toy, "render", "booklet", "-o", "made.pdf")
    assert printed.exit_code == 0, printed.stderr
    assert _left() == before, "the folder that everything is laid in goes with the command"
    pdf = Path("made.pdf").read_bytes()
    words = words_of(Path("made.pdf"))
    assert "What is inside" in words
    assert "\u10d0" in words
    pages = pypdf.PdfReader(Path("made.pdf")).pages
    cover, middle, back = (list(pages[number].images) for number in (0, 1, -1))
    assert [image.image.size for image in cover if image.image] == [(300, 100)]
    assert (len(middle), len(back)) == (0, 1)
    settings = (toy / "directory.yaml").read_text(encoding="utf-8")
    publisher = next(line for line in settings.splitlines() if line.startswith("publisher: ")).partition(" ")[2]
    assert _figures(catalog(pdf)["/StructTreeRoot"]).count(publisher) == 1, "on the back the name stands beside it"
    title = str(pypdf.PdfReader(Path("made.pdf")).metadata.title)  # type: ignore[union-attr]
    assert_archivable(pdf, "en", title)


def _left() -> list[str]:
    return sorted(path.name for path in Path(tempfile.gettempdir()).glob("peerdir-*"))


def _font(letters: str) -> bytes:
    """A font called House that has these letters and no others, each drawn as an A."""
    ttlib = pytest.importorskip("fontTools.ttLib")
    font = ttlib.TTFont(next((assets("templates") / "booklet" / "fonts").rglob("NotoSans-Regular.ttf")))
    for table in font["cmap"].tables:
        table.cmap = {ord(letter): "A" for letter in letters}
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = "House"
    for name in ("GSUB", "GPOS", "GDEF"):
        if name in font:
            del font[name]
    held = io.BytesIO()
    font.save(held)
    return held.getvalue()


def test_a_font_that_is_none_is_told(own: Path) -> None:
    (own / "fonts").mkdir()
    (own / "fonts" / "House.ttf").write_bytes(b"no font at all")
    with pytest.raises(PaperError, match=r"^ours/fonts/House\.ttf: this font cannot be used"):
        overlay.files(own)


@pytest.mark.parametrize(("size", "shown"), [("a4", 1), ("half-letter", 0)])
def test_a_cover_without_room_keeps_the_numbers_and_lets_the_logo_go(
    toy: Path, own: Path, size: str, shown: int
) -> None:
    (own / "logo.png").write_bytes(picture(200, 100))
    put(own, look="booklet:\n  logo: logo.png\n")
    made = run(toy, "render", "booklet", "-o", "made.pdf", "--paper", size, "--large-print", "--audience", "staff")
    assert made.exit_code == 0, made.stderr
    cover, second = pypdf.PdfReader(Path("made.pdf")).pages[:2]
    assert len(cover.images) == shown
    assert "911" in cover.extract_text()
    assert "Issued" in cover.extract_text()
    assert "Issued" not in second.extract_text()


# The commands.


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (["render", "booklet", "-o", "made.pdf"], "text__en"),
        (["render", "booklet", "-o", "made.html"], "text__en"),
        (["render", "handout", "example", "-o", "made.pdf"], "text__leaflets__en"),
        (["render", "brochure", "people", "-o", "made.pdf"], "text__leaflets__en"),
        (["render", "poster", "-o", "made.pdf"], "text__leaflets__en"),
        (["refer", "example", "--format", "text"], "text__referral__en"),
        (["due", "--format", "letters", "-o", "made", "--within", "10y"], "text__due__en"),
    ],
    ids=lambda given: "-".join(given) if isinstance(given, list) else given,
)
def test_every_command_that_prints_says_what_is_wrong_and_writes_nothing(
    toy: Path, own: Path, command: list[str], file: str
) -> None:
    put(own, **{file: "zebra: striped\n"})
    said = run(toy, *command)
    assert said.exit_code == 3
    assert said.stderr.startswith(
        f"peerdir: ours/{file.replace('__', '/')}.yaml:1:1: there are no words called 'zebra'"
    )
    assert said.stdout == ""
    assert not list(Path().glob("made*"))


def test_every_command_that_prints_takes_words_of_ones_own(toy: Path, own: Path) -> None:
    put(
        own,
        text__en="booklet:\n  how_to_use:\n    title: Read this first\n",
        text__leaflets__en="handout:\n  when: Days and hours\n",
        text__referral__en="sheet:\n  title: A sheet of ours\n",
        text__due__en="letter:\n  greeting: Dear neighbors,\ncalls:\n  title: Calls of ours\n",
    )

    def made(*command: str) -> str:
        said = run(toy, *command)
        assert said.exit_code == 0, said.stderr
        return said.stdout

    made("render", "booklet", "--format", "txt,html", "-o", "book.txt")
    assert "Read this first" in Path("book.txt").read_text(encoding="utf-8")
    assert "Read this first" in Path("book.html").read_text(encoding="utf-8")
    made("render", "handout", "example", "-o", "handout.pdf")
    assert "Days and hours" in words_of(Path("handout.pdf"))
    assert "A sheet of ours" in made("refer", "example", "--format", "text")
    made("due", "--format", "letters", "-o", "letters", "--within", "10y")
    assert "Dear neighbors," in Path("letters/example.txt").read_text(encoding="utf-8")
    made("due", "--format", "calls", "-o", "calls.pdf", "--within", "10y")
    assert "Calls of ours" in words_of(Path("calls.pdf"))
    made("render", "site", "-o", "site")
    assert Path("site/index.html").is_file()


@pytest.mark.usefixtures("own")
def test_a_folder_with_nothing_for_paper_is_told(toy: Path) -> None:
    said = run(toy, "refer", "--blank", "--format", "text")
    assert said.exit_code == 0
    assert "ours has no look.yaml, no text and no fonts, so everything is as ours" in said.stderr


def test_words_of_ones_own_for_days_are_said_on_pages_too(toy: Path, own: Path) -> None:
    put(own, text__en="booklet:\n  when:\n    from_to: '{start} until {end}'\n")
    assert run(toy, "render", "site", "-o", "site").exit_code == 0
    pages = " ".join(path.read_text(encoding="utf-8") for path in Path("site").glob("programs/*.html"))
    assert "6 until 7:30 pm" in pages.replace("\u00a0", " ")
    put(own, text__en="booklet:\n  wehn: {}\n")
    said = run(toy, "render", "site", "-o", "other")
    assert said.exit_code == 3
    assert "ours/text/en.yaml:2:3: there are no words called 'wehn'; did you mean 'when'?" in said.stderr


@pytest.mark.usefixtures("own")
def test_nothing_to_print_is_told_and_nothing_is_written(toy: Path) -> None:
    (toy / "programs" / "example.yaml").unlink()
    said = run(toy, "render", "booklet", "-o", "made.pdf")
    assert said.exit_code == 1
    assert "there is no program to print" in said.stderr
    assert not Path("made.pdf").exists()


@pytest.mark.usefixtures("own")
def test_programs_that_are_found_but_not_printed_do_not_fit(toy: Path) -> None:
    edit(toy / "programs" / "example.yaml", "cost: {free: true}", "cost: {free: true}\npublish: {print: false}")
    said = run(toy, "render", "booklet", "-o", "made.pdf", "--free")
    assert said.exit_code == 1
    assert "no program fits" in said.stderr
    assert not Path("made.pdf").exists()


def test_a_preview_sets_entries_anew_when_they_are_to_look_or_read_otherwise() -> None:
    entry = {"id": "one", "name": "One"}
    content = {"look": {"text_size": 12}, "text": {"notes": "Notes"}, "added_fonts": [], "examples": []}
    content["groups"] = [{"entries": [entry]}]
    memory = Memory()
    assert memory.densities(content) == {}
    memory.keep(content, SimpleNamespace(spans=[SimpleNamespace(id="one", density=Density.TIGHT)]))  # type: ignore[arg-type]
    assert memory.densities(content) == {"one": Density.TIGHT}
    for changed in ({"look": {"text_size": 11}}, {"text": {"notes": "My notes"}}, {"added_fonts": ["House"]}):
        assert memory.densities({**content, **changed}) == {}


def test_a_preview_sees_a_change_and_a_mistake_does_not_end_it(toy: Path, own: Path, tmp_path: Path) -> None:
    put(own, text__en="booklet:\n  contents: Once\n")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-m", "peerdir", "preview", "booklet", "-C", str(toy), "--today", DAY]
    running = subprocess.Popen(
        [*command, "--templates", "ours", "-o", "look.pdf"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "TMPDIR": str(scratch)},
    )
    assert running.stderr
    try:
        assert " pages in " in running.stderr.readline()
        assert "Once" in words_of(Path("look.pdf"))
        put(own, text__en="booklet:\n  cntents: Twice\n")
        assert "ours/text/en.yaml:2:3: there are no words called 'cntents'" in running.stderr.readline()
        put(own, text__en="booklet:\n  contents: Twice\n")
        assert " pages in " in running.stderr.readline()
        assert "Twice" in words_of(Path("look.pdf"))
        assert len(list(scratch.iterdir())) == 1
        running.send_signal(signal.SIGINT)
        running.wait()
        assert not list(scratch.iterdir())
    finally:
        running.kill()
        running.communicate()
