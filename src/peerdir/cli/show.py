"""`peerdir show`: one program on the terminal."""

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import (
    Audience,
    AudienceOption,
    Root,
    Today,
    cache_folder,
    check_choice,
    find_root,
    find_today,
    put,
    say,
    stop,
    terminal_width,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The program's id or name, the beginning of it, or its number in the last search."
    ),
]
Format = Annotated[str, typer.Option("--format", metavar="text|json|yaml", help="How to show it.")]
FORMATS = ("text", "json", "yaml")
NEAR = 5
# How much of an id must be typed right for it to be taken for a slip of the finger, and to be named as a guess.
SLIP, GUESS = 0.85, 0.5


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show")(show)


def show(
    id: Id,  # noqa: A002 - the name people see
    directory: Root = None,
    format: Format = "text",  # noqa: A002
    audience: AudienceOption = Audience.public,
    today: Today = None,
) -> None:
    """Show one program. Exit code: 0 shown, 1 there is no such program."""
    from peerdir.audience import view
    from peerdir.cards.columns import readable
    from peerdir.reading.collection import load
    from peerdir.render import one

    check_choice(format, FORMATS)
    root = find_root(directory)
    wanted = resolve(id, root)
    day = find_today(today)
    loaded = load(root, programs={wanted})
    seen = view(loaded, audience.value, day)
    program = seen.program(wanted)
    if program is None and loaded.program(wanted):
        stop(f"{wanted} is not shown to the public; --audience staff shows it", 1)
    if program is None:
        stop(f"programs/{wanted}.yaml has errors; run `peerdir lint`", 1)
    shown = one.render(program, seen, format, today=day, width=terminal_width())
    put("".join(readable([line])[0] for line in shown.splitlines(keepends=True)) if format == "text" else shown)


def resolve(id: str, root: Path) -> str:  # noqa: A002
    """Return the id itself, the one a name spells, a number of the last search, or the only one that begins so."""
    from peerdir.analyse import words
    from peerdir.reading.layout import find_files

    known = [file.id for file in find_files(root) if file.kind == "program"]
    if id in known:
        return id
    typed = "-".join(words(id))  # a name as people type it: "Camina Conmigo"
    if typed in known:
        return typed
    if id.isascii() and id.isdigit():
        return _numbered(int(id), root, known)
    begin = [other for other in known if other.startswith(typed)] if typed else []
    return begin[0] if len(begin) == 1 else _near(id, begin, known)


def _numbered(number: int, root: Path, known: "Sequence[str]") -> str:
    """Return the id that the last search showed under a number."""
    from peerdir.cards.kept import last_found

    found = last_found(cache_folder(), root)
    if not found:
        stop("no results of a search are kept; search first, then show its numbers", 1)
    if not 0 < number <= len(found):
        stop(f"the last search showed {len(found)} program{'s'[: len(found) > 1]}; there is no number {number}", 1)
    if found[number - 1] not in known:
        stop(f'"{found[number - 1]}" is no longer in the directory; search again', 1)
    return found[number - 1]


def _near(id: str, begin: "Sequence[str]", known: "Sequence[str]") -> str:  # noqa: A002
    """Return the only id that is as good as what was typed; else stop, and name those near to it."""
    slips = [] if begin else difflib.get_close_matches(id, known, NEAR, SLIP)
    if len(slips) == 1:
        say(f'there is no program "{id}"; this is {slips[0]}')
        return slips[0]
    near = begin or difflib.get_close_matches(id, known, NEAR, GUESS)
    hint = f"; did you mean {', '.join(near[:NEAR])}?" if near else "; `peerdir search` finds programs by any words"
    return stop(f'there is no program "{id}"{hint}', 1)
