"""How one printing is to look on paper, where somebody wants it other than templates/look.yaml says."""

from dataclasses import dataclass
from pathlib import Path

MM = 72 / 25.4
# Width and height in points, as in templates/booklet/style.typ.
SIZES = {
    "letter": (612.0, 792.0),
    "a4": (210 * MM, 297 * MM),
    "a5": (148 * MM, 210 * MM),
    "half-letter": (396.0, 612.0),
}
PAPERS = tuple(SIZES)
# What is folded from a sheet: half of it, as both are in every office.
FOLDED = {"letter": "half-letter", "a4": "a5"}


@dataclass(frozen=True, kw_only=True)
class Form:
    """What somebody asks of the paper. What is left out is as templates/look.yaml has it.

    `paper` is one of PAPERS. `large_print` sets everything in 18 points and one column. `pages` is how many pages there
    shall be, `multiple_of` what their number shall be a multiple of; of the two, `pages` counts. `front` is a PDF file
    whose pages are bound in.
    """

    paper: str | None = None
    large_print: bool = False
    pages: int | None = None
    multiple_of: int | None = None
    front: Path | None = None
