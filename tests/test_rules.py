"""Every rule's Bad example makes exactly that rule speak; its Good example keeps all rules silent."""

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from peerdir.diagnostic import Diagnostic
from peerdir.lint.check import lint
from peerdir.reading.collection import load
from peerdir.rule import Context, Rule
from peerdir.rules import all_rules
from tests.conftest import PROGRAM, TODAY, overlay, split

# Fields that a Bad example may leave hanging are given here, so that only the rule in question has something to say.
SECOND = {
    "name": "name: Another Example\n",
    "contacts": 'contacts: [{role: public, phone: "+1-619-555-0151"}]\n',
}


MARK = re.compile(r"^# ((?:\w+/)?[a-z-]+\.yaml)\n", re.MULTILINE)


def example(rule: Rule, heading: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the fields of the block under "Bad:" or "Good:" in a rule's text, and the other files it names."""
    found = re.search(rf"^{heading}:\n\n((?:    .*\n|\n)+)", rule.text, re.MULTILINE)
    assert found, f"{rule.name} has no {heading} example"
    fields, *others = MARK.split(textwrap.dedent(found[1]).strip() + "\n")
    return split(fields), dict(zip(others[::2], others[1::2], strict=True))


def found_by_lint(root: Path) -> list[Diagnostic]:
    return list(lint(Context(collection=load(root), today=TODAY), all_rules()))


def lay(rule: Rule, heading: str, toy: Path) -> list[Diagnostic]:
    """Lay an example over a valid program that stands beside the toy directory's own, and lint."""
    fields, others = example(rule, heading)
    for path, text in others.items():
        text = overlay(PROGRAM, {**SECOND, **split(text)}) if path.startswith("programs/") else text
        (toy / path).write_text(text, encoding="utf-8")
    if rule.name == "duplicate-program":
        twin = overlay(PROGRAM, {**SECOND, "name": "name: Second Example\n", "contacts": fields["contacts"]})
        twin = twin.replace("+1-619-555-0151", "+1-619-555-0150")
        (toy / "programs" / "second.yaml").write_text(twin, encoding="utf-8")
    (toy / "programs" / "zz-other.yaml").write_text(overlay(PROGRAM, {**SECOND, **fields}), encoding="utf-8")
    if "id" in fields:
        (toy / "programs" / "zz-other.yaml").rename(toy / "programs" / "example.yaml")
    return found_by_lint(toy)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_bad_is_found_and_good_is_not(rule: Rule, toy: Path) -> None:
    bad = lay(rule, "Bad", toy)
    assert {one.rule for one in bad} == {rule.name}
    assert all(one.severity is rule.severity for one in bad)
    assert all(one.excerpt for one in bad), "a finding must point into a line"
    for path in (toy / "programs").glob("*.yaml"):
        path.unlink()
    (toy / "programs" / "example.yaml").write_text(PROGRAM, encoding="utf-8")
    assert lay(rule, "Good", toy) == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_text_says_why(rule: Rule) -> None:
    assert rule.text.strip().partition("\n")[0].endswith("."), "the first line is one sentence"


Write = Callable[..., Path]

CASES = [
    ("unknown-reference", {"organization": "organization: example-runer\n"}, 'did you mean "example-runner"'),
    (
        "unknown-reference",
        {"schedule": "schedule: [{location: hall, by_appointment: true}]\n"},
        'there is no location of this program "hall"',
    ),
    ("unknown-reference", {"modalities": "modalities: [groop]\n"}, 'did you mean "group"'),
    (
        "coordinates-outside-country",
        {
            "locations": "locations: [{key: room, type: physical, latitude: 32.7, longitude: 117.1,"
            " address: {city: San Diego, country: US}}]\n"
        },
        "a minus is wrong: longitude -117.1",
    ),
    (
        "phone-form",
        {"contacts": 'contacts: [{role: public, phone: "+1-619-PEER-00"}]\n'},
        "a phone number has digits only",
    ),
    ("phone-form", {"contacts": 'contacts: [{role: public, phone: "+1-619-555-01"}]\n'}, "too few or too many digits"),
    ("phone-form", {"contacts": 'contacts: [{role: public, phone: "(619) 555-0150"}]\n'}, "add the country code, +1"),
    (
        "phone-form",
        {"contacts": 'contacts: [{role: public, phone: "＋１-619-555-0150"}]\n'},
        "plain digits 0-9",
    ),
    (
        "unquoted-look-alike",
        {"contacts": "contacts: [{role: public, phone: +16195550150}]\n"},
        "put the number in quotes",
    ),
    (
        "unquoted-look-alike",
        {"schedule": "schedule:\n  - location: room\n    freq: weekly\n    byday: [WE]\n    start: 18:00\n"},
        'put "18:00" in quotes',
    ),
    (
        "unquoted-look-alike",
        {
            "locations": "locations:\n  - key: room\n    type: physical\n"
            "    address: {city: X, postal_code: 02134, country: US}\n"
        },
        'put "02134" in quotes',
    ),
    (
        "confidential-address",
        {"locations": "locations: [{key: room, type: confidential, area: County, url: 'https://a.example.org/'}]\n"},
        'must not tell its "url"',
    ),
    (
        "end-before-start",
        {"schedule": 'schedule: [{location: room, freq: weekly, byday: [TU], start: "07:00", end: "06:00"}]\n'},
        "24-hour clock",
    ),
    (
        "verification-stale",
        {"verification": "verification: {verified_on: 2026-05-01, verified_by: d, method: phone, interval_days: 30}\n"},
        "the limit is 30",
    ),
]


@pytest.mark.parametrize(("rule", "fields", "said"), CASES, ids=[f"{rule}-{n}" for n, (rule, _, _) in enumerate(CASES)])
def test_what_a_rule_says(rule: str, fields: dict[str, str], said: str, toy: Path, write: Write) -> None:
    write(**fields)
    (only,) = found_by_lint(toy)
    assert only.rule == rule
    assert said in only.message


def test_meetings_over_midnight_and_stale_interval_are_fine(toy: Path, write: Write) -> None:
    write(schedule='schedule: [{location: room, freq: weekly, byday: [FR], start: "22:00", end: "00:30"}]\n')
    assert found_by_lint(toy) == []


def test_both_places_of_a_duplicate_are_named(toy: Path, write: Write) -> None:
    write("zz-other")
    first, second = found_by_lint(toy)
    assert first.path == "programs/example.yaml"
    assert "programs/zz-other.yaml:1" in first.message
    assert second.path == "programs/zz-other.yaml"
    assert "programs/example.yaml:1" in second.message


def test_referral_contact_is_compared_after_the_organization_has_filled_it(toy: Path, write: Write) -> None:
    write(
        referral="referral:\n  methods: [self]\n"
        '  program_contacts: [{role: Desk, name: Referral desk, phone: "+1 (619) 555 0121"}]\n'
        "  health_care_contacts: [{organization: example-clinic, role: Referral coordinator}]\n"
        "  escalation: Peers call 911 or 988.\n"
    )
    assert [one.rule for one in found_by_lint(toy)] == ["same-referral-contact"]


def test_a_broken_organization_is_not_called_unknown(toy: Path) -> None:
    (toy / "organizations" / "example-runner.yaml").write_text("name: [\n", encoding="utf-8")
    assert {one.rule for one in found_by_lint(toy)} == {"yaml-syntax"}


def test_contact_details_are_never_repeated(toy: Path, write: Write) -> None:
    write(
        contacts='contacts: [{role: public, phone: "0150", email: not an address, url: "ftp://secret.example.org"}]\n'
    )
    messages = " ".join(one.message for one in found_by_lint(toy))
    for detail in ("0150", "not an address", "secret"):
        assert detail not in messages


def test_the_sample_directory_is_clean() -> None:
    assert found_by_lint(Path(__file__).parents[1] / "directory") == []
