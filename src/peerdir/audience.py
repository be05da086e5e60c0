"""What an audience may see: the one function that decides it. Every page, print and index is made from its answer."""

import dataclasses
import datetime as dt
from collections.abc import Container
from typing import Literal

from peerdir.freshness import TRIES, due_on, failed_tries, is_hidden, upcoming
from peerdir.reading.collection import KINDS, Collection, Entry
from peerdir.reading.source import Source
from peerdir.records import (
    Contact,
    Directory,
    Location,
    Organization,
    Program,
    Record,
    Referral,
    ReferralContact,
    Slot,
    Verification,
)

Audience = Literal["public", "staff"]
ALL_KINDS = frozenset(KINDS)


def view(
    collection: Collection, audience: Audience, today: dt.date | None = None, kinds: Container[str] = ALL_KINDS
) -> Collection:
    """Return the collection as `audience` may see it, with the referral contacts filled in from organizations.

    Of other kinds of entries than `kinds` there are none in the answer.

    With a day, series of meetings that are over by then are gone, and for the public entries that nobody could confirm
    for so long that the settings hide them.

    The public sees no contact for staff, no informant, no notes of phone calls and nothing an import left over. Source
    texts, which hold all of it, are gone from the answer for either audience.
    """
    public = (entry for entry in collection.entries if not _is_withdrawn(entry, collection.directory, today))
    shown = collection.entries if audience == "staff" else public
    entries = (_entry(entry, collection, audience, today) for entry in shown if entry.kind in kinds)
    return dataclasses.replace(collection, entries=tuple(entries))


def _is_withdrawn(entry: Entry, directory: Directory, today: dt.date | None) -> bool:
    """Tell whether an entry is a "do not list" record (not on the web, in print or in feeds), or hidden by its age."""
    if entry.kind != "program":
        return False
    publish = entry.program.publish
    hidden = today is not None and is_hidden(entry.program, directory, today)
    return hidden or not (publish.web or publish.print or publish.feed)


def _entry(entry: Entry, collection: Collection, audience: Audience, today: dt.date | None) -> Entry:
    record: Record = entry.record
    if isinstance(record, Program):
        record = seen(record, collection, audience, today)
    elif isinstance(record, Organization) and audience == "public":
        record = dataclasses.replace(record, contacts=_visible(record.contacts))
    elif isinstance(record, Directory) and audience == "public":
        contact = record.contact if record.contact.visibility == "public" else Contact(role=record.contact.role)
        record = dataclasses.replace(record, contact=contact, coordinators=())
    return dataclasses.replace(entry, record=record, source=Source())


def seen(program: Program, collection: Collection, audience: Audience, today: dt.date | None = None) -> Program:
    """Return one program of a collection as it stands in `view`; what is seen already stays as it is."""
    program = upcoming(program, today) if today else program
    referral = program.referral and _filled(program.referral, collection)
    if audience == "staff":
        return dataclasses.replace(program, referral=referral)
    confidential = {location.key for location in program.locations if location.type == "confidential"}
    return dataclasses.replace(
        program,
        contacts=_visible(program.contacts),
        locations=tuple(map(_public_location, program.locations)),
        schedule=tuple(_public_slot(slot, confidential) for slot in program.schedule),
        referral=referral and _public_referral(referral),
        verification=_public_verification(program, collection.directory),
        publish=dataclasses.replace(program.publish, reason=None),
        extra={},
    )


def _public_verification(program: Program, directory: Directory) -> Verification | None:
    """Tries that failed are nobody's business, but that the entry is due because of them is every reader's."""
    verification, due = program.verification, due_on(program, directory)
    if verification is None or due is None:
        return None
    early = max(1, (due - verification.verified_on).days) if len(failed_tries(program)) >= TRIES else None
    return dataclasses.replace(
        verification, informant=None, history=(), interval_days=early or verification.interval_days
    )


def _visible(contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
    return tuple(contact for contact in contacts if contact.visibility == "public")


def _public_location(location: Location) -> Location:
    """A confidential place shows its area and how easy it is to use, whatever else its file says."""
    if location.type != "confidential":
        return location
    return Location(key=location.key, type="confidential", area=location.area)


def _public_slot(slot: Slot, confidential: Container[str]) -> Slot:
    """What a meeting at a confidential place is called and how to join it can give the place away."""
    return dataclasses.replace(slot, title=None, online=None) if slot.location in confidential else slot


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
