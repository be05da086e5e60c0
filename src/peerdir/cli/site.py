"""What the web pages are made of, for the commands that write or show them."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from peerdir.cli.options import Audience
from peerdir.cli.published import published

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def plan(root: Path, audience: Audience, today: dt.date) -> "Mapping[str, Callable[[], bytes]]":
    """Return how to make each web page of the directory in `root`, by its path. Raises SiteError."""
    from peerdir.news import news
    from peerdir.render import site
    from peerdir.survey.facts import of_collection

    collection = published(root, audience, today)
    return site.plan(
        collection,
        today=today,
        audience=audience.value,
        news=news(root, collection.directory.time_zone, today),
        coverage=of_collection(collection, today),
    )
