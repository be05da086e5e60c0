"""`peerdir phase`: the four phases of a program that is being started, and what is done in each."""

import datetime as dt
import difflib
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.changing import DryRun
from peerdir.cli.options import (
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
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from peerdir.reading.layout import File
    from peerdir.reading.source import Source
    from peerdir.records import Program

Id = Annotated[str, typer.Argument(metavar="ID", help="The program's id.")]
Done = Annotated[
    list[str] | None, typer.Option("--done", metavar="CODE", help="Done today (see --today); several with commas.")
]
Undo = Annotated[list[str] | None, typer.Option("--undo", metavar="CODE", help="Not done after all.")]
Advance = Annotated[bool, typer.Option("--advance", help="Go on to the next phase, if all of this one is done.")]
Every = Annotated[bool, typer.Option("--all", help="Show what is to do in all four phases.")]
Language = Annotated[str, typer.Option("--language", metavar="CODE", help="The language of the list, such as es.")]
Format = Annotated[str, typer.Option("--format", metavar="text|json", help="How to show it.")]
CHECKLIST = "checklist"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("phase")(phase)


def phase(
    id: Id,  # noqa: A002 - the argument's name
    done: Done = None,
    undo: Undo = None,
    advance: Advance = False,
    every: Every = False,
    language: Language = "en",
    format: Format = "text",  # noqa: A002
    directory: Root = None,
    dry_run: DryRun = False,
    today: Today = None,
) -> None:
    """Show how far a program has come from plan to running, and write down what is done.

    The phases are organizational readiness, development, implementation and evaluation. Only the lines of what changed
    are written. Exit code: 0 shown or written, 1 something of the phase is still open, or there is no such program.
    """
    from peerdir import phases
    from peerdir.cli import changing
    from peerdir.render.phases import FORMATS

    check_choice(format, FORMATS)
    check_choice(language, phases.languages(), "--language")
    root, day = find_root(directory), find_today(today)
    file = changing.find_program(root, id)
    ticked, unticked = _codes(done, "--done"), _codes(undo, "--undo")
    if ticked or unticked or advance:
        _change(root, file, day, ticked, unticked, advance=advance, dry_run=dry_run)
    else:
        _show(root, day, file.id, language, format, every=every)


def _codes(given: "Iterable[str] | None", hint: str) -> "Sequence[str]":
    """Return the codes of the checklist that were given, parted by commas or one by one."""
    from peerdir import phases

    known = [item.code for item in phases.items()]
    codes = [code.strip() for one in given or () for code in one.split(",") if code.strip()]
    for code in codes:
        if code not in known:
            near = difflib.get_close_matches(code, known, 1, 0.5)
            meant = f'; did you mean "{near[0]}"?' if near else "; `peerdir phase ID --all` shows the codes"
            raise typer.BadParameter(f'there is no "{code}" in the checklist{meant}', param_hint=hint)
    return codes


def _program(root: "Path", file: "File", text: bytes | None = None) -> "Program":
    """Return the record of a file as it is, or as it would be with `text` in it."""
    from peerdir.reading.collection import read_entry
    from peerdir.reading.files import raw

    entry, _ = read_entry(file, raw(root, file) if text is None else text)
    return entry.program if entry else stop(f"{file.path} has errors; run `peerdir lint`", 1)


def _show(root: "Path", today: dt.date, id: str, language: str, format: str, *, every: bool) -> None:  # noqa: A002
    from peerdir.index.store import ask
    from peerdir.reading.collection import load
    from peerdir.render import phases as render
    from peerdir.survey.examples import examples

    loaded = load(root, programs={id})
    program = loaded.program(id)
    if program is None:
        stop(f"programs/{id}.yaml has errors; run `peerdir lint`", 1)

    def label(name: str, language: str) -> str:
        return loaded.label("functions", name, language)

    if format == "json":
        put(render.as_json(program, label, language))
    else:
        known = ask(root, cache_folder(), today, examples)
        put(render.as_text(program, label, language, every=every, columns=terminal_width(), examples=known))


def _change(
    root: "Path",
    file: "File",
    today: dt.date,
    done: "Sequence[str]",
    undo: "Sequence[str]",
    *,
    advance: bool,
    dry_run: bool,
) -> None:
    from peerdir.cli import changing
    from peerdir.edit.change import ChangeError

    source = changing.read_file(root, file)
    before = _program(root, file)
    if before.status in ("closed", "historical"):
        why = "it has ended" if before.status == "closed" else "it is an example to learn from"
        stop(f"{file.path}: {why}, so there is nothing to tick off; nothing is written", 1)
    try:
        changed = _ticked(source, before, today, done, undo)
        changed = _advanced(changed, _program(root, file, changed.raw)) if advance else changed
    except ChangeError as error:
        stop(f"{file.path}: {error}", 1)
    if changed.raw == source.raw:
        say(f"{file.path}: all of it is so already")
        return
    if changing.carry_out(root, today, file.path, source.raw, changed.raw, dry_run=dry_run):
        _tell(_program(root, file, changed.raw))


def _ticked(
    source: "Source", program: "Program", today: dt.date, done: "Sequence[str]", undo: "Sequence[str]"
) -> "Source":
    """Write what is done with the day, and take out what is not; what was done before keeps its day."""
    from peerdir.edit.change import put as put_value
    from peerdir.edit.change import take_out

    for code in done:
        if code in program.checklist:
            say(f"{code} was done on {program.checklist[code]}; its day stays")
        else:
            source = put_value(source, "program", (CHECKLIST, code), today.isoformat())
    for code in undo:
        source = take_out(source, (CHECKLIST, code))
    return source


def _advanced(source: "Source", program: "Program") -> "Source":
    """Put the next phase, or stop and say what is open in this one."""
    from peerdir import phases
    from peerdir.edit.change import put as put_value

    step, follows = phases.step(program), phases.following(phases.phase_of(program))
    if step.open:
        for item in step.open:
            say(f"open: {item.code}: {item.say('en')}")
        stop(f"{len(step.open)} of {len(step.items)} are open in this phase, {step.name('en')}; nothing is written", 1)
    if follows is None:
        stop("this is the last of the four phases; it goes round, so look at its list again every year", 1)
    return put_value(source, "program", ("phase",), follows)


def _tell(program: "Program") -> None:
    """Say where the program stands now, and what is to be thought of."""
    from peerdir import phases

    step = phases.step(program)
    say(f"programs/{program.id}.yaml: {step.name('en')}, {len(step.done)} of {len(step.items)} done")
    starts = program.status == "proposed" and step.phase in ("implementation", "evaluation")
    if starts and phases.gaps(program):
        say(f"{len(phases.gaps(program))} of the four functions still state a gap; fill them before people come")
    elif starts:
        say(f"when it takes people: peerdir set {program.id} status=active")
