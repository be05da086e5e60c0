"""Words are folded and split as people type them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdir.analyse import MOST_MARKS, cuts, edits, fold, key, most_edits, singular, terms, words

EXAMPLES = json.loads((Path(__file__).parent / "analyse.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:20])
def test_examples_that_the_web_page_must_pass_too(example: dict[str, str]) -> None:
    text = example["text"]
    found = {"fold": fold(text), "terms": terms(text), "singular": singular(" ".join(words(text)))}
    assert {"text": text, **found} == example


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Depresión", "depresion"),
        ("Đái tháo đường", "dai thao duong"),
        ("ＡＢＣ１", "abc1"),
        ("أُحِبّ", "احب"),
        ("السُّكَّري", "السكري"),
        ("مدرسة", "مدرسه"),
        ("เบาหวาน", "เบาหวาน"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Parkinson’s, type-2", ["parkinson's", "type", "2"]),
        ("糖尿病 support", ["糖尿病", "support"]),
        ("糖尿病support", ["糖尿病", "support"]),
        ("", []),
        ("!!! — …", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_terms_pairs_the_characters_of_unspaced_scripts() -> None:
    assert terms("糖尿病 help") == ["糖尿", "尿病", "help"]
    assert terms("病") == ["病"]


@given(st.text())
def test_folding_twice_changes_nothing_and_nothing_raises(text: str) -> None:
    assert words(fold(text)) == words(text)
    terms(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parkinson's", "Parkinsons"),
        ("women's group", "women group"),
        ("refugee", "Refugees"),
        ("l'été", "été"),
        ("السكري", "سكري"),
        ("بالعربية", "العربية"),
        ("९", "9"),
    ],
)
def test_what_people_write_in_two_ways_is_compared_as_one(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize("text", ["मधुमेह", "நீரிழிவு", "ডায়াবেটিস", "మధుమేహం"])
def test_vowel_signs_do_not_cut_words_of_indian_scripts(text: str) -> None:
    assert len(words(text)) == 1


def test_a_heap_of_marks_is_cut_down() -> None:
    heap = "a" + "\u0316\u1dc0" * 60_000
    assert len(fold(heap)) <= MOST_MARKS + 1


@given(st.text(alphabet="abcd", max_size=7), st.text(alphabet="abcd", max_size=7))
def test_edits_are_a_distance(one: str, other: str) -> None:
    far = edits(one, other, 9)
    assert far == edits(other, one, 9)
    assert (far == 0) == (one == other)
    assert edits(one, other, 1) == min(far, 2)
    # What the table of slips relies on: words one slip apart share a cut.
    assert far > 1 or set(cuts(one)) & set(cuts(other))


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("presure", "pressure", 1), ("anxeity", "anxiety", 1), ("brest", "breast", 1), ("hi", "high", 2)],
)
def test_edits(one: str, other: str, far: int) -> None:
    assert edits(one, other, 3) == far


def test_short_words_may_have_fewer_slips() -> None:
    assert [most_edits(word) for word in ("ms", "hiv", "breast")] == [0, 1, 2]
