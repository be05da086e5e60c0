"""The booklet, read back from the PDF: nothing lost, nothing split, every number right, every script readable."""

import dataclasses
import datetime as dt
import io
import re
import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest

from peerdir.assets import assets
from peerdir.collection import Collection, Entry
from peerdir.records import (
    Address,
    Alert,
    Capacity,
    Contact,
    Cost,
    Directory,
    Eligibility,
    EmergencyLine,
    Function,
    Functions,
    LanguageOffer,
    Linkage,
    Location,
    Ongoing,
    Online,
    Organization,
    Program,
    Publish,
    Record,
    Referral,
    ReferralContact,
    Slot,
    Translation,
    Verification,
)
from peerdir.render import booklet
from peerdir.render.booklet import passages, printing
from peerdir.source import Source

TODAY = dt.date(2026, 11, 21)
PAPERS = [("letter", 2, 12), ("letter", 1, 14), ("a4", 2, 12), ("a5", 1, 11), ("half-letter", 1, 10)]


def directory(**changes: Any) -> Directory:
    settings = Directory(
        title="Example Directory",
        publisher="Example Publisher",
        edition="Fall 2026",
        contact=Contact(role="public", email="desk@example.org"),
        country="US",
        time_zone="America/Los_Angeles",
        languages=("en",),
        emergency=(EmergencyLine(name="Emergency", phone="911"), EmergencyLine(name="Crisis line", phone="988")),
        inclusion_policy="Programs are listed when:\n\n- peers lead them;\n- a person confirmed the entry.",
    )
    return dataclasses.replace(settings, **changes)


def functions(*activities: str) -> Functions:
    words = activities or ("Walks in the park every week",)
    return Functions(
        daily_management=Function(activities=words),
        social_emotional=Function(activities=("Somebody who listens",)),
        linkage=Linkage(activities=("Company on clinic visits",)),
        ongoing=Ongoing(activities=("For as long as you like",)),
    )


def program(id: str = "sample", **changes: Any) -> Program:  # noqa: A002 - the field's own name
    referral = Referral(
        methods=("self", "phone"),
        steps=("Ask for consent",),
        program_contacts=(ReferralContact(role="Manager", name="Hidden Manager", phone="+1-619-555-0120"),),
        health_care_contacts=(ReferralContact(role="Nurse", organization="clinic", phone="+1-619-555-0121"),),
    )
    sample = Program(
        id=id,
        name="Sample Program",
        summary="People with diabetes cook and walk together.",
        status="active",
        organization="runner",
        conditions=("diabetes-type-2",),
        languages=(LanguageOffer(code="en"),),
        functions=functions(),
        locations=(Location(key="hall", type="physical", address=Address(city="Springfield", country="US")),),
        schedule=(Slot(location="hall", freq="weekly", byday=("TU",), start="18:00", end="19:30"),),
        cost=Cost(free=True),
        contacts=(Contact(role="public", name="Front desk", phone="+1-619-555-0100"),),
        referral=referral,
        verification=Verification(verified_on=dt.date(2026, 10, 1), verified_by="desk", method="phone"),
    )
    return dataclasses.replace(sample, **changes)


def collect(*programs: Program, settings: Directory | None = None) -> Collection:
    records: list[tuple[str, Record]] = [("program", one) for one in programs]
    records.append(("directory", settings or directory()))
    records.append(("organization", Organization(id="runner", name="Example Runner", type="community-organization")))
    entries = (Entry(path="", kind=kind, id="", record=record, source=Source()) for kind, record in records)
    return Collection(entries=tuple(entries))


def render(*programs: Program, settings: Directory | None = None, templates: Path | None = None) -> pypdf.PdfReader:
    pdf = booklet.render(collect(*programs, settings=settings), today=TODAY, templates=templates)
    return pypdf.PdfReader(io.BytesIO(pdf))


def pages(reader: pypdf.PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def catalog(reader: pypdf.PdfReader) -> Any:
    """The root of the PDF, as plain as pypdf gives it."""
    root: Any = reader.trailer["/Root"]
    return root.get_object()


def flat(text: str) -> str:
    """One line, whatever the lines on paper."""
    return " ".join(text.split())


def squeezed(reader: pypdf.PdfReader) -> str:
    """All text without line ends and spaces, for words that may break over lines."""
    return re.sub(r"[\s\u200b]+", "", "".join(pages(reader)))


def page_of(word: str, texts: list[str]) -> int:
    found = [number for number, text in enumerate(texts, start=1) if word in text]
    assert len(found) == 1, f"{word} is on pages {found}"
    return found[0]


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the shipped templates that a test may spoil."""
    return Path(shutil.copytree(assets("templates"), tmp_path / "templates"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def set_look(templates: Path, paper: str, columns: int, size: int) -> None:
    path = templates / "look.yaml"
    for knob, value in {"paper": paper, "columns": columns, "text_size": size}.items():
        path.write_text(re.sub(rf"{knob}: \S+", f"{knob}: {value}", path.read_text(encoding="utf-8")), encoding="utf-8")


def many(count: int) -> list[Program]:
    """Programs of very different lengths in several places, each with a first and a last word of its own."""
    return [
        program(
            f"p{number:02}",
            name=f"Program{number:02} of the North",
            summary=f"Begin{number:02} is where people with diabetes meet. ",
            functions=functions(*["Walks by the river with friends and their dogs"] * (number * 7 % 11 + 1)),
            locations=(
                Location(
                    key="hall", type="physical", address=Address(city=f"City {'ABCDE'[number % 5]}", country="US")
                ),
            ),
            conditions=("stroke",) if number % 3 else ("asthma", "stroke"),
            verification=Verification(
                verified_on=dt.date(1976 + number, 1, 1), verified_by="desk", method="phone", interval_days=1825
            ),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(("paper", "columns", "size"), PAPERS)
def test_contents_and_index_give_the_page_of_every_program(
    templates: Path, paper: str, columns: int, size: int
) -> None:
    set_look(templates, paper, columns, size)
    texts = pages(render(*many(24), templates=templates))
    lists = "\n".join(text for text in texts if "Begin" not in text)
    for number in range(24):
        page = page_of(f"Begin{number:02}", texts)
        printed = re.findall(rf"Program{number:02} of the\s+North[ .\n]*?([0-9]+)$", lists, re.MULTILINE)
        listings = 1 + (1 if number % 3 else 2)
        assert printed == [str(page)] * listings


@pytest.mark.parametrize(("paper", "columns", "size"), PAPERS[:3])
def test_no_entry_is_split(templates: Path, paper: str, columns: int, size: int) -> None:
    set_look(templates, paper, columns, size)
    texts = pages(render(*many(24), templates=templates))
    for number in range(24):
        assert page_of(f"Begin{number:02}", texts) == page_of(f"1 January {1976 + number}", texts)


def test_an_entry_longer_than_a_page_loses_nothing() -> None:
    activities = [f"Word{number:03} " + "walks by the river with friends " * 8 for number in range(60)]
    reader = render(program(functions=functions(*activities), summary="Begin of a very long entry indeed."), *many(3))
    texts = pages(reader)
    assert page_of("Begin of a very", texts) < page_of("Word059", texts)
    for number in range(60):
        page_of(f"Word{number:03}", texts)
    for page in reader.pages:
        assert min(_heights(page)) > 30


def _heights(page: pypdf.PageObject) -> list[float]:
    """The height above the foot of the sheet at which each piece of text stands."""
    found: list[float] = []

    def visit(text: str, matrix: list[float], _: list[float], *__: object) -> None:
        if text.strip():
            found.append(matrix[5])

    page.extract_text(visitor_text=visit)
    return found


def test_an_entry_as_tall_as_a_page_leaves_its_heading_behind_before_it_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[Any] = []
    compile_ = printing._compile

    def spy(data: str, breaks: Any, folder: Path, today: dt.date) -> Any:
        passes.append(breaks)
        return compile_(data, breaks, folder, today)

    monkeypatch.setattr(printing, "_compile", spy)
    samples = [
        program(
            f"p{lines}",
            name=f"Program {lines}",
            summary=f"Begin{lines} of a program.",
            functions=functions("Walks by the river " * lines * 2),
            referral=None,
            locations=(
                Location(key="hall", type="physical", address=Address(city=f"City {lines}", country="US")),
                Location(key="line", type="phone", name=f"End{lines}"),
            ),
        )
        for lines in range(20, 36)
    ]
    texts = pages(render(*samples))
    tall, parted = set(passes[-1]["tall"]), set(passes[-1]["parted"])
    assert tall
    assert parted - tall
    for lines in range(20, 36):
        if f"p{lines}" not in tall:
            assert page_of(f"Begin{lines}", texts) == page_of(f"End{lines}", texts)


def test_an_entry_that_would_run_off_the_page_is_an_error(templates: Path) -> None:
    edit(templates / "booklet" / "entry.typ", "block(breakable: not whole,", "block(breakable: false,")
    edit(
        templates / "booklet" / "entry.typ",
        "block(breakable: not whole or it.id in breaks.parted",
        "block(breakable: false",
    )
    long = program("too-long", functions=functions(*["Walks by the river with friends"] * 120))
    with pytest.raises(booklet.BookletError, match="program too-long: its entry runs off page"):
        render(long, templates=templates)


def test_an_entry_that_is_split_without_need_is_an_error(templates: Path) -> None:
    edit(templates / "booklet" / "entry.typ", "block(breakable: not whole,", "block(breakable: true,")
    edit(
        templates / "booklet" / "entry.typ",
        "block(breakable: not whole or it.id in breaks.parted",
        "block(breakable: true",
    )
    with pytest.raises(booklet.BookletError, match="its entry is split between pages"):
        render(*many(24), templates=templates)


def test_an_entry_the_template_forgets_is_an_error(templates: Path) -> None:
    edit(templates / "booklet" / "parts.typ", "for it in data.examples {", "for it in data.examples.slice(1) {")
    past = program("past", status="historical")
    with pytest.raises(booklet.BookletError, match="program past: its entry is not in the booklet"):
        render(past, program(), templates=templates)


def _runs(reader: pypdf.PdfReader) -> list[str]:
    """Pieces of text that stand together on paper, in one direction."""
    runs: list[str] = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, *_: runs.append(text))
    return runs


def test_a_phone_number_inside_arabic_text_keeps_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    arabic = "اتصل بالرقم 619-555-0142 للتسجيل في المجموعة"
    sample = program(name="حلقة نور", summary=arabic, translations={"ar": Translation(summary=f"نساء {arabic}")})
    assert sum("619-555-0142" in run for run in _runs(render(sample))) == 2
    monkeypatch.setattr(passages, "isolated", lambda text: text)
    assert not any("619-555-0142" in run for run in _runs(render(sample))), "this test could not fail"


@pytest.mark.parametrize(
    ("changes", "field", "character"),
    [
        ({"name": "Happy \U0001f600 Group"}, "name", "U+1F600"),
        ({"functions": functions("Tea with \U0001f9cb")}, "functions", "U+1F9CB"),
        ({"contacts": (Contact(role="public", name="דלפק", phone="+1-619-555-0100"),)}, "contacts", "U+05D3"),
        ({"alert": Alert(text="Closed ᚠ")}, "alert", "U+16A0"),
    ],
)
def test_a_character_no_font_has_names_program_field_and_character(
    changes: dict[str, Any], field: str, character: str
) -> None:
    with pytest.raises(booklet.BookletError, match=rf"program odd-one, {field}: .*{re.escape(character)}"):
        render(program("odd-one", **changes))


def test_a_character_in_the_settings_that_no_font_has_is_an_error_too() -> None:
    with pytest.raises(booklet.BookletError, match=r"directory.yaml or templates, title: .*U\+16A0"):
        render(program(), settings=directory(title="Runes ᚠ"))


HOSTILE = [
    '#read("booklet.typ")',
    "$x^2$",
    "*b* _i_ `c`",
    "<script>alert(1)</script>",
    "= Heading",
    '#panic("x") \\u{41}',
]


def test_hostile_text_prints_as_it_was_typed() -> None:
    sample = program(
        name=HOSTILE[0],
        summary=" ".join(HOSTILE),
        functions=functions(*HOSTILE),
        eligibility=Eligibility(description=HOSTILE[1], excludes=tuple(HOSTILE)),
        contacts=(Contact(role=HOSTILE[2], name=HOSTILE[3], phone="*#06#", email="a@example.org"),),
    )
    reader = render(sample, settings=directory(title=HOSTILE[5]))
    text = squeezed(reader)
    for words in HOSTILE:
        assert text.count(re.sub(r"\s", "", words)) >= 2
    assert "*#06#" in text
    links = [note.get_object().get("/A", {}).get("/URI") for page in reader.pages for note in page.get("/Annots", ())]
    assert not any(link and "06" in link for link in links)


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (booklet.render(collect(*many(3)), today=TODAY) for _ in range(2))
    assert first == second
    metadata = pypdf.PdfReader(io.BytesIO(first)).metadata
    assert metadata is not None
    assert metadata.creation_date == dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
    assert first != booklet.render(collect(*many(3)), today=TODAY + dt.timedelta(days=1))


SCRIPTS = {
    "en": "Neighbors",
    "vi": "Những người đã chữa khỏi bệnh lao đồng hành",
    "es": "Vecinos con diabetes, ¿quién? Año",
    "fr": "Cœur à cœur, là où naît l’espoir",
    "ru": "Группа поддержки",
    "el": "Ομάδα υποστήριξης",
    "zh": "糖尿病互助小组，每周二见面。",
    "ar": "مجموعة",
    "th": "สาธารณะ",
}


def test_every_shipped_script_comes_out_as_text() -> None:
    translations = {code: Translation(name=f"A {code}", summary=words) for code, words in SCRIPTS.items()}
    text = squeezed(render(program(translations=translations, summary=SCRIPTS["en"] + " together")))
    for words in SCRIPTS.values():
        assert re.sub(r"\s", "", words) in text


def test_only_the_shipped_fonts_are_embedded() -> None:
    translations = {code: Translation(summary=words) for code, words in SCRIPTS.items()}
    reader = render(program(translations=translations))
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for resource in resources
        for font in resource.get_object().get("/Font", {}).values()
    }
    shipped = {path.stem for path in (assets("templates") / "booklet" / "fonts").rglob("*.ttf")}
    assert fonts
    assert {font.split("-Identity")[0] for font in fonts} <= shipped


def test_it_is_a_tagged_archivable_document_with_title_language_and_bookmarks() -> None:
    reader = render(program())
    root = catalog(reader)
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    packet = root["/Metadata"].get_data().decode()
    assert "pdfuaid:part" in packet
    assert "pdfaid:conformance>A" in packet
    assert reader.metadata is not None
    assert reader.metadata.title == "Example Directory Fall 2026"
    assert "Sample Program" in str(reader.outline)


def test_a_word_without_end_stays_inside_its_column() -> None:
    reader = render(program(summary="x" * 180 + " Tuesdays, 6–7:30 pm by e-mail", name="W" * 120))
    assert squeezed(reader).count("x" * 180) == 1
    lines = [line for text in pages(reader) for line in text.splitlines()]
    assert max(line.count("x") for line in lines) < 45
    assert max(line.count("W") for line in lines) < 45
    assert not re.search("[\u200b\u2060]", "".join(lines))


def test_an_address_that_fits_has_nothing_hidden_in_it() -> None:
    contact = Contact(
        role="public", email="companeros@promotoras.example.org", url="https://promotoras.example.org/camina"
    )
    text = "".join(pages(render(program(contacts=(contact,)))))
    assert "companeros@promotoras.example.org" in text
    assert "promotoras.example.org/camina" in text
    assert not re.search("[\u200b\u2060]", text)


def test_a_confidential_place_tells_its_area_and_asks_to_call_first() -> None:
    hidden = Address(line1="7 Hidden Lane", city="Secretville", country="US")
    place = Location(key="safe", type="confidential", area="North County", name="The Yellow House", address=hidden)
    text = "\n".join(pages(render(program(locations=(place,)))))
    assert re.search(r"North County\. Confidential\s+location, call first", text)
    for word in ("Hidden Lane", "Secretville", "Yellow"):
        assert word not in text


def test_contacts_for_staff_are_never_printed() -> None:
    contacts = (
        Contact(role="public", phone="+1-619-555-0100"),
        Contact(role="Night desk", phone="+1-619-555-0199", visibility="staff"),
    )
    text = "\n".join(pages(render(program(contacts=contacts))))
    assert "0100" in text
    for word in ("Night desk", "0199", "Hidden Manager", "0120", "0121"):
        assert word not in text


def test_only_active_and_paused_programs_that_may_be_printed_are_listed() -> None:
    text = "\n".join(
        pages(
            render(
                program("a", name="Open Group"),
                program("b", name="Resting Group", status="paused"),
                program("c", name="Closed Group", status="closed"),
                program("d", name="Future Group", status="proposed"),
                program("e", name="Web Group", publish=Publish(print=False, reason="safety")),
            )
        )
    )
    assert "Open Group" in text
    assert "Resting Group" in text
    assert not re.search("(Closed|Future|Web) Group", text)


def test_historical_programs_are_examples_and_not_in_the_index() -> None:
    past = program("past", name="Past Project", status="historical", locations=(), verification=None, referral=None)
    texts = pages(render(past, program()))
    example = next(text for text in texts if "What support looks like\n" in text and "Past Project\n" in text)
    assert "Walks in the park" in example
    index = texts[-2]
    assert "Index by condition" in index
    assert "Sample Program" in index
    assert "Past Project" not in index


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"status": "paused"}, "Paused"),
        ({"referral": "waitlist"}, "Waitlist"),
        ({"referral": "no-capacity"}, "Full now"),
        (
            {"verification": Verification(verified_on=dt.date(2024, 1, 1), verified_by="x", method="visit")},
            "Call first",
        ),
        ({"verification": None}, "Call first"),
    ],
)
def test_marks_stand_at_the_entry_and_in_the_legend(changes: dict[str, Any], mark: str) -> None:
    if "referral" in changes:
        capacity = Capacity(status=changes["referral"], as_of=TODAY)
        sample = program()
        assert sample.referral is not None
        changes = {"referral": dataclasses.replace(sample.referral, capacity=capacity)}
    texts = pages(render(program(**changes)))
    assert sum(mark in text for text in texts) == 2
    assert not any(mark in text for text in pages(render(program())))


def test_a_program_in_two_places_is_named_at_both() -> None:
    halls = tuple(
        Location(key=city.lower(), type="physical", address=Address(city=city, country="US"))
        for city in ("Aton", "Beton")
    )
    texts = pages(render(program(locations=halls), program("other", locations=halls[1:], name="Other Program")))
    page = page_of("People can come", [text if "Sample Program\n" in text else "" for text in texts])
    text = "\n".join(texts)
    assert re.search(rf"See also\s+Sample Program[ .]*{page}\b", text)


def test_cover_and_front_pages_say_who_when_and_whom_to_call() -> None:
    texts = pages(render(program()))
    for words in ("Example Directory", "Fall 2026", "Example Publisher", "21 November 2026", "911", "988"):
        assert words in flat(texts[0])
    for words in ("How to use this booklet", "Daily life", "Feelings", "Links to care", "Staying in touch"):
        assert words in texts[1]
    assert "not a recommendation" in texts[-1]
    assert "peers lead them" in texts[-1]


def test_an_empty_directory_still_prints() -> None:
    assert "Example Directory" in flat(pages(render())[0])


def test_a_mistake_in_a_template_is_told_with_file_and_line(templates: Path) -> None:
    edit(
        templates / "booklet" / "parts.typ",
        "\n#let how-to-use = context {",
        "\n#let how-to-use = context {\n  nonsense(1)",
    )
    with pytest.raises(
        booklet.BookletError, match=r" templates/booklet/parts\.typ:[0-9]+:[0-9]+: unknown variable: nonsense"
    ):
        render(program(), templates=templates)


def test_a_warning_of_the_typesetter_is_an_error(templates: Path) -> None:
    edit(
        templates / "booklet" / "style.typ", '#let fonts = ("Noto Sans",', '#let fonts = ("No Such Font", "Noto Sans",'
    )
    with pytest.raises(booklet.BookletError, match="no such font"):
        render(program(), templates=templates)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("paper: letter", "paper: foolscap", r"look\.yaml: paper should be one of letter, a4.* not 'foolscap'"),
        ("text_size: 12", "text_size: huge", r"look\.yaml: text_size should be a number of points"),
        ("  columns: 2", "  colums: 2", r"look\.yaml: 'colums' is not known"),
        ("booklet:", "bookelt:", r"look\.yaml: the part 'booklet:' is missing"),
        ("  paper: letter", "  paper: [", r"look\.yaml:[0-9]+:[0-9]+: "),
    ],
)
def test_a_wrong_knob_is_told_in_plain_words(templates: Path, old: str, new: str, message: str) -> None:
    edit(templates / "look.yaml", old, new)
    with pytest.raises(booklet.BookletError, match=message):
        render(program(), templates=templates)


def test_missing_fixed_words_are_named(templates: Path) -> None:
    edit(templates / "text" / "en.yaml", "    free: Free\n", "")
    with pytest.raises(booklet.BookletError, match=r"'entry\.free' are missing"):
        render(program(), templates=templates)


def test_words_of_another_language_are_laid_over_the_english_ones(templates: Path) -> None:
    (templates / "text" / "es.yaml").write_text("booklet:\n  contents: Contenido\n", encoding="utf-8")
    reader = render(program(), settings=directory(languages=("es", "en")), templates=templates)
    text = "\n".join(pages(reader))
    assert "Contenido" in text
    assert "How to use this booklet" in text
    assert catalog(reader)["/Lang"] == "es"


@pytest.mark.parametrize(("paper", "columns", "size"), [*PAPERS, ("letter", 1, 18)])
def test_the_cover_is_one_page(templates: Path, paper: str, columns: int, size: int) -> None:
    set_look(templates, paper, columns, size)
    settings = directory(
        title="A Rather Long Title for a Community Directory of Peer Support Programs",
        subtitle="San Diego County and friends. Programs for people and their families.",
    )
    texts = pages(render(settings=settings, templates=templates))
    assert "Issued 21 November" in flat(texts[0])
    assert "How to use" in flat(texts[1])


def test_a_house_number_behind_an_arabic_name_stays_with_its_street(monkeypatch: pytest.MonkeyPatch) -> None:
    address = Address(line1="100 Example Ave", city="Springfield", country="US")
    sample = program(locations=(Location(key="hall", type="physical", name="مركز الترحيب", address=address),))
    assert any("100 Example Ave" in run for run in _runs(render(sample)))
    monkeypatch.setattr(passages, "_embedded", lambda text: text)
    assert not any("100 Example Ave" in run for run in _runs(render(sample))), "this test could not fail"


def test_only_plain_addresses_become_links() -> None:
    def targets(contact: Contact) -> set[str]:
        reader = render(program(contacts=(contact,)), settings=directory(contact=contact))
        notes: list[Any] = [note for page in reader.pages for note in page.get("/Annots", ())]
        links = [note.get_object().get("/A", {}).get("/URI") for note in notes]
        return {str(link) for link in links if link}

    good = Contact(role="public", phone="+1-619-555-0100", email="a@example.org", url="https://www.example.org/a/")
    help_lines = {"tel:911", "tel:988"}
    assert targets(good) == help_lines | {"tel:+16195550100", "mailto:a@example.org", "https://www.example.org/a/"}
    bad = Contact(role="public", phone="*#06#", email="a@example.org?bcc=b@example.org", url="javascript:alert(1)")
    assert targets(bad) == help_lines


def test_meetings_online_tell_how_to_join() -> None:
    slot = Slot(location="room", freq="weekly", byday=("MO",), start="18:00", online=Online(phone="+1-619-555-0177"))
    room = Location(key="room", type="virtual", url="https://example.org/room")
    text = flat("\n".join(pages(render(program(locations=(room,), schedule=(slot,))))))
    assert "Where Online, example.org/room" in text
    assert "by phone at +1-619-555-0177" in text


def test_languages_with_script_and_country_print_too() -> None:
    translations = {"zh-Hans": Translation(name="互助小组"), "es-MX": Translation(name="Grupo de apoyo")}
    reader = render(program(translations=translations), settings=directory(languages=("en-US", "zh-Hans")))
    assert catalog(reader)["/Lang"] == "en"
    assert "互助小组" in "".join(pages(reader))
