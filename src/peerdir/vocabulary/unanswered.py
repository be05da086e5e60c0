"""Searches that found nothing, kept beside the index where the settings ask for it: words and how often, no more.

They show which words the vocabulary lacks. Words that may name a person or a number of theirs are not kept at all.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from peerdir import limits
from peerdir.analyse import words
from peerdir.cards import kept
from peerdir.folders import SETTINGS
from peerdir.places.us import postal_code
from peerdir.reading.reader import read

WISH = "keep_unanswered_searches"
FILE = "gaps"
MOST, LONGEST = 500, 100
DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
DIGITS = re.compile(r"\d(?:[ .()/-]*\d){4,}")


class Gap(NamedTuple):
    """Words that found nothing, and how often somebody looked for them."""

    words: str
    times: int


def wanted(root: Path) -> bool:
    """Tell whether the settings of the directory in `root` say that such searches shall be kept."""
    try:
        raw = (root / SETTINGS).read_bytes()
    except OSError:
        return False
    # Most directories never mention it; then no YAML is read.
    data = read(raw, limits.SIZES["directory"]).data if WISH.encode() in raw else None
    return isinstance(data, dict) and data.get(WISH) is True


def may_be_kept(text: str) -> bool:
    """Tell whether words hold nothing that looks like a phone number, an e-mail address, a date or a record number.

    A US postal code is no record number: it says where help is missing.
    """
    if len(text) > LONGEST or "@" in text or DATE.search(text):
        return False
    return all(postal_code(found) for found in DIGITS.findall(text))


def keep(cache: Path, root: Path, text: str) -> None:
    """Count one search that found nothing; of too many the rarest and oldest are forgotten."""
    said = " ".join(words(text))
    if not said or not may_be_kept(text):
        return
    counts = {gap.words: gap.times for gap in _stored(cache, root)}
    count = counts.pop(said, 0) + 1
    # Sorting keeps the order of equals, and those looked for last stand at the end.
    kept_on = set(sorted(counts, key=lambda one: counts[one])[1 - MOST :])
    counts = {one: number for one, number in counts.items() if one in kept_on} | {said: count}
    text_of_all = "".join(f"{number}\t{one}\n" for one, number in counts.items())
    kept.store(kept.file_of(cache, root, FILE), text_of_all)


def known(cache: Path, root: Path) -> Sequence[Gap]:
    """Return the words that found nothing, those looked for most often first."""
    return sorted(_stored(cache, root), key=lambda gap: (-gap.times, gap.words))


def forget(cache: Path, root: Path) -> None:
    """Delete what was kept. Raises OSError when it cannot be deleted."""
    Path(kept.file_of(cache, root, FILE)).unlink(missing_ok=True)


def _stored(cache: Path, root: Path) -> list[Gap]:
    """Read the file; a line that is damaged is passed over."""
    found = []
    for line in kept.recall(kept.file_of(cache, root, FILE)).splitlines():
        count, tab, said = line.partition("\t")
        if tab and said and count.isascii() and count.isdigit() and len(count) < len(str(10**9)):
            found.append(Gap(said, int(count)))
    return found
