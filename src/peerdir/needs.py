"""What people need and the directory does not have: plain data between whoever finds it and whoever shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Lack = Literal["program", "language", "function", "room"]
"""What is missing: any program for a condition; one in a language; a function of one; room in all that there are."""


class Example(NamedTuple):
    """A program that is history: it shows what each of the four functions looks like, and names its source."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Similar:
    """A program that does something like what is missing: for which conditions, in which languages, by their labels.

    `shared` is what a program for another condition helps with as those for this one do. `reach` says why it can be
    used from there without going: "phone", "online", "home visit", "serves the area". `km` is the way to it where that
    is known. `state` is "full" (or with a waitlist), "paused" or "".
    """

    id: str
    name: str
    conditions: Sequence[str]
    languages: Sequence[str]
    shared: Sequence[str] = ()
    reach: str | None = None
    km: float | None = None
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A proposed program that would help, and the functions that it says itself it does not have yet."""

    id: str
    name: str
    without: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Need:
    """A need without an answer at a place, and at the places near it in `also`.

    `condition`, `languages` and `functions` are labels by their codes. `languages` are those without an answer; with
    nothing at all they are those spoken there. `functions` are those that nobody gives. `points` order needs.
    """

    lack: Lack
    place: str
    also: Sequence[str] = ()
    condition: Mapping[str, str]
    languages: Mapping[str, str]
    functions: Mapping[str, str]
    points: int
    why: Sequence[str] = ()
    similar: Sequence[Similar] = ()
    planned: Sequence[Planned] = ()


@dataclass(frozen=True, kw_only=True)
class Needs:
    """The greatest needs, and how many there are.

    `within_km` is how far somebody goes. `nowhere` are conditions of the vocabulary that no program is for.
    `places_left` were not looked at, because others have more programs. `not_understood` is how many searches found
    nothing and name no condition. `listed` is how many programs were looked at, `examples` what to learn from.
    """

    needs: Sequence[Need]
    total: int
    within_km: float
    nowhere: Sequence[str] = ()
    places_left: int = 0
    not_understood: int = 0
    listed: int = 0
    examples: Sequence[Example] = ()
