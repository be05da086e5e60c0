"""Sets of programs as bits: packed and unpacked they are the same, and points are counted right."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdir.index.postings import Scores, collect, members, pack, union, unpack

ROWS = st.sets(st.integers(0, 50_000), max_size=60)


@given(ROWS)
def test_a_set_is_the_same_after_packing(rows: set[int]) -> None:
    assert set(members(unpack(pack(collect(rows))))) == rows


@given(ROWS)
def test_rows_come_lowest_first(rows: set[int]) -> None:
    assert list(members(collect(rows))) == sorted(rows)


@given(ROWS, ROWS)
def test_union(one: set[int], other: set[int]) -> None:
    assert set(members(union((collect(one), collect(other))))) == one | other


@pytest.mark.parametrize("packed", [b"", b"x123", b"f123"])
def test_what_is_no_set_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="no set"):
        unpack(packed)


@given(st.lists(st.tuples(st.sets(st.integers(0, 30)), st.integers(0, 300)), max_size=12), st.integers(0, 5))
def test_points_are_added_and_ranked(given_points: list[tuple[set[int], int]], least: int) -> None:
    scores, expected = Scores(), Counter(dict.fromkeys(range(31), 0))
    for rows, points in given_points:
        scores.add(collect(rows), points)
        expected.update(dict.fromkeys(rows, points))
    found = [(points, row) for points, group in scores.groups(collect(range(31)), least) for row in members(group)]
    assert sorted(row for _, row in found) == list(range(31))
    assert [points for points, _ in found] == sorted((points for points, _ in found), reverse=True)
    assert all(points == expected[row] >> least << least for points, row in found)
    assert all(scores.of(row) == expected[row] for row in range(31))
