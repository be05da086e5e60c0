"""A web address must not pretend to be another one, with letters of another script that look like ours.

A Cyrillic letter in a Latin name leads to somebody else's page. Names wholly in one's own script are fine.

Bad:

    links: [{title: Our page, url: "https://www.xn--exmple-4nf.org/"}]

Good:

    links: [{title: Our page, url: "https://www.example.org/"}]
"""

import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.ERROR
KINDS = ALL_KINDS
# Scripts that share the looks of Latin letters. No registry lets one name mix two of them.
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
# Cyrillic letters that cannot be told from Latin ones; a longer name of these alone, before .org, is a mask.
MASKS = frozenset(map(chr, (0x430, 0x435, 0x43E, 0x440, 0x441, 0x443, 0x445, 0x455, 0x456, 0x458, 0x4BB, 0x4CF, 0x501)))
SHORTEST_MASK = 5


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every part of the host of every field called `url` or `base_url`."""
    del context
    if entry.source.text.isascii() and "xn--" not in entry.source.text:
        return
    for name in ("url", "base_url"):
        for pointer, value in entry.source.texts(name):
            host = _host(value)
            if not host.isascii() or "xn--" in host:
                yield from ((pointer, message) for message in filter(None, [_wrong(host)]))


def _wrong(host: str) -> str | None:
    *labels, last = [_shown(label) for label in host.split(".")]
    for label in labels:
        scripts = {script for letter in label if (script := unicodedata.name(letter, "?").split()[0]) in SCRIPTS}
        if len(scripts) > 1:
            mixed = " and ".join(sorted(script.title() for script in scripts))
            return f"this address mixes {mixed} letters in one name and imitates another; type it by hand"
        if len(label) >= SHORTEST_MASK and last.isascii() and MASKS.issuperset(label):
            return "this address imitates Latin letters with those of another script; type it by hand"
    return None


def _shown(label: str) -> str:
    """Undo the ASCII form of an international name: xn--mnchen-3ya is münchen."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _host(value: str) -> str:
    try:
        return (urlsplit(value).hostname or "").lower()
    except ValueError:
        return ""
