"""The four key functions of peer support (Peers for Progress, Program Development Guide)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from peerdir.records.common import Codes

FUNCTIONS = ("daily_management", "social_emotional", "linkage", "ongoing")


@dataclass(frozen=True, kw_only=True)
class Function:
    """One of the four key functions; a proposed program may state a gap instead of activities."""

    activities: tuple[str, ...] = ()
    gap: str | None = None
    modalities: Codes = ()
    frequency: str | None = None
    by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Linkage(Function):
    """Linkage to clinical care and community resources."""

    links_to: tuple[Literal["clinical-care", "community-resources"], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ongoing(Function):
    """Ongoing support."""

    duration: Literal["open-ended", "fixed-term"] | None = None


@dataclass(frozen=True, kw_only=True)
class Functions:
    """The four key functions (Peers for Progress, Program Development Guide)."""

    daily_management: Function
    social_emotional: Function
    linkage: Linkage
    ongoing: Ongoing

    def __iter__(self) -> Iterator[tuple[str, Function]]:
        """Yield name and function in the order of the guide."""
        return ((name, getattr(self, name)) for name in FUNCTIONS)


@dataclass(frozen=True, kw_only=True)
class TranslatedFunctions:
    """The activities of the four functions in another language."""

    daily_management: tuple[str, ...] = ()
    social_emotional: tuple[str, ...] = ()
    linkage: tuple[str, ...] = ()
    ongoing: tuple[str, ...] = ()
