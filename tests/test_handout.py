"""The handout, read back: always one page, nothing lost that one needs, nothing said that must not be."""

import dataclasses
import datetime as dt
import itertools
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from peerdir.cli import app
from peerdir.records import (
    Address,
    Alert,
    Contact,
    Cost,
    Eligibility,
    LanguageOffer,
    Location,
    Program,
    Publish,
    Referral,
    Slot,
    Translation,
)
from peerdir.render import leaflets
from peerdir.render.booklet import passages
from peerdir.render.leaflets import cuts, sheet
from peerdir.render.leaflets.discreet import telling
from peerdir.render.leaflets.wording import wording
from tests.leaflets import (
    HALL,
    SAMPLE,
    TODAY,
    assert_archivable,
    catalog,
    collect,
    copy_templates,
    directory,
    edit,
    flat,
    functions,
    links,
    make,
    pages,
    places,
    program,
    read,
    runs,
    sample,
    squeezed,
    staff_values,
)
from tests.paper import codes

FORMS: list[dict[str, Any]] = [{}, {"paper": "a4"}, {"two_up": True}, {"large_print": True}]


def pdf(*programs: Program, discreet: bool = False, **options: Any) -> bytes:
    issue = make(collect(*programs, settings=options.pop("settings", None)), **options)
    return leaflets.handout(issue.programs, issue, discreet=discreet)


def text(*programs: Program, format: str = "txt", **options: Any) -> str:  # noqa: A002 - the option's name
    issue = make(collect(*programs), **options)
    return leaflets.handout(issue.programs, issue, format=format).decode()


@pytest.mark.parametrize("form", [FORMS[0], *(pytest.param(form, marks=pytest.mark.exhaustive) for form in FORMS[1:])])
def test_every_sample_program_is_one_page_with_its_number(form: dict[str, Any]) -> None:
    issue = make(sample(), **form)
    made = pages(leaflets.handout(issue.programs, issue))
    assert len(made) == len(issue.programs) > 40
    for one, page in zip(issue.programs, made, strict=True):
        way = one.contacts[0]
        assert squeezed(way.phone or way.email or "no way") in squeezed(page)
        assert squeezed(one.name) in squeezed(page)
        assert ("What happens there" in page) == ("Daily life" in page)
    noted = sum("My notes" in page for page in made)
    assert noted > (0.9 if not form or form.get("paper") else 0.4) * len(made)


LONG = "The river walk goes on and on with friends and their dogs until the sun is low. "


def monster() -> Program:
    """As much text as fits into an entry."""
    hall = Location(key="hall", type="physical", name="Hall " * 30, address=HALL, transportation=LONG * 4)
    return program(
        name="A Very Long Name of a Program " * 8,
        summary=LONG * 2,
        also_known_as=("Another name " * 10,),
        functions=functions(*[LONG * 3] * 12),
        eligibility=Eligibility(description=LONG * 10, excludes=(LONG * 5,) * 4),
        locations=tuple(dataclasses.replace(hall, key=f"k{number}") for number in range(12)),
        schedule=tuple(
            Slot(location=f"k{number}", title=LONG, freq="weekly", byday=("TU",), start="18:00") for number in range(12)
        ),
        cost=Cost(free=False, description=LONG * 6),
        contacts=tuple(
            Contact(role="public", name="Front desk " * 12, phone=f"+1-619-555-01{number:02}", hours=LONG * 3)
            for number in range(8)
        ),
        alert=Alert(text=LONG * 3),
        translations={"es": Translation(name="Nombre " * 20, summary=LONG * 2)},
    )


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_with_too_much_text_is_cut_and_says_so(form: dict[str, Any]) -> None:
    (page,) = pages(pdf(monster(), **form))
    assert "+1-619-555-0100" in page
    assert "There is more to know. Please ask when you call." in flat(page)
    assert "In danger? Call 911 / 988." in flat(page)


def test_an_entry_with_little_text_is_whole_and_does_not_say_that_there_is_more() -> None:
    (page,) = pages(pdf(program()))
    for words in (
        "Sugar Circle",
        "Example Runner",
        "People with diabetes cook and walk together.",
        "Town Hall, 100 Example Ave, Springfield, CA 92101",
        "Tuesdays, 6–7:30 pm",
        "Walks in the park every week.",
        "For as long as you like.",
        "Free",
        "English",
        "Front desk",
        "+1-619-555-0100",
        "Last checked on 1 October 2026",
        "Example Directory · Fall 2026",
    ):
        assert words in flat(page)
    assert "There is more" not in page


def test_a_page_on_which_nothing_fits_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "CUTS", cuts.CUTS[:1])
    with pytest.raises(leaflets.LeafletError, match="sample: there is more text than fits on the page"):
        pdf(monster())


def test_lines_to_write_on_fill_what_is_left() -> None:
    def lines(made: bytes) -> int:
        content: Any = read(made).pages[0].get_contents()
        return len(re.findall(rb"\bl\b\s+S\b|\bl\s*\n\s*S", content.get_data()))

    assert lines(pdf(program())) > lines(pdf(monster()))


def test_two_copies_stand_side_by_side_with_a_line_to_cut() -> None:
    made = pdf(program(), two_up=True)
    page = read(made).pages[0]
    middle = float(page.mediabox.width) / 2
    assert page.mediabox.width > page.mediabox.height
    at = [x for words, x, _, _ in places(page) if "Sugar Circle" in words]
    assert len(at) == 2
    assert at[0] < middle < at[1]
    assert abs((at[1] - at[0]) - middle) < 1
    # One of them is for the eyes only.
    notes: Any = page["/Annots"]
    assert len(notes) == len(read(pdf(program())).pages[0]["/Annots"])  # type: ignore[arg-type]
    assert str(read(made).outline).count("'Sugar Circle'") == 1


def test_large_print_is_large_throughout() -> None:
    sizes: set[float] = set()
    made = read(pdf(program(), large_print=True)).pages[0]
    made.extract_text(
        visitor_text=lambda words, _, inner, __, size: sizes.add(round(abs(inner[3]) * size)) if words.strip() else None
    )
    assert min(sizes) >= 18


@pytest.mark.parametrize(("language", "title"), [("en", "How to get in touch"), ("es", "Cómo comunicarse")])
def test_it_is_a_tagged_archivable_document_in_its_language(language: str, title: str) -> None:
    made = pdf(program(), language=language)
    assert_archivable(made, language, "Sugar Circle")
    assert title in pages(made)[0]
    assert "Example Publisher" in str(read(made).metadata)


def test_numbers_addresses_and_the_map_are_links() -> None:
    bad = Contact(role="public", name="Odd desk", phone="*#06#", url="javascript:alert(1)")
    made = pdf(program(contacts=(*program().contacts, bad)))
    maps = {link for link in links(made) if "openstreetmap.org" in link}
    assert links(made) - maps == {"tel:+16195550100", "mailto:hello@example.org"}
    assert maps == {
        "https://www.openstreetmap.org/search?query=100%20Example%20Ave%2C%20Springfield%2C%20CA%2092101%2C%20US"
    }
    assert "*#06#" in pages(made)[0]


@pytest.mark.parametrize("form", FORMS)
def test_a_phone_reads_the_code_off_the_page(tmp_path: Path, form: dict[str, Any]) -> None:
    path = tmp_path / "handout.pdf"
    path.write_bytes(pdf(program(), **form))
    (address,) = {link for link in links(path.read_bytes()) if "openstreetmap" in link}
    seen = codes(path, 1)
    assert [one.text for one in seen] == [address] * (2 if form.get("two_up") else 1)
    assert all(one.side >= 2 / 2.54 * 72 - 1 for one in seen)


def test_a_place_with_coordinates_is_mapped_by_them_and_a_confidential_one_never() -> None:
    point = Location(key="hall", type="physical", name="Hall", address=HALL, latitude=32.71, longitude=-117.16)
    assert any("mlat=32.71000&mlon=-117.16000" in link for link in links(pdf(program(locations=(point,)))))
    hidden = dataclasses.replace(point, type="confidential", area="North County", name="Yellow House")
    made = pdf(program(locations=(hidden,), schedule=()))
    assert not any("openstreetmap" in link for link in links(made))
    assert "North County" in pages(made)[0]
    assert "Yellow" not in pages(made)[0]
    assert "Scan" not in pages(made)[0]


@pytest.mark.parametrize("format", leaflets.FORMATS)
def test_nothing_for_staff_in_the_sample_directory_is_in_public_handouts(format: str) -> None:  # noqa: A002
    issue = make(sample())
    made = leaflets.handout(issue.programs, issue, format=format)
    printed = squeezed("".join(pages(made)) if format == "pdf" else made.decode())
    secret = staff_values()
    assert len(secret) > 80
    assert [value for value in secret if value in printed] == []
    assert "555-01" in printed


def test_a_handout_for_staff_has_their_contacts_and_says_so() -> None:
    night = Contact(role="Night desk", phone="+1-619-555-0199", visibility="staff")
    one = program(contacts=(*program().contacts, night))
    for words in ("Night desk", "0199", "For staff. Do not hand out."):
        assert words in pages(pdf(one, audience="staff"))[0]
        assert words not in pages(pdf(one))[0]


def test_a_handout_is_refused_where_nobody_can_go() -> None:
    issue = make(collect(program()))
    for changes, reason in (
        ({"status": "closed"}, "sample is not open to people now"),
        ({"status": "historical"}, "sample is not open"),
        ({"publish": Publish(print=False, reason="safety")}, "sample is not to be printed"),
    ):
        with pytest.raises(leaflets.LeafletError, match=reason):
            leaflets.handout([program(**changes)], issue)


# What it is about, in every language the directory has words for.


def telling_words(collection: Any) -> set[str]:
    """The labels, synonyms and codes of all conditions, in every language."""
    found = set()
    for term in collection.vocabularies["conditions"].terms:
        found |= {term.label, *term.labels.values(), *(word for words in term.synonyms.values() for word in words)}
        found |= {term.code, term.code.replace("-", " ")} - {"any"}
    assert len(found) > 900
    return found


def stands_in(word: str, text: str) -> bool:
    """Tell whether a text has a word: a whole one where a script has spaces; "MI" is not the Spanish "mi"."""
    if word.casefold() not in text.casefold():
        return False
    spaced = re.fullmatch(r"[\w\s'’./()-]+", word) and word[0] < "\u0600"
    pattern = rf"(?<!\w){re.escape(word)}(?!\w)" if spaced else re.escape(word)
    return bool(re.search(pattern, text, re.IGNORECASE if len(word) > 3 else 0))


@pytest.mark.parametrize(
    ("language", "step"),
    [("en", 4), *(pytest.param(code, 1, marks=pytest.mark.exhaustive) for code in ("en", "es", "ar", "zh"))],
)
def test_a_discreet_handout_of_every_sample_program_tells_nothing(language: str, step: int) -> None:
    issue = make(sample(), language=language)
    wanted = issue.programs[::step]
    words = telling_words(issue.collection)
    for format in leaflets.FORMATS if language == "en" else ("pdf",):  # noqa: A001
        made = leaflets.handout(wanted, issue, format=format, discreet=True)
        printed = "\n".join(pages(made)) if format == "pdf" else made.decode()
        around = str(read(made).metadata) + catalog(made)["/Metadata"].get_data().decode() if format == "pdf" else ""
        told = flat(re.sub(r"<style>.*?</style>|base64,[^\"]*", "", printed, flags=re.DOTALL))
        assert [word for word in words if stands_in(word, told + around)] == []
        for one in wanted:
            assert one.name not in told + around
            assert one.id not in told + around
            assert one.summary not in told
        for name in ("Peer Support", "peerdir", "Collaborative"):
            assert name not in told + around
        assert str(wanted[0].contacts[0].phone) in told.replace("\u00a0", " ")


def test_a_discreet_handout_names_the_street_only_if_that_tells_nothing() -> None:
    veterans, market = (
        Location(key=key, type="physical", address=dataclasses.replace(HALL, line1=street, city="Springfield"))
        for key, street in (("a", "7 Veterans Way"), ("b", "8 Market St"))
    )
    (page,) = pages(pdf(program(locations=(veterans, market)), discreet=True))
    assert "Veterans" not in page
    assert "8 Market St, Springfield" in flat(page)
    assert flat(page).count("Springfield") == 2
    (open_page,) = pages(pdf(program(locations=(veterans,))))
    assert "7 Veterans Way" in flat(open_page)


@pytest.mark.parametrize("two_up", [False, True])
def test_the_street_is_on_every_handout_but_for_a_confidential_place(two_up: bool) -> None:
    hidden = Location(key="home", type="confidential", area="Sugar Hill", transportation="Ask")
    one = program(locations=(*program().locations, hidden))
    for discreet in (False, True):
        (page,) = pages(pdf(one, discreet=discreet, two_up=two_up))
        assert flat(page).count("100 Example Ave") == (2 if two_up else 1)
        issue = make(collect(one))
        made = leaflets.handout(issue.programs, issue, format="html", discreet=discreet).decode()
        assert "100 Example Ave" in made.replace("\u00a0", " ")


def test_a_discreet_handout_has_a_neutral_title_and_no_author() -> None:
    made = pdf(program(), discreet=True)
    assert_archivable(made, "en", "Time and place")
    assert pages(made)[0].startswith("Time and place")
    assert read(made).metadata.author is None  # type: ignore[union-attr]
    assert read(pdf(program(), discreet=True, language="es")).metadata.title == "Hora y lugar"  # type: ignore[union-attr]


def test_a_discreet_handout_keeps_what_tells_nothing_and_drops_what_tells() -> None:
    one = program(
        name="Morning Walkers",
        contacts=(
            Contact(role="Diabetes nurse", name="Front desk", phone="+1-619-555-0100", email="t2d@example.org"),
            Contact(role="public", name="Walkers line", phone="+1-619-555-0101", url="https://diabetes.example.org"),
            Contact(role="public", name="Blog", url="https://sugar.example.org"),
        ),
        locations=(
            Location(key="hall", type="physical", name="Sugar House", address=HALL, transportation="Bus 7 stops here"),
            Location(key="home", type="confidential", area="Sugar Hill"),
            Location(
                key="park", type="physical", name="Example Park", address=dataclasses.replace(HALL, line2="2型糖尿病")
            ),
        ),
        schedule=(Slot(location="park", title="Azúcar y control", freq="weekly", byday=("TU",), start="18:00"),),
        languages=(LanguageOffer(code="en", note="Ask two days ahead"),),
        alert=Alert(text="No blood sugar tests this week"),
        cost=Cost(free=True, description="Test strips for sugar are free"),
        populations=("veterans",),
    )
    (page,) = pages(pdf(one, discreet=True))
    for words in (
        "Front desk",
        "0100",
        "0101",
        "100 Example Ave",
        "Example Park",
        "Bus 7",
        "6 pm",
        "English",
        "Free",
        "two days",
    ):
        assert words in flat(page)
    assert "Something has changed for now. Please call before you go." in flat(page)
    for words in (
        "iabetes",
        "ugar",
        "zúcar",
        "糖",
        "t2d",
        "Walkers",
        "Veterans",
        "Runner",
        "Blog",
        "nurse",
        "Directory",
    ):
        assert words not in page


def test_a_discreet_handout_that_would_tell_is_an_error(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    edit(templates / "text" / "leaflets" / "en.yaml", "title: Time and place", "title: Diabetes times")
    with pytest.raises(leaflets.LeafletError, match="a discreet handout cannot be made: 'Diabetes'"):
        pdf(program(), discreet=True, templates=templates)


def test_a_handout_cannot_be_for_staff_and_discreet() -> None:
    with pytest.raises(leaflets.LeafletError, match="for staff cannot be discreet"):
        pdf(program(), discreet=True, audience="staff")


def test_the_fixed_words_of_a_discreet_handout_name_nothing() -> None:
    words = telling(sample())
    templates = Path(__file__).parents[1] / "templates"
    for language in (path.stem for path in (templates / "text" / "leaflets").glob("*.yaml")):
        fixed = wording(templates, language)
        names = ["discreet.title", "discreet.contact", "discreet.alert", "when", "where", "languages", "cost", "notes"]
        names += ["map", "more", "more_ask", "first_time", "first_step", "first_step_ask", "help", "discreet.alert_ask"]
        said = [fixed.say(f"handout.{name}", lines="911", place="here") for name in names]
        said += fixed.lines("handout.first_steps")
        assert [words.find("".join(part for _, part in one)) for one in said] == [""] * len(said)


# Languages.


def test_the_arabic_and_the_chinese_program_print_in_their_letters() -> None:
    issue = make(sample())
    for name, letters in (("noor-womens-circle", "حلقة"), ("long-table-convoy", "长桌会")):
        one = issue.collection.program(name)
        assert one is not None
        for language in ("en", one.languages[0].code):
            own = make(sample(), language=language)
            (page,) = pages(leaflets.handout([one], own))
            assert "555-01" in page
            printed = "".join(pages(leaflets.handout([dataclasses.replace(one, functions=functions("Tea"))], own)))
            assert letters in printed or letters[::-1] in printed


def test_a_phone_number_inside_arabic_text_keeps_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    arabic = "اتصل بالرقم 619-555-0142 للتسجيل في المجموعة"
    one = program(summary=arabic)
    assert sum("619-555-0142" in run for run in runs(pdf(one))) == 1
    assert "\u2066619-555-0142\u2069" in text(one, format="txt")
    assert '<bdi dir="ltr" class="number">619-555-0142</bdi>' in text(one, format="html")
    monkeypatch.setattr(passages, "isolated", lambda words: words)
    new = program(summary=f"{arabic} ")  # passages of a text are made once
    assert not any("619-555-0142" in run for run in runs(pdf(new))), "this test could not fail"


@pytest.mark.parametrize("letters", range(10, 120, 7))
def test_cutting_never_parts_a_number_or_leaves_a_direction_open(letters: int) -> None:
    arabic = "اتصل بالرقم 619-555-0142 للتسجيل في المجموعة أو 619-555-0143 مساء"
    for words in (arabic, "Call +1 619 555 0142 or write to hello@example.org, please. " * 2):
        (one,) = cuts.shortened(passages.passage(words, "en"), letters)
        assert one[1].count("\u2066") == one[1].count("\u2069")
        assert len(one[1]) <= letters + 2
        for number in re.findall(r"[0-9][0-9\u00a0-]+", one[1]):
            assert re.fullmatch(r"619-555-014[23]|1\u00a0619\u00a0555\u00a00142", number)


def test_cutting_ends_with_a_sentence_or_a_word() -> None:
    words = [("en", "We meet at the lake. Then we walk around it slowly.")]
    assert cuts.shortened(words, 100) == words
    assert cuts.shortened(words, 30) == [("en", "We meet at the lake.")]
    assert cuts.shortened([("en", "We walk around the lake slowly")], 20) == [("en", "We walk around the…")]
    assert cuts.shortened([("en", "Rides. "), ("en", "No"), ("en", " steps at all here")], 12) == [("en", "Rides.")]


# Text and web page.


def test_plain_text_has_headings_alone_and_nothing_drawn() -> None:
    said = text(
        program(locations=(dataclasses.replace(program().locations[0], accessibility=("ramp", "hearing-loop")),))
    )
    lines = said.splitlines()
    for heading in ("How to get in touch", "When", "Where", "Cost", "What happens there", "The first time"):
        assert lines[lines.index(heading) - 1] == ""
    assert "+1-619-555-0100" in lines
    assert "Daily life: Walks in the park every week." in lines
    assert "ramp, hearing-loop" in said
    assert not re.search("[\u2500-\u27bf•·\u00a0\t…]", said)
    assert said.endswith(".\n")


@pytest.mark.parametrize("format", ["html", "txt"])
def test_a_text_or_a_page_is_never_cut(format: str) -> None:  # noqa: A002
    said = flat(re.sub("<[^>]+>", " ", text(monster(), format=format)))
    assert said.count("The river walk") > 60
    assert "There is more" not in said


HOSTILE = ['#read("handout.typ")', "$x^2$ *b* _i_", "<script>alert(1)</script>", "{{ 7 * 7 }}", '" onload="x']


def test_hostile_text_prints_as_it_was_typed() -> None:
    one = program(
        name=HOSTILE[0],
        summary=" ".join(HOSTILE),
        functions=functions(*HOSTILE),
        contacts=(Contact(role="public", name=HOSTILE[2], phone="+1-619-555-0100", url='https://example.org/"><b>'),),
    )
    printed = squeezed(pages(pdf(one))[0])
    for words in HOSTILE:
        assert squeezed(words) in printed
    page = text(one, format="html")
    assert not re.search(r"<script|<b>|\" onload|\b49\b", page)
    assert "&lt;script&gt;" in page


def test_the_web_page_needs_nothing_else_and_names_the_language_of_each_text() -> None:
    one = program(translations={"ar": Translation(name="حلقة", summary="نساء")})
    page = text(one, format="html")
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|iframe|form)\b|src=\"(?!data:)", page)
    assert '<html lang="en" dir="ltr">' in page
    assert '<span lang="ar" dir="rtl">حلقة</span>' in page
    assert '<a href="tel:+16195550100"><bdi dir="ltr">+1-619-555-0100</bdi></a>' in page
    assert 'alt="A square code to scan with a phone. It opens a map of Town Hall."' in page


# The typesetter.


def test_the_same_input_gives_the_same_bytes() -> None:
    assert pdf(program()) == pdf(program())
    assert pdf(program()) != pdf(program(), today=TODAY + dt.timedelta(days=1))


def test_a_character_no_font_has_is_told() -> None:
    with pytest.raises(leaflets.LeafletError, match=r"program sample: no font has .* \(U\+1F600\)"):
        pdf(program(name="Happy \U0001f600"))


def test_a_mistake_in_a_template_is_told_with_file_and_line(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    edit(templates / "leaflets" / "handout.typ", "#let body(it) = {", "#let body(it) = {\n  nonsense(1)")
    with pytest.raises(leaflets.LeafletError, match=r"templates/leaflets/handout\.typ:[0-9]+:[0-9]+: unknown variable"):
        pdf(program(), templates=templates)


def test_a_warning_of_the_typesetter_is_an_error(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    edit(
        templates / "leaflets" / "style.typ", '#let fonts = ("Noto Sans",', '#let fonts = ("No Such Font", "Noto Sans",'
    )
    with pytest.raises(leaflets.LeafletError, match="no such font"):
        pdf(program(), templates=templates)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  when: When\n", "", "the words for 'handout.when' are missing"),
        ("In danger? Call {lines}.", "In danger? Call {numbers}.", r"\{numbers\} in 'handout.help' is no name"),
        ("handout:", "handout: [", r"en\.yaml:[0-9]+:[0-9]+: "),
        ("  first_steps:\n", "  first_steps: Call.\n  other_steps:\n", "'handout.first_steps' should be a list"),
    ],
)
def test_wrong_fixed_words_are_told_in_plain_words(tmp_path: Path, old: str, new: str, message: str) -> None:
    templates = copy_templates(tmp_path)
    edit(templates / "text" / "leaflets" / "en.yaml", old, new)
    with pytest.raises(leaflets.LeafletError, match=message):
        pdf(program(), templates=templates)


def test_a_template_that_forgets_a_copy_is_an_error(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    edit(templates / "leaflets" / "handout.typ", "card(levels), again(card(levels))", "card(levels), []")
    with pytest.raises(leaflets.LeafletError, match="a part is missing or is there twice"):
        pdf(program(), two_up=True, templates=templates)


# The command.


def run(*arguments: str, root: Path = SAMPLE) -> Any:
    return CliRunner().invoke(app, ["render", "handout", *arguments, "-C", str(root), "--today", "2026-11-21"])


def test_the_command_writes_each_format_beside_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path / "cache"))
    out = tmp_path / "a" / "sheet.pdf"
    result = run("camina-conmigo", "Hoa Sen Circle", "--format", "pdf,html,txt", "-o", str(out))
    assert result.exit_code == 0
    assert len(pages(out.read_bytes())) == 2
    assert "Camina Conmigo" in out.with_suffix(".txt").read_text(encoding="utf-8")
    assert "<h1" in out.with_suffix(".html").read_text(encoding="utf-8")


def test_formats_are_known_whatever_their_capitals_and_the_spaces_between(tmp_path: Path) -> None:
    out = tmp_path / "sheet.HTML"
    assert run("camina-conmigo", "-o", str(out)).exit_code == 0
    assert "<h1" in out.read_text(encoding="utf-8")
    assert run("camina-conmigo", "--format", "TXT, html", "-o", str(tmp_path / "sheet.txt")).exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"sheet.HTML", "sheet.txt", "sheet.html"}


def test_the_command_takes_the_filters_of_a_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path / "cache"))
    out = tmp_path / "found.txt"
    result = run("--condition", "stroke", "-o", str(out))
    assert result.exit_code == 0
    said = out.read_text(encoding="utf-8")
    assert "Second Wind Stroke Club" in said
    assert "Camina Conmigo" not in said


def test_a_discreet_file_has_a_neutral_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("hep-c-buddies", "--discreet")
    assert result.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["time-and-place.pdf"]
    assert "hep" not in result.output.casefold()
    run("hep-c-buddies")
    assert (tmp_path / "handout-hep-c-buddies.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "name a program"),
        (("nope",), 1, 'there is no program "nope"'),
        (("puentes-san-diego",), 3, "is not open to people now"),
        (("bridge-house-evenings",), 3, "bridge-house-evenings is not open to people now (closed)"),
        (("camina-conmigo", "--two-up", "--large-print"), 2, "large print needs the whole sheet"),
        (("camina-conmigo", "--format", "doc"), 2, '"doc" is not one of pdf, html, txt'),
        (("camina-conmigo", "--language", "xx"), 2, '"xx" is not one of en, es'),
        (("camina-conmigo", "--discreet", "--audience", "staff"), 3, "cannot be discreet"),
        (("--condition", "gout-of-the-moon"), 1, "no program fits"),
    ],
)
def test_what_cannot_be_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, message: str
) -> None:
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert (result.exit_code, message in flat(result.output)) == (code, True), result.output
    assert not list(tmp_path.glob("*.pdf"))


def test_one_of_several_that_is_closed_is_left_out_with_a_sentence(tmp_path: Path) -> None:
    out = tmp_path / "sheets.txt"
    result = run("bridge-house-evenings", "camina-conmigo", "-o", str(out))
    assert result.exit_code == 0
    assert "bridge-house-evenings is not open to people now (closed), so there is no handout of it; it is left out" in (
        flat(result.output)
    )
    said = out.read_text(encoding="utf-8")
    assert "Camina Conmigo" in said
    assert "Bridge House" not in said


def test_what_is_kept_from_the_public_by_its_settings_has_no_handout(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SAMPLE, tmp_path / "directory"))
    path = root / "programs" / "camina-conmigo.yaml"
    text = path.read_text(encoding="utf-8").split("publish:")[0]
    path.write_text(f"{text}\npublish: {{web: false, print: false, feed: false, reason: Asked us}}\n", encoding="utf-8")
    result = run("camina-conmigo", "-o", str(tmp_path / "a.pdf"), root=root)
    assert (result.exit_code, "camina-conmigo is not to be printed" in flat(result.output)) == (3, True), result.output


def test_the_directory_can_be_named_before_the_command(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    result = CliRunner().invoke(app, ["-C", str(SAMPLE), "render", "handout", "camina-conmigo", "-o", str(out)])
    assert result.exit_code == 0
    assert out.exists()


def test_a_directory_with_another_address_abroad_prints() -> None:
    abroad = Location(key="hall", type="physical", address=Address(city="Chiang Mai", country="TH"))
    (page,) = pages(pdf(program(locations=(abroad,)), settings=directory(emergency=())))
    assert "Chiang Mai" in page
    assert "In danger?" not in page


def test_who_is_abroad_is_told_what_the_program_says_to_do_in_danger() -> None:
    hall = Location(key="hall", type="physical", address=Address(city="Chiang Mai", country="TH"))
    protocol = Referral(
        methods=("self",), program_contacts=(), health_care_contacts=(), escalation="Ride along to the hospital."
    )
    there = program(locations=(hall,), referral=protocol)
    (page,) = pages(pdf(there))
    assert "911" not in page
    assert "If somebody is in danger: Ride along to the hospital." in flat(page)
    (page,) = pages(pdf(program(locations=(hall, Location(key="line", type="phone")))))
    assert "In danger? Call 911 / 988." in flat(page)


def test_no_address_and_no_place_on_a_discreet_sheet_has_words_of_the_name_or_who_runs_it() -> None:
    room = Location(
        key="hall", type="physical", name="Example Runner, loft", address=Address(city="Vista", country="US")
    )
    way = Contact(role="public", phone="+1-619-555-0101", email="babysteps@example.org")
    told = discreet_text(program(name="After Baby Steps", contacts=(way,), locations=(room,)))
    assert "+1-619-555-0101" in told
    assert "loft" in told
    assert "Example Runner" not in told
    assert "@" not in told


def test_a_discreet_sheet_always_says_whom_to_ask() -> None:
    way = Contact(role="public", url="https://baby.example.org/")
    told = discreet_text(program(name="After Baby Steps", contacts=(way,)))
    (number,) = re.findall(r"\+[0-9-]+", told)
    assert number == directory().contact.phone
    assert "baby" not in told


def test_no_discreet_sheet_of_the_sample_names_its_program_by_words_joined_or_apart() -> None:
    issue = make(sample())
    for one in issue.programs:
        runner = issue.collection.organization(one.organization)
        assert runner is not None
        told = leaflets.handout([one], issue, format="txt", discreet=True).decode()
        contact = told.split("Call or write\n")[1].split("\n\n")[0]
        assert re.search(r"555-01|@", contact), one.id
        assert runner.name not in told, one.id
        names = [one.name, *one.also_known_as, runner.name, *(term.replace("-", " ") for term in one.conditions)]
        words = [re.findall(r"\w+", name.casefold()) for name in names]
        pairs = {a + b for name in words for a, b in itertools.pairwise(name) if len(a + b) > 5}
        letters = re.sub(r"[\W_]", "", contact.casefold())
        assert [pair for pair in pairs if pair in letters] == [], one.id


@pytest.mark.parametrize("format", ["html", "txt"])
def test_where_nobody_can_be_named_there_is_no_empty_heading(format: str) -> None:  # noqa: A002
    hidden = Contact(role="Desk", phone="+1-858-555-0111", visibility="staff")
    one = program(contacts=(Contact(role="public", url="https://sugar.example.org/"),))
    issue = make(collect(one, settings=directory(contact=hidden)))
    for discreet in (False, True):
        made = leaflets.handout(issue.programs, issue, format=format, discreet=discreet).decode()
        assert ("Call or write" in made) is False
        assert ("How to get in touch" in made) is not discreet


WITHOUT_NUMBER = (Contact(role="public", email="hello@example.org"),)


@pytest.mark.parametrize(("contacts", "calls"), [(WITHOUT_NUMBER, False), (program().contacts, True)])
def test_nobody_is_told_to_call_where_there_is_no_number(contacts: tuple[Contact, ...], calls: bool) -> None:
    said = text(program(contacts=contacts))
    assert ("Call before you go. Times" in said) is calls
    assert ("Ask before you go. Times" in said) is not calls
    cut = flat(pages(pdf(dataclasses.replace(monster(), contacts=contacts)))[0])
    assert ("There is more to know. Please ask when you call." in cut) is calls
    assert ("There is more to know. Please ask." in cut) is not calls
    moved = text(program(contacts=contacts, alert=Alert(text="Moved")), format="txt")
    hidden = pages(pdf(program(contacts=contacts, alert=Alert(text="Moved")), discreet=True))[0]
    assert "Moved" in moved
    assert ("Please call before you go" in flat(hidden)) is calls


@pytest.mark.parametrize("form", [{}, {"large_print": True}])
@pytest.mark.parametrize("id", ["camina-conmigo", "second-wind-stroke-club", "chiang-mai-morning-walkers"])
def test_lines_for_notes_and_activities_give_way_before_facts(id: str, form: dict[str, Any]) -> None:  # noqa: A002
    issue = make(sample(), **form)
    one = issue.collection.program(id)
    assert one is not None
    page = flat(pages(leaflets.handout([one], issue))[0])
    for heading in ("When", "Where", "Languages", "Cost", "Who can come"):
        assert heading in page
    for slot in one.schedule[:2]:
        place = next(place for place in one.locations if place.key == slot.location)
        assert place.address is not None
        assert squeezed(place.address.line1 or place.address.city) in squeezed(page)
    for name in ("Daily life", "Feelings", "Links to care", "Staying in touch"):
        assert not re.search(rf"{name} (Feelings|Links|Staying|There is more|My notes)", page)


def test_a_name_of_a_kind_of_help_never_stands_alone() -> None:
    issue = make(sample())
    for one in issue.programs:
        for level in sheet.sheets(one, issue):
            told = [part for section in level["sections"] for part in section["paragraphs"]]
            assert all(part["text"] for part in told)


def test_the_place_of_every_meeting_that_is_told_is_told() -> None:
    issue = make(sample())
    one = issue.collection.program("second-wind-stroke-club")
    assert one is not None
    for level in sheet.sheets(one, issue):
        parts = {section["key"]: section["paragraphs"] for section in level["sections"]}
        where = str(parts["where"])
        assert len(parts["when"]) == sum(street in where for street in ("18 Example Rd", "2000 Example Pkwy"))


MARK = [("es", " "), ("es", "(en inglés)")]


def test_a_mark_goes_with_the_words_it_is_about() -> None:
    who = [("es", "Personas adultas."), ("es", " "), ("en", "Adults with diabetes, and one family member."), *MARK]
    assert cuts.shortened(who, 25) == [("es", "Personas adultas.")]
    assert cuts.shortened(who, 45) == [*who[:2], ("en", "Adults with diabetes, and…"), *MARK]
    early = [*who[2:], ("es", " "), ("es", "Sin escalones, y con baños para todos.")]
    assert cuts.shortened(early, 60)[:3] == early[:3]


def test_no_cut_leaves_a_word_or_two() -> None:
    place = [("en", "Network, 210 Example Ave, CA 91910"), ("es", ". "), ("en", "A bus stops here."), *MARK]
    assert "".join(words for _, words in cuts.shortened(place, 38)) == "Network, 210 Example Ave, CA 91910."
    assert cuts.shortened([("es", "Lunes · "), ("en", "Room behind the kitchen")], 14) == [("es", "Lunes…")]
    thai = [("es", "Lunes. "), ("th", "เพื่อนบ้านในเชียงใหม่ที่เป็นเบาหวานเดินรอบคูเมือง")]
    assert len(cuts.shortened(thai, 30)) == 2


def discreet_text(told: Program) -> str:
    made = make(collect(told))
    return leaflets.handout([told], made, format="txt", discreet=True).decode()
