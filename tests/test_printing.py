"""The booklet on every paper and in large print, read back from the PDF and from pictures of its pages."""

import dataclasses
import datetime as dt
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
import typst
from typer.testing import CliRunner

from peerdir.assets import assets
from peerdir.audience import view
from peerdir.cli import app, booklet_options
from peerdir.reading.collection import Collection, load
from peerdir.records import Function, Program, Record, Translation
from peerdir.render import booklet
from peerdir.render.booklet import Booklet, BookletError, Form, Wishes
from peerdir.render.booklet.form import PAPERS, SIZES
from peerdir.render.booklet.order import SORTS
from tests import paper
from tests.conftest import SAMPLE

TODAY = dt.date(2026, 11, 21)
ADDRESS = "https://www.example.org/directory"
FORMS = [Form(paper=paper, large_print=large) for paper in PAPERS for large in (False, True)]
ARABIC = "اتصل بالرقم 619-555-0142 للتسجيل في المجموعة"
LONG = 40


def name_of(form: Form) -> str:
    return f"{form.paper}{'-large' if form.large_print else ''}"


@cache
def some(count: int = 12) -> Collection:
    """A part of the sample directory under short names; the first speaks Arabic, the second fills several pages."""
    seen = view(load(SAMPLE), "public", TODAY)
    listed = [one for one in seen.entries if isinstance(one.record, Program) and one.record.listed][:count]
    programs = tuple(dataclasses.replace(one, record=_changed(number, one.record)) for number, one in enumerate(listed))
    return dataclasses.replace(seen, entries=(*programs, *(one for one in seen.entries if one.kind != "program")))


def _changed(number: int, record: Record) -> Program:
    assert isinstance(record, Program)
    program = dataclasses.replace(record, name=f"Group{number:02}")
    if number == 0:
        return dataclasses.replace(program, summary=ARABIC, translations={"ar": Translation(summary=ARABIC)})
    if number == 1:
        activities = tuple(f"Word{word:02} " + "walks by the river with friends " * 8 for word in range(LONG))
        functions = dataclasses.replace(program.functions, daily_management=Function(activities=activities))
        return dataclasses.replace(program, functions=functions)
    return program


def make(form: Form, **wishes: Any) -> Booklet:
    return booklet.make(some(), today=TODAY, wishes=Wishes(**wishes), form=form)


@cache
def made(form: Form) -> Booklet:
    return make(form, address=ADDRESS)


def reader_of(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def texts(form: Form) -> list[str]:
    return [page.extract_text() for page in reader_of(made(form).pdf).pages]


def bookmarks(reader: pypdf.PdfReader, level: Any = None) -> Iterator[tuple[str, int]]:
    """Yield every bookmark with the number of its page."""
    for one in reader.outline if level is None else level:
        if isinstance(one, list):
            yield from bookmarks(reader, one)
        else:
            yield str(one.title), (reader.get_destination_page_number(one) or 0) + 1


@pytest.mark.parametrize("form", FORMS, ids=name_of)
@pytest.mark.sampled(3)
def test_pages_have_the_size_of_the_paper(form: Form) -> None:
    reader = reader_of(made(form).pdf)
    assert len(reader.pages) == made(form).pages
    for page in reader.pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx(SIZES[str(form.paper)], abs=0.1)


@pytest.mark.parametrize("form", FORMS, ids=name_of)
@pytest.mark.sampled(3)
def test_every_printed_page_number_is_right(form: Form) -> None:
    pages = {title: page for title, page in bookmarks(reader_of(made(form).pdf)) if title.startswith("Group")}
    assert len(pages) == len(some().programs)
    whole = "\n".join(texts(form))
    for title, page in pages.items():
        printed = re.findall(rf"^{title}(?: \([^)]*\))?[ .\n]+([0-9]+)$", whole, re.MULTILINE)
        assert len(printed) >= 3
        assert set(printed) == {str(page)}


@pytest.mark.parametrize("form", FORMS, ids=name_of)
@pytest.mark.sampled(3)
def test_an_entry_longer_than_a_page_loses_nothing(form: Form) -> None:
    whole = "\n".join(texts(form))
    for number in range(LONG):
        assert whole.count(f"Word{number:02}") == 1
    low = min(y for page in reader_of(made(form).pdf).pages for _, y, _ in _pieces(page))
    assert low > 20


@pytest.mark.parametrize("form", FORMS, ids=name_of)
@pytest.mark.sampled(3)
def test_no_line_stands_at_the_upper_edge_where_printers_do_not_print(form: Form) -> None:
    height = SIZES[str(form.paper)][1]
    tops = [y + 0.7 * size for page in reader_of(made(form).pdf).pages for size, y, _ in _pieces(page)]
    assert max(tops) < height - 0.24 * 72


@pytest.mark.parametrize("form", FORMS, ids=name_of)
@pytest.mark.sampled(3)
def test_all_emergency_numbers_stand_on_one_page(form: Form) -> None:
    page = texts(form)[1]
    assert "Call for police" in page
    assert "Call or text" in page


@pytest.mark.parametrize("form", FORMS, ids=name_of)
@pytest.mark.sampled(3)
def test_a_phone_number_inside_arabic_text_keeps_its_order(form: Form) -> None:
    pieces = [text for page in reader_of(made(form).pdf).pages for _, _, text in _pieces(page)]
    assert sum("619-555-0142" in text for text in pieces) >= 2


def _pieces(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """Pieces of text that stand together, each with its size in points and its height above the foot of the page."""
    found: list[tuple[float, float, str]] = []

    def visit(text: str, matrix: list[float], at: list[float], _: object, size: float) -> None:
        if text.strip():
            found.append((size * abs(at[0] or at[1]) * abs(matrix[0] or 1), matrix[5] or at[5], text))

    page.extract_text(visitor_text=visit)
    return found


def _sizes(form: Form) -> set[float]:
    pages = reader_of(made(form).pdf).pages
    return {round(size, 1) for page in pages for size, _, _ in _pieces(page)}


@pytest.mark.parametrize("paper_", PAPERS)
@pytest.mark.sampled(2)
def test_nothing_in_large_print_is_small(paper_: str) -> None:
    assert min(_sizes(Form(paper=paper_, large_print=True))) >= 18
    assert min(_sizes(Form(paper=paper_))) >= 9


@pytest.mark.parametrize("form", FORMS, ids=name_of)
@pytest.mark.sampled(3)
def test_no_letters_are_slanted_and_all_are_embedded(form: Form) -> None:
    reader = reader_of(made(form).pdf)
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    fonts = [font.get_object() for one in resources for font in one.get_object().get("/Font", {}).values()]
    assert fonts
    for font in fonts:
        assert "Italic" not in font["/BaseFont"]
        described = font.get("/DescendantFonts", [font])[0].get_object()
        file = described["/FontDescriptor"].get_object() if "/FontDescriptor" in described else font
        assert {"/FontFile2", "/FontFile3", "/CharProcs"} & set(file)


@pytest.mark.parametrize("form", [Form(large_print=True), Form(paper="a5")], ids=name_of)
def test_it_is_tagged_archivable_and_has_language_and_title(form: Form) -> None:
    reader = reader_of(made(form).pdf)
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    packet = root["/Metadata"].get_data().decode()
    assert "pdfuaid:part" in packet
    assert "pdfaid:conformance>A" in packet


def test_everything_is_black_white_or_grey() -> None:
    colours: set[bytes] = set()
    for page in reader_of(made(Form(paper="letter")).pdf).pages:
        content: Any = page.get_contents()
        colours |= set(re.findall(rb"((?:[0-9.]+ ){3})(?:rg|scn|RG|SCN)\b", content.get_data()))
    assert colours
    assert all(len(set(colour.split())) == 1 for colour in colours)


@pytest.mark.parametrize("form", [Form(paper="letter"), Form(paper="a5"), Form(large_print=True)], ids=name_of)
def test_codes_are_read_from_the_page_and_lead_to_the_entry(form: Form, tmp_path: Path) -> None:
    pdf = tmp_path / "booklet.pdf"
    pdf.write_bytes(made(form).pdf)
    ids = {program.name: program.id for program in some().programs}
    pages = dict(bookmarks(reader_of(made(form).pdf)))
    read = 0
    for name in ("Group03", "Group04", "Group05", "Group06"):
        address = f"{ADDRESS}/programs/{ids[name]}.html"
        for number in range(pages[name], min(pages[name] + 3, made(form).pages)):
            for code in paper.codes(pdf, number):
                read += code.text == address
                assert code.side > 0.98 * 72 / 2.54 * 2, "a code is at least two centimeters wide"
        assert address in _links(reader_of(made(form).pdf))
    assert read >= 2


@pytest.mark.parametrize("form", [Form(paper="a5"), Form(large_print=True)], ids=name_of)
def test_nothing_stands_in_the_white_around_a_code(form: Form, tmp_path: Path) -> None:
    pdf = tmp_path / "booklet.pdf"
    pdf.write_bytes(made(form).pdf)
    pages = dict(bookmarks(reader_of(made(form).pdf)))
    seen = 0
    for number in range(pages["Group03"], pages["Group07"]):
        shot = paper.picture(pdf, number)
        for code in paper.codes(pdf, number):
            side = code.side * paper.DOTS_AN_INCH / 72
            left, top = code.x * shot.width - side / 2, code.y * shot.height - side / 2
            above = shot.crop((int(left), int(top - side / 8), int(left + side), int(top) - 3))
            seen += 1
            assert min(above.tobytes()) > 200
    assert seen


def _links(reader: pypdf.PdfReader) -> list[str]:
    annotations: list[Any] = [page.get("/Annots", ()) for page in reader.pages]
    notes = [note.get_object() for page in annotations for note in page]
    return [str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})]


def test_a_code_has_words_for_those_who_do_not_see_it() -> None:
    assert f"QR: {ADDRESS.removeprefix('https://www.')}/programs/" in _alternatives(made(Form(paper="letter")).pdf)


def _alternatives(pdf: bytes) -> str:
    """All texts that stand for pictures."""
    reader = reader_of(pdf)
    objects: list[Any] = [reader.get_object(number) for number in range(1, len(reader.xref[0]))]
    return "\n".join(str(one["/Alt"]) for one in objects if isinstance(one, dict) and "/Alt" in one)


def test_an_entry_that_fills_its_page_keeps_its_link_and_is_told() -> None:
    done = booklet.make(view(load(SAMPLE), "public", TODAY), today=TODAY, wishes=Wishes(address=ADDRESS))
    smaller, bare = done.notes
    assert re.fullmatch(r"[0-9]+ entries have smaller letters, to stay on one page", smaller)
    assert re.fullmatch(r"[0-9]+ entries fill their pages and have the web address without a code", bare)
    listed = [one for one in load(SAMPLE).programs if one.listed and one.publish.print and one.publish.web]
    links = _links(reader_of(done.pdf))
    assert {f"{ADDRESS}/programs/{one.id}.html" for one in listed} <= set(links)


def test_without_an_address_there_are_no_codes() -> None:
    reader = reader_of(make(Form()).pdf)
    assert not any("/programs/" in link for link in _links(reader))


@pytest.mark.parametrize("more", [-1, 2])
def test_a_number_of_pages_is_met(more: int) -> None:
    few = some(4)
    pages = booklet.make(few, today=TODAY, form=Form(paper="a5")).pages + more
    done = booklet.make(few, today=TODAY, form=Form(paper="a5", pages=pages))
    assert done.pages == pages == len(reader_of(done.pdf).pages)
    assert f"{pages} pages with text of" in done.notes[0]


def test_a_multiple_of_four_is_met_with_empty_paper_before_the_last_page() -> None:
    done = make(Form(paper="a5", multiple_of=4))
    assert done.pages % 4 == 0
    assert "How we choose" in "".join(page.extract_text() for page in reader_of(done.pdf).pages)


def test_empty_paper_stands_before_the_last_page_and_has_no_head() -> None:
    done = booklet.make(some(2), today=TODAY, form=Form(large_print=True, multiple_of=64))
    printed = [page.extract_text().strip() for page in reader_of(done.pdf).pages]
    assert len(printed) == done.pages
    empty = [number for number, text in enumerate(printed) if not text]
    assert empty
    assert empty == list(range(empty[0], empty[0] + len(empty)))
    assert f"{len(empty)} page" in done.notes[0]
    assert printed[-1], "the back cover stays outside"


def test_pages_may_be_written_in_the_template(tmp_path: Path) -> None:
    templates = Path(shutil.copytree(assets("templates"), tmp_path / "templates"))
    file = templates / "booklet" / "front.typ"
    own = "#let own-pages = [= Welcome \n Words of our own.]"
    text = file.read_text("utf-8").replace("\n#let own-pages = none", f"\n{own}")
    assert own in text
    file.write_text(text, "utf-8")
    reader = reader_of(booklet.make(some(2), today=TODAY, templates=templates).pdf)
    assert "Words of our own." in reader.pages[1].extract_text()
    assert ("Welcome", 2) in bookmarks(reader)


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
@pytest.mark.parametrize("form", FORMS[:3], ids=name_of)
@pytest.mark.sampled(1)
def test_another_reader_of_pdf_finds_no_fault(form: Form, tmp_path: Path) -> None:
    path = tmp_path / "booklet.pdf"
    path.write_bytes(made(form).pdf)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


@pytest.fixture
def front(tmp_path: Path) -> Path:
    path = tmp_path / "pages.pdf"
    path.write_bytes(_typeset("#set page(width: 6in, height: 9in)\nWelcome words\n#pagebreak()\nThanks to all"))
    return path


def _typeset(source: str) -> bytes:
    answer = typst.compile(source.encode(), format="pdf")
    assert isinstance(answer, bytes)
    return answer


def test_front_pages_are_bound_in_behind_the_cover_and_page_numbers_count_them(front: Path) -> None:
    done = make(Form(front=front))
    reader = reader_of(done.pdf)
    assert "Welcome words" in reader.pages[1].extract_text()
    assert "Thanks to all" in reader.pages[2].extract_text()
    page = dict(bookmarks(reader))["Group03"]
    whole = "\n".join(page.extract_text() for page in reader.pages)
    assert set(re.findall(r"^Group03[ .\n]+([0-9]+)$", whole, re.MULTILINE)) == {str(page)}
    root: Any = reader.trailer["/Root"]
    assert "pdfaid" not in root["/Metadata"].get_data().decode()
    assert any("2 pages of pages.pdf bound in" in note for note in done.notes)


def test_front_pages_may_be_named_in_the_settings(front: Path, tmp_path: Path) -> None:
    templates = Path(shutil.copytree(assets("templates"), tmp_path / "templates"))
    look = templates / "look.yaml"
    look.write_text(look.read_text("utf-8").replace("# front: pages.pdf", "front: pages.pdf"), "utf-8")
    shutil.copy(front, templates / "pages.pdf")
    pdf = booklet.make(some(), today=TODAY, templates=templates).pdf
    assert "Welcome words" in reader_of(pdf).pages[1].extract_text()


@pytest.mark.parametrize(
    ("content", "message"), [(b"%PDF-1.7 nothing", "cannot be read"), (None, "pages.pdf are not there")]
)
def test_front_pages_that_cannot_be_bound_are_told(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "pages.pdf"
    if content:
        path.write_bytes(content)
    with pytest.raises(BookletError, match=message):
        make(Form(front=path))


@pytest.mark.parametrize(
    ("part", "old", "new", "message"),
    [
        ("a5", "text_size: 11", "text_size: tiny", "text_size should be a number of points"),
        ("a5", "  a5:\n    text_size: 11\n", "  a5: 7\n", "other_paper, a5 should be knobs"),
        ("a5", "    text_size: 11", "    txt_size: 11", "'txt_size' is not known"),
        ("a5", "other_paper:", "other_papers:", "the part 'other_paper:' is missing"),
    ],
)
def test_a_wrong_knob_for_other_paper_is_told(tmp_path: Path, part: str, old: str, new: str, message: str) -> None:
    templates = Path(shutil.copytree(assets("templates"), tmp_path / "templates"))
    look = templates / "look.yaml"
    text = look.read_text("utf-8")
    if old.startswith("  a5"):
        text = re.sub(r"  a5:\n(    .*\n)+", new, text)
    else:
        assert old in text
        text = text.replace(old, new)
    look.write_text(text, "utf-8")
    with pytest.raises(BookletError, match=message):
        booklet.make(some(), today=TODAY, form=Form(paper=part), templates=templates)


def test_the_command_offers_what_the_booklet_can_do() -> None:
    assert tuple(booklet_options.Paper) == PAPERS
    assert booklet_options.ORDERS == SORTS


def test_the_same_input_gives_the_same_bytes() -> None:
    form = Form(paper="a5", large_print=True)
    assert make(form, address=ADDRESS).pdf == make(form, address=ADDRESS).pdf


def test_progress_is_told() -> None:
    steps: list[tuple[int, int]] = []
    booklet.make(some(), today=TODAY, progress=lambda done, of: steps.append((done, of)))
    assert len(steps) >= 2
    assert all(done < of for done, of in steps)


def run(*options: str, folder: Path) -> tuple[int, str]:
    arguments = ["render", "booklet", "-C", str(SAMPLE), "--today", str(TODAY), "-o", str(folder / "b.pdf"), *options]
    done = CliRunner().invoke(app, arguments)
    return done.exit_code, done.stderr


def test_filters_choose_the_programs(tmp_path: Path) -> None:
    code, said = run("--condition", "diabetes-type-2", "--language-offered", "es", "--paper", "a4", folder=tmp_path)
    assert code == 0, said
    titles = {title for title, _ in bookmarks(pypdf.PdfReader(tmp_path / "b.pdf"))}
    listed = [program for program in load(SAMPLE).programs if program.listed]
    fitting = {p.name for p in listed if "diabetes-type-2" in p.conditions and any(o.code == "es" for o in p.languages)}
    others = {p.name for p in listed if not {"diabetes-type-2", "any"} & set(p.conditions)}
    assert fitting
    assert fitting <= titles
    assert not others & titles


def test_sheets_are_written_beside_the_booklet(tmp_path: Path) -> None:
    code, said = run("--condition", "stroke", "--impose", "--flip", "long-edge", folder=tmp_path)
    assert code == 0, said
    pages = pypdf.PdfReader(tmp_path / "b.pdf").pages
    sheets = pypdf.PdfReader(tmp_path / "b-sheets.pdf").pages
    assert len(sheets) == 2 * -(-len(pages) // 4)
    assert (float(sheets[0].mediabox.width), float(sheets[0].mediabox.height)) == (792, 612)
    assert "turn over the long edge" in said
    assert "sheets of letter paper, folded, make pages of half-letter; --paper names another" in said


def test_several_papers_make_several_files(tmp_path: Path) -> None:
    code, said = run("--condition", "stroke", "--paper", "letter,a4", folder=tmp_path)
    assert code == 0, said
    assert {path.name for path in tmp_path.glob("*.pdf")} == {"b-letter.pdf", "b-a4.pdf"}


def test_what_changed_since_a_revision_is_told(toy: Path, write: Callable[..., Path], tmp_path: Path) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    for command in (["init", "--quiet"], ["add", "."], [*identity, "commit", "--quiet", "-m", "first"]):
        subprocess.run(["git", *command], cwd=toy, check=True, capture_output=True)
    write("newcomer", name="name: Newcomers Circle\n")
    target = tmp_path / "since.pdf"
    arguments = ["render", "booklet", "-C", str(toy), "--today", str(TODAY), "-o", str(target), "--since", "HEAD"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.stderr
    pages = [page.extract_text() for page in pypdf.PdfReader(target).pages]
    changed = next(text for text in pages if "What has changed" in text and "Contents" not in text)
    assert "Newcomers Circle" in changed
    assert "Example Hall" not in changed


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--paper", "foolscap"], 2, '"foolscap" is not one of letter, a4, a5, half-letter'),
        (["--group-by", "mood"], 2, '"mood" is not one of place, condition, language'),
        (["--sort", "mood"], 2, '"mood" is not one of name, verified'),
        (["--pages", "20", "--multiple-of", "4"], 2, "say either how many pages"),
        (["--site-address", "example.org"], 2, "should begin with https://"),
        (["--condition", "gladness"], 1, "no program fits"),
        (["--condition", "stroke", "--pages", "4"], 3, "4 pages are too few"),
        (["--front", "nowhere.pdf"], 3, "nowhere.pdf are not there"),
        (["--within", "5km"], 2, "--near"),
    ],
)
def test_what_cannot_be_is_told_in_plain_words(tmp_path: Path, options: list[str], code: int, message: str) -> None:
    done, said = run(*options, folder=tmp_path)
    assert done == code, said
    assert message in re.sub(r"\s+", " ", said)
    assert not list(tmp_path.glob("*.pdf"))
