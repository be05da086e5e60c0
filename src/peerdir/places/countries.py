"""Where countries are, and what time it is there: made by scripts/country_boxes.py and scripts/country_zones.py."""

import functools
import json
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

Box = tuple[float, float, float, float]
"""South, west, north, east, in degrees."""


@functools.cache
def boxes() -> Mapping[str, Sequence[Box]]:
    """Return the boxes in which a country's land lies (Natural Earth, public domain), by its two-letter code.

    A few codes have none of their own.
    """
    loaded: Mapping[str, Sequence[Box]] = _table("country_boxes.json")
    return loaded


@functools.cache
def zones() -> Mapping[str, Sequence[str]]:
    """Return the time zones of each country, the most usual first (time zone database, public domain)."""
    loaded: Mapping[str, Sequence[str]] = _table("country_zones.json")
    return loaded


def _table(name: str) -> Any:
    return json.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
