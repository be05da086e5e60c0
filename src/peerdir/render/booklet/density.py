"""How close together an entry is set so that it stays on one page, and letters that are smaller for it."""

from enum import IntEnum
from typing import Any

LESS = 0.9  # of the size of the text


class Density(IntEnum):
    """From the loosest to the closest: each is for entries that are too tall for a page in the one before.

    TIGHT has less space between lines and a small heading, SMALL smaller letters as well; BARE is without the code.
    What is too tall even so is BROKEN over several pages, and set as usual there.
    """

    USUAL = 0
    TIGHT = 1
    TIGHT_BARE = 2
    SMALL = 3
    SMALL_BARE = 4
    BROKEN = 5

    @property
    def is_bare(self) -> bool:
        """Whether it is without the code."""
        return self in (Density.TIGHT_BARE, Density.SMALL_BARE)

    @property
    def is_small(self) -> bool:
        """Whether it is in smaller letters."""
        return self in (Density.SMALL, Density.SMALL_BARE)

    def next(self) -> "Density":
        """Return the next closer one; there is none behind BROKEN."""
        return Density(min(self + 1, Density.BROKEN))


def sizes(text_size: float, least: float) -> dict[str, Any]:
    """Return the sizes for the template, in points: of the text, and of an entry in smaller letters.

    None of these are smaller than `least`, if need be as large as all others.
    """
    return {"text_size": text_size, "smaller_size": min(text_size, max(round(LESS * text_size, 2), least))}
