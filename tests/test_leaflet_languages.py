"""Leaflets and referral sheets in every language that has fixed words: whole, in order, and with a letter for all."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import PIL.Image
import PIL.ImageChops
import PIL.ImageStat
import pytest
import typst

from peerdir import limits
from peerdir.assets import assets
from peerdir.audience import Audience, view
from peerdir.reading.reader import read as read_yaml
from peerdir.records import Program
from peerdir.render import leaflets, plurals, referral
from peerdir.render.booklet.passages import passage
from peerdir.render.leaflets import cuts
from peerdir.render.leaflets.contents import Contents
from peerdir.render.leaflets.wording import GAP, wording
from tests.leaflets import (
    TODAY,
    collect,
    copy_templates,
    edit,
    fixed_words,
    flat,
    make,
    pages,
    places,
    program,
    read,
    runs,
    sample,
    sizes,
    squeezed,
)

TEXT = assets("templates") / "text"
FOLDERS = ("leaflets", "referral", "credibility", "due")
FILES = [path for folder in FOLDERS for path in sorted((TEXT / folder).glob("*.yaml")) if path.stem != "en"]
WITHOUT_LATIN_LETTERS = ("ar", "th", "zh")
PHONE, DESK = "+1-619-555-0100", "+1-858-555-0100"
LEAST_LETTERS = 9  # points


# What a number asks for, beyond the forms that every language has; they stand before `many`, or behind it.
FORM = re.compile(r"\.(zero|one|two|few|other)$")


def texts(path: Path) -> dict[str, str]:
    """The fixed words of a file by their names, in the general form of what is said by number."""
    every = dict(fixed_words(read_yaml(path.read_bytes(), limits.SIZES["vocabulary"]).data))
    return {name.removesuffix(".many"): text for name, text in every.items() if not FORM.search(name)}


def gaps(text: str) -> set[str]:
    return set(GAP.findall(text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_language_has_the_same_words_with_the_same_names_in_them(path: Path) -> None:
    english, own = texts(path.with_name("en.yaml")), texts(path)
    assert list(own) == list(english)
    assert {name: gaps(text) for name, text in own.items()} == {name: gaps(text) for name, text in english.items()}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_language_of_the_booklet_has_words_for_sheets(folder: str) -> None:
    assert {path.stem for path in (TEXT / folder).glob("*.yaml")} == {path.stem for path in TEXT.glob("*.yaml")}


def sheet(collection: Any, language: str, audience: Audience = "public", **options: Any) -> bytes:
    seen = view(collection, audience, TODAY)
    issue = referral.issue(seen, today=TODAY, audience=audience, language=language)
    return referral.render([(issue.collection.programs[0], None)], issue, **options)


def everything(one: Program, language: str) -> Iterator[bytes]:
    """Every leaflet and sheet on paper in a language; a character without a letter in the fonts would be an error."""
    collection = collect(one, program("past", name="Old Circle", status="historical"))
    issue = make(collection, language=language)
    yield leaflets.handout(issue.programs, issue)
    yield leaflets.handout(issue.programs, issue, discreet=True)
    yield leaflets.poster(issue)
    yield leaflets.poster(issue, program=issue.programs[0])
    yield from (leaflets.brochure(kind, issue) for kind in leaflets.KINDS)
    yield sheet(collection, language, "staff", fax=True)
    yield referral.blank(None, referral.issue(collection, today=TODAY, language=language))


@pytest.mark.parametrize("language", ["vi", *WITHOUT_LATIN_LETTERS])
@pytest.mark.sampled(2)
def test_no_english_label_is_left_on_any_sheet(language: str) -> None:
    printed = "\n".join(flat(page) for pdf in everything(program(), language) for page in pages(pdf))
    labels = {text for folder in FOLDERS[:2] for text in texts(TEXT / folder / "en.yaml").values() if not gaps(text)}
    long = {text for text in labels if len(text) > 11}
    assert len(long) > 100
    assert not [text for text in sorted(long) if squeezed(text) in squeezed(printed)]
    lines = {
        line.strip() for pdf in everything(program(), language) for page in pages(pdf) for line in page.splitlines()
    }
    assert not lines & (labels - set(texts(TEXT / "referral" / f"{language}.yaml").values()))


def test_words_nobody_has_translated_are_in_english_and_say_so(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    edit(templates / "text" / "leaflets" / "es.yaml", "  when: Cuándo\n", "")
    issue = make(sample(), language="es", templates=templates)
    page = leaflets.handout(issue.programs[:1], issue, format="html").decode()
    assert (
        '<h2><span lang="en" dir="ltr">When</span> <span lang="es" dir="ltr">(en inglés)</span></h2>'
        in page.replace("\u00a0", " ")
    )
    assert '<h2><span lang="es" dir="ltr">Dónde</span></h2>' in page


def test_a_language_without_any_words_is_english_without_marks() -> None:
    issue = make(sample(), language="tl")
    page = leaflets.handout(issue.programs[:1], issue, format="html").decode()
    assert '<html lang="en" dir="ltr">' in page
    assert '<h2><span lang="en" dir="ltr">When</span></h2>' in page


def test_a_form_for_a_number_has_the_same_names_in_it_as_the_others() -> None:
    for path in FILES:
        every = dict(fixed_words(read_yaml(path.read_bytes(), limits.SIZES["vocabulary"]).data))
        for name, text in every.items():
            assert gaps(text) == gaps(every[FORM.sub(".many", name)]), (path, name)


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [
        ("en", 1, "one"),
        ("en", 0, "many"),
        ("fr", 0, "one"),
        ("zh", 1, "many"),
        ("ar", 0, "other"),
        ("ar", 1, "one"),
        ("ar", 2, "two"),
        ("ar", 3, "few"),
        ("ar", 110, "few"),
        ("ar", 11, "many"),
        ("ar", 365, "many"),
        ("ar", 100, "other"),
        ("ar", 202, "other"),
    ],
)
def test_a_counted_word_has_the_form_its_language_has_for_the_number(language: str, number: int, form: str) -> None:
    known = {"ar": ("one", "two", "few", "many", "other"), "zh": ("many",)}.get(language, ("one", "many"))
    assert plurals.said({name: name for name in known}, number, language) == form


def test_a_language_with_two_forms_says_the_general_one_for_what_it_does_not_tell_apart() -> None:
    assert plurals.said({"one": "day", "many": "days"}, 3, "ar") == "days"


@pytest.mark.parametrize(("days", "said"), [(2, "كل يومين"), (7, "7\u2069 أيام"), (365, "365\u2069 يومًا")])
def test_how_often_we_ask_is_right_in_arabic_for_every_number(days: int, said: str) -> None:
    words = wording(assets("templates"), "ar")
    assert said in flat("".join(text for _, text in words.lines("brochure.referrers.chosen", days=str(days))[-1]))


@pytest.mark.parametrize("language", ["vi", *WITHOUT_LATIN_LETTERS])
def test_what_somebody_in_a_role_can_do_is_said_in_the_language_of_the_brochure(language: str) -> None:
    contents = Contents([], make(collect(program()), language=language))
    for role in ("managers", "peers"):
        title, lines = contents.role(role)
        assert len(lines) == 4
        assert {code for passage in (title, *lines) for code, _ in passage} == {language}


def test_roles_that_the_pages_do_not_have_in_a_language_are_marked_in_its_brochure(tmp_path: Path) -> None:
    templates = copy_templates(tmp_path)
    (templates / "text" / "site" / "es.yaml").unlink()
    issue = make(sample(), language="es", templates=templates)
    (outside, _) = pages(leaflets.brochure("supporters", issue))
    assert "What you can do with this directory (en inglés)" in flat(outside).replace("\u00a0", " ")


def test_what_is_cut_keeps_the_mark_that_it_is_not_translated() -> None:
    marked = [("en", "We walk around the lake slowly, and then home."), ("es", " "), ("es", "(en inglés)")]
    assert cuts.shortened(marked, 20) == [("en", "We walk around the…"), *marked[1:]]


# Words that run from the right.


def test_names_and_numbers_keep_their_order_in_the_middle_of_other_words() -> None:
    arabic, english = (wording(assets("templates"), language, "referral") for language in ("ar", "en"))
    (*_, number) = arabic.say("sheet.by_yourself", phone=PHONE)
    assert number == ("ar", f"\u2066{PHONE}\u2069")
    (_, name, _) = arabic.say("letter.opening", name=passage("Walk (slowly)", "en"))
    assert name == ("en", "\u2066Walk (slowly)\u2069")
    (_, name, _) = english.say("letter.opening", name=[("ar", "حلقة")])
    assert name == ("ar", "\u2067حلقة\u2069")
    source = wording(assets("templates"), "ar").say("brochure.supporters.source")[0][1]
    assert "«\u2066How Can I Strengthen My Role In Promoting Peer Support?\u2069»" in source


def test_every_number_prints_in_order_on_every_arabic_sheet() -> None:
    for pdf in everything(program(), "ar"):
        found = [run for run in runs(pdf) if "555" in run]
        assert all(re.search(r"1-(619-555-01[02][01]|858-555-0100)", run) for run in found)


@pytest.mark.parametrize("format", ["html", "text"])
def test_a_number_is_in_order_in_every_arabic_sheet_that_is_no_paper(format: str) -> None:  # noqa: A002
    said = sheet(collect(program()), "ar", format=format).decode()
    assert PHONE in said
    assert "\u2066" in said


@pytest.mark.parametrize(("language", "front", "last"), [("en", 2, 2), ("ar", 0, 0)])
def test_a_brochure_is_folded_the_way_its_language_is_read(language: str, front: int, last: int) -> None:
    issue = make(collect(program()), language=language)
    made = read(leaflets.brochure("people", issue))
    width = float(made.pages[0].mediabox.width)
    outside, inside = ([(text, int(3 * x / width)) for text, x, _, _ in places(page)] for page in made.pages)
    assert {third for text, third in outside if "Example Directory" in text} == {front}
    assert {third for text, third in inside if text == "English"} == {last}
    assert {third for text, third in outside if text == "desk@example.org"} == {1}


def test_lines_end_together_where_a_language_runs_from_the_right() -> None:
    for language, together in (("en", True), ("ar", False)):
        pdf = leaflets.brochure("people", make(collect(program()), language=language))
        begin = [
            round(x) for text, x, _, _ in places(read(pdf).pages[0]) if text in (DESK, DESK[1:], "desk@example.org")
        ]
        assert len(begin) == 2
        assert (begin[0] == begin[1]) is together


def test_english_sentences_on_an_arabic_page_are_one_stretch_that_ends_with_its_stop() -> None:
    issue = make(collect(program(summary="We cook. We walk.")), language="ar")
    page = leaflets.handout(issue.programs, issue, format="html").decode()
    assert '<span lang="en" dir="ltr">We cook. We walk.</span>' in page


# What is on paper.


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.sampled(1)
def test_no_letter_is_smaller_than_one_can_read(language: str) -> None:
    for pdf in everything(program(), language):
        found = sizes(pdf)
        assert min(found) >= LEAST_LETTERS, found[min(found)]


def test_the_four_kinds_of_help_are_named_where_there_is_no_room_to_tell_of_them() -> None:
    issue = make(sample())
    one = issue.collection.program("camina-conmigo")
    assert one is not None
    (page,) = pages(leaflets.handout([one], issue))
    assert "There is more to know" in page
    for name in ("Daily life", "Feelings", "Links to care", "Staying in touch"):
        assert name in page


def test_a_poster_that_says_little_says_it_in_larger_letters() -> None:
    found = sizes(leaflets.poster(make(sample())))
    assert next(size for size, text in found.items() if text == "along to the doctor.") > 1.2 * 21


# Signs on pages.


def drawn(source: str, **files: str) -> PIL.Image.Image:
    compiler = typst.Compiler(
        source.encode(), root=assets("templates"), ignore_system_fonts=True, sys_inputs={"svg": files.get("svg", "")}
    )
    return PIL.Image.open(io.BytesIO(cast("bytes", compiler.compile(format="png", ppi=144)))).convert("L")


PAGE = "#set page(width: 100pt, height: 100pt, margin: 0pt, fill: white)\n"


@pytest.mark.parametrize("function", ["daily_management", "social_emotional", "linkage", "ongoing"])
def test_a_sign_on_a_page_is_the_sign_on_paper(function: str) -> None:
    issue = make(collect(program()))
    page = leaflets.handout(issue.programs, issue, format="html").decode()
    names = [name for name, _ in program().functions]
    svg = re.findall("<svg.*?</svg>", page)[names.index(function)]
    svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" color="black" width="100" height="100" ')
    here = drawn(PAGE + '#image(bytes(sys.inputs.svg), format: "svg", width: 100pt)', svg=svg)
    there = drawn(PAGE + f'#import "/signs.typ": sign\n#sign("{function}", 100pt)')
    assert PIL.ImageStat.Stat(there).mean[0] < 245
    assert PIL.ImageStat.Stat(PIL.ImageChops.difference(here, there)).mean[0] < 1


def test_a_handout_on_a_page_has_the_four_signs_and_a_discreet_one_has_none() -> None:
    issue = make(collect(program()))
    page, discreet = (
        leaflets.handout(issue.programs, issue, format="html", discreet=hidden).decode() for hidden in (False, True)
    )
    assert page.count('<svg class="sign" viewBox="0 0 100 100" aria-hidden="true"') == 4
    assert "<svg" not in discreet
    assert page.index("</svg>") < page.index("Daily life")


@pytest.mark.parametrize("file", ["words.html", "page.html", "handout.html"])
def test_the_template_that_is_wrong_is_named(tmp_path: Path, file: str) -> None:
    templates = copy_templates(tmp_path)
    path = templates / "leaflets" / file
    path.write_text(path.read_text(encoding="utf-8") + "{% nonsense %}", encoding="utf-8")
    issue = make(collect(program()), templates=templates)
    with pytest.raises(leaflets.LeafletError, match=rf"templates/leaflets/{file} cannot be used: .*nonsense"):
        leaflets.handout(issue.programs, issue, format="html")
