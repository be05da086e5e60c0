"""A translation is written in its own script and says something new: English text under `ar` helps nobody who reads it.

Names may stay as they are.

Bad:

    translations:
      ar: {name: Example, summary: Neighbors who have diabetes help each other.}

Good:

    translations:
      ar: {name: Example, summary: يساعد الجيران بعضهم بعضا كل يوم في العيش مع السكري.}
"""

import re
from collections.abc import Iterator

from peerdir.analyse import words
from peerdir.diagnostic import Severity
from peerdir.prose import prose, translated
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
# Languages that are written in one script everywhere; Serbian, Punjabi, Kurdish and others are in several.
SCRIPTS = {
    "Latin": ("A-Za-z\u00c0-\u024f\u1e00-\u1eff", "de en es fr ht id it nl pl pt so sv sw tl tr vi"),
    "Arabic": ("\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc", "ar fa prs ps ur"),
    "Cyrillic": ("\u0400-\u052f", "be bg ru uk"),
    "Chinese": ("\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff", "yue zh"),
    "Japanese": ("\u3040-\u30ff\u3400-\u9fff", "ja"),
    "Korean": ("\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", "ko"),
    "Hebrew": ("\u0590-\u05ff", "he yi"),
    "Greek": ("\u0370-\u03ff\u1f00-\u1fff", "el"),
    "Devanagari": ("\u0900-\u097f", "hi mr ne"),
    "Bengali": ("\u0980-\u09ff", "bn"),
    "Thai": ("\u0e00-\u0e7f", "th"),
    "Lao": ("\u0e80-\u0eff", "lo"),
    "Burmese": ("\u1000-\u109f", "my"),
    "Khmer": ("\u1780-\u17ff", "km"),
    "Ethiopic": ("\u1200-\u139f", "am ti"),
    "Armenian": ("\u0530-\u058f", "hy"),
    "Georgian": ("\u10a0-\u10ff", "ka"),
}
SCRIPT_OF = {code: (name, letters) for name, (letters, codes) in SCRIPTS.items() for code in codes.split()}
# A code such as zh-Latn names its own script.
NAMES_SCRIPT = re.compile(r"-[A-Z][a-z]{3}\b(?<!-Hans)(?<!-Hant)")
# Addresses and abbreviations are Latin everywhere.
LATIN_EVERYWHERE = re.compile(r"\S*[@/]\S*|\b[A-Z0-9+&-]{2,}\b")
FEWEST_LETTERS = 12
SHARE = 1 / 3


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every translated text but the names."""
    del context
    if not entry.program.translations:
        return
    originals = {text for _, text in prose(entry.program)}
    for pointer, text in translated(entry):
        code = str(pointer[1])
        name, letters = SCRIPT_OF.get(code.partition("-")[0], ("", ""))
        if pointer[-1] == "name":
            continue
        if text in originals and len(words(text)) > 2:
            yield pointer, "this is the text of the original once more; translate it, or leave it out"
        elif letters and not NAMES_SCRIPT.search(code) and not _is_in(letters, text):
            yield pointer, f'this is not written in {name} letters, as "{code}" is; translate it, or mend the language'


def _is_in(letters: str, text: str) -> bool:
    """Tell whether at least a third of a text's letters are these; too short a text is not judged."""
    rest = LATIN_EVERYWHERE.sub("", text)
    found = len(re.findall(f"[{letters}]", rest))
    every = sum(map(str.isalpha, rest))
    return every < FEWEST_LETTERS or found >= SHARE * every
