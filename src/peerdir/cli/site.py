"""What the web pages are made of, for the commands that write or show them."""

import datetime as dt
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import Audience
from peerdir.cli.published import published

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TemplatesOption = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="A folder with templates, words and assets of your own; what is not in it is taken from ours.",
    ),
]


def plan(
    root: Path, audience: Audience, today: dt.date, templates: Path | None = None, *, offline: bool = True
) -> "Mapping[str, Callable[[], bytes]]":
    """Return how to make each web page of the directory in `root`, by its path.

    `templates` is a folder of templates and words that come before ours; `offline` lets browsers keep the pages. Raises
    SiteError.
    """
    from peerdir.editions.news import news
    from peerdir.reading.policies import policy_texts
    from peerdir.render import site
    from peerdir.survey.facts import of_collection

    collection = published(root, audience, today)
    return site.plan(
        collection,
        today=today,
        audience=audience.value,
        templates=templates / "site" if templates else None,
        news=news(root, collection.directory.time_zone, today),
        coverage=functools.cache(functools.partial(of_collection, collection, today)),
        policies=policy_texts(root, collection.directory.languages),
        offline=offline,
    )
