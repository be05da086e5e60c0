"""Mending what has exactly one right answer: only the bytes of a value change, and every change is looked at again.

Nothing is written here: what comes out are the new bytes of each file.
"""

import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from peerdir.diagnostic import Diagnostic, Edit, Pointer, Severity
from peerdir.reading.collection import Collection, Entry
from peerdir.reading.source import line_starts

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# A mended value can show the next fault, such as a code that now stands twice; honest files need two or three rounds.
ROUNDS = 20
ANY_TEXT = object()

Examined = tuple[Collection, Sequence[Diagnostic]]
Examine = Callable[[Mapping[str, bytes]], Examined]
"""Read and lint the directory with these texts in place of its files; every finding, without a limit."""
Choose = Callable[[Sequence[Diagnostic]], Sequence[Diagnostic]]
"""Keep the findings that are to be mended."""


class Mended(NamedTuple):
    """One file as it was read and as it shall be, and how many values differ."""

    before: bytes
    after: bytes
    values: int


class Mending(NamedTuple):
    """The mended files by path, those that were left because mending went wrong (and why), and what is still found."""

    files: Mapping[str, Mended]
    refused: Mapping[str, str]
    left: Sequence[Diagnostic]


class OverlapError(ValueError):
    """Two edits want to change the same place."""


def apply(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """Make all edits at once; every byte outside them stays. Raises OverlapError when two of them meet."""
    mark = BYTE_ORDER_MARK if raw.startswith(BYTE_ORDER_MARK) else b""
    text = raw.removeprefix(mark).decode()
    ordered = sorted(edits)
    for one, other in pairwise(ordered):
        if _meet(one, other):
            raise OverlapError(f"two edits meet in line {other.span.line}")
    starts, parts, done = line_starts(text), [], 0
    for edit in ordered:
        start, end = (starts[line - 1] + column - 1 for line, column in (edit.span[:2], edit.span[2:]))
        parts += [text[done:start], edit.text]
        done = end
    return mark + "".join([*parts, text[done:]]).encode()


def _meet(one: Edit, other: Edit) -> bool:
    """Tell whether two edits, in order, touch the same place; what is only put in must stand clear of the other."""
    end, start = one.span[2:], other.span[:2]
    return end > start or (end == start and start in (one.span[:2], other.span[2:]))


def mend(examine: Examine, choose: Choose = lambda found: found) -> Mending:
    """Mend round by round until nothing is left to mend, and look at each round's result before it counts.

    A file that would get an error it did not have, or in which any other value would change, is left as it was.
    """
    files: dict[str, Mended] = {}
    refused: dict[str, str] = {}
    texts: dict[str, bytes] = {}
    now = examine(texts)
    for _ in range(ROUNDS):
        step = mended(now[0], [one for one in choose(now[1]) if one.path not in refused])
        if not step:
            break
        then = examine(texts | {path: one.after for path, (one, _) in step.items()})
        wrong = {path: why for path, (_, done) in step.items() if (why := _wrong(path, done, now, then))}
        refused |= wrong
        for path in step.keys() - wrong.keys():
            (before, after, values), _ = step[path]
            old = files.get(path, Mended(before, after, 0))
            files[path], texts[path] = Mended(old.before, after, old.values + values), after
        now = examine(texts) if wrong else then
    return Mending({path: files[path] for path in sorted(files)}, refused, now[1])


def mended(
    collection: Collection, diagnostics: Iterable[Diagnostic]
) -> Mapping[str, tuple[Mended, Sequence[Diagnostic]]]:
    """Return each file with its edits made, and which findings that mends; of two that meet the first is taken."""
    entries = {entry.path: entry for entry in collection.entries}
    chosen: dict[str, list[Diagnostic]] = {}
    for one in diagnostics:
        if one.edits and one.path in entries:
            chosen.setdefault(one.path, []).append(one)
    return {path: _one_file(entries[path], found) for path, found in chosen.items()}


def _one_file(entry: Entry, found: Iterable[Diagnostic]) -> tuple[Mended, Sequence[Diagnostic]]:
    raw = entry.source.raw
    done: list[Diagnostic] = []
    edits: list[Edit] = []
    for one in found:
        if all(_fits(edit, edits) for edit in one.edits):
            done.append(one)
            for edit in one.edits:
                bisect.insort(edits, edit)
    return Mended(raw, apply(raw, edits), len(done)), done


def _fits(edit: Edit, others: Sequence[Edit]) -> bool:
    at = bisect.bisect(others, edit)
    return not any(_meet(*pair) for pair in pairwise((*others[max(0, at - 1) : at], edit, *others[at : at + 1])))


def _wrong(path: str, done: Sequence[Diagnostic], before: Examined, after: Examined) -> str | None:
    """Say why a mended file must not be written, or None."""
    errors = _errors(path, after[1]) - _errors(path, before[1])
    if errors:
        return f"mending would bring a new error ({', '.join(sorted(errors))})"
    old, new = (next((entry for entry in found.entries if entry.path == path), None) for found, _ in (before, after))
    if not old or not new or not _same(_expected(old.source.data, done), new.source.data):
        return "mending would change another value"
    return None


def _errors(path: str, found: Iterable[Diagnostic]) -> Counter[str]:
    return Counter(one.rule for one in found if one.path == path and one.severity is Severity.ERROR)


def _expected(data: Any, done: Sequence[Diagnostic]) -> Any:
    """Return what a second reading must give: all values as they were but for the ones that findings name."""
    gone = {one.pointer for one in done if not any(edit.text for edit in one.edits)}
    changed = {one.pointer for one in done} - gone

    def walk(value: Any, pointer: Pointer) -> Any:
        if pointer in changed:
            return ANY_TEXT
        match value:
            case dict():
                return {key: walk(part, (*pointer, key)) for key, part in value.items()}
            case list():
                parts = (((*pointer, index), part) for index, part in enumerate(value))
                return [walk(part, at) for at, part in parts if at not in gone]
        return value

    return walk(data, ())


def _same(expected: Any, found: Any) -> bool:
    if expected is ANY_TEXT:
        return isinstance(found, str)
    if type(expected) is not type(found):
        return False
    match expected:
        case dict():
            return list(expected) == list(found) and all(_same(expected[key], found[key]) for key in expected)
        case list():
            return len(expected) == len(found) and all(map(_same, expected, found))
    return bool(expected == found)
