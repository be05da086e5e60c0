"""Records and schemas must say the same: names, what is required, which values are allowed."""

import dataclasses
import types
import typing
from collections.abc import Iterator
from typing import Any

import pytest

from peerdir.reading import schema
from peerdir.reading.collection import KINDS

Pair = tuple[str, type, dict[str, Any]]


def resolve(part: dict[str, Any], kind: str) -> tuple[dict[str, Any], str]:
    """Follow a reference; return the definition and the schema it is in."""
    while "$ref" in part:
        file, _, path = part["$ref"].partition("#")
        kind = file.partition(".")[0] or kind
        found: Any = schema.schema(kind)
        for step in filter(None, path.split("/")):
            found = found[step]
        part = found
    return part, kind


def inner(hint: Any) -> Any:
    """The type inside a tuple, a mapping or an optional."""
    arguments = [arg for arg in typing.get_args(hint) if arg not in (types.NoneType, Ellipsis)]
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return inner(arguments[0]) if len(arguments) == 1 else hint
    if origin is tuple:
        return inner(arguments[0])
    if origin is not None and origin is not typing.Literal:
        return inner(arguments[-1])
    return hint


def pairs(name: str, record: type, part: dict[str, Any], kind: str) -> Iterator[Pair]:
    """Yield each record class beside its part of the schema, and for plain fields the field's type."""
    part, kind = resolve(part, kind)
    yield name, record, part
    hints = typing.get_type_hints(record)
    for field in dataclasses.fields(record):
        key = field.name.rstrip("_")
        below, where = resolve(part["properties"].get(key, {}), kind)
        while "items" in below or isinstance(below.get("additionalProperties"), dict):
            below, where = resolve(below.get("items") or below["additionalProperties"], where)
        hint = inner(hints[field.name])
        if dataclasses.is_dataclass(hint):
            yield from pairs(f"{name}.{key}", typing.cast("type", hint), below, where)
        elif "enum" in below or typing.get_origin(hint) is typing.Literal:
            yield f"{name}.{key}", hint, below


ALL = [
    pair
    for kind, record in KINDS.items()
    for pair in pairs(record.__name__, record, {"$ref": f"{kind}.schema.json#"}, kind)
]


@pytest.mark.parametrize(("name", "record", "part"), ALL, ids=[name for name, _, _ in ALL])
def test_record_and_schema_agree(name: str, record: Any, part: dict[str, Any]) -> None:
    if not dataclasses.is_dataclass(record):
        assert set(typing.get_args(record)) == set(part.get("enum", ())), f"{name}: allowed values differ"
        return
    fields = {field.name.rstrip("_"): field for field in dataclasses.fields(record)}
    computed = {"id"} - part["properties"].keys()
    assert fields.keys() - computed == part["properties"].keys(), f"{name}: fields differ"
    without_default = {key for key, field in fields.items() if _is_required(field)} - {"id"}
    assert without_default == set(part.get("required", ())), f"{name}: what is required differs"


def _is_required(field: Any) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def test_every_property_is_described() -> None:
    def look(part: Any, path: str) -> Iterator[str]:
        if isinstance(part, dict):
            for name, below in (part.get("properties", {}) if part.get("type") == "object" else {}).items():
                if isinstance(below, dict) and below.keys() & {"type", "enum", "$ref"}:
                    described = below.get("description") or resolve(below, kind)[0].get("description")
                    if not described:
                        yield f"{path}/{name}"
            for key, below in part.items():
                yield from look(below, f"{path}/{key}")

    for kind in (*KINDS, "common"):
        assert list(look(schema.schema(kind), kind)) == []
