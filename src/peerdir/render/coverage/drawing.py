"""What the pictures share: elements of SVG, texts that fit, and colors for light and dark.

Every picture has a title, a description and a number beside everything it shows, so it needs no color to be understood.
Colors are attributes, which every program understands; `STYLE` changes them where the reader likes it dark.
"""

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from peerdir.cards.columns import width
from peerdir.clean import clean

SVG = "http://www.w3.org/2000/svg"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
# About how wide a letter of a text of 13 is drawn.
LETTER = 7.0
INK, PAPER, TRACK, LINE = "#1b1f24", "#ffffff", "#e4e8ec", "#5b6670"
BAR = "#1f5f8b"
# From few to many, with the ink that can be read on each.
STEPS = ("#e3eef7", "#b9d5ea", "#7fb2d8", "#2f76ad", "#134a75")
ON_STEPS = (INK, INK, INK, "#ffffff", "#ffffff")
DARK_STEPS = ("#17324a", "#1f4a70", "#2c6a9e", "#77b3e0", "#c3e0f7")
ON_DARK_STEPS = ("#ffffff", "#ffffff", "#ffffff", "#0d1117", "#0d1117")
DARK = {
    "ink": "fill: #eef2f5",
    "paper": "fill: #14181d",
    "track": "fill: #2b333b",
    "line": "stroke: #9aa7b2",
    "bar": "fill: #77b3e0",
    **{f"step{number}": f"fill: {color}" for number, color in enumerate(DARK_STEPS)},
    **{f"on{number}": f"fill: {color}" for number, color in enumerate(ON_DARK_STEPS)},
}
STYLE = (
    "@media screen and (prefers-color-scheme: dark) { "
    + " ".join(f".peerdir-{name} {{ {rule} }}" for name, rule in DARK.items())
    + " }"
)


def picture(wide: float, high: float, name: str, title: str, description: str) -> ET.Element:
    """Begin a picture. `name` makes the ids in it unique on a page."""
    found = ET.Element("svg", {"xmlns": SVG, "viewBox": f"0 0 {wide:.0f} {high:.0f}"})
    found.attrib |= {"width": f"{wide:.0f}", "height": f"{high:.0f}", "role": "img", "font-family": FONT}
    found.attrib |= {"aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc"}
    ET.SubElement(found, "title", {"id": f"{name}-title"}).text = clean(title)
    ET.SubElement(found, "desc", {"id": f"{name}-desc"}).text = clean(description)
    return found


def text(parent: ET.Element, said: str, x: float, y: float, *, size: int = 13, end: bool = False) -> ET.Element:
    """Write a text whose line stands at y; with `end` it ends at x."""
    found = ET.SubElement(parent, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": str(size)})
    found.attrib |= {"class": "peerdir-ink", "fill": INK}
    if end:
        found.set("text-anchor", "end")
    found.text = clean(said)
    return found


def box(parent: ET.Element, x: float, y: float, wide: float, high: float, kind: str, color: str) -> ET.Element:
    """Draw a rectangle of one of the kinds that STYLE knows."""
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{wide:.1f}", "height": f"{high:.1f}"}
    return ET.SubElement(parent, "rect", {**place, "class": f"peerdir-{kind}", "fill": color})


def written(root: ET.Element) -> str:
    """Write a picture as XML."""
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def shortened(said: str, room: float) -> str:
    """Shorten a text to so many units of a picture."""
    said, letters = clean(said), int(room / LETTER)
    if width(said) <= letters:
        return said
    while said and width(said) >= letters:
        said = said[:-1]
    return f"{said.rstrip()}…"


def extent(texts: Sequence[str], most: float) -> float:
    """Tell how much room the longest of some texts takes, up to a most."""
    return min(most, max((width(clean(said)) for said in texts), default=0) * LETTER)
