"""Search answers judged queries well enough; the judge and the queries are tried first."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdir.reading.collection import load
from peerdir.records import Program
from tests.conftest import SAMPLE, TODAY
from tests.relevance import judge, run

TUNED, HELD_OUT = run.read(run.TUNED), run.read(run.HELD_OUT)
CATEGORIES = [
    "plain",
    "synonym",
    "typo",
    "stem",
    "prefix",
    "diacritics",
    "chinese",
    "thai",
    "arabic",
    "spanish",
    "french",
    "place",
    "language",
    "function",
    "time",
    "several",
    "outside",
]


@pytest.fixture(scope="module")
def directories() -> Iterator[dict[str, Path]]:
    with run.directories() as found:
        yield found


@pytest.fixture(scope="module")
def programs() -> tuple[Program, ...]:
    return load(SAMPLE).programs


@pytest.mark.parametrize("number", range(2))
def test_search_answers_the_tuning_part(directories: dict[str, Path], number: int) -> None:
    name, root = list(directories.items())[number]
    outcomes = run.evaluate(root, TUNED)
    reached = run.means(outcomes)
    shown = run.table(name, outcomes)
    assert len(outcomes) == len(TUNED)
    assert reached.ndcg >= 0.95, shown
    assert reached.mrr >= 0.95, shown
    assert reached.success >= 0.97, shown


@pytest.mark.parametrize("number", range(2))
def test_search_answers_every_query_that_was_held_out(directories: dict[str, Path], number: int) -> None:
    root = list(directories.values())[number]
    assert len(run.evaluate(root, HELD_OUT)) == len(HELD_OUT)


def test_there_are_enough_queries_of_every_kind_and_none_is_in_both_parts() -> None:
    assert len(TUNED) >= 130
    assert len(HELD_OUT) >= 60
    for cases in (TUNED, HELD_OUT):
        counts = Counter(case.category for case in cases)
        assert list(counts) == CATEGORIES
        assert min(counts.values()) >= 4
    folded = Counter(judge.fold(case.query) for case in (*TUNED, *HELD_OUT))
    assert [query for query, times in folded.items() if times > 1] == []


@pytest.mark.parametrize(
    ("fits", "expected"),
    [
        ({"conditions": ["lupus"]}, {"butterfly-table": 3}),
        # An interpreter is enough, but less good.
        ({"conditions": ["coronary-heart-disease"], "languages": ["fa"]}, {"heart-to-heart-el-cajon": 2}),
        # A related condition.
        (
            {"conditions": ["heart-failure"], "weaker": {"conditions": ["coronary-heart-disease"]}},
            {"baan-jai": 2, "coeur-a-coeur-douala": 3, "heart-to-heart-el-cajon": 3},
        ),
        # Planned, closed and historical programs are no answer.
        ({"conditions": ["colorectal-cancer"]}, {}),
        ({"conditions": ["stroke"], "schedule": {"days": ["MO"], "after": "14:00"}}, {"second-wind-stroke-club": 3}),
        # It starts before noon and is over half an hour after it.
        ({"conditions": ["arthritis"], "schedule": {"days": ["TU"], "after": "12:00"}}, {"move-with-ease": 2}),
        # A line that is open day and night.
        (
            {"conditions": ["leukemia"], "schedule": {"days": ["SU"], "after": "02:00", "before": "04:00"}},
            {"one-cell-at-a-time": 3},
        ),
        # 13 km away; the phone line reaches everybody; 46 km is too far.
        (
            {"conditions": ["stroke"], "place": {"lat": 32.716, "lon": -117.161, "km": 25}},
            {"long-table-convoy": 3},
        ),
        (
            {"conditions": ["caregiving"], "place": {"lat": 32.716, "lon": -117.161, "km": 5}},
            {"caregivers-at-dusk": 2},
        ),
        # Nothing in that city: what is close or reached from anywhere is the better near miss.
        (
            {"conditions": ["lupus"], "place": {"city": "San Diego", "lat": 32.716, "lon": -117.161, "km": 25}},
            {"butterfly-table": 1},
        ),
        (
            {"conditions": ["asthma"], "place": {"city": "National City", "lat": 32.672, "lon": -117.093, "km": 25}},
            {"breathe-easy-at-home": 3},
        ),
        ({"conditions": ["arthritis"], "cost": "free"}, {"move-with-ease": 1}),
        ({"name": "walk with me"}, {"camina-conmigo": 3}),
        ({"text": ["太极"]}, {"long-table-convoy": 3}),
        ({"conditions": ["copd"], "no_car": True}, {"mall-walkers-copd": 1}),
        ({"conditions": ["stroke"], "no_car": True}, {"long-table-convoy": 3, "second-wind-stroke-club": 2}),
        # No program in Hindi on that day: closer is better.
        (
            {"conditions": ["stroke"], "schedule": {"days": ["MO"], "before": "12:00"}, "languages": ["hi"]},
            {"long-table-convoy": 2, "second-wind-stroke-club": 1},
        ),
    ],
)
def test_grades(programs: tuple[Program, ...], fits: judge.Fits, expected: dict[str, int]) -> None:
    graded = judge.grades(programs, fits, TODAY)
    assert {name: grade for name, grade in graded.items() if grade} == expected


def test_a_series_that_is_over_fits_nobody(programs: tuple[Program, ...]) -> None:
    fits = {"populations": ["farmworkers"], "schedule": {"days": ["TU"], "after": "15:00"}}
    assert judge.grades(programs, fits, dt.date(2026, 11, 24))["harvest-health"] == 3
    assert judge.grades(programs, fits, dt.date(2026, 11, 25))["harvest-health"] == 1


def test_near_misses_count_beside_what_fits_only_when_asked_for(programs: tuple[Program, ...]) -> None:
    fits = {"conditions": ["stroke"], "languages": ["zh"]}
    assert judge.grades(programs, fits, TODAY)["second-wind-stroke-club"] == 0
    assert judge.grades(programs, fits, TODAY, parts=True)["second-wind-stroke-club"] == 1
    assert judge.grades(programs, fits, TODAY, parts=True)["long-table-convoy"] == 3


def test_measures() -> None:
    graded = {"a": 3, "b": 3, "c": 2, "d": 0}
    assert judge.ndcg(["a", "b", "c"], graded) == 1
    assert judge.ndcg(["b", "a", "c", "d"], graded) == 1
    assert judge.ndcg(["c", "b", "a"], graded) == pytest.approx((3 + 7 / 1.58496 + 7 / 2) / (7 + 7 / 1.58496 + 3 / 2))
    assert judge.ndcg(["d"], graded) == 0
    assert judge.ndcg(["d", "a"], graded, 1) == 0
    assert judge.reciprocal_rank(["d", "c", "a"], graded) == pytest.approx(1 / 3)
    assert judge.reciprocal_rank(["d"], graded) == 0
    assert judge.success(["d", "c", "a"], graded) == 1
    assert judge.success(["d", "c", "x", "a"], graded) == 0
    assert judge.reciprocal_rank(["b"], {"a": 1, "b": 1}) == 1


def test_a_mean_is_over_all_queries() -> None:
    case = TUNED[0]
    full = run.Outcome(case=case, found=("a",), ndcg=1, ndcg_parts=1, reciprocal_rank=1, success=1)
    none = run.Outcome(case=case, found=(), ndcg=0, ndcg_parts=0, reciprocal_rank=0, success=0)
    assert run.means([full, none, none, full]) == run.Means(queries=4, ndcg=0.5, ndcg_parts=0.5, mrr=0.5, success=0.5)
    assert "  plain" in run.table("", [full, none])
