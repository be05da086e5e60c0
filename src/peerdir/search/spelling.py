"""Mends what people typed: phrases of the vocabulary first, then words, never a word that is right already."""

from peerdir.analyse import edits, is_unspaced, most_edits, singular
from peerdir.fillers import FILLERS
from peerdir.search.lookups import completed, concepts, is_in_text, known_words, near_words, phrases_with

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from peerdir.index.store import Index
    from peerdir.search.lookups import Near

LONGEST_PHRASE = 6
# A word of so many letters may be the beginning of one; of fewer it must be long enough not to stand in a text.
SURE_START, SHORTEST_START = 5, 4
# What only stands in texts is taken for what was meant if it is so long.
LONG_WORD = 8
# Where there are so few letters, another one makes another word: "ave" is no slip for "ase". Turned or left out, they
# are one: "hvi" for "hiv", "cpd" for "copd".
TINY_WORD = 3
VOCABULARY = 2
# Two words with so long a beginning in common, and not more than so much behind it, are one: "diabetic", "diabetes".
STEM, TAIL = 5, 4


class Mended:
    """Words after mending, each with how many of the typed words it stands for; and what was mended, to be shown."""

    __slots__ = ("shown", "words")

    def __init__(self, words: list[str], shown: list[str]) -> None:
        self.words = words
        self.shown = shown


def mend(index: "Index", said: "Sequence[str]", right: "Collection[int]") -> Mended:
    """Mend words; those at the positions in `right` are part of a phrase that is known and stay."""
    worth = known_words(index, {form for word in said for form in (word, singular(word))})
    odd = {i for i, word in enumerate(said) if i not in right and _is_odd(word, worth)}
    words, shown = list(said), list[str]()
    for start, phrase in _phrases(index, said, odd) if odd else ():
        parts = phrase.split()
        words[start : start + len(parts)] = parts
        odd -= set(range(start, start + len(parts)))
        shown.append(phrase)
    for i in sorted(odd):
        if better := _word(index, words[i]):
            words[i] = better
            shown.append(better)
    return Mended(words, shown)


def _is_odd(word: str, worth: "Mapping[str, int]") -> bool:
    """Tell whether a word of letters stands in no phrase of a vocabulary."""
    is_word = word.replace("'", "").isalpha() and not is_unspaced(word)
    return is_word and word not in FILLERS and max(worth.get(word, 0), worth.get(singular(word), 0)) < VOCABULARY


def _phrases(index: "Index", said: "Sequence[str]", odd: "Collection[int]") -> "list[tuple[int, str]]":
    """Find the phrases that runs of words with an odd one among them were meant to be: where each starts, and it."""
    compared = [singular(word) for word in said]
    written = phrases_with(index, set(compared))
    found: list[tuple[int, str]] = []
    taken: set[int] = set()
    for length in range(LONGEST_PHRASE, 1, -1):
        phrases = [phrase for phrase in written if phrase.count(" ") + 1 == length]
        for start in range(len(said) - length + 1):
            run = set(range(start, start + length))
            is_open = phrases and run & set(odd) and not run & taken
            if is_open and (phrase := _nearest(compared[start : start + length], phrases)):
                found.append((start, written[phrase]))
                taken |= run
    return found


def _nearest(run: "Sequence[str]", phrases: "Sequence[str]") -> str | None:
    found = [(cost, phrase) for phrase in phrases if (cost := _cost(run, phrase.split()))]
    return min(found)[1] if found else None


def _cost(run: "Sequence[str]", phrase: "Sequence[str]") -> int:
    """Count the slips between some words and a phrase of as many; 0 if they are too many, or none."""
    total, same = 0, 0
    for word, meant in zip(run, phrase, strict=True):
        if word == meant:
            same += len(word)
            continue
        slips = edits(word, meant, most_edits(word))
        is_start = len(word) > 1 and meant.startswith(word)
        if slips > most_edits(word) and not is_start:
            return 0
        total += min(slips, len(meant) - len(word)) if is_start else slips
    return total if same >= total * 2 else 0


def _word(index: "Index", word: str) -> str | None:
    """Find the word that was meant by one that stands in no vocabulary; None if it may be right as it is."""
    starts = completed(index, word) if len(word) >= SHORTEST_START else []
    if starts and len(word) >= SURE_START:
        return starts[0]
    if is_in_text(index, word):
        return None
    if starts:
        return starts[0]
    near = near_words(index, singular(word)) or near_words(index, word)
    alone = concepts(index, {singular(one.word) for one in near})
    for one in near:
        if _is_likely(word, one, is_phrase=singular(one.word) in alone):
            return one.word
    return _stem(index, word)


def _is_likely(word: str, near: "Near", *, is_phrase: bool) -> bool:
    """Tell whether a word may have been meant: one that means something, or else a long one with a single slip."""
    if len(word) == len(near.word) <= TINY_WORD and sorted(word) != sorted(near.word):
        return False
    if near.edits > 1 and len(near.word) <= SURE_START:
        return False
    is_far = near.edits > 1 or len(word) <= SURE_START
    if is_far and near.word[:1] != word[:1] and near.word[:2] != word[1::-1]:
        return False
    return is_phrase or (near.texts > 0 and near.edits == 1 and len(word) >= LONG_WORD)


def _stem(index: "Index", word: str) -> str | None:
    """Find a word that begins as this one does and ends otherwise: "hypertensive" is "hypertension"."""
    for tail in range(1, TAIL + 1):
        stem = word[:-tail]
        if len(stem) < STEM or len(stem) * 3 < len(word) * 2:
            return None
        for other in completed(index, stem):
            if len(other) <= len(stem) + TAIL:
                return other
    return None
