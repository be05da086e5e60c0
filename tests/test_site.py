"""The web site: what stands on its pages, what must never stand there, and that every page is whole."""

import base64
import dataclasses
import datetime as dt
import functools
import hashlib
import itertools
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdir import freshness
from peerdir.analyse import fold, singular, terms, words
from peerdir.assets import assets
from peerdir.audience import fill, view
from peerdir.output_folder import MANIFEST
from peerdir.reading.collection import Collection, load
from peerdir.records import FUNCTIONS, Address, Capacity, Location, Online, Program
from peerdir.render.site import SiteError, languages, meetings, safe, shelves, speech, wording
from peerdir.render.site.languages import speech as speak
from peerdir.render.site.speech import Speech
from tests.conftest import ROOT, SAMPLE, TODAY
from tests.site_pages import Pages, render, spoken

VOID = {"meta", "link", "input", "br", "img", "hr", "wbr"}

DIRECTORY: dict[str, Any] = {
    "title": "Toy Directory",
    "publisher": "Toys",
    "contact": {"role": "Desk", "email": "desk@example.org"},
    "country": "US",
    "time_zone": "America/Los_Angeles",
    "languages": ["en"],
    "emergency": [{"name": "Emergency", "phone": "911"}],
    "inclusion_policy": "We list **good** programs.",
}
PROGRAM: dict[str, Any] = {
    "name": "Example",
    "summary": "Neighbors help one another day by day.",
    "status": "active",
    "organization": "runner",
    "conditions": ["stroke"],
    "populations": ["adults"],
    "languages": [{"code": "en"}],
    "modalities": ["group"],
    "functions": {
        "daily_management": {"activities": ["Cooking together every week"]},
        "social_emotional": {"activities": ["Talking about hard days"]},
        "linkage": {"activities": ["Going to the clinic together"]},
        "ongoing": {"activities": ["A circle without an end"]},
    },
    "locations": [{"key": "room", "type": "physical", "address": {"city": "Vista", "state": "CA", "country": "US"}}],
    "schedule": [{"location": "room", "freq": "weekly", "byday": ["TU"], "start": "18:00"}],
    "cost": {"free": True},
    "contacts": [{"role": "public", "phone": "+1-619-555-0150"}],
    "referral": {
        "methods": ["self"],
        "program_contacts": [{"role": "Manager", "phone": "+1-619-555-0120"}],
        "health_care_contacts": [{"organization": "clinic", "role": "Nurse", "phone": "+1-619-555-0121"}],
    },
    "verification": {"verified_on": "2026-10-01", "verified_by": "desk", "method": "phone"},
}
ORGANIZATIONS: dict[str, Any] = {
    "runner": {"name": "Example Runner", "type": "patient-organization"},
    "clinic": {"name": "Example Clinic", "type": "clinic"},
}


def toy(root: Path, *programs: Mapping[str, Any], **settings: Any) -> Collection:
    """Write a directory of programs, each with what differs from PROGRAM, and load it as it is."""
    files: dict[str, Any] = {"directory.yaml": {**DIRECTORY, **settings}}
    for i, program in enumerate(programs):
        changed = {**PROGRAM, **program}
        files[f"programs/{changed.pop('id', f'toy-{i}')}.yaml"] = {k: v for k, v in changed.items() if v is not None}
    files.update({f"organizations/{name}.yaml": value for name, value in ORGANIZATIONS.items()})
    for name in ("conditions", "languages", "countries"):
        source = SAMPLE / "vocabulary" / f"{name}.yaml"
        (root / "vocabulary").mkdir(parents=True, exist_ok=True)
        shutil.copy(source, root / "vocabulary")
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(json.dumps(content, indent=1), encoding="utf-8")
    collection = load(root)
    assert [str(found.message) for found in collection.diagnostics if found.severity.name == "ERROR"] == []
    return collection


def pages_of(collection: Collection) -> Pages:
    return render(view(collection, "public"), today=TODAY)


def text_of(pages: Pages, path: str) -> str:
    return pages[path].decode()


def english(collection: Collection | None = None) -> Speech:
    return languages.speech(collection or Collection(), "en", TODAY, [assets("templates")])


@pytest.fixture(scope="module")
def collection() -> Collection:
    return load(SAMPLE)


@pytest.fixture(scope="module")
def pages(collection: Collection) -> Pages:
    return pages_of(collection)


class Page(HTMLParser):
    """What a page is made of: its tags with their attributes, its headings and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text = ""
        self.data = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) < len(attrs):
            self.wrong.append(f"an attribute twice in <{tag}>")
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing, line {self.getpos()[0]}")

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.data += data
        else:
            self.text += data

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.tags if attribute in attributes]

    @property
    def levels(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]


def html_pages(pages: Pages) -> Iterator[tuple[str, Page]]:
    """Yield every page but the referral sheets, which are files of their own that need no other."""
    return ((path, read(text_of(pages, path))) for path in pages if path.endswith(".html") and "sheets/" not in path)


# Several tests look at every page.
@functools.lru_cache(maxsize=3000)
def read(html: str) -> Page:
    return Page(html)


def flaws(page: Page) -> Iterator[str]:
    """Yield what keeps a page from being whole, or from being heard and used by everybody."""
    yield from page.wrong
    yield from (f"<{tag}> is not closed" for tag in page.open)
    ids = page.values("id")
    yield from (f"id {name} twice" for name in set(ids) if ids.count(name) > 1)
    pointers = [*page.values("aria-labelledby"), *page.values("aria-describedby"), *page.values("for")]
    yield from (f"{name} points to nothing" for name in pointers if name not in ids)
    if len(page.all("h1")) != 1:
        yield f"{len(page.all('h1'))} h1"
    levels = page.levels[page.levels.index(1) :]
    yield from (f"h{b} after h{a}" for a, b in itertools.pairwise(levels) if b > a + 1)
    yield from ("an image without alt" for image in page.all("img") if "alt" not in image)
    labelled = page.values("for")
    yield from ("a field without label" for field in page.all("input", "select") if field.get("id") not in labelled)
    for landmark in ("main", "header", "footer", "nav", "title"):
        if not page.all(landmark):
            yield f"no {landmark}"
    # What is no script but data is not run.
    scripts = [script for script in page.all("script") if script.get("type") != "application/ld+json"]
    policy = next(tag["content"] or "" for tag in page.all("meta") if "http-equiv" in tag)
    known = f"'sha256-{base64.b64encode(hashlib.sha256(page.data.encode()).digest()).decode()}'" in policy
    yield from ("inline script" for script in scripts if not script.get("src") and not known)
    yield from ("inline style" for _ in (*page.all("style"), *page.values("style")))
    yield from (f"{name} in <{tag}>" for tag, found in page.tags for name in found if name.startswith("on"))


def test_every_page_is_whole(pages: Pages) -> None:
    assert {path: found for path, page in html_pages(pages) if (found := list(flaws(page)))} == {}


def follow_links(pages: Pages) -> None:
    """Assert that every link within the site leads to a page that is there, and to a place on it."""
    ids = {path: page.values("id") for path, page in html_pages(pages)}
    for path, page in html_pages(pages):
        for link in [*page.values("href"), *page.values("src"), *page.values("action")]:
            # The page for lost readers is shown at any address, so its links begin at the top of the server.
            parts = urlsplit(link.removeprefix("/directory/") if path == "404.html" else link)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "mailto", "tel"), link
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            assert target in pages, f"{path} links to {link}"
            assert not parts.fragment or parts.fragment in ids[target], f"{path} links to {link}"


def test_every_internal_link_leads_to_a_page_and_a_place_on_it(pages: Pages) -> None:
    follow_links(pages)


def test_nothing_is_fetched_from_elsewhere(pages: Pages) -> None:
    for _, page in html_pages(pages):
        links = [tag["href"] or "" for tag in page.all("link") if tag["rel"] in ("stylesheet", "icon")]
        loaded = [*page.values("src"), *links]
        assert [found for found in loaded if "//" in found] == []
        policy = next(tag["content"] or "" for tag in page.all("meta") if "http-equiv" in tag)
        assert policy.startswith("default-src 'none'; style-src 'self'")
    assert b"@import" not in pages["assets/style.css"]
    assert b"url(" not in pages["assets/style.css"]


def test_the_same_input_gives_the_same_bytes(collection: Collection, pages: Pages) -> None:
    assert pages_of(collection) == pages


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    abroad = {"key": "room", "type": "physical", "address": {"city": "Nowhere", "country": "MX"}}
    toy(tmp_path / "directory", {"locations": [{**abroad, "latitude": 32.5, "longitude": -117.0}]})
    call = ["-m", "peerdir", "render", "site", "-C", str(tmp_path / "directory"), "--today", TODAY.isoformat()]
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, *call, "-o", str(out)], env=environment, check=True, capture_output=True)
        files = (path for path in out.rglob("*") if path.is_file() and path.name != MANIFEST)
        made.append({path.relative_to(out): path.read_bytes() for path in files})
    assert made[0] == made[1]


def test_the_first_page_has_what_a_reader_needs(pages: Pages, collection: Collection) -> None:
    page = Page(text_of(pages, "index.html"))
    directory = collection.directory
    for said in (directory.title, directory.publisher, directory.edition or "", "What support looks like"):
        assert said in page.text
    assert {"tel:911", "tel:988"} <= set(page.values("href"))
    assert "programs/cameroon-yaounde.html" in page.values("href")
    assert "We choose programs by rules that anybody can read." in page.text
    assert "not an endorsement" in page.text
    assert "corrections@example.org" in page.text
    listed = [program for program in collection.programs if program.listed and program.publish.web]
    assert len([tag for tag in page.all("li") if tag.get("class") == "card"]) == len(listed)


def test_browse_pages_count_the_programs(pages: Pages, collection: Collection) -> None:
    count = sum("stroke" in program.conditions for program in collection.programs if program.listed)
    assert f"{count} programs" in Page(text_of(pages, "conditions/stroke.html")).text
    assert 'lang="es"' in text_of(pages, "conditions/stroke.html")
    assert "languages/es.html" in pages
    assert "Español" in text_of(pages, "languages/index.html")


def test_a_page_tells_the_four_functions_and_how_to_refer(pages: Pages) -> None:
    page = Page(text_of(pages, "programs/camina-conmigo.html"))
    assert page.text.index("Assistance in daily management") < page.text.index("Ongoing support")
    for said in (
        "How to refer",
        "Within 3 working days",
        "Who it is for",
        "1st and 3rd Tuesday of the month, 6–\u20607:30\xa0pm",
    ):
        assert said in page.text
    assert "tel:+16195550101" in page.values("href")
    assert "with an interpreter" in page.text


def secrets(collection: Collection) -> set[str]:
    """Return everything in a directory that only staff may see and that nobody else's field says as well."""
    staff: list[str | None] = []
    public: list[str | None] = [collection.directory.contact.phone, collection.directory.contact.email]
    for program in collection.programs:
        contacts = [*program.contacts]
        for contact in contacts:
            (public if contact.visibility == "public" else staff).extend((contact.phone, contact.email))
        if program.referral:
            for side in (program.referral.program_contacts, program.referral.health_care_contacts):
                for person in (fill(contact, collection) for contact in side):
                    (public if person.visibility == "public" else staff).extend((person.phone, person.email))
        if program.verification:
            staff.extend(check.note for check in program.verification.history)
        staff.append(program.publish.reason)
    for organization in collection.organizations.values():
        for contact in organization.contacts:
            (public if contact.visibility == "public" else staff).extend((contact.phone, contact.email))
    return {value for value in staff if value} - {value for value in public if value}


def test_nothing_for_staff_is_in_any_byte_of_the_sample(collection: Collection, pages: Pages) -> None:
    found = secrets(collection)
    assert len(found) > 20
    everything = b"\n".join(pages.values()).decode("utf-8", "replace")
    digits = re.sub(r"[^0-9+a-z]", "", everything.casefold())
    for secret in found:
        assert secret not in everything, secret
        if secret.startswith("+"):
            assert re.sub(r"[^0-9+]", "", secret) not in digits, secret


def test_nothing_for_staff_is_in_any_byte_of_a_toy(tmp_path: Path) -> None:
    marked = {field: f"STAFFONLY {field}" for field in ("role", "name", "hours")}
    ways = {"phone": "+1-619-555-0199", "email": "staffonly@example.org"}
    staff = {**marked, **ways, "visibility": "staff"}
    clinic = {"name": "Example Clinic", "type": "clinic", "contacts": [{**staff, "role": "Nurse"}]}
    program = {
        "contacts": [*PROGRAM["contacts"], staff],
        "referral": {
            "methods": ["phone"],
            "program_contacts": [{**staff, "backup": "STAFFONLY backup"}],
            "health_care_contacts": [{"organization": "clinic", "role": "Nurse", "visibility": "public"}],
        },
        "verification": {
            **PROGRAM["verification"],
            "informant": {"name": "STAFFONLY informant"},
            "history": [
                {"date": "2026-10-01", "by": "x", "method": "phone", "result": "confirmed", "note": "STAFFONLY note"}
            ],
        },
        "publish": {"web": True, "print": False, "reason": "STAFFONLY reason"},
        "extra": {"csv": {"secret": "STAFFONLY extra"}},
    }
    collection = toy(tmp_path, program)
    (tmp_path / "organizations" / "clinic.yaml").write_text(json.dumps(clinic), encoding="utf-8")
    collection = load(tmp_path)
    assert len(collection.programs) == 1
    everything = b"\n".join(pages_of(collection).values()).decode().casefold()
    assert "staffonly" not in everything
    assert "6195550199" not in re.sub(r"[^0-9a-z]", "", everything)


def test_a_confidential_place_shows_its_area_and_nothing_else(tmp_path: Path) -> None:
    place = {"key": "room", "type": "confidential", "area": "North County"}
    collection = toy(tmp_path, {"locations": [place]})
    entry = next(entry for entry in collection.entries if entry.kind == "program")
    told = Location(
        key="room",
        type="confidential",
        area="North County",
        name="Dontprint house",
        url="https://dontprint.example.org/",
        transportation="Dontprint bus",
        latitude=32.7654321,
        longitude=-117.7654321,
    )
    slot = dataclasses.replace(entry.program.schedule[0], online=Online(url="https://dontprint.example.org/room"))
    program = dataclasses.replace(entry.program, locations=(told,), schedule=(slot,))
    others = tuple(kept for kept in collection.entries if kept is not entry)
    changed = dataclasses.replace(collection, entries=(*others, dataclasses.replace(entry, record=program)))
    pages = render(changed, today=TODAY)  # not through the audience's view, which takes most of it away already
    everything = {path: content.decode().casefold() for path, content in pages.items()}
    assert [path for path, text in everything.items() if "dontprint" in text or "7654321" in text] == []
    assert "North County" in text_of(pages, "programs/toy-0.html")
    assert "Call first" in text_of(pages, "programs/toy-0.html")
    assert "places/north-county.html" in pages


HOSTILE = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>'{{ 7*7 }}</title></textarea>-->"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    contact = {"role": HOSTILE, "name": HOSTILE, "phone": "*#06#", "email": '"><b>@x.org', "url": "javascript:alert(3)"}
    program = {
        "name": f"<b>{HOSTILE}</b>",
        "also_known_as": [HOSTILE],
        "summary": HOSTILE,
        "description": f'{HOSTILE}\n\n- [x](javascript:alert(4))\n- **<i>{HOSTILE}</i>**\n\n[y](https://x.example/"onload=1)',
        "functions": {name: {"activities": [HOSTILE], "by": HOSTILE} for name in FUNCTIONS},
        "locations": [
            {"key": "room", "type": "physical", "name": HOSTILE, "address": {"city": HOSTILE, "country": "US"}},
            {"key": "web", "type": "virtual", "url": "javascript:alert(5)"},
        ],
        "schedule": [
            {"location": "web", "by_appointment": True, "online": {"url": "data:text/html,x", "phone": "911,,1"}}
        ],
        "contacts": [contact],
        "alert": {"text": HOSTILE},
        "links": [
            {"title": HOSTILE, "url": "javascript:alert(6)"},
            {"title": "u", "url": "https://user:pw@x.example/"},
        ],
        "translations": {"ar": {"name": HOSTILE, "summary": HOSTILE, "description": HOSTILE}},
        "eligibility": {"excludes": [HOSTILE]},
        "cost": {"free": False, "description": HOSTILE},
        "service_area": [{"name": HOSTILE}],
        "credibility": {
            "evidence": [
                {
                    "criterion": "training",
                    "type": "policy",
                    "issuer": HOSTILE,
                    "issued": "2026-01-01",
                    "url": "file:///x",
                }
            ]
        },
    }
    collection = toy(tmp_path, program, title=f"<u>{HOSTILE}", base_url="javascript:alert(7)")
    pages = pages_of(collection)
    for path, page in html_pages(pages):
        assert list(flaws(page)) == [], path
        assert {tag for tag, _ in page.tags} & {"b", "i", "u", "img"} == set(), path
        assert all(re.match(r"(https?|mailto|tel):|[^:]*$", link) for link in page.values("href")), path
        assert [link for link in page.values("href") if link.startswith("tel:")] == ["tel:911"] * (
            1 + (path in ("about.html", "index.html", "offline.html"))
        )
    page = Page(text_of(pages, "programs/toy-0.html"))
    assert page.text.count("<script>alert(1)</script>") > 15
    assert "{{ 7*7 }}" in page.text
    assert "49" not in page.text.replace("<", "")
    assert "[x](javascript:alert(4))" in page.text


def test_a_phone_number_in_arabic_text_keeps_its_order(tmp_path: Path, pages: Pages) -> None:
    arabic = {"summary": "اتصل بالرقم 619-555-0142 اليوم", "description": "**هاتف** 0142-555 (619)"}
    page = text_of(pages_of(toy(tmp_path, {"translations": {"ar": arabic}})), "programs/toy-0.html")
    assert 'lang="ar" dir="rtl"' in page
    assert '<bdi dir="ltr">619-555-0142</bdi>' in page
    assert '<bdi dir="ltr">0142-555 (619</bdi>' in page
    assert re.search(
        r'lang="ar" dir="rtl">.*<bdi dir="ltr">\+1-619-555-0105</bdi>',
        text_of(pages, "programs/noor-womens-circle.html"),
        re.S,
    )


def test_every_phone_number_on_the_pages_is_isolated(pages: Pages) -> None:
    bare = re.compile(r'(?<!<bdi dir="ltr">)(?<![\w+:.#%-])\+1-\d{3}-555-\d{4}')
    for path, content in pages.items():
        if path.endswith(".html"):
            body = re.sub(r"<head>.*?</head>", "", content.decode(), flags=re.S)
            # A sheet says of each passage how it runs; only in one from right to left can a number turn round.
            text = "".join(re.findall(r'<[^<>]* dir="rtl"[^<>]*>[^<]*', body)) if "sheets/" in path else body
            assert bare.findall(text.replace("\u2066", '<bdi dir="ltr">')) == [], path


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"status": "paused"}, "Paused for now"),
        (
            {"verification": {**PROGRAM["verification"], "verified_on": "2025-05-03"}},
            "Call first: not checked since 3 May 2025",
        ),
        ({"referral": {**PROGRAM["referral"], "capacity": {"status": "waitlist", "as_of": "2026-11-01"}}}, "Waitlist"),
    ],
)
def test_marks_stand_on_the_card_and_on_the_page(tmp_path: Path, changes: dict[str, Any], mark: str) -> None:
    pages = pages_of(toy(tmp_path, changes))
    for path in ("index.html", "programs/toy-0.html"):
        assert f">{mark}</li>" in text_of(pages, path)


def test_an_old_answer_about_room_is_told_as_one() -> None:
    room = Capacity(status="capacity", as_of=TODAY - dt.timedelta(days=31))
    assert not freshness.is_current(room, TODAY)
    assert wording.capacity(room, TODAY, english()) == (
        "Had room when asked on 21 October 2026. That was some time ago, so please ask."
    )
    assert freshness.is_current(dataclasses.replace(room, as_of=TODAY), TODAY)
    assert not freshness.is_current(dataclasses.replace(room, as_of=TODAY + dt.timedelta(days=1)), TODAY)


def test_an_alert_shows_only_in_its_time(tmp_path: Path) -> None:
    def shown(until: str) -> bool:
        collection = toy(tmp_path, {"alert": {"text": "Moved to the library", "until": until}})
        return "Moved to the library" in text_of(pages_of(collection), "programs/toy-0.html")

    assert shown("2026-11-21")
    assert not shown("2026-11-20")


def test_only_published_and_listed_programs_have_pages(tmp_path: Path) -> None:
    hidden = {"publish": {"web": False, "reason": "asked"}}
    states: list[dict[str, Any]] = [
        {"id": "in", "name": "Shown"},
        {"id": "off", "name": "Vanished", **hidden},
        {"id": "gone", "name": "Vanished too", "status": "closed"},
        {"id": "coming", "name": "Vanished as well", "status": "proposed"},
        {"id": "old", "name": "Learned", "status": "historical", "sources": ["a book"]},
        {"id": "old-off", "name": "Vanished last", "status": "historical", "sources": ["a book"], **hidden},
    ]
    pages = pages_of(toy(tmp_path, *states))
    kept = ["programs/in.html", "programs/in.ics", "programs/old.html"]
    assert [path for path in pages if path.startswith("programs/")] == kept
    assert b"Vanished" not in b"".join(pages.values())
    assert not any(word in found for found in search_scripts(pages) for word in ("vanished", "learned"))
    assert "Learned" in text_of(pages, "examples.html")
    assert "a book" in text_of(pages, "programs/old.html")
    assert "Learned" not in text_of(pages, "conditions/stroke.html")


def test_a_broken_directory_still_has_a_site() -> None:
    pages = render(Collection(), today=TODAY)
    assert {path: found for path, page in html_pages(pages) if (found := list(flaws(page)))} == {}
    assert "No program is listed yet" in text_of(pages, "conditions/index.html")


def _address(city: str, state: str | None = None, country: str = "US") -> dict[str, Any]:
    address = {"city": city, "country": country} | ({"state": state} if state else {})
    return {"key": "room", "type": "physical", "address": address}


def test_each_place_has_a_file_of_its_own(tmp_path: Path) -> None:
    towns = [
        ("San José", "CA"), ("San Jose", "CA"), ("San José", None), ("Vista", "CA"), ("Vista", "NM"), ("北京", None),
        ("上海", None), ("Index", None), ("con", None), ("St. John’s", None), ("St John s", None), ("القاهرة", None),
    ]  # fmt: skip
    programs = [{"name": f"Toy {i}", "locations": [_address(*town)]} for i, town in enumerate(towns)]
    pages = pages_of(toy(tmp_path, *programs))
    found = {path.removeprefix("places/") for path in pages if path.startswith("places/")}
    assert {"index.html", "vista-ca.html", "vista-nm.html"} <= found
    assert len({name.casefold() for name in found}) == len(found)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.html", name) for name in found)
    assert "con.html" not in found
    assert sum(name.startswith("place-") for name in found) == 3
    assert sum(name.startswith("st-john-s-") for name in found) == 2
    listed = text_of(pages, "places/index.html")
    assert "北京" in listed
    assert "Index" in listed


def test_file_names_differ_on_every_file_system() -> None:
    names = shelves.file_names(["zh-Hans", "ES", "es", "index", "nul", "stroke"], str)
    assert names["zh-Hans"] == "zh-Hans"
    assert names["stroke"] == "stroke"
    assert len({name.casefold() for name in names.values()}) == 6
    assert not {"index", "nul"} & set(names.values())


@given(st.lists(st.text(max_size=20), unique_by=fold, max_size=8))
def test_any_names_give_different_safe_files(towns: list[str]) -> None:
    names = shelves.file_names([fold(town) for town in towns], shelves._plain)
    assert len(set(names.values())) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names.values())


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://www.example.org/a?b=c#d", True),
        ("http://example.org:8080", True),
        ("HTTPS://example.org", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://example.org", False),
        ("https://example.org\n", False),
        ("https://user@example.org/", False),
        ("https://user:pw@example.org/", False),
        ("https:///x", False),
        ("https://[::1", False),
        ("https://example.org:99999/", False),
        ('https://example.org/"onclick=x', False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("mailto:a@example.org", False),
        ("", False),
        (None, False),
    ],
)
def test_links_lead_to_the_web_only(url: str | None, allowed: bool) -> None:
    assert (safe.href(url) is not None) is allowed


@pytest.mark.parametrize(
    ("email", "link"),
    [
        ("hello@example.org", "mailto:hello@example.org"),
        ("a+b@example.org", "mailto:a%2Bb@example.org"),
        ("a@example.org?bcc=b@example.org", None),
        ("a%0Ab@example.org", "mailto:a%250Ab@example.org"),
        ("a@b.org,c@d.org", None),
        ("a@example.org\n", None),
        ("@", None),
        (None, None),
    ],
)
def test_mail_links_hold_one_address(email: str | None, link: str | None) -> None:
    assert safe.mailto(email) == link


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("+1-619-555-0100", "tel:+16195550100"),
        ("619-555-0100", None),
        ("+44 (0)20 7946 0123", None),
        ("*#06#", None),
        ("+1-619-555-0100,,1", None),
        (None, None),
    ],
)
def test_phone_links_dial_one_number(phone: str | None, link: str | None) -> None:
    assert safe.tel(phone) == link


def test_an_emergency_line_may_be_short() -> None:
    assert safe.tel_emergency("911") == "tel:911"
    assert safe.tel_emergency("116123") == "tel:116123"
    assert safe.tel_emergency("+1-800-273-8255") == "tel:+18002738255"
    assert safe.tel_emergency("*#06#") is None
    assert safe.tel_emergency("116 123") == "tel:116123"
    assert safe.tel_emergency("+44 (0)20 7946 0123") is None


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One\ntwo\n\nthree", "<p>One two</p>\n<p>three</p>"),
        ("List:\n- a\n  b\n- c\n\nEnd", "<p>List:</p>\n<ul><li>a b</li><li>c</li></ul>\n<p>End</p>"),
        ("- a\n\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("**b** *c* <i>", "<p><strong>b</strong> *c* &lt;i&gt;</p>"),
        ("[Guide](https://example.org)", "<p>Guide (https://example.org)</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("Call +1-619-555-0100", '<p>Call <bdi dir="ltr">+1-619-555-0100</bdi></p>'),
        ("  \n", ""),
    ],
)
def test_small_markdown(source: str, html: str) -> None:
    assert str(safe.paragraphs(source)) == html


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))
def test_any_text_is_escaped_and_kept(value: str) -> None:
    page = Page(f"<p>{safe.text(value)}</p>")
    assert {tag for tag, _ in page.tags} <= {"p", "bdi"}
    assert page.text == value
    assert {tag for tag, _ in Page(str(safe.paragraphs(value))).tags} <= {"p", "bdi", "ul", "li", "strong"}


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa", "rtl"),
        ("ur", "rtl"),
        ("es", "ltr"),
        ("az-Arab", "rtl"),
        ("ur-Latn", "ltr"),
    ],
)
def test_direction(language: str, direction: str) -> None:
    assert speech.direction(language) == direction


@pytest.mark.parametrize(
    ("started", "words"),
    [(2019, "2019"), ("2019-03", "March 2019"), ("2019-03-05", "5 March 2019"), ("2019-13", "2019-13")],
)
def test_since(started: int | str, words: str) -> None:
    assert wording.since(started, english()) == words


def broken(tmp_path: Path, name: str, content: str | None) -> str:
    """Break one template; return what the SiteError says."""
    folder = tmp_path / "site"
    shutil.copytree(assets("templates") / "site", folder)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(SiteError) as caught:
        dict(render(Collection(), today=TODAY, templates=folder))
    return str(caught.value)


def test_a_broken_template_is_named_with_its_line(tmp_path: Path) -> None:
    said = broken(tmp_path, "about.html", "<p>\n{% if %}\n")
    assert said.startswith("templates/site/about.html:2: ")
    assert "\n" not in said


def test_an_unknown_word_in_a_template_is_named_with_its_line(tmp_path: Path) -> None:
    said = broken(tmp_path, "contact.html", "{# x #}\n\n{{ contact.fax }}")
    assert said.startswith("templates/site/contact.html:3: ")
    assert "fax" in said


def test_a_wrong_sum_in_a_template_is_named_with_its_line(tmp_path: Path) -> None:
    assert broken(tmp_path, "about.html", "\n{{ 1 / 0 }}").startswith("templates/site/about.html:2: ")


def test_a_missing_template_is_named_with_its_line(tmp_path: Path) -> None:
    said = broken(tmp_path, "about.html", "\n{% include 'nowhere.html' %}")
    assert said == "templates/site/about.html:2: there is no template 'nowhere.html'"


def search_scripts(pages: Pages) -> list[str]:
    """Return the files of the search with their data, in small letters."""
    found = [text_of(pages, path).casefold() for path in pages if path.startswith("assets/search/")]
    assert found
    return found


def test_analyse_examples_hold_in_python() -> None:
    examples = json.loads((ROOT / "tests" / "analyse.json").read_text(encoding="utf-8"))
    assert len(examples) >= 30
    for example in examples:
        assert fold(example["text"]) == example["fold"]
        assert terms(example["text"]) == example["terms"]
        assert singular(" ".join(words(example["text"]))) == example["singular"]


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_text_has_contrast_in_both_schemes() -> None:
    style = (assets("templates") / "site" / "assets" / "style.css").read_text(encoding="utf-8")
    schemes = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", style, re.S)
    ]
    assert len(schemes) >= 2
    for scheme in schemes[:2]:
        for ink in ("ink", "soft", "accent"):
            for paper in ("paper", "surface", "tint"):
                assert contrast(scheme[ink], scheme[paper]) >= 7, (ink, paper)
        assert contrast(scheme["on-accent"], scheme["accent"]) >= 7
        assert contrast(scheme["on-band"], scheme["band"]) >= 7


def test_a_staff_view_shows_the_staff_contact(collection: Collection) -> None:
    pages = render(view(collection, "staff"), today=TODAY, audience="staff")
    manager = next(
        contact for contact in _program(collection, "quiet-harbor").contacts if contact.visibility == "staff"
    )
    assert manager.email
    assert manager.email in Page(text_of(pages, "programs/quiet-harbor.html")).text


def test_every_page_for_staff_says_so_and_marks_what_is_for_staff(collection: Collection, pages: Pages) -> None:
    staff = render(spoken(view(collection, "staff", TODAY), "en", "es", "ar"), today=TODAY, audience="staff")
    assert {path: found for path, page in html_pages(staff) if (found := list(flaws(page)))} == {}
    banners = {
        code: speak(collection, code, TODAY, [assets("templates")]).plain("page.for_staff")
        for code in collection.directory.languages
    }
    for path, page in html_pages(staff):
        assert banners.get(path.partition("/")[0], banners["en"]) in page.text, path
        assert {"name": "robots", "content": "noindex"} in page.all("meta"), path
    for path, page in html_pages(pages):
        assert not any(said in page.text for said in banners.values()), path
        assert ("robots" in page.values("name")) == path.endswith(("404.html", "offline.html")), path
    for program in view(collection, "staff").programs:
        if program.listed and program.publish.web and program.referral:
            sides = (program.contacts, program.referral.program_contacts, program.referral.health_care_contacts)
            expected = sum(contact.visibility == "staff" for side in sides for contact in side)
            assert text_of(staff, f"programs/{program.id}.html").count(">For staff only</span>") == expected, program.id


def test_a_card_for_staff_shows_what_everybody_may_call(tmp_path: Path) -> None:
    night = {"role": "Night", "phone": "+1-619-555-0199", "visibility": "staff"}
    day = {"role": "Day", "email": "day@example.org"}
    pages = render(toy(tmp_path, {"contacts": [night, day]}), today=TODAY, audience="staff")
    assert "mailto:day@example.org" in text_of(pages, "index.html")
    assert "0199" not in text_of(pages, "index.html")
    assert "0199" in text_of(pages, "programs/toy-0.html")


@pytest.mark.parametrize("base", ["https://x.example/list", "https://x.example/list/"])
def test_the_printed_address_is_whole(tmp_path: Path, base: str) -> None:
    page = Page(text_of(pages_of(toy(tmp_path, {}, base_url=base)), "programs/toy-0.html"))
    assert "From https://x.example/list/programs/toy-0.html," in page.text


def test_an_emergency_line_with_spaces_can_be_dialled(tmp_path: Path) -> None:
    line = {"name": "Listeners", "phone": "116 123"}
    pages = pages_of(toy(tmp_path, {}, emergency=[line]))
    for path in ("index.html", "about.html", "programs/toy-0.html"):
        assert "tel:116123" in Page(text_of(pages, path)).values("href")


def test_places_abroad_name_their_country_and_come_after_those_at_home(tmp_path: Path) -> None:
    programs = [
        {"name": "Here", "locations": [_address("Vista", "CA")]},
        {"name": "There", "locations": [_address("Chiang Mai", country="TH")]},
        {"name": "Net", "locations": [{"key": "room", "type": "virtual"}]},
    ]
    pages = pages_of(toy(tmp_path, *programs))
    assert "Chiang Mai, Thailand" in Page(text_of(pages, "index.html")).text
    assert Page(text_of(pages, "programs/toy-1.html")).text.count("Chiang Mai, Thailand") == 3
    assert "United States" not in Page(text_of(pages, "index.html")).text
    shelf = Page(text_of(pages, "places/index.html")).text
    assert shelf.index("Vista") < shelf.index("Chiang Mai, Thailand") < shelf.index("Online")
    assert "Chiang Mai, Thailand" in Page(text_of(pages, "places/chiang-mai-thailand.html")).text


def test_a_confidential_place_never_names_a_country(tmp_path: Path) -> None:
    place = Location(key="room", type="confidential", area="The North", address=Address(city="Lampang", country="TH"))
    assert meetings.town(place, english(toy(tmp_path, {}))) == "The North"


def test_towns_of_one_name_abroad_are_kept_apart(tmp_path: Path) -> None:
    towns = [("Vista", "CA", "US"), ("Vista", None, "TH"), ("Vista", "Phrae", "TH"), ("Vista", "Nan", "TH")]
    programs = [{"name": f"Toy {i}", "locations": [_address(*town)]} for i, town in enumerate(towns)]
    page = Page(text_of(pages_of(toy(tmp_path, *programs)), "places/index.html")).text
    assert [label for label in ("Vista, Nan, Thailand", "Vista, Phrae, Thailand", "Vista, CA") if label in page] == [
        "Vista, Nan, Thailand",
        "Vista, Phrae, Thailand",
    ]


def test_a_card_says_when_what_it_costs_and_when_it_was_checked(tmp_path: Path) -> None:
    weekly = {"location": "room", "freq": "weekly", "start": "18:00"}
    schedule = [{**weekly, "byday": [day]} for day in ("TU", "WE", "TH", "FR", "SA")]
    pages = pages_of(toy(tmp_path, {"schedule": schedule}))
    card = re.sub(r"\s+", " ", Page(text_of(pages, "conditions/stroke.html")).text)
    for said in ("Tue 6 pm; Wed 6 pm; and 3 more", "Free · Checked 1 October 2026", "In English"):
        assert said in card
    page = Page(text_of(pages, "programs/toy-0.html")).text
    glance = page[page.index("At a glance") : page.index("What support looks like")]
    assert "Tuesdays, 6\xa0pm" in glance
    assert "Fridays, 6\xa0pm" in glance
    assert "and 1 more" in glance


def test_by_appointment_says_where(tmp_path: Path) -> None:
    places = [_address("Vista"), {"key": "den", "type": "confidential", "area": "North County"}]
    slots = [{"location": "room", "by_appointment": True}, {"location": "den", "by_appointment": True}]
    pages = pages_of(toy(tmp_path, {"locations": places, "schedule": slots}))
    assert "By appointment, Vista; By appointment, North County" in Page(text_of(pages, "index.html")).text
    assert "By appointment, North County" in Page(text_of(pages, "programs/toy-0.html")).text


def test_a_series_that_has_not_begun_says_so_on_the_card(tmp_path: Path) -> None:
    slot = {**PROGRAM["schedule"][0], "dtstart": "2027-01-05", "timezone": "Asia/Bangkok"}
    index = text_of(pages_of(toy(tmp_path, {"schedule": [slot]})), "index.html")
    assert "Tue 6\xa0pm, Bangkok time, starts on 5 January 2027" in index


def test_addresses_break_where_people_read_a_break(tmp_path: Path) -> None:
    contact = {"role": "Desk", "email": "first.last@long.example.org", "url": "https://www.example.org/a/walks?week=2"}
    page = text_of(pages_of(toy(tmp_path, {"contacts": [contact]})), "programs/toy-0.html")
    assert "first<wbr>.last@<wbr>long<wbr>.example<wbr>.org" in page
    assert "mailto:first.last@long.example.org" in page
    assert "example.org/a/walks?week=2" in Page(page).text
    assert safe.breakable("<b>@x.org") == "&lt;b&gt;@<wbr>x<wbr>.org"


def test_the_first_page_has_a_home_link(pages: Pages) -> None:
    assert any(link.get("class") == "home" for link in Page(text_of(pages, "index.html")).all("a"))


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("capacity", "Had room when asked on 1 November 2026."),
        ("waitlist", "Had a waitlist when asked on 1 November 2026."),
        ("no-capacity", "Was full when asked on 1 November 2026."),
        ("additional-assessment-required", "When asked on 1 November 2026: ask first if there is room."),
    ],
)
def test_whether_there_was_room(status: Any, said: str) -> None:
    assert wording.capacity(Capacity(status=status, as_of=dt.date(2026, 11, 1)), TODAY, english()) == said


def test_the_small_lines_under_activities_say_what_they_are(pages: Pages) -> None:
    page = Page(text_of(pages, "programs/camina-conmigo.html")).text
    assert "How: Group meetings" in page
    assert "Who: promotoras who have diabetes" in page


def test_a_translated_part_repeats_how_to_reach_the_program(collection: Collection) -> None:
    made = render(spoken(view(collection, "public", TODAY), "en", "es"), today=TODAY)
    page = text_of(made, "programs/noor-womens-circle.html")
    part = page[page.index('<section id="in-ar"') :]
    assert '<a href="tel:+16195550105"><bdi dir="ltr">+1-619-555-0105</bdi></a>' in part[: part.index("</section>")]


def test_how_long_a_word_about_room_holds_stands_in_one_place(pages: Pages) -> None:
    assert f"in the last {freshness.CAPACITY_LASTS.days} days" in Page(text_of(pages, "about.html")).text
    assert "30" not in (assets("templates") / "site" / "about.html").read_text(encoding="utf-8")


def test_a_withdrawn_program_is_not_listed(tmp_path: Path) -> None:
    decision = {"result": "withdrawn", "date": "2026-11-01", "by": "committee"}
    pages = pages_of(toy(tmp_path, {"id": "gone", "name": "Vanished", "credibility": {"decision": decision}}))
    assert "programs/gone.html" not in pages
    assert b"Vanished" not in b"".join(pages.values())


def test_without_a_browser_the_browser_tests_fail_where_one_is_required() -> None:
    def run(**more: str) -> str:
        names = ("PATH", "PEERDIR_REQUIRE_BROWSER")
        kept = {name: value for name, value in os.environ.items() if name not in names}
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n0",
            "-p",
            "no:cacheprovider",
            "tests/test_site_browser.py",
            "-k",
            "skip_link",
        ]
        environment = {**kept, "PATH": "", **more}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False).stdout

    assert "1 skipped" in run()
    assert "1 error" in run(PEERDIR_REQUIRE_BROWSER="1")


def _program(collection: Collection, name: str) -> Program:
    found = collection.program(name)
    assert found
    return found
