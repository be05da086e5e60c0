"""How large the text may be so that the booklet has a number of pages: the largest that fits, within what can be read.

Larger text never makes fewer pages, but for an odd page here and there; so the search halves the sizes that are left.
Where no size gives just the number, the largest that gives fewer is taken, and the rest is empty paper.
"""

from collections.abc import Callable
from typing import NamedTuple

from peerdir.audience import Audience
from peerdir.render.booklet.edition import BookletError
from peerdir.render.booklet.form import Form

STEP = 0.1  # points from one size to the next
# The smallest and the largest text, in points. Everybody must be able to read the public booklet.
READABLE = {"public": (10.0, 14.0), "staff": (9.0, 14.0)}
LARGE_PRINT = (18.0, 22.0)
# How much of the booklet may be empty when somebody asked for more pages than the largest text fills.
MOST_EMPTY = 0.15
EMPTY_ANYWAY = 3
Count = Callable[[float], int]


class Fitted(NamedTuple):
    """The size of the text in points, how many empty pages there are before the last, and what to tell about it."""

    text_size: float
    empty_pages: int = 0
    notes: tuple[str, ...] = ()


def least(form: Form, audience: Audience) -> float:
    """Return the smallest size of text that its readers can read, in points."""
    return (LARGE_PRINT if form.large_print else READABLE[audience])[0]


def fit(count: Count, form: Form, size: float, audience: Audience) -> Fitted:
    """Find the text size for the pages `form` asks for; `size` is the usual one.

    `count` tells how many pages there are with text of a size. Raises BookletError when no readable size will do.
    """
    least, most = LARGE_PRINT if form.large_print else READABLE[audience]
    least, most = min(least, size), max(most, size)
    if form.pages:
        return _exactly(count, form.pages, size, (least, most))
    if form.multiple_of:
        usual = count(size)
        wanted = -(-usual // form.multiple_of) * form.multiple_of
        # Text never shrinks for a round number: it grows, or paper stays empty.
        return Fitted(size) if wanted == usual else _grown(count, wanted, size, most)
    return Fitted(size)


def _exactly(count: Count, wanted: int, size: float, readable: tuple[float, float]) -> Fitted:
    least, most = readable
    usual = count(size)
    if usual == wanted:
        return Fitted(size)
    if usual < wanted:
        fitted = _grown(count, wanted, size, most)
        if fitted.empty_pages > max(EMPTY_ANYWAY, MOST_EMPTY * wanted):
            raise BookletError(
                f"{wanted} pages are too many: even with text of {_points(fitted.text_size)} there would be "
                f"{fitted.empty_pages} empty ones; ask for {wanted - fitted.empty_pages}"
            )
        return fitted
    if (fewest := count(least)) > wanted:
        raise BookletError(
            f"{wanted} pages are too few: with text of {_points(least)}, the smallest that people can read, there are "
            f"{fewest}; ask for {fewest}, or print fewer programs, for example with --condition"
        )
    return _fitted(count, wanted, size, _largest(count, wanted, least, size))


def _grown(count: Count, wanted: int, size: float, most: float) -> Fitted:
    return _fitted(count, wanted, size, _largest(count, wanted, size, most))


def _largest(count: Count, wanted: int, fits: float, most: float) -> float:
    """Return the largest size with at most `wanted` pages, from `fits`, which has, to `most`."""
    low, high = 0, round((most - fits) / STEP)
    while low < high:
        middle = (low + high + 1) // 2
        if count(_size(fits, middle)) <= wanted:
            low = middle
        else:
            high = middle - 1
    return _size(fits, low)


def _size(from_: float, steps: int) -> float:
    return round(from_ + steps * STEP, 2)


def _fitted(count: Count, wanted: int, usual: float, size: float) -> Fitted:
    empty = wanted - count(size)
    said = f"{wanted} pages with text of {_points(size)}"
    if size != usual:
        said += f" instead of {usual:g}"
    if empty:
        said += ", one page left empty" if empty == 1 else f", {empty} pages left empty"
    return Fitted(size, empty, (said,))


def _points(size: float) -> str:
    return f"{size:g} points"
