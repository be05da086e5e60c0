"""`peerdir lint`: every mistake with file, line, column, rule and remedy."""

import dataclasses
import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import Root, Today, find_root, find_today, stop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peerdir.diagnostic import Diagnostic

STANDARD_INPUT = Path("-")
Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH…]", help="Report on these files or folders only; - is standard input."),
]
Format = Annotated[
    str, typer.Option("--format", metavar="text|github|json|junit|sarif", help="For people or for programs.")
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="REV", help="Only what changed since a git revision, and what that broke."),
]
StdinPath = Annotated[
    Path | None, typer.Option("--stdin-path", metavar="PATH", help="Which file standard input stands for, with -.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lint")(lint)


def lint(
    paths: Paths = None,
    directory: Root = None,
    format: Format = "text",  # noqa: A002
    since: Since = None,
    stdin_path: StdinPath = None,
    today: Today = None,
) -> None:
    """Check the directory. Exit code: 0 fine, 1 errors found, 2 wrong usage, 3 could not run."""
    from peerdir.diagnostic import Severity
    from peerdir.layout import find_files
    from peerdir.report import formats, report

    if format not in formats():
        raise typer.BadParameter(f'"{format}" is not one of {", ".join(formats())}', param_hint="--format")
    wanted = _wanted(paths, stdin_path)
    root = find_root(directory, wanted[0] if wanted else None)
    texts = {_inside(root, stdin_path): sys.stdin.buffer.read()} if stdin_path else {}
    found = _asked_for(_from_here(_diagnostics(root, texts, since, find_today(today)), root), wanted)
    files = len(_within([str(root / path) for path in {f.path for f in find_files(root)} | texts.keys()], wanted))
    typer.echo(report(format)(found, files), nl=False)
    raise typer.Exit(1 if any(one.severity is Severity.ERROR for one in found) else 0)


def _diagnostics(root: Path, texts: "Mapping[str, bytes]", since: str | None, today: dt.date) -> "Sequence[Diagnostic]":
    from peerdir import lint as linter
    from peerdir.collection import load
    from peerdir.history import HistoryError, changes_since
    from peerdir.rule import Context
    from peerdir.rules import all_rules

    now = linter.lint(Context(collection=load(root, texts=texts), today=today), all_rules())
    if not since:
        return now
    try:
        changes = changes_since(root, since)
    except HistoryError as error:
        stop(str(error), 3)
    if changes.note:
        typer.echo(f"peerdir: {changes.note}", err=True)
    before = linter.lint(Context(collection=load(root, texts=changes.before), today=today), all_rules())
    return linter.new_findings(now, before, changes.before)


def _wanted(paths: list[Path] | None, stdin_path: Path | None) -> list[Path]:
    """The files and folders to report on; the file that standard input stands for is one of them."""
    if (paths == [STANDARD_INPUT]) != (stdin_path is not None):
        stop("- and --stdin-path go together: peerdir lint - --stdin-path directory/programs/example.yaml", 2)
    if stdin_path:
        return [stdin_path]
    for path in paths or ():
        if not path.exists():
            stop(f"there is no {path}", 2)
    return list(paths or ())


def _inside(root: Path, path: Path) -> str:
    """Return the path as seen from the directory."""
    from peerdir.layout import file_at

    seen = Path(os.path.relpath(path.absolute(), root)).as_posix()
    if file_at(seen) is None:
        stop(f"{path} is no file of the directory in {root}", 2)
    return seen


def _from_here(diagnostics: "Sequence[Diagnostic]", root: Path) -> "Sequence[Diagnostic]":
    """Write paths as seen from the working directory, so that editors and GitHub find the file."""
    prefix = os.path.relpath(root)
    here = "" if prefix == os.curdir else Path(prefix).as_posix() + "/"
    return [dataclasses.replace(one, path=here + one.path) for one in diagnostics]


def _asked_for(diagnostics: "Sequence[Diagnostic]", wanted: list[Path]) -> "Sequence[Diagnostic]":
    kept = set(_within([one.path for one in diagnostics], wanted))
    return [one for one in diagnostics if one.path in kept]


def _within(files: list[str], wanted: list[Path]) -> list[str]:
    """Keep the files that are one of `wanted` or inside one of them; all when nothing is named."""
    if not wanted:
        return files
    places = [path.resolve() for path in wanted]
    return [file for file in files if any(Path(file).resolve().is_relative_to(place) for place in places)]
