"""The order of a list as its readers look things up, in any script."""

import functools
import re
import unicodedata

# Thai writes these vowels before the consonant that is spoken first, and by which a word is looked up.
VOWEL_BEFORE = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
# The national character set of China (GB/T 2312) lists the 3,755 commonest letters by how they are spoken, as readers
# look them up; Unicode lists them by how they are drawn.
HAN = re.compile("[\u4e00-\u9fff]")
PRIVATE = 0xF0000
# Letters that Unicode does not take apart, as they stand in a list.
UNDIVIDED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})


@functools.lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Fold letters for the order of a list: É stands with E, เพื่อน with พ, 糖 where Chinese lists have it."""
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    letters = VOWEL_BEFORE.sub(r"\2\1", " ".join(plain.casefold().translate(UNDIVIDED).split()))
    return HAN.sub(_in_order, letters)


def _in_order(letter: re.Match[str]) -> str:
    """Put a letter of private use for a Chinese one: they stand in the order of the Chinese ones in GB 2312."""
    try:
        return chr(PRIVATE + int.from_bytes(letter[0].encode("gb2312")))
    except UnicodeEncodeError:
        return letter[0]
