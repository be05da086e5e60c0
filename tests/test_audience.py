"""What the public may see, and what organizations fill in."""

import dataclasses

from peerdir.audience import fill, view
from peerdir.collection import Collection
from peerdir.records import Program, ReferralContact


def private_values(program: Program) -> set[str]:
    """Every detail of a program that is for staff."""
    contacts = [*program.contacts]
    referral = [*program.referral.program_contacts, *program.referral.health_care_contacts] if program.referral else []
    values = {getattr(c, name) for c in contacts if c.visibility == "staff" for name in ("phone", "email", "url")}
    values |= {getattr(c, name) for c in referral if c.visibility == "staff" for name in ("phone", "email")}
    if program.verification and program.verification.informant:
        values.add(program.verification.informant.name)
    return {value for value in values if value}


def test_the_public_view_holds_nothing_for_staff(sample: Collection) -> None:
    public = view(sample, "public")
    tried = 0
    for before, after in zip(sample.programs, public.programs, strict=True):
        shown = repr(after)
        for value in private_values(before):
            assert value not in shown, (before.id, value)
            tried += 1
        assert after.extra == {}
        assert not after.verification or after.verification.history == ()
    assert tried > 40
    assert all(not entry.source.text for entry in public.entries)


def test_referral_contacts_are_for_staff_unless_they_say_public(sample: Collection) -> None:
    quiet = ReferralContact(role="x", phone="+1-619-555-0100")
    assert quiet.visibility == "staff"
    public = view(sample, "public")
    for program in public.programs:
        for contact in program.referral.program_contacts if program.referral else ():
            assert contact.visibility == "public"


def test_what_a_contact_leaves_out_comes_from_the_organization(sample: Collection) -> None:
    organization = next(o for o in sample.organizations.values() if o.contacts and o.contacts[0].visibility == "public")
    role = organization.contacts[0].role
    open_ = fill(ReferralContact(role=role.upper(), organization=organization.id, visibility="public"), sample)
    assert open_.phone == organization.contacts[0].phone
    assert open_.visibility == "public"


def test_what_comes_from_a_contact_for_staff_stays_for_staff(sample: Collection) -> None:
    organization = next(iter(sample.organizations.values()))
    hidden = dataclasses.replace(
        organization, contacts=tuple(dataclasses.replace(c, visibility="staff") for c in organization.contacts)
    )
    entries = tuple(
        dataclasses.replace(entry, record=hidden) if entry.record is organization else entry for entry in sample.entries
    )
    contact = ReferralContact(role=organization.contacts[0].role, organization=organization.id, visibility="public")
    filled = fill(contact, dataclasses.replace(sample, entries=entries))
    assert filled.visibility == "staff"


def test_staff_see_everything(sample: Collection) -> None:
    staff = view(sample, "staff")
    for before, after in zip(sample.programs, staff.programs, strict=True):
        for value in private_values(before):
            assert value in repr(after)
