"""The referral sheet: one page with both contacts and the protocol, and not a word about any person."""

import dataclasses
import datetime as dt
import functools
import inspect
import json
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from typer.testing import CliRunner

from peerdir import freshness
from peerdir.audience import view
from peerdir.cards import columns
from peerdir.cli import app, refer
from peerdir.reach import is_elsewhere
from peerdir.readiness import organizations
from peerdir.reading.collection import Collection, load
from peerdir.reading.reader import read as read_yaml
from peerdir.records import (
    Address,
    Alert,
    Capacity,
    Contact,
    Cost,
    Eligibility,
    Location,
    Program,
    Publish,
    Referral,
    ReferralContact,
    Slot,
    Translation,
    Verification,
)
from peerdir.render import referral
from peerdir.render.booklet import BookletError
from peerdir.render.leaflets import Issue
from peerdir.render.referral import cuts
from peerdir.render.referral.sheet import sheet
from tests.leaflets import (
    SAMPLE,
    TODAY,
    assert_archivable,
    collect,
    copy_templates,
    edit,
    fixed_words,
    flat,
    functions,
    pages,
    program,
    runs,
    squeezed,
    staff_values,
)
from tests.test_site_browser import browser
from tests.test_site_browser import pytestmark as without_browser

__all__ = ["browser"]

GOLDEN = Path(__file__).parent / "golden" / "refer"
Write = Callable[..., Path]


@functools.cache
def sample() -> Collection:
    return load(SAMPLE)


def make(collection: Collection, audience: Any = "public", templates: Path | None = None, **options: Any) -> Issue:
    language, today = options.pop("language", None), options.pop("today", TODAY)
    return referral.issue(
        view(collection, audience, today),
        today=today,
        audience=audience,
        language=language,
        templates=templates,
        form=referral.Form(**options),
    )


def everybody(issue: Issue) -> list[tuple[Program, str | None]]:
    """Every program of the sample somebody can be referred to, with the first organization of its protocol."""
    found = [one for one in issue.collection.programs if one.listed]
    return [(one, organizations(sample().program(one.id) or one)[0]) for one in found]


def pdf(one: Program, organization: str | None = None, fax: bool = False, **options: Any) -> bytes:
    issue = make(collect(one), **options)
    seen = issue.collection.program(one.id)
    assert seen
    return referral.render([(seen, organization)], issue, fax=fax)


def text(one: Program, organization: str | None = None, format: str = "text", **options: Any) -> str:  # noqa: A002
    issue = make(collect(one), **options)
    seen = issue.collection.program(one.id)
    assert seen
    return referral.render([(seen, organization)], issue, format=format).decode()


# Every second program, or every sixth, with these; with the others every ninth: together they would take a minute.
ALL: list[dict[str, Any]] = [{"language": "en"}, {"language": "es", "paper": "a4"}]
SOME: list[dict[str, Any]] = [
    {"language": "es"},
    {"language": "en", "paper": "a4", "audience": "staff"},
    {"language": "fr", "audience": "staff"},
]
LARGE: list[dict[str, Any]] = [
    {"language": "en", "large_print": True},
    {"language": "es", "large_print": True, "paper": "a4", "audience": "staff"},
]


@pytest.mark.parametrize(
    ("form", "step"),
    [
        (ALL[0], 4),
        (ALL[1], 9),
        *(pytest.param(form, 9, marks=pytest.mark.exhaustive) for form in SOME),
        *(pytest.param(form, 1, marks=pytest.mark.exhaustive) for form in ALL),
    ],
)
def test_every_program_of_the_sample_is_one_page_with_its_contact(form: dict[str, Any], step: int) -> None:
    issue = make(sample(), **form)
    wanted = everybody(issue)[::step]
    assert len(wanted) > 4
    made = pages(referral.render(wanted, issue))
    assert len(made) == len(wanted)
    for (one, _), page in zip(wanted, made, strict=True):
        shown = squeezed(page)
        assert squeezed(issue.edition.name_of(one)) in shown
        first = one.referral.program_contacts[:1] if one.referral else ()
        way = first[0] if first else one.contacts[0]
        assert squeezed(way.phone or way.email or "no way") in shown
        assert ("911/988" in shown) != is_elsewhere(one, "US")


@pytest.mark.parametrize("form", LARGE)
def test_in_large_print_a_sheet_takes_two_pages_at_most(form: dict[str, Any]) -> None:
    issue = make(sample(), **form)
    wanted = everybody(issue)[::3]
    made = pages(referral.render(wanted, issue))
    # What every sheet begins with stands once for each, and no more than one page follows.
    title = flat("".join(words for _, words in issue.words.say("sheet.title")))
    starts = [number for number, page in enumerate(made) if flat(page).startswith(title)]
    assert len(starts) == len(wanted)
    assert all(after - before <= 2 for before, after in zip(starts, [*starts[1:], len(made)], strict=True))


LONG = "The river walk goes on and on with friends and their dogs until the sun is low. "


@pytest.mark.parametrize("language", ["en", "es"])
def test_in_large_print_the_steps_and_what_to_do_in_danger_are_whole(language: str) -> None:
    """Whether there is room, and which papers to bring, are left out before half a step or half a warning is."""
    issue = make(sample(), language=language, large_print=True)
    one, organization = next(pair for pair in everybody(issue) if pair[0].id == "camina-conmigo")
    shown = squeezed(" ".join(pages(referral.render([(one, organization)], issue))))
    assert one.referral
    assert one.referral.escalation
    assert squeezed(one.referral.escalation.rstrip(".")) in shown
    assert [step for step in one.referral.steps if squeezed(step.rstrip(".")) not in shown] == []


def monster() -> Program:
    """As much text as fits into an entry."""
    hall = Location(
        key="hall",
        type="physical",
        name="Hall " * 30,
        address=Address(line1="1 Road", city="Springfield", country="US"),
    )
    contact = ReferralContact(
        role="Intake desk " * 10,
        name="Coordinator " * 12,
        phone="+1-619-555-0120",
        email=f"{'a' * 60}@example.org",
        hours=LONG * 3,
        backup=LONG * 3,
        visibility="public",
    )
    return program(
        name="A Very Long Name of a Program " * 8,
        summary=LONG * 2,
        functions=functions(*[LONG * 3] * 12),
        eligibility=Eligibility(description=LONG * 10, excludes=(LONG * 3,) * 4),
        locations=tuple(dataclasses.replace(hall, key=f"k{number}") for number in range(12)),
        schedule=tuple(
            Slot(location=f"k{n}", title=LONG, freq="weekly", byday=("TU",), start="18:00") for n in range(12)
        ),
        cost=Cost(free=False, description=LONG * 6),
        alert=Alert(text=LONG * 3),
        translations={"es": Translation(name="Nombre " * 20, summary=LONG * 2)},
        verification=None,
        referral=Referral(
            methods=("self", "phone", "fax", "email", "web-form", "ehr", "in-person"),
            steps=(LONG * 3,) * 20,
            required_documents=(LONG * 3,) * 20,
            consent=LONG * 3,
            response_days=3,
            program_contacts=(contact,) * 20,
            health_care_contacts=(contact,) * 50,
            escalation=LONG * 3,
            feedback=LONG * 3,
            capacity=Capacity(status="no-capacity", note=LONG * 3, as_of=TODAY),
        ),
    )


@pytest.mark.parametrize("form", [{}, {"paper": "a4", "audience": "staff", "language": "es"}, {"large_print": True}])
def test_too_much_text_is_cut_and_the_sheet_says_what_is_missing(form: dict[str, Any]) -> None:
    made = pages(pdf(monster(), **form))
    shown = flat(" ".join(made))
    assert len(made) <= (2 if form.get("large_print") else 1)
    assert "+1-619-555-0120" in shown
    assert "Left out or cut short here:" in shown or "Aquí falta o está acortado:" in shown
    assert "911 / 988" in shown


def test_letters_are_never_smaller_than_nine_and_a_half_points() -> None:
    assert min(cuts.SIZES) == 9.5
    sizes: set[float] = set()
    from tests.leaflets import read

    def visit(found: str, _: Any, inner: list[float], __: Any, size: float) -> None:
        if found.strip():
            sizes.add(round(abs(size * (inner[3] or inner[0])), 1))

    for page in read(pdf(monster())).pages:
        page.extract_text(visitor_text=visit)
    # The white words of a mark are the smallest: 0.85 of the rest.
    assert min(sizes) >= 8.0
    assert 9.5 in sizes


def test_a_sheet_with_little_text_is_whole_and_says_so_by_silence() -> None:
    (page,) = pages(pdf(program()))
    shown = flat(page)
    for words in (
        "Sugar Circle",
        "Example Runner",
        "Daily life Walks in the park every week.",
        "Feelings Somebody who listens.",
        "Links to care Company on clinic visits.",
        "Staying in touch For as long as you like.",
        "Is there room? We do not know. Ask when you call.",
        "The usual ones. The program has written down none of its own.",
        "If they would rather call themselves: +1-619-555-0100",
        "Stay with the person. Call an emergency number.",
    ):
        assert words in shown
    assert "Left out" not in shown


PROTOCOL = Referral(
    methods=("phone", "fax"),
    steps=("Ask the person.", "Call the desk."),
    required_documents=("Treatment plan",),
    consent="A yes on the phone is enough.",
    response_days=5,
    program_contacts=(
        ReferralContact(role="Intake desk", phone="+1-619-555-0120", hours="Monday to Friday", visibility="public"),
    ),
    health_care_contacts=(ReferralContact(role="Nurse", phone="+1-619-555-0121", visibility="public"),),
    escalation="Peers call the nurse at once.",
    feedback="A note after the first visit",
    capacity=Capacity(status="capacity", as_of=dt.date(2026, 11, 9)),
)


def test_the_protocol_is_told_in_full() -> None:
    shown = text(program(referral=PROTOCOL))
    for words in (
        "[ ] 1. Ask the person.",
        "[ ] 2. Call the desk.",
        "[ ] Treatment plan",
        "Has room (9 November 2026).",
        "The program answers within 5 working days. A note after the first visit.",
        "Peers call the nurse at once.",
        "* Intake desk\n  +1-619-555-0120\n  Monday to Friday",
        "* Nurse\n  +1-619-555-0121",
    ):
        assert words in shown
    assert "gets what is on this page. A yes on the phone is enough." in flat(shown)
    assert "The usual ones" not in shown


def changed(**changes: Any) -> Program:
    return program(**{"referral": PROTOCOL, **changes})


OLD = Verification(verified_on=dt.date(2024, 1, 1), verified_by="desk", method="phone")
FULL = Capacity(status="no-capacity", as_of=TODAY)
STALE = Capacity(status="capacity", as_of=dt.date(2026, 1, 1))
WARNED: list[tuple[Program, list[str]]] = [
    (changed(), []),
    (changed(status="paused"), ["This program is taking a break."]),
    (changed(status="closed"), ["This program is closed."]),
    (changed(verification=OLD), ["This entry was last checked on 1 January 2024."]),
    (changed(verification=None), ["Nobody has checked this entry yet."]),
    (changed(referral=dataclasses.replace(PROTOCOL, capacity=FULL)), ["This program was full on 21 November 2026."]),
    (changed(referral=dataclasses.replace(PROTOCOL, capacity=STALE)), ["Nobody has told us since 1 January 2026"]),
    (changed(alert=Alert(text="No meetings in May")), ["Notice from the program: No meetings in May"]),
    (changed(publish=Publish(print=False, reason="Safety")), ["This program is not in print"]),
    (
        changed(status="paused", verification=OLD, referral=dataclasses.replace(PROTOCOL, capacity=FULL)),
        ["This program is taking a break.", "This program was full", "This entry was last checked"],
    ),
]
WARNINGS = [
    "This program is taking",
    "This program is closed",
    "This program was full",
    "This entry was last",
    "Nobody has checked",
    "Nobody has told us",
    "Notice from the program",
    "This program is not in print",
]


@pytest.mark.parametrize(("one", "expected"), WARNED)
@pytest.mark.sampled(4)
def test_a_sheet_warns_before_anything_else(one: Program, expected: list[str]) -> None:
    shown = text(one)
    top = flat(shown.partition("The program’s side")[0])
    assert all(words in top for words in expected)
    assert sum(words in flat(shown) for words in WARNINGS) == len(expected)
    assert ("Please note" in top) is bool(expected)
    page = flat(" ".join(pages(pdf(one))))
    assert page.find("Please note") < page.find("The program’s side")


def test_the_warnings_agree_with_what_freshness_says() -> None:
    for today in (TODAY, TODAY + dt.timedelta(days=400)):
        issue = make(sample(), audience="staff", today=today)
        for one, organization in everybody(issue)[::5]:
            shown = flat(referral.render([(one, organization)], issue, format="text").decode())
            stale = freshness.is_stale(one, issue.collection.directory, today)
            assert ("This entry was last checked on" in shown or "Nobody has checked" in shown) is stale
            capacity = one.referral.capacity if one.referral else None
            old = capacity is not None and not freshness.is_current(capacity, today)
            assert ("Nobody has told us since" in shown) is old


@pytest.mark.parametrize(
    ("status", "words"), [("historical", "an example to learn from"), ("proposed", "still being planned")]
)
def test_there_is_no_sheet_of_what_nobody_can_join(status: str, words: str) -> None:
    with pytest.raises(referral.LeafletError, match=words):
        text(changed(status=status))


# What the public may see, and what only staff may.


@pytest.mark.parametrize("format", ["text", "html", "email", "fhir"])
def test_contacts_for_staff_are_on_the_sheet_for_staff_and_on_no_other(format: str) -> None:  # noqa: A002
    hidden = staff_values()
    for audience in ("public", "staff"):
        issue = make(sample(), audience=audience)
        found: set[str] = set()
        for pair in everybody(issue):
            shown = squeezed(referral.render([pair], issue, format=format).decode())
            found |= {value for value in hidden if value in shown}
        assert bool(found) is (audience == "staff")


def test_numbers_of_the_directory_help_nobody_abroad() -> None:
    issue = make(sample())
    pair = next(pair for pair in everybody(issue) if pair[0].id == "coeur-a-coeur-douala")
    shown = flat(pages(referral.render([pair], issue))[0])
    assert "In danger?" not in shown
    assert "911" not in shown
    assert "Two walkers bring the person to the hospital" in shown


def test_the_number_of_the_directory_is_never_taken_for_that_of_a_hospital() -> None:
    issue = make(sample())
    pair = next(pair for pair in everybody(issue) if pair[0].id == "coeur-a-coeur-douala")
    said = flat(referral.render([pair], issue, format="text").decode())
    ours, theirs = said.split("The health care side")
    assert "The direct contact is for staff only. Ask here: * Bureau de Douala" in ours
    assert "No public number is known here. The desk of the directory can connect you: * Directory coord" in theirs


def test_the_public_sheet_on_paper_names_whom_to_ask_instead() -> None:
    issue = make(sample())
    pair = next(pair for pair in everybody(issue) if pair[0].id == "camina-conmigo")
    shown = flat(pages(referral.render([pair], issue, fax=True))[1])
    assert shown.count("The direct contact is for staff only. Ask here:") == 2
    assert "+1-619-555-0101" in shown
    assert not {value for value in staff_values() if value in squeezed(shown)}
    assert "For staff. Do not hand out." not in shown
    staff = make(sample(), audience="staff")
    whole = next(pair for pair in everybody(staff) if pair[0].id == "camina-conmigo")
    shown = flat(pages(referral.render([whole], staff))[0])
    assert "For staff. Do not hand out." in shown
    assert "Referral desk, Luis R." in shown
    assert "If nobody answers:" in shown


def test_without_any_public_contact_the_directory_is_asked() -> None:
    hidden = Contact(role="desk", phone="+1-619-555-0177", visibility="staff")
    shown = text(changed(contacts=(hidden,), referral=program().referral))
    assert "+1-858-555-0100" in shown
    assert "0177" not in shown


# Nothing about a person.


def test_no_option_takes_anything_about_a_person() -> None:
    assert set(inspect.signature(refer.refer).parameters) == {
        "id",
        "organization",
        "formats",
        "output",
        "language",
        "large_print",
        "paper",
        "blank",
        "fax",
        "templates",
        "directory",
        "audience",
        "today",
    }
    help_text = CliRunner().invoke(app, ["refer", "--help"]).stdout.casefold()
    for word in ("--name", "--patient", "--phone", "--birth", "--diagnosis", "--reason", "--note", "--person"):
        assert word not in help_text


def test_the_page_has_lines_and_no_field_to_type_into() -> None:
    shown = text(changed(), format="html")
    for tag in ("<form", "<input", "<textarea", "<select", "<script", "contenteditable", "mailto:?"):
        assert tag not in shown.casefold()
    assert "/AcroForm" not in str(_root(pdf(changed())))


def _root(made: bytes) -> Any:
    from tests.leaflets import catalog

    return catalog(made)


def test_nothing_but_the_named_file_is_written(toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    before = {path: path.read_bytes() for path in toy.rglob("*") if path.is_file()}
    run("example", "-C", str(toy), "-o", "sheet.pdf")
    assert [path.name for path in work.iterdir()] == ["sheet.pdf"]
    assert {path: path.read_bytes() for path in toy.rglob("*") if path.is_file()} == before


# The files themselves.


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pdf_is_archivable_and_accessible(language: str) -> None:
    made = pdf(changed(), language=language, fax=True)
    title = {"en": "Referral to peer support: Sugar Circle", "es": "Referencia a apoyo entre pares: Sugar Circle"}
    assert_archivable(made, language, title[language])
    assert made == pdf(changed(), language=language, fax=True)


def test_text_of_a_record_is_only_ever_data() -> None:
    nasty = '#read("x") $x$ <script>alert(1)</script> *b* {{ x }}'
    one = changed(name=nasty, referral=dataclasses.replace(PROTOCOL, steps=(nasty,), escalation=nasty))
    assert squeezed(nasty) in squeezed(" ".join(pages(pdf(one))))
    shown = text(one, format="html")
    assert "<script>" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_phone_number_inside_text_from_right_to_left_keeps_its_order() -> None:
    words = "نساء يساعدن بعضهن بعضا. هاتف +1-619-555-0105"
    one = changed(name="حلقة نور للنساء", summary=words)
    assert "\u2066+1-619-555-0105\u2069" in " ".join(runs(pdf(one))) or "+1-619-555-0105" in " ".join(pages(pdf(one)))
    assert '<bdi dir="ltr" class="number">+1-619-555-0105</bdi>' in text(one, format="html")
    assert "\u2066+1-619-555-0105\u2069" in text(one)


def test_text_and_mail_are_at_most_72_columns_wide_and_hold_no_sign_that_is_not_seen() -> None:
    for language in ("en", "es", "fr"):
        issue = make(sample(), audience="staff", language=language)
        for pair in everybody(issue):
            for format in ("text", "email"):  # noqa: A001
                shown = referral.render([pair], issue, format=format).decode()
                assert max(map(columns.width, shown.splitlines())) <= 72
                assert not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e]", shown)


class Page(HTMLParser):
    """What a page says of itself: tags in their order, and which languages it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []
        self.languages: set[str] = set()
        self.outside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag not in ("meta", "link", "br", "img"):
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        self.languages |= {known["lang"] or ""} if "lang" in known else set()
        address = known.get("src") or known.get("href") or ""
        self.outside += [address] if address and not address.startswith(("tel:", "mailto:")) else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_one_file_with_headings_in_order_and_the_language_of_each_passage() -> None:
    issue = make(sample(), language="es")
    pair = next(pair for pair in everybody(issue) if pair[0].id == "noor-womens-circle")
    page = Page(referral.render([pair], issue, format="html", fax=True).decode())
    assert page.open == []
    assert page.outside == []
    assert page.headings[0] == "h1"
    assert page.headings.count("h1") == 1
    assert set(page.headings[1:]) == {"h2"}
    assert {"es", "en", "ar"} <= page.languages


def printed(browser: Browser, ids: Sequence[str], paper: str) -> Iterator[list[str]]:
    """The pages of the web pages of some sheets as a browser prints them."""
    issue = make(sample())
    known = {one.id: (one, organization) for one, organization in everybody(issue)}
    opened = browser.new_page()
    for id_ in ids:
        opened.set_content(referral.render([known[id_]], issue, format="html").decode())
        yield [flat(page) for page in pages(opened.pdf(format=paper, prefer_css_page_size=True))]
    opened.close()


@without_browser
@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_the_web_page_prints_on_one_page_like_the_sheet_on_paper(browser: Browser, paper: str) -> None:
    # Of those that are whole on paper, these say the most.
    for (page,) in printed(browser, ("second-wind-stroke-club", "memory-lane-cafe"), paper):
        assert "Answer from the program" in page
        assert "In danger? Call 911 / 988." in page


@without_browser
def test_what_does_not_fit_on_one_printed_page_parts_before_a_box_that_is_filled_in(browser: Browser) -> None:
    ((told, filled),) = printed(browser, ("camina-conmigo",), "Letter")
    assert "If somebody is in danger" in told
    assert filled.startswith(("About the person", "Answer from the program"))
    assert "In danger? Call 911 / 988." in filled


def test_the_web_page_prints_in_letters_of_the_size_on_paper() -> None:
    assert "max-width: none; font-size: 9.5pt" in text(program(), format="html")
    assert "max-width: none; font-size: 18pt" in text(program(), format="html", large_print=True)


def test_a_pad_names_no_program_and_its_lines_are_empty() -> None:
    issue = make(sample())
    made = flat(pages(referral.blank(None, issue))[0])
    names = [one.name for one in issue.collection.programs]
    assert not [name for name in names if name in made]
    for words in ("Ask before you send anybody", "Who can come, and who cannot?", "About the person", "911 / 988"):
        assert words in made
    clinic = referral.blank("example-clinic", issue, format="text").decode()
    assert "Example Clinic\n* Front desk\n  +1-858-555-0130" in clinic
    assert "Please send this part back to Example Clinic." in clinic
    mail = referral.blank(None, issue, format="email").decode()
    assert "Subject: Referral to peer support\n" in mail


def test_a_fax_cover_goes_before_the_sheet_and_names_no_person() -> None:
    made = pages(pdf(changed(), fax=True))
    assert len(made) == 2
    cover = flat(made[0])
    assert cover.find("Fax") >= 0
    for words in (
        "To Sugar Circle Intake desk",
        "Fax number",
        "This fax is private.",
        "Write nothing about the person",
    ):
        assert words in cover
    assert "Wants help" not in cover


def test_a_mail_has_a_subject_and_empty_lines_and_warns_the_sender() -> None:
    shown = text(changed(status="paused"), format="email")
    assert shown.startswith("Send this only by secure mail.")
    assert "! This program is taking a break." in shown
    assert "\nSubject: Referral to Sugar Circle\n" in shown
    assert re.search(r"\nName _{20,}\n", shown)
    assert "You have told the directory: The program answers within 5 working days." in shown


# FHIR R4. What R4 demands of each resource is written down here; its own schema is not part of this project.

REQUIRED = {"ServiceRequest": {"status", "intent", "subject"}, "HealthcareService": set(), "Organization": {"name"}}
ALLOWED = {
    "ServiceRequest": {
        "resourceType", "id", "status", "intent", "code", "subject", "authoredOn", "requester", "performer", "note",
    },
    "HealthcareService": {
        "resourceType", "id", "extension", "active", "providedBy", "type", "specialty", "name", "comment",
        "extraDetails", "telecom", "serviceProvisionCode", "eligibility", "communication", "referralMethod",
        "availabilityExceptions",
    },
    "Organization": {"resourceType", "id", "active", "type", "name", "telecom", "contact"},
}  # fmt: skip
CONCEPTS = {"code", "type", "specialty", "serviceProvisionCode", "communication", "referralMethod", "purpose"}


def values(data: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    yield name, data
    if isinstance(data, dict):
        for key, below in data.items():
            yield from values(below, key)
    elif isinstance(data, list):
        for below in data:
            yield from values(below, name)


def bundles(audience: str) -> Iterator[dict[str, Any]]:
    issue = make(sample(), audience=audience)
    for pair in everybody(issue):
        yield json.loads(referral.render([pair], issue, format="fhir"))


@pytest.mark.parametrize("audience", ["public", "staff"])
def test_every_bundle_keeps_to_r4(audience: str) -> None:
    for bundle in bundles(audience):
        assert {"resourceType": "Bundle", "type": "collection"}.items() <= bundle.items()
        known = {entry["fullUrl"] for entry in bundle["entry"]}
        assert len(known) == len(bundle["entry"]) >= 3
        for entry in bundle["entry"]:
            uuid.UUID(entry["fullUrl"].removeprefix("urn:uuid:"))
            one = entry["resource"]
            assert REQUIRED[one["resourceType"]] <= one.keys() <= ALLOWED[one["resourceType"]]
            assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", one["id"])
            for name, value in values(one):
                # FHIR knows no empty values; a reference leads to an entry of the bundle.
                assert value not in ("", [], {}, None)
                if name == "reference" and isinstance(value, str):
                    assert value in known
                if name in CONCEPTS and isinstance(value, dict):
                    assert value.keys() <= {"coding", "text"}
                if name == "telecom" and isinstance(value, dict):
                    assert value.keys() == {"system", "value", "use"}
                    assert value["system"] in ("phone", "fax", "email", "pager", "url", "sms", "other")


def test_a_bundle_says_nothing_about_a_person_and_says_so() -> None:
    for bundle in bundles("staff"):
        kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
        assert kinds[:2] == ["ServiceRequest", "HealthcareService"]
        assert set(kinds[2:]) == {"Organization"}
        request = bundle["entry"][0]["resource"]
        assert (request["status"], request["intent"]) == ("draft", "order")
        assert request["subject"].keys() == {"extension", "display"}
        assert request["subject"]["display"] == "to be completed in your own system"
        (absent,) = request["subject"]["extension"]
        assert absent["valueCode"] == "temp-unknown"
        assert "Patient/" not in json.dumps(bundle)


def test_room_goes_along_only_while_it_is_young() -> None:
    young = json.loads(text(changed(), format="fhir"))["entry"][1]["resource"]
    (extension,) = young["extension"]
    assert extension["url"].endswith("SDOHCC-ExtensionHealthcareServiceCapacityStatus")
    assert extension["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == "capacity"
    old = changed(referral=dataclasses.replace(PROTOCOL, capacity=STALE))
    assert "extension" not in json.loads(text(old, format="fhir"))["entry"][1]["resource"]


def test_what_ends_with_the_stop_of_its_script_gets_no_other() -> None:
    walks = changed(functions=functions("我们一起散步。", "We cook together"), schedule=())
    told = json.loads(text(walks, format="fhir"))["entry"][1]["resource"]["extraDetails"]
    assert told.startswith("我们一起散步。 We cook together.")


# The fixed words.


def _size() -> Any:
    from peerdir import limits

    return limits.SIZES["vocabulary"]


def test_every_fixed_word_is_used(tmp_path: Path) -> None:
    """Marked words are looked for in everything that is made; a word nobody says is dead."""
    templates = copy_templates(tmp_path)
    path = templates / "text" / "referral" / "en.yaml"
    found = [name for name, _ in fixed_words(read_yaml(path.read_bytes(), _size()).data)]
    asked: set[str] = set()
    issue = make(sample(), audience="staff", templates=templates)
    original = type(issue.words)._find

    def find(self: Any, name: str) -> Any:
        asked.add(name)
        return original(self, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(issue.words), "_find", find)
        for one, _ in WARNED:
            for format in ("text", "email"):  # noqa: A001
                text(one, format=format)
        text(program(), format="email")
        pdf(program(contacts=(Contact(role="desk", url="https://example.org"),)))
        pdf(monster(), fax=True)
        pdf(monster(), large_print=True)
        for maker in (issue, make(collect(program(), settings=_no_contact()))):
            referral.blank(None, maker, format="email")
            seen = maker.collection.programs[0]
            referral.render([(seen, organizations(seen)[0] if organizations(seen) else None)], maker, format="text")
    assert [one for one in found if one not in asked] == []


def _no_contact() -> Any:
    from tests.leaflets import directory

    return directory(contact=Contact(role="public", url="https://www.example.org"))


def test_a_word_that_is_missing_is_told_by_its_file(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    edit(templates / "text" / "referral" / "en.yaml", "  who: Who can come\n", "")
    missing = r"templates/text/referral/en\.yaml:[0-9]+:[0-9]+: the words for 'sheet\.who' are missing"
    with pytest.raises(referral.LeafletError, match=missing):
        text(changed(eligibility=Eligibility(description="Adults")), templates=templates)


def test_a_mistake_in_the_template_is_told_with_its_place(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    edit(templates / "referral" / "referral.typ", "#let dark = luma(25%)", "#let dark = luna(25%)")
    with pytest.raises(
        referral.LeafletError, match=r"templates/referral/referral\.typ:[0-9]+:[0-9]+: unknown variable"
    ):
        pdf(changed(), templates=templates)


# The command.


def run(*arguments: str, code: int = 0) -> Any:
    result = CliRunner().invoke(app, ["refer", *arguments, "--today", "2026-11-21"])
    assert result.exit_code == code, result.output
    return result


def on_sample(*arguments: str, code: int = 0) -> Any:
    return run(*arguments, "-C", str(SAMPLE), code=code)


def test_an_organization_outside_the_protocol_is_refused_with_those_that_are_in_it() -> None:
    shown = on_sample("steady-ground", "--from", "example-inland-clinic", code=2).stderr
    assert "example-inland-clinic is not in the referral protocol of steady-ground" in flat(shown)
    assert "example-clinic, example-coast-hospital" in flat(shown)


def test_an_unknown_organization_is_answered_with_those_near_to_it() -> None:
    shown = flat(on_sample("steady-ground", "--from", "example-clinc", code=2).stderr)
    assert 'there is no organization "example-clinc"; did you mean example-clinic' in shown


def test_which_organization_refers_may_be_left_out_only_where_there_is_one() -> None:
    assert "say which organization refers" in flat(on_sample("steady-ground", code=2).stderr)
    assert "Example South Bay Clinic" in on_sample("camina-conmigo", "--format", "text").stdout
    by_name = on_sample("steady-ground", "--from", "Example Clinic", "--format", "text").stdout
    assert "Example Clinic" in by_name


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["puentes-san-diego"], 3, "an example to learn from"),
        (["table-for-two-colon"], 3, "still being planned"),
        (["bridge-house-evenings"], 1, "--audience staff makes its sheet"),
        ([], 2, "name a program, or ask for --blank"),
        (["camina-conmigo", "--blank"], 2, "one of the two"),
        (["--blank", "--format", "fhir"], 2, "FHIR needs a program"),
        (["camina-conmigo", "--format", "docx"], 2, '"docx" is not one of pdf, html, text, email, fhir'),
        (["camina-conmigo", "--language", "tlh"], 2, '"tlh" is not one of ar, en, es, fr, th, vi, zh'),
        (["no-such-program-at-all"], 1, "there is no program"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(arguments: list[str], code: int, words: str) -> None:
    shown = on_sample(*arguments, code=code)
    assert words in flat(shown.stderr)
    assert "Traceback" not in shown.output


def test_only_the_program_asked_for_is_read_and_told_of(toy: Path, write: Write) -> None:
    """Whoever has a person waiting is not told of mistakes in other entries."""
    write()
    (toy / "programs" / "other.yaml").write_text("name: [\n", encoding="utf-8")
    shown = run("example", "-C", str(toy), "--format", "text")
    assert "other.yaml" not in shown.stderr
    own = run("other", "-C", str(toy), code=1).stderr
    assert flat(own).count("programs/other.yaml has errors") == 1
    assert "there is no sheet of other until its file is mended" in own


def test_an_answer_about_room_from_a_day_to_come_is_no_answer() -> None:
    """`freshness.age_of_capacity` says that it tells nothing: no warning with that day, and nobody knows."""
    room = Capacity(status="capacity", as_of=TODAY + dt.timedelta(days=300))
    shown = flat(text(changed(referral=dataclasses.replace(_protocol(), capacity=room))))
    assert "We do not know. Ask when you call." in shown
    assert str(room.as_of.year) not in shown.partition("If somebody is in danger")[0].partition("Is there room?")[2]
    assert "Nobody has told us since" not in shown


def _protocol() -> Referral:
    found = changed().referral
    assert found
    return found


def test_of_a_closed_program_staff_get_a_sheet_that_says_so() -> None:
    shown = on_sample("bridge-house-evenings", "--audience", "staff", "--format", "text")
    assert "! This program is closed. Do not send anybody." in shown.stdout
    assert "not ready: its status is closed, so nobody is referred to it; `peerdir match`" in shown.stderr
    assert "peerdir referral check" not in shown.stderr


def test_several_formats_go_to_files_with_endings_of_their_own(tmp_path: Path) -> None:
    on_sample("camina-conmigo", "--format", "pdf,html,text,email,fhir", "-o", str(tmp_path / "out.pdf"))
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(made) == {"out.pdf", "out.html", "out.txt", "out.email.txt", "out.fhir.json"}
    assert made["out.pdf"].startswith(b"%PDF")
    assert json.loads(made["out.fhir.json"])["resourceType"] == "Bundle"
    on_sample("camina-conmigo", "-o", str(tmp_path / "order.json"))
    assert json.loads((tmp_path / "order.json").read_bytes())["type"] == "collection"
    on_sample("--blank", "-o", str(tmp_path / "pad.html"), "--from", "example-clinic")
    assert "Example Clinic" in (tmp_path / "pad.html").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    assert "is no regular file" in flat(on_sample("camina-conmigo", "-o", str(tmp_path), code=3).stderr)


def test_a_protocol_without_an_organization_needs_none(toy: Path, write: Write) -> None:
    write(
        referral="referral: {methods: [phone], program_contacts: [{role: Desk, phone: '+1-619-555-0120'}], "
        "health_care_contacts: [{role: Nurse, phone: '+1-619-555-0121'}]}"
    )
    shown = run("example", "-C", str(toy), "--format", "text", "--audience", "staff").stdout
    assert "* Nurse\n  +1-619-555-0121" in shown
    refused = run("example", "-C", str(toy), "--from", "example-clinic", code=2).stderr
    assert "leave --from out" in flat(refused)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("second-wind.txt", ["second-wind-stroke-club", "--format", "text", "--audience", "staff"]),
        ("hep-c-buddies.es.txt", ["hep-c-buddies", "--format", "text", "--language", "es"]),
        ("tb-companions.email.txt", ["tb-companions", "--format", "email", "--audience", "staff"]),
        ("camina-conmigo.fhir.json", ["camina-conmigo", "--format", "fhir"]),
        ("blank.txt", ["--blank", "--format", "text", "--fax"]),
    ],
)
def test_what_is_printed_is_what_was_looked_at(name: str, arguments: list[str], request: pytest.FixtureRequest) -> None:
    shown = on_sample(*arguments).stdout
    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_a_sheet_is_refused_where_its_contacts_were_not_made_fit_for_the_public() -> None:
    """`audience.view` was forgotten: nothing is printed."""
    seen = collect(changed(contacts=(Contact(role="desk", phone="+1-619-555-0177", visibility="staff"),)))
    issue = dataclasses.replace(make(seen), edition=dataclasses.replace(make(seen).edition, collection=seen))
    with pytest.raises(BookletError, match="contact for staff"):
        sheet(seen.programs[0], None, issue)
