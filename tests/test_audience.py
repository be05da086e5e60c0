"""What the public may see, and what organizations fill in."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

from peerdir.audience import fill, view
from peerdir.reading.collection import Collection, load
from peerdir.records import Program, ReferralContact

Write = Callable[..., Path]


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
    kept = {program.id: program for program in public.programs}
    for before in sample.programs:
        after = kept.get(before.id)
        if after is None:
            assert not before.publish.web
            continue
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


def test_meetings_at_a_confidential_place_do_not_give_it_away(toy: Path, write: Write) -> None:
    write(
        locations="locations: [{key: room, type: confidential, area: County, name: Casa, transportation: Bus 7}]\n",
        schedule="schedule:\n  - {location: room, freq: weekly, byday: [TU], start: '18:00', title: Blue door,\n"
        "     online: {url: 'https://secret.example.org/', phone: '+1-619-555-0177'}}\n",
    )
    (program,) = view(load(toy), "public").programs
    shown = repr(program)
    for detail in ("Casa", "Bus 7", "Blue door", "secret.example.org", "0177"):
        assert detail not in shown
        assert detail in repr(view(load(toy), "staff").programs)


def test_a_contact_of_the_settings_for_staff_is_left_out(toy: Path) -> None:
    settings = (toy / "directory.yaml").read_text(encoding="utf-8")
    start = settings.index("contact:")
    contact = "contact: {role: Desk, email: hidden@example.org, visibility: staff}\n"
    end = settings.index("\ncountry:") + 1
    (toy / "directory.yaml").write_text(settings[:start] + contact + settings[end:], encoding="utf-8")
    assert "hidden@example.org" in repr(view(load(toy), "staff").directory)
    assert "hidden@example.org" not in repr(view(load(toy), "public").directory)


def test_what_is_published_nowhere_is_for_staff_only(toy: Path, write: Write) -> None:
    write(publish="publish: {web: false, print: false, feed: false, reason: They asked us}\n")
    assert view(load(toy), "public").programs == ()
    assert len(view(load(toy), "staff").programs) == 1
