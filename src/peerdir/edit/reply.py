"""What a new entry still needs, told to whoever gave the answers: in lines for a terminal, in Markdown for an issue."""

import re
from collections.abc import Iterator, Sequence

from peerdir.clean import clean
from peerdir.edit.entry import Made, Wrong, question_of
from peerdir.edit.paths import written
from peerdir.edit.questions import Question

# In an issue no word of a stranger may call somebody, point somewhere or change how the rest looks.
LINK = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]*:(?=\S)/*|www\.)")
ALIVE = re.compile(r"[@#<>\[\]*_`~|\\{}!&$^=]")


def lines(made: Made, *, settings: bool = True) -> Iterator[str]:
    """Yield what is missing and what is wrong, for a terminal; with `settings`, how a script answers."""
    if made.missing:
        yield f"{_count(len(made.missing), 'answer is', 'answers are')} missing:"
    for question in made.missing:
        yield f"  {question.ask}{_example(question)}"
        if settings:
            yield f"      --set {question.path}=…"
    errors = _errors(made)
    if errors:
        yield f"{_count(len(errors), 'answer', 'answers')} to mend:"
    for one in errors:
        yield f"  {written(one.pointer) or 'the file'}: {clean(one.message)}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _example(question: Question) -> str:
    mark = "" if question.ask.endswith("?") else "."
    if question.choices:
        return f"{mark} One of: {', '.join(question.choices)}."
    return f"{mark} For example: {question.example}"


def _errors(made: Made) -> Sequence[Wrong]:
    """The errors, without those that only say again that an answer is missing."""
    return [one for one in made.wrong if one.is_error and not (made.missing and one.rule == "missing-field")]


def markdown(made: Made, twins: Sequence[tuple[str, str]] = ()) -> str:
    """Answer in an issue: what is missing, what is wrong, which entries it may repeat (each a message and a link)."""
    errors, hints = _errors(made), [one for one in made.wrong if not one.is_error]
    parts = [_greeting(made, errors)]
    if made.missing:
        parts.append("**Still missing**\n\n" + "\n".join(f"- {one.ask}{_example(one)}" for one in made.missing))
    if errors:
        parts.append("**Please mend**\n\n" + "\n".join(map(_line, errors)))
    if twins:
        found = "\n".join(f"- {inert(message)} ({link})" for message, link in twins)
        parts.append(f"**Is it one of these already?**\n\n{found}")
    if hints:
        parts.append("**Worth a look, not needed**\n\n" + "\n".join(map(_line, hints)))
    return "\n\n".join(parts) + "\n"


def _greeting(made: Made, errors: Sequence[Wrong]) -> str:
    if made.missing or errors:
        return (
            "Thank you for telling us about this program. A few things are needed before it can be listed. "
            "Please edit your text above; it is checked again each time."
        )
    return "Thank you. Everything that is needed is here; the coordinators will look at it next."


def _line(one: Wrong) -> str:
    question = question_of(one)
    asked = question.ask if question else written(one.pointer)
    return f"- **{inert(asked)}** {inert(one.message)}"


def inert(text: str) -> str:
    """Take from a text whatever Markdown, HTML or GitHub would take for more than words."""
    return ALIVE.sub(" ", LINK.sub("", clean(text))).replace("  ", " ").strip()
