"""Which links answered well lately, so that they are not asked again: days beside digests, and no address.

A directory's links may be for staff only; whoever reads the kept file learns none of them.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Container, Iterable, Mapping

from peerdir.links.targets import Target

FORMAT = 1
DAYS = 7


def digest(target: Target) -> str:
    """Sum up a link and what its page should mention: with another name it is asked again."""
    return hashlib.blake2b(repr((target.url, target.names)).encode("utf-8", "replace"), digest_size=16).hexdigest()


def read(content: bytes, today: dt.date) -> Mapping[str, str]:
    """Return the digests of links that were good in the last days, with the day; none when the text is damaged."""
    try:
        kept = json.loads(content)
        days = kept["good"] if kept["format"] == FORMAT else {}
        return {link: day for link, day in days.items() if 0 <= (today - dt.date.fromisoformat(day)).days < DAYS}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def write(kept: Mapping[str, str], good: Iterable[Target], bad: Iterable[Target], today: dt.date) -> bytes:
    """Write what was kept without what is no longer good, and what is good today."""
    gone: Container[str] = {digest(target) for target in bad}
    good_now = {digest(target): today.isoformat() for target in good}
    days = {link: day for link, day in kept.items() if link not in gone} | good_now
    return json.dumps({"format": FORMAT, "good": days}, indent=0, sort_keys=True).encode() + b"\n"
