"""The sample directory: every field and code is used, everything invented is marked, and facts are the seeds' own."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from peerdir.reading.collection import Collection
from tests.conftest import SAMPLE
from tests.test_records import resolve

FILES = sorted(SAMPLE.rglob("*.yaml"))
LANGUAGES = {"es", "fr", "zh", "th", "ar", "vi"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SAMPLE).as_posix())
def test_the_first_line_names_a_schema_that_is_there(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found
    assert (path.parent / found[1]).resolve().is_file()


def used(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every field a value has, without list positions and language codes."""
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{path}.{key}" if path else key
            yield here
            yield from used(inner, here)
    elif isinstance(value, list):
        for inner in value:
            yield from used(inner, path)


def fields(part: dict[str, Any], kind: str, path: str = "") -> Iterator[str]:
    """Yield the path of every field a schema has."""
    part, kind = resolve(part, kind)
    if "items" in part:
        yield from fields(part["items"], kind, path)
    for name, inner in part.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        yield here
        yield from fields(inner, kind, here)


@pytest.mark.parametrize("kind", ["program", "organization", "directory", "vocabulary"])
def test_every_field_is_used(kind: str, sample: Collection) -> None:
    seen = {field for entry in sample.entries if entry.kind == kind for field in used(entry.source.data)}
    asked = set(fields({"$ref": f"{kind}.schema.json#"}, kind))
    # What `peerdir edition` writes is true of one repository only; an invented commit would lead nowhere.
    written = {field for field in asked if field.partition(".")[0] == "editions"}
    assert asked - seen - written - {"id", "contact.visibility"} == set()


@pytest.mark.parametrize("vocabulary", ["conditions", "populations", "needs", "modalities"])
def test_every_code_is_translated_and_used_unless_it_is_a_condition(vocabulary: str, sample: Collection) -> None:
    codes = {code for program in sample.programs for code in getattr(program, vocabulary)}
    known = set(sample.vocabularies[vocabulary].by_code)
    assert codes <= known
    # A search must understand conditions that no program is for yet.
    assert codes == known or vocabulary == "conditions"
    for term in sample.vocabularies[vocabulary].terms:
        assert term.labels.keys() >= LANGUAGES, term.code
        assert term.synonyms.get("en"), term.code


def test_functions_are_explained_in_all_languages(sample: Collection) -> None:
    for term in sample.vocabularies["functions"].terms:
        assert term.descriptions.keys() >= LANGUAGES
        assert term.labels.keys() >= LANGUAGES


def test_invented_entries_are_marked_and_use_reserved_names_and_numbers(sample: Collection) -> None:
    invented = 0
    for entry in sample.entries:
        if entry.kind != "program" or entry.program.status == "historical":
            continue
        text = (SAMPLE / entry.path).read_text(encoding="utf-8")
        assert "Invented example" in text.splitlines()[1]
        for number in re.findall(r"\+[0-9][0-9-]{6,}", text):
            assert re.fullmatch(r"\+1-[0-9]{3}-555-01[0-9]{2}", number), (entry.id, number)
        for host in re.findall(r"@([\w.-]+)|https?://([\w.-]+)", text):
            name = (host[0] or host[1]).rstrip(".")
            assert re.search(r"(^|\.)example\.(org|com|net)$", name), (entry.id, name)
        invented += 1
    assert invented >= 40


def test_the_two_projects_of_the_seeds_are_examples_with_their_source(sample: Collection) -> None:
    for name in ("puentes-san-diego", "cameroon-yaounde"):
        program = sample.program(name)
        assert program
        assert program.status == "historical"
        assert any("Peers for Progress" in source for source in program.sources)
        assert program.verification is None
        assert program.contacts == ()


def test_hard_cases_are_there(sample: Collection) -> None:
    slots = [slot for program in sample.programs for slot in program.schedule]
    locations = [location for program in sample.programs for location in program.locations]
    assert any(code == "1TU" for slot in slots for code in slot.byday)
    assert any(slot.interval == 2 and slot.dtstart for slot in slots)
    assert {location.type for location in locations} == {"physical", "virtual", "phone", "confidential"}
    assert any(location.address and not location.address.postal_code for location in locations)
    assert any(len(program.locations) > 2 for program in sample.programs)
    assert {program.status for program in sample.programs} == {"active", "paused", "proposed", "closed", "historical"}
    assert any("ar" in program.translations for program in sample.programs)
    capacities = {p.referral.capacity.status for p in sample.programs if p.referral and p.referral.capacity}
    assert capacities == {"capacity", "waitlist", "no-capacity", "additional-assessment-required"}
