"""A shortened web address hides where it leads, and dies with the service that made it.

Nobody can see what it opens, on paper least of all, and whoever owns it can let it lead elsewhere tomorrow.

Bad:

    links: [{title: Our page, url: "https://bit.ly/3xAmpLe"}]

Good:

    links: [{title: Our page, url: "https://www.example.org/meetings"}]
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.WARNING
KINDS = ALL_KINDS
# Services that shorten anybody's addresses; not youtu.be, forms.gle or wa.me, which lead to one known place.
SHORTENERS = re.compile(
    r"(?:bit\.ly|bitly\.com|j\.mp|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|v\.gd|buff\.ly|lnkd\.in|rb\.gy|cutt\.ly"
    r"|shorturl\.at|t\.ly|tiny\.cc|rebrand\.ly|bl\.ink|s\.id|dlvr\.it|trib\.al|adf\.ly|ouo\.io|shorte\.st|qrco\.de)"
)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every field called `url`."""
    del context
    for pointer, value in entry.source.texts("url"):
        if SHORTENERS.fullmatch(host := _host(value)):
            yield pointer, f'"{host}" hides where it leads; open it, and copy the address from the browser'


def _host(value: str) -> str:
    try:
        return (urlsplit(value).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
