"""Shortening: how much of an entry a page takes, from all of it to what one must know to get there."""

import re
import sys
from collections.abc import Iterator
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
BETWEEN = " ,;:·–-("
STOPS = (".", "!", "?", "。", "؟", "！", "？")
# Three letters of a script without blanks count as a word.
WORD = re.compile(r"[\u0e00-\u0e7f\u2e80-\u9fff]{1,3}|[^\W\u0e00-\u0e7f\u2e80-\u9fff]+")
LEAST_WORDS = 3


class Cut(NamedTuple):
    """How much is told: letters of an activity, of who can come and of other texts; how many of what there is more of.

    `times` counts the letters of a meeting, of the languages and of the cost, `places` the places at which no meeting
    is told. The next five say what has room: advice for the first time; other languages; what stands `around`, which is
    who runs it and who hands this out; the `facts` languages and cost; and the summary. On a `dense` page the heading
    of a part stands in the line of its words.
    """

    activities: int = EVERYTHING
    who: int = EVERYTHING
    text: int = EVERYTHING
    times: int = EVERYTHING
    places: int = EVERYTHING
    meetings: int = EVERYTHING
    contacts: int = EVERYTHING
    first: bool = True
    others: bool = True
    around: bool = True
    facts: bool = True
    summary: bool = True
    dense: bool = False


# Letters of a place with its street, and of a meeting, that stay as long as there is any room: half a street or half an
# hour helps nobody.
STREET, HOUR = 110, 120
# Without what happens there: what one must know to get there, and whether to go.
TO_GO = Cut(activities=0, first=False, others=False)
BARE = TO_GO._replace(text=160, who=160, places=0, contacts=1, around=False, dense=True)
SHORT = BARE._replace(text=STREET, who=90, times=HOUR, summary=False)
# From everything to the least with which somebody gets there. What happens there goes first, then advice and what
# stands around; when and where it is, in which languages, at which cost and for whom go last.
CUTS = (
    Cut(),
    Cut(activities=180),
    Cut(activities=120),
    Cut(activities=120, first=False),
    Cut(activities=80, first=False),
    Cut(activities=80, first=False, others=False),
    Cut(activities=120, first=False, others=False, dense=True),
    Cut(activities=80, first=False, others=False, dense=True),
    Cut(activities=60, first=False, others=False, dense=True),
    TO_GO,
    TO_GO._replace(contacts=2, places=3, text=300),
    TO_GO._replace(contacts=1, places=2, text=220, who=300),
    TO_GO._replace(contacts=1, places=1, text=160, who=200),
    BARE._replace(who=200),
    BARE,
    BARE._replace(text=STREET, who=120),
    BARE._replace(text=STREET, who=120, summary=False),
    SHORT,
    SHORT._replace(who=60),
    SHORT._replace(who=60, meetings=4),
    SHORT._replace(who=60, meetings=3),
    SHORT._replace(who=60, meetings=2),
    SHORT._replace(who=60, meetings=1),
    SHORT._replace(who=60, times=80, meetings=1),
    SHORT._replace(who=0, times=80, meetings=1),
    SHORT._replace(who=0, text=60, times=60, meetings=1),
    SHORT._replace(who=0, text=60, times=60, meetings=1, facts=False),
)


def shortened(passage: Passage, letters: int) -> Passage:
    """Return at most about so many letters of a passage, up to the end of a sentence or of a word.

    What says in which language a text is stays behind it, and goes with it; no text is cut to a word or two.
    """
    if sum(len(text) for _, text in passage) <= letters:
        return passage
    answer: Passage = []
    room = letters
    for plain, foreign, mark in _by_mark(passage):
        for part, behind in ((plain, []), (foreign, mark)):
            size = sum(len(text) for _, text in part)
            if size > room:
                kept = _kept(part, room)
                if answer and _is_scrap(kept):
                    return _ended(answer)
                return [*answer, *kept, *behind]
            answer += [*part, *behind]
            room -= size
    return answer


def _by_mark(passage: Passage) -> Iterator[tuple[Passage, Passage, Passage]]:
    """Yield a passage in pieces: words without a mark, what is in another language, and the mark that says so."""
    begin = 0
    for at, (language, text) in enumerate(passage):
        before = at - 1 if at and passage[at - 1][1].isspace() else at
        if before > begin and MARK.fullmatch(text) and passage[before - 1][0] != language:
            first = before
            while first > begin and (passage[first - 1][0] != language or passage[first - 1][1].isspace()):
                first -= 1
            yield passage[begin:first], passage[first:before], passage[before : at + 1]
            begin = at + 1
    yield passage[begin:], [], []


def _kept(passage: Passage, room: int) -> Passage:
    """Return as much of a passage without a mark as there is room for."""
    answer: Passage = []
    for language, text in runs(passage):
        if len(text) > room:
            cut = (language, _cut(text, room))
            return _ended(answer) if answer and _is_scrap([cut]) else [*answer, cut]
        answer.append((language, text))
        room -= len(text)
    return answer


def _is_scrap(passage: Passage) -> bool:
    """Tell whether what a cut has left is too little to say anything."""
    return sum(len(WORD.findall(text)) for _, text in passage) < LEAST_WORDS


def _ended(passage: Passage) -> Passage:
    """End a passage after which something was left out: with its last sentence, or with dots."""
    *before, (language, text) = passage
    core = text.rstrip()
    if not core.strip(BETWEEN) and before and core not in STOPS:
        return _ended(before)
    if core.endswith((*STOPS, DOTS, ")", "）", END)):
        return [*before, (language, core)]
    return [*before, (language, _closed(core.rstrip(BETWEEN) + DOTS))]


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
    return _closed(kept.rstrip(BETWEEN) + DOTS)


def _closed(text: str) -> str:
    opened = sum(text.count(mark) for mark in (LEFT_TO_RIGHT, FROM_THE_RIGHT)) - text.count(END)
    return text + END * max(opened, 0)
