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
from peerdir.audience import Audience, view
from peerdir.reading.collection import Collection, Entry, load
from peerdir.reading.source import Source
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
    Term,
    Translation,
    Verification,
    Vocabulary,
)
from peerdir.render import booklet
from peerdir.render.booklet import passages, press, proof
from peerdir.render.booklet.density import Density

TODAY = dt.date(2026, 11, 21)
SAMPLE = Path(__file__).parents[1] / "directory"
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


def vocabulary(name: str, **labels: str) -> Vocabulary:
    """A vocabulary of codes with a label each, and the languages' own names."""
    names = {"en": {"es": "Inglés"}, "es": {"es": "Español"}, "ar": {"ar": "العربية"}, "am": {"am": "አማርኛ"}}
    known = names if name == "languages" else {}
    terms = (Term(code=code, label=label, labels=known.get(code, {})) for code, label in labels.items())
    return Vocabulary(id=name, title=name, terms=tuple(terms))


VOCABULARIES = (
    vocabulary("languages", en="English", es="Spanish", ar="Arabic", am="Amharic", tl="Tagalog"),
    vocabulary("countries", US="United States", TH="Thailand", CM="Cameroon"),
    vocabulary("needs", food="Getting enough food", stress="Handling stress"),
    vocabulary("modalities", group="Group meetings", phone="Phone calls"),
)


def collect(*programs: Program, settings: Directory | None = None) -> Collection:
    records: list[tuple[str, Record]] = [("program", one) for one in programs]
    records.append(("directory", settings or directory()))
    records.append(("organization", Organization(id="runner", name="Example Runner", type="community-organization")))
    records.append(("organization", Organization(id="clinic", name="Example Clinic", type="clinic")))
    records += [("vocabulary", vocabulary) for vocabulary in VOCABULARIES]
    entries = (Entry(path="", kind=kind, id="", record=record, source=Source()) for kind, record in records)
    return Collection(entries=tuple(entries))


def print_booklet(
    *programs: Program,
    settings: Directory | None = None,
    templates: Path | None = None,
    audience: Audience = "public",
    today: dt.date = TODAY,
) -> bytes:
    seen = view(collect(*programs, settings=settings), audience, today)
    return booklet.make(seen, today=today, audience=audience, templates=templates).pdf


def render(*programs: Program, **options: Any) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(print_booklet(*programs, **options)))


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
            languages=(LanguageOffer(code="en"), LanguageOffer(code="es"))[: 1 + number % 2],
            verification=Verification(
                verified_on=dt.date(1976 + number, 1, 1), verified_by="desk", method="phone", interval_days=1825
            ),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(("paper", "columns", "size"), PAPERS)
@pytest.mark.sampled(3)
def test_contents_and_indexes_give_the_page_of_every_program(
    templates: Path, paper: str, columns: int, size: int
) -> None:
    set_look(templates, paper, columns, size)
    texts = pages(render(*many(24), templates=templates))
    lists = "\n".join(text for text in texts if "Begin" not in text)
    for number in range(24):
        page = page_of(f"Begin{number:02}", texts)
        printed = re.findall(rf"Program{number:02} of the\s+North[ .\n]*?([0-9]+)$", lists, re.MULTILINE)
        listings = 3 + (1 if number % 3 else 2) + number % 2
        assert printed == [str(page)] * listings


@pytest.mark.parametrize(("paper", "columns", "size"), PAPERS[:3])
def test_no_entry_is_split(templates: Path, paper: str, columns: int, size: int) -> None:
    set_look(templates, paper, columns, size)
    texts = [flat(text) for text in pages(render(*many(24), templates=templates))]
    for number in range(24):
        assert page_of(f"Begin{number:02}", texts) == page_of(f"Last checked on 1 January {1976 + number}", texts)


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


HEIGHTS = range(18, 44, 2)


def _tall_and_less(monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], dict[str, Density]]:
    """Programs from less than a page to more than one: the pages, and how close together each was set."""
    passes: list[dict[str, Density]] = []
    typeset = proof.Proof

    def spy(manuscript: Any, densities: Any) -> Any:
        made = typeset(manuscript, densities)
        passes.append({span.id: span.density for span in made.spans})
        return made

    monkeypatch.setattr(press, "Proof", spy)
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
        for lines in HEIGHTS
    ]
    return pages(render(*samples)), passes[-1]


def test_an_entry_as_tall_as_a_page_is_set_closer_before_it_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, densities = _tall_and_less(monkeypatch)
    assert set(densities.values()) == {Density.USUAL, Density.TIGHT, Density.SMALL, Density.BROKEN}
    # The first stands below the title of its part and has less room.
    rising = [densities[f"p{lines}"] for lines in HEIGHTS[1:]]
    assert rising == sorted(rising)
    for lines in HEIGHTS:
        begin, end = page_of(f"Begin{lines}", texts), page_of(f"End{lines}", texts)
        assert f"City {lines}\n" in texts[begin - 1].partition("Begin")[0]
        if densities[f"p{lines}"] != Density.BROKEN:
            assert begin == end


def test_an_entry_that_breaks_goes_on_under_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, densities = _tall_and_less(monkeypatch)
    tall = {id for id, density in densities.items() if density == Density.BROKEN}  # noqa: A001 - the field's own name
    for lines in HEIGHTS:
        page = page_of(f"Begin{lines}", texts)
        assert any(f"Program {lines}, continued" in text for text in texts) == (f"p{lines}" in tall)
        if f"p{lines}" in tall:
            assert f"Program {lines}, continued" in texts[page]


def test_an_entry_that_breaks_begins_where_the_last_one_left_a_good_part_of_a_page() -> None:
    texts = pages(render(*(_broken(name, 44) for name in "abc")))
    assert page_of("Begin b", texts) == page_of("End a", texts)
    # Here too little is left: the next begins a page.
    texts = pages(render(*(_broken(name, 60) for name in "abc")))
    assert page_of("Begin b", texts) == page_of("End a", texts) + 1


def _broken(name: str, lines: int) -> Program:
    """Make a program that is taller than a page."""
    what = functions("Walks by the river " * lines * 2 + f"End {name}")
    return program(name, name=name.upper(), summary=f"Begin {name}.", functions=what, referral=None)


def test_an_entry_that_would_run_off_the_page_is_an_error(templates: Path) -> None:
    edit(templates / "booklet" / "entry.typ", "block(breakable: not whole,", "block(breakable: false,")
    long = program("too-long", functions=functions(*["Walks by the river with friends"] * 120))
    with pytest.raises(booklet.BookletError, match="program too-long: its entry runs off page"):
        render(long, templates=templates)


def test_an_entry_that_is_split_without_need_is_an_error(templates: Path) -> None:
    edit(templates / "booklet" / "entry.typ", "block(breakable: not whole,", "block(breakable: true,")
    edit(templates / "booklet" / "entry.typ", "else if whole {", "else if not whole {")
    with pytest.raises(booklet.BookletError, match="its entry is split between pages"):
        render(*many(24), templates=templates)


def test_an_entry_the_template_forgets_is_an_error(templates: Path) -> None:
    edit(templates / "booklet" / "parts.typ", "in data.examples.enumerate()", "in data.examples.slice(1).enumerate()")
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
    monkeypatch.setattr(passages, "_passage", passages._passage.__wrapped__)  # nothing is remembered
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


@pytest.mark.parametrize("where", ["city", "region"])
def test_a_character_in_a_group_heading_names_the_program_too(where: str) -> None:
    sample = program("odd-one", locations=hall(**{"city": "Springfield", where: "서울"}))
    with pytest.raises(booklet.BookletError, match=r"program odd-one, locations: .*U\+C11C"):
        render(program(), sample)


def test_a_character_in_an_index_names_the_program_too() -> None:
    with pytest.raises(booklet.BookletError, match=r"program odd-one, conditions: .*U\+C11C"):
        render(program("odd-one", conditions=("서울",)))


@pytest.mark.parametrize("character", ["\ufeff", "\x80", "\u1680", "\ue000"])
def test_what_the_typesetter_refuses_is_found_before(character: str) -> None:
    with pytest.raises(booklet.BookletError, match=rf"program odd-one, name: .*U\+{ord(character):04X}"):
        render(program("odd-one", name=f"Odd {character} One"))


def test_a_font_the_template_does_not_name_is_told_in_plain_words(templates: Path) -> None:
    edit(templates / "booklet" / "style.typ", '"Noto Sans Thai", ', "")
    with pytest.raises(
        booklet.BookletError, match=r"no font of the booklet can print '.*'; replace it, or add"
    ) as found:
        render(program(name="น้ำชา"), templates=templates)
    assert "template" not in str(found.value).partition(";")[0]


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
    first, second = (print_booklet(*many(3)) for _ in range(2))
    assert first == second
    metadata = pypdf.PdfReader(io.BytesIO(first)).metadata
    assert metadata is not None
    assert metadata.creation_date == dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
    assert first != print_booklet(*many(3), today=TODAY + dt.timedelta(days=1))


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


NIGHT = (
    Contact(role="public", phone="+1-619-555-0100"),
    Contact(role="Night desk", phone="+1-619-555-0199", visibility="staff"),
)
HIDDEN = ("Night desk", "0199", "Hidden Manager", "0120", "0121")


def test_a_booklet_for_the_public_has_no_contact_for_staff() -> None:
    text = "\n".join(pages(render(program(contacts=NIGHT))))
    assert "0100" in text
    for word in (*HIDDEN, "For staff", "The clinic"):
        assert word not in text


def test_a_booklet_for_staff_marks_every_contact_for_staff_and_every_page() -> None:
    texts = pages(render(program(contacts=NIGHT), audience="staff"))
    entry = next(text for text in texts if "Night desk" in text)
    for word in (*HIDDEN, "0100", "The program’s side", "The clinic’s side: Example Clinic"):
        assert word in entry
    assert entry.count("For staff") == 3 + 1
    assert all("For staff. Do not hand out." in text for text in texts)
    assert texts[0].count("For staff. Do not hand out.") == 2


def test_a_booklet_for_the_public_refuses_a_collection_for_staff() -> None:
    seen = view(collect(program()), "staff", TODAY)
    with pytest.raises(booklet.BookletError, match="a booklet for the public was given a contact for staff"):
        booklet.make(seen, today=TODAY)


def test_nothing_for_staff_in_the_sample_directory_is_in_its_public_booklet() -> None:
    everything = load(SAMPLE)
    printed, staff_printed = (
        squeezed(pypdf.PdfReader(io.BytesIO(booklet.make(view(everything, who, TODAY), today=TODAY, audience=who).pdf)))
        for who in ("public", "staff")
    )
    public, hidden = _values(view(everything, "public", TODAY)), _values(view(everything, "staff", TODAY))
    secret = hidden - public
    assert len(secret) > 80
    assert [value for value in secret if value in printed] == []
    assert [value for value in secret if value not in staff_printed] == []


def _values(collection: Collection) -> set[str]:
    """The numbers and addresses of all contacts a booklet may have, as they are printed."""
    programs = [p for p in collection.programs if p.listed and p.publish.print]
    ways: list[Any] = [way for p in programs for way in p.contacts]
    ways += [way for p in programs if p.referral for way in p.referral.program_contacts]
    ways += [way for p in programs if p.referral for way in p.referral.health_care_contacts]
    return {re.sub(r"\s", "", value) for way in ways for value in (way.phone, way.email) if value}


def _sizes(reader: pypdf.PdfReader) -> dict[str, float]:
    """The size in which each piece of text is printed."""
    found: dict[str, float] = {}
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, _, matrix, __, size: found.update({text.strip(): round(abs(matrix[3]) * size, 1)})
        )
    return found


def test_only_the_number_to_call_is_large() -> None:
    referral = Referral(
        methods=("self",),
        program_contacts=(ReferralContact(role="Desk", phone="+1-619-555-0122", visibility="public"),),
        health_care_contacts=(
            ReferralContact(role="Ward", organization="clinic", phone="+1-619-555-0123", visibility="public"),
        ),
    )
    reader = render(program(referral=referral))
    sizes = _sizes(reader)
    assert sizes["+1-619-555-0100"] > sizes["+1-619-555-0122"]
    assert sizes["+1-619-555-0122"] == sizes["+1-619-555-0123"]
    text = "\n".join(pages(reader))
    order = ("+1-619-555-0100", "The program’s side", "0122", "The clinic’s side: Example Clinic", "Ward", "0123")
    assert sorted(order, key=text.index) == list(order)


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
    for title in ("Index by condition", "Index by place", "Index by name"):
        index = next(text for text in texts if title in text and "Contents" not in text)
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
    texts = [text for text in pages(render(program(**changes))) if "How we choose" not in text or "Contents" in text]
    assert sum(mark in text for text in texts) == 2
    assert not any(mark in text for text in pages(render(program())))


def with_capacity(status: Any, as_of: dt.date) -> Program:
    referral = program().referral
    assert referral is not None
    capacity = Capacity(status=status, note="Two chairs", as_of=as_of)
    return program(referral=dataclasses.replace(referral, capacity=capacity))


@pytest.mark.parametrize(
    ("status", "shown", "mark"),
    [("waitlist", "Waitlist", True), ("no-capacity", "Full now", True), ("capacity", "Has room", False)],
)
def test_whether_there_is_room_is_told_with_its_day_while_it_is_current(status: str, shown: str, mark: bool) -> None:
    for days in (0, 30):
        day = TODAY - dt.timedelta(days=days)
        text = flat("\n".join(pages(render(with_capacity(status, day)))))
        assert f"Is there room? {shown} ({day.day} {day:%B %Y}). Two chairs." in text
        assert text.count(shown) == (3 if mark else 1)
    for days in (31, -1):
        text = flat("\n".join(pages(render(with_capacity(status, TODAY - dt.timedelta(days=days))))))
        assert not any(word in text for word in (shown, "room?", "Two chairs"))


def hall(city: str, country: str = "US", **more: Any) -> tuple[Location, ...]:
    return (Location(key="hall", type="physical", address=Address(city=city, country=country, **more)),)


def test_places_abroad_name_their_country_and_stand_behind_those_at_home() -> None:
    texts = pages(
        render(
            program("a", locations=hall("Bangkok", "TH", line1="1 Example Rd", region="Bangkok")),
            program("b", locations=hall("Aba", "CM", region="Littoral")),
            program("c", locations=hall("Zebra", region="North County")),
            program("d", locations=hall("Elton", region="elton ")),
            program("e", locations=(Location(key="line", type="phone", name="Line"),)),
        )
    )
    text = flat(next(text for text in texts if "Contents" in text))
    order = ("Elton", "Zebra · North County", "Aba · Littoral, Cameroon", "Bangkok, Thailand", "Online or by phone")
    assert sorted(order, key=text.index) == list(order)
    assert text.count("Elton") == text.lower().count("elton") == 1
    assert "1 Example Rd, Bangkok, Thailand" in flat("".join(texts))
    assert "United States" not in "".join(texts)


def test_a_group_heading_has_its_separators() -> None:
    texts = pages(render(program("a", locations=hall("Bangkok", "TH")), program("c", locations=hall("Elton"))))
    assert any("Bangkok, Thailand\n" in text for text in texts)
    assert not any(" · Elton" in text or "Elton ·" in text for text in texts)


@pytest.mark.parametrize(
    ("slot", "shown"),
    [
        (Slot(location="home", by_appointment=True), "By appointment: South Bay"),
        (Slot(location="line", by_appointment=True), "By appointment: Friendly line"),
        (Slot(location="line", title="First talk", by_appointment=True), "By appointment: First talk"),
        (
            Slot(location="hall", title="Friday tea", freq="monthly", byday=("-1FR",), start="15:00"),
            "Friday tea, last Friday of the month, 3 pm, Springfield",
        ),
        (
            Slot(location="hall", title="Walk", freq="weekly", byday=("SA",), start="08:00"),
            "Walk, Saturdays, 8 am, Springfield",
        ),
        (Slot(location="home", freq="weekly", byday=("SA",), start="08:00"), "Saturdays, 8 am, South Bay"),
        (
            Slot(
                location="line",
                freq="daily",
                start="08:00",
                except_=(dt.date(2027, 1, 1), dt.date(2026, 12, 26), dt.date(2026, 11, 1)),
            ),
            "Every day, 8 am, Friendly line, not on 26 December 2026 and 1 January 2027",
        ),
    ],
)
def test_a_meeting_says_what_when_where_and_when_not(slot: Slot, shown: str) -> None:
    places = (
        *hall("Springfield"),
        Location(key="home", type="confidential", area="South Bay", name="Yellow House"),
        Location(key="line", type="phone", name="Friendly line"),
    )
    text = flat("\n".join(pages(render(program(locations=places, schedule=(slot,))))))
    assert f"When {shown} " in text
    assert "Yellow" not in text
    assert "1 November 2026" not in text.replace("21 November 2026", "")


def test_what_is_known_of_needs_ways_danger_papers_and_consent_is_printed() -> None:
    referral = dataclasses.replace(
        program().referral or Referral(methods=(), program_contacts=(), health_care_contacts=()),
        required_documents=("Treatment plan", "Photo"),
        consent="A yes is enough",
        escalation="The nurse at once",
        response_days=0,
    )
    sample = program(needs=("food", "stress"), modalities=("group", "phone"), referral=referral)
    text = flat("\n".join(pages(render(sample))))
    for words in (
        "Helps with Getting enough food · Handling stress",
        "How Group meetings · Phone calls",
        "If somebody is in danger The nurse at once.",
        "Papers Treatment plan · Photo.",
        "Consent A yes is enough.",
        "The program answers the same day.",
    ):
        assert words in text


def test_languages_have_an_index_with_their_own_names_and_mark_interpreters() -> None:
    offers = [LanguageOffer(code=code) for code in ("en", "es", "am", "tl")]
    texts = pages(
        render(
            program("a", name="Group A", languages=tuple(offers)),
            program("b", name="Group B", languages=(offers[1], LanguageOffer(code="ar", level="interpreter"))),
        )
    )
    text = next(text for text in texts if "Index by language" in text and "Contents" not in text)
    page = {name: page_of(f"{name}\nExample Runner", texts) for name in ("Group A", "Group B")}
    assert re.search(rf"Arabic · \S*العربية\S*\s+Group B \(interpreter\)[\s.]*{page['Group B']}\b", text)
    assert re.search(rf"Spanish · Español\s+Group A[\s.]*{page['Group A']}\s+Group B[\s.]*{page['Group B']}\b", text)
    assert "Amharic\n" in text
    assert "Tagalog\n" in text
    assert "English" not in text


def test_a_directory_in_one_language_has_no_index_of_languages() -> None:
    assert "Index by language" not in "\n".join(pages(render(program())))


def test_a_translation_stands_under_the_name_of_its_language() -> None:
    translations = {"es": Translation(summary="Vecinos"), "tl": Translation(summary="Kapitbahay")}
    text = "\n".join(pages(render(program(translations=translations))))
    assert re.search(r"Español\s+Vecinos", text)
    assert "Kapitbahay" in text


@pytest.mark.parametrize(
    ("title", "line"),
    [("Example Community Directory of Peer Support", "Peer Support"), ("Example Directory", "Example Directory")],
)
def test_no_word_of_the_title_is_left_alone(title: str, line: str) -> None:
    lines = [
        line.strip().replace("\u00a0", " ") for line in pages(render(settings=directory(title=title)))[0].split("\n")
    ]
    assert line in lines


def test_on_narrow_paper_other_languages_stand_behind_everything_else(templates: Path) -> None:
    set_look(templates, "a5", 1, 11)
    sample = program(translations={"es": Translation(summary="Vecinos")}, conditions=())
    text = "\n".join(pages(render(sample, templates=templates)))
    assert text.index("How to join") < text.index("People can come") < text.index("Vecinos")


def test_a_program_in_two_places_is_named_at_both() -> None:
    halls = tuple(
        Location(key=city.lower(), type="physical", address=Address(city=city, country="US"))
        for city in ("Aton", "Beton")
    )
    texts = pages(render(program(locations=halls), program("other", locations=halls[1:], name="Other Program")))
    page = page_of("People can come", [text if "Sample Program\n" in text else "" for text in texts])
    text = "\n".join(texts)
    assert re.search(rf"See also\s+Sample Program\s*{page}\b", text)


def test_cover_and_front_pages_say_who_when_and_whom_to_call() -> None:
    texts = pages(render(program()))
    for words in ("Example Directory", "Fall 2026", "Example Publisher", "21 November 2026", "911", "988"):
        assert words in flat(texts[0])
    for words in ("If you need help now", "911", "988"):
        assert words in texts[1]
    for words in ("How to use this booklet", "Daily life", "Feelings", "Links to care", "Staying in touch"):
        assert words in texts[2]
    policy = next(text for text in texts if "peers lead them" in text)
    assert "not a recommendation" in flat(policy)
    for words in ("Example Directory", "Fall 2026", "desk@example.org", "911", "988"):
        assert words in flat(texts[-1])


def test_an_empty_directory_still_prints() -> None:
    assert "Example Directory" in flat(pages(render())[0])


def test_a_mistake_in_a_template_is_told_with_file_and_line(templates: Path) -> None:
    edit(
        templates / "booklet" / "parts.typ",
        "\n#let how-to-use-page = context {",
        "\n#let how-to-use-page = context {\n  nonsense(1)",
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
        ("paper: letter", "paper: foolscap", r"look\.yaml:3:10: paper should be one of letter, a4.* not 'foolscap'"),
        ("text_size: 12", "text_size: huge", r"look\.yaml:4:14: text_size should be a number of points"),
        ("  columns: 2", "  colums: 2", r"look\.yaml:6:3: 'colums' is not known; did you mean 'columns'\?"),
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
    (templates / "text" / "es.yaml").write_text("booklet:\n  language: es\n  contents: Contenido\n", encoding="utf-8")
    reader = render(program(), settings=directory(languages=("es", "en")), templates=templates)
    text = "\n".join(pages(reader))
    assert "Contenido" in text
    assert "How to use this booklet" in text
    assert catalog(reader)["/Lang"] == "es"


@pytest.mark.parametrize(("paper", "columns", "size"), [*PAPERS, ("letter", 1, 18)])
@pytest.mark.sampled(3)
def test_the_cover_is_one_page(templates: Path, paper: str, columns: int, size: int) -> None:
    set_look(templates, paper, columns, size)
    settings = directory(
        title="A Rather Long Title for a Community Directory of Peer Support Programs",
        subtitle="San Diego County and friends. Programs for people and their families.",
    )
    for audience in ("public", "staff"):
        texts = pages(render(settings=settings, templates=templates, audience=audience))
        assert "Issued 21 November" in flat(texts[0])
        assert "Numbers I may need" in flat(texts[1])


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


def test_emergency_lines_may_be_short_and_other_numbers_may_not() -> None:
    lines = (EmergencyLine(name="Emergency", phone="112"), EmergencyLine(name="Crisis", phone="116 123"))
    contacts = tuple(Contact(role="public", phone=phone) for phone in ("911", "+49 (0)30 555 0100", "+1-619-555-0100"))
    reader = render(program(contacts=contacts), settings=directory(emergency=lines))
    notes: list[Any] = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    links = {str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})}
    assert {link for link in links if link.startswith("tel:")} == {"tel:112", "tel:116123", "tel:+16195550100"}


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
