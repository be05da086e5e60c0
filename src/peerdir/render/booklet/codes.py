"""Square codes that lead from an entry on paper to its page on the web."""

import re
from collections.abc import Mapping
from typing import Any

import zxingcpp

RUNS = re.compile(rb"\0+|\xff+")
QUIET = 4  # modules of white around the code, without which readers do not find it


def codes(addresses: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return for each key and web address a code: an SVG, its side in modules, and the link to stand beside it."""
    return {key: _code(address) for key, address in addresses.items()}


def stripes(target: str) -> tuple[int, str]:
    """Return the side in modules of the code for a web address, and its dark modules as a path to draw one wide.

    Each row of them is a few strokes through its middle: half as long as their outlines, and sooner made.
    """
    picture: Any = _made(target).to_image(scale=1, add_quiet_zones=True)
    drawn, side = memoryview(picture).tobytes(), int(picture.shape[0])
    rows = enumerate(drawn[start : start + side] for start in range(0, len(drawn), side))
    return side, "".join(_strokes(row, number) for number, row in rows)


def _strokes(row: bytes, number: int) -> str:
    """Return the strokes of one row, which begins and ends with white."""
    margin, *lengths = map(len, RUNS.findall(row))
    return f"M{margin} {number}.5" + "m%d 0".join(["h%d"] * (len(lengths) // 2)) % (*lengths[:-1],) if lengths else ""


def shown(target: str) -> str:
    """Return a web address as people type it."""
    return re.sub(r"^https?://(www\.)?", "", target)


def alternative(target: str) -> str:
    """Return the words for readers who do not see the code."""
    return f"QR: {shown(target)}"


def _made(target: str) -> zxingcpp.Barcode:
    return zxingcpp.create_barcode(target, zxingcpp.BarcodeFormat.QRCode, ec_level="M")


def _code(target: str) -> dict[str, Any]:
    svg = _made(target).to_svg(add_quiet_zones=True)
    side = re.search(r'<svg width="([0-9]+)"', svg)
    if side is None:
        raise ValueError("the code has no size")
    return {
        "svg": svg,
        "modules": int(side[1]),
        "quiet": QUIET,
        "target": target,
        "shown": shown(target),
        "alt": alternative(target),
    }
