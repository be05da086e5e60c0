"""Text as passages: the language of each stretch, and numbers that keep their order."""

import pytest

from peerdir.render.booklet.passages import joined, passage, sentence
from peerdir.render.collation import folded

PHONE = "619-555-0142"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Neighbors help", [("en", "Neighbors help")]),
        ("Tea and น้ำชา here", [("en", "Tea and "), ("th", "น้ำชา"), ("en", " here")]),
        ("糖尿病 group", [("zh", "糖尿病"), ("en", " group")]),
        ("حلقة نور", [("ar", "حلقة نور")]),
        ("Noor (حلقة نور)", [("en", "Noor ("), ("ar", "\u2067حلقة نور\u2069"), ("en", ")")]),
        ("Группа and Ομάδα", [("ru", "Группа"), ("en", " and "), ("el", "Ομάδα")]),
        ("", []),
    ],
)
def test_each_script_is_a_stretch_of_its_own(text: str, expected: list[tuple[str, str]]) -> None:
    assert passage(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "spoken", "language"),
    [("سلام", ("fa", "en"), "fa"), ("سلام", ("en",), "ar"), ("友", ("ja",), "ja"), ("友", ("zh-Hans",), "zh")],
)
def test_a_script_is_in_a_language_the_program_speaks(text: str, spoken: tuple[str, ...], language: str) -> None:
    assert passage(text, "en", spoken)[0][0] == language


@pytest.mark.parametrize(
    "number",
    [
        PHONE,
        "+1-619-555-0142",
        "(619) 555-0142",
        "+237 6 55 50 10 00",
        "desk@example.org",
        "https://example.org/a/",
        "LGBTQ+",
    ],
)
def test_numbers_and_addresses_in_right_to_left_text_are_isolated(number: str) -> None:
    ((language, text),) = passage(f"اتصل {number} الآن", "en")
    assert language == "ar"
    assert f"\u2066{number}\u2069" in text.replace("\u00a0", " ")


def test_left_to_right_text_has_no_isolates() -> None:
    assert passage(f"Call {PHONE} now", "en") == [("en", f"Call {PHONE} now")]


def test_a_phone_number_does_not_break_over_lines() -> None:
    assert passage("Call (619) 555-0142 now", "en") == [("en", "Call (619)\u00a0555-0142 now")]


def test_letters_are_composed() -> None:
    assert passage("e\u0301", "fr") == [("fr", "é")]


def test_joined_passages_are_parted_by_words_of_the_page() -> None:
    parts = [passage("نور", "en"), None, passage("100 Example Ave", "en")]
    assert joined(parts, ", ", "en") == [("ar", "\u2067نور\u2069"), ("en", ", "), ("en", "100 Example Ave")]
    assert joined([None, None], ", ", "en") is None


def test_right_to_left_passages_join_to_one_paragraph() -> None:
    assert joined([passage("نور", "en"), passage("سلام", "en")], " ", "en") == [("ar", "نور سلام")]
    assert joined([passage("نور", "en")], " ", "en") == [("ar", "نور")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Walks", "Walks."),
        ("Walks.", "Walks."),
        ("Why?", "Why?"),
        ("Tea (hot)", "Tea (hot)."),
        ("น้ำชา", "น้ำชา"),
        ("نور", "نور."),
        ("خلال 3", "خلال 3."),
        ("你好", "你好。"),
        ("Чай", "Чай."),
        ("你好。", "你好。"),
        ("有名额 (11月9日)", "有名额 (11月9日)。"),
        ("", ""),
    ],
)
def test_sentences_end(text: str, expected: str) -> None:
    assert sentence(text) == expected


@pytest.mark.parametrize(
    ("before", "behind", "separator", "language", "said"),
    [
        ("Tea", "كل سبت", ", ", "ar", "، "),
        ("كل سبت", "Tea", "; ", "ar", "؛ "),
        ("Tea", "Coffee", ", ", "ar", ", "),
        ("نور", "Noor", ", ", "en", ", "),
        ("Tea", "每星期六", ", ", "zh", "，"),
        ("免费。", "Bring a cup.", " ", "zh", ""),
        ("Bring a cup.", "（英语）", " ", "zh", " "),
    ],
)
def test_what_stands_between_passages_is_written_as_the_language_of_the_page_does(
    before: str, behind: str, separator: str, language: str, said: str
) -> None:
    found = joined([passage(before, "en"), passage(behind, "en")], separator, language)
    assert found is not None
    assert found[1] == (language, said)


def test_right_to_left_passages_of_one_language_have_its_comma() -> None:
    assert joined([passage("نور", "ar"), passage("أمل", "ar")], ", ", "ar") == [("ar", "نور، أمل")]


def test_a_thai_name_stands_under_its_consonant() -> None:
    assert folded("เพื่อน").startswith("พ")
    assert folded("บ้านใจ") < folded("เพื่อน") < folded("ยา")
