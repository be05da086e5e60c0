"""Words are folded and split as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdir.analyse import fold, terms, words


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
