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
    check_choice,
    find_root,
    find_today,
    put,
    say,
    stop,
    terminal_width,
)

if TYPE_CHECKING:
    from peerdir.editions.history import Point
    from peerdir.reading.collection import Collection

Before = Annotated[
    str | None,
    typer.Argument(
        metavar="[REV]",
        help="A git revision, a day such as 2026-01-31, or an edition by name; the last one marked if left out.",
    ),
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
    before: Before = None,
    after: After = None,
    directory: Root = None,
    format: Format = "text",  # noqa: A002
    audience: AudienceOption = Audience.public,
    today: Today = None,
) -> None:
    """Tell what changed: new, closed and renamed programs, and what is different in the others.

    An edition is what `peerdir edition` marked, else what the commit began that names it in directory.yaml. "last" is
    the one before the present edition. Exit code: 0 told, 3 git cannot tell.
    """
    from peerdir.changes import changes
    from peerdir.render.changes import FORMATS, Edition, render

    check_choice(format, FORMATS)
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


def _points(root: Path, before: str | None, after: str | None) -> "tuple[Point, Point | None]":
    """Find both states in git. With one name, what others have done since this branch left it does not count."""
    from peerdir.editions.history import HistoryError, branched
    from peerdir.editions.marked import find_point
    from peerdir.reading.collection import read_settings

    settings = read_settings(root)
    if before is None and not settings.editions:
        stop("since when? name a git revision, a day or an edition; `peerdir edition NAME` marks one", 2)
    before = settings.editions[-1].name if before is None else before
    try:
        old = find_point(root, before, settings)
        new = find_point(root, after, settings) if after else None
        if new is None and old.said == before:
            old = branched(root, old.commit)._replace(said=before)
    except HistoryError as error:
        stop(str(error), 3)
    for point in (old, new):
        if point and point.note:
            say(point.note)
    return old, new


def _sides(
    root: Path, old: "Point", new: "Point | None", audience: Audience, today: dt.date
) -> "tuple[Collection, Collection]":
    """Read both states, without what must not be published, and say which programs could not be read in them."""
    from peerdir.changes import unread
    from peerdir.editions.compared import sides
    from peerdir.editions.history import HistoryError
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
