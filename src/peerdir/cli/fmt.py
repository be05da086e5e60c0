"""`peerdir fmt`: fields in the usual order, quotes where they are needed; no value changes and no comment is lost."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import Root, find_root, say, stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peerdir.reading.layout import File

Paths = Annotated[list[Path] | None, typer.Argument(metavar="[PATH…]", help="These files or folders only.")]
Check = Annotated[bool, typer.Option("--check", help="Write nothing; 1 if a file would change.")]
Diff = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("fmt")(fmt)


def fmt(paths: Paths = None, directory: Root = None, check: Check = False, dry_run: Diff = False) -> None:
    """Put fields in the usual order and quotes where they are needed. 1 if a file is left, or --check finds one."""
    from peerdir.cli.changing import replace, show_change
    from peerdir.edit.canonical import formatted
    from peerdir.reading.files import raw

    root = find_root(directory, paths[0] if paths else None)
    changed = left = 0
    for file in _files(root, paths or []):
        before = raw(root, file)
        if not isinstance(before, bytes):
            say(f"{file.path}: {before.problems[0].message}; it is left as it is")
            left += 1
            continue
        after, why = formatted(before, file.kind)
        for one in why:
            say(f"{file.path}: {one}")
        left += bool(why)
        changed += after != before
        if after != before and dry_run:
            show_change(root, file.path, before, after)
        elif after != before and check:
            say(f"{file.path}: would change")
        elif after != before:
            replace(root, file.path, before, after)
    say(_sum(changed, left, "would change" if check or dry_run else "changed"))
    raise typer.Exit(1 if left or (check and changed) else 0)


def _files(root: Path, paths: "Sequence[Path]") -> "Iterator[File]":
    """Yield the files that are one of `paths` or inside one of them; all when none is named."""
    from peerdir.reading.layout import find_files

    for path in paths:
        if not path.exists():
            stop(f"there is no {path}", 2)
    places = [path.resolve() for path in paths]
    for file in find_files(root):
        if not places or any((root / file.path).resolve().is_relative_to(place) for place in places):
            yield file


def _sum(changed: int, left: int, word: str) -> str:
    more = f", {left} left to be looked at" if left else ""
    return f"{changed} file{'' if changed == 1 else 's'} {word}{more}"
