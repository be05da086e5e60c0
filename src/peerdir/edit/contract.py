"""The schema as those who write need it: which fields there are, in which order, and what kind of value each takes."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from peerdir.diagnostic import Pointer
from peerdir.reading import schema

LIST_OF_WORDS = ("pattern", "enum", "format")


class Part(NamedTuple):
    """What the contract says of one value, and in which schema that stands."""

    rules: Mapping[str, Any]
    kind: str

    @property
    def type(self) -> str:
        """Return "string", "array", "object"…; of several the first, and "" where anything may stand."""
        named = self.rules.get("type", "")
        return str(named[0]) if isinstance(named, list) else str(named)

    @property
    def description(self) -> str:
        """Say what the value is, in plain words."""
        return str(self.rules.get("description", ""))

    @property
    def fields(self) -> Sequence[str]:
        """Return the names of the fields of a group, in the order in which they are written."""
        return list(self.rules.get("properties", {}))


def part(kind: str, pointer: Pointer = ()) -> Part | None:
    """Return what the contract says of the value at `pointer` in a file of `kind`; None for a field there is not."""
    found: Part | None = Part(schema.schema(kind), kind)
    for step in pointer:
        found = below(found, step) if found else None
    return found


def below(part: Part, step: str | int) -> Part | None:
    """Return the field called `step` of a group, or the items of a list."""
    if isinstance(step, int):
        return _resolved(part.rules["items"], part.kind) if "items" in part.rules else None
    properties = part.rules.get("properties", {})
    if step in properties:
        return _resolved(properties[step], part.kind)
    others = part.rules.get("additionalProperties")
    return _resolved(others, part.kind) if isinstance(others, Mapping) else None


def _resolved(rules: Mapping[str, Any], kind: str) -> Part:
    """Follow a reference; what stands beside it, such as a description of its own, goes before what it leads to."""
    own = rules
    while "$ref" in rules:
        file, _, name = rules["$ref"].partition("#/definitions/")
        kind = file.partition(".")[0] or kind
        rules = schema.schema(kind)["definitions"][name]
    return Part({**rules, **{key: value for key, value in own.items() if key != "$ref"}}, kind)


def is_text(kind: str, pointer: Pointer) -> bool:
    """Tell whether only text may stand at `pointer`."""
    found = part(kind, pointer)
    return found is not None and found.rules.get("type") == "string"


def is_list_of_words(part: Part) -> bool:
    """Tell whether a list holds codes or days, which are short and have no commas, and not sentences."""
    items = below(part, 0) if part.type == "array" else None
    return items is not None and items.type == "string" and any(key in items.rules for key in LIST_OF_WORDS)


def only_field(part: Part) -> str | None:
    """Return the one field that a group must have, if it is one: a language is its code, an area its name."""
    needed = part.rules.get("required", [])
    return str(needed[0]) if part.type == "object" and len(needed) == 1 else None


def place_of(names: Sequence[str], name: str) -> int:
    """Return where a field stands among the fields of its group; one that is not known stands last."""
    return names.index(name) if name in names else len(names)
