"""The brochure, read back: two pages, six panels where folding wants them, and counts that are true."""

import dataclasses
import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from peerdir.cli import app
from peerdir.records import Alert, Capacity, Contact, Cost, Program, Publish, Referral
from peerdir.render import leaflets
from peerdir.render.leaflets.wording import Wording, wording
from tests.leaflets import (
    SAMPLE,
    TODAY,
    assert_archivable,
    collect,
    copy_templates,
    directory,
    edit,
    flat,
    links,
    make,
    pages,
    places,
    program,
    read,
    sample,
    squeezed,
    staff_values,
)
from tests.paper import codes

PAPERS = {"letter": (792, 612), "a4": (842, 595)}
# A word of each panel: on which page it is, and in which third from the left.
PANELS = {
    "people": {
        "Talk with somebody": (0, 2),
        "Questions people ask": (0, 0),
        "How to start": (0, 1),
        "What is peer support?": (1, 0),
        "People meet about": (1, 1),
        "In your language": (1, 2),
    },
    "referrers": {
        "For clinics": (0, 2),
        "In our directory": (0, 0),
        "Ask us": (0, 1),
        "What peers add": (1, 0),
        "How to refer": (1, 1),
        "Programs for": (1, 2),
    },
    "managers": {
        "For people who run": (0, 2),
        "What people look for": (0, 0),
        "Keep your entry right": (0, 1),
        "Four kinds of support": (1, 0),
        "In another place": (1, 1),
        "Win friends": (1, 2),
    },
    "supporters": {
        "For people who support": (0, 2),
        "What you give": (0, 0),
        "Ask us": (0, 1),
        "Four ways to help": (1, 0),
        "In another place": (1, 1),
        "Ways to tell others": (1, 2),
    },
    "hosts": {
        "For clinics": (0, 2),
        "Ways to help": (0, 0),
        "Talk with us": (0, 1),
        "What it is": (1, 0),
        "1. Get ready": (1, 1),
        "3. Begin": (1, 2),
    },
}


def brochure(kind: str, *programs: Program, **options: Any) -> bytes:
    issue = make(collect(*programs, settings=options.pop("settings", None)), **options)
    return leaflets.brochure(kind, issue)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", leaflets.KINDS)
@pytest.mark.sampled(4)
def test_every_panel_stands_where_folding_wants_it(kind: str, paper: str) -> None:
    reader = read(leaflets.brochure(kind, make(sample(), paper=paper)))
    assert len(reader.pages) == 2
    width, height = PAPERS[paper]
    for number, page in enumerate(reader.pages):
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (width, height)
        at = places(page)
        for words, (of, third) in PANELS[kind].items():
            if of == number:
                (x,) = [x for text, x, _, _ in at if words in text]
                assert int(x / (width / 3)) == third, words
        # Nothing stands in a fold: every line begins in the margin of its own panel or inside it.
        narrow = width / 3 - 4
        folds = (narrow, narrow + (width - narrow) / 2) if number == 0 else ((width - narrow) / 2, width - narrow)
        for text, x, y, _ in at:
            assert not any(abs(x - fold) < 15 for fold in folds), text
            assert 20 < y < height - 20


def test_the_panel_that_is_folded_in_is_narrower_and_lies_on_the_narrow_one() -> None:
    """The flap is at the left of the outside, so it is behind the right panel of the inside."""
    template = (Path(__file__).parents[1] / "templates" / "leaflets" / "brochure.typ").read_text(encoding="utf-8")
    assert re.search(r'name: "flap", x: 0pt, width: narrow', template)
    assert re.search(r'name: "inside-3", x: 2 \* broad, width: narrow', template)
    assert "#let narrow = sheet.width / 3 - 1.4mm" in template
    reader = read(leaflets.brochure("people", make(sample())))
    outside, inside = (places(page) for page in reader.pages)
    back = next(x for text, x, _, _ in outside if "How to start" in text)
    middle = next(x for text, x, _, _ in inside if "People meet about" in text)
    # The first fold of the outside is to the left of that of the inside: 4 points for paper that lies in paper.
    assert 4 < middle - back < 8


@pytest.mark.parametrize("kind", leaflets.KINDS)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.sampled(4)
def test_it_is_a_tagged_archivable_document_in_its_language(kind: str, language: str) -> None:
    issue = make(sample(), language=language)
    made = leaflets.brochure(kind, issue)
    name = {
        ("people", "en"): "You are not the only one",
        ("people", "es"): "No le pasa solo a usted",
        ("referrers", "en"): "Refer people to peer support",
        ("referrers", "es"): "Recomiende el apoyo entre pares",
        ("hosts", "en"): "Start or host a peer support program",
        ("hosts", "es"): "Inicie o reciba un programa de apoyo entre pares",
        ("managers", "en"): "Help people find your program",
        ("managers", "es"): "Que la gente encuentre su programa",
        ("supporters", "en"): "You have been there. Pass it on.",
        ("supporters", "es"): "Usted ya pasó por eso. Compártalo.",
    }[kind, language]
    whose = {
        "en": "Example Community Directory of Peer Support",
        "es": "Directorio comunitario de ejemplo de apoyo entre pares",
    }[language]
    assert_archivable(made, language, f"{name} – {whose}")
    assert squeezed(name) in squeezed(pages(made)[0])


def test_a_spanish_brochure_has_no_english_fixed_words() -> None:
    english, spanish = (wording(Path(__file__).parents[1] / "templates", language) for language in ("en", "es"))
    for kind in leaflets.KINDS:
        text = squeezed("".join(pages(leaflets.brochure(kind, make(sample(), language="es")))))
        for name in ("title", "subtitle", "what_title", "functions_title", "start_title"):
            for words, wanted in ((english, False), (spanish, True)):
                said = squeezed("".join(part for _, part in words.say(f"brochure.{kind}.{name}")))
                assert (said in text) == wanted, said


@pytest.mark.parametrize("language", ["es", "fr"])
def test_every_language_has_the_same_words_with_the_same_gaps(language: str) -> None:
    english, other = (wording(Path(__file__).parents[1] / "templates", code) for code in ("en", language))
    assert other.language == language
    assert shape(english.own) == shape(other.own)


def shape(words: Any) -> Any:
    """What a translation must keep: names, lengths of lists, gaps."""
    if isinstance(words, dict):
        return {key: shape(value) for key, value in words.items()}
    return [shape(value) for value in words] if isinstance(words, list) else sorted(re.findall(r"\{\w+\}", words))


def test_fixed_words_are_all_used_and_none_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()
    say = Wording.say

    def spy(self: Wording, name: str, **values: Any) -> Any:
        used.add(name)
        return say(self, name, **values)

    monkeypatch.setattr(Wording, "say", spy)
    full = collect(*(has_room(f"p{number:02}") for number in range(20)), program("z", status="proposed"))
    for kind in leaflets.KINDS:
        leaflets.brochure(kind, make(full))
        leaflets.brochure(kind, make(collect(has_room("one"))))
    leaflets.brochure("people", make(many(60)))
    past = program("past", status="historical", name="Past Project")
    leaflets.brochure("hosts", make(collect(past)))
    leaflets.brochure("managers", make(collect(past, dataclasses.replace(past, id="other"))))
    for way in (
        Contact(role="x", phone="1"),
        Contact(role="x", email="a@example.org"),
        Contact(role="x", url="a.example.org"),
    ):
        issue = make(collect(program(contacts=(way,))))
        leaflets.poster(issue, program=issue.programs[0])
    leaflets.poster(make(full))
    noted = make(collect(program(alert=Alert(text="No meeting in June"))))
    leaflets.handout(noted.programs, noted)
    leaflets.handout(noted.programs, noted, discreet=True)
    staff = make(full, audience="staff")
    leaflets.handout(staff.programs[:1], staff)
    written = make(collect(program(contacts=(Contact(role="x", email="a@example.org"),), alert=Alert(text="June"))))
    leaflets.handout(written.programs, written, discreet=True)
    by_phone = Referral(methods=("phone",), program_contacts=(), health_care_contacts=())
    sent = program("a", cost=Cost(free=False), referral=by_phone)
    for programs in ((sent,), (sent, has_room("b"))):
        leaflets.brochure("people", make(collect(*programs)))
        leaflets.poster(make(collect(*programs)))
    # Forms by number are one text.
    known = set(names(wording(Path(__file__).parents[1] / "templates", "en").own))
    assert {name.removesuffix(".one").removesuffix(".many") for name in known} - used == set()


def names(words: Any, above: str = "") -> list[str]:
    if isinstance(words, str):
        return [above]
    parts = words.items() if isinstance(words, dict) else enumerate(words)
    return [name for key, part in parts for name in names(part, f"{above}.{key}" if above else str(key))]


def test_sentences_are_short() -> None:
    for language in ("en", "es", "fr"):
        words = wording(Path(__file__).parents[1] / "templates", language)
        for name in names(words.own):
            said = "".join(part for _, part in words.say(name, **dict.fromkeys(GAPS, "9")))
            for sentence in re.split(r"(?<=[.?!])\s", said):
                assert len(sentence.split()) <= 22, sentence


GAPS = ("lines", "place", "publisher", "address", "count", "free", "alone", "days", "title")


def has_room(id: str) -> Program:  # noqa: A002 - the field's own name
    referral = program().referral
    assert referral is not None
    capacity = Capacity(status="capacity", as_of=TODAY)
    return program(id, referral=dataclasses.replace(referral, capacity=capacity))


def many(count: int) -> Any:
    """Programs in as many cities as there are."""
    hall = program().locations[0]
    assert hall.address is not None
    return collect(
        *(
            program(
                f"p{number:02}",
                locations=(
                    dataclasses.replace(hall, address=dataclasses.replace(hall.address, city=f"City {number:02}")),
                ),
            )
            for number in range(count)
        )
    )


def test_counts_are_those_of_the_programs_people_can_be_sent_to() -> None:
    late = has_room("late")
    assert late.referral is not None
    old = dataclasses.replace(late.referral, capacity=Capacity(status="capacity", as_of=TODAY - dt.timedelta(days=31)))
    referred = dataclasses.replace(old, methods=("phone",))
    collection = collect(
        has_room("a"),
        program("b", cost=Cost(free=False), referral=old),
        program("c", referral=referred),
        program("d", status="closed"),
        program("e", publish=Publish(print=False, reason="safety")),
        program("f", status="proposed"),
    )
    text = flat(pages(leaflets.brochure("referrers", make(collection)))[0])
    for words in (
        "3 programs that people can be sent to",
        "2 are free",
        "2 let people come by themselves",
        "1 said in the last 30 days that it has room",
        "1 language ",
        "at least every 365 days",
    ):
        assert words in text
    assert "2 of the 3 programs in our directory are free" in flat(
        pages(leaflets.brochure("people", make(collection)))[0]
    )
    host = flat(pages(leaflets.brochure("hosts", make(collection)))[0])
    assert "1 organization " in host
    assert "1 being planned" in host


@pytest.mark.parametrize(
    ("free", "said"),
    [
        ((True,), "What does it cost? The program in our directory is free."),
        ((False,), "What does it cost? Each entry says what it costs."),
        ((True, True), "What does it cost? All programs in our directory are free."),
        ((True, False), "What does it cost? 1 of the 2 programs in our directory is free."),
    ],
)
def test_an_answer_about_how_many_has_words_for_one_all_and_none(free: tuple[bool, ...], said: str) -> None:
    programs = [program(f"p{at}", cost=Cost(free=one)) for at, one in enumerate(free)]
    text = flat(pages(brochure("people", *programs))[0])
    assert said in text
    assert "For 0 of them" not in text
    referrers = flat(pages(brochure("referrers", *programs))[0])
    assert ("1 program that people can be sent to" in referrers) is (len(free) == 1)
    assert ("1 is free" in referrers) is (free.count(True) == 1)


def test_few_programs_are_named_with_place_and_number() -> None:
    made = brochure("people", program("a", name="First Circle"), program("b", name="Second Circle"))
    text = flat(pages(made)[1])
    for words in ("First Circle", "Second Circle", "Springfield, +1-619-555-0100"):
        assert words in text
    assert "Type 2 diabetes" not in text
    assert "tel:+16195550100" in links(made)
    issue = make(collect(program("a", name="First Circle"), program("b", name="Second Circle")))
    only = flat(pages(leaflets.brochure("people", issue, only=issue.programs[:1]))[1])
    assert "First Circle" in only
    assert "Second" not in only
    assert "All programs in our directory are free." in flat(
        pages(leaflets.brochure("people", issue, only=issue.programs[:1]))[0]
    )


def test_a_long_list_is_cut_and_says_how_much_more_there_is() -> None:
    text = flat(pages(leaflets.brochure("people", make(many(60))))[1])
    shown = len(re.findall(r"City [0-9]{2}", text))
    assert 10 < shown < 60
    assert f"and {60 - shown} more" in text


def test_hosts_get_four_phases_the_lessons_and_their_source() -> None:
    outside, inside = (flat(text) for text in pages(leaflets.brochure("hosts", make(sample()))))
    order = (
        "Organizational readiness",
        "Program development",
        "Program implementation",
        "Evaluation",
        "Keep it simple.",
    )
    assert sorted(order, key=inside.index) == list(order)
    assert "Peers for Progress (Start a Program; Program Development Guide, 2020)" in outside
    assert "Peer Support in Cameroon" in outside


def test_numbers_the_page_and_the_code_are_links() -> None:
    settings = directory(contact=Contact(role="public", phone="+1-858-555-0100", url="javascript:alert(1)"))
    made = brochure("people", program(), settings=settings)
    expected = {"tel:+18585550100", "tel:911", "tel:988", "tel:+16195550100", "https://www.example.org/directory/"}
    assert links(made) == expected
    assert "example.org/directory" in pages(made)[0]


def test_a_directory_without_address_or_public_contact_still_folds() -> None:
    settings = directory(base_url=None, contact=Contact(role="Desk", phone="+1-858-555-0111", visibility="staff"))
    text = "".join(pages(brochure("people", program(), settings=settings)))
    assert "How to start" in text
    assert "Scan" not in text
    assert "0111" not in text


def test_nothing_for_staff_is_in_any_brochure() -> None:
    text = squeezed("".join("".join(pages(leaflets.brochure(kind, make(sample())))) for kind in leaflets.KINDS))
    assert [value for value in staff_values() if value in text] == []
    assert "555-0100" in text


def test_without_programs_only_hosts_have_something_to_read() -> None:
    for kind in ("people", "referrers"):
        with pytest.raises(leaflets.LeafletError, match="there is no program that people can be sent to"):
            brochure(kind)
    assert "Four phases" in pages(brochure("hosts"))[1]
    assert "Win friends for your" in pages(brochure("managers"))[1]


@pytest.mark.parametrize(("kind", "role"), [("managers", "managers"), ("supporters", "peers")])
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_a_role_can_do_is_said_as_on_the_web_page(kind: str, role: str, language: str) -> None:
    said = wording(Path(__file__).parents[1] / "templates", language, "site").lines(f"roles.{role}.can")
    outside = squeezed(pages(leaflets.brochure(kind, make(sample(), language=language)))[0])
    assert len(said) > 2
    for line in said:
        assert squeezed("".join(part for _, part in line)) in outside


@pytest.mark.parametrize("kind", ["managers", "supporters"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_both_projects_to_learn_from_stand_with_their_source_and_four_functions(kind: str, language: str) -> None:
    inside = squeezed(pages(leaflets.brochure(kind, make(sample(), language=language)))[1])
    past = [one for one in sample().programs if one.status == "historical"]
    assert len(past) == 2
    for project in past:
        assert squeezed(project.name) in inside
        for _, function in project.functions:
            assert squeezed(function.activities[0]) in inside
    assert inside.count("WhatSupportLooksLike") == 2


@pytest.mark.parametrize("kind", ["managers", "supporters"])
def test_without_projects_to_learn_from_the_lists_fill_the_inside(kind: str) -> None:
    at = places(read(brochure(kind, program())).pages[1])
    middle, right = {"managers": ("Win friends", "A good referral"), "supporters": ("Ways to tell", "Take care")}[kind]
    for words, third in ((middle, 1), (right, 2)):
        (x,) = [x for text, x, _, _ in at if words in text]
        assert int(x / (792 / 3)) == third


def test_one_project_alone_is_the_first_to_be_named() -> None:
    inside = flat(pages(brochure("managers", program("past", name="Old Circle", status="historical")))[1])
    assert "What it has looked like" in inside
    assert "In another place" not in inside
    assert inside.count("Old Circle") == 1


def test_a_panel_with_too_many_words_is_named(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    edit(templates / "text" / "leaflets" / "en.yaml", "Go once. Then decide.", "Go once. " * 200)
    with pytest.raises(leaflets.LeafletError, match="back: there is more text than fits"):
        brochure("people", program(), templates=templates)


def test_a_long_title_fits_on_the_cover() -> None:
    settings = directory(
        title="A Rather Long Title for a Community Directory of Peer Support Programs " * 2,
        subtitle="Programs for people and their families in many counties. " * 2,
    )
    made = brochure("people", program(), settings=settings)
    assert min(y for _, _, y, _ in places(read(made).pages[0])) > 20


def test_a_phone_reads_the_code_off_the_page(tmp_path: Path) -> None:
    path = tmp_path / "brochure.pdf"
    path.write_bytes(brochure("people", program()))
    (seen,) = codes(path, 1)
    assert seen.text == "https://www.example.org/directory/"
    assert seen.side >= 2 / 2.54 * 72 - 1


def test_the_same_input_gives_the_same_bytes() -> None:
    assert brochure("hosts", program()) == brochure("hosts", program())


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["render", "brochure", *arguments, "-C", str(SAMPLE), "--today", "2026-11-21"])


def test_the_command_writes_one_and_says_how_to_print_and_fold_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    result = run("people", "--condition", "stroke", "--paper", "a4")
    assert result.exit_code == 0
    assert "turn over the short edge" in result.output
    assert "Second Wind Stroke Club" in flat(pages((tmp_path / "brochure-people.pdf").read_bytes())[1])
    assert run("friends").exit_code == 2
    assert "fold the left third in, then the right over it" in run("hosts", "--language", "ar").output


def test_a_program_nobody_answers_for_is_not_counted() -> None:
    asked = program("a", referral=Referral(methods=("phone",), program_contacts=(), health_care_contacts=()))
    assert "let people come by themselves" not in flat(pages(brochure("referrers", asked))[0])
