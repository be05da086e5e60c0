"""Words as people type them to words as they are compared: folded, and split where a script has no spaces.

The search box of the web pages does the same in JavaScript; `tests/analyse.json` holds examples that both must pass.
A search imports this at every start, so it does without `re`, and without Unicode's tables while a text is ASCII.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Latin, Greek, Cyrillic and Arabic marks go, and what nobody sees; the marks of Thai and of Indian scripts stay.
_MARKS = [
    *range(0x300, 0x370),
    *range(0x64B, 0x653),
    0x670,
    0x640,
    0x200D,
    0x200E,
    0x200F,
    0x2060,
    0x20E3,
    0xAD,
    0xFEFF,
]
_MARKS += range(0xFE00, 0xFE10)  # which picture of a sign is meant
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"}
_LATIN = {"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
# Where ten digits in a row begin: Arabic, Persian, Devanagari, Bengali, Thai, Lao, Burmese, Khmer.
_DIGITS = (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xED0, 0x1040, 0x17E0)
BARE = (
    dict.fromkeys(_MARKS)
    | {ord(letter): plain for letter, plain in {**_ARABIC, **_LATIN}.items()}
    | {start + digit: str(digit) for start in _DIGITS for digit in range(10)}
    | dict.fromkeys(map(ord, "’ʼ‘ʻ＇`´"), "'")
)
# More marks on one letter are no writing, and take Unicode's ordering a time that grows with their square.
MOST_MARKS = 8
ASCII_BREAKS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "'")}
# What French and its neighbours put before a vowel: "l'été" is "été".
ELISIONS = frozenset(("l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "dell", "all"))
# The Arabic article, alone and with what is written together with it.
ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
# Scripts that write words without spaces: Chinese and Japanese, Thai and Lao, Burmese, Khmer.
UNSPACED = ((0x2E80, 0x2FDF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
UNSPACED_WITH_MARKS = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))
# Words people put between those that matter; alone they say nothing, inside a phrase they count.
SMALL_WORDS = frozenset(
    """
    a an and at by for from i in is me my near no of on or program programs support the to who with
    al con de del el en la las los para por un una y avec dans des du et le les pour
    """.split()  # noqa: SIM905 - one word a line helps nobody
)


def fold(text: str) -> str:
    """Fold case, accents, width, digits and Arabic letters people write in several ways: "Depresión" is "depresion"."""
    # An accent that stands alone is a typed apostrophe; taken apart it would become a blank.
    text = text.replace("´", "'").replace("`", "'")
    if text.isascii():
        return text.lower()
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", _few_marks(text)).casefold()
    bare = unicodedata.normalize("NFC", decomposed.translate(BARE))
    return bare.translate(BARE)


def _few_marks(text: str) -> str:
    """Leave out the marks beyond the first few on one letter."""
    import unicodedata

    if max(map(len, text.split()), default=0) <= MOST_MARKS or not any(map(unicodedata.combining, set(text))):
        return text
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def words(text: str) -> list[str]:
    """Split text into folded words; a run of a script without spaces stays one word here.

    Letters, digits and the marks that belong to letters make a word, and apostrophes inside it: "Parkinson's". What
    French puts before one goes: "l'été" is "ete".
    """
    folded = fold(text)
    broken = folded.translate(ASCII_BREAKS) if folded.isascii() else _apart(folded)
    found = broken.split()
    return [word for said in found if (word := _whole(said))] if "'" in broken else found


def _whole(word: str) -> str:
    """Take the apostrophes round a word away, and the little word before one."""
    head, _, tail = word.strip("'").partition("'")
    while tail and head in ELISIONS:
        head, _, tail = tail.strip("'").partition("'")
    return f"{head}'{tail}" if tail else head


def _apart(text: str) -> str:
    """Put a space in place of all that is no letter, digit or mark, and round each run without spaces."""
    import unicodedata

    letters = set(text)
    breaks = {ord(char): " " for char in letters if unicodedata.category(char)[0] not in "LNM" and char != "'"}
    bare = text.translate(breaks)
    return _around_runs(bare) if any(map(is_unspaced, letters)) else bare


def _around_runs(text: str) -> str:
    parts, inside = [], False
    for char in text:
        if is_unspaced(char) != inside and char != " ":
            parts.append(" ")
            inside = not inside
        parts.append(char)
    return "".join(parts)


def is_unspaced(word: str) -> bool:
    """Tell whether a word, or a letter, is of a script that is written without spaces."""
    code = ord(word[0])
    return code >= 0x0E00 and any(low <= code <= high for low, high in UNSPACED + UNSPACED_WITH_MARKS)


def has_marks(word: str) -> bool:
    """Tell whether a word is of a script without spaces whose letters bear marks: Thai, Lao, Burmese, Khmer."""
    code = ord(word[0])
    return any(low <= code <= high for low, high in UNSPACED_WITH_MARKS)


def singular(phrase: str) -> str:
    """Take plural endings and the Arabic article off folded words, so that "refugee" meets "refugees"."""
    return " ".join(map(_singular, phrase.split(" ")))


def _singular(word: str) -> str:
    if "'" in word:
        word = word.removesuffix("'s").replace("'", "")
    if word.isascii():
        if len(word) > 4 and word.endswith("ies"):
            return f"{word[:-3]}y"
        return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    article = next((start for start in ARTICLES if word.startswith(start)), "")
    return word[len(article) :] if len(word) > len(article) + 2 else word


def key(text: str) -> str:
    """Return a phrase as it is compared: its folded words without plural endings."""
    return singular(" ".join(words(text)))


def terms(text: str) -> list[str]:
    """Split text into what an index of words holds: words, and pairs of neighbouring characters without spaces."""
    return [term for word in words(text) for term in pairs(word.replace("'", ""))]


def pairs(word: str) -> "Sequence[str]":
    """Cut a run without spaces into pairs of neighbouring characters; any other word is whole."""
    if len(word) < 2 or not is_unspaced(word):
        return (word,)
    return [word[i : i + 2] for i in range(len(word) - 1)]


def most_edits(word: str) -> int:
    """Return how many letters of a word may be wrong: none below three, one below six, else two."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def cuts(word: str) -> "Iterator[str]":
    """Yield a word, and the word without each of its letters: what two words a slip apart have in common."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def edits(one: str, other: str, most: int) -> int:
    """Count the letters to add, leave out, change or swap with a neighbour between two words; `most` + 1 if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, match in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != match))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == match:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
