"""`peerdir verify ID` on a terminal: what we print, question by question, and what came of the call."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from peerdir.cli.options import stop

if TYPE_CHECKING:
    from peerdir.due import Question
    from peerdir.verify.outcome import Outcome

ENDINGS = {"n": "no-answer", "r": "refused", "c": "closed"}
SEPARATOR = ";"


def ask(root: Path, today: dt.date, id_: str, by: str | None, method: str) -> "Outcome":
    """Ask who calls and how it went, then each question; return the outcome. Exits with 1 for an unknown program."""
    from peerdir.audience import view
    from peerdir.due import people, questions, role
    from peerdir.reading.collection import load
    from peerdir.render.due.wording import wording

    collection = view(load(root, programs={id_}), "staff", today)
    program = collection.program(id_)
    if program is None:
        stop(f'there is no program "{id_}" that can be read; run `peerdir lint`', 1)
    words = wording(collection.directory.languages[0])
    say_it = words["ask"]
    _tell(say_it["contacts"])
    for one in people(program):
        _tell("  " + ", ".join(part for part in (role(one), one.name, one.phone, one.email, one.hours) if part))
    # Without it the call could not be recorded at the end.
    while not by:
        by = _answer(say_it["by"])
    ending = ENDINGS.get(_answer(say_it["reached"])[:1].casefold())
    if ending:
        return _outcome(ending, today, by, method, None, _answer(say_it["note"]), [])
    informant = _answer(say_it["informant"])
    _tell(say_it["how"])
    trial = Trial(root, today, id_)
    for question in questions(program, collection):
        _one(question, words, trial)
    if trial.left:
        # An entry that is known to be wrong must not look as if somebody had confirmed it.
        stop(say_it["left"].format(names=", ".join(trial.left), changes=" ".join(trial.changes) or "-"), 1)
    result = "changed" if trial.changes else "confirmed"
    return _outcome(result, today, by, method, informant, _answer(say_it["note"]), trial.changes)


class Trial:
    """The entry with the changes so far, in memory: a change that would bring an error is not taken."""

    def __init__(self, root: Path, today: dt.date, id_: str) -> None:
        from peerdir.verify.entry import read_program

        self._root, self._today = root, today
        self._path, self._source = read_program(root, id_)
        self.changes: list[str] = []
        self.left: list[str] = []

    def change(self, typed: list[str]) -> str | None:
        """Try changes; return why they cannot be made, or None."""
        from peerdir.cli import changing
        from peerdir.edit.change import ChangeError, assignment, changed

        try:
            after = changed(self._source, "program", [assignment(one) for one in typed])
        except ChangeError as error:
            return str(error)
        errors = changing.weigh(self._root, self._today, {self._path: after.raw}).errors
        if errors:
            return errors[0].message
        self._source = after
        self.changes += typed
        return None


def _one(question: "Question", words: dict[str, dict[str, str]], trial: Trial) -> None:
    """Ask one question until the answer can be put into the entry."""
    about = f" ({question.of})" if question.of else ""
    _tell(f"{words['questions'][question.topic]}{about}")
    _tell(f"  {question.value or words['ask']['unknown']}")
    topic = words["topics"][question.topic]
    while given := _answer(""):
        typed = [part.strip() for part in given.split(SEPARATOR)] if "=" in given else []
        if question.path and not typed:
            typed = [f"{question.path}={given}"]
        why = trial.change(typed) if typed else words["ask"]["by_field"].format(example=question.example)
        if why is None:
            trial.left = [one for one in trial.left if one != topic]
            return
        trial.left.append(topic)
        _tell(f"  {why}")


def _outcome(
    result: str, today: dt.date, by: str, method: str, informant: str | None, note: str, changes: list[str]
) -> "Outcome":
    from peerdir.edit.change import ChangeError
    from peerdir.verify.outcome import OutcomeError, outcome

    try:
        return outcome(result, day=today, by=by, method=method, informant=informant, note=note, changes=changes)
    except (OutcomeError, ChangeError) as error:
        stop(str(error), 1)


def _tell(text: str) -> None:
    from peerdir.clean import clean

    typer.echo(clean(text), err=True)


def _answer(question: str) -> str:
    """Read one line; the end of the input ends the command, and nothing is recorded."""
    try:
        return str(typer.prompt(question, default="", show_default=False, prompt_suffix="> ", err=True)).strip()
    except typer.Abort:
        return stop("stopped; nothing is recorded", 130)
