"""Places: what somebody names is found offline and never guessed; what many places are called stays many."""

import contextlib
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from peerdir.places import distance
from peerdir.places import naming as places
from peerdir.places.gazetteer import Spot, gather, locate, middle
from peerdir.places.naming import KINDS, Known, Place, key, kilometers, parse_distance, resolve, suggest
from peerdir.places.us import CITIES, CODES, STATES, cities, city_keys, lines, neighbors, postal_code
from peerdir.reading.collection import Collection

SOURCES = str(Path(places.__file__).parents[2])
NAMES = {
    "US": ("United States",),
    "GB": ("United Kingdom",),
    "FR": ("France",),
    "VE": ("Venezuela",),
    "CA": ("Canada",),
}
# Public facts: a postal code, the city its mail names, and about where that city is.
CITY_CODES = """
10001 New York NY 40.71 -74.01; 11201 Brooklyn NY 40.69 -73.99; 14202 Buffalo NY 42.89 -78.88
12207 Albany NY 42.65 -73.75
02108 Boston MA 42.36 -71.06; 01103 Springfield MA 42.10 -72.59; 02903 Providence RI 41.82 -71.41
06103 Hartford CT 41.76 -72.68; 03301 Concord NH 43.21 -71.54; 04101 Portland ME 43.66 -70.26
05401 Burlington VT 44.48 -73.21; 07102 Newark NJ 40.74 -74.17; 19103 Philadelphia PA 39.95 -75.17
15222 Pittsburgh PA 40.44 -80.00; 19801 Wilmington DE 39.74 -75.55; 21201 Baltimore MD 39.29 -76.61
20500 Washington DC 38.90 -77.04; 23219 Richmond VA 37.54 -77.44; 25301 Charleston WV 38.35 -81.63
28202 Charlotte NC 35.23 -80.84; 29401 Charleston SC 32.78 -79.93; 30303 Atlanta GA 33.75 -84.39
33101 Miami FL 25.77 -80.19; 32801 Orlando FL 28.54 -81.38; 35203 Birmingham AL 33.52 -86.81
37203 Nashville TN 36.16 -86.78; 40202 Louisville KY 38.25 -85.76; 45202 Cincinnati OH 39.10 -84.51
45056 Oxford OH 39.51 -84.75; 38655 Oxford MS 34.37 -89.52; 46204 Indianapolis IN 39.77 -86.16
48226 Detroit MI 42.33 -83.05; 53202 Milwaukee WI 43.04 -87.91; 55401 Minneapolis MN 44.98 -93.27
60601 Chicago IL 41.88 -87.63; 62701 Springfield IL 39.80 -89.64; 65806 Springfield MO 37.21 -93.29
63101 Saint Louis MO 38.63 -90.20; 68102 Omaha NE 41.26 -95.94; 70112 New Orleans LA 29.95 -90.07
73102 Oklahoma City OK 35.47 -97.52; 75201 Dallas TX 32.78 -96.80; 79901 El Paso TX 31.76 -106.49
80202 Denver CO 39.74 -104.99; 84101 Salt Lake City UT 40.76 -111.89; 85004 Phoenix AZ 33.45 -112.07
87501 Santa Fe NM 35.69 -105.94; 89101 Las Vegas NV 36.17 -115.14; 90012 Los Angeles CA 34.05 -118.24
92101 San Diego CA 32.72 -117.16; 91910 Chula Vista CA 32.64 -117.08; 92020 El Cajon CA 32.79 -116.96
94103 San Francisco CA 37.77 -122.42; 97204 Portland OR 45.52 -122.68; 98101 Seattle WA 47.61 -122.33
99501 Anchorage AK 61.22 -149.90; 96813 Honolulu HI 21.31 -157.86
"""
FACTS = [fact.split() for line in CITY_CODES.strip().splitlines() for fact in line.split(";")]


def spot(city: str, country: str, at: tuple[float, float] | None = None, state: str = "", region: str = "") -> Spot:
    return Spot(city, region, state, "", country, *(at or (None, None)))


OWN = [
    spot("San Diego", "US", (32.75, -117.10), "CA", "San Diego County"),
    spot("San Diego", "US", (32.72, -117.16), "California"),
    spot("San Diego", "VE", (10.25, -67.95)),
    spot("San Diego", "FR", (48.39, -4.49)),
    spot("Brest", "FR", (48.39, -4.49), region="Bretagne"),
    spot("Oxford", "US", None, "OH"),
    spot("Oxford", "GB", (51.75, -1.26), "Oxfordshire"),
    spot("London", "GB", (51.51, -0.13)),
    Spot("Ottawa", "", "Ontario", "K1A 0B6", "CA", 45.42, -75.69),
    Spot("Paris", "", "", "75001", "FR", 48.86, 2.34),
]


@pytest.fixture(scope="module")
def own() -> Known:
    return gather(OWN, "US", NAMES)


def labels(said: str, known: Known, country: str = "US") -> list[str]:
    return [place.label for place in resolve(said, known, country)]


# What the tables hold


def test_every_code_is_one_well_formed_line_and_all_are_sorted() -> None:
    table = Path(CODES).read_bytes().decode("ascii").splitlines()
    assert table == sorted(set(table))
    assert len({line[:5] for line in table}) == len(table) > 40_000
    for line in table:
        code, latitude, longitude, state, *city = line.split(" ", 4)
        assert len(code) == 5
        assert code.isdigit()
        assert state in STATES, line
        assert -15_000 < int(latitude) < 72_000, line
        assert -180_000 <= int(longitude) < -64_000 or 130_000 < int(longitude) <= 180_000, line
        assert not city or (city[0].strip() == city[0] and city[0][0].isalpha()), line


def test_every_city_is_one_well_formed_line_its_codes_are_in_the_other_table_and_one_a_state() -> None:
    codes = {line[:5]: line.split(" ", 4) for line in Path(CODES).read_text(encoding="ascii").splitlines()}
    table = Path(CITIES).read_bytes().decode("ascii").splitlines()
    assert table == sorted(set(table))
    named = {}
    for line in table:
        name, *found = line.split("|")
        named[name] = found
        assert {key(codes[code][4]) for code in found} == {name}, line
        assert len({codes[code][3] for code in found}) == len(found) > 0, line
    assert {key(code[4]) for code in codes.values() if len(code) > 4} == set(named)


def test_the_tables_are_small_and_every_line_is_found_by_halving() -> None:
    assert Path(CODES).stat().st_size < 1_400_000
    assert Path(CITIES).stat().st_size < 500_000
    for table in (CODES, CITIES):
        whole = Path(table).read_text(encoding="ascii").splitlines()
        assert all(lines(table, line) == [line] for line in (*whole[:3], *whole[::139], *whole[-3:]))
        assert lines(table, "") == whole
        assert lines(table, "~") == lines(table, "0000") == []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact[0])
def test_known_codes(fact: list[str]) -> None:
    code, *city, state, latitude, longitude = fact
    found = postal_code(code)
    assert found
    assert (found.city, found.state) == (" ".join(city), state)
    assert kilometers((found.latitude, found.longitude), (float(latitude), float(longitude))) < 15
    middle_of_it = next(place for place in cities(key(found.city)) if place.state == state)
    assert kilometers((middle_of_it.latitude, middle_of_it.longitude), (float(latitude), float(longitude))) < 15


def test_codes_of_post_boxes_are_known_and_those_of_the_military_are_not() -> None:
    assert postal_code("92186")
    assert [postal_code(code) for code in ("09021", "34001", "96201", "00000", "99999")] == [None] * 5


def test_puerto_rico_and_the_islands_are_known_by_code() -> None:
    for code, state in (("00901", "PR"), ("00802", "VI"), ("96910", "GU"), ("96950", "MP"), ("96799", "AS")):
        found = postal_code(code)
        assert found
        assert found.state == state


@pytest.mark.parametrize(
    "text", ["", "9210", "921011", "9210a", " 9210", "９２１０１", "٩٢١٠١", "92101 ", "9210\n", "\ud800"]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert postal_code(text) is None
    assert neighbors(text) == []


def test_neighbors_are_the_nearest_numbers() -> None:
    assert [near.code for near in neighbors("92100")[:2]] == ["92101", "92102"]


# What people say


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("92101", "92101 (San Diego, CA)"),
        ("92101-1234", "92101 (San Diego, CA)"),
        ("９２１０１", "92101 (San Diego, CA)"),
        ("San Diego, CA 92101", "92101 (San Diego, CA)"),
        ("00901", "00901 (PR)"),
        ("chula vista", "Chula Vista, CA"),
        ("EL CAJÓN, ca", "El Cajon, CA"),
        ("El Cajon California", "El Cajon, CA"),
        ("las vegas nevada usa", "Las Vegas, NV"),
        ("St. Louis, MO", "Saint Louis, MO"),
        ("saint louis mo", "Saint Louis, MO"),
        ("Ft Worth", "Fort Worth, TX"),
        ("O’Fallon IL", "O'Fallon, IL"),
        ("O Fallon, IL", "O'Fallon, IL"),
        ("coeur d alene", "Coeur d'Alene, ID"),
        ("winston salem", "Winston-Salem, NC"),
        ("Washington, D.C.", "Washington, DC"),
        ("Washington DC", "Washington, DC"),
        ("New York, New York", "New York, NY"),
        ("springfield ohio", "Springfield, OH"),
        ("20500 Washington DC", "20500 (Washington, DC)"),
        ("Albany, New York 12207", "12207 (Albany, NY)"),
        ("Miami, US, FL", "Miami, FL"),
    ],
)
def test_us_places_need_no_directory(said: str, label: str) -> None:
    assert labels(said, {}) == [label]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("San Diego", ["San Diego, CA", "San Diego, France", "San Diego, Venezuela"]),
        ("San Diego, TX", ["San Diego, TX"]),
        ("San Diego, Venezuela", ["San Diego, Venezuela"]),
        ("San Diego County", ["San Diego County, CA"]),
        ("Oxford", ["Oxford, OH", "Oxford, Oxfordshire, United Kingdom"]),
        ("Oxford, OH", ["Oxford, OH"]),
        ("oxford uk", ["Oxford, Oxfordshire, United Kingdom"]),
        ("Oxford, United Kingdom", ["Oxford, Oxfordshire, United Kingdom"]),
        ("Oxford, GB", ["Oxford, Oxfordshire, United Kingdom"]),
        ("Oxford (Oxfordshire)", ["Oxford, Oxfordshire, United Kingdom"]),
        ("Oxford, MS", ["Oxford, MS"]),
        ("London", ["London, United Kingdom", "London, KY", "London, AR", "London, OH", "London, TX", "London, WV"]),
        ("brest", ["Brest, Bretagne, France"]),
        ("Ontario", ["Ontario, Canada", "Ontario, CA", "Ontario, NY", "Ontario, OH", "Ontario, OR", "Ontario, WI"]),
        ("Ontario, California", ["Ontario, CA"]),
        ("K1A0B6", ["K1A 0B6 (Ottawa, Ontario, Canada)"]),
        ("k1a 0b6 ottawa", ["K1A 0B6 (Ottawa, Ontario, Canada)"]),
        ("75001", ["75001 (Paris, France)", "75001 (Addison, TX)"]),
        ("75001 Paris", ["75001 (Paris, France)"]),
        ("Boston 92101", []),
    ],
)
def test_the_directorys_own_come_first_and_what_follows_the_name_decides(
    said: str, found: list[str], own: Known
) -> None:
    assert labels(said, own) == found


@pytest.mark.parametrize("said", ["brest cancer", "brst", "San Deigo", "Oxfrd, OH", "high blood pressure", "diabetes"])
def test_nothing_is_found_that_is_only_similar(said: str, own: Known) -> None:
    assert resolve(said, own, "US") == ()


@pytest.mark.parametrize("name", ["Oxford", "Concord", "Miami", "Springfield"])
def test_a_name_of_many_places_is_all_of_them_and_the_state_decides(name: str) -> None:
    found = resolve(name, {}, "US")
    assert len(found) > 5
    assert len({place.state for place in found}) == len(found)
    for place in found:
        assert (
            resolve(f"{name}, {place.state}", {}, "US")
            == resolve(f"{name} {STATES[place.state]}", {}, "US")
            == (place,)
        )


def test_the_largest_of_many_comes_first() -> None:
    assert [resolve(name, {}, "US")[0].state for name in ("Miami", "Portland", "Houston", "Dallas")] == [
        "FL",
        "OR",
        "TX",
        "TX",
    ]


def test_places_of_one_name_are_never_averaged(own: Known) -> None:
    points = [place.point for place in resolve("San Diego", own, "US")]
    assert points[1:] == [(48.39, -4.49), (10.25, -67.95)]
    assert kilometers(points[0], (32.72, -117.16)) < 10


def test_places_of_one_name_in_one_country_far_apart_are_two() -> None:
    north, south = (16.0, 120.5), (7.1, 125.5)
    spots = [spot("Santa Maria", "PH", at, region=region) for at, region in ((north, "Pangasinan"), (south, "Davao"))]
    found = resolve("santa maria", gather([*spots, *spots], "PH", {}), "PH")
    assert {(place.label, *place.point) for place in found} == {
        ("Santa Maria, Pangasinan", *north),
        ("Santa Maria, Davao", *south),
    }


def test_a_city_on_a_border_of_states_is_two() -> None:
    spots = [spot("Kansas City", "US", (39.1, -94.6), "MO"), spot("Kansas City", "US", (39.11, -94.63), "KS")]
    assert set(labels("Kansas City", gather(spots, "US", NAMES))) == {"Kansas City, MO", "Kansas City, KS"}


def test_an_address_without_a_state_is_in_that_of_its_neighbors() -> None:
    spots = [spot("Vista", "US", (33.2, -117.2), "CA"), spot("Vista", "US", (33.21, -117.24))]
    assert labels("Vista", gather(spots, "US", NAMES)) == ["Vista, CA"]


def test_elsewhere_the_us_must_be_named() -> None:
    assert resolve("Paris", {}, "FR") == resolve("75001", {}, "FR") == resolve("92101", {}, "FR") == ()
    assert labels("Paris, TX", {}, "FR") == ["Paris, TX, US"]
    assert labels("92101, USA", {}, "FR") == ["92101 (San Diego, CA, US)"]
    assert labels("Oxford, OH", gather(OWN, "GB", NAMES), "GB") == ["Oxford, OH, US"]


def test_a_place_comes_back_from_the_row_it_was_unpacked_into(own: Known) -> None:
    whole = {place for found in own.values() for place in found}
    rows: list[tuple[Any, ...]] = [tuple(place) for place in whole]
    assert {Place(*row) for row in rows} == whole


def test_a_state_and_a_country_are_the_directorys_own_only(own: Known) -> None:
    assert [place.kind for place in resolve("CA", own, "US")] == ["state", "country"]
    assert [place.kind for place in resolve("france", own, "US")] == ["country"]
    assert resolve("Bavaria", own, "US") == ()


def test_every_own_place_is_found_by_its_label(sample: Collection) -> None:
    known = gather(spots_of(sample), "US", NAMES | {"CM": ("Cameroon",), "TH": ("Thailand",)})
    assert len(known) > 40
    for found in known.values():
        for place in found:
            assert place in resolve(place.label, known, "US")
            assert place.kind in KINDS


def test_every_us_place_is_found_by_its_label() -> None:
    for place in (place for name in city_keys("")[::97] for place in resolve(name, {}, "US")):
        assert resolve(place.label, {}, "US") == (place,)


# What is offered instead


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("sprngfield", "Springfield, IL"),
        ("Chula Vsta", "Chula Vista, CA"),
        ("Oxford, ZZ", "Oxford, OH"),
        ("92100", "92101 (San Diego, CA)"),
        ("Boston 92101", "92101 (San Diego, CA)"),
        ("Oxfrod, UK", "Oxford, Oxfordshire, United Kingdom"),
        ("San Deigo", "San Diego, CA"),
    ],
)
def test_suggestions(said: str, first: str, own: Known) -> None:
    assert resolve(said, own, "US") == ()
    found = suggest(said, own, "US")
    assert found[0] == first
    assert all(resolve(label, own, "US") for label in found)


def test_a_us_code_is_offered_elsewhere() -> None:
    assert suggest("92101", {}, "FR") == ("92101 (San Diego, CA, US)",)


def test_nothing_is_offered_for_what_is_near_to_nothing(own: Known) -> None:
    assert suggest("", own, "US") == suggest("!!!", own, "US") == suggest("zqxjkvbpzq", own, "US") == ()


@given(st.text(max_size=80), st.sampled_from(["US", "FR", ""]))
@example("ca " * 30, "US")
@example("١٢٣٤٥", "US")
@example("²²²²²", "US")
@example("\ud800|\x00,(", "US")
@settings(deadline=None)
def test_no_text_raises_and_at_most_three_are_offered(own: Known, text: str, country: str) -> None:
    for place in resolve(text, own, country):
        assert place.kind in KINDS
    found = suggest(text, own, country)
    assert len(found) <= 3
    assert all(resolve(label, own, country) for label in found)


def test_a_very_long_text_is_unknown(own: Known) -> None:
    assert resolve("ca " * 5000, own, "US") == ()


@given(st.text(max_size=30))
def test_comparing_a_name_as_it_is_compared_changes_nothing(text: str) -> None:
    assert key(key(text)) == key(text)


# Where addresses are


def spots_of(collection: Collection) -> list[Spot]:
    return [
        Spot(
            found.city,
            found.region or "",
            found.state or "",
            found.postal_code or "",
            found.country,
            location.latitude,
            location.longitude,
        )
        for program in collection.programs
        for location in program.locations
        if (found := location.address)
    ]


@pytest.mark.parametrize(
    ("address", "near"),
    [
        (Spot("", "", "", "", "TH", 18.79, 98.99), (18.79, 98.99)),
        (Spot("San Diego", "", "CA", "92101", "US"), (32.72, -117.16)),
        (Spot("San Diego", "", "CA", "92101-1234", "US"), (32.72, -117.16)),
        (Spot("Oxford", "", "Ohio", "", "US"), (39.51, -84.75)),
        (Spot("Chula Vista", "", "", "", "US"), (32.64, -117.08)),
        (Spot("San Diego", "", "", "", "US"), (32.72, -117.16)),
        (Spot("Brest", "", "", "", "FR"), (48.39, -4.49)),
        (Spot("Somewhere", "", "", "75001", "FR"), (48.86, 2.34)),
    ],
)
def test_an_address_is_located_by_the_best_it_tells(address: Spot, near: tuple[float, float], own: Known) -> None:
    found = locate(address, own)
    assert found
    assert kilometers(found, near) < 10


@pytest.mark.parametrize(
    "address",
    [
        Spot("Springfield", "", "", "", "US"),
        Spot("Nowhere", "", "CA", "00000", "US"),
        Spot("Brest", "", "", "", "BY"),
        Spot("Oxford", "", "Ohio", "92101", "GB"),
        Spot("", "", "", "", ""),
    ],
)
def test_an_address_that_could_be_anywhere_is_not_located(address: Spot, own: Known) -> None:
    assert locate(address, own) is None


points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
near_points = st.tuples(st.floats(-89, 89), st.floats(-180, 180))


@given(st.lists(points, min_size=1, max_size=20))
def test_the_middle_is_one_of_the_points(found: list[tuple[float, float]]) -> None:
    assert middle(found) in found


@given(st.lists(st.tuples(st.sampled_from(["A", "B"]), st.sampled_from(["FR", "US"]), points), max_size=12))
def test_own_places_are_among_the_addresses(found: list[tuple[str, str, tuple[float, float]]]) -> None:
    known = gather([spot(f"Zz{city}", country, at) for city, country, at in found], "US", NAMES)
    for own_places in known.values():
        assert all(place.point in [at for _, _, at in found] for place in own_places)
    assert bool(known) == bool(found)


# Distances


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((32.7157, -117.1611), (34.0522, -118.2437), 179),  # San Diego, Los Angeles
        ((51.5074, -0.1278), (48.8566, 2.3522), 344),  # London, Paris
        ((0, 179.5), (0, -179.5), 111),
        ((90, 0), (-90, 0), 20_015),
    ],
)
def test_known_distances(a: tuple[float, float], b: tuple[float, float], expected: float) -> None:
    assert kilometers(a, b) == pytest.approx(expected, rel=0.006)


@given(points, points, points)
def test_distances_are_a_metric(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
    assert kilometers(a, a) == 0
    assert kilometers(a, b) == pytest.approx(kilometers(b, a), abs=1e-6)
    assert 0 <= kilometers(a, b) <= math.pi * 6371.0 + 1e-6
    assert kilometers(a, c) <= kilometers(a, b) + kilometers(b, c) + 1e-3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20km", 20),
        ("20 KM", 20),
        (" 20  kilometres ", 20),
        ("1 kilometer", 1),
        ("15", 15),
        ("1,5 km", 1.5),
        ("0.5", 0.5),
        ("10mi", 16.09344),
        ("10 miles", 16.09344),
        ("1 mile", 1.609344),
        ("２０ｋｍ", 20),
        ("٢٠ km", 20),
        ("1 000 km", 1000),
    ],
)
def test_distances_people_write(text: str, expected: float) -> None:
    assert parse_distance(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "km",
        "0",
        "0km",
        "-5km",
        "20 m",
        "20 feet",
        "1,000 km",
        "1e3",
        "nan",
        "inf",
        "99999",
        "9" * 400,
        "20kmx",
        "1.",
        ".5km",
    ],
)
def test_other_distances_are_refused_in_plain_words(text: str) -> None:
    with pytest.raises(ValueError, match="for example 20km or 10mi"):
        parse_distance(text)


@given(st.text())
def test_no_distance_raises_anything_else(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert parse_distance(text) > 0


# What it costs


def test_looking_a_place_up_imports_nothing_heavy() -> None:
    look = "from peerdir.places.naming import resolve; resolve('Oxford, OH', {}, 'US')"
    code = f"import sys; {look}; print(sorted(sys.modules))"
    modules = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.append({SOURCES!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for heavy in ("re", "typing", "functools", "pathlib", "statistics", "difflib", "sqlite3", "json", "unicodedata"):
        assert f"'{heavy}'" not in modules


def test_the_order_of_files_changes_nothing() -> None:
    assert gather(OWN, "US", NAMES) == gather(OWN[::-1], "US", NAMES) != {}


def test_a_number_alone_is_in_the_unit_that_is_given() -> None:
    assert parse_distance("15") == 15
    assert parse_distance("15", miles=True) == pytest.approx(24.14, abs=0.01)
    assert parse_distance("15 km", miles=True) == 15


@pytest.mark.parametrize(
    ("km", "miles", "expected"),
    [
        (0.04, False, "0 km"),
        (3.24, False, "3.2 km"),
        (3.0, False, "3 km"),
        (9.94, False, "9.9 km"),
        (9.96, False, "10 km"),
        (120.4, False, "120 km"),
        (13_000.0, False, "13,000 km"),
        (3.24, True, "2 mi"),
        (10.0, True, "6.2 mi"),
        (16.09344, True, "10 mi"),
        (25.0, True, "16 mi"),
    ],
)
def test_a_distance_has_a_decimal_only_where_it_is_short(km: float, miles: bool, expected: str) -> None:
    assert distance.shown(km, miles=miles) == expected


def test_few_countries_count_in_miles() -> None:
    assert [country for country in ("US", "GB", "LR", "MM", "CA", "MX", "DE", "") if distance.in_miles(country)] == [
        *("US", "GB", "LR", "MM")
    ]
