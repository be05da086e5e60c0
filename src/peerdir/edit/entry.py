"""Answers to the files of a new entry, and what is still wrong with them, in words that name the question."""

import copy
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from peerdir.diagnostic import Diagnostic, Pointer, Severity
from peerdir.edit import questions as asked
from peerdir.edit.contract import below, part
from peerdir.edit.draft import completed, compose, id_of, put
from peerdir.edit.paths import pointer
from peerdir.edit.questions import RUNNER_TYPE, Question
from peerdir.edit.said import ManyMeaningsError, coded, organization, vocabulary_of
from peerdir.lint import fix
from peerdir.lint.check import check
from peerdir.reading.collection import Collection, Entry, read_entry
from peerdir.reading.layout import file_at, is_id, path_of
from peerdir.rule import Context
from peerdir.rules import all_rules

MODELINE = "# yaml-language-server: $schema=../../schemas/{kind}.schema.json"
# Found before any field is: whatever was said last is the reason.
UNREADABLE = ("hidden-character", "invalid-encoding", "too-large", "yaml-syntax")
SIDES = ("program_contacts", "health_care_contacts")


class Wrong(NamedTuple):
    """Something an answer lacks: where the answer goes, what is wrong, and whether it must be mended."""

    pointer: Pointer
    message: str
    rule: str = ""
    is_error: bool = True


class Made(NamedTuple):
    """The files of a new entry by their paths, its own last; what its answers lack; the questions still open."""

    files: Mapping[str, bytes]
    path: str
    wrong: Sequence[Wrong]
    missing: Sequence[Question]


def make(answers: Mapping[str, Any], id_: str, collection: Collection, today: dt.date) -> Made:
    """Make the files of a new program from what is answered so far."""
    data, wrong = meant(answers, collection, today)
    files, more = _runner(data, answers, collection)
    missing = asked.missing(data)
    path = path_of("program", id_ or "new-program")
    wrong += more
    wrong += [
        one
        for one in _found(data, missing, path, collection, today, new=files)
        if not any(one.pointer[: len(other.pointer)] == other.pointer for other in wrong)
    ]
    raw = compose(data, "program", first_line("program", collection))
    files[path] = _mended(path, raw, Context(collection=collection, today=today))
    return Made(files, path, wrong, missing)


def make_organization(data: Mapping[str, Any], id_: str, collection: Collection, today: dt.date) -> Made:
    """Make the file of a new organization."""
    path = path_of("organization", id_ or "new-organization")
    raw = compose(data, "organization", first_line("organization", collection))
    wrong = _look(path, raw, collection, today)
    return Made({path: raw}, path, wrong, ())


def meant(answers: Mapping[str, Any], collection: Collection, today: dt.date) -> tuple[dict[str, Any], list[Wrong]]:
    """Return the answers as a file writes them: codes for words, ids for names; and words of two meanings."""
    data = completed(answers, collection.directory.country, today)
    wrong = []
    for at, value in list(_coded_places(data)):
        try:
            put(data, at, coded(collection, at, value))
        except ManyMeaningsError as error:
            wrong.append(Wrong(at, str(error)))
    _name_clinics(data, collection)
    return data, wrong


def _coded_places(value: Any, at: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    """Yield every value that is made of codes."""
    if at and vocabulary_of(at) and part("program", at):
        yield at, value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from _coded_places(inside, (*at, key))
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            yield from _coded_places(inside, (*at, index))


def _name_clinics(data: dict[str, Any], collection: Collection) -> None:
    """An organization said by name becomes its id; one that the directory does not know, a name of the contact."""
    referral = data.get("referral")
    sides = [referral.get(side) for side in SIDES] if isinstance(referral, dict) else []
    for contact in (one for side in sides if isinstance(side, list) for one in side if isinstance(one, dict)):
        said = contact.get("organization")
        if not isinstance(said, str):
            continue
        if known := organization(collection, said):
            contact["organization"] = known.id
        elif not _may_be_id(said, collection):
            contact.setdefault("name", contact.pop("organization"))


def _may_be_id(said: str, collection: Collection) -> bool:
    """Tell whether an organization nobody knows was named by its id: a single word is what people call it."""
    return is_id(said) and ("-" in said or said in collection.ids.get("organization", ()))


def _runner(
    data: dict[str, Any], answers: Mapping[str, Any], collection: Collection
) -> tuple[dict[str, bytes], list[Wrong]]:
    """Say who runs the program by id; make the file of an organization that is new."""
    said = data.get("organization")
    if not isinstance(said, str) or not said:
        return {}, []
    if known := organization(collection, said):
        data["organization"] = known.id
        return {}, []
    if said in collection.ids.get("organization", ()):
        return {}, []
    id_ = id_of(said)
    if not is_id(id_):
        return {}, [Wrong(("organization",), f'"{said}" has no letters for a file name; use a name in Latin letters')]
    data["organization"] = id_
    if not answers.get(RUNNER_TYPE):
        message = f'"{said}" is new to the directory; say what kind of organization it is, or use a name that is there'
        return {}, [Wrong((RUNNER_TYPE,), message)]
    new = {"name": said, "type": answers[RUNNER_TYPE]}
    return {path_of("organization", id_): compose(new, "organization", first_line("organization", collection))}, []


def first_line(kind: str, collection: Collection) -> str:
    """Return the line by which editors find the schema, as the other files of this kind have it."""
    lines = (one.source.text.partition("\n")[0].rstrip("\r") for one in collection.entries if one.kind == kind)
    return next((line for line in lines if line.startswith("# yaml-language-server:")), MODELINE.format(kind=kind))


def _found(
    data: Mapping[str, Any],
    missing: Sequence[Question],
    path: str,
    collection: Collection,
    today: dt.date,
    new: Mapping[str, bytes],
) -> list[Wrong]:
    """Return what reading and rules find in the answers there are; examples stand in for those that are missing."""
    filled: dict[str, Any] = copy.deepcopy(dict(data))
    for question in missing:
        if "/" not in question.path:
            put(filled, pointer("program", question.path, filled), example(question, collection))
    filled, _ = meant(filled, collection, today)
    stand_ins = [pointer("program", one.path, filled) for one in missing if "/" not in one.path]
    # Whoever runs it is there, or will be, or has been asked for already.
    known = collection.ids.get("organization", frozenset()) | {str(data.get("organization"))}
    widened = Collection(entries=(*collection.entries, *_entries(new)), ids={**collection.ids, "organization": known})
    return [
        one
        for one in _look(path, compose(filled, "program", ""), widened, today)
        if not any(one.pointer[: len(at)] == at for at in stand_ins)
    ]


def example(question: Question, collection: Collection) -> Any:
    """Return a value that is right for a question, to stand in for an answer."""
    if question.choices:
        first = next(iter(question.choices))
        return first == "true" if question.part.type == "boolean" else [first] if question.several else first
    if question.vocabulary:
        found = collection.vocabularies.get(question.vocabulary)
        code = next((term.code for term in found.terms if not term.moved_to), "any") if found else "any"
        inside = below(question.part, 0)
        is_group = inside is not None and inside.type == "object"
        return ([{"code": code}] if is_group else [code]) if question.part.type == "array" else code
    if question.path == "organization":
        return next(iter(collection.organizations), "example")
    return [question.example] if question.part.type == "array" else question.example


def _look(path: str, raw: bytes, collection: Collection, today: dt.date) -> list[Wrong]:
    """Read and check one file alone."""
    file = file_at(path)
    if file is None:
        return []
    context = Context(collection=collection, today=today)
    entry, found = read_entry(file, _mended(path, raw, context))
    told: Sequence[Diagnostic] = check(entry, context, all_rules(), limit=None).found if entry else found
    return [Wrong(one.pointer, one.message, one.rule, one.severity is Severity.ERROR) for one in told]


def _mended(path: str, raw: bytes, context: Context) -> bytes:
    """Mend what has exactly one right answer, such as a phone number of this country without its code."""
    file = file_at(path)
    entry = read_entry(file, raw)[0] if file else None
    if not file or not entry:
        return raw
    found = check(entry, context, all_rules(), limit=None).found
    mended = fix.mended(Collection(entries=(entry,)), found)
    after = mended[path][0].after if path in mended else raw
    return after if read_entry(file, after)[0] else raw


def _entries(files: Mapping[str, bytes]) -> Iterator[Entry]:
    for path, raw in files.items():
        file = file_at(path)
        entry = read_entry(file, raw)[0] if file else None
        if entry:
            yield entry


def about(wrong: Sequence[Wrong], question: Question) -> Sequence[Wrong]:
    """Return what is wrong with the answer to one question."""
    at: Pointer = (question.path,) if "/" in question.path else pointer("program", question.path, None)
    return [one for one in wrong if one.pointer[: len(at)] == at or one.rule in UNREADABLE]


def question_of(one: Wrong) -> Question | None:
    """Return the question whose answer is wrong: the one whose place is nearest."""
    places = {path: (path,) if "/" in path else pointer("program", path, None) for path in asked.BY_PATH}
    found = [path for path, at in places.items() if one.pointer[: len(at)] == at]
    return asked.BY_PATH[max(found, key=lambda path: len(places[path]))] if found else None
