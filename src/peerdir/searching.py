"""A search as somebody asks for it: options to a query, a query to what is found, shown, said and kept.

Nothing slow is imported, so that the answer is there before a person has looked up.
"""

import datetime as dt

from peerdir import limits
from peerdir.cards import kept
from peerdir.folders import SETTINGS
from peerdir.places import distance
from peerdir.places.distance import unit
from peerdir.query import LISTED, Query

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from peerdir.index.store import Index
    from peerdir.match.candidates import Matches, Person
    from peerdir.query import Answer
    from peerdir.render.results import Look

    Folder = str | os.PathLike[str]
    Many = Sequence[str] | None

DAYS = {
    "monday": "MO",
    "tuesday": "TU",
    "wednesday": "WE",
    "thursday": "TH",
    "friday": "FR",
    "saturday": "SA",
    "sunday": "SU",
}
FEWEST_LETTERS = 2
# Other formats are for programs, and nobody asks those for the second result.
NUMBERED = ("table", "cards")
# UTF-8 and their own line ends on every system, whatever a terminal there would want.
FOR_PROGRAMS = ("csv", "json")


class UsageError(ValueError):
    """An option says something that cannot be; `option` is its name, the message what to write."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option


class Shown:
    """What a search prints, what it says beside that, and its exit code: 0 found, 1 nothing found."""

    __slots__ = ("code", "notes", "text")

    def __init__(self, text: str, notes: "Sequence[str]", code: int) -> None:
        self.text = text
        self.notes = notes
        self.code = code


def query(
    *,
    today: dt.date,
    words: "Many" = None,
    condition: "Many" = None,
    population: "Many" = None,
    need: "Many" = None,
    language: "Many" = None,
    modality: "Many" = None,
    function: "Many" = None,
    accessibility: "Many" = None,
    organization: "Many" = None,
    status: "Many" = None,
    day: "Many" = None,
    free: bool = False,
    has_room: bool = False,
    near: str | None = None,
    within: str | None = None,
    limit: int = 20,
    count_facets: bool = False,
    root: "Folder | None" = None,
) -> Query:
    """Make a query of what the options of the same names say; `root` is the directory. Raises UsageError."""
    filters = {
        "conditions": condition,
        "populations": population,
        "needs": need,
        "languages": language,
        "modalities": modality,
        "functions": function,
        "accessibility": accessibility,
        "organization": organization,
        "day": [_day(one) for one in day or ()],
        "free": ["yes"] if free else None,
    }
    return Query(
        text=" ".join(words or ()),
        filters={kind: tuple(wanted) for kind, wanted in filters.items() if wanted},
        statuses=tuple(status or LISTED),
        room_since=today - dt.timedelta(days=limits.CAPACITY_DAYS) if has_room else None,
        near=near,
        within_km=_kilometers(near, within, root),
        miles=unit(within) if within is not None else None,
        limit=limit,
        count_facets=count_facets,
    )


def _day(said: str) -> str:
    """Read "tue", "Tuesday" or "TU" as TU."""
    typed = said.strip().casefold()
    if len(typed) >= FEWEST_LETTERS:
        for name, code in DAYS.items():
            if name.startswith(typed):
                return code
    raise UsageError("--day", f'"{said}" is not a day; write mon, tue, wed, thu, fri, sat or sun')


def _kilometers(near: str | None, within: str | None, root: "Folder | None") -> float | None:
    if within is None:
        return None
    if near is None:
        raise UsageError("--within", f'"{within}" from where? add --near PLACE')
    from peerdir.places.naming import parse_distance

    try:
        # Ten meters are nearer than anybody counts, and "16.0934 km" is no way to say ten miles.
        return max(round(parse_distance(within, miles=in_miles(within, root)), 2), 0.01)
    except ValueError as error:
        raise UsageError("--within", str(error)) from None


def in_miles(within: str | None, root: "Folder | None") -> bool:
    """Tell whether a distance is meant in miles: the option says so, or says no unit and the country has miles."""
    said = unit(within) if within is not None else None
    return distance.in_miles(_country(root)) if said is None and root is not None else bool(said)


def _country(root: "Folder") -> str:
    """Return the country of a directory; few say a distance without its unit, so the rest need not be imported."""
    from pathlib import Path

    from peerdir.reading.reader import read

    try:
        settings = read(Path(root, SETTINGS).read_bytes(), limits.SIZES["directory"]).data
    except OSError:
        return ""
    return str(settings.get("country", "")) if isinstance(settings, dict) else ""


def answer(query: Query, root: "Folder", cache: "Folder | None", today: dt.date) -> "Answer":
    """Answer a query from the index of the directory in `root`."""
    from peerdir.index.store import ask
    from peerdir.search.answer import search

    return ask(root, cache, today, lambda index: search(index, query))


def match(query: Query, person: "Person", root: "Folder", cache: "Folder | None", today: dt.date) -> "Matches":
    """Judge which programs fit a person, from the same index; what the words wish for is told apart from the rest."""
    import dataclasses

    from peerdir.index.store import ask
    from peerdir.match import matching
    from peerdir.search.answer import search
    from peerdir.search.wishes import apart

    def judged(index: "Index") -> "Matches":
        wanted = apart(index, query)
        found = matching.match(lambda one: search(index, one), wanted.query, person, today, wanted.said)
        return dataclasses.replace(
            found, understood=wanted.understood, unused=wanted.unused, in_danger=wanted.in_danger
        )

    return ask(root, cache, today, judged)


def show(
    query: Query,
    format: str,  # noqa: A002 - the option's name
    look: "Look",
    *,
    root: "Folder",
    cache: "Folder | None",
    facets: bool = False,
) -> Shown:
    """Search, and keep the ids of what is shown; the words only where the settings say so and nothing was found."""
    from peerdir.render import results
    from peerdir.render.results import notes

    found = answer(query, root, cache, look.today)
    text = results.render(found, query, format, look)
    said = [*notes.notes(found), *(notes.facets(found.facets) if facets else ())]
    if format in NUMBERED:
        kept.keep_found(cache, root, (result.card["id"] for result in found.results))
    # With a filter or a place it is those that found nothing, not the words.
    if not found.total and query.text and cache and not query.filters and not query.near:
        _keep_words(query.text, root, cache)
    return Shown(text, said, 0 if found.total else 1)


def _keep_words(text: str, root: "Folder", cache: "Folder") -> None:
    """A search that found nothing is rare, so what this takes need not be imported before."""
    from pathlib import Path

    from peerdir.vocabulary import unanswered

    if unanswered.wanted(Path(root)):
        unanswered.keep(Path(cache), Path(root), text)
