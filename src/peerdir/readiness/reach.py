"""Whom a referral reaches: the points of contact of both sides, with what their organizations' files add."""

import re
from dataclasses import dataclass
from typing import Literal

from peerdir.audience import fill, role_of
from peerdir.reading.collection import Collection
from peerdir.records import Codes, Contact, Organization, Program, ReferralContact

Side = Literal["program", "health-care"]
SIDES: dict[Side, str] = {"program": "program_contacts", "health-care": "health_care_contacts"}
WAYS = ("phone", "email")
Reached = Literal["ok", "missing", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of contact for referrals as people need it: what it leaves out is taken from its organization's file.

    `number` is its place in its list in the program's file, from 1. `organization` is the record of its organization,
    None when it names none or that file cannot be read; `listed` the contact there with the same role. `languages` are
    codes, from that contact. `is_unreadable` tells that the organization's file is there and has mistakes, so that
    nobody knows what it would add.
    """

    side: Side
    number: int
    contact: ReferralContact
    organization: Organization | None = None
    listed: Contact | None = None
    is_unreadable: bool = False

    @property
    def called(self) -> str:
        """The role, and on the health care side the organization it is at."""
        at = f" at {self.organization.name}" if self.organization and self.side == "health-care" else ""
        return f'"{self.contact.role}"{at}'

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways in which it can be reached: "phone", "email"."""
        return tuple(way for way in WAYS if getattr(self.contact, way))

    @property
    def languages(self) -> Codes:
        """The languages spoken there, as codes; empty when nobody has written them down."""
        return self.listed.languages if self.listed else ()


def points(program: Program, side: Side, collection: Collection) -> tuple[Point, ...]:
    """Return the points of contact of one side, in the order of the file; empty without a referral protocol.

    Of a collection as loaded these are all; of `audience.view` those that the audience may see.
    """
    contacts = getattr(program.referral, SIDES[side], ())
    return tuple(point(contact, side, number, collection) for number, contact in enumerate(contacts, 1))


def point(contact: ReferralContact, side: Side, number: int, collection: Collection) -> Point:
    """Return one point of contact, filled in from its organization's file."""
    organization = collection.organization(contact.organization) if contact.organization else None
    return Point(
        side=side,
        number=number,
        contact=fill(contact, collection),
        organization=organization,
        listed=role_of(organization, contact.role) if organization else None,
        is_unreadable=organization is None and contact.organization in collection.ids.get("organization", ()),
    )


def organizations(program: Program) -> tuple[str | None, ...]:
    """Return the ids of the health care organizations of a protocol, each once; None for contacts that name none."""
    contacts = program.referral.health_care_contacts if program.referral else ()
    return tuple(dict.fromkeys(contact.organization for contact in contacts))


def reachable(point: Point) -> Reached:
    """Tell whether somebody can be reached there in office hours.

    "missing": there is no phone and no e-mail. "unknown": there is one, but nobody has written down when somebody
    answers; or the organization's file has mistakes, so that nothing can be told.
    """
    if not point.ways:
        return "unknown" if point.is_unreadable else "missing"
    return "ok" if point.contact.hours else "unknown"


def is_same(one: Point, other: Point) -> bool:
    """Tell whether two points of contact are the same name at the same number, or at the same address without one."""
    who = _who(one.contact)
    return who is not None and who == _who(other.contact)


def _who(contact: ReferralContact) -> tuple[str, str] | None:
    reach = re.sub(r"[^0-9]", "", contact.phone or "") or (contact.email or "").casefold()
    return ((contact.name or "").casefold(), reach) if reach else None
