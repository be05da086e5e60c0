"""`peerdir lint --fix`: mend in memory, look at the result, then write it or show it."""

import datetime as dt
import difflib
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

import typer

from peerdir import output
from peerdir.cli.options import put, say
from peerdir.diagnostic import Diagnostic, Severity
from peerdir.editions.history import Changes
from peerdir.lint import check as linter
from peerdir.lint import fix
from peerdir.reading.collection import load
from peerdir.rule import Context
from peerdir.rules import all_rules

NO_LINE_END = "\n\\ No newline at end of file\n"


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
        say(f"{_seen(root, path)}: {why}; it is left as it is")
    if dry_run:
        put("".join(line for path, one in mending.files.items() for line in _diff(_seen(root, path), one)))
        say(_sum(mending.files.values(), "would be mended"))
        raise typer.Exit(1 if any(one.severity is Severity.ERROR for one in choose(mending.left)) else 0)
    written = [one for path, one in mending.files.items() if _write(root / path, _seen(root, path), one)]
    say(_sum(written, "mended"))
    return len(written) == len(mending.files)


def _write(target: Path, seen: str, one: fix.Mended) -> bool:
    """Put the mended file in its place; say so if that is not possible."""
    try:
        output.replace_file(target, one.before, one.after)
    except output.ChangedMeanwhileError:
        say(f"{seen}: somebody else has changed this file meanwhile; it is left as it is")
    except OSError as error:
        say(f"{seen}: {error.strerror or error}")
    else:
        return True
    return False


def _seen(root: Path, path: str) -> str:
    """Write a path as seen from the working directory."""
    return Path(os.path.relpath(root / path)).as_posix()


def _sum(files: Collection[fix.Mended], done: str) -> str:
    values = sum(one.values for one in files)
    if not values:
        return "nothing to mend"
    return f"{values:,} value{'s'[: values > 1]} {done} in {len(files):,} file{'s'[: len(files) > 1]}"


def _diff(path: str, one: fix.Mended) -> Iterator[str]:
    """Yield the lines of a unified diff, as `patch` and `git apply` read it."""
    before, after = (re.findall(r"[^\n]*\n|[^\n]+", raw.decode()) for raw in (one.before, one.after))
    for line in difflib.unified_diff(before, after, path, path):
        # A carriage return inside a line would move the cursor back and hide what stands before it.
        shown = re.sub(r"\r(?!\n)", r"\\u{d}", line)
        yield shown if shown.endswith("\n") else shown + NO_LINE_END
