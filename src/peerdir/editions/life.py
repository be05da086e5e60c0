"""The life of one entry: what each commit changed in it, in people's words."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from peerdir.audience import Audience
from peerdir.changes import Change, Event, changes
from peerdir.editions import history
from peerdir.editions.history import Step
from peerdir.reading.collection import Collection, ids, load, read_entry
from peerdir.reading.layout import file_at, path_of


def events(root: Path, id: str, audience: Audience) -> Sequence[Event]:  # noqa: A002 - the field's own name
    """Return what happened to a program, the newest first, under its earlier ids too; nothing for an unknown one.

    Everything else, such as organizations and the words for codes, is taken as it is today. Raises
    `history.HistoryError` when git cannot answer.
    """
    now = load(root, programs=())
    return [_event(step, now, audience) for step in history.life(root, path_of("program", id))]


def _event(step: Step, now: Collection, audience: Audience) -> Event:
    before, after = _state(now, step.old_path, step.before), _state(now, step.path, step.after)
    unreadable = (step.before is not None and not before.programs) or (step.after is not None and not after.programs)
    told: Sequence[Change] = () if unreadable else changes(before, after, audience)
    change = next(iter(told), None)
    return Event(
        commit=step.commit,
        day=step.day,
        author=step.author,
        message=step.message,
        id=Path(step.path).stem,
        change=change,
        readable=not unreadable,
    )


def _state(now: Collection, path: str, text: bytes | None) -> Collection:
    """Return today's directory with no program but this one, as it was."""
    # The directory may have stood in another folder of the repository.
    file = file_at("/".join(path.split("/")[-2:]))
    if file is None or text is None:
        return dataclasses.replace(now, ids=ids([]))
    entry, _ = read_entry(file, text)
    return dataclasses.replace(now, entries=(*now.entries, *((entry,) if entry else ())), ids=ids([file]))
