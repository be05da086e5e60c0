"""Every keyword of the schemas does something: taking it away lets through what it refused."""

import copy
import functools
import json
import operator
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import jsonschema_rs
import pytest

from peerdir.reading import schema
from peerdir.reading.collection import Collection
from peerdir.reading.schema import BASE

Path = tuple[str | int, ...]
KINDS = ("program", "organization", "directory", "vocabulary")


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
    """Return a copy with another value at a place; what is beside the way there is shared, not copied."""
    if not path:
        return value
    changed = data.copy()
    changed[path[0]] = put(data[path[0]] if path[1:] else None, path[1:], value)
    return changed


WRONG: tuple[Any, ...] = (None, "", [], {}, 12345678901234567890, "x" * 20_000, ["x"] * 300, {"unknown": 1})


@pytest.mark.parametrize("kind", KINDS)
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


# Below, every keyword is taken out of the schemas, one at a time, and must be missed: some document near a sample file
# is refused with it and accepted without it. Taking away a condition may also do harm: what was valid is refused.

# What says nothing about a document; definitions do so through the references to them.
SILENT = {"$schema", "title", "description", "$comment", "definitions"}
ONE_BELOW = {"additionalProperties", "items", "contains", "propertyNames", "not", "if", "then", "else"}
SEVERAL_BELOW = {"allOf", "anyOf"}
NAMED_BELOW = {"properties", "definitions"}
LEAD_ON = ONE_BELOW | SEVERAL_BELOW | NAMED_BELOW
MISSING = object()
# Texts that keep to some patterns and not to others: no day of the calendar, a year no entry needs, days of the week.
TEXTS = ("?", "TU", "1TU", "2026-02-30", "3000-01-01", "aaa-Latn-419", "staff", "text of some length")
OTHERS: tuple[Any, ...] = (
    None,
    True,
    False,
    5,
    [],
    ["x"],
    [5],
    ["TU"],
    {},
    {"x": 1},
    {"city": "San Diego", "country": "US"},
)
# Fields, by kind of file, that the sample directory has no example of.
RARE: tuple[tuple[str, Any], ...] = (
    ("program", {"schedule": [{"location": "room", "freq": "daily", "start": "18:00"}]}),
    ("program", {"schedule": [{"location": "room", "by_appointment": True, "byday": ["TU"]}]}),
    ("program", {"publish": {"web": True, "print": True, "feed": True}}),
    (
        "directory",
        {
            "editions": [{"name": "Fall 2025", "date": "2025-11-01", "revision": "0" * 40, "tag": "edition-fall-2025"}],
            "keep_unanswered_searches": True,
            "booklet": {
                "parts": ["cover", "programs"],
                "translations": {
                    "es": {
                        "title": "Directorio",
                        "subtitle": "Ayuda entre iguales",
                        "edition": "2026",
                        "emergency": [{"phone": "911", "name": "Emergencia", "note": "Día y noche"}],
                        "inclusion_policy": "Todos los programas",
                        "disclaimer": "Sin garantía",
                    }
                },
            },
        },
    ),
)

# Keywords without which the same documents are refused: they only make a message clearer, for the reason given.
CLEARER = {
    "a list of allowed values is of one type anyway; this says that a list or a number stands where text must be": [
        "common/definitions/visibility/type",
        "organization/properties/type/type",
        *(
            f"program/properties/{place}/type"
            for place in (
                "status",
                "phase",
                "functions/properties/linkage/properties/links_to/items",
                "functions/properties/ongoing/properties/duration",
                "peer_supporters/properties/compensation",
                "service_area/items/properties/type",
                "referral/properties/methods/items",
                "referral/properties/capacity/properties/status",
                "credibility/properties/evidence/items/properties/criterion",
                "credibility/properties/evidence/items/properties/type",
                "credibility/properties/decision/properties/result",
                "verification/properties/method",
                "verification/properties/history/items/properties/method",
                "verification/properties/history/items/properties/result",
            )
        ),
        "program/definitions/language_offer/properties/level/type",
        "program/definitions/location/properties/type/type",
        "program/definitions/slot/properties/freq/type",
    ],
    "the field is required outside the condition too; here it keeps a second message away": [
        "program/allOf/0/if/required/0",
        "program/definitions/location/allOf/0/if/required/0",
        "program/definitions/location/allOf/1/if/required/0",
    ],
    "latitude and longitude need one another, so that forbidding one forbids both; each is named": [
        "program/definitions/location/allOf/1/then/properties/latitude/not",
        "program/definitions/location/allOf/1/then/properties/longitude/not",
    ],
    "an empty list holds no public contact either; this says that the list is empty": [
        "program/properties/contacts/minItems",
    ],
}


class Keyword(NamedTuple):
    """A keyword: the file of the schema, the place of the schema it stands in, and its own place below that."""

    file: str
    holder: Path
    below: Path

    @property
    def path(self) -> Path:
        return (*self.holder, *self.below)

    def __str__(self) -> str:
        return "/".join(map(str, (self.file, *self.path)))


class Visit(NamedTuple):
    """A place in a document about which a schema has a say, and what stands there."""

    kind: str
    document: Any
    place: Path
    value: Any


class Proof(NamedTuple):
    """A document on which the verdicts with and without a keyword differ; `harmed` if it is valid with the keyword."""

    kind: str
    document: Any
    harmed: bool


def at(whole: Any, path: Path) -> Any:
    return functools.reduce(operator.getitem, path, whole)


def below(name: str, part: Any) -> Iterator[tuple[Path, Any]]:
    """Yield the schemas that a keyword leads to, each with the way to it."""
    if name in SEVERAL_BELOW:
        yield from (((number,), one) for number, one in enumerate(part))
    elif name in NAMED_BELOW:
        yield from (((key,), one) for key, one in part.items())
    elif name in ONE_BELOW and isinstance(part, dict):
        yield (), part


def keywords(file: str, holder: Path = ()) -> Iterator[Keyword]:
    """Yield every keyword of a file; each name in `required` and `dependencies` is one of its own."""
    part = at(schema.schema(file), holder)
    for name, value in part.items():
        for way, _ in below(name, value):
            yield from keywords(file, (*holder, name, *way))
        if name in ("required", "dependencies"):
            yield from (
                Keyword(file, holder, (name, key)) for key in (value if name == "dependencies" else range(len(value)))
            )
        elif name not in SILENT:
            yield Keyword(file, holder, (name,))


EVERY = [keyword for file in (*KINDS, "common") for keyword in keywords(file)]


def visits(file: str, holder: Path, visit: Visit) -> Iterator[tuple[tuple[str, Path], Visit]]:
    """Yield every schema that looks at a place or at what is in it, whether or not its condition holds."""
    part = at(schema.schema(file), holder)
    yield (file, holder), visit
    if "$ref" in part:
        # In draft 7 what stands beside a reference is not looked at, nor is it here.
        other, _, inside = part["$ref"].partition("#/")
        yield from visits(other.partition(".")[0] or file, tuple(inside.split("/")), visit)
        return
    for name, value in part.items():
        for way, place in steps(name, value, part, visit.value):
            inner = Visit(visit.kind, visit.document, (*visit.place, *place), look(visit.value, place))
            yield from visits(file, (*holder, name, *way), inner)


def look(value: Any, place: Path) -> Any:
    """Return what stands at a place one step down, or MISSING."""
    for key in place:
        value = value.get(key, MISSING) if isinstance(value, dict) else value[key]
    return value


def steps(name: str, part: Any, whole: Mapping[str, Any], value: Any) -> Iterator[tuple[Path, Path]]:
    """Yield each way down in the schema from a keyword with the way down in the value that it looks at."""
    if name in ("not", "if", "then", "else", "propertyNames", *SEVERAL_BELOW):
        yield from ((way, ()) for way, _ in below(name, part))
    elif name == "properties" and isinstance(value, dict):
        yield from (((key,), (key,)) for key in part)
    elif name == "additionalProperties" and isinstance(value, dict) and isinstance(part, dict):
        yield from (((), (key,)) for key in value.keys() - whole.get("properties", {}).keys())
    elif name in ("items", "contains") and isinstance(value, list):
        yield from (((), (number,)) for number in range(len(value)))


def candidates(keyword: Keyword, value: Any) -> Iterator[Any]:
    """Yield values for the place of `value`, of which one should break the keyword and nothing else."""
    wanted = at(schema.schema(keyword.file), keyword.path)
    match keyword.below[0], value:
        case "minLength", _:
            yield "x" * (wanted - 1)
        case "maxLength", _:
            yield from ("x" * (wanted + 1), *(text for text in TEXTS if len(text) == wanted + 1))
        case "minimum", _:
            yield wanted - 1
        case "maximum", _:
            yield wanted + 1
        case "minItems" | "maxItems", list():
            yield value[:1] * (0 if keyword.below[0] == "minItems" else wanted + 1)
        case _, dict():
            yield from (
                {key: inner for key, inner in value.items() if key not in gone} for gone in asked(keyword, value)
            )
            some = next(iter(value.values()), "x")
            yield value | {"Not a field": some}
            yield value | {f"{one}{two}": some for one in "abcdefgh" for two in "abcdefgh"}
            yield "text"
        case _:
            yield from (*TEXTS, *OTHERS)


def asked(keyword: Keyword, value: Mapping[str, Any]) -> Iterator[set[str]]:
    """Yield names to take away together: each one alone, and all that the branches of an `anyOf` ask for."""
    yield from ({name} for name in value)
    whole = schema.schema(keyword.file)
    for path in (keyword.path, keyword.holder[:-1]):
        if path[-1:] == ("anyOf",):
            yield {name for branch in at(whole, path) for name in branch.get("required", ())}


def checks(keyword: Keyword | None = None) -> Mapping[str, jsonschema_rs.Draft7Validator]:
    """The validators of the kinds that a file of schemas serves, without a keyword; without any, those we have."""
    common = schema.schema("common")
    if keyword is None:
        return {kind: validator(kind, schema.schema(kind), common) for kind in KINDS}
    changed = copy.deepcopy(schema.schema(keyword.file))
    del at(changed, keyword.path[:-1])[keyword.path[-1]]
    if keyword.file == "common":
        return {kind: validator(kind, schema.schema(kind), changed) for kind in KINDS}
    return {keyword.file: validator(keyword.file, changed, common)}


class Search:
    """Looks for proofs, keyword by keyword; what proved one below or beside another is tried for that one first."""

    def __init__(self, documents: Sequence[tuple[str, Any]]) -> None:
        self.real = checks()
        self.documents = documents
        self.proofs: dict[Keyword, Proof] = {}
        self.visits: dict[tuple[str, Path], list[Visit]] = defaultdict(list)
        for kind, document in documents:
            assert self.real[kind].is_valid(document)
            for place, visit in visits(kind, (), Visit(kind, document, (), document)):
                self.visits[place].append(visit)

    def near(self, keyword: Keyword) -> Iterator[tuple[str, Any]]:
        """Yield documents that may prove a keyword, the likeliest first."""
        # A condition is proved by what its consequence refuses.
        where = keyword.holder[: keyword.holder.index("if")] if "if" in keyword.holder else keyword.path
        where = keyword.holder if keyword.below == ("if",) else where
        for other, proof in self.proofs.items():
            if other.file == keyword.file and other.path[: len(where)] == where:
                yield proof.kind, proof.document
        for visit in self.visits[keyword.file, keyword.holder]:
            for value in candidates(keyword, visit.value):
                yield visit.kind, put(visit.document, visit.place, value)
        yield from self.documents

    def prove(self, keyword: Keyword) -> Proof | None:
        without = checks(keyword)
        for kind, document in self.near(keyword):
            if kind in without and without[kind].is_valid(document) is not self.real[kind].is_valid(document):
                return Proof(kind, document, harmed=self.real[kind].is_valid(document))
        return None

    def says_more(self, keyword: Keyword) -> bool:
        """Tell whether a document gets other messages with a keyword than without."""
        without = checks(keyword)
        return any(
            said(self.real[kind], document) != said(without[kind], document)
            for kind, document in self.near(keyword)
            if kind in without
        )


def said(check: jsonschema_rs.Draft7Validator, document: Any) -> list[tuple[str, str]]:
    return sorted((str(error.instance_path), type(error.kind).__name__) for error in check.iter_errors(document))


@pytest.fixture(scope="module")
def search(sample: Collection) -> Search:
    """The documents to look through for a proof."""
    documents = [(entry.kind, json.loads(json.dumps(entry.source.data))) for entry in sample.entries]
    whole = dict(reversed(documents))
    return Search([*documents, *((kind, whole[kind] | fields) for kind, fields in RARE)])


@pytest.fixture(scope="module")
def done(search: Search) -> Search:
    """All keywords, each with its proof as far as there is one."""
    left = EVERY
    # Keywords that only lead to others are proved by what proved those, the second time.
    for _ in range(2):
        search.proofs |= {keyword: proof for keyword in left if (proof := search.prove(keyword))}
        left = [keyword for keyword in left if keyword not in search.proofs]
    return search


@pytest.mark.exhaustive
def test_every_keyword_is_missed_when_it_is_gone(done: Search) -> None:
    """If this fails: the keyword does nothing (delete it), or no sample comes near it (give one the field)."""
    assert len(EVERY) > 800
    unproved = {str(keyword) for keyword in EVERY if keyword not in done.proofs}
    assert sorted(unproved) == sorted(name for names in CLEARER.values() for name in names)


@pytest.mark.exhaustive
def test_what_a_keyword_asks_is_refused_and_only_conditions_do_harm_when_gone(done: Search) -> None:
    for keyword, proof in done.proofs.items():
        conditional = "if" in keyword.path or keyword.below[0] in LEAD_ON
        assert conditional or not proof.harmed, keyword


def test_keywords_that_refuse_nothing_of_their_own_make_a_message_clearer(search: Search) -> None:
    named = {str(keyword): keyword for keyword in EVERY}
    for name in (name for names in CLEARER.values() for name in names):
        assert search.says_more(named[name]), name


@pytest.mark.parametrize(("place", "name", "value"), [("name", "maxLength", 5), ("summary", "minimum", 5)])
def test_a_keyword_that_does_nothing_is_found(
    place: str, name: str, value: int, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a reference nothing is looked at, and a text is neither small nor large."""
    monkeypatch.setitem(schema.schema("program")["properties"][place], name, value)
    idle = Keyword("program", ("properties", place), (name,))
    assert search.prove(idle) is None
    assert not search.says_more(idle)
