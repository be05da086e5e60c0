"""What somebody types, or picks in a form, as the answer to a question."""

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from peerdir.analyse import words
from peerdir.clean import cut
from peerdir.edit import values
from peerdir.edit.contract import below
from peerdir.edit.questions import Question
from peerdir.edit.said import called, terms
from peerdir.reading.collection import Collection

BULLET = re.compile(r"^[ \t]*[-*•][ \t]+")
CLOCK = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))?\s*([ap])\.?m\.?", re.IGNORECASE)
SHORT_CLOCK = re.compile(r"([0-9]):([0-5][0-9])")


class AnswerError(ValueError):
    """The answer cannot be used; the message says what can. `choices` are what may have been meant."""

    def __init__(self, message: str, choices: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.choices = choices


def answer(question: Question, text: str, collection: Collection) -> Any:
    """Return the value of an answer. Raises AnswerError."""
    if question.choices:
        return _chosen(question, text)
    if question.vocabulary:
        return _coded(question, text, collection)
    if question.is_lines:
        lines = [" ".join(BULLET.sub("", line).split()) for line in text.splitlines()]
        return [line for line in lines if line]
    try:
        return values.value(_clock(question, " ".join(text.split())), question.part)
    except values.ValueTextError as error:
        raise AnswerError(str(error)) from None


def _clock(question: Question, text: str) -> str:
    """Write "6:30 pm" as 18:30 where a time is asked for."""
    if not question.path.endswith((".start", ".end")):
        return text
    if found := CLOCK.fullmatch(text):
        hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
        return f"{hour:02}:{found[2] or '00'}"
    short = SHORT_CLOCK.fullmatch(text)
    return f"0{text}" if short else text


def _chosen(question: Question, text: str) -> Any:
    parts = _parts(text, question.choices.values()) if question.several else [text]
    chosen = [_choice(question.choices, part.strip()) for part in parts if part.strip()]
    if question.part.type == "boolean":
        return chosen[0] == "true"
    return list(dict.fromkeys(chosen)) if question.several else chosen[0]


def _choice(choices: Mapping[str, str], said: str) -> str:
    """Return the value of a number in the list, a value, or its words or the beginning of them."""
    names = list(choices)
    if said.isascii() and said.isdigit() and 1 <= int(said[:3]) <= len(names):
        return names[int(said[:3]) - 1]
    lower = said.casefold()
    for value, shown in choices.items():
        if lower in (value.casefold(), shown.casefold()):
            return value
    begins = [value for value, shown in choices.items() if lower and shown.casefold().startswith(lower)]
    if len(begins) == 1:
        return begins[0]
    # Days of a monthly meeting have a number: 1TU is the first Tuesday.
    if re.fullmatch(r"(-1|[1-5])(MO|TU|WE|TH|FR|SA|SU)", said) and "MO" in choices:
        return said
    raise AnswerError(f'"{cut(said)}" is none of these', list(choices.values()))


def _parts(text: str, known: Any) -> list[str]:
    """Part an answer at its commas and lines, but not a comma inside one of the known choices."""
    found = []
    for line in text.splitlines():
        rest = BULLET.sub("", line)
        for whole in sorted((one for one in known if "," in one), key=len, reverse=True):
            if whole in rest:
                found.append(whole)
                rest = rest.replace(whole, "")
        found += rest.split(",")
    return found


def _coded(question: Question, text: str, collection: Collection) -> Any:
    vocabulary = question.vocabulary or ""
    known = collection.vocabularies.get(vocabulary)
    labels = [term.label for term in known.terms] if known else []
    codes = [_code(collection, vocabulary, part.strip()) for part in _parts(text, labels) if part.strip()]
    if question.part.type != "array":
        return codes[0]
    inside = below(question.part, 0)
    unique = list(dict.fromkeys(codes))
    return [{"code": code} for code in unique] if inside is not None and inside.type == "object" else unique


def _code(collection: Collection, vocabulary: str, said: str) -> str:
    found = called(collection, vocabulary, said)
    exact = [one for one in found if words(said) in (words(one.label), words(one.code))]
    if len(found) == 1 or len(exact) == 1:
        return (exact or found)[0].code
    if found:
        raise AnswerError(f'"{cut(said)}" may mean several things; say which', [one.label for one in found])
    if alike := terms(collection, vocabulary, said):
        raise AnswerError(f'"{cut(said)}" is not in our list; say what is meant', [one.label for one in alike])
    known = collection.vocabularies.get(vocabulary)
    labels = [one.label for one in known.terms if not one.moved_to] if known else []
    near = difflib.get_close_matches(said, labels, 5, 0.4)
    raise AnswerError(f'"{cut(said)}" is not in our list', near)
