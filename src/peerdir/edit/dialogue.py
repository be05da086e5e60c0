"""The conversation that makes a new entry: one question after another, with help, a way back and a way out.

It asks and tells through what it is given, so that it knows no terminal.
"""

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from peerdir.clean import clean
from peerdir.edit.answer import AnswerError, answer
from peerdir.edit.draft import put
from peerdir.edit.entry import Wrong, about
from peerdir.edit.paths import pointer
from peerdir.edit.questions import QUESTIONS, RUNNER_TYPE, Question, applies, value_of
from peerdir.edit.said import organization, phrases
from peerdir.edit.writing import flow
from peerdir.reading.collection import Collection

BACK, HELP, STOP = "back", "?", "stop"
NOTHING: tuple[Any, ...] = (None, "", [])
Examine = Callable[[Mapping[str, Any]], Sequence[Wrong]]
"""What is wrong with the answers there are."""
Save = Callable[[Mapping[str, Any]], None]
"""Keep the answers there are."""


class StoppedError(Exception):
    """Whoever answers wants to stop here."""


class Asks(Protocol):
    """Somebody who can be asked and told."""

    def ask(self, known: Sequence[str]) -> str:
        """Return one line that was typed; `known` are words with which it may be completed. EOFError at the end."""

    def tell(self, text: str) -> None:
        """Show one line."""


class Talk(NamedTuple):
    """What a conversation needs to know, and what is done with each answer."""

    asks: Asks
    collection: Collection
    examine: Examine
    save: Save


def converse(answers: dict[str, Any], talk: Talk) -> None:
    """Ask everything that is not answered yet, and put the answers into `answers`. Raises StoppedError."""
    talk.asks.tell("Press Enter to leave a question out. Type ? for help, back for the question before, stop to stop.")
    _ask_all([one for one in QUESTIONS if value_of(answers, one.path) in NOTHING], answers, talk)


def ask_again(questions: Iterable[Question], answers: dict[str, Any], talk: Talk) -> None:
    """Ask some questions once more, and those that could be answered instead and are not."""
    paths = {
        path
        for one in questions
        for path in (one.path, *(other for other in one.either if value_of(answers, other) in NOTHING))
    }
    _ask_all([one for one in QUESTIONS if one.path in paths], answers, talk)


def _ask_all(questions: Sequence[Question], answers: dict[str, Any], talk: Talk) -> None:
    at, asked = 0, list[int]()
    while at < len(questions):
        question = questions[at]
        if not _is_asked(question, answers, talk.collection):
            at += 1
        elif _ask(question, f"{at + 1} of {len(questions)}", answers, talk):
            asked.append(at)
            at += 1
        elif asked:
            at = asked.pop()


def _is_asked(question: Question, answers: Mapping[str, Any], collection: Collection) -> bool:
    if question.path == RUNNER_TYPE:
        said = answers.get("organization")
        return bool(said) and organization(collection, str(said)) is None
    return applies(question, answers)


def _ask(question: Question, number: str, answers: dict[str, Any], talk: Talk) -> bool:
    """Ask one question until it is answered or left out; False for the way back."""
    now = value_of(answers, question.path)
    _show(question, number, now, talk.asks)
    while True:
        typed = _typed(question, talk)
        is_taken = bool(typed.text) and _take(question, typed.text, answers, talk)
        if typed.then == STOP:
            raise StoppedError
        if typed.then == BACK:
            return False
        if is_taken:
            return True
        if not typed.text and _is_done(question, now, answers, talk):
            return True


def _is_done(question: Question, now: Any, answers: dict[str, Any], talk: Talk) -> bool:
    """Tell whether Enter goes on: it keeps what there is, takes the usual answer, or leaves the question out."""
    if now not in NOTHING or _may_be_left_out(question):
        return True
    if question.usual:
        return _take(question, question.usual, answers, talk)
    talk.asks.tell("This one is needed. Type ? for help, back for the question before, or stop to go on another day.")
    return False


def _may_be_left_out(question: Question) -> bool:
    """Tell whether Enter goes on: what could be answered in another way too is asked for again at the end."""
    is_needed = question.needed or question.path == RUNNER_TYPE
    return not question.usual and (bool(question.either) or not is_needed)


def _take(question: Question, typed: str, answers: dict[str, Any], talk: Talk) -> bool:
    """Take an answer if it can be understood and nothing is wrong with it."""
    tried = copy.deepcopy(answers)
    try:
        _put(question, answer(question, typed, talk.collection), tried)
    except AnswerError as error:
        talk.asks.tell(clean(f"{error}{': ' if error.choices else '.'}{', '.join(error.choices)}"))
        return False
    wrong = about(talk.examine(tried), question) if question.path != "organization" else ()
    for one in wrong:
        talk.asks.tell(clean(f"{one.message}." if one.is_error else f"To look at: {one.message}."))
    if any(one.is_error for one in wrong):
        return False
    answers.update(tried)
    talk.save(answers)
    return True


def _put(question: Question, value: Any, answers: dict[str, Any]) -> None:
    if "/" in question.path:
        answers[question.path] = value
    else:
        put(answers, pointer("program", question.path, answers), value)


class Typed(NamedTuple):
    """An answer, and where to go on `then`: BACK, STOP or nothing."""

    text: str
    then: str = ""


def _typed(question: Question, talk: Talk) -> Typed:
    """Return what is typed; sentences are typed one a line, and an empty line ends them. Help is given at once."""
    known = list(_known(question, talk.collection))
    lines: list[str] = []
    while question.is_lines or not lines:
        line = _line(known, talk.asks)
        word = line.casefold()
        if not line or word in (BACK, STOP):
            return Typed("\n".join(lines), word)
        if word in (HELP, "help"):
            _help(question, talk)
        else:
            lines.append(line)
    return Typed("\n".join(lines))


def _line(known: Sequence[str], asks: Asks) -> str:
    """Return a line; the end of all that is typed is a stop."""
    try:
        return asks.ask(known).strip()
    except EOFError:
        return STOP


def _known(question: Question, collection: Collection) -> Iterable[str]:
    """Yield the words with which an answer may be completed: for codes, everything people say for them."""
    if question.choices:
        yield from question.choices.values()
    elif question.vocabulary:
        found = collection.vocabularies.get(question.vocabulary)
        yield from (said for term in (found.terms if found else ()) for said in phrases(term))
    elif question.path.endswith("organization"):
        yield from (one.name for one in collection.organizations.values())


def _show(question: Question, number: str, now: Any, asks: Asks) -> None:
    asks.tell("")
    asks.tell(f"{number}. {question.ask}{'' if question.ask.endswith('?') else '.'}")
    if question.is_private:
        asks.tell("   Only people who refer will see it.")
    for at, shown in enumerate(question.choices.values(), 1):
        asks.tell(f"   {at}  {shown}")
    if now not in NOTHING:
        asks.tell(clean(f"   So far: {flow(now)}. Press Enter to keep it."))
    elif question.usual:
        asks.tell(f"   Press Enter for: {question.choices[question.usual]}")
    elif question.example:
        more = " One a line; an empty line ends the list." if question.is_lines else ""
        asks.tell(f"   For example: {question.example}{more}")


def _help(question: Question, talk: Talk) -> None:
    talk.asks.tell(question.part.description)
    if question.several:
        talk.asks.tell("Several are parted by commas.")
    found = talk.collection.vocabularies.get(question.vocabulary or "")
    for term in found.terms if found else ():
        if not term.moved_to:
            talk.asks.tell(clean(f"   {term.label} ({term.code})"))
