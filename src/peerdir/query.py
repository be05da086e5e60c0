"""What is asked of a directory and what is answered: plain data between search, terminal and pages.

Plain classes, because a search starts up faster than `dataclasses` can be imported.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from typing import Any

LISTED = ("active", "paused")
# How far "near" reaches when nobody says how far, in kilometers.
NEAR_KM = 25.0


class Query:
    """What is asked: words, and for each kind of filter the codes or words of which one must be there.

    The kinds of `filters`: conditions, populations, needs, languages, modalities, functions, accessibility,
    organization, place, day, free. `room_since` keeps programs that have said, on that day or later, that they have
    room. `near` is a place as people write it; `within_km` is how far from it, `NEAR_KM` if left out. `miles` is the
    unit in which that was said, and so in which distances are told; None for that of the directory's country.
    """

    __slots__ = ("count_facets", "filters", "limit", "miles", "near", "room_since", "statuses", "text", "within_km")

    def __init__(
        self,
        *,
        text: str = "",
        filters: Mapping[str, Sequence[str]] | None = None,
        statuses: Sequence[str] = LISTED,
        room_since: dt.date | None = None,
        near: str | None = None,
        within_km: float | None = None,
        miles: bool | None = None,
        limit: int = 20,
        count_facets: bool = False,
    ) -> None:
        self.text = text
        self.filters: Mapping[str, Sequence[str]] = filters or {}
        self.statuses = statuses
        self.room_since = room_since
        self.near = near
        self.within_km = within_km
        self.miles = miles
        self.limit = limit
        self.count_facets = count_facets

    def but(self, **changed: Any) -> Query:
        """Return the same question with other values in the fields that are named."""
        return Query(**{name: getattr(self, name) for name in self.__slots__} | changed)


class Result:
    """One program that fits: its card, how well, and why.

    `distance_km` is the way to its nearest place, where that is known and a place was asked for. `reach` says why it
    counts without a way to go: "phone", "online", "home visit" or "serves the area"; None for a place to go to.
    """

    __slots__ = ("card", "distance_km", "reach", "score", "why")

    def __init__(
        self,
        *,
        card: Mapping[str, Any],
        score: float,
        why: tuple[str, ...] = (),
        distance_km: float | None = None,
        reach: str | None = None,
    ) -> None:
        self.card = card
        self.score = score
        self.why = why
        self.distance_km = distance_km
        self.reach = reach


class Answer:
    """All that fit, the best first, cut at the limit, and how the question was understood.

    `understood` says what the words were taken for, `unused` are words that could not be used, `unknown` are filter
    values that nobody knows, with the nearest that somebody does. `place` is the place as understood, or says which of
    several there are. `general` are the conditions that were asked for when all that fit are for any condition.
    `relaxations`, when nothing was found: what to leave out, and how many are found then, best
    first. `facets` counts the codes of all that fit; `emergency` are the lines to show to whoever found nothing, and
    before everything to whoever may be `in_danger`. `miles` tells whether distances are to be told in miles.
    """

    __slots__ = (
        "emergency",
        "facets",
        "general",
        "in_danger",
        "miles",
        "place",
        "relaxations",
        "results",
        "total",
        "understood",
        "unknown",
        "unused",
    )

    def __init__(
        self,
        *,
        results: tuple[Result, ...] = (),
        total: int = 0,
        understood: tuple[str, ...] = (),
        unused: tuple[str, ...] = (),
        unknown: tuple[str, ...] = (),
        place: str | None = None,
        general: tuple[str, ...] = (),
        relaxations: tuple[tuple[str, int], ...] = (),
        facets: Mapping[str, Mapping[str, int]] | None = None,
        emergency: tuple[tuple[str, str], ...] = (),
        in_danger: bool = False,
        miles: bool = False,
    ) -> None:
        self.results = results
        self.total = total
        self.understood = understood
        self.unused = unused
        self.unknown = unknown
        self.place = place
        self.general = general
        self.relaxations = relaxations
        self.facets: Mapping[str, Mapping[str, int]] = facets or {}
        self.emergency = emergency
        self.in_danger = in_danger
        self.miles = miles
