"""Words to what they mean: the longest phrases that are known, places and distances, and what is left over."""

from peerdir import danger
from peerdir.analyse import fold, has_marks, is_unspaced, singular, words
from peerdir.fillers import FILLERS
from peerdir.places.distance import MILE
from peerdir.search import spelling
from peerdir.search.lookups import concepts, named_from

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peerdir.index.store import Index
    from peerdir.search.lookups import Concept

    Name = tuple[int, int, str, str]

LONGEST_PHRASE = 6
LONGEST_NAME = 10
# Runs without spaces: so many characters a phrase, and no fewer where letters bear marks, which a cut would tear off.
LONGEST_RUN, SHORTEST_MARKED = 24, 3
# So many letters before or after a number belong to an hour: "ตั้งแต่ 18 นาฬิกา".
LONGEST_BESIDE = 8
# More than this nobody types; whoever pastes a page gets an answer to its beginning.
MOST_LETTERS, MOST_WORDS = 400, 32
# Nothing is left out because of them, so whoever says one before what is known is told so.
NEGATIONS = frozenset(("no", "not", "pas"))
CLOCKS = ("am", "pm", "h")  # stand behind an hour
KILOMETERS = {
    **dict.fromkeys(
        ("km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "kilometro", "kilometros"), 1.0
    ),
    **dict.fromkeys(("公里", "千米", "กม", "กิโลเมตร", "كم", "كيلومتر"), 1.0),
    **dict.fromkeys(("mi", "mile", "miles", "milla", "millas"), MILE),
}
FURTHEST = 20_000.0


class Phrase:
    """Some words that belong together, and what they mean, if that is known.

    `words` are as they are compared, `typed` as they were typed. `names` are the ids of the programs that
    have these words in a longer phrase that is their name.
    """

    __slots__ = ("concepts", "is_near", "names", "typed", "words")

    def __init__(self, said: str, meant: "Sequence[Concept]" = (), *, is_near: bool = False) -> None:
        self.words = self.typed = said
        self.concepts = tuple(meant)
        self.names: list[str] = []
        self.is_near = is_near


class Understood:
    """A text as understood: phrases in order, how far somebody would go (kilometers), what was mended, what is no use.

    `far` are the words that say how far. `names` are the ids of programs whose name the text, or some of it, is.
    `typed` says how a word was typed, where it is not as it is compared. `in_danger` tells that somebody may be, who
    types this.
    """

    __slots__ = ("far", "in_danger", "mended", "names", "phrases", "typed", "unused", "within_km")

    def __init__(self) -> None:
        self.phrases: list[Phrase] = []
        self.names: dict[str, str] = {}
        self.within_km: float | None = None
        self.far = ""
        self.in_danger = False
        self.mended: list[str] = []
        self.unused: list[str] = []
        self.typed: dict[str, str] = {}


def understand(index: "Index", text: str) -> Understood:
    """Understand a text. Never raises, whatever it holds."""
    found = Understood()
    found.typed = _typed(text[:MOST_LETTERS])
    said = words(text[:MOST_LETTERS])
    found.unused += said[MOST_WORDS:]
    said = said[:MOST_WORDS]
    found.in_danger = danger.is_said(said)
    said = _hours(index, [part for word in _distance(found, said) for part in _parted(word)])
    known = _known(index, said)
    mended = spelling.mend(index, said, range(len(said)) if found.in_danger else _certain(said, known))
    found.mended = mended.shown
    begun: list[Name] = []
    if mended.shown:
        begun = list(_begun(index, said, mended.words))
        said, known = mended.words, _known(index, mended.words)
    _read(found, said, known, begun)
    for phrase in found.phrases:
        phrase.typed = " ".join(found.typed.get(word, word) for word in phrase.words.split(" "))
    return found


def _typed(text: str) -> dict[str, str]:
    """Return how each word was typed, by how it is compared: "Réunion" is "reunion"."""
    apart = "".join(char if char.isalnum() or _is_mark(char) else " " for char in text)
    return {fold(word): word for word in apart.split()}


def _begun(index: "Index", typed: "Sequence[str]", mended: "Sequence[str]") -> "Iterator[Name]":
    """Yield the programs whose name begins with a word that was mended: they may have been meant as it was typed."""
    for position, (word, better) in enumerate(zip(typed, mended, strict=True)):
        if word != better:
            yield from ((position, position + 1, id_, word) for id_ in named_from(index, singular(word)))


def _distance(found: Understood, said: list[str]) -> list[str]:
    """Take "10 km", "10km" or "10 miles" out of the words, and note how many kilometers that is."""
    for i, word in enumerate(said):
        number = word.rstrip("abcdefghijklmnopqrstuvwxyz")
        unit, length = (word[len(number) :], 1) if len(number) < len(word) else ("".join(said[i + 1 : i + 2]), 2)
        if unit in KILOMETERS and number.isascii() and number.isdigit() and 0 < (far := int(number[:6])) < FURTHEST:
            found.within_km, found.far = far * KILOMETERS[unit], " ".join(said[i : i + length])
            return said[:i] + said[i + length :]
    return said


def _parted(word: str) -> tuple[str, ...]:
    """Part an hour that is written without a space: "6pm" is "6 pm"."""
    number = word.rstrip("amph")
    clock = word[len(number) :]
    return (number, clock) if clock in CLOCKS and number.isascii() and number.isdecimal() else (word,)


def _hours(index: "Index", said: list[str]) -> list[str]:
    """Take the words for an hour out of the runs without spaces on both sides of its number: "เบาหวานหลัง 18.00 น."."""
    found: list[str] = []
    position = 0
    while position < len(said):
        end = position
        while end < len(said) and said[end].isascii() and said[end].isdecimal():
            end += 1
        if end == position:
            found.append(said[position])
            position += 1
            continue
        before = found.pop() if found and is_unspaced(found[-1]) else ""
        after = said[end] if end < len(said) and is_unspaced(said[end]) else ""
        head, tail = _beside(index, before, said[position:end], after)
        cut = len(before) - head
        found += [
            part for part in (before[:cut], before[cut:], *said[position:end], after[:tail], after[tail:]) if part
        ]
        position = end + bool(after)
    return found


def _beside(index: "Index", before: str, numbers: list[str], after: str) -> tuple[int, int]:
    """Return how many letters before and after a number make an hour of it; none where nothing does."""
    ways = [
        (head, tail)
        for head in range(min(LONGEST_BESIDE, len(before)) + 1)
        for tail in range(min(LONGEST_BESIDE, len(after)) + 1)
        if head + tail and not _is_torn(after[tail : tail + 1])
    ]
    said = {way: " ".join(filter(None, (before[len(before) - way[0] :], *numbers, after[: way[1]]))) for way in ways}
    known = concepts(index, said.values()) if said else {}
    hours = [way for way in ways if any(kind == "time" for kind, _, _ in known.get(said[way], ()))]
    return max(hours, key=sum, default=(0, 0))


def _known(index: "Index", said: "Sequence[str]") -> "Mapping[str, list[Concept]]":
    """Look up every run of words, and of characters in words without spaces, at once."""
    compared = [*map(singular, said)]
    runs = {" ".join(compared[i : i + n]) for i in range(len(said)) for n in range(1, LONGEST_NAME + 1)}
    for word in said:
        if is_unspaced(word):
            runs |= {word[i : i + n] for i in range(len(word)) for n in range(2, LONGEST_RUN + 1)}
    return concepts(index, runs)


def _certain(said: "Sequence[str]", known: "Mapping[str, list[Concept]]") -> set[int]:
    """Return the positions of words that are part of a known phrase of several words, or of a program's name."""
    found: set[int] = set()
    compared = [*map(singular, said)]
    for start in range(len(said)):
        for length in range(1, min(LONGEST_NAME, len(said) - start) + 1):
            meant = known.get(" ".join(compared[start : start + length]), ())
            # A single word that is a place's name only may be half of a phrase with a slip in it.
            if meant and (length > 1 or any(kind != "place" for kind, _, _ in meant)):
                found |= set(range(start, start + length))
    return found


def _read(
    found: Understood, said: "Sequence[str]", known: "Mapping[str, list[Concept]]", begun: "Sequence[Name]"
) -> None:
    """Cut the words into phrases."""
    names = [*begun, *_names(said, known)]
    position, is_near = 0, False
    while position < len(said):
        length, meant = _longest(said[position:], known)
        here = " ".join(said[position : position + length])
        phrases = [Phrase(here, meant)]
        if not meant and is_unspaced(here):
            phrases = list(_unspaced(here, known))
        elif not meant and here in FILLERS:
            phrases = []
            if here in NEGATIONS and _longest(said[position + 1 :], known)[1]:
                found.unused.append(here)
        for phrase in phrases:
            is_near = _add(found, phrase, is_near)
            phrase.names = [id_ for start, end, id_, _ in names if start <= position and position + length <= end]
        position += length
    found.names = {id_: said_so for _, _, id_, said_so in names}


def _add(found: Understood, phrase: Phrase, is_near: bool) -> bool:
    """Add a phrase; tell whether it is a word like "near", which says that a place follows."""
    if any(kind == "near" for kind, _, _ in phrase.concepts):
        if any(code == "me" for _, code, _ in phrase.concepts):
            found.unused.append(phrase.words)
            return False
        return True
    phrase.is_near = is_near
    found.phrases.append(phrase)
    return False


def _names(said: "Sequence[str]", known: "Mapping[str, list[Concept]]") -> "list[Name]":
    """Return which runs of words are the name of which program: where one begins and ends, the id, the words."""
    compared = [*map(singular, said)]
    return [
        (start, start + length, code, " ".join(said[start : start + length]))
        for start in range(len(said))
        for length in range(1, min(LONGEST_NAME, len(said) - start) + 1)
        for kind, code, _ in known.get(" ".join(compared[start : start + length]), ())
        if kind == "name"
    ]


def _longest(said: "Sequence[str]", known: "Mapping[str, list[Concept]]") -> "tuple[int, list[Concept]]":
    """Return how many words the longest phrase at the beginning has, and what it means."""
    for length in range(min(LONGEST_PHRASE, len(said)), 0, -1):
        phrase = singular(" ".join(said[:length]))
        meant = [concept for concept in known.get(phrase, ()) if concept[0] != "name"]
        if meant and not (length == 1 and said[0] in FILLERS and not any(kind == "near" for kind, _, _ in meant)):
            return length, meant
    return 1, []


def _unspaced(run: str, known: "Mapping[str, list[Concept]]") -> "Iterator[Phrase]":
    """Cut a run of Chinese or Thai into the longest parts whose meaning is known; the rest is looked for as text."""
    rest, position = "", 0
    while position < len(run):
        length, meant = _part(run, position, known)
        if meant:
            yield from _left(rest)
            yield Phrase(run[position : position + length], meant)
            rest = ""
        else:
            rest += run[position]
        position += length
    yield from [Phrase(rest)] if rest == run else _left(rest)


def _left(rest: str) -> "Iterator[Phrase]":
    """What stands between two known parts is mostly a word that joins them; one character says nothing."""
    if len(rest) > 1 and rest not in FILLERS:
        yield Phrase(rest)


def _part(run: str, start: int, known: "Mapping[str, list[Concept]]") -> "tuple[int, list[Concept]]":
    shortest = SHORTEST_MARKED if has_marks(run) and len(run) > SHORTEST_MARKED else 2
    for length in range(min(LONGEST_RUN, len(run) - start), shortest - 1, -1):
        part = run[start : start + length]
        meant = [concept for concept in known.get(part, ()) if concept[0] != "name"]
        if meant and not _is_torn(run[start + length : start + length + 1]):
            return length, meant
    return 1, []


def _is_torn(following: str) -> bool:
    """Tell whether a mark follows, so that a cut before it would tear it off its letter."""
    return bool(following) and _is_mark(following)


def _is_mark(char: str) -> bool:
    """Tell whether a character is a mark on the letter before it."""
    if char.isascii():
        return False
    import unicodedata

    return unicodedata.category(char)[0] == "M"
