"""Who may be in danger is shown whom to call before any program, and no word of theirs is taken for a slip."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from peerdir import danger
from peerdir.analyse import words
from peerdir.cli import app
from peerdir.index.store import open_index
from peerdir.query import Query
from peerdir.render.results.notes import notes
from peerdir.search.answer import search
from tests.conftest import SAMPLE, TODAY

LINES = "If somebody is in danger: Emergency 911, 988 Suicide & Crisis Lifeline 988"


def said(text: str, today: dt.date = TODAY) -> list[str]:
    index = open_index(SAMPLE, None, today)
    try:
        return list(notes(search(index, Query(text=text))))
    finally:
        index.close()


@pytest.mark.parametrize("phrase", danger.SAID)
def test_phrases_are_written_as_words_are_compared(phrase: str) -> None:
    assert " ".join(words(phrase)) == phrase


IN_DANGER = (
    "I want to DIE",
    "suicide",
    "my husband hits me",
    "quiero morir",
    "我想死了",
    "tự tử",
    "أفكر في انتحار",
    "sucide",
)


@pytest.mark.parametrize(
    "text",
    [
        *IN_DANGER,
        *("suicde", "suicidel", "suisidio", "suicid", "se suicidó mi hermano", "better off dead", "want 2 die"),
        *(
            "my son wants to kill himself",
            "i want to kill my self",
            "me quiero matar",
            "me voy a matar",
            "mon mari me bat",
        ),
        *("สามีตีฉัน", "他打我", "bị đánh", "سأنتحر", "لا أريد أن أعيش"),
    ],
)
def test_many_words_say_that_somebody_is_in_danger(text: str) -> None:
    assert danger.is_said(words(text))


@pytest.mark.parametrize("text", IN_DANGER)
def test_whom_to_call_comes_first(text: str) -> None:
    first, *rest = said(text)
    assert first == LINES
    assert not any("showing results for" in line or line == LINES for line in rest)


@pytest.mark.parametrize(
    "text",
    [
        "diet",
        "diabetes spanish",
        "grape",
        "violence",
        "想吃",
        "hit the gym with me",
        "seaside walk",
        "subsidy",
        "matar el tiempo",
    ],
)
def test_other_words_are_no_danger(text: str) -> None:
    assert not danger.is_said(words(text))


@pytest.mark.parametrize("command", ["search", "match"])
def test_the_command_says_it_beside_what_it_finds(command: str) -> None:
    result = CliRunner().invoke(app, [command, "-C", str(SAMPLE), "--today", TODAY.isoformat(), "suicidal", "veterans"])
    assert result.stderr.startswith(LINES)
