"""`peerdir lint`: every mistake with file, line, column, rule and remedy."""

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import Root, Today, find_root, find_today, stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerdir.diagnostic import Diagnostic

Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="[PATH…]", help="Report on these files or folders only. All if left out.")
]
Format = Annotated[
    str, typer.Option("--format", metavar="text|github|json|junit|sarif", help="For people or for programs.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lint")(lint)


def lint(paths: Paths = None, directory: Root = None, format: Format = "text", today: Today = None) -> None:  # noqa: A002
    """Check the directory. Exit code: 0 fine, 1 errors found, 2 wrong usage, 3 could not run."""
    from peerdir import lint as linter
    from peerdir.collection import load
    from peerdir.diagnostic import Severity
    from peerdir.layout import find_files
    from peerdir.report import formats, report
    from peerdir.rule import Context
    from peerdir.rules import all_rules

    if format not in formats():
        raise typer.BadParameter(f'"{format}" is not one of {", ".join(formats())}', param_hint="--format")
    for path in paths or ():
        if not path.exists():
            stop(f"there is no {path}", 2)
    root = find_root(directory, paths[0] if paths else None)
    context = Context(collection=load(root), today=find_today(today))
    found = _asked_for(_from_here(linter.lint(context, all_rules()), root), paths)
    files = len(_within([str(root / file.path) for file in find_files(root)], paths))
    typer.echo(report(format)(found, files), nl=False)
    raise typer.Exit(1 if any(one.severity is Severity.ERROR for one in found) else 0)


def _from_here(diagnostics: "Sequence[Diagnostic]", root: Path) -> "Sequence[Diagnostic]":
    """Write paths as seen from the working directory, so that editors and GitHub find the file."""
    prefix = os.path.relpath(root)
    here = "" if prefix == os.curdir else Path(prefix).as_posix() + "/"
    return [dataclasses.replace(one, path=here + one.path) for one in diagnostics]


def _asked_for(diagnostics: "Sequence[Diagnostic]", paths: list[Path] | None) -> "Sequence[Diagnostic]":
    wanted = set(_within([one.path for one in diagnostics], paths))
    return [one for one in diagnostics if one.path in wanted]


def _within(files: list[str], paths: list[Path] | None) -> list[str]:
    """Keep the files that are one of `paths` or inside one of them."""
    if not paths:
        return files
    places = [path.resolve() for path in paths]
    return [file for file in files if any(Path(file).resolve().is_relative_to(place) for place in places)]
