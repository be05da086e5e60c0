"""What an audience may see: the one function that decides it. Every page, print and index is made from its answer."""

import dataclasses
from typing import Literal

from peerdir.collection import Collection, Entry
from peerdir.records import Contact, Location, Organization, Program, Record, Referral, ReferralContact
from peerdir.source import Source

Audience = Literal["public", "staff"]


def view(collection: Collection, audience: Audience) -> Collection:
    """Return the collection as `audience` may see it, with the referral contacts filled in from organizations.

    The public sees no contact for staff, no informant, no notes of phone calls and nothing an import left over. Source
    texts, which hold all of it, are gone from the answer for either audience.
    """
    entries = (_entry(entry, collection, audience) for entry in collection.entries)
    return dataclasses.replace(collection, entries=tuple(entries))


def _entry(entry: Entry, collection: Collection, audience: Audience) -> Entry:
    record: Record = entry.record
    if isinstance(record, Program):
        record = _program(record, collection, audience)
    elif isinstance(record, Organization) and audience == "public":
        record = dataclasses.replace(record, contacts=_visible(record.contacts))
    return dataclasses.replace(entry, record=record, source=Source())


def _program(program: Program, collection: Collection, audience: Audience) -> Program:
    referral = program.referral and _filled(program.referral, collection)
    if audience == "staff":
        return dataclasses.replace(program, referral=referral)
    return dataclasses.replace(
        program,
        contacts=_visible(program.contacts),
        locations=tuple(map(_public_location, program.locations)),
        referral=referral and _public_referral(referral),
        verification=program.verification and dataclasses.replace(program.verification, informant=None, history=()),
        publish=dataclasses.replace(program.publish, reason=None),
        extra={},
    )


def _visible(contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
    return tuple(contact for contact in contacts if contact.visibility == "public")


def _public_location(location: Location) -> Location:
    """A confidential place shows its area and how easy it is to use, whatever else its file says."""
    if location.type != "confidential":
        return location
    return Location(key=location.key, type="confidential", area=location.area, accessibility=location.accessibility)


def _public_referral(referral: Referral) -> Referral:
    def public(contacts: tuple[ReferralContact, ...]) -> tuple[ReferralContact, ...]:
        return tuple(contact for contact in contacts if contact.visibility == "public")

    return dataclasses.replace(
        referral,
        program_contacts=public(referral.program_contacts),
        health_care_contacts=public(referral.health_care_contacts),
    )


def _filled(referral: Referral, collection: Collection) -> Referral:
    return dataclasses.replace(
        referral,
        program_contacts=tuple(fill(contact, collection) for contact in referral.program_contacts),
        health_care_contacts=tuple(fill(contact, collection) for contact in referral.health_care_contacts),
    )


def fill(contact: ReferralContact, collection: Collection) -> ReferralContact:
    """Take what a referral contact leaves out from the contact with the same role in its organization's file.

    What comes from a contact for staff makes the whole contact one for staff.
    """
    organization = collection.organization(contact.organization) if contact.organization else None
    source = role_of(organization, contact.role) if organization else None
    if source is None:
        return contact
    return dataclasses.replace(
        contact,
        name=contact.name or source.name,
        phone=contact.phone or source.phone,
        email=contact.email or source.email,
        hours=contact.hours or source.hours,
        visibility="staff" if source.visibility == "staff" else contact.visibility,
    )


def role_of(organization: Organization, role: str) -> Contact | None:
    """Return an organization's contact for a role, whatever the letters' case."""
    return next((contact for contact in organization.contacts if contact.role.casefold() == role.casefold()), None)
