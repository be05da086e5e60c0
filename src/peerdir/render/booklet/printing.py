"""A collection to one PDF, typeset by Typst from templates/booklet.

Nothing may be lost on the way to paper, so there is a check on either side of the typesetter: before, that a font has
every character; after, that every entry is there, whole, and ends above the foot of its page. The typesetter itself
says nothing when an entry that must not break is taller than a page: such entries are measured, and set closer
together, and only those that are too tall even so may break.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from peerdir.assets import assets
from peerdir.audience import Audience
from peerdir.reading.collection import Collection
from peerdir.render import typesetting
from peerdir.render.booklet import binding, fit, logo, look
from peerdir.render.booklet.characters import check_characters, entries
from peerdir.render.booklet.codes import codes
from peerdir.render.booklet.document import document
from peerdir.render.booklet.edition import Wishes
from peerdir.render.booklet.form import Form
from peerdir.render.booklet.press import Memory, Press, Progress
from peerdir.render.booklet.proof import Proof
from peerdir.render.booklet.spans import check_spans


class Booklet(NamedTuple):
    """What was printed: the PDF, how many pages it has, and what somebody who asked for a number should know."""

    pdf: bytes
    pages: int
    notes: tuple[str, ...]


def make(
    collection: Collection,
    *,
    today: dt.date,
    audience: Audience = "public",
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    form: Form = Form(),  # noqa: B008 - frozen
    templates: Path | None = None,
    progress: Progress = lambda _done, _of: None,
    memory: Memory | None = None,
) -> Booklet:
    """Return the booklet as PDF. Raises BookletError with a plain message when it could not be printed right.

    `collection` is what `audience` may see of a directory, from `audience.view`. A booklet for staff says so.
    `progress` is called with how many steps of how many are done. With a `memory`, the same for every booklet made
    of a directory while somebody works on it, what has not changed is not typeset again.
    """
    folder = templates or assets("templates")
    edition = look.edition(collection, folder, today=today, audience=audience, wishes=wishes)
    content = document(edition, look.look(folder, form))
    content |= {"codes": codes({entry["id"]: entry["address"] for entry in entries(content) if "address" in entry})}
    check_characters(content, edition.characters)
    front = binding.front(form.front or binding.named(content["look"]["front"], folder), folder)
    content |= {
        "logo": logo.named(content["look"]["logo"], folder, front.root),
        "added_fonts": typesetting.added_fonts(folder),
    }
    least = fit.least(form, audience)
    press = Press(content, folder, today, front, least=least, progress=progress, memory=memory)
    fitted = fit.fit(press.pages, form, content["look"]["text_size"], audience)
    proof = press.typeset(fitted.text_size, fitted.empty_pages)
    check_spans([entry["id"] for entry in entries(content)], proof.spans)
    if memory:
        memory.keep(content, proof)
    notes = (*fitted.notes, *binding.notes(front), *_smaller(proof), *_without_code(content, proof))
    return Booklet(proof.pdf(), proof.pages, notes)


def _smaller(proof: Proof) -> tuple[str, ...]:
    """Say how many entries are in smaller letters."""
    number = sum(span.density.is_small for span in proof.spans)
    have = "1 entry has" if number == 1 else f"{number} entries have"
    return (f"{have} smaller letters, to stay on one page",) if number else ()


def _without_code(content: Mapping[str, Any], proof: Proof) -> tuple[str, ...]:
    """Say how many entries have no room for the code of their page."""
    bare = {span.id for span in proof.spans if span.density.is_bare}
    number = len(content["codes"].keys() & bare)
    have = "1 entry fills its page and has" if number == 1 else f"{number} entries fill their pages and have"
    return (f"{have} the web address without a code",) if number else ()
