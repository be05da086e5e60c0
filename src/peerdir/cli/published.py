"""What the commands that make pages start from: what an audience may see of a directory, and which of its programs."""

import datetime as dt
from collections.abc import Container, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from peerdir.cli.filters import query_of
from peerdir.cli.options import Audience, cache_folder, say, stop

if TYPE_CHECKING:
    from peerdir.reading.collection import Collection


def published(root: Path, audience: Audience, today: dt.date, programs: "Container[str] | None" = None) -> "Collection":
    """Load what `audience` may see; with `programs`, only those of its programs.

    Broken files are named and left out; without settings nothing is published.
    """
    from peerdir.folders import SETTINGS
    from peerdir.publishing import seen

    found = seen(root, audience.value, today, programs)
    if SETTINGS in found.broken:
        stop(f"{SETTINGS} has errors, so the title and the emergency lines are not known; run `peerdir lint`", 3)
    for path in (*found.broken, *found.withheld):
        say(f"{path} has errors and is left out; run `peerdir lint`")
    return found.collection


def filtered(filters: "Mapping[str, object]", root: Path, today: dt.date) -> list[str] | None:
    """Return the ids of the programs that the filters of a search find, the best fit first; None without filters.

    Exits with 1 when nothing is found.
    """
    if not any(filters.values()):
        return None
    from peerdir import limits, searching
    from peerdir.render.results.notes import notes

    query = query_of(today=today, limit=limits.FILES, root=root, **filters)
    found = searching.answer(query, root, cache_folder(), today)
    for note in notes(found):
        say(note)
    return [result.card["id"] for result in found.results] or stop("no program fits", 1)
