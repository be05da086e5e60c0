"""Square codes that lead from an entry on paper to its page on the web."""

import re
from collections.abc import Mapping
from typing import Any

import zxingcpp

QUIET = 4  # modules of white around the code, without which readers do not find it


def codes(addresses: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return for each key and web address a code: an SVG, its side in modules, and the link to stand beside it."""
    return {key: _code(address) for key, address in addresses.items()}


def _code(target: str) -> dict[str, Any]:
    svg = zxingcpp.create_barcode(target, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg(add_quiet_zones=True)
    side = re.search(r'<svg width="([0-9]+)"', svg)
    if side is None:
        raise ValueError("the code has no size")
    shown = re.sub(r"^https?://(www\.)?", "", target)
    return {
        "svg": svg,
        "modules": int(side[1]),
        "quiet": QUIET,
        "target": target,
        "shown": shown,
        "alt": f"QR: {shown}",
    }
