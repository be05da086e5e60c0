"""`peerdir new` on a terminal: ask until the entry is right, and keep every answer."""

from typing import TYPE_CHECKING, Any

import typer

from peerdir.cli.asking import Draft, Terminal, hanging_up
from peerdir.cli.orders import Order, id_of, look, make_entry, taken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peerdir.diagnostic import Diagnostic
    from peerdir.edit.dialogue import Talk
    from peerdir.edit.entry import Made, Wrong

NO_ID = "The file needs a short name: small letters a-z, digits and hyphens. For example: chang-zhuo-hui"


def asked(
    order: Order, answers: dict[str, Any], draft: Draft, *, anyway: bool, dry_run: bool
) -> "tuple[Made, Sequence[Diagnostic]]":
    """Ask for what is missing until the entry is right; each answer goes into the draft. Exits with 1 on a stop."""
    from peerdir.edit.dialogue import StoppedError, Talk

    terminal = Terminal()
    save = (lambda _: None) if dry_run else draft.save
    talk = Talk(terminal, order.collection, lambda tried: _examined(order, tried), save)
    with hanging_up():
        try:
            made = _agreed(order, answers, talk)
            found = _confirmed(order, made, terminal, anyway=anyway)
        except (StoppedError, EOFError):
            draft.keep()
            raise typer.Exit(1) from None
        except BaseException:
            draft.keep()
            raise
    return made, found


def _examined(order: Order, answers: "Mapping[str, Any]") -> "Sequence[Wrong]":
    """What is wrong with the answers so far; a name without Latin letters is none of it, an id is asked for later."""
    made = make_entry(order, answers)
    return made.wrong if id_of(order, answers) else [one for one in made.wrong if one.pointer != ("name",)]


def _agreed(order: Order, answers: dict[str, Any], talk: "Talk") -> "Made":
    """Talk until nothing is missing and nothing is wrong."""
    from peerdir.edit.dialogue import ask_again, converse
    from peerdir.edit.entry import make, question_of
    from peerdir.edit.reply import lines

    converse(answers, talk)
    while True:
        made = make(answers, id_of(order, answers), order.collection, order.today)
        questions = [question_of(one) for one in made.wrong if one.is_error]
        again = [*made.missing, *(one for one in questions if one)]
        if not again:
            return _named(order, made, answers, talk)
        for line in lines(made, settings=False):
            talk.asks.tell(line)
        ask_again(again, answers, talk)


def _named(order: Order, made: "Made", answers: dict[str, Any], talk: "Talk") -> "Made":
    """Ask for an id when the name has no letters from which one can be made."""
    from peerdir.edit.entry import make
    from peerdir.reading.layout import is_id

    found = id_of(order, answers)
    if is_id(found) and not taken(order, found):
        return made
    while not is_id(found) or taken(order, found):
        talk.asks.tell(NO_ID)
        found = talk.asks.ask(()).strip()
    return make(answers, found, order.collection, order.today)


def _confirmed(order: Order, made: "Made", terminal: Terminal, *, anyway: bool) -> "Sequence[Diagnostic]":
    """Show what it may repeat, and ask whether to write it. Raises EOFError when not."""
    found = look(order, made, anyway=True)
    terminal.tell("")
    terminal.tell(
        f"{'Is it another program, and shall it be written?' if found and not anyway else 'Write it?'} yes or no"
    )
    if not terminal.ask().strip().casefold().startswith("y"):
        raise EOFError
    return found
