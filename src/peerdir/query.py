"""What is asked of a directory and what is answered: plain frozen data between search, terminal and pages."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LISTED = ("active", "paused")


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is asked: words, and for each kind of filter the codes of which one must be there.

    `room_since` keeps programs that have said, on that day or later, that they have room.
    """

    text: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    statuses: Sequence[str] = LISTED
    room_since: dt.date | None = None
    limit: int = 20
    count_facets: bool = False


@dataclass(frozen=True, kw_only=True)
class Result:
    """One program that fits: its card, how well, and why."""

    card: Mapping[str, Any]
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """All that fit, the best first, cut at the limit; how the words were understood; what no filter code knows.

    `facets` counts the codes of all that fit; `emergency` are the lines to show to whoever found nothing.
    """

    results: tuple[Result, ...]
    total: int
    understood: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    emergency: tuple[tuple[str, str], ...] = ()
