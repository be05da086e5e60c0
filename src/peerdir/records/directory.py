"""The settings, the record of directory.yaml."""

import datetime as dt
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from peerdir.records.common import Codes, Contact


@dataclass(frozen=True, kw_only=True)
class EmergencyLine:
    """An emergency or crisis line; `phone` as people dial it, short numbers included."""

    name: str
    phone: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class EmergencyText:
    """What an emergency line is called in another language; `phone` says which line."""

    phone: str
    name: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class SettingsText:
    """The texts of the settings in another language."""

    title: str | None = None
    subtitle: str | None = None
    edition: str | None = None
    emergency: tuple[EmergencyText, ...] = ()
    inclusion_policy: str | None = None
    disclaimer: str | None = None


BookletPart = Literal[
    "cover",
    "emergency",
    "how-to-use",
    "legend",
    "contents",
    "changes",
    "examples",
    "programs",
    "condition-index",
    "place-index",
    "language-index",
    "program-index",
    "how-to-refer",
    "policy",
    "notes",
    "back-cover",
]
BOOKLET_PARTS: tuple[BookletPart, ...] = typing.get_args(BookletPart)


@dataclass(frozen=True, kw_only=True)
class BookletSettings:
    """What is in the printed booklet, in which order, and what its pages say in other languages."""

    parts: tuple[BookletPart, ...] = BOOKLET_PARTS
    translations: Mapping[str, SettingsText] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Coordinator:
    """Who keeps which entries current. Of several that an entry fits the last one counts; never published."""

    name: str
    phone: str | None = None
    email: str | None = None
    programs: tuple[str, ...] = ()
    organizations: Codes = ()


@dataclass(frozen=True, kw_only=True)
class Published:
    """An edition that was published: its day, and what git knows it by."""

    name: str
    date: dt.date
    revision: str | None = None
    tag: str | None = None


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The settings: everything a page needs that is no program."""

    title: str
    subtitle: str | None = None
    publisher: str
    edition: str | None = None
    editions: tuple[Published, ...] = ()
    contact: Contact
    country: str
    time_zone: str
    languages: Codes
    base_url: str | None = None
    corrections_url: str | None = None
    emergency: tuple[EmergencyLine, ...]
    inclusion_policy: str
    disclaimer: str | None = None
    verification_interval_days: int = 365
    hide_unverified_after_days: int | None = None
    coordinators: tuple[Coordinator, ...] = ()
    keep_unanswered_searches: bool = False
    booklet: BookletSettings = BookletSettings()
