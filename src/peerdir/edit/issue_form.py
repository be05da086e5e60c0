"""The form in which somebody without git tells about a program, and what comes back when it is filled in.

GitHub turns each question into a heading with the answer below it. Whatever stands there is text from a stranger.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from peerdir import limits
from peerdir.edit import writing
from peerdir.edit.answer import AnswerError, answer
from peerdir.edit.draft import put
from peerdir.edit.paths import pointer
from peerdir.edit.questions import QUESTIONS, Question
from peerdir.edit.reply import inert
from peerdir.reading.collection import Collection

HEADING = re.compile(r"^### (.+?)[ \t]*$", re.MULTILINE)
EVERYBODY = "Everybody can read this form: leave it out if it is not for everybody, and we will ask."
NO_ANSWER = ("", "_No response_", "None")
HEAD = """\
# Made by `peerdir issue-form`; change the words in src/peerdir/edit/questions.py and run it again.
name: Add a program
description: Tell us about a peer support program in your own words.
title: "Program: "
body:
  - type: markdown
    attributes:
      value: |
        Thank you. It takes about ten minutes. A machine looks at your answers at once and says below what is missing;
        you can edit them as often as you like. Then a person looks, and calls the program.

        Please do not write anything about a patient, and give a desk or a first name instead of a full name.
        What you write here can be read by everybody.
"""


class IssueError(ValueError):
    """Some answers cannot be understood; `markdown` says so for an issue."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{asked} {why}" for asked, why in wrong.items()))
        items = "\n".join(f"- **{inert(asked)}** {inert(why)}" for asked, why in wrong.items())
        self.markdown = (
            "Thank you for telling us about this program. Some answers could not be understood. Please edit your text "
            f"above; it is checked again each time.\n\n{items}\n"
        )


def form(collection: Collection) -> str:
    """Return the form as GitHub wants it, with the choices of the directory's vocabulary."""
    return HEAD + "".join("\n".join(_element(one, collection)) + "\n" for one in QUESTIONS)


def _element(question: Question, collection: Collection) -> Iterator[str]:
    options = list(_options(question, collection))
    kind = "dropdown" if options else "textarea" if question.is_lines else "input"
    yield from (f"  - type: {kind}", f"    id: {question.path.replace('.', '-').replace('/', '-')}", "    attributes:")
    yield f"      label: {writing.scalar(question.ask)}"
    if described := _description(question):
        yield f"      description: {writing.scalar(described)}"
    if options:
        yield f"      multiple: {writing.scalar(question.several)}"
        yield "      options:"
        yield from (f"        - {writing.quoted(one)}" for one in options)
    elif question.example:
        yield f"      placeholder: {writing.scalar(question.example)}"
    is_needed = question.needed and not question.either and not question.only[0]
    yield from ("    validations:", f"      required: {writing.scalar(is_needed)}")


def _options(question: Question, collection: Collection) -> Iterator[str]:
    if question.choices:
        yield from question.choices.values()
    elif question.vocabulary:
        found = collection.vocabularies.get(question.vocabulary)
        yield from dict.fromkeys(term.label for term in (found.terms if found else ()) if not term.moved_to)


def _description(question: Question) -> str:
    path, values = question.only
    only = {"physical": "Only for a place with an address.", "virtual": "Only if it is online."}
    note = [only.get(values[0], "Only for a place that must stay private.")] if path else []
    note += ["One a line."] if question.is_lines else []
    note += ["You can pick several."] if question.several else []
    note += [EVERYBODY] if question.is_private else []
    # Of a code or an id the contract speaks to those who write files.
    is_plain = not (question.choices or question.vocabulary or question.path.endswith("organization"))
    return " ".join([*note, *([question.part.description] if is_plain else [])])


def read_issue(raw: bytes, collection: Collection) -> dict[str, Any]:
    """Return the answers in the text of a filled-in form. Raises IssueError."""
    size = limits.SIZES["vocabulary"].bytes
    if len(raw) > size:
        raise IssueError({"The whole text": f"has more than {size:,} bytes, the limit."})
    answers: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for question, text in _sections(raw.decode("utf-8", "replace").replace("\r\n", "\n")):
        try:
            value = answer(question, text, collection)
        except AnswerError as error:
            choices = f": {', '.join(error.choices)}" if error.choices else ""
            wrong[question.ask] = f"{error}{choices}"
            continue
        if "/" in question.path:
            answers[question.path] = value
        else:
            put(answers, pointer("program", question.path, answers), value)
    if wrong:
        raise IssueError(wrong)
    _make_public(answers)
    return answers


def _make_public(answers: dict[str, Any]) -> None:
    """Say that what was written in an issue is public, and take the public desk where nobody else is named."""
    contact: dict[str, Any] = next(iter(answers.get("contacts", ())), {})
    sides = answers.get("referral", {})
    for side in ("program_contacts", "health_care_contacts"):
        for one in sides.get(side, ()):
            if side == "program_contacts" and not {"phone", "email"} & one.keys():
                one |= {name: contact[name] for name in ("phone", "email") if name in contact}
            if {"phone", "email"} & one.keys():
                one["visibility"] = "public"


def _sections(text: str) -> Iterator[tuple[Question, str]]:
    """Yield each question with its answer. A heading that is none of the form's is part of an answer.

    Each question stands once and in order: a heading written into an answer cannot take the place of a later one.
    """
    found = list(HEADING.finditer(text))
    by_words = {one.ask: number for number, one in enumerate(QUESTIONS)}
    places: list[tuple[int, int, int]] = []
    for heading in found:
        number = by_words.get(heading[1])
        if number is not None and (not places or number > places[-1][0]):
            places.append((number, heading.start(), heading.end()))
    for at, (number, _, start) in enumerate(places):
        stop = places[at + 1][1] if at + 1 < len(places) else len(text)
        said = text[start:stop].strip()
        if said not in NO_ANSWER:
            yield QUESTIONS[number], said
