"""The contract in schemas/ as checks: jsonschema-rs gives the verdict, jsonschema explains a file that failed."""

import difflib
import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import jsonschema_rs

from peerdir.assets import assets
from peerdir.clean import CONTACT_FIELDS, cut, in_contact
from peerdir.diagnostic import Pointer, Problem, Severity
from peerdir.reading.source import Source
from peerdir.words import join

# A name only, in a domain that cannot exist; nothing is ever fetched.
BASE = "https://peerdir.invalid/schemas/"
TYPES = {
    "string": "text",
    "object": "a group of fields",
    "array": "a list",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}
MORE_THAN_A_MISTYPED_NAME = 0.6
NO_SUCH_FIELD = "this is the name of no field"
YES_NO = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
MEANT = re.compile(r'did you mean "(.*)"\?$')
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
ONE_MISSING = re.compile(r'"([^"]*)" is missing')

Explained = tuple[Pointer, str, str]
"""Pointer, rule and message."""


def check(kind: str, source: Source) -> Iterator[Problem]:
    """Yield what in `source` breaks the contract of `kind`; nothing when the data is valid.

    Unquoted text that YAML takes for a number (a postal code, a year) is put right in `source.data` first: where the
    contract wants text, the text as typed is meant. The rule `unquoted-look-alike` still asks for the quotes.
    """
    validator = _verdict(kind)
    if validator.is_valid(source.data):
        return
    _read_look_alikes_as_text(validator, source)
    if validator.is_valid(source.data):
        return
    found = dict.fromkeys(_explain(kind, source)) or {((), "schema", "this file does not keep the contract"): None}
    for pointer, rule, message in _once(found):
        span = source.keys.get(pointer, source.locate(pointer)) if rule == "unknown-field" else source.locate(pointer)
        yield Problem(span, _public(pointer, message), rule, Severity.ERROR, message)


def schema(kind: str) -> Mapping[str, Any]:
    """Return the schema of "program", "organization", "directory", "vocabulary" or "common"."""
    return _load(kind)


@functools.cache
def _load(kind: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((assets("schemas") / f"{kind}.schema.json").read_text(encoding="utf-8"))
    return loaded


@functools.cache
def _verdict(kind: str) -> jsonschema_rs.Draft7Validator:
    registry = jsonschema_rs.Registry([(BASE + "common.schema.json", _load("common"))], draft=jsonschema_rs.Draft7)
    return jsonschema_rs.Draft7Validator(
        _load(kind), registry=registry, base_uri=f"{BASE}{kind}.schema.json", validate_formats=True
    )


def _read_look_alikes_as_text(validator: jsonschema_rs.Draft7Validator, source: Source) -> None:
    for error in validator.iter_errors(source.data):
        pointer = tuple(error.instance_path)
        wants_text = isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Type) and "string" in error.kind.types
        if wants_text and source.plain.get(pointer):
            parent = functools.reduce(lambda value, part: value[part], pointer[:-1], source.data)
            parent[pointer[-1]] = source.plain[pointer]


@functools.cache
def _oracle(kind: str) -> Any:
    """Make the validator that explains. Its registry holds our files and never fetches anything."""
    import jsonschema
    from referencing import Registry
    from referencing.jsonschema import DRAFT7

    registry: Registry[Any] = Registry().with_resource(
        BASE + "common.schema.json", DRAFT7.create_resource(_load("common"))
    )
    named = {**_load(kind), "$id": f"{BASE}{kind}.schema.json"}
    kind_of_validator = jsonschema.validators.extend(  # type: ignore[no-untyped-call]
        jsonschema.Draft7Validator, {"pattern": _pattern}
    )
    return kind_of_validator(named, registry=registry, format_checker=jsonschema.FormatChecker(["date"]))


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[Any]:
    """Check a pattern as jsonschema-rs does: `$` is the end of the text, not also the place before a last line end."""
    from jsonschema import ValidationError

    if isinstance(value, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), value):
        yield ValidationError(pattern)


def _explain(kind: str, source: Source) -> Iterator[Explained]:
    for error in _oracle(kind).iter_errors(source.data):
        for pointer, rule, message in _one(error, tuple(error.absolute_path), kind):
            yield pointer, rule, message + _typed(source, pointer, rule)


def _once(found: Iterable[Explained]) -> Iterator[Explained]:
    """Leave out what another message says already: a field is not missing when its name is mistyped beside it.

    One value has one wrong form, whichever keywords noticed.
    """
    messages = list(found)
    mistyped = {(*p[:-1], m[1]) for p, rule, text in messages if rule == "unknown-field" and (m := MEANT.search(text))}
    formed: set[Pointer] = set()
    for pointer, rule, message in messages:
        missing = ONE_MISSING.match(message) if rule == "missing-field" else None
        if (missing and (*pointer, missing[1]) in mistyped) or (rule == "wrong-form" and pointer in formed):
            continue
        if rule == "wrong-form":
            formed.add(pointer)
        yield pointer, rule, message


def _typed(source: Source, pointer: Pointer, rule: str) -> str:
    """A hint that only the text as typed gives."""
    typed = source.plain.get(pointer, "")
    if rule == "wrong-type" and typed.casefold() in YES_NO:
        return f"; write {YES_NO[typed.casefold()]}"
    return ""


def _one(error: Any, pointer: Pointer, kind: str) -> Iterator[Explained]:
    """Say one failed keyword in a coordinator's words."""
    comment = error.schema.get("$comment", "") if isinstance(error.schema, dict) else ""
    match error.validator:
        case "required":
            # The validator says so once for each; all that a group lacks is one message.
            missing = [name for name in error.validator_value if name not in error.instance]
            yield pointer, "missing-field", _missing(pointer, missing, error.schema, kind)
        case "additionalProperties":
            known = error.schema.get("properties", {})
            for name in error.instance.keys() - known.keys():
                yield (*pointer, name), "unknown-field", _unknown(pointer, name, known)
        case "enum" | "const":
            allowed = error.validator_value if error.validator == "enum" else [error.validator_value]
            yield pointer, "not-allowed", _not_allowed(error.instance, allowed)
        case "anyOf":
            yield pointer, "missing-field", _any_of(error)
        case "contains":
            yield (
                pointer,
                "no-public-contact",
                "at least one contact must be for everybody; add one that is not `visibility: staff`",
            )
        case "dependencies":
            others = [name for name in ("latitude", "longitude") if name not in error.instance]
            yield pointer, "missing-field", _missing(pointer, others, error.schema, kind)
        case "not" | None:
            yield pointer, comment.removeprefix("rule: ") or "not-allowed", _forbidden(pointer, comment)
        case _:
            yield pointer, *_value(error, pointer)


def _missing(pointer: Pointer, names: list[str], schema: Mapping[str, Any], kind: str) -> str:
    where = f" in {_words(pointer)}" if pointer else ""
    if len(names) > 1:
        quoted = [f'"{name}"' for name in names]
        return f"{join(quoted)} are missing{where}; add them"
    properties = schema.get("properties", {}) if pointer else _load(kind)["properties"]
    described = properties.get(names[0], {}).get("description", "")
    return f'"{names[0]}" is missing{where}; add it{": " + _first_sentence(described) if described else ""}'


def _words(pointer: Pointer) -> str:
    """Write a pointer for people: ("contacts", 0) is "contacts, number 1"."""
    return ", ".join(f"number {part + 1}" if isinstance(part, int) else part for part in pointer)


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].rstrip(".")


def _unknown(pointer: Pointer, name: str, known: Iterable[str]) -> str:
    names = list(known)
    nearest = difflib.get_close_matches(name, names, 1, MORE_THAN_A_MISTYPED_NAME)
    if nearest:
        return f'there is no field "{cut(name)}"; did you mean "{nearest[0]}"?'
    shown = NO_SUCH_FIELD if in_contact(pointer) else f'there is no field "{cut(name)}"'
    return f"{shown}; the fields here are {', '.join(names)}"


def _public(pointer: Pointer, message: str) -> Pointer:
    """End at the contact where a detail was typed for the name of a field."""
    return pointer[:-1] if message.startswith(NO_SUCH_FIELD) else pointer


def _not_allowed(value: Any, allowed: list[Any]) -> str:
    names = [str(option) for option in allowed]
    nearest = difflib.get_close_matches(str(value), names, 1, MORE_THAN_A_MISTYPED_NAME)
    hint = f'; did you mean "{nearest[0]}"?' if nearest else ""
    return f'"{cut(str(value))}" is not one of {", ".join(names)}{hint}'


def _any_of(error: Any) -> str:
    required = [option["required"] for option in error.validator_value if option.get("required")]
    alternatives = " or ".join(" and ".join(f'"{name}"' for name in names) for names in required)
    return f"{_words(error.absolute_path) or 'this'} needs {alternatives}"


def _forbidden(pointer: Pointer, comment: str) -> str:
    if "confidential" in comment:
        return f'a confidential place must not tell its "{pointer[-1]}"; delete the line and give only its area'
    if pointer[-1:] == ("gap",):
        return "only a proposed program may state a gap; list activities instead"
    return f'"{pointer[-1]}" may not stand here'


def _wrong_day(written: str) -> str:
    if DAY.fullmatch(written):
        return "is not a day of the calendar"
    return "is not written as year, month and day with dashes, such as 2026-01-31"


def _value(error: Any, pointer: Pointer) -> tuple[str, str]:
    """Rule and message for a keyword about one value: its type, form or size."""
    value, limit = error.instance, error.validator_value
    quoted = "the value" if not CONTACT_FIELDS.isdisjoint(pointer) or in_contact(pointer) else f'"{cut(str(value))}"'
    described = error.schema.get("description", "")
    match error.validator:
        case "type":
            wanted = " or ".join(TYPES[name] for name in ([limit] if isinstance(limit, str) else limit))
            given = "nothing" if value is None else _given(value)
            return "wrong-type", f"{given} stands here, but this must be {wanted}{_as(error)}{_because(described)}"
        case "pattern":
            return "wrong-form", f"{quoted} does not have the right form{_because(described)}"
        case "format":
            return "wrong-form", f"{quoted} {_wrong_day(str(value))}"
        case "minLength":
            return (
                "wrong-size",
                f"the text has {len(value)} characters, fewer than {limit}{_because(described)}",
            )
        case "maxLength":
            return "wrong-size", f"the text has {len(value)} characters; the limit is {limit}"
        case "minItems":
            return "wrong-size", f"the list has {len(value)} entries; at least {limit} is needed"
        case "maxItems" | "maxProperties":
            return "wrong-size", f"there are {len(value)} entries; the limit is {limit}"
        case "minimum" | "maximum":
            size = "small" if error.validator == "minimum" else "large"
            hint = "; have latitude and longitude changed places?" if pointer[-1:] == ("latitude",) else ""
            return "wrong-size", f"{quoted} is too {size}; the limit is {limit}{hint}"
        case "propertyNames":
            return "wrong-form", f"{quoted} is not a language code{_because(described)}"
        case _:
            return "wrong-form", f"{quoted} is not allowed here{_because(described)}"


def _as(error: Any) -> str:
    """Show a text as the list or the group it should be."""
    if not isinstance(error.instance, str):
        return ""
    shown = cut(error.instance)
    if error.validator_value == "array":
        return f": [{shown}]"
    needed = error.schema.get("required", []) if error.validator_value == "object" else []
    return f": {{{needed[0]}: {shown}}}" if len(needed) == 1 else ""


def _given(value: Any) -> str:
    match value:
        case dict():
            return "a group of fields"
        case list():
            return "a list"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case _:
            return "text"


def _because(described: str) -> str:
    return f". {described.rstrip('.')}" if described else ""
