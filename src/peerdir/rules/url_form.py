"""A web address must be a whole http or https address of a public host, without a user name in it.

Bad:

    links: [{title: Our page, url: "www.example.org"}]

Good:

    links: [{title: Our page, url: "https://www.example.org/"}]
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.ERROR
KINDS = ALL_KINDS
HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
BLANK = re.compile(r"[\s\\<>\"{}|^`]")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every field called `url` or `base_url`."""
    del context
    for name in ("url", "base_url"):
        for pointer, value in entry.source.texts(name):
            if message := _wrong(value):
                yield pointer, message


def _wrong(value: str) -> str | None:
    """Say what is wrong with an address, or None."""
    if BLANK.search(value):
        return "a web address has no blanks, quotes or brackets; copy it again from the browser"
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "this is no web address; copy it again from the browser"
    if parts.scheme not in ("http", "https"):
        return "a web address starts with https:// (or http://); put it in front"
    if "@" in parts.netloc:
        return "a web address must not hold a user name; delete what stands before the @"
    if not HOST.fullmatch(host):
        return "this web address names no public host; it should look like https://www.example.org/"
    return None
