"""The contract: both validators agree, every required field is asked for at its place, messages are for people."""

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from peerdir import limits
from peerdir.diagnostic import Severity
from peerdir.reading import schema
from peerdir.reading.collection import Collection, Entry, load
from peerdir.reading.reader import read
from peerdir.reading.schema import _oracle, _verdict  # what both validators say is the test's subject
from tests.conftest import SAMPLE, split

Write = Callable[..., Path]
HISTORICAL = ("name", "summary", "status", "organization", "conditions", "functions", "sources")
ALWAYS = HISTORICAL[:-1]
LIVING = ("populations", "languages", "modalities", "locations", "cost", "contacts", "referral", "verification")


def test_the_schemas_are_themselves_valid() -> None:
    import jsonschema

    for kind in ("common", "program", "organization", "directory", "vocabulary"):
        jsonschema.Draft7Validator.check_schema(dict(schema.schema(kind)))


def parts(value: Any) -> Iterator[Any]:
    """Yield every part of a JSON value."""
    yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(below)


@pytest.mark.parametrize("kind", ["common", "program", "organization", "directory", "vocabulary"])
def test_schemas_are_closed_and_bounded(kind: str) -> None:
    for part in parts(schema.schema(kind)):
        if isinstance(part, dict) and part.get("type") == "object" and "properties" in part:
            assert part["additionalProperties"] is False
        if isinstance(part, dict) and part.get("type") == "array":
            assert "maxItems" in part
        if isinstance(part, dict) and isinstance(part.get("pattern"), str):
            assert not any(sign in part["pattern"] for sign in ("\\d", "\\w", "\\s", "\\Z"))


def programs(collection: Collection) -> list[Entry]:
    return [entry for entry in collection.entries if entry.kind == "program"]


def test_deleting_any_required_field_is_an_error_with_place_and_name(sample: Collection) -> None:
    """Every program of the sample directory, every required field, one after the other."""
    tried = 0
    for entry in programs(sample):
        required = HISTORICAL if entry.program.status == "historical" else ALWAYS + LIVING
        for name in required:
            source = read(without(entry, name).encode(), limits.SIZES["program"])
            (only,) = schema.check("program", source)
            assert (only.rule, only.severity) == ("missing-field", Severity.ERROR), (entry.id, name)
            assert f'"{name}"' in only.message
            assert source.excerpt(only.span.line).startswith(("id:", "name:", "also_known_as:", "summary:")), (
                entry.id,
                name,
            )
            tried += 1
    assert tried >= 14 * 48


def without(entry: Entry, name: str) -> str:
    """The entry's text without one top-level field, all its lines."""
    blocks = split((SAMPLE / entry.path).read_text(encoding="utf-8"))
    assert name in blocks
    return "".join(block for field, block in blocks.items() if field != name)


def test_nested_required_fields_are_asked_for_where_they_belong(toy: Path, write: Write) -> None:
    write(contacts="contacts:\n  - name: Desk\n    phone: '+1-619-555-0150'\n")
    (only,) = load(toy).diagnostics
    assert (only.span.line, only.span.column, only.pointer) == (19, 5, ("contacts", 0))
    assert '"role" is missing in contacts, number 1' in only.message


MESSAGES = [
    ({"status": "status: activ\n"}, "not-allowed", 'did you mean "active"'),
    ({"conditions": "condition: [stroke]\n"}, "unknown-field", 'did you mean "conditions"'),
    ({"summary": "summary: short\n"}, "wrong-size", "the text has 5 characters, fewer than 10"),
    ({"languages": "languages: [{code: English}]\n"}, "wrong-form", "A language code"),
    ({"languages": "languages: []\n"}, "wrong-size", "at least 1 is needed"),
    ({"cost": "cost: free\n"}, "wrong-type", "text stands here, but this must be a group of fields"),
    ({"contacts": "contacts: [{role: desk}]\n"}, "missing-field", '"phone" or "email" or "url"'),
    (
        {"contacts": 'contacts: [{role: desk, phone: "+1-619-555-0150", visibility: staff}]\n'},
        "no-public-contact",
        "at least one contact must be for everybody",
    ),
    (
        {"verification": "verification: {verified_on: 2026-02-30, verified_by: d, method: phone}\n"},
        "wrong-form",
        "not a day of the calendar",
    ),
    (
        {"verification": "verification: {verified_on: 10/03/2026, verified_by: d, method: phone}\n"},
        "wrong-form",
        "written as year, month and day with dashes, such as 2026-01-31",
    ),
    (
        {"schedule": 'schedule: [{location: room, freq: weekly, start: "18:00"}]\n'},
        "missing-field",
        '"byday" is missing',
    ),
    (
        {"schedule": 'schedule: [{location: room, freq: weekly, byday: [1TU], start: "18:00"}]\n'},
        "wrong-form",
        "1TU is for monthly ones",
    ),
    (
        {"schedule": 'schedule: [{location: room, freq: monthly, byday: [TU], start: "18:00"}]\n'},
        "wrong-form",
        "1TU is the first Tuesday",
    ),
    (
        {"schedule": 'schedule: [{location: room, freq: daily, byday: [TU], start: "18:00"}]\n'},
        "not-allowed",
        '"byday" may not stand here',
    ),
    ({"schedule": "schedule: [{location: room, by_appointment: false}]\n"}, "missing-field", '"freq" and "start"'),
    ({"cost": "cost: {free: yes}\n"}, "wrong-type", "write true"),
    ({"conditions": "conditions: stroke\n"}, "wrong-type", "this must be a list: [stroke]"),
    ({"languages": "languages: [es]\n"}, "wrong-type", "this must be a group of fields: {code: es}"),
    (
        {"referral": "referral:\n  methods: [Call Luis at 619-555-0120]\n"},
        "not-allowed",
        '"Call Luis at (a number)" is not one of',
    ),
    (
        {"locations": "locations: [{key: room, type: physical, latitude: 32.7, area: X}]\n"},
        "missing-field",
        '"longitude" is missing',
    ),
    ({"publish": "publish: {web: false}\n"}, "missing-field", '"reason"'),
    (
        {"locations": "locations: [{key: room, type: physical, latitude: 117, longitude: 32, area: X}]\n"},
        "wrong-size",
        "have latitude and longitude changed places?",
    ),
]


@pytest.mark.parametrize(("fields", "rule", "said"), MESSAGES, ids=[f"{r}-{n}" for n, (_, r, _) in enumerate(MESSAGES)])
def test_messages_are_for_people(fields: dict[str, str], rule: str, said: str, toy: Path, write: Write) -> None:
    write(**fields)
    found = [one for one in load(toy).diagnostics if one.rule == rule]
    assert found
    assert said in found[0].message
    for jargon in ("instance", "schema", "null", "object", "array", "string", "property"):
        assert jargon not in found[0].message.split("named")[0].split()


def test_a_gap_is_for_proposed_programs_only(toy: Path, write: Write) -> None:
    gap = (
        "functions:\n  daily_management: {gap: Nobody offers this yet}\n"
        "  social_emotional: {activities: [Talking about hard days]}\n"
        "  linkage: {activities: [Going to the clinic together]}\n"
        "  ongoing: {activities: [A circle without an end]}\n"
    )
    write(functions=gap, status="status: proposed\n")
    assert load(toy).diagnostics == ()
    write(functions=gap)
    (only,) = load(toy).diagnostics
    assert "list activities instead" in only.message
    assert only.pointer == ("functions", "daily_management", "gap")


def test_a_name_of_contact_details_is_not_repeated(toy: Path, write: Write) -> None:
    write(contacts='contacts: [{role: desk, phone: "' + "5" * 50 + '"}]\n')
    assert all("5555" not in one.message for one in load(toy).diagnostics)


def mutations(data: dict[str, Any], seed: int) -> dict[str, Any]:
    """Damage a valid record at one random place, in one of a few ways."""
    dice = random.Random(seed)  # noqa: S311 - repeatable damage, no secret
    damaged = copy.deepcopy(data)
    places: list[tuple[Any, Any]] = []
    for part in parts(damaged):
        keys = part.keys() if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
        places += [(part, key) for key in list(keys)]
    part, key = dice.choice(places)
    values = [None, "", 3, -1.5, True, [], {}, "x" * 400, "2026-02-30", "no", [1], {"a": 1}, "ok\n", "٣", "+1", "EN"]
    match dice.randrange(3):
        case 0:
            part[key] = dice.choice(values)
        case 1 if isinstance(part, dict):
            part.pop(key)
        case _ if isinstance(part, dict):
            part["unknown field"] = dice.choice(values)
        case _:
            part.append(dice.choice(values))
    return damaged


def test_both_validators_agree_on_damaged_records(sample: Collection) -> None:
    """jsonschema-rs gives the verdict and jsonschema explains: a file must never fail without an explanation."""
    verdict, oracle = _verdict("program"), _oracle("program")
    refused = 0
    for number, entry in enumerate(programs(sample) * 6):
        data = mutations(json.loads(json.dumps(entry.source.data)), number)
        valid = verdict.is_valid(data)
        assert valid == oracle.is_valid(data), (entry.id, number)
        refused += not valid
    assert refused > 100


def test_a_mistyped_field_is_said_once(toy: Path, write: Write) -> None:
    write(conditions="condition: [stroke]\n")
    (only,) = load(toy).diagnostics
    assert only.rule == "unknown-field"
    write(verification="verification: {verified_on: 09/09/2026, verified_by: d, method: phone}\n")
    assert [one.rule for one in load(toy).diagnostics] == ["wrong-form"]
