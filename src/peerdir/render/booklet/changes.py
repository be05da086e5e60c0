"""What changed since the last edition: programs that are new, that say something else, and that are gone.

Two editions are compared as they are printed for the same audience. What that audience may not see is in neither, so
it cannot show, not even as "changed".
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from peerdir.changes.pairs import told
from peerdir.reading.collection import Collection
from peerdir.records import Program
from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.entry import entry
from peerdir.render.booklet.order import by_name
from peerdir.render.booklet.passages import Passage

# Kinds of records that stand in entries; the words around them are today's on both sides.
COMPARED = ("program", "organization")
# Parts of an entry whose change is no news: that it was checked again, and how much room there was on some day.
NO_NEWS = ("id", "address", "marks", "translations", "verification")


def changes(listed: list[Program], entries: Mapping[str, Any], edition: Edition) -> dict[str, Any] | None:
    """Return what has changed since the edition in `wishes.since`; None when nothing did, or there was none.

    A program is `id` and `name`; one that says something else has `fields`, the words for what is different.
    """
    if edition.wishes.since is None:
        return None
    then = _as_now(edition.wishes.since, edition)
    printed = [program for program in then.collection.programs if program.printed]
    moved = _moved(printed, listed, edition)
    before = {moved.get(program.id, program.id): program for program in printed}
    ordered = sorted(listed, key=by_name(edition))
    found = {
        "new": [_program(p, entries) for p in ordered if p.id not in before],
        "changed": [
            {**_program(p, entries), "fields": edition.maybe(edition.wording.list_comma.join(different))}
            for p in ordered
            if p.id in before and (different := list(_different(before[p.id], p, then, entries[p.id], edition)))
        ],
        "closed": [{"name": then.title(p)} for p in sorted(_gone(before, edition), key=by_name(then))],
    }
    return {"since": _since(edition.wishes.since, edition), **found} if any(found.values()) else None


def _as_now(before: Collection, edition: Edition) -> Edition:
    """Return the last edition with the vocabulary of today: a new word for a code changes no program."""
    records = [one for one in before.entries if one.kind in COMPARED]
    records += [one for one in edition.collection.entries if one.kind not in COMPARED]
    collection = dataclasses.replace(before, entries=tuple(records))
    return dataclasses.replace(edition, collection=collection)


def _program(program: Program, entries: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": program.id, "name": entries[program.id]["name"]}


def _different(
    old: Program, new: Program, then: Edition, printed: Mapping[str, Any], edition: Edition
) -> Iterator[str]:
    """Yield the words for each part of the entry that is printed differently."""
    if old.status != new.status:
        yield edition.word("changes.paused" if new.status == "paused" else "changes.open")
    was = entry(old, then)
    for part, value in printed.items():
        if part not in NO_NEWS and _lasting(part, value) != _lasting(part, was.get(part)):
            yield edition.word(f"changes.fields.{part}")


def _lasting(part: str, value: Any) -> Any:
    """Return what lasts of a part of an entry: how much room there is at the moment does not."""
    return {**value, "capacity": None} if part == "referral" and value else value


def _moved(printed: Iterable[Program], listed: Iterable[Program], edition: Edition) -> Mapping[str, str]:
    """Return the new ids of programs that have told of another one: such a program is neither gone nor new."""
    now = {*edition.collection.ids.get("program", ()), *(program.id for program in edition.collection.programs)}
    return dict(told([program for program in printed if program.id not in now], list(listed)))


def _gone(before: Mapping[str, Program], edition: Edition) -> Iterator[Program]:
    """Yield the programs that may be called gone: one that has closed, or whose file is no longer there.

    Nothing is said of one that is no longer to be published, or whose file could not be read; nor of one that is not
    among those wished for.
    """
    now = {program.id: program for program in edition.collection.programs}
    files, only = edition.collection.ids.get("program", frozenset()), edition.wishes.only
    for id_, program in before.items():
        if only is not None and id_ not in only:
            continue
        known = now.get(id_)
        if (known is None and id_ not in files) or (known and known.status == "closed" and known.publish.print):
            yield program


def _since(before: Collection, edition: Edition) -> Passage:
    """Name the last edition, if its name is another one."""
    settled = before.directory.edition
    name = edition.wishes.since_name or settled
    if name is None or name == edition.collection.directory.edition:
        return edition.fixed("changes.since_last")
    own = edition.settings_text(before.directory).edition if name == settled else None
    return edition.fixed("changes.since", edition=own or name)
