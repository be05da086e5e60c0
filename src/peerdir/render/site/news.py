"""What is new, for the page and the feeds: Atom (RFC 4287) and JSON Feed 1.1."""

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from peerdir.changes import Change
from peerdir.clean import clean
from peerdir.records import Directory
from peerdir.render.site.changed import Line, lines
from peerdir.render.site.speech import Speech

ATOM, JSON = "feed.xml", "feed.json"
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Item:
    """One change and the day it was made on."""

    day: dt.date
    change: Change


@dataclass(frozen=True, kw_only=True)
class News:
    """What changed, the newest first, and since which day."""

    items: Sequence[Item]
    since: dt.date


def title(item: Item, speech: Speech) -> str:
    """Name the program, in the page's language if it has a name in that, and what became of it: "New: Baan Jai"."""
    program = speech.collection.program(item.change.id)
    own = program and speech.translation(program).name
    return speech.plain(f"news.{item.change.kind}", name=clean(own or item.change.name))


def details(item: Item, speech: Speech) -> list[Line]:
    """Return what is different and its language (`changed.lines`); nothing of an entry that was only checked."""
    return [] if item.change.kind == "checked" else lines(item.change, speech)


def _text(item: Item, speech: Speech) -> Line:
    """Return the same as one text; without any, the title."""
    told = details(item, speech)
    if not told:
        return title(item, speech), speech.code
    return "\n".join(line for line, _ in told), told[0][1]


def key(item: Item, directory: Directory) -> str:
    """Return what tells one piece of news from all others, the same in every build."""
    parts = (directory.base_url or directory.title, item.change.id, item.change.kind, item.day.isoformat())
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, '|'.join(parts))}"


def atom(news: News, speech: Speech, base: str, paths: frozenset[str]) -> bytes:
    """Return the Atom feed; `base` is the web address of the site with a slash, `paths` the pages there are."""
    directory = speech.directory
    newest = news.items[0].day if news.items else news.since
    rows = Markup("\n").join(_entry(item, speech, base, paths) for item in news.items[:MOST])
    pattern = Markup(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{}">\n'
        "<id>{}</id>\n<title>{}</title>\n<updated>{}T00:00:00Z</updated>\n<author><name>{}</name></author>\n"
        '<link rel="self" type="application/atom+xml" href="{}"/>\n<link rel="alternate" type="text/html" href="{}"/>\n'
        "{}\n</feed>\n"
    )
    name = clean(directory.title)
    author = clean(directory.publisher)
    return pattern.format(speech.code, base, name, newest, author, f"{base}{ATOM}", f"{base}news.html", rows).encode()


def _entry(item: Item, speech: Speech, base: str, paths: frozenset[str]) -> Markup:
    text, language = _text(item, speech)
    pattern = Markup(
        '<entry><id>{}</id><title>{}</title><updated>{}T00:00:00Z</updated><link rel="alternate" href="{}"/>'
        '<content type="text" xml:lang="{}">{}</content></entry>'
    )
    where = base + _page(item, paths)
    return pattern.format(key(item, speech.directory), title(item, speech), item.day, where, language, text)


def json_feed(news: News, speech: Speech, base: str, paths: frozenset[str]) -> bytes:
    """Return the same as JSON Feed."""
    directory = speech.directory
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(directory.title),
        "home_page_url": base,
        "feed_url": f"{base}{JSON}",
        "language": speech.code,
        "authors": [{"name": clean(directory.publisher)}],
        "items": [
            {
                "id": key(item, directory),
                "url": base + _page(item, paths),
                "title": title(item, speech),
                "content_text": _text(item, speech)[0],
                "date_published": f"{item.day}T00:00:00Z",
            }
            for item in news.items[:MOST]
        ],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _page(item: Item, paths: frozenset[str]) -> str:
    """Return the page of a program, or the list of news where it has none any more."""
    path = f"programs/{item.change.id}.html"
    return path if path in paths else "news.html"
