"""`peerdir referral`: is the referral protocol of programs ready?"""

from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import Root, Today, check_choice, find_root, find_today, put, say, stop, terminal_width
from peerdir.cli.refer import named_organization
from peerdir.cli.show import resolve

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection as Names
    from collections.abc import Sequence

    from peerdir.readiness import Readiness
    from peerdir.reading.collection import Collection

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]…", help="The programs, by id or name; all that people can be referred to if left out."
    ),
]
From = Annotated[
    list[str] | None,
    typer.Option(
        "--from", "--organization", metavar="ORG", help="Only the protocol with this organization; may be repeated."
    ),
]
Limit = Annotated[
    int, typer.Option("--limit", metavar="N", min=0, help="For how many entries a table says what to do next; 0: all.")
]
Format = Annotated[str, typer.Option("--format", metavar="table|json|csv|markdown", help="How to show it.")]

referral = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, help="See to it that people can be referred without difficulty."
)


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    app.add_typer(referral, name="referral")


@referral.command("check")
def check(
    ids: Ids = None,
    organization: From = None,
    limit: Limit = 5,
    directory: Root = None,
    format: Format = "table",  # noqa: A002 - the option's name
    today: Today = None,
) -> None:
    """Tell which referral protocols are ready, and what to do next.

    It shows each program with the clinics that refer to it: both points of contact, agreement, room, steps. It names
    roles and organizations, never a person or a number. Exit code: 0 all are ready, 1 something is not.
    """
    from peerdir.reading.collection import load
    from peerdir.render.readiness import FORMATS, Board, counted, render

    check_choice(format, FORMATS)
    root, day = find_root(directory), find_today(today)
    loaded = load(root)
    clinics = dict.fromkeys(_clinic(one, loaded) for one in organization or ())
    found = _found(loaded, dict.fromkeys(resolve(one, root) for one in ids or ()), clinics, day)
    broken = _say_what_is_left_out(loaded)
    if not found:
        stop("there is no referral protocol to look at", 1)
    board = Board(found=found, collection=loaded, today=day.isoformat(), width=terminal_width(), limit=limit)
    put(render(board, format))
    say(counted(found))
    raise typer.Exit(1 if broken or not all(one.ready for one in found) else 0)


def _found(loaded: "Collection", ids: "Names[str]", clinics: "Names[str]", today: "dt.date") -> "Sequence[Readiness]":
    """Return how the protocols stand that are asked for; with a program and a clinic also one that is not there."""
    from peerdir.readiness import organizations, readiness, ready

    if not ids:
        return [one for one in readiness(loaded, today) if not clinics or one.organization in clinics]
    found = []
    for id_ in ids:
        program = loaded.program(id_)
        if program is None:
            stop(f"programs/{id_}.yaml has errors; run `peerdir lint`", 1)
        asked = [ready(program, clinic, loaded, today) for clinic in clinics or organizations(program)]
        if not program.listed:
            stop(f"{id_}: {asked[0].check('listed').said}" if asked else f"{id_} has no referral protocol", 2)
        found += asked
    return found


def _clinic(typed: str, loaded: "Collection") -> str:
    """Return the id of the organization that is called so; one whose file has mistakes is known by its id."""
    return typed if typed in loaded.ids["organization"] else named_organization(typed, loaded)


def _say_what_is_left_out(loaded: "Collection") -> int:
    """Say how many programs have mistakes, so that nothing can be told about them; return how many."""
    broken = len(loaded.ids["program"]) - len(loaded.programs)
    if broken:
        say(f"{broken} program{'s'[: broken != 1]} with errors left out; run `peerdir lint`")
    return broken
