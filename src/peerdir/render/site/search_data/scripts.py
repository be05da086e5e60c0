"""Phrases by the script they are written in: those with letters other than Latin ones are fetched when they are typed.

Most of what people say stands in a vocabulary in many languages, and whoever types one reads none of the others.
"""

from collections.abc import Iterable
from typing import Any

from peerdir.analyse import has_marks, is_unspaced
from peerdir.render.site.search_data.phrases import BETWEEN

LATIN = ""
ARABIC = range(0x600, 0x700)
Kinds = dict[str, list[list[Any]]]


def script(words: str) -> str:
    """Return the script of the first letter that is not Latin: "arabic", "chinese", "thai", "other"; "" if all are."""
    letter = next((letter for letter in words if not letter.isascii()), "")
    if not letter:
        return LATIN
    if ord(letter) in ARABIC:
        return "arabic"
    if not is_unspaced(letter):
        return "other"
    return "thai" if has_marks(letter) else "chinese"


def apart(kinds: Kinds) -> dict[str, Kinds]:
    """Return phrases (`phrases.kinds`) by script. Every code stands under "", in order; elsewhere without its label."""
    found: dict[str, Kinds] = {LATIN: {}}
    for kind, terms in kinds.items():
        for code, label, said, *moved in terms:
            groups = _groups(filter(None, said.split(BETWEEN)))
            for name, phrases in {LATIN: [], **groups}.items():
                shown = label if moved or name == LATIN else ""
                found.setdefault(name, {}).setdefault(kind, []).append([code, shown, BETWEEN.join(phrases), *moved])
    return found


def _groups(phrases: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for phrase in phrases:
        groups.setdefault(script(phrase), []).append(phrase)
    return groups
