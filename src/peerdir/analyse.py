"""Words as people type them to words as they are compared: folded, and split where a script has no spaces.

The search box of the web pages does the same in JavaScript; `tests/analyse.json` holds examples that both must pass.
"""

import re
import unicodedata

# Latin, Greek and Cyrillic marks go; the marks of Thai and of Indian scripts are letters and stay.
MARKS = re.compile("[\u0300-\u036f\u064b-\u0652\u0670\u0640]")
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
LETTERS_WITHOUT_MARKS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
# Scripts that write words without spaces: Chinese and Japanese, Thai, Lao, Burmese, Khmer.
UNSPACED = "\u2e80-\u2fdf\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
WORD = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+(?:['’][^\W\d_{UNSPACED}]+)*")
UNSPACED_WORD = re.compile(rf"[{UNSPACED}]+")
# Words people put between those that matter; alone they say nothing, inside a phrase they count.
SMALL_WORDS = frozenset(
    """
    a an and at by for from i in is me my near no of on or program programs support the to who with
    al con de del el en la las los para por un una y avec dans des du et le les pour
    """.split()  # noqa: SIM905 - one word a line helps nobody
)


def fold(text: str) -> str:
    """Fold case, accents, width and the Arabic letters people write in several ways: "Depresión" is "depresion"."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = unicodedata.normalize("NFC", MARKS.sub("", decomposed.translate(ARABIC)))
    return bare.translate(LETTERS_WITHOUT_MARKS).translate(ARABIC)


def words(text: str) -> list[str]:
    """Split folded text into words; a run without spaces stays one word here."""
    return [word.replace("’", "'") for word in WORD.findall(fold(text))]


def singular(phrase: str) -> str:
    """Take the plural endings off folded words, so that "refugee" meets "refugees": one way for both sides."""
    return " ".join(map(_singular, phrase.split(" ")))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def terms(text: str) -> list[str]:
    """Split text into what an index holds: words, and pairs of neighbouring characters for unspaced scripts."""
    found: list[str] = []
    for word in words(text):
        if UNSPACED_WORD.fullmatch(word) and len(word) > 1:
            found.extend(word[i : i + 2] for i in range(len(word) - 1))
        else:
            found.append(word)
    return found
