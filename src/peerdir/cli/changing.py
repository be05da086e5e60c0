"""What the commands that change entries share: which file is meant, is the change good, write it or show it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

from peerdir.cli.options import put, say, stop

if TYPE_CHECKING:
    from peerdir.diagnostic import Diagnostic
    from peerdir.reading.layout import File
    from peerdir.reading.source import Source

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The program's or organization's id, or its name.")]
Texts = Mapping[str, bytes | None]
NO_LINE_END = "\n\\ No newline at end of file\n"


class Weighed(NamedTuple):
    """What is found with the new texts, and which errors and warnings of it are new."""

    found: "Sequence[Diagnostic]"
    errors: "Sequence[Diagnostic]"
    warnings: "Sequence[Diagnostic]"


def find_entry(root: Path, named: str, kind: str | None = None) -> "File":
    """Return the file of an id, of "organizations/id", or of a name that spells an id; "directory" is the settings.

    Exits with 1 without one.

    An id that a program has and an organization too means the one of that `kind`, where a command is for one kind only.
    """
    import difflib

    from peerdir.edit.draft import id_of
    from peerdir.reading.layout import file_at, find_files

    name = named.removesuffix(".yaml")
    files = list(find_files(root))
    spelled = id_of(name)  # a name as people type it: "Camina Conmigo"
    found = [one for one in files if name in (one.id, one.path.removesuffix(".yaml"))]
    found = found or [one for one in files if one.id == spelled and one.kind in ("program", "organization")]
    found = [one for one in found if one.kind != "vocabulary"] or found
    found = [one for one in found if one.kind == kind] or found
    if len(found) == 1:
        return found[0]
    if found:
        stop(f'"{named}" is {" and ".join(one.path for one in found)}; name one of them', 1)
    known = [one.id for one in files if one.kind in ("program", "organization")]
    near = difflib.get_close_matches(name, known, 3, 0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near and file_at(f"programs/{name}.yaml") else ""
    return stop(f'there is no program or organization "{named}"{hint}', 1)


def find_program(root: Path, named: str) -> "File":
    """Return the file of a program. Exits with 1 without one."""
    file = find_entry(root, named, "program")
    return file if file.kind == "program" else stop(f"{file.path} is no program", 1)


def read_file(root: Path, file: "File") -> "Source":
    """Read a file that is to be changed. Exits with 1 when it cannot be read as YAML."""
    from peerdir.edit.change import ChangeError, opened

    try:
        return opened(root, file)
    except ChangeError as error:
        stop(str(error), 1)


def weigh(root: Path, today: dt.date, texts: Texts, moved: Mapping[str, str] = MappingProxyType({})) -> Weighed:
    """Lint the directory with `texts` in place of its files; tell what is new. A `moved` file keeps its findings."""
    import dataclasses

    from peerdir.diagnostic import Severity
    from peerdir.edit import weigh as scales
    from peerdir.linting import Linting

    with Linting(root, today) as linting:
        after = linting.found(texts, None)
        before = linting.found({}, None)
    if scales.has_too_many((*before, *after), texts):
        before, after = _all_of(root, today, {}), _all_of(root, today, texts)
    before = [dataclasses.replace(one, path=moved.get(one.path, one.path)) for one in before]
    return Weighed(after, scales.worse(before, after, Severity.ERROR), scales.worse(before, after, Severity.WARNING))


def _all_of(root: Path, today: dt.date, texts: Texts) -> "Sequence[Diagnostic]":
    """Lint without the limit to what is said of one file."""
    from peerdir.lint.check import lint
    from peerdir.reading.collection import load
    from peerdir.rule import Context
    from peerdir.rules import all_rules

    return lint(Context(collection=load(root, texts=texts), today=today), all_rules(), limit=None)


def refuse(root: Path, errors: "Sequence[Diagnostic]", why: str) -> NoReturn:
    """Show the errors a change would bring, and exit with 1."""
    from peerdir.linting import from_here
    from peerdir.report import report

    put(report("text")(from_here(errors, root), len({one.path for one in errors})))
    stop(why, 1)


def carry_out(
    root: Path,
    today: dt.date,
    path: str,
    before: bytes,
    after: bytes,
    *,
    dry_run: bool,
    why: str = "; the change would bring these errors",
) -> bool:
    """Weigh a change of one file, then write it, or show it with `dry_run`; tell whether it was written.

    Exits with 1 when it would bring an error, and says `why` the file is left as it is; with 3 as `replace` does.
    """
    weighed = weigh(root, today, {path: after})
    if weighed.errors:
        refuse(root, weighed.errors, f"{path}: it is left as it is{why}")
    if dry_run:
        show_change(root, path, before, after)
        return False
    replace(root, path, before, after)
    remark(weighed.warnings)
    return True


def replace(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Put the new bytes in the place of the old. Exits with 3 when somebody else has changed the file meanwhile."""
    from peerdir import output

    try:
        output.replace_file(root / path, before, after)
    except output.ChangedMeanwhileError as error:
        stop(str(error), 3)


def show_change(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Print a change as `patch` and `git apply` read it."""
    put("".join(_diff(seen(root, path), before, after)))


def _diff(path: str, before: bytes, after: bytes) -> Iterator[str]:
    """Yield the lines of a unified diff, as `patch` and `git apply` read it."""
    import difflib
    import re

    old, new = (re.findall(r"[^\n]*\n|[^\n]+", raw.decode()) for raw in (before, after))
    for line in difflib.unified_diff(old, new, path, path):
        # A carriage return inside a line would move the cursor back and hide what stands before it.
        shown = re.sub(r"\r(?!\n)", r"\\u{d}", line)
        yield shown if shown.endswith("\n") else shown + NO_LINE_END


def seen(root: Path, path: str) -> str:
    """Write a path as seen from the working directory."""
    import os

    return Path(os.path.relpath(root / path)).as_posix()


def remark(warnings: "Sequence[Diagnostic]") -> None:
    """Say what a change brings that somebody should look at."""
    for one in warnings:
        say(f"{one.path}:{one.span.line}: to look at: {one.message} [{one.rule}]")
