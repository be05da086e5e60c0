"""`peerdir new`: a new entry, asked for on a terminal, given in a script, or read from an issue form."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from peerdir.cli.changing import DryRun
from peerdir.cli.options import Root, Today, check_choice, find_root, find_today, put, say, stop
from peerdir.cli.orders import MARKDOWN, Order, as_markdown, look, make_entry, show_beside

if TYPE_CHECKING:
    from peerdir.edit.entry import Made

Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="What the program is called.")]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="An answer: cost.free=true, needs=smoking.")
]
From = Annotated[Path | None, typer.Option("--from", metavar="FILE", help="Take what this YAML or JSON file tells.")]
FromIssue = Annotated[Path | None, typer.Option("--from-issue", metavar="FILE", help="The text of an issue form.")]
Kind = Annotated[str, typer.Option("--kind", metavar="program|organization", help="What the entry is.")]
RunnerType = Annotated[
    str | None, typer.Option("--organization-type", metavar="TYPE", help="Add who runs it too: clinic, hospital…")
]
NewId = Annotated[str | None, typer.Option("--id", metavar="ID", help="The file's name; made from NAME if left out.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing; 2 and a list if something is missing.")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Write it though its name is nearly that of another.")]
Format = Annotated[str, typer.Option("--format", metavar="text|markdown", help="How to say what is missing.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("new")(new)


def new(
    name: Name = None,
    settings: Settings = None,
    from_: From = None,
    from_issue: FromIssue = None,
    kind: Kind = "program",
    organization_type: RunnerType = None,
    id: NewId = None,  # noqa: A002 - the option's name
    directory: Root = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
    anyway: Anyway = False,
    format: Format = "text",  # noqa: A002 - the option's name
    today: Today = None,
) -> None:
    """Add a program: asks on a terminal. 1 if something is wrong or it is there already, 2 if something is missing."""
    from peerdir.cli.asking import Draft, is_terminal
    from peerdir.cli.conversation import asked
    from peerdir.reading.collection import load

    check_choice(kind, ("program", "organization"), "--kind")
    check_choice(format, ("text", MARKDOWN))
    root = find_root(directory)
    order = Order(root, find_today(today), load(root), kind, id, format)
    answers = _given(order, name, settings or [], from_, from_issue, organization_type)
    draft = Draft(root)
    if kind == "program" and is_terminal() and not (no_input or from_issue):
        made, found = asked(order, answers, draft, anyway=anyway, dry_run=dry_run)
    else:
        made = make_entry(order, answers)
        _refuse_unfinished(order, made)
        found = look(order, made, anyway=anyway)
    if dry_run:
        put("".join(raw.decode() for raw in made.files.values()))
        return
    _write(root, made)
    draft.discard()
    if format == MARKDOWN:
        put(as_markdown(order, made, found))


def _given(
    order: Order, name: str | None, settings: list[str], file: Path | None, issue: Path | None, type_: str | None
) -> dict[str, Any]:
    """Return what is known without asking: from the file, the form, the name and what is set, in this order."""
    from peerdir.edit.gather import GatherError, assign, from_file
    from peerdir.edit.questions import RUNNER_TYPE

    answers: dict[str, Any] = {}
    try:
        if file:
            answers = from_file(_bytes(file), is_json=file.suffix.casefold() == ".json")
        if issue:
            answers |= _from_issue(order, issue)
        if name:
            answers["name"] = name
        assign(answers, order.kind, settings)
    except GatherError as error:
        stop(str(error), 2)
    if type_:
        answers[RUNNER_TYPE] = type_
    return answers


def _bytes(file: Path) -> bytes:
    from peerdir import limits

    if not file.is_file():
        stop(f"there is no file {file}", 2)
    with file.open("rb") as opened:
        return opened.read(limits.SIZES["vocabulary"].bytes + 1)


def _from_issue(order: Order, file: Path) -> dict[str, Any]:
    """Read the answers of a form; what cannot be understood is told in its words."""
    from peerdir.edit.issue_form import IssueError, read_issue

    try:
        return read_issue(_bytes(file), order.collection)
    except IssueError as error:
        if order.format == MARKDOWN:
            put(error.markdown)
        stop(str(error), 1)


def _refuse_unfinished(order: Order, made: "Made") -> None:
    """Say all at once what is missing and what is wrong, and exit."""
    from peerdir.edit import reply

    errors = [one for one in made.wrong if one.is_error]
    if not (made.missing or errors):
        return
    if order.format == MARKDOWN:
        put(as_markdown(order, made))
    for line in reply.lines(made):
        typer.echo(f"{'' if line.startswith(' ') else 'peerdir: '}{line}", err=True)
    if order.kind == "organization" and any(not one.pointer for one in errors):
        say('an organization needs a name and a type: peerdir new "Name" --kind organization --set type=clinic')
    show_beside(order, made, made.path)
    raise typer.Exit(2 if made.missing else 1)


def _write(root: Path, made: "Made") -> None:
    """Write the new files, an organization before its program; if one cannot be written, none is left."""
    from peerdir.edit.files import create, delete
    from peerdir.output import ChangedMeanwhileError

    done: list[str] = []
    try:
        for path, raw in made.files.items():
            create(root / path, raw)
            done.append(path)
    except (ChangedMeanwhileError, OSError) as error:
        for path in done:
            with contextlib.suppress(ChangedMeanwhileError, OSError):
                delete(root / path, made.files[path])
        stop(f"{path}: {error.strerror}" if isinstance(error, OSError) else str(error), 3)
    for path in done:
        say(f"{path}: written")
