"""Whether a page still speaks of those it belonged to. It doubts only where it has enough text to be sure."""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from html.parser import HTMLParser

from peerdir.analyse import SMALL_WORDS, terms, words
from peerdir.links.request import MOST_BYTES

ENOUGH = 40
PARKED_AT_MOST = 400
JOINED_LETTERS = 6
INITIALS = 3
# html.parser can be slow on text made to hurt; an honest page takes a few milliseconds.
SECONDS = 1.0
UNSEEN = ("script", "style", "template", "svg", "noscript", "head")
SPOKEN = ("alt", "title", "aria-label")
CHARSET = re.compile(r"charset=[\"']?\s*([a-z0-9_:.-]{1,20})", re.IGNORECASE)
# Sorting the marks on one letter takes the square of their number; no honest word has so many.
LONG_RUN = re.compile(r"\S{100}")
# Only these are decoded: some others of Python's codecs are slow, or are no letters at all.
KNOWN = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d\d?|windows-125\d|shift_jis|euc-jp|gb2312|gbk|gb18030|big5|euc-kr|koi8-[ru]"
)
PARKED = (
    "this domain is for sale",
    "domain name is for sale",
    "domain may be for sale",
    "buy this domain",
    "domain is parked",
    "parked free courtesy of",
    "domain has expired",
    "domain name has expired",
    "this domain is available",
    "this domain was recently registered",
    "this domain has been registered",
    "inquire about this domain",
    "get this domain",
)
# Asks whoever looks to prove that they are a person, or to sign in: the page itself was not seen.
WALLS = (
    "are human",
    "you are a human",
    "not a robot",
    "checking your browser",
    "enable javascript",
    "enable cookies",
    "unusual traffic",
    "access denied",
    "please log in",
    "sign in to continue",
    "log in to continue",
)


class _TooSlowError(Exception):
    pass


class _Seen(HTMLParser):
    """Collects what people see of a page, and what is read aloud to them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.named: list[str] = []
        self.signs_in = False
        self._unseen: list[str] = []
        self._title = False
        self._end = time.monotonic() + SECONDS

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "body":
            self._unseen.clear()
        elif tag in UNSEEN:
            self._unseen.append(tag)
        self._title = tag == "title"
        self.signs_in = self.signs_in or (tag == "input" and given.get("type", "").lower() == "password")
        self.named += [given[name] for name in SPOKEN if name in given]
        if tag == "meta":
            self.named.append(given.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        self._title = False
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]

    def handle_data(self, data: str) -> None:
        if self._title:
            self.named.append(data)
        elif not self._unseen:
            self.text.append(data)

    def updatepos(self, i: int, j: int) -> int:
        """Called at every step; nobody asks for line numbers here, and counting them is slow."""
        del i
        if time.monotonic() > self._end:
            raise _TooSlowError
        return j


def doubt(body: bytes, headers: Mapping[str, str], names: Sequence[str]) -> str | None:
    """Say why a page no longer seems to be theirs whose `names` these are; None where it does, or cannot be told."""
    seen = _Seen()
    try:
        seen.feed(_decode(body, headers.get("content-type", "")))
        seen.close()
    except (_TooSlowError, AssertionError, ValueError):
        return None
    visible = _words(seen.text)
    everything = [*visible, *_words(seen.named)]
    spoken = f" {' '.join(everything)} "
    if len(visible) <= PARKED_AT_MOST and any(f" {phrase} " in spoken for phrase in PARKED):
        return "the page offers the site's name for sale, or says that it has run out"
    unsure = seen.signs_in or len(visible) < ENOUGH or len(body) >= MOST_BYTES
    if unsure or any(f" {phrase} " in spoken for phrase in WALLS):
        return None
    return None if mentions(everything, names) else "the page no longer mentions the program or its organization"


def _words(texts: Iterable[str]) -> list[str]:
    return words(LONG_RUN.sub(r"\g<0> ", " ".join(texts)))


def mentions(page: Sequence[str], names: Iterable[str]) -> bool:
    """Whether at least half of the words of one of the names are there, or its initials, or it in one word."""
    there = set(terms(" ".join(page)))
    together = "".join(page)
    told = False
    for name in names:
        telling = [word for word in words(name) if word not in SMALL_WORDS]
        wanted = set(terms(" ".join(telling)))
        told = told or bool(wanted)
        initials = "".join(word[0] for word in telling)
        if wanted and 2 * len(wanted & there) >= len(wanted):
            return True
        if len(initials) >= INITIALS and initials in there:
            return True
        joined = "".join(telling)
        if len(joined) >= JOINED_LETTERS and joined in together:
            return True
    return not told


def _decode(body: bytes, content_type: str) -> str:
    found = CHARSET.search(content_type) or CHARSET.search(body[:2048].decode("latin-1"))
    named = found[1].lower() if found else "utf-8"
    text = body.decode(named if KNOWN.fullmatch(named) else "utf-8", "replace")
    # What was cut off in the middle of a tag or of a comment is no text, and slow to find the end of.
    cut = text.find("<", text.rfind(">") + 1)
    text = text if cut < 0 else text[:cut]
    return text[: text.rfind("<!--")] if text.rfind("<!--") > text.rfind("-->") else text
