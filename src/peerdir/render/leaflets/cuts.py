"""Shortening: how much of an entry a page takes, from all of it to what one must know to get there."""

import re
import sys
from typing import NamedTuple

from peerdir.render.booklet.passages import END, FROM_THE_RIGHT, LEFT_TO_RIGHT, Passage

EVERYTHING = sys.maxsize
DOTS = "…"
STOP = re.compile(r"[.!?。؟！？](?=\s|$|[^\x00-\x7f])")
WORD_BREAK = re.compile(r"[ \t\n]+(?=[^ \t\n]*$)")
# How far back a cut may go to end with a sentence, and with a word.
BACK_TO_STOP, BACK_TO_WORD = 0.5, 30
# What says behind a text in which language it is: "(in English)", on a page in another.
MARK = re.compile(r"\u2067?[(（].*[)）]\u2069?")
UNBROKEN = "+0123456789-().@/\u00a0" + END


class Cut(NamedTuple):
    """How much is told: letters of an activity, of who can come and of other texts; how many of what there is more of.

    `names` says whether the four kinds of help are named when there is no letter for activities, `first` and `others`
    whether advice for the first time and other languages have room, `around` whether who runs it and who hands this out
    has, `facts` whether languages and cost have.
    """

    activities: int = EVERYTHING
    who: int = EVERYTHING
    text: int = EVERYTHING
    places: int = EVERYTHING
    meetings: int = EVERYTHING
    contacts: int = EVERYTHING
    names: bool = False
    first: bool = True
    others: bool = True
    around: bool = True
    facts: bool = True


LEAST = Cut(
    activities=0,
    who=0,
    text=160,
    places=1,
    meetings=2,
    contacts=1,
    first=False,
    others=False,
    around=False,
    facts=False,
)
# From everything to the least with which somebody gets there. What happens there goes before when and where it is.
CUTS = (
    Cut(),
    Cut(activities=180),
    Cut(activities=120),
    Cut(activities=120, first=False),
    Cut(activities=80, first=False),
    Cut(activities=80, first=False, others=False),
    Cut(activities=60, who=160, places=3, meetings=4, contacts=2, first=False, others=False),
    Cut(activities=0, names=True, who=160, places=3, meetings=4, contacts=2, first=False, others=False),
    Cut(activities=0, names=True, who=120, places=2, meetings=4, contacts=1, first=False, others=False),
    Cut(activities=0, names=True, who=90, text=220, places=2, meetings=3, contacts=1, first=False, others=False),
    Cut(activities=0, who=90, text=220, places=2, meetings=3, contacts=1, first=False, others=False),
    Cut(activities=0, who=90, text=160, places=1, meetings=3, contacts=1, first=False, others=False, around=False),
    Cut(activities=0, who=0, text=160, places=1, meetings=2, contacts=1, first=False, others=False, around=False),
    LEAST,
    LEAST._replace(text=100, meetings=1),
    LEAST._replace(text=60, meetings=1),
)


def shortened(passage: Passage, letters: int) -> Passage:
    """Return at most about so many letters of a passage, up to the end of a sentence or of a word.

    What says in which language it is stays behind it.
    """
    if sum(len(text) for _, text in passage) <= letters:
        return passage
    if len(passage) > 2 and passage[-2][1] == " " and MARK.fullmatch(passage[-1][1]):
        return [*shortened(passage[:-2], letters), *passage[-2:]]
    answer: Passage = []
    room = letters
    for language, text in runs(passage):
        if len(text) > room:
            return [*answer, (language, _cut(text, room))]
        answer.append((language, text))
        room -= len(text)
    return answer


def runs(passage: Passage) -> Passage:
    """Return a passage with neighbours in one language made one, so that a sentence is seen whole.

    What has no letters belongs to what is before it, but for dots between two names and for what follows an isolated
    name.
    """
    found: Passage = []
    for language, text in passage:
        joins = found and not any(char.isalpha() or char == "·" for char in text) and not found[-1][1].endswith(END)
        if joins or (found and language == found[-1][0]):
            found[-1] = (found[-1][0], found[-1][1] + text)
        else:
            found.append((language, text))
    return found


def _cut(text: str, letters: int) -> str:
    """Cut a text; a number is never cut in two, and what kept its direction still ends where it ends."""
    kept = text[:letters]
    stops = [found.end() for found in STOP.finditer(kept)]
    if stops and stops[-1] >= BACK_TO_STOP * letters:
        return _closed(kept[: stops[-1]])
    gap = WORD_BREAK.search(kept)
    if gap and gap.start() >= letters - BACK_TO_WORD:
        kept = kept[: gap.start()]
    elif text[letters] in UNBROKEN:
        kept = kept.rstrip(UNBROKEN + LEFT_TO_RIGHT)
    return _closed(kept.rstrip(" ,;:·–-") + DOTS)


def _closed(text: str) -> str:
    opened = sum(text.count(mark) for mark in (LEFT_TO_RIGHT, FROM_THE_RIGHT)) - text.count(END)
    return text + END * max(opened, 0)
