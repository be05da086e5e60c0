"""`peerdir lint --fix`: mend in memory, look at the result, then write it or show it."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import typer

from peerdir import output
from peerdir.cli.changing import seen, show_change
from peerdir.cli.options import say
from peerdir.diagnostic import Diagnostic, Severity
from peerdir.editions.history import Changes
from peerdir.lint import check as linter
from peerdir.lint import fix
from peerdir.reading.collection import load
from peerdir.rule import Context
from peerdir.rules import all_rules


def mend(
    root: Path, today: dt.date, changes: Changes | None, wanted: Callable[[str], bool], *, dry_run: bool = False
) -> bool:
    """Mend what is found in the files that are wanted; tell whether all of it could be written.

    With `dry_run` it shows what would change, writes nothing, and ends the command with the exit code of what is left.
    """

    def examine(texts: Mapping[str, bytes | None]) -> fix.Examined:
        collection = load(root, texts=texts)
        return collection, linter.lint(Context(collection=collection, today=today), all_rules(), limit=None)

    before = examine(changes.before)[1] if changes else ()

    def choose(found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        asked = linter.new_findings(found, before, changes.before) if changes else found
        return [one for one in asked if wanted(one.path)]

    mending = fix.mend(examine, choose)
    for path, why in mending.refused.items():
        say(f"{seen(root, path)}: {why}; it is left as it is")
    if dry_run:
        for path, one in mending.files.items():
            show_change(root, path, one.before, one.after)
        say(_sum(mending.files.values(), "would be mended"))
        raise typer.Exit(1 if any(one.severity is Severity.ERROR for one in choose(mending.left)) else 0)
    written = [one for path, one in mending.files.items() if _write(root / path, seen(root, path), one)]
    say(_sum(written, "mended"))
    return len(written) == len(mending.files)


def _write(target: Path, shown: str, one: fix.Mended) -> bool:
    """Put the mended file in its place; say so if that is not possible."""
    try:
        output.replace_file(target, one.before, one.after)
    except output.ChangedMeanwhileError:
        say(f"{shown}: somebody else has changed this file meanwhile; it is left as it is")
    except OSError as error:
        say(f"{shown}: {error.strerror or error}")
    else:
        return True
    return False


def _sum(files: Collection[fix.Mended], done: str) -> str:
    values = sum(one.values for one in files)
    if not values:
        return "nothing to mend"
    return f"{values:,} value{'s'[: values > 1]} {done} in {len(files):,} file{'s'[: len(files) > 1]}"
