"""One value of a field, two values compared, two lists compared: said in words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from peerdir import words
from peerdir.changes.nouns import ITEMS, NOUNS, VALUES, VOCABULARIES, Noun
from peerdir.changes.told import Context, Detail

LONGEST = 240


def shown(value: Any, path: str = "") -> str:
    """Say a value: a day, yes or no, a number, or the text itself."""
    match value:
        case bool():
            return "yes" if value else "no"
        case dt.date():
            return words.date(value)
        case int() | float():
            return f"{value:g}"
    text = VALUES.get(path, {}).get(value) or " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def compared(path: str, before: Any, after: Any, noun: Noun | None = None, of: str = "") -> Iterator[Detail]:
    """Say how one value became another; `of` says whose it is, as in " of the front desk"."""
    if before == after:
        return
    noun = noun or NOUNS[path]
    what = f"{noun.words}{of}"
    old = shown(before, path) if before is not None and noun.fact else None
    new = shown(after, path) if after is not None else None
    if new is None:
        text = f"{what} is no longer given"
    elif isinstance(after, bool):
        text = f"{what}: {'now ' if before is not None else ''}{new}"
    elif not noun.quoted:
        text = f"{what} changed" if before is not None else f"{what} is new"
    elif before is None:
        text = f"{what} is now given: {new}"
    else:
        text = f"{what} changed from {old} to {new}" if old else f"{what} changed: “{new}”"
    yield Detail(field=path, text=text, before=old if new is not None else None, after=new if noun.quoted else None)


def listed(path: str, before: Sequence[Any], after: Sequence[Any], context: Context) -> Iterator[Detail]:
    """Say what came into a list and what left it. Texts that left it are not repeated to the public."""
    phrases, vocabulary = ITEMS[path], VOCABULARIES.get(path.rpartition(".")[2])
    added = [one for one in after if one not in before]
    removed = [one for one in before if one not in after]

    def word(value: Any) -> str:
        return context.label(vocabulary, value) if vocabulary else shown(_referral_method(path, value), path)

    for one in added:
        yield Detail(field=path, text=phrases.added.format(word(one)), after=word(one))
    if context.public and not vocabulary and _is_text(path):
        for _ in removed:
            yield Detail(field=path, text=f"no longer told: {phrases.some}")
    else:
        for one in removed:
            yield Detail(field=path, text=phrases.removed.format(word(one)), before=word(one))
    if not added and not removed and list(before) != list(after) and phrases.ordered:
        yield Detail(field=path, text=f"the order changed: {phrases.some}")


def _is_text(path: str) -> bool:
    return path not in ("referral.methods", "functions.linkage.links_to", "schedule.except", "also_known_as")


def _referral_method(path: str, value: Any) -> Any:
    if path != "referral.methods":
        return value
    said = words.REFERRAL_METHODS[value]
    return said[0].lower() + said[1:]
