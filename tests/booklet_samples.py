"""The document of a booklet without typesetting it, and ways to read one; what tests of its contents share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peerdir.assets import assets
from peerdir.audience import Audience, view
from peerdir.reading.collection import Collection
from peerdir.records import Directory, Program
from peerdir.render import fonts
from peerdir.render.booklet import look
from peerdir.render.booklet.document import document
from peerdir.render.booklet.edition import Edition, Wishes
from tests.conftest import TODAY
from tests.test_booklet import collect


def edition(
    collection: Collection,
    wishes: Wishes | None = None,
    *,
    audience: Audience = "public",
    templates: Path | None = None,
) -> Edition:
    """What a booklet of `collection` is made from."""
    folder = templates or assets("templates")
    wishes = wishes or Wishes()
    language = wishes.language or collection.directory.languages[0]
    return Edition(
        collection=view(collection, audience, TODAY),
        audience=audience,
        language=language,
        today=TODAY,
        text=look.text(folder, language),
        characters=fonts.printable(folder / "booklet" / "fonts"),
        wishes=wishes,
    )


def content(
    *programs: Program, settings: Directory | None = None, wishes: Wishes | None = None, audience: Audience = "public"
) -> dict[str, Any]:
    """What a booklet of these programs says."""
    return document(edition(collect(*programs, settings=settings), wishes, audience=audience), {})


def plain(value: Any) -> str:
    """All words of a piece of a document, one after another, without marks of direction."""
    words = "".join(text for _, text in passages(value))
    return "".join(char for char in words if char not in "\u2066\u2067\u2069").replace("\u00a0", " ")


def passages(value: Any) -> Iterator[tuple[str, str]]:
    """Every (language, words) pair in a piece of a document."""
    match value:
        case tuple() if len(value) == 2 and all(isinstance(part, str) for part in value):
            yield value
        case dict():
            for part in value.values():
                yield from passages(part)
        case list() | tuple():
            for part in value:
                yield from passages(part)


def only_entry(document: dict[str, Any]) -> dict[str, Any]:
    """The entry of a document with one program."""
    (entry,) = (entry for group in document["groups"] for entry in group["entries"])
    assert isinstance(entry, dict)
    return entry
