"""Whether a file of fixed words says what can be said there: by its names, their kinds and their {gaps}.

What can be said is what the files of the other languages say: nothing else has to be kept in step with them.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from peerdir.diagnostic import Pointer
from peerdir.reading.source import Source
from peerdir.render import plurals, word_files
from peerdir.wording import WordingError, wording

ENGLISH = "en"
TOP = "booklet"
# What each language says in its own way: phrases by any name, and days and times, which `wording` checks.
PHRASES, WHEN = (TOP, "phrases"), (TOP, "when")
# It stands behind what is not translated: in English, behind nothing.
MARK = ("untranslated",)
GAP = re.compile(r"\{(\w+)\}")
# Folders whose words may be said for each number wherever a number is filled in, as a language needs it.
COUNTED = ("leaflets", "referral")
FORMS = ("zero", "one", "two", "few", plurals.MANY, "other")
LISTED = 6


class Fault(NamedTuple):
    """What is wrong with the words at a place, or with the name they have there."""

    pointer: Pointer
    message: str
    is_name: bool = False


def checked(path: Path, templates: Path, error: type[Exception]) -> dict[str, Any]:
    """Return the words of a file under `templates` that the files beside it agree with.

    Raises `error` with file and line for words that nobody asks for or that cannot be used, and for English words that
    are missing: in other languages these stand in for what is.
    """
    name = word_files.name_of(path, templates)
    source = word_files.source(path, name, error)
    others = _others(path)
    # One other language nearly always agrees; only where it does not, the rest are asked.
    first = next(others, None)
    if first is None or not _fault(source, [first], path):
        return _data(source)
    if fault := _fault(source, [first, *others], path):
        raise error(_said(fault, name, source))
    return _data(source)


def check(source: Source, name: str, known: Sequence[Mapping[str, Any]], error: type[Exception]) -> None:
    """Raise `error` with file and line for the first words of a file called `name` that no file in `known` has."""
    if fault := next(_faults((), source.data, known, Path(name).parent.name in COUNTED), None):
        raise error(_said(fault, name, source))


def check_days(source: Source, name: str, said: Mapping[str, Any], error: type[Exception]) -> None:
    """Raise `error` for how a file says days and times; `said` has all its language says, with what stands below."""
    own, whole = (_at(data, WHEN) for data in (source.data, said))
    for field in own if isinstance(own, Mapping) and isinstance(whole, Mapping) else ():
        try:
            wording({field: whole[field]})
        except WordingError as wrong:
            raise error(f"{word_files.place(name, source, (*WHEN, field))}: {wrong}") from wrong


def _data(source: Source) -> dict[str, Any]:
    found: dict[str, Any] = source.data
    return found


def _others(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield what the other languages say, English first; files that cannot be read say nothing here."""
    files = sorted(path.parent.glob("*.yaml"), key=lambda file: (file.stem != ENGLISH, file.name))
    for file in files:
        if file != path:
            try:
                yield word_files.source(file, file.name, LookupError).data
            except LookupError:
                continue


def _fault(source: Source, others: Sequence[Mapping[str, Any]], path: Path) -> Fault | None:
    found = next(_faults((), source.data, others, path.parent.name in COUNTED), None)
    return found or (next(_missing((), source.data, others), None) if path.stem == ENGLISH else None)


def _said(fault: Fault, name: str, source: Source) -> str:
    return f"{word_files.place(name, source, fault.pointer, key=fault.is_name)}: {fault.message}"


def _faults(pointer: Pointer, value: Any, likes: Sequence[Any], counted: bool) -> Iterator[Fault]:
    """Yield what is wrong with a value; `likes` are those at its place in the other languages."""
    if pointer == WHEN:
        return
    if value is None or (isinstance(value, str) and not value.strip() and pointer != MARK):
        yield Fault(pointer, f"the words for {_called(pointer)} are missing")
        return
    if counted and _kind(value) == "forms":
        likes = [{plurals.MANY: like} if isinstance(like, str) and GAP.search(like) else like for like in likes]
    if _kind(value) not in {_kind(like) for like in likes}:
        yield Fault(pointer, f"{_called(pointer)} should {_wanted(value, likes)}")
        return
    match value:
        case str():
            yield from _gap_faults(pointer, value, likes)
        case list():
            items = [item for like in likes if isinstance(like, list) for item in like]
            for number, item in enumerate(value):
                yield from _faults((*pointer, number), item, items, counted)
        case dict():
            groups = [like for like in likes if isinstance(like, Mapping)]
            yield from _faults_within(pointer, value, groups, counted)


def _faults_within(
    pointer: Pointer, value: Mapping[str, Any], likes: Sequence[Mapping[str, Any]], counted: bool
) -> Iterator[Fault]:
    for key, below in value.items():
        here = (*pointer, key)
        found = [like[key] for like in likes if key in like]
        if not found and key in FORMS:
            found = [like[plurals.MANY] for like in likes if plurals.MANY in like]
        if found or pointer == PHRASES or here == WHEN:
            yield from _faults(here, below, found or [key], counted)
        else:
            yield Fault(here, f"there are no words called {_called(here)}{_near(pointer, key, likes)}", is_name=True)


def _gap_faults(pointer: Pointer, text: str, likes: Sequence[Any]) -> Iterator[Fault]:
    if set(GAP.sub("", text)) & {"{", "}"}:
        message = f"a curly bracket in {_called(pointer)} is alone; a name stands between two, as in {{date}}"
        yield Fault(pointer, message)
    known = sorted({gap for like in likes for form in _texts(like) for gap in GAP.findall(form)})
    for gap in GAP.findall(text):
        if gap not in known:
            near = difflib.get_close_matches(gap, known, 1)
            listed = " and ".join(f"{{{one}}}" for one in known)
            hint = f"; did you mean {{{near[0]}}}?" if near else f"; there is {listed}" if known else ""
            yield Fault(pointer, f"{{{gap}}} in {_called(pointer)} is no name that is known there{hint}")


def _texts(like: Any) -> Iterator[str]:
    """Yield the words of a text, in each of its forms."""
    match like:
        case str():
            yield like
        case dict() if plurals.MANY in like:
            yield from (form for form in like.values() if isinstance(form, str))


def _missing(pointer: Pointer, value: Any, likes: Sequence[Any]) -> Iterator[Fault]:
    """Yield what most of the other languages say here and this one does not."""
    groups = [like for like in likes if isinstance(like, Mapping)]
    if not isinstance(value, Mapping) or pointer in (PHRASES, WHEN):
        return
    for key in dict.fromkeys(key for like in groups for key in like):
        found = [like[key] for like in groups if key in like]
        if key in value:
            yield from _missing((*pointer, key), value[key], found)
        elif 2 * len(found) > len(likes) and (*pointer, key) != WHEN and (key not in FORMS or key == plurals.MANY):
            yield Fault(pointer, f"the words for {_called((*pointer, key))} are missing", is_name=True)


def _kind(value: Any) -> str:
    match value:
        case str():
            return "text"
        case list() if value:
            return "list"
        case dict():
            return "forms" if plurals.MANY in value or (value and set(value) <= {*FORMS}) else "group"
    return ""


def _wanted(value: Any, likes: Sequence[Any]) -> str:
    """Return what should stand in the place of a value of the wrong kind."""
    match likes[0]:
        case list():
            return "be a list: a line for each, with a dash before it"
        case dict() as group if _kind(group) == "forms":
            return f"say it for each number, as in {' and '.join(group)}"
        case dict() as group:
            listed = ", ".join([*group][:LISTED])
            return f"hold words with a name: {listed}{' …' * (len(group) > LISTED)}"
    if isinstance(value, int | float):
        return f"be text; put {str(value).lower()} in quotes"
    return f"be one text, and not {'a list' if isinstance(value, list) else 'words with a name each'}"


def _near(pointer: Pointer, key: str, likes: Sequence[Mapping[str, Any]]) -> str:
    """Suggest the name beside it that is most like it, else the same name elsewhere below."""
    beside = dict.fromkeys(name for like in likes for name in like)
    if near := difflib.get_close_matches(key, beside, 1):
        return f"; did you mean {_called((*pointer, near[0]))}?"
    deeper = next((found for like in likes[:1] for found in _named(pointer, like, key)), None)
    return f"; did you mean {'.'.join(map(str, deeper))!r}?" if deeper else ""


def _named(pointer: Pointer, group: Mapping[str, Any], key: str) -> Iterator[Pointer]:
    for name, below in group.items():
        if name == key:
            yield (*pointer, name)
        elif isinstance(below, Mapping):
            yield from _named((*pointer, name), below, key)


def _at(data: Any, pointer: Pointer) -> Any:
    for key in pointer:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def _called(pointer: Pointer) -> str:
    """Return what words are called, as the templates ask for them: "entry.checked"."""
    below = pointer[1:] if pointer[0] == TOP and len(pointer) > 1 else pointer
    return repr(".".join(str(key) for key in below if isinstance(key, str)))
