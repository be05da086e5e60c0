"""Make src/peerdir/places/country_boxes.json: for each country the boxes its land lies in, as south, west, north, east.

The boxes come from Natural Earth (public domain), by way of the package country-bounding-boxes; they are rounded
outwards to a tenth of a degree. Run with: uvx --with country-bounding-boxes python scripts/country_boxes.py
"""

import json
import math
from pathlib import Path

import iso3166
from country_bounding_boxes import country_subunits_by_iso_code

# Lands with a code of their own whose addresses often carry the larger country's.
PARTS = {"US": ("PR", "VI", "GU", "AS", "MP"), "FR": ("GP", "MQ", "GF", "RE", "YT"), "NL": ("AW", "CW", "SX", "BQ")}
PARTS |= {
    "GB": ("GI", "IM", "JE", "GG", "FK"),
    "NO": ("SJ",),
    "AU": ("CX", "CC", "NF"),
    "DK": ("FO", "GL"),
    "FI": ("AX",),
}
TARGET = Path(__file__).parents[1] / "src" / "peerdir" / "places" / "country_boxes.json"


def boxes(code: str) -> list[list[float]]:
    """Return the boxes of one country, each rounded outwards."""
    found = set()
    units = [unit for part in (code, *PARTS.get(code, ())) for unit in country_subunits_by_iso_code(part)]
    for unit in units:
        west, south, east, north = unit.bbox
        low = [math.floor(value * 10) / 10 for value in (south, west)]
        high = [math.ceil(value * 10) / 10 for value in (north, east)]
        found.add(tuple(low + high))
    return sorted(map(list, found))


def main() -> None:
    """Write the table, one country a line."""
    table = {country.alpha2: boxes(country.alpha2) for country in iso3166.countries}
    rows = [f'"{code}": {json.dumps(rows)}' for code, rows in sorted(table.items()) if rows]
    TARGET.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


main()
