"""Why a program may be listed: evidence, the decision, and the checks of its entry."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Criterion = Literal[
    "four-functions",
    "lived-experience",
    "training",
    "supervision",
    "ethics-confidentiality",
    "boundaries-crisis",
    "linkage",
    "governance",
    "experience",
    "accreditation",
    "outcomes",
    "participant-voice",
]
EvidenceType = Literal[
    "accreditation",
    "certificate",
    "evaluation",
    "publication",
    "site-visit",
    "policy",
    "curriculum",
    "membership",
    "reference",
    "self-report",
]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One piece of evidence that a program is credible."""

    criterion: Criterion
    type: EvidenceType
    title: str | None = None
    issuer: str
    url: str | None = None
    issued: dt.date
    expires: dt.date | None = None
    checked_on: dt.date | None = None
    checked_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The decision to include a program, against the inclusion policy."""

    result: Literal["included", "provisional", "withdrawn"]
    policy: str | None = None
    date: dt.date
    by: str


@dataclass(frozen=True, kw_only=True)
class Credibility:
    """Evidence and decision."""

    evidence: tuple[Evidence, ...] = ()
    decision: Decision | None = None


Method = Literal["phone", "email", "visit", "website", "self-report"]
Result = Literal["confirmed", "changed", "no-answer", "refused", "closed"]


@dataclass(frozen=True, kw_only=True)
class Informant:
    """Who at the program confirmed the entry; never published."""

    name: str | None = None
    title: str | None = None


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check of the entry, or one try."""

    date: dt.date
    by: str
    method: Method
    result: Result
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Verification:
    """When and how the entry was last checked with a person."""

    verified_on: dt.date
    verified_by: str
    method: Method
    informant: Informant | None = None
    interval_days: int | None = None
    history: tuple[Check, ...] = ()
