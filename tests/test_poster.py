"""The poster, read back: one page, strips that stand upright at its foot, a number everywhere."""

import dataclasses
import itertools
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from peerdir.cli import app
from peerdir.records import Alert, Contact, Cost, Program, Publish
from peerdir.render import leaflets
from peerdir.render.leaflets.poster import STRIPS
from tests.leaflets import (
    SAMPLE,
    assert_archivable,
    collect,
    directory,
    flat,
    links,
    make,
    pages,
    places,
    program,
    read,
    sample,
    sizes,
    squeezed,
    staff_values,
)
from tests.paper import codes


def poster(one: Program | None = None, **options: Any) -> bytes:
    programs = options.pop("programs", None) or [one or program()]
    issue = make(collect(*programs, settings=options.pop("settings", None)), **options)
    return leaflets.poster(issue, program=one and issue.collection.program(one.id))


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_strips_stand_upright_at_the_foot_each_with_name_and_number(paper: str) -> None:
    page = read(poster(program(), paper=paper)).pages[0]
    at = places(page)
    turned = [(text, x, y) for text, x, y, upright in at if upright]
    for words in ("+1-619-555-0100", "Sugar Circle"):
        strips = [(x, y) for text, x, y in turned if words in text]
        assert len(strips) == STRIPS
        steps = {round(b - a) for (a, _), (b, _) in itertools.pairwise(strips)}
        assert steps <= {int(float(page.mediabox.width) / STRIPS), int(float(page.mediabox.width) / STRIPS) + 1}
        # Above what printers leave white, below the rest.
        assert all(20 < y < 145 for _, y in strips)
    assert min(y for _, _, y, upright in at if not upright) > 1.95 * 72


@pytest.mark.parametrize(
    ("language", "step"),
    [("en", 5), *(pytest.param(*one, marks=pytest.mark.exhaustive) for one in (("en", 1), ("es", 4)))],
)
def test_a_poster_for_every_sample_program_is_one_page(language: str, step: int) -> None:
    issue = make(sample(), language=language)
    for one in issue.programs[::step]:
        (page,) = pages(leaflets.poster(issue, program=one))
        way = one.contacts[0]
        assert squeezed(page).count(squeezed(way.phone or way.email or "no way")) >= STRIPS


def test_it_tells_when_and_where_and_is_a_tagged_archivable_document() -> None:
    made = poster(program())
    assert_archivable(made, "en", "Sugar Circle")
    (page,) = pages(made)
    for words in ("Town Hall, 100 Example Ave", "Tuesdays, 6–7:30 pm", "Free", "Call", "From Example Directory"):
        assert words in flat(page)
    assert "Llame al" in pages(poster(program(), language="es"))[0]


def test_a_screen_reader_hears_the_number_once() -> None:
    """Strips are repeated, so they are marked as decoration."""
    content: Any = read(poster(program())).pages[0].get_contents()
    data = content.get_data()
    assert b"/Artifact" in data
    real = data.split(b"/Artifact")[0].count(b"BT") + sum(
        part.split(b"EMC", 1)[1].count(b"BT") for part in data.split(b"/Artifact")[1:]
    )
    assert real < data.count(b"BT") - STRIPS


def test_the_directory_has_a_poster_with_its_own_number_and_help() -> None:
    made = poster(programs=[program("a"), program("b")])
    assert_archivable(made, "en", "You are not the only one – Example Directory")
    (page,) = pages(made)
    for words in (
        "2 programs. All of them are free.",
        "Emergency 911",
        "Crisis line 988",
        "Published by Example Publisher",
    ):
        assert words in flat(page)
    assert page.count("+1-858-555-0100") == STRIPS + 1
    assert {"tel:+18585550100", "tel:911", "https://www.example.org/directory/"} <= links(made)


def test_without_a_number_the_strips_have_an_address() -> None:
    one = program(contacts=(Contact(role="public", email="hello@example.org"),))
    (page,) = pages(poster(one))
    assert "Write to" in page
    assert squeezed(page).count("hello@example.org") == STRIPS + 1
    web = program(contacts=(Contact(role="public", url="https://www.example.org/join/"),))
    (page,) = pages(poster(web))
    assert "Look at" in page
    assert squeezed(page).count("example.org/join") >= STRIPS + 1


def test_without_a_public_contact_there_is_no_poster() -> None:
    hidden = program(contacts=(Contact(role="Desk", phone="+1-619-555-0111", visibility="staff"),))
    with pytest.raises(leaflets.LeafletError, match="sample has no public phone number or address"):
        poster(hidden)
    settings = directory(contact=Contact(role="Desk", phone="+1-858-555-0111", visibility="staff"))
    with pytest.raises(leaflets.LeafletError, match=r"directory\.yaml has no public phone number"):
        poster(settings=settings)


def test_a_poster_for_staff_contacts_takes_the_public_one() -> None:
    ways = (Contact(role="Night desk", phone="+1-619-555-0199", visibility="staff"), *program().contacts)
    (page,) = pages(poster(program(contacts=ways), audience="staff"))
    assert "0199" not in page
    assert "0100" in page


def test_much_text_is_cut_and_a_long_name_gets_smaller() -> None:
    one = program(
        name="A Very Long Name of a Program That Goes On " * 5,
        summary="We meet and walk and talk until the sun is low over the bay. " * 3,
        alert=Alert(text="No meeting on the first Tuesday of December. " * 4),
        schedule=tuple(dataclasses.replace(program().schedule[0], title="Tea and talk " * 10) for _ in range(9)),
    )
    (page,) = pages(poster(one))
    assert squeezed(page).count("+1-619-555-0100") == STRIPS + 1
    assert len(page) < 2600


def test_a_poster_is_refused_where_nobody_can_go() -> None:
    for changes, reason in (
        ({"status": "closed"}, "is not open to people now"),
        ({"publish": Publish(print=False, reason="safety")}, "is not to be printed"),
    ):
        with pytest.raises(leaflets.LeafletError, match=reason):
            poster(program(**changes))
    with pytest.raises(leaflets.LeafletError, match="nothing to put on a poster"):
        poster(programs=[program(status="closed")])


def test_nothing_for_staff_is_on_a_poster() -> None:
    issue = make(sample())
    text = squeezed("".join("".join(pages(leaflets.poster(issue, program=one))) for one in issue.programs[:12]))
    assert [value for value in staff_values() if value in text] == []
    assert "555-01" in text


def test_an_arabic_name_prints_on_the_poster_and_on_the_strips() -> None:
    one = program(name="حلقة نور للنساء", summary="نساء 619-555-0142 معا")
    made = poster(one)
    assert "619-555-0142" in pages(made)[0]
    assert len([1 for text, _, _, upright in places(read(made).pages[0]) if upright and "حلقة" in text]) == STRIPS


def test_a_phone_reads_the_code_off_the_page(tmp_path: Path) -> None:
    path = tmp_path / "poster.pdf"
    path.write_bytes(poster(program(), settings=directory()))
    (seen,) = codes(path, 1)
    assert seen.text == "https://www.example.org/directory/programs/sample.html"
    assert seen.side >= 2 / 2.54 * 72 - 1


def test_the_same_input_gives_the_same_bytes() -> None:
    assert poster(program()) == poster(program())


def test_the_command_names_its_file_by_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments, name in ((["camina-conmigo"], "poster-camina-conmigo.pdf"), ([], "poster.pdf")):
        command = ["render", "poster", *arguments, "-C", str(SAMPLE), "--today", "2026-11-21"]
        result = CliRunner().invoke(app, command)
        assert result.exit_code == 0
        assert len(pages((tmp_path / name).read_bytes())) == 1


@pytest.mark.parametrize(
    ("free", "said"),
    [
        ((True,), "1 program. It is free."),
        ((False,), "1 program."),
        ((True, False, False), "3 programs. 1 of them is free."),
        ((True, True, False), "3 programs. 2 of them are free."),
    ],
)
def test_programs_are_counted_in_the_right_words(free: tuple[bool, ...], said: str) -> None:
    programs = [program(f"p{at}", cost=Cost(free=one)) for at, one in enumerate(free)]
    page = flat(pages(poster(programs=programs))[0])
    assert f"{said} " in page
    assert ("free" in page) is any(free)


@pytest.mark.parametrize("id", ["after-the-baby", "camina-conmigo", "second-wind-stroke-club"])
def test_letters_get_smaller_before_a_fact_goes(id: str) -> None:  # noqa: A002
    issue = make(sample())
    one = issue.collection.program(id)
    assert one is not None
    made = leaflets.poster(issue, program=one)
    page = squeezed(pages(made)[0])
    for location in one.locations:
        where = (location.address and location.address.line1) or location.area or location.name
        assert squeezed(str(where)) in page
    for heading in ("When", "Where", "Languages", "Cost", "Whocancome"):
        assert heading in page
    assert min(sizes(made)) >= 9


def test_a_poster_says_that_there_is_more_where_something_was_left_out() -> None:
    assert "There is more" not in pages(poster(program()))[0]
    long = program(summary="We meet and walk and talk until the sun is low over the bay. " * 9)
    assert "There is more to know. Please ask when you call." in flat(pages(poster(long))[0])
    written = dataclasses.replace(long, contacts=(Contact(role="public", email="hello@example.org"),))
    assert "There is more to know. Please ask. " in flat(pages(poster(written))[0])


LONG_ADDRESS = f"{'-'.join(['walking'] * 9)}@example.org"


def test_an_address_that_has_no_room_on_a_strip_is_not_on_one() -> None:
    one = program(contacts=(Contact(role="public", email=LONG_ADDRESS),))
    made = poster(one)
    assert squeezed(pages(made)[0]).count(LONG_ADDRESS) == 1
    assert squeezed(pages(made)[0]).count("example.org/directory/programs/sample.html") == STRIPS + 1
    alone = poster(one, settings=directory(base_url=None))
    assert pages(alone)[0].count("+1-858-555-0100") == STRIPS
    at = [(x, upright) for text, x, _, upright in places(read(alone).pages[0]) if "Example Directory" in text]
    assert len([x for x, upright in at if upright]) == STRIPS


def test_a_poster_is_refused_when_nothing_has_room_on_its_strips() -> None:
    one = program(contacts=(Contact(role="public", email=LONG_ADDRESS),))
    desk = Contact(role="Desk", phone="+1-858-555-0111", visibility="staff")
    with pytest.raises(leaflets.LeafletError, match="the strips: there is more text than fits on the page"):
        poster(one, settings=directory(base_url=None, contact=desk))
