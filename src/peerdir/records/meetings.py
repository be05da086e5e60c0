"""Where and when a program meets."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from peerdir.records.common import Address, Codes


@dataclass(frozen=True, kw_only=True)
class Location:
    """A place where the program meets; a confidential one has an area and no address."""

    key: str
    type: Literal["physical", "virtual", "phone", "confidential"]
    name: str | None = None
    address: Address | None = None
    area: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    url: str | None = None
    accessibility: Codes = ()
    transportation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Online:
    """How to join a meeting from elsewhere."""

    url: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One regular meeting, a subset of RFC 5545's recurrence rule, or "by appointment"."""

    location: str
    title: str | None = None
    freq: Literal["weekly", "monthly", "daily"] | None = None
    interval: int = 1
    byday: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    timezone: str | None = None
    dtstart: dt.date | None = None
    until: dt.date | None = None
    except_: tuple[dt.date, ...] = ()
    by_appointment: bool = False
    online: Online | None = None


@dataclass(frozen=True, kw_only=True)
class Area:
    """An area from which people can come."""

    name: str
    type: Literal["city", "county", "state", "country", "postal-code", "other"] | None = None
    code: str | None = None
