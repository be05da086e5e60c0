"""Editions: which state of the directory each one was, and how the settings tell that there is a new one."""

import datetime as dt
import re
import zoneinfo
from pathlib import Path

from peerdir.edit.change import add, put
from peerdir.edit.draft import id_of
from peerdir.editions.history import DEEPEN, HistoryError, Point, commit_of, is_shallow, life, point, point_on
from peerdir.folders import SETTINGS
from peerdir.reading.layout import is_id
from peerdir.reading.source import Source
from peerdir.records import Directory, Published

EDITION = re.compile(rb"^edition:[ \t]*(.+?)[ \t]*(?:[ \t]#.*)?\r?$", re.MULTILINE)
# Days that every clock can tell.
DAY = re.compile(r"(?:19[7-9]|20[0-9]|21[0-9])[0-9]-[0-9]{2}-[0-9]{2}")
ABBREVIATED = re.compile(r"[0-9a-f]+")
LAST = "last"


def find_point(root: Path, named: str, settings: Directory) -> Point:
    """Return what people name: a day (as it was when that day ended there), an edition, or a git revision.

    "last" is the edition before the one that the settings name. Raises HistoryError when nothing is called so, or git
    cannot answer.
    """
    if DAY.fullmatch(named):
        try:
            return _end_of(root, dt.date.fromisoformat(named), settings)
        except (ValueError, OverflowError):
            raise HistoryError(f'"{named}" is not a day; write it like 2026-01-31') from None
    # A year can be an edition's name, and the beginning of some commit's.
    commit = None if ABBREVIATED.fullmatch(named) else commit_of(root, named)
    if commit:
        return Point(commit, named)
    marked = previous(settings) if named == LAST else called(settings, named)
    if marked:
        return _marked_point(root, marked, settings)
    if named == LAST:
        raise HistoryError(f"{SETTINGS} tells of no earlier edition; `peerdir edition NAME` marks one")
    found = edition_point(root, named)
    try:
        return found or point(root, named)
    except HistoryError as error:
        raise HistoryError(f'no edition is called "{named}" (`peerdir edition` lists them), and {error}') from None


def called(settings: Directory, name: str) -> Published | None:
    """Return the edition that was marked with a name, whatever the letters' case."""
    return next((one for one in settings.editions if one.name.casefold() == name.casefold()), None)


def previous(settings: Directory) -> Published | None:
    """Return the edition that the present one follows: the last that was marked under another name."""
    others = (one for one in reversed(settings.editions) if one.name != settings.edition)
    return next(others, None)


def edition_point(root: Path, name: str) -> Point | None:
    """Return the commit that first named an edition so in directory.yaml, the newest of several; None for no such.

    From then on the directory was that edition, until the settings named the next one. In a shallow clone the commit
    may be missing; then the oldest that is known is taken, and the note says so. Raises HistoryError without git.
    """
    for step in life(root, SETTINGS):
        if _edition(step.after) == name and _edition(step.before) != name:
            oldest = step.before is None and is_shallow(root)
            note = f'this clone is shallow, so "{name}" may have begun before {step.day}; {DEEPEN}' if oldest else None
            return Point(step.commit, f"{name} ({step.day})", note)
    return None


def tag_of(name: str, day: dt.date) -> str:
    """Return the git tag for an edition: its name in small letters, or its day where no letter of it can be used."""
    id_ = id_of(name)
    return f"edition-{id_ if is_id(id_) else day.isoformat()}"


def marked(source: Source, new: Published) -> Source:
    """Return the settings with an edition as the present one, and as the last of those that were published.

    Raises `edit.change.ChangeError` when only a person can write it there.
    """
    line = {"name": new.name, "date": new.date.isoformat(), "revision": new.revision, "tag": new.tag}
    source = put(source, "directory", ("edition",), new.name)
    return add(source, "directory", ("editions",), {name: value for name, value in line.items() if value})


def _marked_point(root: Path, one: Published, settings: Directory) -> Point:
    """Find the commit of a marked edition: by the commit's own name, its tag, or its day where it has neither."""
    said = f"{one.name} ({one.date})"
    for revision in (one.revision, one.tag and f"refs/tags/{one.tag}"):
        if revision and (commit := commit_of(root, revision)):
            return Point(commit, said, edition=one.name)
    if one.revision is None:
        found = edition_point(root, one.name) or _end_of(root, one.date, settings)._replace(said=said)
        return found._replace(edition=one.name)
    where = f"git fetch origin tag {one.tag}" if one.tag else "git fetch origin"
    raise HistoryError(f"the commit of {said} is not in this clone; fetch it first: {where}")


def _end_of(root: Path, day: dt.date, settings: Directory) -> Point:
    """Return the last commit of a day, as days end where the directory is; by UTC where the zone is not known."""
    try:
        zone: dt.tzinfo = zoneinfo.ZoneInfo(settings.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        zone = dt.UTC
    after = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone)
    return point_on(root, after - dt.timedelta(seconds=1))


def _edition(settings: bytes | None) -> str | None:
    """Find the edition's name in old settings, which need not keep today's contract."""
    found = EDITION.search(settings or b"")
    return found[1].decode("utf-8", "replace").strip("\"'") if found else None
