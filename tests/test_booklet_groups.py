"""The order of the entries: in groups by place, condition and language, and inside a group by name or last check."""

import dataclasses
import datetime as dt
import io
import re
from typing import Any

import pypdf
import pytest

from peerdir.audience import view
from peerdir.records import Area, LanguageOffer, Location, Program, Verification
from peerdir.render import booklet
from peerdir.render.booklet.edition import Wishes
from tests.booklet_samples import content, plain
from tests.conftest import TODAY
from tests.test_booklet import collect, flat, functions, hall, page_of, pages, program


def outline(*programs: Program, **wishes: Any) -> list[str]:
    """The groups of a booklet as lines: headings behind signs for their depth, entries, references in brackets."""
    lines = []
    made = Wishes(**wishes)
    for group in content(*programs, wishes=made)["groups"]:
        lines += ["#" * (above["depth"] + 1) + " " + plain(above["place"]) for above in group["above"]]
        lines.append("#" * len(made.group_by) + " " + plain(group["place"]))
        lines += [plain(entry["name"]) for entry in group["entries"]]
        lines += [f"({plain(one['name'])})" for one in group["see"]]
    return lines


A = program(
    "a",
    name="A",
    locations=hall("Aton"),
    conditions=("stroke", "asthma"),
    languages=(LanguageOffer(code="es"), LanguageOffer(code="en")),
)
B = program("b", name="B", locations=(*hall("Beton"), *hall("Aton")), conditions=("asthma",))
C = program("c", name="C", locations=hall("Aton"), conditions=("stroke",))


def test_by_condition_a_program_stands_under_its_first_and_is_named_under_the_others() -> None:
    assert outline(A, B, C, group_by=("condition",)) == ["# asthma", "B", "(A)", "# stroke", "A", "C"]


def test_by_language() -> None:
    assert outline(A, B, C, group_by=("language",)) == ["# English", "B", "C", "(A)", "# Spanish", "A"]


def test_groups_inside_groups_in_either_order() -> None:
    assert outline(A, B, C, group_by=("place", "condition")) == [
        "# Aton",
        "## asthma",
        "(A)",
        "(B)",
        "## stroke",
        "A",
        "C",
        "# Beton",
        "## asthma",
        "B",
    ]
    assert outline(A, B, C, group_by=("condition", "place")) == [
        "# asthma",
        "## Aton",
        "(A)",
        "(B)",
        "## Beton",
        "B",
        "# stroke",
        "## Aton",
        "A",
        "C",
    ]


def test_a_heading_stands_in_the_contents_only_when_an_entry_stands_under_it() -> None:
    def outlined(**wishes: Any) -> list[tuple[str, bool]]:
        groups = content(A, B, C, wishes=Wishes(**wishes))["groups"]
        return [(plain(one["place"]), one["outlined"]) for group in groups for one in (*group["above"], group)]

    sure = [("Aton", True), ("asthma", False), ("stroke", True), ("Beton", True), ("asthma", True)]
    assert outlined(group_by=("place", "condition")) == sure
    languages = content(A, wishes=Wishes(group_by=("language",)))["groups"]
    assert [(plain(one["place"]), one["outlined"]) for one in languages] == [("English", False), ("Spanish", True)]


def test_every_program_has_one_entry_however_it_is_grouped() -> None:
    lines = outline(A, B, C, group_by=("language", "condition", "place"))
    assert sorted(line for line in lines if line in ("A", "B", "C")) == ["A", "B", "C"]


def checked(name: str, day: dt.date | None) -> Program:
    seen = Verification(verified_on=day, verified_by="x", method="phone") if day else None
    return program(name.lower(), name=name, verification=seen)


def test_those_checked_last_come_first_when_that_is_wished() -> None:
    programs = (checked("A", dt.date(2026, 1, 1)), checked("B", None), checked("C", dt.date(2026, 5, 1)))
    assert outline(*programs, sort="verified") == ["# Springfield", "C", "A", "B"]
    assert outline(*programs) == ["# Springfield", "A", "B", "C"]


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"group_by": ("colour",)}, "grouped by place, condition, language, each once, not by colour"),
        ({"group_by": ("place", "place")}, "not by place, place"),
        ({"group_by": ()}, "not by nothing"),
        ({"sort": "size"}, "sorted by name or verified, not by 'size'"),
    ],
)
def test_a_wish_that_is_not_known_is_told(wishes: dict[str, Any], message: str) -> None:
    with pytest.raises(booklet.BookletError, match=message):
        content(program(), wishes=Wishes(**wishes))


@pytest.mark.parametrize("group_by", [("condition",), ("place", "condition"), ("language", "place", "condition")])
def test_the_contents_lead_to_every_entry_however_it_is_grouped(group_by: tuple[str, ...]) -> None:
    programs = [
        program(
            f"p{number}",
            name=f"Program{number} of the North",
            summary=f"Begin{number} of a program in a town.",
            locations=hall(f"City {'ABC'[number % 3]}"),
            conditions=("stroke", "asthma")[number % 2 :],
            languages=(LanguageOffer(code="es"), LanguageOffer(code="en"))[number % 2 :],
        )
        for number in range(9)
    ]
    seen = view(collect(*programs), "public", TODAY)
    printed = booklet.make(seen, today=TODAY, wishes=Wishes(group_by=group_by)).pdf
    texts = pages(pypdf.PdfReader(io.BytesIO(printed)))
    start = next(number for number, text in enumerate(texts) if "Begin" in text)
    contents = flat(" ".join(texts[:start]))
    for number in range(9):
        page = page_of(f"Begin{number} ", texts)
        assert re.findall(rf"Program{number} of the North ([0-9]+)", contents) == [str(page)]


def van(area: str) -> tuple[Location, ...]:
    return (Location(key="van", type="physical", name="Van", area=area),)


@pytest.mark.parametrize(
    ("area", "place"),
    [
        ("Downtown Aton, near the station", "Aton"),
        ("Platon", "Platon"),
    ],
)
def test_an_area_of_a_city_is_in_it(area: str, place: str) -> None:
    mobile = program("d", name="D", locations=van(area))
    assert dict.fromkeys(outline(C, mobile)) == dict.fromkeys(["# Aton", "C", f"# {place}", "D"])


def test_a_postal_code_that_is_served_is_the_city_that_has_it() -> None:
    (there,) = hall("Aton")
    assert there.address is not None
    coded = dataclasses.replace(there, address=dataclasses.replace(there.address, postal_code="92025"))
    near = program("e", name="E", locations=(coded,))
    far = dataclasses.replace(B, service_area=(Area(name="92025"), Area(name="92026")))
    index = [plain(term["place"]) for term in content(near, far)["place_index"]]
    assert index == ["92026", "Aton", "Beton"]
    assert [plain(one["name"]) for one in content(near, far)["place_index"][1]["programs"]] == ["B", "E"]


def test_whole_counties_and_states_stand_behind_the_towns_in_the_index_by_place() -> None:
    """One that is a place of a program stands among the towns."""
    areas = (
        Area(name="Arizona", type="state"),
        Area(name="Aton County", type="county"),
        Area(name="Aham", type="city"),
    )
    far = Area(name="Beton", type="county")
    programs = (
        program("a", locations=hall("Zeton"), service_area=(*areas, far)),
        program("b", locations=hall("Beton")),
    )
    online = program("c", locations=(Location(key="line", type="phone", name="Line"),))
    found = [plain(term["place"]) for term in content(*programs, online)["place_index"]]
    assert found == ["Aham", "Beton", "Zeton", "Arizona", "Aton County", "Online or by phone"]


def tall(name: str, *cities: str, conditions: tuple[str, ...]) -> Program:
    """A program whose entry fills most of a page."""
    return program(
        name.lower(),
        name=name,
        summary=f"Begin{name} of a program.",
        functions=functions("Walks by the river " * 30),
        locations=tuple(one for city in cities for one in hall(city)),
        conditions=conditions,
        referral=None,
    )


@pytest.fixture(scope="module")
def inside() -> list[str]:
    """The pages of a booklet by place and condition, in which many groups have no entry of their own."""
    programs = [
        tall("Ash", "Aton", "Beton", conditions=("asthma", "stroke", "lupus")),
        tall("Birch", "Beton", conditions=("lupus", "stroke")),
        tall("Cedar", "Beton", "Ceton", conditions=("stroke", "gout")),
        tall("Elm", "Ceton", conditions=("gout", "asthma")),
    ]
    seen = view(collect(*programs), "public", TODAY)
    wishes = Wishes(group_by=("place", "condition"))
    return pages(pypdf.PdfReader(io.BytesIO(booklet.make(seen, today=TODAY, wishes=wishes).pdf)))


def test_groups_inside_groups_that_hold_only_references_take_no_page_between_entries(inside: list[str]) -> None:
    begin, end = page_of("BeginAsh", inside), page_of("BeginElm", inside)
    assert all("Begin" in text for text in inside[begin - 1 : end])
    behind = flat(inside[end])
    assert "Also under other headings" in behind
    for name, programs in (
        ("Aton · lupus", ("Ash",)),
        ("Aton · stroke", ("Ash",)),
        ("Beton · asthma", ("Ash",)),
        ("Beton · gout", ("Cedar",)),
        ("Ceton · asthma", ("Elm",)),
        ("Ceton · stroke", ("Cedar",)),
    ):
        for one in programs:
            assert f"{name} {one} {page_of(f'Begin{one}', inside)}" in behind
    assert "Also under other headings" in flat(" ".join(inside[: begin - 1]))  # in the contents


def test_the_head_of_a_page_names_all_groups_it_is_in_from_the_outermost_on(inside: list[str]) -> None:
    for name, head in (("Birch", "Beton · lupus"), ("Cedar", "Beton · stroke"), ("Elm", "Ceton · gout")):
        assert head in flat(inside[page_of(f"Begin{name}", inside) - 1].partition("Begin")[0])
