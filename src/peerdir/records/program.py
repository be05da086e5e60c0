"""One peer support program, the record of a file in programs/."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from peerdir.records.common import Codes, Contact
from peerdir.records.credibility import Credibility, Verification
from peerdir.records.functions import Functions, TranslatedFunctions
from peerdir.records.meetings import Area, Location, Slot
from peerdir.records.referral import Referral

Phase = Literal["readiness", "development", "implementation", "evaluation"]


@dataclass(frozen=True, kw_only=True)
class LanguageOffer:
    """A language in which the program is given."""

    code: str
    level: Literal["program", "interpreter"] = "program"
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """Who can join, and who the program is not for."""

    description: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    residency: str | None = None
    diagnosis_required: bool | None = None
    referral_required: bool | None = None
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PeerSupporters:
    """Who the peer supporters are, and how they are trained and supported."""

    lived_experience: str | None = None
    training_hours: float | None = None
    curriculum: str | None = None
    certification: str | None = None
    supervision: str | None = None
    compensation: Literal["volunteer", "stipend", "hourly", "salaried"] | None = None
    background_check: bool | None = None
    ethics_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What the program costs."""

    free: bool
    description: str | None = None


@dataclass(frozen=True, kw_only=True)
class Publish:
    """Where the entry is published; false needs a reason."""

    web: bool = True
    print: bool = True
    feed: bool = True
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Alert:
    """A notice for a limited time."""

    text: str
    from_: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Link:
    """A page about the program."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Taxonomy:
    """A code from another list."""

    scheme: str
    code: str
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Translation:
    """The texts of an entry in another language."""

    name: str | None = None
    summary: str | None = None
    description: str | None = None
    functions: TranslatedFunctions | None = None
    translated_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Program:
    """One peer support offer a person can be referred to. `id` is the file name."""

    id: str
    name: str
    also_known_as: tuple[str, ...] = ()
    former_ids: Codes = ()
    summary: str
    description: str | None = None
    status: Literal["proposed", "active", "paused", "closed", "historical"]
    phase: Phase | None = None
    checklist: Mapping[str, dt.date] = field(default_factory=dict)
    started: int | str | None = None
    organization: str
    conditions: Codes
    populations: Codes = ()
    needs: Codes = ()
    languages: tuple[LanguageOffer, ...] = ()
    modalities: Codes = ()
    eligibility: Eligibility | None = None
    functions: Functions
    peer_supporters: PeerSupporters | None = None
    locations: tuple[Location, ...] = ()
    schedule: tuple[Slot, ...] = ()
    service_area: tuple[Area, ...] = ()
    cost: Cost | None = None
    contacts: tuple[Contact, ...] = ()
    referral: Referral | None = None
    credibility: Credibility | None = None
    verification: Verification | None = None
    publish: Publish = Publish()
    alert: Alert | None = None
    links: tuple[Link, ...] = ()
    funding: tuple[str, ...] = ()
    taxonomy: tuple[Taxonomy, ...] = ()
    sources: tuple[str, ...] = ()
    translations: Mapping[str, Translation] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def listed(self) -> bool:
        """Whether people can be referred to it: active or paused, and its inclusion not withdrawn."""
        decision = self.credibility.decision if self.credibility else None
        return self.status in ("active", "paused") and not (decision and decision.result == "withdrawn")

    @property
    def printed(self) -> bool:
        """Whether it stands in the booklet and on leaflets: people can be referred to it, and it may be printed."""
        return self.listed and self.publish.print
