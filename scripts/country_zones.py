"""Make src/peerdir/places/country_zones.json: for each country its time zones, the most usual first.

The lists are those of the time zone database (public domain), which most systems have. Run with: python
scripts/country_zones.py
"""

import json
from pathlib import Path

LISTS = Path("/usr/share/zoneinfo")
TARGET = Path(__file__).parents[1] / "src" / "peerdir" / "places" / "country_zones.json"


def main() -> None:
    """Write the table, one country a line."""
    table: dict[str, list[str]] = {}
    # zone.tab names a zone of each country's own; zone1970.tab those that several countries share.
    for name in ("zone.tab", "zone1970.tab"):
        for line in (LISTS / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                countries, _, zone, *_ = line.split("\t")
                for country in countries.split(","):
                    table.setdefault(country, []).append(zone)
    rows = [f'"{country}": {json.dumps(list(dict.fromkeys(zones)))}' for country, zones in sorted(table.items())]
    TARGET.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


main()
