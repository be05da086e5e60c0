"""Everyday words mean the codes they should: no term takes the words of another, and no ordinary word is mended to one.

A line of `understood.json` is what somebody types, all codes it means, the words that are `left` without a meaning, and
whether somebody may be in danger who types it.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from peerdir.index.store import Index, open_index
from peerdir.reading.collection import load
from peerdir.search.understand import understand
from tests.conftest import SAMPLE, TODAY

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("understood.json").read_text(encoding="utf-8"))
# Each is a letter or two from what people say for a condition.
ORDINARY = """
    still fall healing protein denied device decade contain deliver casting operate climate mind end five met
    goals metas varios siendo buenos cariño dueño vida duele ella hizo hijo sueldo depuis année appelé voiture
    sắp cấp ngày dân كيف العمر الحدود الجهاز مقاومة البحر أني ابني
""".split()  # noqa: SIM905 - a list of words is read most easily as words


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with closing(open_index(SAMPLE, None, TODAY)) as opened:
        yield opened


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"])
def test_everyday_words_mean_what_they_should(index: Index, case: dict[str, Any]) -> None:
    found = understand(index, case["query"])
    codes = {f"{kind}:{code}" for phrase in found.phrases for kind, code, _ in phrase.concepts}
    left = [phrase.words for phrase in found.phrases if not phrase.concepts]
    assert (sorted(codes), left, found.mended, found.in_danger) == (
        case["means"],
        case.get("left", []),
        [],
        case.get("in_danger", False),
    )


@pytest.mark.parametrize("word", ORDINARY)
def test_an_ordinary_word_is_not_mended_to_a_condition(index: Index, word: str) -> None:
    found = understand(index, word)
    meant = {kind for phrase in found.phrases for kind, _, _ in phrase.concepts}
    assert not found.mended or "conditions" not in meant, found.mended


def test_every_condition_is_understood_by_its_label_in_every_language(index: Index) -> None:
    terms = load(SAMPLE).vocabularies["conditions"].terms
    assert len(terms) > 70
    for term in terms:
        for label in (term.label, *term.labels.values()):
            found = understand(index, label)
            meant = {code for phrase in found.phrases for kind, code, _ in phrase.concepts if kind == "conditions"}
            assert term.code in meant, label
