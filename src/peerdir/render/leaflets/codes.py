"""Square codes to scan with a phone, and what they open."""

from typing import Any
from urllib.parse import quote

from peerdir import words
from peerdir.records import Location
from peerdir.render.booklet.codes import codes
from peerdir.render.booklet.passages import Passage, flat

# Five places after the point are about a meter.
MAP = "https://www.openstreetmap.org/?mlat={lat:.5f}&mlon={lon:.5f}#map=17/{lat:.5f}/{lon:.5f}"
SEARCH = "https://www.openstreetmap.org/search?query="


def map_address(location: Location) -> str | None:
    """Return the web address of a map of a place; None for one without a street, and always for a confidential one."""
    if location.type != "physical":
        return None
    if location.latitude is not None and location.longitude is not None:
        return MAP.format(lat=location.latitude, lon=location.longitude)
    if location.address and location.address.line1:
        return SEARCH + quote(words.address(location.address, location.address.country))
    return None


def code(target: str, alternative: Passage) -> dict[str, Any]:
    """Return a square code that opens `target`, and what stands for it when the sheet is read aloud."""
    return {**codes({"": target})[""], "alt": flat(alternative)}
