"""`peerdir show`: one program on the terminal."""

import difflib
from typing import Annotated

import typer

from peerdir.analyse import words
from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, put, stop, terminal_width

Id = Annotated[str, typer.Argument(metavar="ID", help="The program's id or name, or the beginning of it.")]
Format = Annotated[str, typer.Option("--format", metavar="text|json|yaml", help="How to show it.")]
FORMATS = ("text", "json", "yaml")
NEAR = 5


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
    from peerdir.collection import load
    from peerdir.layout import find_files
    from peerdir.render import one

    if format not in FORMATS:
        raise typer.BadParameter(f'"{format}" is not one of {", ".join(FORMATS)}', param_hint="--format")
    root = find_root(directory)
    wanted = _resolve(id, [file.id for file in find_files(root) if file.kind == "program"])
    day = find_today(today)
    seen = view(load(root, programs={wanted}), audience.value, day)
    program = seen.program(wanted)
    if program is None:
        stop(f"programs/{wanted}.yaml has errors; run `peerdir lint`", 1)
    shown = one.render(program, seen, format, today=day, width=terminal_width())
    put(shown)


def _resolve(id: str, known: list[str]) -> str:  # noqa: A002
    """Return the id itself, the one a name spells, or the only one that begins so."""
    if id in known:
        return id
    typed = "-".join(words(id))  # a name as people type it: "Camina Conmigo"
    if typed in known:
        return typed
    begin = [other for other in known if other.startswith(typed)] if typed else []
    if len(begin) == 1:
        return begin[0]
    near = begin or difflib.get_close_matches(id, known, NEAR, 0.5)
    hint = f"; did you mean {', '.join(near[:NEAR])}?" if near else ""
    return stop(f'there is no program "{id}"{hint}', 1)
