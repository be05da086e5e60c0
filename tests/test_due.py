"""`peerdir due`: the right entries in the right order, for every way of calling, and nothing for staff unasked."""

import csv
import datetime as dt
import email
import email.policy
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from peerdir.assets import assets
from peerdir.audience import Audience, view
from peerdir.cards.columns import width
from peerdir.cli import app
from peerdir.due import due as find
from peerdir.due import questions
from peerdir.reading.collection import load
from peerdir.render import plurals
from peerdir.render.due import FORMATS, Sheet, render
from peerdir.render.due.csv import write as write_csv
from peerdir.render.due.direction import kept
from peerdir.render.due.wording import WordingError, languages, wording
from peerdir.verify.sheet import COLUMNS

Write = Callable[..., Path]
TODAY = dt.date(2027, 5, 10)
STAFF = "+1-619-555-0120"
PUBLIC = "+1-619-555-0150"
COORDINATORS = """\
coordinators:
  - {name: Everything desk, programs: ["*"], email: desk@example.org}
  - {name: North desk, programs: [north-*], organizations: [example-north]}
  - {name: Nobody's desk, programs: [south-*]}
"""
TRIES = """\
verification:
  verified_on: 2026-06-01
  verified_by: desk
  method: phone
  history:
    - {date: 2026-06-01, by: desk, method: phone, result: confirmed}
    - {date: 2027-05-01, by: Mia, method: phone, result: no-answer, note: Secret note}
"""


@pytest.fixture
def directory(toy: Path, write: Write) -> Path:
    """`example` was due on 2027-05-01, `north-walk` is due on 2027-06-01 and was tried, `fresh` is due in a year."""
    write("north-walk", name="name: North Walk\n", verification=TRIES)
    write(
        "fresh",
        name="name: Fresh\n",
        verification="verification: {verified_on: 2027-05-01, verified_by: desk, method: phone}\n",
    )
    write("over", name="name: Over\n", status="status: closed\n")
    return toy


def due(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["due", "-C", str(root), "--today", TODAY.isoformat(), *arguments])


def ids(result: Result) -> list[tuple[str, int]]:
    return [(one["id"], one["days_overdue"]) for one in json.loads(result.stdout)["due"]]


def test_what_is_due_the_most_overdue_first(directory: Path) -> None:
    assert ids(due(directory, "--format", "json")) == [("example", 9), ("north-walk", -22)]
    assert ids(due(directory, "--format", "json", "--within", "1w")) == [("example", 9)]
    assert [one for one, _ in ids(due(directory, "--format", "json", "--within", "12m"))][-1] == "fresh"


def test_nothing_is_due(directory: Path) -> None:
    result = due(directory, "--today", "2026-06-02", "--within", "0")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing is due" in result.stderr


def test_by_coordinator_the_last_that_fits(directory: Path) -> None:
    settings = directory / "directory.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + COORDINATORS, encoding="utf-8")
    result = due(directory)
    assert [line for line in result.stdout.splitlines() if line.endswith(")")] == [
        "Everything desk (1)",
        "North desk (1)",
    ]
    assert 'coordinator Nobody\'s desk keeps "south-*", which no program fits' in result.stderr
    assert view(load(directory), "public").directory.coordinators == ()
    assert ids(due(directory, "--format", "json", "--coordinator", "North desk")) == [("north-walk", -22)]


@pytest.mark.parametrize("format_", ["table", "csv", "json", "ics"])
def test_staff_only_when_asked(directory: Path, format_: str) -> None:
    for_all, staff = due(directory, "--format", format_), due(directory, "--format", format_, "--audience", "staff")
    assert (for_all.exit_code, staff.exit_code) == (0, 0)
    assert STAFF not in for_all.stdout
    assert "Secret" not in for_all.stdout
    assert "Mia" not in for_all.stdout
    assert PUBLIC in for_all.stdout
    assert STAFF in staff.stdout
    assert "--audience staff shows them" in for_all.stderr


def test_a_hidden_entry_is_still_to_be_called(directory: Path) -> None:
    settings = directory / "directory.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "hide_unverified_after_days: 366\n", encoding="utf-8")
    shown = due(directory).stdout
    assert "Example (hidden)" in shown
    assert "North Walk (hidden)" not in shown


@pytest.mark.parametrize("columns", [40, 64, 80, 120])
def test_the_table_fits_the_terminal(directory: Path, columns: int) -> None:
    loaded = load(directory)
    found = find(loaded, TODAY, 400, "staff")
    sheet = Sheet(
        due=found, collection=loaded, today=TODAY, until=TODAY, audience="staff", language="en",
        words=wording("en"), width=columns,
    )  # fmt: skip
    shown = re.sub("\x1b\\[[01]m", "", render(sheet, "table"))
    assert max(map(width, shown.splitlines())) <= columns
    assert shown.count(STAFF) == len(found)
    assert "9 days over" in shown
    assert "in 22 days" in shown


def test_a_spreadsheet_takes_nothing_for_a_formula_and_comes_back(
    directory: Path, write: Write, tmp_path: Path
) -> None:
    write("formula", name="name: '=HYPERLINK(1)'\n", contacts='contacts: [{role: "＝x", phone: "+1-619-555-0155"}]\n')
    shown = due(directory, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(shown.removeprefix("\ufeff"), newline="")))
    assert set(COLUMNS) <= set(rows[0])
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "＝", "\t"))]
    assert {row["phone"] for row in rows} == {f"tel:{PUBLIC}", "tel:+1-619-555-0155"}
    for row in rows:
        row["result"] = "confirmed" if row["id"] == "formula" else ""
    text = write_csv(tuple(rows[0]), (tuple(row.values()) for row in rows))
    (tmp_path / "back.csv").write_text(text, encoding="utf-8")
    back = [
        "verify",
        "-C",
        str(directory),
        "--all-from",
        str(tmp_path / "back.csv"),
        "--by",
        "Ana",
        "--today",
        "2027-05-10",
    ]
    result = CliRunner().invoke(app, back)
    assert (result.exit_code, "1 recorded, 0 not" in result.stderr) == (0, True)


def test_a_calendar_keeps_its_ids_and_its_lines_short(directory: Path, write: Write) -> None:
    write("long", name=f"name: {'Ünïcödé; with, signs ' * 6}\n")
    days = ("2027-05-10", "2027-05-12")
    first, later = (due(directory, "--format", "ics", "--today", day).stdout_bytes.decode() for day in days)
    assert re.findall("UID:.*", first) == re.findall("UID:.*", later)
    assert len(set(re.findall("UID:.*", first))) == 3
    assert max(len(line.encode()) for line in first.split("\r\n")) <= 75
    assert "\n" not in first.replace("\r\n", "")
    unfolded = first.replace("\r\n ", "")
    assert r"Ünïcödé\; with\, signs" in unfolded
    assert "DTSTART;VALUE=DATE:20270510" in unfolded
    assert "CLASS:PUBLIC" in unfolded
    assert "CLASS:CONFIDENTIAL" in due(directory, "--format", "ics", "--audience", "staff").stdout


def test_letters(directory: Path, write: Write, tmp_path: Path) -> None:
    contacts = f'contacts: [{{role: public, phone: "{PUBLIC}", email: hello@example.org}}]\n'
    write("example", name="name: Exämple\n", contacts=contacts)
    folder = tmp_path / "letters"
    result = due(directory, "--format", "letters", "-o", str(folder))
    assert result.exit_code == 0, result.stderr
    names = {path.name for path in folder.iterdir()} - {".peerdir-pages.json"}
    assert names == {"example.txt", "example.eml", "north-walk.txt", "letters.csv"}
    draft = email.message_from_bytes((folder / "example.eml").read_bytes(), policy=email.policy.default)
    assert (draft["To"], draft["X-Unsent"]) == ("hello@example.org", "1")
    assert draft["Subject"] == "Please check what we print about Exämple"
    body = draft.get_body()
    assert body
    for text in (body.get_content(), (folder / "example.txt").read_text(encoding="utf-8")):
        assert "Tuesdays, 6–7:30 pm" in text
        assert "Please answer by 31 May 2027" in text
        assert STAFF not in text
    rows = list(csv.DictReader(io.StringIO((folder / "letters.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert [row["email"] for row in rows] == ["hello@example.org", ""]
    assert "\n    Exämple\n" in rows[0]["letter"]
    marked = tmp_path / "staff"
    assert due(directory, "--format", "letters", "-o", str(marked), "--audience", "staff").exit_code == 0
    text = (marked / "example.txt").read_text(encoding="utf-8")
    assert (STAFF in text, "For staff only. Do not hand out." in text) == (True, True)
    refused = due(directory, "--format", "letters", "-o", str(folder), "--audience", "staff")
    assert (refused.exit_code, "another audience" in refused.stderr) == (3, True)


def test_letters_in_spanish(directory: Path, tmp_path: Path) -> None:
    assert due(directory, "--format", "letters", "-o", str(tmp_path / "l"), "--language", "es").exit_code == 0
    text = (tmp_path / "l" / "example.txt").read_text(encoding="utf-8")
    assert "¿Sigue siendo este el nombre?" in text
    # The day, the meeting and the languages are said in the language of the letter.
    assert "31 de mayo de 2027" in text
    assert "Inglés" in text
    assert "English" not in text


def letter(root: Path, language: str, audience: Audience = "public") -> str:
    """The letter to `example` as a file to print."""
    seen = view(load(root), audience)
    found = find(load(root), TODAY, 30, audience)
    sheet = Sheet(
        due=found, collection=seen, today=TODAY, until=TODAY, audience=audience, language=language,
        words=wording(language),
    )  # fmt: skip
    pages: Mapping[str, bytes] = render(sheet, "letters")
    return pages["example.txt"].decode()


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_a_letter_is_in_its_language_and_its_lines_are_short(directory: Path, language: str) -> None:
    english, own = (wording(code)["letter"] for code in ("en", language))
    said = letter(directory, language)
    plain = re.sub("[\u2066\u2069\u200f]", "", said)
    assert own["thanks"] in plain
    assert PUBLIC in plain
    assert wording(language)["questions"]["where"] in plain
    assert english["thanks"] not in plain
    assert wording(language)["untranslated"] not in plain
    assert max(map(width, plain.splitlines()[2:])) <= 76


def test_a_letter_in_arabic_begins_at_the_right_and_keeps_numbers_in_order(directory: Path) -> None:
    said = letter(directory, "ar", "staff")
    subject, _, *lines = said.rstrip().split("\n")
    assert "\u2066Example\u2069" in subject
    assert all(line.startswith("\u200f") for line in lines if line)
    assert f"\u200f    \u2066{STAFF}\u2069" in lines
    assert "\u200f    لا نعرف هذا بعد." in lines
    sheet = Sheet(
        due=(), collection=load(directory), today=TODAY, until=TODAY, audience="staff", language="ar",
        words=wording("ar"),
    )  # fmt: skip
    assert kept("من عمر 18 سنة. Adults, of any size. 619-555-0101", sheet).endswith(
        "سنة. \u2066Adults, of any size. 619-555-0101\u2069"
    )
    assert kept("هاتف 619-555-0101", sheet) == "هاتف \u2066619-555-0101\u2069"


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("en", 1, "1 day overdue"),
        ("es", 1, "1 día de retraso"),
        ("fr", 9, "9 jours de retard"),
        ("ar", 2, "متأخر يومين (2)"),
        ("ar", 9, "متأخر 9 أيام"),
        ("ar", 11, "متأخر 11 يومًا"),
    ],
)
def test_days_on_a_call_sheet_are_said_as_the_language_counts(language: str, days: int, said: str) -> None:
    assert plurals.said(wording(language)["calls"]["overdue"], days, language).format(days=days) == said


def test_a_call_sheet_in_arabic_keeps_numbers_in_order(directory: Path, tmp_path: Path) -> None:
    file = tmp_path / "calls.pdf"
    result = due(directory, "--format", "calls", "-o", str(file), "--audience", "staff", "--language", "ar")
    assert result.exit_code == 0, result.stderr
    text = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    assert text.count(STAFF) == 4


def test_words_nobody_has_translated_are_in_english_and_say_so(tmp_path: Path) -> None:
    templates = Path(shutil.copytree(assets("templates"), tmp_path / "templates"))
    spanish = templates / "text" / "due" / "es.yaml"
    kept = spanish.read_text(encoding="utf-8").replace("  thanks: Gracias por lo que hacen.\n", "")
    spanish.write_text(re.sub(r"  results: .*\n", "", kept), encoding="utf-8")
    words = wording("es", templates)
    assert words["letter"]["thanks"] == "Thank you for what you do. (en inglés)"
    assert words["calls"]["results"][2] == "No answer (en inglés)"
    assert words["letter"]["greeting"] == "Estimados amigos:"
    assert wording("sw", templates) == wording("en", templates)


def test_a_coordinator_that_nobody_is_and_one_in_small_letters(directory: Path) -> None:
    with (directory / "directory.yaml").open("a", encoding="utf-8") as settings:
        settings.write(COORDINATORS)
    result = due(directory, "--coordinator", "Nobody at all")
    assert (result.exit_code, result.stdout) == (2, "")
    assert 'nobody called "Nobody at all" keeps an entry that is due; these do: Everything desk' in result.stderr
    assert "example" in due(directory, "--coordinator", "everything DESK").stdout


def test_public_is_no_name_of_anybody_to_call(directory: Path) -> None:
    """The word is in files to say who may see a number."""
    for form in ("table", "markdown", "ics"):
        assert ", public" not in due(directory, "--format", form).stdout


def test_the_call_sheet(directory: Path, tmp_path: Path) -> None:
    for audience, numbers in (("public", (PUBLIC,)), ("staff", (STAFF, PUBLIC))):
        file = tmp_path / f"{audience}.pdf"
        result = due(directory, "--format", "calls", "-o", str(file), "--audience", audience)
        assert result.exit_code == 0, result.stderr
        reader = PdfReader(file)
        pages = [page.extract_text() for page in reader.pages]
        text = "\n".join(pages)
        assert all(number in text for number in numbers)
        assert (STAFF in text) is (audience == "staff")
        mark = "For staff only. Do not hand out." if audience == "staff" else "Without staff contacts."
        assert all(mark in page for page in pages)
        assert "Is there room for new people?" in text
        assert "9 days overdue" in text
        assert not {"/Author", "/Creator"} & {
            key for key, value in (reader.metadata or {}).items() if "work" in str(value)
        }
    again = tmp_path / "again.pdf"
    due(directory, "--format", "calls", "-o", str(again), "--audience", "staff")
    assert again.read_bytes() == (tmp_path / "staff.pdf").read_bytes()


def test_a_character_no_font_has_is_said(directory: Path, write: Write, tmp_path: Path) -> None:
    write("example", name="name: Example 𓀀\n")
    result = due(directory, "--format", "calls", "-o", str(tmp_path / "c.pdf"))
    assert (result.exit_code, "no font has the character" in result.stderr) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "xml"), "is not one of"),
        (("--format", "letters"), "say where to write"),
        (("--format", "calls"), "-o calls.pdf"),
        (("--within", "soon"), "is no time"),
        (("--within", "99999d"), "is no time"),
        (("--language", "xx"), "is not one of"),
    ],
)
def test_wrong_usage(directory: Path, arguments: tuple[str, ...], said: str) -> None:
    result = due(directory, *arguments)
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_every_question_has_words_in_every_language_and_leads_somewhere(directory: Path) -> None:
    loaded = load(directory)
    program = loaded.program("example")
    assert program
    asked = questions(program, loaded)
    english = wording("en")
    for language in languages():
        own = wording(language)
        for one in asked:
            assert own["questions"][one.topic]
            assert own["topics"][one.topic]
        assert _shape(own) == _shape(english)
    assert all(one.path or one.example for one in asked)
    assert {one.topic for one in asked} <= set(english["questions"])


def _shape(words: object) -> object:
    """The names in a tree of words, with the places that are filled in."""
    if isinstance(words, dict) and "many" in words:
        return _shape(words["many"])
    if isinstance(words, dict):
        return {key: _shape(value) for key, value in words.items()}
    if isinstance(words, list):
        return [_shape(one) for one in words]
    return sorted(re.findall(r"\{\w+\}", str(words)))


def test_words_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    (templates / "text" / "due").mkdir(parents=True)
    (templates / "text" / "due" / "en.yaml").write_text("staff: [", encoding="utf-8")
    with pytest.raises(WordingError, match=r"templates/text/due/en\.yaml:[0-9]+:[0-9]+: "):
        wording("en", templates)


def test_formats_are_those_there_are() -> None:
    assert FORMATS == ("table", "csv", "json", "markdown", "ics", "letters", "calls")


def test_a_list_to_tick_off_in_an_issue(directory: Path, write: Write) -> None:
    write("odd", name='name: "[x](https://evil.example.org) <b> @all #1"\n')
    shown = due(directory, "--format", "markdown").stdout
    assert shown.startswith("## desk (3)\n\n- [ ] **Example** `example`: 9 days over; call \\+1\\-619\\-555")
    assert r"**\[x\]\(https\://evil\.example\.org\) \<b\> \@all \#1** `odd`" in shown
    assert "failed tries: 1, last 2027-05-01" in shown
    assert STAFF not in shown
    assert due(directory, "--format", "markdown", "--coordinator", "nobody").stdout == ""
