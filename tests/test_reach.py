"""Whom a program is too far for: those who would have to come to another country."""

import pytest

from peerdir.index.describe import order
from peerdir.reach import is_elsewhere, is_joined_from_anywhere
from peerdir.reading.collection import Collection

ABROAD = ("chiang-mai-morning-walkers", "coeur-a-coeur-douala", "diabete-ensemble-yaounde")


@pytest.mark.parametrize("name", ABROAD)
def test_whoever_must_come_is_told_of_it_last(sample: Collection, name: str) -> None:
    program, local = sample.program(name), sample.program("young-and-type-one")
    assert program
    assert local
    assert is_elsewhere(program, "US")
    assert order(local, "US") < order(program, "US")


def test_at_home_nothing_is_elsewhere(sample: Collection) -> None:
    program = sample.program("coeur-a-coeur-douala")
    assert program
    assert not is_elsewhere(program, "CM")
    assert not any(is_elsewhere(one, "US") for one in sample.programs if one.listed and one.id not in ABROAD)


@pytest.mark.parametrize(("name", "anywhere"), [("signs-of-calm", True), ("memory-lane-cafe", False)])
def test_what_is_by_phone_is_for_everybody(sample: Collection, name: str, anywhere: bool) -> None:
    program = sample.program(name)
    assert program
    assert is_joined_from_anywhere(program) is anywhere
