"""The schedule: which meeting became which, and how that is said."""

from collections.abc import Iterator, Sequence

from peerdir import words
from peerdir.changes.told import Context, Detail
from peerdir.changes.values import compared, listed
from peerdir.records import Location, Program, Slot

LIKE_ENOUGH = 3
NUMBERS = {1: "one hour", 2: "two hours", 3: "three hours"}
FIELD = "schedule"


def meetings(before: Program, after: Program, context: Context, *, guarded: bool) -> Iterator[Detail]:
    """Say which meetings are new, over or at another time. With `guarded` nothing tells what a place was called."""
    pairs, removed, added = _paired(before.schedule, after.schedule)
    for old, new in pairs:
        yield from _moved(old, new)
        yield from _rest(old, new, (before, after), context, guarded=guarded)
    for slot in removed:
        yield Detail(field=FIELD, text=f"no longer: {_said(slot, guarded=guarded)}", before=words.schedule(slot))
    for slot in added:
        place = _place(after, slot.location)
        where = f", {place}" if place else ""
        yield Detail(field=FIELD, text=f"new meeting: {_said(slot)}{where}", after=words.schedule(slot))


def _said(slot: Slot, *, guarded: bool = False) -> str:
    return ", ".join(part for part in (None if guarded else slot.title, words.schedule(slot)) if part)


def _place(program: Program, key: str) -> str | None:
    location: Location | None = next((one for one in program.locations if one.key == key), None)
    return words.place(location) if location else key or None


def _paired(
    before: Sequence[Slot], after: Sequence[Slot]
) -> tuple[list[tuple[Slot, Slot]], Sequence[Slot], Sequence[Slot]]:
    """Find which slot became which: those most alike first; also those that have no other."""
    olds, news = [one for one in before if one not in after], [one for one in after if one not in before]
    scored = [(-_alike(old, new), i, j) for i, old in enumerate(olds) for j, new in enumerate(news)]
    gone: set[int] = set()
    taken: set[int] = set()
    pairs = []
    for score, i, j in sorted(scored):
        if -score >= LIKE_ENOUGH and i not in gone and j not in taken:
            gone.add(i)
            taken.add(j)
            pairs.append((olds[i], news[j]))
    return (
        pairs,
        [one for i, one in enumerate(olds) if i not in gone],
        [one for j, one in enumerate(news) if j not in taken],
    )


def _alike(old: Slot, new: Slot) -> int:
    same = {name: getattr(old, name) == getattr(new, name) for name in ("location", "byday", "start", "title", "freq")}
    score: int = 2 * same["location"] + 2 * same["byday"] + 2 * same["start"] + same["title"] + same["freq"]
    return score


def _moved(old: Slot, new: Slot) -> Iterator[Detail]:
    """Say another day or another time."""
    was, now = words.schedule(old), words.schedule(new)
    if was == now:
        if (old.by_appointment, old.interval) != (new.by_appointment, new.interval):
            yield Detail(field=FIELD, text=f"how people come to the meeting changed: {now}", after=now)
        return
    shift = _shift(old, new)
    times = words.times(old.start, old.end)
    text = f"meets {shift}: {now} (was {times})" if shift else f"the meeting changed from {was} to {now}"
    yield Detail(field=FIELD, text=text, before=was, after=now)


def _shift(old: Slot, new: Slot) -> str | None:
    """Say "one hour later" when both ends moved by the same time, and nothing else did."""
    if not old.start or not new.start or old.byday != new.byday or old.freq != new.freq:
        return None
    by = _minutes(new.start) - _minutes(old.start)
    ends = (old.end is None) == (new.end is None)
    if not by or not ends or (old.end and new.end and _minutes(new.end) - _minutes(old.end) != by):
        return None
    hours, minutes = divmod(abs(by), 60)
    parts = [NUMBERS.get(hours, f"{hours} hours")] if hours else []
    parts += [f"{minutes} minutes"] if minutes else []
    return f"{' and '.join(parts)} {'later' if by > 0 else 'earlier'}"


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def _rest(
    old: Slot, new: Slot, programs: tuple[Program, Program], context: Context, *, guarded: bool
) -> Iterator[Detail]:
    """Say what is different about a meeting besides its time."""
    of = f" ({words.schedule(new)})"
    if old.location != new.location:
        was, now = _place(programs[0], old.location), _place(programs[1], new.location)
        was = None if guarded else was
        text = f"the meeting{of} moved{f' from {was}' if was else ''} to {now}"
        yield Detail(field="schedule.location", text=text, before=was, after=now)
    if not guarded:
        yield from compared("schedule.title", old.title, new.title, of=of)
        for name in ("url", "phone"):
            joined = [getattr(one.online, name, None) for one in (old, new)]
            yield from compared(f"schedule.online.{name}", joined[0], joined[1], of=of)
    yield from compared("schedule.dtstart", old.dtstart, new.dtstart, of=of)
    yield from listed("schedule.except", old.except_, new.except_, context)
