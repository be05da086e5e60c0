"""What referral sheets are made from: facts as the audience may see them, and the fixed words of templates/text."""

import dataclasses
import datetime as dt
from pathlib import Path

from peerdir.assets import assets
from peerdir.audience import Audience
from peerdir.reading.collection import Collection
from peerdir.render import leaflets
from peerdir.render.leaflets import Form, Issue
from peerdir.render.leaflets.wording import wording

FOLDER = "referral"


def issue(
    collection: Collection,
    *,
    today: dt.date,
    audience: Audience = "public",
    language: str | None = None,
    form: Form | None = None,
    templates: Path | None = None,
) -> Issue:
    """Make ready for referral sheets of `collection`, which is what `audience` may see of a directory.

    Without a language that of the directory is taken. Raises LeafletError when the fixed words cannot be read.
    """
    made = leaflets.issue(
        collection, today=today, audience=audience, language=language, form=form or Form(), templates=templates
    )
    return dataclasses.replace(made, words=wording(made.templates, made.edition.language, FOLDER, mark=made.words.mark))


def languages(templates: Path | None = None) -> list[str]:
    """Return the languages in which there are fixed words for sheets."""
    return sorted(file.stem for file in ((templates or assets("templates")) / "text" / FOLDER).glob("*.yaml"))
