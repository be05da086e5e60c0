"""The booklet in other languages: what is translated is used, what is not says so, and nothing is garbled."""

import dataclasses
import datetime as dt
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from peerdir.assets import assets
from peerdir.audience import view
from peerdir.reading.collection import load
from peerdir.records import (
    Alert,
    BookletSettings,
    Capacity,
    Contact,
    Cost,
    Credibility,
    Decision,
    Eligibility,
    EmergencyText,
    LanguageOffer,
    SettingsText,
    Slot,
    TranslatedFunctions,
    Translation,
)
from peerdir.render import booklet
from peerdir.render.booklet import look
from peerdir.render.booklet import passages as booklet_passages
from peerdir.render.booklet.characters import check_characters
from peerdir.render.booklet.document import document
from peerdir.render.booklet.edition import Wishes
from peerdir.render.booklet.passages import base
from tests.booklet_samples import content, edition, only_entry, passages, plain
from tests.conftest import SAMPLE, TODAY
from tests.test_booklet import collect, directory, flat, functions, pages, program

SPANISH = Wishes(language="es")
BOTH = directory(languages=("en", "es"))
TEXTS = sorted(path.stem for path in (assets("templates") / "text").glob("*.yaml"))


def spanish(**changes: Any) -> dict[str, Any]:
    """The entry of a program in a Spanish booklet."""
    return only_entry(content(program(**changes), settings=BOTH, wishes=SPANISH))


def test_a_translation_stands_in_the_place_of_the_text_and_the_original_below() -> None:
    translated = Translation(
        name="Programa de Muestra",
        summary="Vecinos que cocinan juntos.",
        functions=TranslatedFunctions(linkage=("Compañía en las visitas",)),
    )
    entry = spanish(translations={"es": translated})
    assert plain(entry["name"]) == "Programa de Muestra"
    assert plain(entry["summary"]) == "Vecinos que cocinan juntos."
    (linkage,) = (one for one in entry["functions"] if one["function"] == "linkage")
    assert plain(linkage["activities"]) == "Compañía en las visitas."
    (original,) = entry["translations"]
    assert plain(original) == "EnglishSample ProgramPeople with diabetes cook and walk together."


def test_what_has_no_translation_says_in_which_language_it_is() -> None:
    known = program().referral
    assert known is not None
    referral = dataclasses.replace(
        known,
        escalation="The nurse at once",
        feedback="A note after the visit",
        consent="A yes is enough",
        capacity=Capacity(status="waitlist", note="Two chairs", as_of=TODAY),
    )
    entry = spanish(
        referral=referral,
        alert=Alert(text="Closed in May"),
        eligibility=Eligibility(description="Neighbors", excludes=("Children",), minimum_age=18),
        cost=Cost(free=False, description="Two dollars"),
        languages=(LanguageOffer(code="es", note="Ask first"),),
    )
    for field, said in {
        "summary": "People with diabetes cook and walk together. (en inglés)",
        "alert": "Closed in May (en inglés)",
        "eligibility": "De 18 años en adelante. Neighbors. (en inglés)",
        "excludes": "Children. (en inglés)",
        "cost": "Two dollars. (en inglés)",
        "escalation": "The nurse at once. (en inglés)",
        "languages": "Español (Ask first (en inglés))",
    }.items():
        assert plain(entry[field]) == said
    assert plain(entry["functions"][0]["activities"]) == "Walks in the park every week. (en inglés)"
    assert plain(entry["referral"]["steps"]) == "Ask for consent (en inglés)"
    assert plain(entry["referral"]["feedback"]) == "A note after the visit. (en inglés)"
    assert plain(entry["referral"]["capacity"]) == "Lista de espera (21 de noviembre de 2026). Two chairs. (en inglés)"
    assert plain(entry["name"]) == "Sample Program"


def test_nothing_is_marked_in_the_language_of_the_directory() -> None:
    document = content(program(), settings=BOTH)
    assert "(in English)" not in plain(document)
    assert document["untranslated"] is None


def test_a_phrase_stands_for_words_that_many_records_have() -> None:
    entry = spanish()
    assert plain(entry["contacts"][0]["title"]) == "Recepción"
    assert entry["contacts"][0]["title"] == [("es", "Recepción")]


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        (
            Slot(location="hall", freq="monthly", byday=("1TU", "3TU"), start="18:00", end="19:30"),
            "Primer y tercer martes de cada mes, 6 a 7:30 p. m.",
        ),
        (
            Slot(location="hall", freq="weekly", byday=("MO", "WE"), start="11:00", end="13:00"),
            "Los lunes y los miércoles, 11 a. m. a 1 p. m.",
        ),
        (
            Slot(location="hall", title="Tea", freq="monthly", byday=("-1FR",), start="15:00"),
            "Tea, último viernes de cada mes, 3 p. m.",
        ),
        (
            Slot(location="hall", freq="weekly", interval=2, byday=("SA",), start="09:00"),
            "Un sábado sí y otro no, 9 a. m.",
        ),
        (Slot(location="hall", by_appointment=True), "Con cita: Springfield"),
        (
            Slot(location="hall", freq="daily", start="00:00", end="23:59", except_=(dt.date(2027, 1, 1),)),
            "Todos los días, día y noche, no el 1 de enero de 2027",
        ),
    ],
)
def test_days_times_and_dates_are_said_in_the_language_of_the_booklet(slot: Slot, said: str) -> None:
    assert plain(spanish(schedule=(slot,))["schedule"]) == said


def test_the_last_check_and_the_ways_to_refer_are_said_in_the_language_of_the_booklet() -> None:
    entry = spanish()
    assert plain(entry["verification"]) == "Última revisión: 1 de octubre de 2026, por teléfono."
    assert plain(entry["referral"]["methods"]) == "La gente puede venir por su cuenta. Formas de referir: teléfono."


@pytest.mark.parametrize(("result", "is_said"), [("provisional", True), ("included", False)])
def test_who_is_on_trial_says_so_beside_the_last_check(result: Any, is_said: bool) -> None:
    credibility = Credibility(decision=Decision(result=result, date=TODAY, by="committee"))
    said = plain(spanish(credibility=credibility)["verification"])
    assert said.startswith("Última revisión: 1 de octubre de 2026, por teléfono.")
    assert said.endswith("Incluido a prueba.") == is_said


def test_cover_emergency_lines_and_policy_have_their_own_translations() -> None:
    own = SettingsText(
        title="Directorio",
        subtitle="Para todos",
        edition="Otoño",
        emergency=(EmergencyText(phone="988", name="Línea de crisis", note="Día y noche"),),
        inclusion_policy="Elegimos con cuidado.",
        disclaimer="No es una recomendación.",
    )
    settings = directory(languages=("en", "es"), booklet=BookletSettings(translations={"es": own}))
    said = content(program(), settings=settings, wishes=SPANISH)
    assert plain(said["title"]) == "Directorio"
    assert plain(said["subtitle"]) == "Para todos"
    assert plain(said["edition"]) == "Otoño"
    assert [plain(line["name"]) for line in said["emergency"]] == ["Emergency", "Línea de crisis"]
    assert [line["phone"]["shown"] for line in said["emergency"]] == ["911", "988"]
    assert plain(said["policy"]) == "Elegimos con cuidado."
    assert said["document_title"] == "Directorio Otoño"


def test_settings_without_a_translation_are_marked_once() -> None:
    said = content(program(), settings=BOTH, wishes=SPANISH)
    assert plain(said["edition"]) == "Fall 2026 (en inglés)"
    assert plain(said["policy"]).count("(en inglés)") == 1
    assert plain(said["policy"][-1]).endswith("(en inglés)")


def test_in_a_language_without_fixed_words_they_are_english_and_are_read_aloud_as_english() -> None:
    translated = Translation(summary="نساء يساعدن بعضهن", name="حلقة")
    sample = program(translations={"ur": translated})
    said = content(sample, settings=directory(languages=("en", "ur")), wishes=Wishes(language="ur"))
    entry = only_entry(said)
    assert entry["summary"][0][0] == "ur"
    assert said["language"] == "en"
    assert entry["schedule"] == [[("en", "Tuesdays, 6–7:30 pm")]]
    assert entry["verification"][0][0] == "en"
    assert plain(entry["functions"][0]["activities"]).endswith("(in English)")


def test_a_language_of_which_the_directory_has_nothing_is_an_error() -> None:
    with pytest.raises(booklet.BookletError, match=r"nothing in the language 'sw'; it has en, es"):
        content(program(), settings=BOTH, wishes=Wishes(language="sw"))


def _keys(value: Any, above: str = "") -> Iterator[str]:
    for key, below in value.items() if isinstance(value, dict) else ():
        yield f"{above}.{key}"
        yield from _keys(below, f"{above}.{key}")


@pytest.mark.parametrize("language", TEXTS)
def test_fixed_words_say_the_same_things_in_every_language(language: str) -> None:
    sections = (
        look._section(assets("templates") / "text" / f"{code}.yaml", assets("templates")) for code in ("en", language)
    )
    english, other = (
        {name: part for name, part in section.items() if name not in ("phrases", "when")} for section in sections
    )
    assert other["language"] == language
    assert list(_keys(other)) == list(_keys(english))
    assert len(other["how_to_use"]["steps"]) == len(english["how_to_use"]["steps"])
    for key in _keys(english):
        assert _gaps(english, key) == _gaps(other, key), key


def _gaps(section: Any, key: str) -> set[str]:
    """The {names} in the words called `key`; a word for a language may stand inside a line or begin one."""
    for part in key.strip(".").split("."):
        section = section[part]
    return {
        gap.removesuffix("_in_a_line}") + "}" if "_in" in gap else gap for gap in re.findall(r"\{\w+\}", str(section))
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("    and_word: 1", "and_word should be text"),
        ("    until: bis", r"until should have \{date\} in it"),
        ("    until: '{date'", r"until should have \{date\} in it"),
        ("    until: '{date} {when}'", r"until should have \{date\} in it"),
        ("    clock: 13", "clock should be 12 or 24"),
        ("    months: [enero]", "months should be a list of 12 names"),
        ("    days: {MO: lunes}", "days should say MO, TU"),
        ("    weeks: 5", "'weeks' is not known"),
    ],
)
def test_a_mistake_in_the_words_for_days_and_times_is_told(tmp_path: Path, line: str, message: str) -> None:
    templates = Path(shutil.copytree(assets("templates"), tmp_path / "templates"))
    (templates / "text" / "es.yaml").write_text(f"booklet:\n  language: es\n  when:\n{line}\n", encoding="utf-8")
    with pytest.raises(booklet.BookletError, match=rf"templates/text/es\.yaml, when: {message}"):
        booklet.make(view(load(SAMPLE), "public", TODAY), today=TODAY, wishes=SPANISH, templates=templates)


SETTINGS = load(SAMPLE, programs=()).directory


@pytest.mark.parametrize("language", SETTINGS.languages)
def test_the_sample_directory_has_no_character_that_no_font_has_in_any_of_its_languages(language: str) -> None:
    made = edition(load(SAMPLE), Wishes(language=language))
    said = document(made, {})
    check_characters(said, made.characters)
    codes = {code for code, _ in passages(said)}
    assert codes <= {base(code) for code in made.collection.vocabularies["languages"].by_code}
    assert language in codes


@pytest.fixture(scope="module", params=[pytest.param("en", marks=pytest.mark.exhaustive), "es"])
def sample(request: pytest.FixtureRequest) -> tuple[str, pypdf.PdfReader]:
    """The sample directory's booklet in a language."""
    seen = view(load(SAMPLE), "public", TODAY)
    printed = booklet.make(seen, today=TODAY, wishes=Wishes(language=request.param)).pdf
    return request.param, pypdf.PdfReader(io.BytesIO(printed))


def _bookmarks(reader: pypdf.PdfReader, level: Any) -> Iterator[tuple[str, int]]:
    """The titles and pages of all bookmarks."""
    for one in level:
        if isinstance(one, list):
            yield from _bookmarks(reader, one)
        else:
            page = reader.get_destination_page_number(one)
            assert page is not None
            yield str(one.title), page + 1


def test_contents_and_all_indexes_of_the_sample_give_the_page_of_every_entry(
    sample: tuple[str, pypdf.PdfReader],
) -> None:
    language, reader = sample
    made = edition(load(SAMPLE), Wishes(language=language))
    texts = [flat(text) for text in pages(reader)]
    bookmarks = dict(_bookmarks(reader, reader.outline))
    fixed = made.text
    first = bookmarks[fixed["programs"]]
    begin, end = bookmarks[fixed["index"]["title"]], bookmarks[fixed["how_to_refer"]["title"]]
    contents = " ".join(texts[bookmarks[fixed["contents"]] - 1 : first - 1])
    indexes = " ".join(texts[begin - 1 : end - 1])
    said = document(made, {})
    terms = [term for name in ("index", "place_index", "language_index", "program_index") for term in said[name]]
    listed = [entry for group in said["groups"] for entry in group["entries"]]
    assert len(listed) > 40
    for entry in listed:
        name = plain(entry["name"])
        page = bookmarks[name]
        assert name in texts[page - 1]
        assert plain(entry["organization"]) in texts[page - 1]
        assert re.findall(rf"(?<![\w(]){re.escape(name)} ([0-9]+)\b", contents) == [str(page)], name
        numbers = re.findall(rf"{re.escape(name)}(?: \([^()]*\)|\))? ([0-9]+)\b", indexes)
        listings = [one for term in terms for one in term["programs"] if one["id"] == entry["id"]]
        assert numbers == [str(page)] * len(listings), name


ENGLISH_WORDS = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|\b(?:January|February|March|April|June|July|August|September"
    r"|October|November|December)\b|\b[0-9]+ [ap]m\b|\b(?:Where|When|Cost|Languages|Waitlist|Paused|Full now|Has room"
    r"|See also|continued|Last checked|Contents|by phone|of the month|Ages)\b"
)


def test_the_spanish_sample_says_days_times_and_marks_in_spanish_wherever_it_does_not_say_it_is_english() -> None:
    said = document(edition(load(SAMPLE), SPANISH), {})
    fixed = {key: value for key, value in said.items() if key not in ("text", "document_title")}
    spanish = [text for code, text in passages(fixed) if code == "es"]
    assert len(spanish) > 1000
    assert [text for text in spanish if ENGLISH_WORDS.search(text)] == []


def test_the_spanish_sample_is_a_spanish_document(sample: tuple[str, pypdf.PdfReader]) -> None:
    language, reader = sample
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == language
    if language == "es":
        text = " ".join(map(flat, pages(reader)))
        for word in ("How to use", "Contents", "Index by", "Emergency", "Published", "Call first", "Four kinds"):
            assert word not in text, word


def test_a_phone_number_in_an_arabic_booklet_keeps_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    translated = Translation(name="حلقة نور", summary="اتصل بالرقم 619-555-0142 للتسجيل في المجموعة")
    settings = directory(languages=("en", "ar"))
    seen = view(collect(program(translations={"ar": translated}), settings=settings), "public", TODAY)

    def runs() -> list[str]:
        found: list[str] = []
        printed = booklet.make(seen, today=TODAY, wishes=Wishes(language="ar")).pdf
        for page in pypdf.PdfReader(io.BytesIO(printed)).pages:
            page.extract_text(visitor_text=lambda text, *_: found.append(text))
        return found

    assert any("619-555-0142" in run for run in runs())
    monkeypatch.setattr(booklet_passages, "isolated", lambda text: text)
    monkeypatch.setattr(booklet_passages, "_passage", booklet_passages._passage.__wrapped__)  # nothing is remembered
    assert not any("619-555-0142" in run for run in runs()), "this test could not fail"


def test_an_arabic_booklet_runs_from_the_right_and_keeps_english_sentences_in_order() -> None:
    two = functions("Walks by the bay.", "Tea at the library.")
    seen = view(collect(program(functions=two), settings=directory(languages=("en", "ar"))), "public", TODAY)
    printed = booklet.make(seen, today=TODAY, wishes=Wishes(language="ar")).pdf
    reader = pypdf.PdfReader(io.BytesIO(printed))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "ar"
    entry = next(page for page in reader.pages if "Walks" in page.extract_text())
    places: dict[str, float] = {}

    def visit(text: str, matrix: list[float], _: list[float], *__: object) -> None:
        for word in ("Sample", "619", "Walks"):
            if word in text:
                places[word] = matrix[4]

    entry.extract_text(visitor_text=visit)
    assert places["Walks"] > places["619"], "what it is stands in the right column, how to reach it in the left"
    text = flat(entry.extract_text())
    assert re.search(r"Walks by the bay\. Tea at the", text)


def test_hours_in_an_arabic_booklet_keep_their_order(tmp_path: Path) -> None:
    contact = Contact(role="public", email="desk@example.org", hours="Monday to Friday, 8:30 am to 3 pm")
    seen = view(collect(program(contacts=(contact,)), settings=directory(languages=("en", "ar"))), "public", TODAY)

    def runs(templates: Path) -> list[str]:
        found: list[str] = []
        printed = booklet.make(seen, today=TODAY, wishes=Wishes(language="ar"), templates=templates).pdf
        for page in pypdf.PdfReader(io.BytesIO(printed)).pages:
            page.extract_text(visitor_text=lambda text, *_: found.append(text))
        return found

    assert any("8:30 am" in run for run in runs(assets("templates")))
    other = Path(shutil.copytree(assets("templates"), tmp_path / "templates"))
    style = other / "booklet" / "style.typ"
    style.write_text(style.read_text("utf-8").replace("box(text(dir: ltr, found.text))", "box(found.text)"), "utf-8")
    assert not any("8:30 am" in run for run in runs(other)), "this test could not fail"


def test_arabic_sentences_end_before_the_next_one_begins() -> None:
    settings = directory(languages=("en", "ar"))
    entry = only_entry(content(program(), settings=settings, wishes=Wishes(language="ar")))
    assert plain(entry["referral"]["methods"]) == "يمكن للناس أن يأتوا بأنفسهم. طرق الإحالة: الهاتف."


def test_chinese_sentences_have_no_space_between_them() -> None:
    settings = directory(languages=("en", "zh"))
    entry = only_entry(content(program(), settings=settings, wishes=Wishes(language="zh")))
    methods = plain(entry["referral"]["methods"])
    assert methods.count("。") == 2
    assert " " not in methods


def test_what_is_free_is_said_once_in_the_language_of_the_booklet() -> None:
    said = spanish(cost=Cost(free=True, description="Free. Tea is given."))["cost"]
    assert said[0] == ("es", "Gratis.")
    assert plain(said) == "Gratis. Tea is given. (en inglés)"


def test_a_name_at_the_head_of_an_entry_is_not_another_name_of_it() -> None:
    translated = {"es": Translation(name="Cosecha")}
    names = ("Cosecha", "Harvest")
    assert plain(spanish(also_known_as=names, translations=translated)["also_known_as"]) == "Harvest"
    assert spanish(also_known_as=names[:1], translations=translated)["also_known_as"] is None


@pytest.mark.parametrize("language", ["ar", "th", "vi", "zh"])
def test_every_shipped_language_can_be_printed(language: str) -> None:
    seen = view(load(SAMPLE, programs={"camina-conmigo"}), "public", TODAY)
    printed = booklet.make(seen, today=TODAY, wishes=Wishes(language=language)).pdf
    assert printed.startswith(b"%PDF")
