"""Areas that are a part of a city."""

import pytest

from peerdir.places.areas import city_of

CITIES = ("La Mesa", "San Diego", "San Francisco", "Mesa", "Yaoundé")


@pytest.mark.parametrize(
    ("area", "city"),
    [
        ("Downtown San Diego, around Example Square", "San Diego"),
        ("North San Diego", "San Diego"),
        ("San Diego, near the harbor", "San Diego"),
        ("West La Mesa", "La Mesa"),
        ("Quartier Bastos, Yaoundé", None),
        ("South San Francisco", None),
        ("North San Diego County", None),
        ("Alamesa", None),
        ("South Bay", None),
        ("", None),
    ],
)
def test_an_area_that_ends_with_a_city_is_a_part_of_it(area: str, city: str | None) -> None:
    assert city_of(area, CITIES) == city
