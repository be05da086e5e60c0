"""Text as passages: which language each stretch is in, and what must keep its order among right-to-left letters.

A passage is a list of (language, words) pairs. The typesetter gives every pair its direction, its letters and, for
people who listen, its voice. Digits and Latin letters inside Arabic or Hebrew text are wrapped in Unicode isolates, and
so is Arabic or Hebrew inside other text: without them a phone number prints in the wrong order ("0142-555"), and the
house number of the next address wanders off.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from peerdir.render.punctuation import FULL_STOPS, WRITTEN_IN, between, script_of

Passage = list[tuple[str, str]]

# By script: its characters, and the language it stands for when the program names none that is written in it.
SCRIPTS = {
    "arabic": ("\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe", "ar"),
    "hebrew": ("\u0590-\u05ff\ufb1d-\ufb4f", "he"),
    "thai": ("\u0e01-\u0e5b", "th"),
    "han": ("\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffee", "zh"),
    "hangul": ("\u1100-\u11ff\uac00-\ud7af", "ko"),
    "cyrillic": ("\u0400-\u052f", "ru"),
    "greek": ("\u0370-\u03ff\u1f00-\u1fff", "el"),
}
RIGHT_TO_LEFT = {"arabic", "hebrew"}
# Letters of one script with whatever is not a letter between them: "اتصل بالرقم 619-555-0100 للتسجيل" is one stretch.
STRETCH = re.compile(
    "|".join(
        rf"(?P<{name}>[{chars}](?:[^a-zA-Z\u00c0-\u024f\u1e00-\u1eff]*[{chars}])*)"
        for name, (chars, _) in SCRIPTS.items()
    )
)
NUMBER = r"(?<!\w)\+?\(?[0-9][0-9 \u00a0()./\-]{4,}[0-9](?!\w)"
PHONE = re.compile(NUMBER)
ADDRESS = re.compile(rf"https?://\S+|[\w.+-]+@[\w.-]+\w|{NUMBER}|[A-Za-z]+\+(?!\w)")
WITHOUT_SPACE = ("。", "！", "？")  # behind these, which bring their own
NO_BREAK_SPACE, LEFT_TO_RIGHT, FROM_THE_RIGHT, END = "\u00a0", "\u2066", "\u2067", "\u2069"


def passage(text: str, language: str, spoken: Sequence[str] = ()) -> Passage:
    """Split `text`, written mainly in `language`, by script. `spoken` are other languages it may hold."""
    return list(_passage(text, base(language), tuple(spoken)))


# A program's texts stand on a page in each language.
@functools.lru_cache(maxsize=10_000)
def _passage(text: str, language: str, spoken: Sequence[str]) -> Sequence[tuple[str, str]]:
    text = PHONE.sub(lambda found: found[0].replace(" ", NO_BREAK_SPACE), unicodedata.normalize("NFC", text.strip()))
    first = _first_letter(text)
    if first and unicodedata.bidirectional(first) in ("R", "AL"):
        return [(_language(_script(first), language, spoken), isolated(text))]
    return list(_stretches(text, language, spoken))


def base(language: str) -> str:
    """Return the language itself, without script and country: zh for zh-Hans."""
    return language.partition("-")[0]


def _stretches(text: str, language: str, spoken: Sequence[str]) -> Iterable[tuple[str, str]]:
    position = 0
    for found in STRETCH.finditer(text):
        if found.start() > position:
            yield language, text[position : found.start()]
        script = found.lastgroup or ""
        words = _embedded(isolated(found[0])) if script in RIGHT_TO_LEFT else found[0]
        yield _language(script, language, spoken), words
        position = found.end()
    if position < len(text):
        yield language, text[position:]


def isolated(text: str) -> str:
    """Keep phone numbers, addresses and "LGBTQ+" inside right-to-left text in their order."""
    return ADDRESS.sub(lambda found: f"{LEFT_TO_RIGHT}{found[0]}{END}", text)


def _first_letter(text: str) -> str | None:
    return next((char for char in text if unicodedata.bidirectional(char) in ("L", "R", "AL")), None)


# A text is joined to others many times.
@functools.lru_cache(maxsize=10_000)
def _begins_from_the_right(text: str) -> bool:
    return unicodedata.bidirectional(_first_letter(text) or "x") in ("R", "AL")


def _script(letter: str) -> str:
    found = STRETCH.match(letter)
    return found.lastgroup or "" if found else ""


def _language(script: str, language: str, spoken: Sequence[str]) -> str:
    """The language a script is in: the text's own, else one of the program's, else the usual one."""
    known = WRITTEN_IN.get(script, ())
    candidates = [base(code) for code in (language, *spoken)]
    usual = SCRIPTS[script][1] if script in SCRIPTS else candidates[0]
    return next((code for code in candidates if code in known), usual)


def joined(passages: Iterable[Passage | None], separator: str, language: str) -> Passage | None:
    """Join passages by words of `language`; None when there is nothing to join."""
    parts = [part for part in passages if part]
    if parts and all(_from_the_right(part) for part in parts):
        glue = _between(parts[0][0], parts[-1][0], separator, base(language))
        return [(parts[0][0][0], glue.join(text for part in parts for _, text in part))]
    answer: Passage = []
    for part in parts:
        if answer:
            answer.append((base(language), _between(answer[-1], part[0], separator, base(language))))
        answer.extend([(code, _embedded(text)) for code, text in part] if _from_the_right(part) else part)
    return answer or None


def flat(passage: Passage) -> str:
    """Return the words of a passage as one text, whatever language they are in."""
    return "".join(words for _, words in passage)


def _between(before: tuple[str, str], behind: tuple[str, str], separator: str, language: str) -> str:
    """Return a separator as the script of the language writes it, where words of that script are on either side."""
    if separator == " " and before[1].endswith(WITHOUT_SPACE):
        return ""
    own = script_of(language)
    if own is None or (before[0] not in WRITTEN_IN[own] and behind[0] not in WRITTEN_IN[own]):
        return separator
    return between(separator, language)


def _from_the_right(part: Passage) -> bool:
    """Whether a passage is a right-to-left paragraph of its own."""
    return len(part) == 1 and _begins_from_the_right(part[0][1])


def _embedded(text: str) -> str:
    """Right-to-left text inside a left-to-right line: what follows it keeps its own direction."""
    return f"{FROM_THE_RIGHT}{text}{END}"


def sentence(text: str) -> str:
    """End a text with the full stop of its script, so that several can follow one another; Thai has none."""
    core = text.rstrip()
    if not core.endswith(")") and not core[-1:].isalnum():
        return core
    last = next(filter(str.isalnum, reversed(core)), "")
    return core + FULL_STOPS.get(_script(last), ".")
