"""Where countries are: the boxes that their land lies in (Natural Earth, public domain; scripts/country_boxes.py)."""

import functools
import json
from collections.abc import Mapping, Sequence
from importlib import resources

Box = tuple[float, float, float, float]
"""South, west, north, east, in degrees."""


@functools.cache
def boxes() -> Mapping[str, Sequence[Box]]:
    """Return the boxes of every country by its two-letter code; a few codes have none of their own."""
    text = resources.files("peerdir").joinpath("country_boxes.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Sequence[Box]] = json.loads(text)
    return loaded
