"""Reachable, fresh, ready: one answer each, by table; what it says to do mends it; and rules never disagree with it."""

import dataclasses
import datetime as dt
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from peerdir.audience import view
from peerdir.cli import app
from peerdir.edit.change import put, take_out
from peerdir.freshness import age_of_agreement, age_of_capacity, age_of_contact, age_of_entry
from peerdir.lint.check import lint
from peerdir.readiness import (
    OPEN,
    STATES,
    Readiness,
    Side,
    confirmed,
    is_same,
    organizations,
    point,
    points,
    reachable,
    readiness,
    ready,
    tasks,
)
from peerdir.reading.collection import Collection, load
from peerdir.reading.source import Source
from peerdir.records import Agreement, Capacity, ReferralContact, Verification
from peerdir.rule import Context
from peerdir.rules import all_rules
from tests.conftest import SAMPLE, TODAY

Write = Callable[..., Path]
PHONE = "+1-619-555-0120"
CLINIC = """\
name: Example Clinic
type: clinic
contacts:
  - role: Referral coordinator
    name: Dana K.
    phone: "+1-619-555-0121"
    email: referrals@example.org
    hours: Weekdays, 8 am to 4 pm
    languages: [en, es]
    visibility: staff
  - {role: Night desk, phone: "+1-619-555-0122"}
  - {role: Web desk, url: "https://www.example.org/refer"}
"""
DESK = '{role: Referral desk, name: Luis R., phone: "+1-619-555-0120", hours: Weekdays, confirmed_on: 2026-10-01}'
NURSE = "{organization: example-clinic, role: Referral coordinator, confirmed_on: 2026-10-01}"
PARTS = {
    "methods": "[phone]",
    "steps": "[Call the desk., The desk calls the person.]",
    "consent": "The person says yes.",
    "response_days": "5",
    "feedback": "The desk calls the clinic.",
    "program_contacts": f"[{DESK}]",
    "health_care_contacts": f"[{NURSE}]",
    "escalation": "Peers call 911 or 988.",
    "capacity": "{status: capacity, as_of: 2026-11-01}",
    "agreement": "{kind: memorandum, signed_on: 2026-01-01, review_by: 2027-01-01}",
}


def referral(**parts: str | None) -> str:
    """The referral block of a protocol that is ready, with some of its parts replaced, or left out with None."""
    lines = (f"  {name}: {text}\n" for name, text in (PARTS | parts).items() if text is not None)
    return "referral:\n" + "".join(lines)


@pytest.fixture
def clinic(toy: Path, write: Write) -> Path:
    """A directory with one protocol, which is ready."""
    (toy / "organizations" / "example-clinic.yaml").write_text(CLINIC, encoding="utf-8")
    write(referral=referral())
    return toy


def stand(root: Path, organization: str | None = "example-clinic") -> Readiness:
    loaded = load(root)
    assert loaded.diagnostics == ()
    return ready(loaded.programs[0], organization, loaded, TODAY)


# Reachable.


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ({"phone": PHONE, "hours": "Weekdays"}, "ok"),
        ({"email": "desk@example.org", "hours": "Weekdays"}, "ok"),
        ({"phone": PHONE}, "unknown"),
        ({"email": "desk@example.org"}, "unknown"),
        ({"hours": "Weekdays"}, "missing"),
        ({}, "missing"),
        ({"organization": "example-clinic", "role": "Referral coordinator"}, "ok"),
        ({"organization": "example-clinic", "role": "REFERRAL Coordinator"}, "ok"),
        ({"organization": "example-clinic", "role": "Night desk"}, "unknown"),
        ({"organization": "example-clinic", "role": "Night desk", "hours": "At night"}, "ok"),
        ({"organization": "example-clinic", "role": "Web desk"}, "missing"),
        ({"organization": "example-clinic", "role": "Head of parking"}, "missing"),
        ({"organization": "example-clinic", "role": "Head of parking", "phone": PHONE}, "unknown"),
        ({"organization": "example-nowhere", "role": "Nurse"}, "missing"),
        ({"organization": "example-broken", "role": "Nurse"}, "unknown"),
        ({"organization": "example-broken", "role": "Nurse", "phone": PHONE, "hours": "Weekdays"}, "ok"),
    ],
)
def test_reachable(contact: Mapping[str, Any], said: str, clinic: Path) -> None:
    (clinic / "organizations" / "example-broken.yaml").write_text("name: [\n", encoding="utf-8")
    given = ReferralContact(**{"role": "Desk", **contact})
    assert reachable(point(given, "health-care", 1, load(clinic))) == said


def test_a_point_is_filled_in_from_its_organization(clinic: Path) -> None:
    loaded = load(clinic)
    (nurse,) = points(loaded.programs[0], "health-care", loaded)
    contact = nurse.contact
    assert (contact.name, contact.phone, contact.email) == ("Dana K.", "+1-619-555-0121", "referrals@example.org")
    assert (nurse.ways, nurse.languages, contact.hours) == (("phone", "email"), ("en", "es"), "Weekdays, 8 am to 4 pm")
    assert nurse.called == '"Referral coordinator" at Example Clinic'
    assert nurse.organization == loaded.organization("example-clinic")


def test_what_the_public_may_see_fills_in_no_contact_for_staff(clinic: Path, write: Write) -> None:
    public = NURSE.replace("{", "{visibility: public, ")
    write(referral=referral(health_care_contacts=f"[{public}]"))
    seen = view(load(clinic), "public")
    assert points(seen.programs[0], "program", seen) == ()
    assert points(seen.programs[0], "health-care", seen) == ()


def test_organizations_are_named_once_and_none_for_contacts_without(clinic: Path, write: Write) -> None:
    more = f'{NURSE}, {{role: Nurse, phone: "{PHONE}"}}, {{organization: example-clinic, role: Night desk}}'
    write(referral=referral(health_care_contacts=f"[{more}]"))
    assert organizations(load(clinic).programs[0]) == ("example-clinic", None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"phone": PHONE}, {"phone": "+1 (619) 555 0120"}, True),
        ({"phone": PHONE, "name": "Luis R."}, {"phone": PHONE, "name": "LUIS R."}, True),
        ({"phone": PHONE, "name": "Luis R."}, {"phone": PHONE, "name": "Mai T."}, False),
        ({"email": "a@example.org"}, {"email": "A@example.org"}, True),
        ({"email": "a@example.org"}, {"phone": PHONE}, False),
        ({"name": "Luis R."}, {"name": "Luis R."}, False),
    ],
)
def test_the_same_person_on_both_sides(
    one: Mapping[str, Any], other: Mapping[str, Any], same: bool, clinic: Path
) -> None:
    loaded = load(clinic)
    first, second = (point(ReferralContact(role="Desk", **given), "program", 1, loaded) for given in (one, other))
    assert is_same(first, second) is same


# Fresh. The interval of the toy directory is 365 days, and an answer about room counts for 30.


@pytest.mark.parametrize(
    ("days", "age"), [(0, "ok"), (30, "ok"), (31, "old"), (400, "old"), (-1, "unknown"), (None, "unknown")]
)
def test_fresh_capacity(days: int | None, age: str) -> None:
    room = None if days is None else Capacity(status="capacity", as_of=TODAY - dt.timedelta(days=days))
    assert age_of_capacity(room, TODAY) == age


@pytest.mark.parametrize(
    ("signed", "review", "age"),
    [
        (-100, 0, "ok"),
        (-100, 100, "ok"),
        (-100, -1, "old"),
        (-100, None, "ok"),
        (0, None, "ok"),
        (None, 100, "ok"),
        (None, -1, "old"),
        (None, None, "unknown"),
        (1, 100, "unknown"),
        (-5, -10, "unknown"),  # reviewed before it was signed: a slip
    ],
)
def test_agreement_in_force(signed: int | None, review: int | None, age: str) -> None:
    day, until = (None if days is None else TODAY + dt.timedelta(days=days) for days in (signed, review))
    assert age_of_agreement(Agreement(kind="memorandum", signed_on=day, review_by=until), TODAY) == age
    assert age_of_agreement(None, TODAY) == "unknown"


@pytest.mark.parametrize(
    ("interval", "days", "age"),
    [
        (None, 365, "ok"),
        (None, 366, "old"),
        (30, 30, "ok"),
        (30, 31, "old"),
        (None, -1, "unknown"),
        (30, None, "unknown"),
    ],
)
def test_fresh_contact(interval: int | None, days: int | None, age: str, clinic: Path) -> None:
    loaded = load(clinic)
    day = None if days is None else TODAY - dt.timedelta(days=days)
    checked = Verification(verified_on=TODAY, verified_by="desk", method="phone", interval_days=interval)
    program = dataclasses.replace(loaded.programs[0], verification=checked)
    contact = ReferralContact(role="Desk", phone=PHONE, confirmed_on=day)
    assert age_of_contact(contact, program, loaded.directory, TODAY) == age


@pytest.mark.parametrize(
    ("side", "stated", "entry", "age"),
    [
        ("program", None, 10, "ok"),  # whoever checks an entry asks about the program's own contacts
        ("program", None, 366, "old"),
        ("program", None, -3, "unknown"),
        ("program", 366, 10, "old"),
        ("program", 10, 366, "ok"),
        ("health-care", None, 10, "unknown"),
        ("health-care", 10, 366, "ok"),
        ("health-care", 366, 10, "old"),
    ],
)
def test_confirmed(side: Side, stated: int | None, entry: int, age: str, clinic: Path) -> None:
    loaded = load(clinic)
    day = None if stated is None else TODAY - dt.timedelta(days=stated)
    checked = Verification(verified_on=TODAY - dt.timedelta(days=entry), verified_by="desk", method="phone")
    program = dataclasses.replace(loaded.programs[0], verification=checked)
    desk = point(ReferralContact(role="Desk", phone=PHONE, confirmed_on=day), side, 1, loaded)
    assert confirmed(desk, program, loaded, TODAY) == age


def test_an_entry_is_fresh_until_it_is_due_or_three_tries_failed(clinic: Path) -> None:
    loaded = load(clinic)
    program = loaded.programs[0]
    assert age_of_entry(program, loaded.directory, TODAY) == "ok"
    assert age_of_entry(program, loaded.directory, dt.date(2027, 5, 2)) == "old"
    assert age_of_entry(program, loaded.directory, dt.date(2026, 4, 30)) == "unknown"
    assert age_of_entry(dataclasses.replace(program, verification=None), loaded.directory, TODAY) == "unknown"


# Ready.

TWO_DESKS = f'[{DESK}, {{role: Manager, phone: "+1-619-555-0129", confirmed_on: 2024-01-01}}]'
OTHER_DESK = f"[{NURSE}, {{organization: example-clinic, role: Head of parking}}]"
DAMAGES: Sequence[tuple[str, str, str, Mapping[str, str]]] = [
    ("health-care-contact", "missing", "same-referral-contact", {
        "health_care_contacts": DESK.replace("{", "[{organization: example-clinic, ") + "]",
    }),
    ("program-reachable", "missing", "referral-contact-role", {
        "program_contacts": "[{organization: example-clinic, role: Nigt desk, confirmed_on: 2026-10-01, hours: Days}]",
    }),
    ("program-reachable", "unknown", "", {"program_contacts": f"[{DESK.replace('hours: Weekdays, ', '')}]"}),
    ("health-care-reachable", "missing", "referral-contact-role", {"health_care_contacts": OTHER_DESK}),
    ("health-care-reachable", "missing", "referral-contact-role", {
        "health_care_contacts": f"[{NURSE.replace('Referral coordinator', 'Web desk')}]",
    }),
    ("health-care-reachable", "missing", "referral-contact-role", {
        "health_care_contacts": f"[{NURSE.replace('Referral coordinator', 'Referal coordinator')}]",
    }),
    ("health-care-reachable", "unknown", "", {
        "health_care_contacts": f"[{NURSE.replace('Referral coordinator', 'Night desk')}]",
    }),
    ("health-care-reachable", "unknown", "", {
        "health_care_contacts": f"[{NURSE.replace('}', ', phone: +1-619-555-0128}').replace('Referral', 'Third')}]",
    }),
    ("escalation", "missing", "no-crisis-wording", {"escalation": ""}),
    ("program-confirmed", "old", "contact-confirmed-long-ago", {"program_contacts": TWO_DESKS}),
    ("health-care-confirmed", "old", "contact-confirmed-long-ago", {
        "health_care_contacts": f"[{NURSE.replace('2026', '2024')}]",
    }),
    ("health-care-confirmed", "unknown", "", {
        "health_care_contacts": f"[{NURSE.replace(', confirmed_on: 2026-10-01', '')}]",
    }),
    ("capacity", "old", "capacity-stale", {"capacity": "{status: waitlist, note: Two weeks., as_of: 2026-10-01}"}),
    ("capacity", "unknown", "", {"capacity": ""}),
    ("agreement", "old", "agreement-review-overdue", {"agreement": "{kind: memo, review_by: 2026-11-20}"}),
    ("agreement", "unknown", "", {"agreement": ""}),
    ("agreement", "unknown", "", {"agreement": "{kind: memo}"}),
    ("steps", "unknown", "", {"steps": ""}),
    ("steps", "unknown", "", {"consent": "", "feedback": "", "response_days": ""}),
]  # fmt: skip
ANSWERS = {
    "phone": "+1-619-555-0147",
    "hours": "Weekdays, 9 am to 4 pm",
    "kind": "memorandum",
    "signed_on": "2026-11-20",
    "review_by": "2028-11-20",
    "steps": "Call the desk.",
    "consent": "The person says yes.",
    "response_days": "5",
    "feedback": "The desk calls the clinic.",
    "escalation": "Peers call 911 or 988.",
    "role": "Referral coordinator",
}


def damaged(parts: Mapping[str, str]) -> str:
    return referral(**{name: text or None for name, text in parts.items()})


def test_a_protocol_that_is_ready(clinic: Path) -> None:
    found = stand(clinic)
    assert [(check.code, check.state) for check in found.checks if check.state != "ok"] == []
    assert (found.state, found.ready, tasks([found])) == ("ok", True, ())
    assert all(check.said and not check.todo and not check.command and check.rule is None for check in found.checks)


@pytest.mark.parametrize(("code", "state", "rule", "parts"), DAMAGES)
def test_what_is_wrong_is_said_once(
    code: str, state: str, rule: str, parts: Mapping[str, str], clinic: Path, write: Write
) -> None:
    write(referral=damaged(parts))
    found = stand(clinic)
    wrong = [check for check in found.checks if check.state != "ok"]
    assert [(check.code, check.state, check.rule or "") for check in wrong] == [(code, state, rule)]
    assert (found.state, found.ready, found.check(code)) == (state, False, wrong[0])
    assert wrong[0].todo
    assert not wrong[0].todo.endswith(".")


def filled(command: str) -> list[str]:
    """Put an answer in the place of each OPEN of a command, as somebody would who has found it out."""
    words = []
    for word in shlex.split(command):
        pieces = word.split(OPEN)
        for number, piece in enumerate(pieces[:-1]):
            field = piece.rstrip("=+: ").replace(" ", ".").replace("{", ".").rpartition(".")[2]
            pieces[number] = piece + ANSWERS[field]
        words.append("".join(pieces))
    return words


@pytest.mark.parametrize(("code", "state", "rule", "parts"), DAMAGES)
@pytest.mark.sampled(6)
def test_doing_what_it_says_mends_it(
    code: str, state: str, rule: str, parts: Mapping[str, str], clinic: Path, write: Write
) -> None:
    """The command is a real one: with an answer in the place of each open one it makes the check ok."""
    del state, rule
    write(referral=damaged(parts))
    for _ in range(2):
        check = stand(clinic).check(code)
        if check.state == "ok":
            break
        program, *arguments = filled(check.command)
        assert program == "peerdir"
        result = CliRunner().invoke(app, [*arguments, "-C", str(clinic), "--today", TODAY.isoformat()])
        assert result.exit_code == 0, result.output
    # A contact whose number has just been found may still need its hours.
    assert stand(clinic).ready


def test_an_entry_that_is_due_is_old_and_verify_mends_it(clinic: Path, write: Write) -> None:
    old = "verification: {verified_on: 2024-05-01, verified_by: desk, method: phone}\n"
    desk = DESK.replace(", confirmed_on: 2026-10-01", "")
    write(referral=referral(program_contacts=f"[{desk}]"), verification=old)
    found = stand(clinic)
    assert [(check.code, check.state, check.rule) for check in found.checks if check.state != "ok"] == [
        ("verified", "old", "verification-stale"),
        ("program-confirmed", "old", "verification-stale"),
    ]
    (task,) = tasks([found])
    result = CliRunner().invoke(
        app,
        [*shlex.split(task.check.command.replace(OPEN, "desk"))[1:], "-C", str(clinic), "--today", TODAY.isoformat()],
    )
    assert result.exit_code == 0, result.output
    assert stand(clinic).ready


def test_an_organization_that_is_not_in_the_protocol(clinic: Path) -> None:
    found = stand(clinic, "example-runner")
    codes = [check.code for check in found.checks if check.state != "ok"]
    assert codes == ["health-care-contact", "health-care-reachable", "health-care-confirmed"]
    assert {check.state for check in found.checks if check.code in codes} == {"missing"}
    assert "nobody is named at Example Runner" in found.check("health-care-contact").said
    (task,) = tasks([found])
    assert "referral.health_care_contacts+={organization: example-runner, role: …}" in shlex.split(task.check.command)


def test_an_organization_without_a_file_and_one_with_mistakes(clinic: Path, write: Write) -> None:
    (clinic / "organizations" / "example-broken.yaml").write_text("name: [\n", encoding="utf-8")
    contacts = [NURSE.replace("example-clinic", id_) for id_ in ("example-broken", "example-nowhere")]
    write(referral=referral(health_care_contacts=f"[{', '.join(contacts)}]"))
    loaded = load(clinic)
    broken, nowhere = (
        ready(loaded.programs[0], id_, loaded, TODAY).check("health-care-reachable")
        for id_ in organizations(loaded.programs[0])
        if id_
    )
    assert (broken.state, broken.command, broken.path) == (
        "unknown",
        "peerdir lint",
        "organizations/example-broken.yaml",
    )
    assert "has mistakes" in broken.said
    assert (nowhere.state, nowhere.rule) == ("missing", "unknown-reference")
    assert filled(nowhere.command)[3] == "referral.health_care_contacts.2.phone=+1-619-555-0147"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"status": "status: closed\n"}, "its status is closed"),
        (
            {
                "credibility": "credibility:\n  decision: {result: withdrawn, date: 2026-01-01, by: us}\n",
            },
            "it was taken off the list",
        ),
    ],
)
def test_a_program_that_is_not_listed_is_not_ready(
    fields: Mapping[str, str], why: str, clinic: Path, write: Write
) -> None:
    write(referral=referral(), **fields)
    found = stand(clinic)
    assert [check.code for check in found.checks if check.state != "ok"] == ["listed"]
    assert why in found.check("listed").said
    assert readiness(load(clinic), TODAY) == ()


def test_a_program_without_a_protocol(sample: Collection) -> None:
    historical = sample.program("puentes-san-diego")
    assert historical
    assert historical.referral is None
    found = ready(historical, "example-clinic", sample, TODAY)
    assert (found.state, found.check("program-contact").state, found.check("escalation").state) == (
        "missing",
        "missing",
        "missing",
    )


def test_the_most_urgent_comes_first_and_a_task_once(clinic: Path, write: Write) -> None:
    (clinic / "organizations" / "example-clinic.yaml").write_text(
        CLINIC.replace("    hours: Weekdays, 8 am to 4 pm\n", ""), encoding="utf-8"
    )
    write("one", name="name: One\n", referral=damaged({"capacity": "{status: capacity, as_of: 2026-01-01}"}))
    write("two", name="name: Two\n", referral=damaged({"escalation": "", "steps": ""}))
    found = readiness(load(clinic), TODAY)
    assert [(task.check.code, task.check.state, len(task.helps)) for task in tasks(found)] == [
        ("escalation", "missing", 1),
        ("capacity", "old", 1),
        ("health-care-reachable", "unknown", 3),
        ("steps", "unknown", 1),
    ]
    assert tasks(found)[2].check.path == "organizations/example-clinic.yaml"


def test_an_id_that_a_program_has_too_is_told_apart(clinic: Path, write: Write) -> None:
    (clinic / "organizations" / "example-clinic.yaml").write_text(
        CLINIC.replace("    hours: Weekdays, 8 am to 4 pm\n", ""), encoding="utf-8"
    )
    write(
        "example-clinic", name="name: Clinic Walks\n", contacts='contacts: [{role: public, phone: "+1-619-555-0151"}]\n'
    )
    (task, *_) = [task for task in tasks(readiness(load(clinic), TODAY)) if "hours" in task.check.command]
    assert shlex.split(task.check.command)[2] == "organizations/example-clinic"


# Rules and checks: which checks a rule's finding means.

MEANS = {
    "same-referral-contact": {"health-care-contact"},
    "referral-contact-role": {"program-reachable", "health-care-reachable"},
    "no-crisis-wording": {"escalation"},
    "verification-stale": {"verified"},
    "contact-confirmed-long-ago": {"program-confirmed", "health-care-confirmed"},
    "capacity-stale": {"capacity"},
    "agreement-review-overdue": {"agreement"},
}
DAYS = [TODAY, dt.date(2026, 12, 24), dt.date(2027, 6, 1), dt.date(2028, 2, 29)]


def disagreements(loaded: Collection, today: dt.date) -> Iterable[str]:
    """Yield what a rule finds and no check says, and the other way round, for every listed program."""
    rules = [rule for rule in all_rules() if rule.name in MEANS]
    assert len(rules) == len(MEANS)
    found = {(one.rule, one.path) for one in lint(Context(collection=loaded, today=today), rules, None)}
    for program in (one for one in loaded.programs if one.listed):
        path = f"programs/{program.id}.yaml"
        checks = [check for name in organizations(program) for check in ready(program, name, loaded, today).checks]
        wrong = [check for check in checks if check.state in ("missing", "old")]
        for rule, codes in MEANS.items():
            if (rule, path) in found and not any(check.code in codes for check in wrong):
                yield f"{path}: {rule} finds something, and no check says so"
        for check in wrong:
            if check.rule is None or (check.rule in MEANS and (check.rule, path) not in found):
                yield f"{path}: {check.code} is {check.state}, and no rule finds that"


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_rules_and_checks_agree_on_the_sample(today: dt.date, sample: Collection) -> None:
    assert list(disagreements(sample, today)) == []


Damage = Callable[[Source], Source]
REFERRAL = "referral"


def _put(*path: str | int, to: Any) -> Damage:
    return lambda source: put(source, "program", path, to)


def _gone(*path: str | int) -> Damage:
    return lambda source: take_out(source, path)


COPIES: Sequence[Damage] = [
    _gone(REFERRAL, "escalation"),
    _put(REFERRAL, "capacity", to={"status": "waitlist", "as_of": "2026-10-01"}),
    _put(REFERRAL, "capacity", to={"status": "capacity", "as_of": "2027-05-20"}),
    _gone(REFERRAL, "capacity"),
    _put(REFERRAL, "agreement", to={"kind": "memorandum", "signed_on": "2020-01-01", "review_by": "2026-12-01"}),
    _put(REFERRAL, "agreement", to={"kind": "memorandum", "signed_on": "2027-01-01", "review_by": "2026-12-01"}),
    _gone(REFERRAL, "agreement"),
    _put(REFERRAL, "program_contacts", 0, "confirmed_on", to="2026-01-01"),
    _put(REFERRAL, "program_contacts", 0, "confirmed_on", to="2024-01-01"),
    _put(REFERRAL, "health_care_contacts", 0, "confirmed_on", to="2025-10-01"),
    _put(REFERRAL, "health_care_contacts", 0, "role", to="Head of parking"),
    _put(REFERRAL, "program_contacts", to=[{"organization": "example-clinic", "role": "Head of parking"}]),
    _put(REFERRAL, "program_contacts", to=[{"organization": "example-clinic", "role": "Referral coordinator"}]),
    _put(REFERRAL, "health_care_contacts", to=[{"role": "Nurse", "phone": "+1-619-555-0133"}]),
    _put(
        REFERRAL,
        "health_care_contacts",
        to=[{"organization": "example-clinic", "role": role} for role in ("Referral coordinator", "Porter")],
    ),
    _put("verification", "verified_on", to="2025-01-01"),
    _put("verification", "interval_days", to=14),
]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_rules_and_checks_agree_on_damaged_copies(today: dt.date, sample: Collection) -> None:
    """Every program is damaged in another way, and in two ways, so that each damage meets many entries."""
    listed = [entry for entry in sample.entries if entry.kind == "program" and entry.program.listed]
    for step in (1, 5):
        texts = {}
        for number, entry in enumerate(listed):
            source = COPIES[number * step % len(COPIES)](entry.source)
            texts[entry.path] = COPIES[(number * step + 7) % len(COPIES)](source).raw
        loaded = load(SAMPLE, texts=texts)
        assert [one.message for one in loaded.diagnostics] == []
        assert list(disagreements(loaded, today)) == []
        states = {one.state for one in readiness(loaded, today)}
        assert {"missing", "old"} <= states <= set(STATES)


def test_a_disagreement_is_noticed(clinic: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write(referral=damaged({"escalation": ""}))
    assert list(disagreements(load(clinic), TODAY)) == []
    monkeypatch.setattr("peerdir.rules.no_crisis_wording.names_escalation", lambda _: True)
    assert list(disagreements(load(clinic), TODAY)) == [
        "programs/example.yaml: escalation is missing, and no rule finds that"
    ]


def test_who_is_not_named_can_be_written_down(clinic: Path) -> None:
    """What the public may see of a protocol names neither side: the commands for both are whole."""
    program = view(load(clinic), "public").programs[0]
    found = ready(program, None, load(clinic), TODAY)
    assert [shlex.split(found.check(code).command)[3] for code in ("program-contact", "health-care-contact")] == [
        "referral.program_contacts+={role: …, phone: …}",
        "referral.health_care_contacts+={role: …, phone: …}",
    ]
    for code in ("program-contact", "health-care-contact"):
        _, *arguments = filled(found.check(code).command)
        result = CliRunner().invoke(app, [*arguments, "-C", str(clinic), "--today", TODAY.isoformat(), "--dry-run"])
        assert result.exit_code == 0, result.output
