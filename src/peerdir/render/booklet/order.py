"""In which order programs stand in a list."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from peerdir.records import Program
from peerdir.render.booklet.edition import BookletError, Edition
from peerdir.render.collation import folded

SORTS = ("name", "verified")


def by_name(edition: Edition) -> Callable[[Program], tuple[str, str]]:
    """Return what puts programs in the order of their names in the booklet's language."""
    return lambda program: (folded(edition.name_of(program)), program.id)


def as_wished(edition: Edition) -> Callable[[Program], Any]:
    """Return what puts programs in the wished order: by name, or those checked last first.

    Raises BookletError for an order that is not known.
    """
    if edition.wishes.sort not in SORTS:
        raise BookletError(f"a booklet can be sorted by {' or '.join(SORTS)}, not by {edition.wishes.sort!r}")
    name = by_name(edition)
    return name if edition.wishes.sort == "name" else lambda program: (-_checked(program), name(program))


def _checked(program: Program) -> int:
    """Return the number of the day of the last check; entries nobody checked come before the first day."""
    return (program.verification.verified_on if program.verification else dt.date.min).toordinal()
