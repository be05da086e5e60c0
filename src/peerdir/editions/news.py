"""What changed in the last months, read from git: each month compared with the one before, as `peerdir diff` does."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

from peerdir.changes import Change, changes
from peerdir.editions.compared import sides
from peerdir.editions.history import HistoryError, Point, life, point_on
from peerdir.folders import SETTINGS
from peerdir.publishing import publishable
from peerdir.render.site.news import Item, News

MONTHS = 6


def news(root: Path, zone: str, today: dt.date) -> News | None:
    """Return what the public may know of the changes of the last months; None where git knows nothing of them.

    What is kept out of feeds is not told (`changes.changes`).
    """
    steps = list(_points(root, zone, today))
    if not steps:
        return None
    laters: list[Point | None] = [point for _, point in steps[1:]]
    found = [
        item
        for (since, before), after in zip(steps, [*laters, None], strict=True)
        if after is None or after.commit != before.commit
        for item in _between(root, before, after, since, today)
    ]
    ordered = sorted(found, key=lambda item: (-item.day.toordinal(), item.change.name.casefold(), item.change.id))
    return News(items=tuple(ordered), since=steps[0][0])


def _points(root: Path, zone: str, today: dt.date) -> Iterator[tuple[dt.date, Point]]:
    """Yield the first day of each month with the last commit before it, as far as git goes back."""
    try:
        clock: dt.tzinfo = zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        clock = dt.UTC
    for back in range(MONTHS, -1, -1):
        number = today.year * 12 + today.month - 1 - back
        first = dt.date(number // 12, number % 12 + 1, 1)
        try:
            yield first, point_on(root, dt.datetime.combine(first, dt.time(), clock) - dt.timedelta(seconds=1))
        except HistoryError:
            continue


def _between(root: Path, before: Point, after: Point | None, since: dt.date, today: dt.date) -> Iterator[Item]:
    try:
        old, new = sides(root, before, after)
    except HistoryError:
        return
    for change in changes(publishable(old, today)[0], publishable(new, today)[0], "public"):
        yield Item(day=_day(root, change, since, today), change=change)


def _day(root: Path, change: Change, since: dt.date, today: dt.date) -> dt.date:
    """Return the last day in a month on which an entry was changed; today where git does not know of it yet."""
    following = (since + dt.timedelta(days=32)).replace(day=1)
    path = change.id if change.id == SETTINGS else f"programs/{change.id}.yaml"
    for step in life(root, path):
        try:
            day = dt.date.fromisoformat(step.day)
        except ValueError:
            continue
        if since <= day < following:
            return min(day, today)
    return min(today, following - dt.timedelta(days=1))
