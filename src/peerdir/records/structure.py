"""Plain data that is valid against its schema, made into a record."""

import dataclasses
import datetime as dt
import functools
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from peerdir.records.directory import Directory
from peerdir.records.organization import Organization
from peerdir.records.program import Program
from peerdir.records.vocabulary import Vocabulary

Record = Program | Organization | Directory | Vocabulary


def structure(kind: type[Record], data: Mapping[str, Any]) -> Record:
    """Build a record from data that is valid against its schema."""
    convert: Callable[[Any], Record] = _converter(typing.cast("Hashable", kind))
    return convert(data)


@functools.cache
def _converter(kind: Any) -> Callable[[Any], Any]:
    """Return the function that turns plain data into `kind`; made once for each type."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        kinds = [arg for arg in args if arg is not types.NoneType]
        return _converter(kinds[0]) if len(kinds) == 1 else _same
    if origin is tuple:
        item = _converter(args[0])
        return tuple if item is _same else lambda values: tuple(map(item, values))
    if origin is Mapping:
        value = _converter(args[1])
        return lambda values: {key: value(entry) for key, entry in values.items()}
    if kind is dt.date:
        return dt.date.fromisoformat
    if kind is int:
        return int  # JSON Schema takes 2.0 for a whole number
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        fields = {f.name.rstrip("_"): (f.name, _converter(hints[f.name])) for f in dataclasses.fields(kind)}
        return lambda values: _build(kind, fields, values)
    return _same


def _build(kind: Any, fields: Mapping[str, tuple[str, Callable[[Any], Any]]], values: Mapping[str, Any]) -> Any:
    arguments = {}
    for key, value in values.items():
        name, convert = fields[key]
        arguments[name] = convert(value)
    return kind(**arguments)


def _same(value: Any) -> Any:
    return value
