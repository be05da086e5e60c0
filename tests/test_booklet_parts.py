"""The parts of the booklet: which, in which order, and what the pages around the programs say."""

import dataclasses
import datetime as dt
import io
import re
from typing import Any

import pypdf
import pytest

from peerdir.audience import Audience, view
from peerdir.reading.collection import Entry, load
from peerdir.reading.source import Source
from peerdir.records import (
    BOOKLET_PARTS,
    Area,
    BookletPart,
    BookletSettings,
    Eligibility,
    Function,
    Linkage,
    Location,
    Ongoing,
    ReferralContact,
    Term,
    Verification,
    Vocabulary,
)
from peerdir.render import booklet
from peerdir.render.booklet.document import document
from peerdir.render.booklet.edition import Wishes
from peerdir.render.booklet.form import Form
from peerdir.render.booklet.index import by_condition
from tests.booklet_samples import content, edition, only_entry, plain
from tests.conftest import SAMPLE, TODAY
from tests.test_booklet import collect, directory, flat, functions, hall, many, page_of, pages, program, render

TITLES = {
    "emergency": "Numbers I may need",
    "how-to-use": "How to use this booklet",
    "legend": "Four kinds of support",
    "contents": "Contents",
    "examples": "What support looks like",
    "programs": "Programs\n",
    "condition-index": "Index by condition",
    "place-index": "Index by place",
    "language-index": "Index by language",
    "program-index": "Index by name",
    "how-to-refer": "How to refer somebody",
    "policy": "How we choose and check programs",
    "notes": "Notes",
}


def with_parts(*parts: BookletPart) -> Any:
    return directory(booklet=BookletSettings(parts=parts))


def test_all_parts_stand_in_their_order() -> None:
    past = program("past", name="Past Project", status="historical", referral=None)
    texts = [text for text in pages(render(*many(4), past)) if "Contents" not in text]
    order = [part for part in BOOKLET_PARTS if part in TITLES and part != "contents"]
    found = [next(number for number, text in enumerate(texts) if TITLES[part] in text) for part in order]
    assert found == sorted(found)
    assert "Published by Example Publisher" in flat(texts[0])
    assert "Published by Example Publisher" in flat(texts[-1])


def test_staff_choose_the_parts_and_their_order() -> None:
    texts = pages(render(program(), settings=with_parts("policy", "program-index", "programs", "notes")))
    order = ("How we choose", "Index by name", "Front desk", "Notes")
    found = [page_of(title, texts) for title in order]
    assert found == sorted(found)
    text = "".join(texts)
    assert not [
        title
        for part, title in TITLES.items()
        if part not in ("policy", "program-index", "programs", "notes") and title in text
    ]


def test_a_legend_that_does_not_follow_the_instructions_has_a_page_of_its_own() -> None:
    together = pages(render(program(), settings=with_parts("how-to-use", "legend", "programs")))
    apart = pages(render(program(), settings=with_parts("legend", "programs", "how-to-use")))
    assert [sum(title in text for title in ("How to use this", "Four kinds")) for text in together] == [2, 0]
    assert [sum(title in text for title in ("How to use this", "Four kinds")) for text in apart] == [1, 0, 1]


def test_a_booklet_without_programs_is_an_error() -> None:
    with pytest.raises(booklet.BookletError, match='booklet, parts: "programs" is missing'):
        render(program(), settings=with_parts("cover", "policy"))


def test_a_part_with_nothing_to_say_leaves_no_page() -> None:
    said = content(program())
    assert set(BOOKLET_PARTS) - set(said["parts"]) == {"changes", "examples", "language-index"}
    text = "\n".join(pages(render(program())))
    for title in ("What has changed", "What support looks like", "Index by language"):
        assert title not in text


def test_the_legend_has_only_what_is_used() -> None:
    some = functions()
    gap = dataclasses.replace(some, linkage=Linkage(), ongoing=Ongoing())
    assert content(program(functions=gap))["functions"] == ["daily_management", "social_emotional"]
    assert content(program(functions=some))["functions"] == [
        "daily_management",
        "social_emotional",
        "linkage",
        "ongoing",
    ]
    proposed = dataclasses.replace(gap, linkage=Linkage(gap="Not yet"))
    assert "linkage" in content(program(functions=proposed))["functions"]
    assert content(program())["marks"] == []
    assert content(program(verification=None), program("p", status="paused"))["marks"] == ["paused", "call_first"]


def test_the_policy_page_says_when_programs_were_checked() -> None:
    def checked(name: str, day: dt.date) -> Any:
        return program(name, verification=Verification(verified_on=day, verified_by="x", method="phone"))

    said = content(
        checked("a", dt.date(2026, 3, 5)), checked("b", dt.date(2024, 2, 1)), program("c", verification=None)
    )
    assert [plain(line) for line in said["checks"]] == [
        "There are 3 programs in this booklet.",
        "We ask each program again after 365 days at the latest.",
        "The checks behind this booklet were made from 1 February 2024 to 5 March 2026.",
        "For 2 programs that time is over. They have the mark “Call first”.",
    ]
    assert next(plain(line) for line in content(program())["checks"]) == "There is 1 program in this booklet."


def test_those_who_refer_find_the_programs_that_need_a_referral() -> None:
    asks = program("asks", name="Asks First", eligibility=Eligibility(referral_required=True))
    said = content(asks, program())
    assert [one["id"] for one in said["referred_only"]] == ["asks"]
    texts = pages(render(asks, program()))
    page = next(text for text in texts if "Programs that need a referral" in text)
    entry = page_of("Asks First\nExample Runner", texts)
    assert re.search(rf"Asks First[ .]*{entry}\b", page)
    assert "Sample Program" not in page


def test_corrections_go_to_the_back_cover_else_stand_behind_the_policy() -> None:
    texts = pages(render(program()))
    assert [number for number, text in enumerate(texts) if "Please tell us" in text] == [len(texts) - 1]
    texts = pages(render(program(), settings=with_parts("policy", "programs")))
    assert "Please tell us" in texts[0]
    assert "desk@example.org" in texts[0]


def test_a_contact_of_the_directory_for_staff_is_not_in_a_booklet_for_the_public() -> None:
    hidden = dataclasses.replace(directory().contact, visibility="staff", phone="+1-619-555-0188")
    text = "".join(pages(render(program(), settings=directory(contact=hidden))))
    assert "0188" not in text
    assert "desk@example.org" not in text


def test_what_to_do_when_nobody_answers_and_what_is_heard_back_are_printed() -> None:
    known = program().referral
    assert known is not None
    desk = ReferralContact(role="Desk", phone="+1-619-555-0122", backup="the front desk", visibility="public")
    sample = program(referral=dataclasses.replace(known, program_contacts=(desk,), feedback="A note by fax"))
    text = flat("\n".join(pages(render(sample))))
    assert "If nobody answers: the front desk" in text
    assert "What you hear back A note by fax." in text


def test_a_selection_says_so_on_the_cover_and_has_no_other_program() -> None:
    wishes = Wishes(only=frozenset({"a", "nobody"}))
    said = content(program("a", name="Group A"), program("b", name="Group B"), wishes=wishes)
    assert plain(said["selection"]) == "A selection: 1 of the 2 programs in the directory."
    assert "Group B" not in plain(said)
    assert content(program("a"), wishes=Wishes(only=frozenset({"a"})))["selection"] is None


def test_an_entry_has_the_address_of_its_page_only_where_there_is_one() -> None:
    wishes = Wishes(address="https://www.example.org/directory/")
    assert (
        only_entry(content(program(), wishes=wishes))["address"]
        == "https://www.example.org/directory/programs/sample.html"
    )
    quiet = dataclasses.replace(program().publish, web=False, reason="safety")
    assert "address" not in only_entry(content(program(publish=quiet), wishes=wishes))
    assert "address" not in only_entry(content(program()))


def conditions(**synonyms: tuple[str, ...]) -> Vocabulary:
    labels = {"diabetes-type-1": "Type 1 diabetes", "diabetes-type-2": "Type 2 diabetes", "stroke": "Stroke"}
    terms = (
        Term(code=code, label=label, synonyms={"en": synonyms.get(code.replace("-", "_"), ())})
        for code, label in labels.items()
    )
    return Vocabulary(id="conditions", title="Conditions", terms=tuple(terms))


def indexed(*programs: Any, **synonyms: tuple[str, ...]) -> list[Any]:
    """The index by condition, with these words for the conditions."""
    known = collect(*programs)
    entry = Entry(path="", kind="vocabulary", id="conditions", record=conditions(**synonyms), source=Source())
    made = edition(dataclasses.replace(known, entries=(*known.entries, entry)))
    return by_condition(list(made.collection.programs), made)


def _lines(terms: list[Any]) -> list[str]:
    """An index as it is read, without the programs."""
    lines = []
    for term in terms:
        lines += [f"{plain(one['word'])}, see {plain(one['terms'])}" for one in term["before"]]
        lines.append(plain(term["name"]))
        lines += [f"{plain(one['word'])}, see {plain(one['terms'])}" for one in term["behind"]]
    return lines


def test_everyday_words_lead_to_the_conditions_in_the_order_of_the_alphabet() -> None:
    sample = program(conditions=("diabetes-type-2", "diabetes-type-1", "stroke"))
    terms = indexed(
        sample,
        diabetes_type_1=("sugar", "Diabetes"),
        diabetes_type_2=("diabetes", "sugar", "t2d"),
        stroke=("brain attack", "stroke survivors", "wobbly"),
    )
    assert _lines(terms) == [
        "brain attack, see Stroke",
        "diabetes, see Type 1 diabetes; Type 2 diabetes",
        "Stroke",
        "sugar, see Type 1 diabetes; Type 2 diabetes",
        "t2d, see Type 2 diabetes",
        "Type 1 diabetes",
        "Type 2 diabetes",
        "wobbly, see Stroke",
    ]


def test_everyday_words_for_conditions_nobody_helps_with_are_left_out() -> None:
    terms = indexed(program(conditions=("stroke",)), diabetes_type_2=("sugar",), stroke=("brain attack",))
    assert _lines(terms) == ["brain attack, see Stroke", "Stroke"]


def test_the_sample_says_where_to_look_for_sugar() -> None:
    everything = load(SAMPLE)
    for language, words in {"en": "sugar, see .*Type 2 diabetes", "es": "azúcar, see .*Diabetes tipo 2.*"}.items():
        said = document(edition(everything, Wishes(language=language)), {})
        assert [line for line in _lines(said["index"]) if re.fullmatch(words, line)], language


def test_the_index_of_places_has_every_place_and_says_who_only_comes_from_there() -> None:
    two = (*hall("Aton"), Location(key="b", type="confidential", area="South Bay"))
    sample = program(locations=two, service_area=(Area(name="Aton"), Area(name="Zeta County", type="county")))
    far = program("far", name="Far Line", locations=(Location(key="line", type="phone", name="Line"),))
    terms = content(sample, far, program("c", name="Bay", locations=hall("Zeta County")))["place_index"]
    found = {
        plain(term["place"]): [(one["id"], plain(one["note"] or [])) for one in term["programs"]] for term in terms
    }
    assert found == {
        "Aton": [("sample", "")],
        "Zeta County": [("c", ""), ("sample", "for people from there")],
        "Online or by phone": [("far", "")],
    }


def test_the_index_of_names_has_the_other_names_too() -> None:
    terms = content(
        program("a", name="Écho", also_known_as=("Zoo Club", "echo")),
        program("b", name="7 Steps"),
        program("c", name="Œil"),
    )["program_index"]
    found = [
        (plain(term["name"]), [(plain(one["name"]), plain(one["note"] or [])) for one in term["programs"]])
        for term in terms
    ]
    assert found == [
        ("0–9", [("7 Steps", "")]),
        ("E", [("Écho", "")]),
        ("O", [("Œil", "")]),
        ("Z", [("Zoo Club", "Écho")]),
    ]


def test_a_term_that_goes_on_in_the_next_column_says_so_and_only_then() -> None:
    texts = pages(
        render(
            *[program(f"p{n:03}", name=f"Program {n:03} of the North") for n in range(90)],
            settings=with_parts("programs", "condition-index"),
        )
    )
    index = "\n".join(text for text in texts if "Example Runner" not in text)
    heads = re.findall(r"^diabetes-type-2(?:, continued)?$", index, re.MULTILINE)
    assert heads[0] == "diabetes-type-2"
    assert len(heads) > 2
    assert set(heads[1:]) == {"diabetes-type-2, continued"}
    assert len(set(re.findall(r"Program [0-9]{3} of", index))) == 90


def test_a_term_in_one_column_does_not_go_on() -> None:
    text = "\n".join(pages(render(*many(6), settings=with_parts("programs", "condition-index"))))
    assert "continued" not in text.partition("Index by condition")[2]


def test_hostile_words_in_the_settings_are_printed_as_typed() -> None:
    sample = directory(inclusion_policy="- #panic()\n- *b* $x$ <script>", disclaimer="= Heading `c`")
    text = flat("".join(pages(render(program(), settings=sample))))
    for words in ("#panic()", "*b* $x$ <script>", "= Heading `c`"):
        assert words in text


def test_functions_with_nothing_to_say_leave_no_line() -> None:
    quiet = dataclasses.replace(functions(), social_emotional=Function())
    assert [one["function"] for one in only_entry(content(program(functions=quiet)))["functions"]] == [
        "daily_management",
        "linkage",
        "ongoing",
    ]


@pytest.mark.parametrize(
    "form", [Form(large_print=True), Form(paper="half-letter"), Form(paper="a4", large_print=True)]
)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.sampled(3)
def test_cover_emergency_lines_and_back_cover_are_one_page_each_on_every_paper(form: Form, language: str) -> None:
    seen = view(load(SAMPLE, programs={"camina-conmigo"}), "public", TODAY)
    printed = booklet.make(seen, today=TODAY, wishes=Wishes(language=language), form=form).pdf
    texts = [flat(text) for text in pages(pypdf.PdfReader(io.BytesIO(printed)))]
    issued, using = {"en": ("Issued 21 November", "How to use"), "es": ("Fecha: 21 de noviembre", "Cómo usar")}[
        language
    ]
    for number in (0, -1):
        assert issued in texts[number]
        assert "911" in texts[number]
        assert "988" in texts[number]
    assert using in texts[2]


@pytest.mark.parametrize("paper", ["a5", "half-letter"])
@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("audience", ["public", "staff"])
@pytest.mark.sampled(3)
def test_covers_are_one_page_in_large_print_on_the_smallest_paper(
    paper: str, language: str, audience: Audience
) -> None:
    seen = view(load(SAMPLE, programs={"camina-conmigo"}), audience, TODAY)
    parts: tuple[BookletPart, ...] = ("cover", "programs", "back-cover")
    settings = dataclasses.replace(seen.directory.booklet, parts=parts)
    (entry,) = (one for one in seen.entries if one.kind == "directory")
    record = dataclasses.replace(seen.directory, booklet=settings)
    others = [one for one in seen.entries if one.kind != "directory"]
    seen = dataclasses.replace(seen, entries=(dataclasses.replace(entry, record=record), *others))
    form = Form(paper=paper, large_print=True)
    printed = booklet.make(seen, today=TODAY, audience=audience, wishes=Wishes(language=language), form=form).pdf
    texts = [flat(text) for text in pages(pypdf.PdfReader(io.BytesIO(printed)))]
    assert "Chula Vista" in texts[1]
    for number in (0, -1):
        assert "2026" in texts[number]
        assert "988" in texts[number]
