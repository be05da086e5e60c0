"""Every keyword of the schemas does something: taking it away lets through what it refused."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from peerdir import schema
from peerdir.collection import Collection
from peerdir.schema import BASE

Path = tuple[str | int, ...]


def validator(kind: str, whole: Any, common: Any) -> jsonschema_rs.Draft7Validator:
    registry = jsonschema_rs.Registry([(BASE + "common.schema.json", common)], draft=jsonschema_rs.Draft7)
    return jsonschema_rs.Draft7Validator(
        whole, registry=registry, base_uri=f"{BASE}{kind}.schema.json", validate_formats=True
    )


def patterns(part: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every pattern of a schema, and of the definitions it has."""
    if isinstance(part, dict):
        for key, below in part.items():
            if key == "pattern" and isinstance(below, str):
                yield path, below
            yield from patterns(below, (*path, key))
    elif isinstance(part, list):
        for number, below in enumerate(part):
            yield from patterns(below, (*path, number))


@pytest.mark.parametrize("kind", ["common", "program", "vocabulary"])
def test_every_pattern_refuses_the_empty_text_a_line_end_and_a_foreign_digit(kind: str) -> None:
    found = list(patterns(schema.schema(kind)))
    assert found
    for path, pattern in found:
        alone = jsonschema_rs.Draft7Validator({"pattern": pattern})
        for value in ("", "\n", "x\n", "٣", "a b", "<b>"):
            assert not alone.is_valid(value), (path, pattern, value)


def values(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every place in a record with its value."""
    yield path, data
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, below in items:
        yield from values(below, (*path, key))


def put(data: Any, path: Path, value: Any) -> Any:
    """Return a copy with another value at a place."""
    if not path:
        return value
    changed = copy.deepcopy(data)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return changed


WRONG: tuple[Any, ...] = (None, "", [], {}, 12345678901234567890, "x" * 20_000, ["x"] * 300, {"unknown": 1})


@pytest.mark.parametrize("kind", ["program", "organization", "directory", "vocabulary"])
def test_no_place_in_a_record_takes_just_anything(kind: str, sample: Collection) -> None:
    """For every field that is used, most of a list of absurd values are refused."""
    check = validator(kind, schema.schema(kind), schema.schema("common"))
    tried: set[tuple[str, ...]] = set()
    for entry in (entry for entry in sample.entries if entry.kind == kind):
        data = json.loads(json.dumps(entry.source.data))
        for path, _ in values(data):
            shape = tuple("0" if isinstance(part, int) else part for part in path)
            if shape in tried or "extra" in path or "translations" in path[:1] or "labels" in path:
                continue
            tried.add(shape)
            refused = sum(not check.is_valid(put(data, path, value)) for value in WRONG)
            assert refused >= len(WRONG) - 2, (entry.id, path)
    assert len(tried) > {"program": 150, "organization": 10, "directory": 12, "vocabulary": 6}[kind]
