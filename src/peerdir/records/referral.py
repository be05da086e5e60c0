"""How a person is handed over: the protocol, and a point of contact on both sides."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from peerdir.records.common import Visibility


@dataclass(frozen=True, kw_only=True)
class ReferralContact:
    """A point of contact for referrals; for staff only unless it says public."""

    role: str
    organization: str | None = None
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    hours: str | None = None
    backup: str | None = None
    visibility: Visibility = "staff"
    confirmed_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """Whether there is room (HL7 SDOH Clinical Care codes), and on which day that was true."""

    status: Literal["capacity", "waitlist", "no-capacity", "additional-assessment-required"]
    note: str | None = None
    as_of: dt.date


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The agreement between both sides of a referral."""

    kind: str
    signed_on: dt.date | None = None
    review_by: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Referral:
    """The referral protocol, with a point of contact on both sides."""

    methods: tuple[Literal["self", "phone", "fax", "email", "web-form", "ehr", "in-person"], ...]
    steps: tuple[str, ...] = ()
    required_documents: tuple[str, ...] = ()
    consent: str | None = None
    response_days: int | None = None
    program_contacts: tuple[ReferralContact, ...]
    health_care_contacts: tuple[ReferralContact, ...]
    escalation: str | None = None
    feedback: str | None = None
    capacity: Capacity | None = None
    agreement: Agreement | None = None
