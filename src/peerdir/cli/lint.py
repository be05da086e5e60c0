"""`peerdir lint`: every mistake with file, line, column, rule and remedy."""

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.known import keep_new
from peerdir.cli.options import Root, Today, find_root, find_today, put, say, stop
from peerdir.cli.reporting import Format, check_format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerdir.diagnostic import Diagnostic
    from peerdir.editions.history import Changes

STANDARD_INPUT = Path("-")
Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH…]", help="Report on these files or folders only; - is standard input."),
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="REV", help="Only what changed since a git revision, and what that broke."),
]
StdinPath = Annotated[
    Path | None, typer.Option("--stdin-path", metavar="PATH", help="Which file standard input stands for, with -.")
]
Fix = Annotated[bool, typer.Option("--fix", help="Mend what has exactly one right answer, and report what is left.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="With --fix: show what would change, and write nothing.")]

Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Old findings, not to be reported; written the first time."),
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
    fix: Fix = False,
    dry_run: DryRun = False,
    baseline: Baseline = None,
    today: Today = None,
) -> None:
    """Check the directory. Exit code: 0 fine, 1 errors found, 2 wrong usage, 3 could not run."""
    from peerdir.linting import Linting, exit_code, from_here
    from peerdir.reading.layout import find_files
    from peerdir.report import report

    check_format(format)
    if (dry_run and not fix) or (fix and stdin_path):
        stop("--dry-run goes with --fix" if dry_run else "--fix mends files; it cannot mend standard input", 2)
    wanted = _wanted(paths, stdin_path)
    root = find_root(directory, wanted[0] if wanted else None)
    texts = {_inside(root, stdin_path): sys.stdin.buffer.read()} if stdin_path else {}
    day, changes = find_today(today), _changes(root, since)
    whole = not fix or _mend(root, day, changes, wanted, dry_run=dry_run)
    with Linting(root, day) as linting:
        diagnostics = linting.found(texts, changes)
    if baseline:
        diagnostics = keep_new(diagnostics, baseline, whole=not (wanted or changes))
    found = _asked_for(from_here(diagnostics, root), wanted)
    files = len(_within([str(root / path) for path in {f.path for f in find_files(root)} | texts.keys()], wanted))
    if wanted and not files and not found:
        stop(f"{wanted[0]} holds no file of the directory in {root}", 2)
    shown = report(format)(found, files)
    put(shown)
    if format == "github":
        _add_summary(report("markdown")(found, files))
    code = exit_code(found)
    if not (wanted or changes or fix or baseline):
        linting.remember(format, code, shown)
    raise typer.Exit(code if whole else 3)


def _add_summary(text: str) -> None:
    """Add the whole list to the summary of a GitHub job, which shows only ten findings of each kind on the lines."""
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(text)


def _mend(root: Path, today: dt.date, changes: "Changes | None", wanted: list[Path], *, dry_run: bool) -> bool:
    """Mend the files that are asked for; tell whether all that could be mended was."""
    from peerdir.cli.mending import mend

    return mend(root, today, changes, lambda path: bool(_within([str(root / path)], wanted)), dry_run=dry_run)


def _changes(root: Path, since: str | None) -> "Changes | None":
    if not since:
        return None
    from peerdir.editions.history import HistoryError, changes_since

    try:
        changes = changes_since(root, since)
    except HistoryError as error:
        stop(str(error), 3)
    if changes.note:
        say(changes.note)
    return changes


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
    from peerdir.reading.layout import file_at

    seen = Path(os.path.relpath(path.absolute(), root)).as_posix()
    if file_at(seen) is None:
        stop(f"{path} is no file of the directory in {root}", 2)
    return seen


def _asked_for(diagnostics: "Sequence[Diagnostic]", wanted: list[Path]) -> "Sequence[Diagnostic]":
    kept = set(_within([one.path for one in diagnostics], wanted))
    return [one for one in diagnostics if one.path in kept]


def _within(files: list[str], wanted: list[Path]) -> list[str]:
    """Keep the files that are one of `wanted` or inside one of them; all when nothing is named."""
    if not wanted:
        return files
    places = [path.resolve() for path in wanted]
    return [file for file in files if any(Path(file).resolve().is_relative_to(place) for place in places)]
