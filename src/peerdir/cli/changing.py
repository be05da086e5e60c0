"""What the commands that change entries share: which file is meant, is the change good, write it or show it."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
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
Id = Annotated[str, typer.Argument(metavar="ID", help="The program's or organization's id.")]
Texts = Mapping[str, bytes | None]


class Weighed(NamedTuple):
    """What is found with the new texts, and which errors and warnings of it are new."""

    found: "Sequence[Diagnostic]"
    errors: "Sequence[Diagnostic]"
    warnings: "Sequence[Diagnostic]"


def find_entry(root: Path, named: str, kind: str | None = None) -> "File":
    """Return the file of an id, or of "organizations/id"; "directory" is the settings. Exits with 1 without one.

    An id that a program has and an organization too means the one of that `kind`, where a command is for one kind only.
    """
    import difflib

    from peerdir.reading.layout import file_at, find_files

    name = named.removesuffix(".yaml")
    files = list(find_files(root))
    found = [one for one in files if name in (one.id, one.path.removesuffix(".yaml"))]
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


def read_file(root: Path, file: "File") -> "Source":
    """Read a file that is to be changed. Exits with 1 when it cannot be read as YAML."""
    from peerdir import limits
    from peerdir.diagnostic import Severity
    from peerdir.reading.collection import raw
    from peerdir.reading.reader import read

    text = raw(root, file)
    source = read(text, limits.SIZES[file.kind]) if isinstance(text, bytes) else text
    wrong = [one for one in source.problems if one.severity is Severity.ERROR]
    if wrong or not isinstance(source.data, dict):
        why = wrong[0].message if wrong else "it holds no fields"
        stop(f"{file.path}: {why}; mend this first", 1)
    return source


def weigh(root: Path, today: dt.date, texts: Texts, moved: Mapping[str, str] = MappingProxyType({})) -> Weighed:
    """Lint the directory with `texts` in place of its files; tell what is new. A `moved` file keeps its findings."""
    from peerdir.diagnostic import Severity
    from peerdir.edit import weigh as scales
    from peerdir.linting import Linting

    with Linting(root, today) as linting:
        # None stands for a file that is not to be there, as in a comparison with an earlier state.
        after = linting.found(texts, None)  # type: ignore[arg-type]
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


def replace(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Put the new bytes in the place of the old. Exits with 3 when somebody else has changed the file meanwhile."""
    from peerdir import output

    try:
        output.replace_file(root / path, before, after)
    except output.ChangedMeanwhileError as error:
        stop(str(error), 3)


def show_change(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Print a change as `patch` and `git apply` read it."""
    from peerdir.cli.mending import _diff
    from peerdir.lint.fix import Mended

    put("".join(_diff(seen(root, path), Mended(before, after, 1))))


def seen(root: Path, path: str) -> str:
    """Write a path as seen from the working directory."""
    import os

    return Path(os.path.relpath(root / path)).as_posix()


def remark(warnings: "Sequence[Diagnostic]") -> None:
    """Say which warnings a change brings; they do not keep it from being made."""
    for one in warnings:
        say(f"{one.path}:{one.span.line}: to look at: {one.message} [{one.rule}]")
