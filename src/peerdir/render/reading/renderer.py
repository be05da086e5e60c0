"""From what an audience may see to the booklet in one of FORMATS."""

import datetime as dt
import itertools
from pathlib import Path

from peerdir.assets import assets
from peerdir.audience import Audience
from peerdir.reading.collection import Collection
from peerdir.render import leaflets
from peerdir.render.booklet import BookletError, Wishes, look
from peerdir.render.booklet.document import document
from peerdir.render.leaflets import web
from peerdir.render.reading import plain
from peerdir.render.reading.blocks import Block, Teller

FORMATS = ("html", "txt")
LISTS = {"item": "ul", "step": "ol"}


def render(
    collection: Collection,
    *,
    today: dt.date,
    audience: Audience = "public",
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    format: str = "html",  # noqa: A002 - the option's name
    templates: Path | None = None,
) -> bytes:
    """Return the booklet as one of FORMATS, in UTF-8. Raises BookletError for a wish that cannot be met.

    `collection` is what `audience` may see of a directory, from `audience.view`.
    """
    folder = templates or assets("templates")
    edition = look.edition(collection, folder, today=today, audience=audience, wishes=wishes)
    content = document(edition, {})
    blocks = list(Teller(content).blocks())
    if format == "txt":
        return plain.render(blocks).encode()
    try:
        issue = leaflets.issue(collection, today=today, audience=audience, language=edition.language, templates=folder)
        return web.page("booklet.html", issue, folder="booklet", title=content["document_title"], lists=_lists(blocks))
    except leaflets.LeafletError as error:
        raise BookletError(str(error)) from error


def _lists(blocks: list[Block]) -> list[tuple[str, list[Block]]]:
    """Return the blocks in runs, each with the element of a list that it is: items or steps together, else none."""
    runs = itertools.groupby(blocks, lambda block: LISTS.get(block.kind, ""))
    return [(element, [*run]) for element, run in runs]
