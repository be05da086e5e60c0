"""`peerdir diff`: what changed between two states of the directory, in people's words."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import (
    Audience,
    AudienceOption,
    Root,
    Today,
    find_root,
    find_today,
    put,
    say,
    stop,
    terminal_width,
)

if TYPE_CHECKING:
    from peerdir.collection import Collection
    from peerdir.history import Point

Before = Annotated[
    str, typer.Argument(metavar="REV", help="A git revision, a day such as 2026-01-31, or the name of an edition.")
]
After = Annotated[
    str | None,
    typer.Argument(metavar="[REV2]", help="The same, for the later state; the files as they are if left out."),
]
Format = Annotated[str, typer.Option("--format", metavar="text|markdown|json", help="How to show it.")]
NOW = "now"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("diff")(diff)


def diff(
    before: Before,
    after: After = None,
    directory: Root = None,
    format: Format = "text",  # noqa: A002
    audience: AudienceOption = Audience.public,
    today: Today = None,
) -> None:
    """Tell what changed: new, closed and renamed programs, and what is different in the others.

    An edition begins with the commit that names it in directory.yaml. Exit code: 0 told, 3 git cannot tell.
    """
    from peerdir.changes import changes
    from peerdir.render.changes import FORMATS, Edition, render

    if format not in FORMATS:
        raise typer.BadParameter(f'"{format}" is not one of {", ".join(FORMATS)}', param_hint="--format")
    root, day = find_root(directory), find_today(today)
    old, new = _points(root, before, after)
    sides = _sides(root, old, new, audience, day)
    edition = Edition(
        before=old.said,
        after=new.said if new else NOW,
        changes=changes(sides[0], sides[1], audience.value),
        staff=audience is Audience.staff,
        width=terminal_width(),
    )
    put(render(edition, format))


def _points(root: Path, before: str, after: str | None) -> "tuple[Point, Point | None]":
    """Find both states in git. With one name, what others have done since this branch left it does not count."""
    from peerdir.history import HistoryError, branched, find_point

    try:
        zone = _zone(root)
        old = find_point(root, before, zone)
        new = find_point(root, after, zone) if after else None
        if new is None and old.said == before:
            old = branched(root, old.commit)._replace(said=before)
    except HistoryError as error:
        stop(str(error), 3)
    for point in (old, new):
        if point and point.note:
            say(point.note)
    return old, new


def _zone(root: Path) -> dt.tzinfo:
    """Return the directory's time zone, in which its days end; UTC where the system does not know it."""
    import zoneinfo

    from peerdir.collection import load

    try:
        return zoneinfo.ZoneInfo(load(root, programs=()).directory.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return dt.UTC


def _sides(
    root: Path, old: "Point", new: "Point | None", audience: Audience, today: dt.date
) -> "tuple[Collection, Collection]":
    """Read both states, without what must not be published, and say which programs could not be read in them."""
    from peerdir.changes import unread
    from peerdir.compared import sides
    from peerdir.history import HistoryError
    from peerdir.publishing import publishable

    try:
        both = sides(root, old, new)
    except HistoryError as error:
        stop(str(error), 3)
    if audience is Audience.public:
        both = (publishable(both[0], today)[0], publishable(both[1], today)[0])
    for collection, said in zip(both, (old.said, new.said if new else NOW), strict=True):
        for id_ in unread(collection):
            say(f"programs/{id_}.yaml of {said} has errors, so nothing is told of it")
    return both
