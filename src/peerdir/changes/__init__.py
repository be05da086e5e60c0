"""What changed between two states of a directory, in the words of its readers: new, closed, renamed, different."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from peerdir.audience import Audience, view
from peerdir.changes.pairs import renamed
from peerdir.changes.secrets import guarded
from peerdir.changes.settings import settings
from peerdir.changes.tell import details
from peerdir.changes.told import KINDS, Change, Context, Detail, Event
from peerdir.reading.collection import Collection
from peerdir.records import Program

__all__ = ["KINDS", "Change", "Context", "Detail", "Event", "changes", "unread"]


def changes(before: Collection, after: Collection, audience: Audience = "public") -> Sequence[Change]:
    """Return what became of the settings and every program, by kind and name; nothing for two that say the same.

    The public hears of programs that are or were listed, and of examples, and of nothing else. Numbers of contacts that
    are gone, former places of programs that meet at a confidential one now, and texts that were taken out are not
    repeated to it. Leave out what must not be published (`publishing.publishable`) before. Of a program whose file
    could not be read on one side nothing is told; `unread` names those.
    """
    context = Context(before=view(before, audience), after=view(after, audience), public=audience == "public")
    silent = set(unread(before)) | set(unread(after))
    old, new = _told(context.before, context, silent), _told(context.after, context, silent)
    moved = renamed(_without(old, after), _without(new, before))
    found = [*_both(old, new, moved, context), *_new(old, new, moved), *_gone(old, new, moved, context)]
    if context.public:
        found = [guarded(change, after) for change in found]
    ordered = sorted(found, key=lambda change: (KINDS.index(change.kind), change.name.casefold(), change.id))
    return [*settings(context), *ordered]


def unread(collection: Collection) -> Sequence[str]:
    """Return the ids of programs that have a file and no record: it breaks the contract, or was left out."""
    return sorted(collection.ids.get("program", frozenset()) - {program.id for program in collection.programs})


def _told(collection: Collection, context: Context, silent: Container[str]) -> Mapping[str, Program]:
    """The programs of which the audience hears."""
    heard = (program for program in collection.programs if program.id not in silent)
    return {program.id: program for program in heard if not context.public or _is_public(program)}


def _is_public(program: Program) -> bool:
    """News travel like a feed, so what is kept out of feeds is kept out of them."""
    return (program.listed or program.status == "historical") and program.publish.feed


def _without(programs: Mapping[str, Program], other: Collection) -> Iterable[Program]:
    """Those whose id has no file on the other side, closed or not."""
    known = {*other.ids.get("program", ()), *(program.id for program in other.programs)}
    return [program for id_, program in programs.items() if id_ not in known]


def _both(
    old: Mapping[str, Program], new: Mapping[str, Program], moved: Mapping[str, str], context: Context
) -> Iterator[Change]:
    """Programs there were and there are."""
    for was in old.values():
        now = new.get(moved.get(was.id, was.id))
        if now is None or was.listed != now.listed:
            continue
        found = tuple(details(was, now, context))
        another = was.id != now.id or was.name != now.name
        if found or another:
            checked = not another and all(detail.field.startswith("verification.") for detail in found)
            yield Change(
                kind="renamed" if another else "checked" if checked else "changed",
                id=now.id,
                name=now.name,
                old_id=was.id if was.id != now.id else None,
                old_name=was.name if was.name != now.name else None,
                details=tuple(detail for detail in found if detail.field != "name"),
            )


def _new(old: Mapping[str, Program], new: Mapping[str, Program], moved: Mapping[str, str]) -> Iterator[Change]:
    """Programs there were not, or that are listed now and were not."""
    back = {now: was for was, now in moved.items()}
    for now in new.values():
        was = old.get(back.get(now.id, now.id))
        if was is None or (now.listed and not was.listed):
            yield Change(kind="new", id=now.id, name=now.name, details=(Detail(field="summary", text=now.summary),))


def _gone(
    old: Mapping[str, Program], new: Mapping[str, Program], moved: Mapping[str, str], context: Context
) -> Iterator[Change]:
    """Programs there were and are not, or that were listed and are not. The public is not told why one is gone."""
    for was in old.values():
        now = new.get(moved.get(was.id, was.id))
        if now is None or (was.listed and not now.listed):
            left = context.after.program(was.id)
            closed = left is not None and left.status in ("closed", "historical")
            yield Change(kind="closed" if closed else "gone", id=was.id, name=was.name)
