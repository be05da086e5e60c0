"""`peerdir rename`: another id for an entry; everything that refers to it follows, and the old id leads there."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.changing import DryRun, Id
from peerdir.cli.options import Root, Today, find_root, find_today, put, say, stop

if TYPE_CHECKING:
    from peerdir.edit.rename import Renamed
    from peerdir.reading.collection import Collection
    from peerdir.reading.layout import File

NewId = Annotated[str, typer.Argument(metavar="NEW", help="The new id: small letters a-z, digits and hyphens.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rename")(rename)


def rename(id: Id, new: NewId, directory: Root = None, dry_run: DryRun = False, today: Today = None) -> None:  # noqa: A002
    """Give an entry another id; what refers to it is changed too, and the old id is kept in former_ids."""
    from peerdir.cli import changing
    from peerdir.edit.change import ChangeError
    from peerdir.edit.rename import renamed
    from peerdir.reading.collection import load

    root, day = find_root(directory), find_today(today)
    file, collection = changing.find_entry(root, id), load(root)
    entry = next((one for one in collection.entries if one.path == file.path), None)
    if entry is None:
        stop(f"{file.path} has errors; run `peerdir lint` and mend them first", 1)
    _check(file, new, collection)
    try:
        plan = renamed(entry, new, collection)
    except ChangeError as error:
        stop(f"{file.path}: {error}", 1)
    _refuse_taken(root, plan)
    texts = {plan.path: plan.new, plan.old_path: None} | {path: after for path, (_, after) in plan.changed.items()}
    weighed = changing.weigh(root, day, texts, {plan.old_path: plan.path})
    if weighed.errors:
        changing.refuse(root, weighed.errors, "nothing is renamed; it would bring these errors")
    if dry_run:
        _show(root, plan)
    else:
        _carry_out(root, plan)


def _check(file: "File", new: str, collection: "Collection") -> None:
    from peerdir.reading.layout import is_id

    if file.kind not in ("program", "organization"):
        stop(f"{file.path} cannot be renamed: every directory has it under this name", 1)
    if not is_id(new):
        stop(f'"{new}" cannot be an id; use small letters a-z, digits and single hyphens, at most 64', 2)
    if new == file.id:
        stop(f"{file.path} is called so already", 1)
    records = collection.programs if file.kind == "program" else collection.organizations.values()
    if any(new in one.former_ids for one in records if one.id != file.id):
        stop(f'"{new}" is the old id of another {file.kind}, and leads there', 1)


def _refuse_taken(root: Path, plan: "Renamed") -> None:
    """A file with the new name may only be there when an earlier try was stopped behind writing it."""
    target = root / plan.path
    if target.exists() and target.read_bytes() != plan.new:
        stop(f"{plan.path} is there already", 1)


def _show(root: Path, plan: "Renamed") -> None:
    from peerdir.cli.changing import show_change

    put(f"rename {plan.old_path} to {plan.path}\n")
    show_change(root, plan.path, plan.old, plan.new)
    for path, (before, after) in plan.changed.items():
        show_change(root, path, before, after)


def _carry_out(root: Path, plan: "Renamed") -> None:
    """Write the new file first and delete the old one last, so that a stop in between loses nothing."""
    from peerdir.cli.changing import replace
    from peerdir.edit.files import create, delete
    from peerdir.output import ChangedMeanwhileError

    try:
        if not (root / plan.path).exists():
            create(root / plan.path, plan.new)
        for path, (before, after) in plan.changed.items():
            replace(root, path, before, after)
        delete(root / plan.old_path, plan.old)
    except ChangedMeanwhileError as error:
        stop(f"{error}; run the same command again to go on", 3)
    more = f"; {len(plan.changed)} other file{'s'[: len(plan.changed) > 1]} changed" if plan.changed else ""
    say(f"{plan.old_path} is now {plan.path}{more}")
