"""Where a page can be reached by https, no address should say http: others on the way can read and change it.

It is certain when the same entry writes https for the same host.

Bad:

    links:
      - {title: Our page, url: "https://www.example.org/"}
      - {title: Meetings, url: "http://www.example.org/meetings"}

Good:

    links:
      - {title: Our page, url: "https://www.example.org/"}
      - {title: Meetings, url: "https://www.example.org/meetings"}
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.WARNING
KINDS = ALL_KINDS


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the hosts of all web addresses of an entry."""
    del context
    if "http://" not in entry.source.text:
        return
    found = [(pointer, value, *_parts(value)) for pointer, value in entry.source.texts("url")]
    secure = {host: pointer for pointer, _, scheme, host in found if scheme == "https" and host}
    for pointer, value, scheme, host in found:
        if scheme == "http" and host in secure:
            line = entry.source.locate(secure[host]).line
            message = f"this says http, line {line} says https for the same host; write https:// here too"
            yield pointer, message, entry.source.retype(pointer, f"https{value[4:]}")


def _parts(value: str) -> tuple[str, str]:
    try:
        parts = urlsplit(value)
        return parts.scheme, parts.netloc.lower()
    except ValueError:
        return "", ""
