"""What the tests of handouts, brochures and posters share: a small directory, the sample one, and PDFs read back."""

import dataclasses
import datetime as dt
import functools
import io
import math
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf

from peerdir.assets import assets
from peerdir.audience import Audience, view
from peerdir.reading.collection import Collection, Entry, load
from peerdir.reading.source import Source
from peerdir.records import (
    Address,
    Contact,
    Cost,
    Directory,
    EmergencyLine,
    Function,
    Functions,
    LanguageOffer,
    Linkage,
    Location,
    Ongoing,
    Organization,
    Program,
    Record,
    Referral,
    ReferralContact,
    Slot,
    Term,
    Verification,
    Vocabulary,
)
from peerdir.render import leaflets

TODAY = dt.date(2026, 11, 21)
SAMPLE = Path(__file__).parents[1] / "directory"
HALL = Address(line1="100 Example Ave", city="Springfield", state="CA", postal_code="92101", country="US")


def directory(**changes: Any) -> Directory:
    settings = Directory(
        title="Example Directory",
        publisher="Example Publisher",
        edition="Fall 2026",
        contact=Contact(role="public", phone="+1-858-555-0100", email="desk@example.org"),
        country="US",
        time_zone="America/Los_Angeles",
        languages=("en", "es"),
        base_url="https://www.example.org/directory/",
        emergency=(EmergencyLine(name="Emergency", phone="911"), EmergencyLine(name="Crisis line", phone="988")),
        inclusion_policy="Peers lead the programs listed here.",
    )
    return dataclasses.replace(settings, **changes)


def functions(*activities: str) -> Functions:
    return Functions(
        daily_management=Function(activities=activities or ("Walks in the park every week",)),
        social_emotional=Function(activities=("Somebody who listens",)),
        linkage=Linkage(activities=("Company on clinic visits",)),
        ongoing=Ongoing(activities=("For as long as you like",)),
    )


def program(id: str = "sample", **changes: Any) -> Program:  # noqa: A002 - the field's own name
    sample = Program(
        id=id,
        name="Sugar Circle",
        summary="People with diabetes cook and walk together.",
        status="active",
        organization="runner",
        conditions=("diabetes-type-2",),
        languages=(LanguageOffer(code="en"),),
        functions=functions(),
        locations=(Location(key="hall", type="physical", name="Town Hall", address=HALL),),
        schedule=(Slot(location="hall", freq="weekly", byday=("TU",), start="18:00", end="19:30"),),
        cost=Cost(free=True),
        contacts=(Contact(role="public", name="Front desk", phone="+1-619-555-0100", email="hello@example.org"),),
        referral=Referral(
            methods=("self",),
            program_contacts=(ReferralContact(role="Manager", name="Hidden Manager", phone="+1-619-555-0120"),),
            health_care_contacts=(ReferralContact(role="Nurse", phone="+1-619-555-0121"),),
        ),
        verification=Verification(verified_on=dt.date(2026, 10, 1), verified_by="desk", method="phone"),
    )
    return dataclasses.replace(sample, **changes)


DIABETES = Term(
    code="diabetes-type-2",
    label="Type 2 diabetes",
    labels={"es": "Diabetes tipo 2", "zh": "2型糖尿病"},
    synonyms={"en": ("sugar", "T2D"), "es": ("azúcar",), "ar": ("السكري",)},
)
VOCABULARIES = (
    Vocabulary(id="conditions", title="Conditions", terms=(DIABETES, Term(code="any", label="Any condition"))),
    Vocabulary(id="populations", title="For whom", terms=(Term(code="veterans", label="Veterans"),)),
    Vocabulary(
        id="languages", title="Languages", terms=(Term(code="en", label="English"), Term(code="es", label="Spanish"))
    ),
)


def collect(*programs: Program, settings: Directory | None = None) -> Collection:
    records: list[tuple[str, Record]] = [("program", one) for one in programs]
    records.append(("directory", settings or directory()))
    records.append(("organization", Organization(id="runner", name="Example Runner", type="community-organization")))
    records += [("vocabulary", vocabulary) for vocabulary in VOCABULARIES]
    entries = (Entry(path="", kind=kind, id="", record=record, source=Source()) for kind, record in records)
    return Collection(entries=tuple(entries))


@functools.cache
def sample(audience: Audience = "public") -> Collection:
    """The directory that ships with the program, as an audience may see it."""
    return view(load(SAMPLE), audience, TODAY)


def make(
    collection: Collection,
    *,
    audience: Audience = "public",
    language: str | None = None,
    templates: Path | None = None,
    today: dt.date = TODAY,
    **form: Any,
) -> leaflets.Issue:
    return leaflets.issue(
        view(collection, audience, today),
        today=today,
        audience=audience,
        language=language,
        templates=templates,
        form=leaflets.Form(**form),
    )


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in read(pdf).pages]


def squeezed(text: str) -> str:
    """Text without line ends and spaces, for words that may break over lines."""
    return re.sub(r"[\s\u200b]+", "", text)


def flat(text: str) -> str:
    return " ".join(text.split())


def catalog(pdf: bytes) -> Any:
    root: Any = read(pdf).trailer["/Root"]
    return root.get_object()


def links(pdf: bytes) -> set[str]:
    notes: list[Any] = [note.get_object() for page in read(pdf).pages for note in page.get("/Annots", ())]
    return {str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})}


def runs(pdf: bytes) -> list[str]:
    """Pieces of text that stand together on paper, in one direction."""
    found: list[str] = []
    for page in read(pdf).pages:
        page.extract_text(visitor_text=lambda text, *_: found.append(text))
    return found


def fixed_words(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file of fixed words, by its name: "handout.first_steps.0"."""
    if isinstance(data, dict | list):
        for key, below in data.items() if isinstance(data, dict) else enumerate(data):
            yield from fixed_words(below, f"{place}.{key}" if place else str(key))
    else:
        yield place, data


def sizes(pdf: bytes) -> dict[float, str]:
    """The sizes of letters on paper in points, each with a text of that size."""
    found: dict[float, str] = {}

    def visit(text: str, outer: list[float], inner: list[float], _: object, size: float) -> None:
        if text.strip():
            scale = math.hypot(inner[0], inner[1]) * math.hypot(outer[0], outer[1])
            found[round(size * scale, 1)] = text.strip()

    for page in read(pdf).pages:
        page.extract_text(visitor_text=visit)
    return found


def places(page: pypdf.PageObject) -> list[tuple[str, float, float, bool]]:
    """Each piece of text with where it stands from the left and from the foot in points, and whether it is upright."""
    found: list[tuple[str, float, float, bool]] = []

    def visit(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        if text.strip():
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            turned = abs(outer[1] * inner[0] + inner[1] * outer[0]) > 1e-6
            found.append((text.strip(), x, y, turned))

    page.extract_text(visitor_text=visit)
    return found


def staff_values() -> set[str]:
    """Every number and address of the sample directory that only staff may see, as it would be printed."""

    def values(collection: Collection) -> set[str]:
        ways: list[Any] = [collection.directory.contact]
        for one in collection.programs:
            ways += [*one.contacts]
            ways += [*one.referral.program_contacts, *one.referral.health_care_contacts] if one.referral else []
        for organization in collection.organizations.values():
            ways += organization.contacts
        return {squeezed(value) for way in ways for value in (way.phone, way.email) if value}

    return values(sample("staff")) - values(sample("public"))


def copy_templates(target: Path) -> Path:
    """A copy of the shipped templates that a test may spoil."""
    return Path(shutil.copytree(assets("templates"), target / "templates"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def assert_archivable(pdf: bytes, language: str, title: str) -> None:
    """Tagged, PDF/UA-1 and PDF/A-2a by its own word, with a language and a title that is shown."""
    root = catalog(pdf)
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    packet = root["/Metadata"].get_data().decode()
    assert "pdfuaid:part" in packet
    assert "pdfaid:conformance>A" in packet
    metadata = read(pdf).metadata
    assert metadata is not None
    assert metadata.title == title
