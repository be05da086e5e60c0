"""Where the entries of a typeset booklet stand, and proof that none of them ran off its page."""

from collections.abc import Iterable
from typing import NamedTuple

from peerdir.render.booklet.density import Density
from peerdir.render.booklet.edition import BookletError

ROUNDING = 0.01  # points


class Span(NamedTuple):
    """From where to where an entry goes: pages from 1, points from the top of the sheet."""

    id: str
    density: Density
    page: int
    y: float
    end_page: int
    end_y: float
    top: float
    foot: float

    @property
    def whole(self) -> bool:
        """Whether it must not break."""
        return self.density != Density.BROKEN

    @property
    def fills_page(self) -> bool:
        """Whether it is as tall as a page. One that is taller looks just so: what runs out of a grid has no height."""
        return self.page == self.end_page and self.end_y - self.y > self.foot - self.top - ROUNDING

    @property
    def off_page(self) -> bool:
        """Whether it goes on below the foot of the page, where nothing is printed."""
        return self.fills_page or self.end_y > self.foot + ROUNDING


def check_spans(ids: Iterable[str], spans: Iterable[Span]) -> None:
    """Raise unless every entry begins and ends on paper, and every entry that has room on a page is on one."""
    found = {span.id: span for span in spans}
    for id in ids:  # noqa: A001 - the field's own name
        if id not in found:
            raise BookletError(f"program {id}: its entry is not in the booklet; look at templates/booklet/parts.typ")
        span = found[id]
        if span.off_page:
            raise BookletError(f"program {id}: its entry runs off page {span.end_page}; nothing was printed")
        if span.whole and span.page != span.end_page:
            raise BookletError(f"program {id}: its entry is split between pages {span.page} and {span.end_page}")
