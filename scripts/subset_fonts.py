"""Make the fonts of the booklet anew: `templates/booklet/fonts/<family>/`, about 3.5 MB in all.

The sources are packages of the Python Package Index, pinned in `pyproject.toml`: `pip install '.[fonts]'`, then
`python scripts/subset_fonts.py`. All of them are under the SIL Open Font License, which travels with each family.

    fontpkg-noto-sans              Noto Sans               Latin, Vietnamese, Greek, Cyrillic, punctuation
    fontpkg-noto-sans-thai         Noto Sans Thai          Thai
    fontpkg-ibm-plex-sans-arabic   IBM Plex Sans Arabic    Arabic (text in Noto's Arabic cannot be copied or read aloud)
    justmytype-intl-cjk            Noto Sans SC            Chinese (GB 2312), signs; bold would be as large again

A variable font is pinned to one weight and renamed, because a typesetter picks a face by family, weight and width.
IBM Plex is copied as it is: its licence reserves the name, so that a changed file would have to be called otherwise.
Same packages, same bytes: the modification time in each font is a fixed one.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parents[1] / "templates" / "booklet" / "fonts"
MODIFIED = 3_849_984_000  # seconds since 1904: the first day of 2026, for the same bytes every time
WEIGHTS = {"Regular": 400, "Bold": 700}

GENERAL = [
    *range(0x0020, 0x007F),
    *range(0x00A0, 0x0250),  # Latin-1 and its extensions
    *range(0x02B0, 0x0370),  # modifier letters, combining marks
    *range(0x0370, 0x0400),  # Greek
    *range(0x0400, 0x0530),  # Cyrillic
    *range(0x1E00, 0x1F00),  # Latin extended additional: Vietnamese
    *range(0x2000, 0x2070),  # spaces, dashes, quotation marks, direction marks
    *range(0x2070, 0x20D0),  # superscripts, currency
    *range(0x2100, 0x2150),  # letter-like signs
    *range(0x2150, 0x2190),  # fractions
    *range(0x2190, 0x2200),  # arrows, where the font has them
    *range(0x2200, 0x2300),  # mathematics, where the font has it
    0xFB01,
    0xFB02,
    0xFFFD,
]
THAI = [0x0020, 0x00A0, *range(0x0E00, 0x0E80), 0x200B, 0x200C, 0x200D, 0x25CC]
SIGNS = range(0x2190, 0x2800)  # arrows, circled numbers, stars, hearts, ticks: what Noto Sans SC has of them


def gb2312() -> list[int]:
    """The characters of GB 2312 that are not Latin, Greek or Cyrillic, full-width forms, and signs people type."""
    rows = (bytes([high, low]) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    characters = {ord(pair.decode("gb2312")) for pair in rows if _exists(pair)}
    return sorted({c for c in characters if c >= 0x2E80} | {0x3000, 0x00B7, *range(0xFF01, 0xFF5F), *SIGNS})


def _exists(pair: bytes) -> bool:
    try:
        pair.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class Face:
    """One file to make: where it comes from, what it is called, and the characters it keeps."""

    package: str
    source: str
    licence: str
    family: str
    style: str
    characters: list[int] | None  # None: the file as it is

    @property
    def target(self) -> Path:
        """The file it is written to, for example `noto-sans/NotoSans-Bold.ttf`."""
        return Path(self.family.lower().replace(" ", "-")) / f"{self.family.replace(' ', '')}-{self.style}.ttf"


def faces() -> list[Face]:
    """Everything that is shipped."""
    noto, thai, arabic = "fontpkg_noto_sans", "fontpkg_noto_sans_thai", "fontpkg_ibm_plex_sans_arabic"
    made = []
    for style in WEIGHTS:
        made += [
            _face(noto, "files/NotoSans[wdth,wght].ttf", "Noto Sans", style, GENERAL),
            _face(thai, "files/NotoSansThai[wdth,wght].ttf", "Noto Sans Thai", style, THAI),
            _face(arabic, f"files/IBMPlexSansArabic-{style}.ttf", "IBM Plex Sans Arabic", style, None),
        ]
    chinese = Face(
        package="justmytype_intl_cjk",
        source="fonts/ofl/notosanssc/NotoSansSC[wght].ttf",
        licence="fonts/ofl/notosanssc/OFL.txt",
        family="Noto Sans SC",
        style="Regular",
        characters=gb2312(),
    )
    return [*made, chinese]


def _face(package: str, source: str, family: str, style: str, characters: list[int] | None) -> Face:
    return Face(package=package, source=source, licence="LICENSE", family=family, style=style, characters=characters)


def make(face: Face) -> bytes:
    """The face: one weight, the wanted characters, tables for print only; or the very file."""
    original = (files(face.package) / face.source).read_bytes()
    return original if face.characters is None else _cut(original, face, face.characters)


def _cut(original: bytes, face: Face, characters: list[int]) -> bytes:
    font = TTFont(BytesIO(original), recalcTimestamp=False, lazy=False)
    if "fvar" in font:
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        font = instantiateVariableFont(font, axes | {"wght": WEIGHTS[face.style]})
    _subset(font, characters)
    _rename(font, face)
    font["head"].modified = MODIFIED
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def _subset(font: TTFont, characters: list[int]) -> None:
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "STAT", "MVAR", "HVAR", "avar", "meta"]
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options=options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def _rename(font: TTFont, face: Face) -> None:
    name = font["name"]
    full = f"{face.family} {face.style}"
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    for number, value in {1: face.family, 2: face.style, 4: full, 6: postscript}.items():
        name.setName(value, number, 3, 1, 0x409)
    name.names = [record for record in name.names if record.platformID == 3 and record.langID == 0x409]
    bold = face.style == "Bold"
    font["OS/2"].usWeightClass = WEIGHTS[face.style]
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0


def main() -> None:
    """Write every face and the licence of its family, and say how large they are."""
    parser = argparse.ArgumentParser(description="Make the fonts of the booklet anew.")
    parser.add_argument("--output", type=Path, default=FONTS, help="folder to write to")
    output = parser.parse_args().output
    total = 0
    for face in faces():
        path = output / face.target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make(face))
        (path.parent / "LICENSE.txt").write_bytes((files(face.package) / face.licence).read_bytes())
        total += path.stat().st_size
        print(f"{path.stat().st_size / 1e6:6.2f} MB  {face.target}")
    print(f"{total / 1e6:6.2f} MB  in all")


if __name__ == "__main__":
    main()
