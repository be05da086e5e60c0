"""`peerdir edition`: mark what was published, so that the next edition knows what it follows."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from peerdir.cli.changing import DryRun
from peerdir.cli.options import Root, Today, check_choice, find_root, find_today, put, say, stop
from peerdir.folders import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerdir.records import Directory, Published

Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="What it is called: “Fall 2026”. Left out: list.")]
List = Annotated[bool, typer.Option("--list", help="List the editions there were.")]
Format = Annotated[str, typer.Option("--format", metavar="table|json", help="How to list them.")]
MOST_NAMED = 3


class InGit(NamedTuple):
    """What git knows: the last commit, what is not in it, and why there is none."""

    commit: str | None
    uncommitted: "Sequence[str]" = ()
    why_not: str = ""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("edition")(edition)


def edition(
    name: Name = None,
    list_: List = False,
    directory: Root = None,
    dry_run: DryRun = False,
    format: Format = "table",  # noqa: A002 - the option's name
    today: Today = None,
) -> None:
    """Mark the last commit as an edition: a git tag, and a line in directory.yaml. Without NAME: list them.

    Commit first what belongs to the edition, and directory.yaml afterwards. Exit code: 0 done, 1 the name is taken.
    """
    from peerdir.reading.collection import read_settings
    from peerdir.render.editions import FORMATS, render

    check_choice(format, FORMATS)
    if name and list_:
        stop("--list goes without a name", 2)
    if name is not None and not name.strip():
        stop('an edition needs a name, for example: peerdir edition "Fall 2026"', 2)
    root, day = find_root(directory), find_today(today)
    settings = read_settings(root)
    if name is not None:
        _mark(root, day, " ".join(name.split()), settings, dry_run=dry_run)
        return
    if settings.editions or format == "json":
        put(render(settings.editions, format))
    else:
        say(f'no edition is marked yet; `peerdir edition "{settings.edition or "Fall 2026"}"` marks one')


def _mark(root: Path, day: dt.date, name: str, settings: "Directory", *, dry_run: bool) -> None:
    from peerdir.editions.marked import called, tag_of
    from peerdir.records import Published

    found = _in_git(root)
    if there := called(settings, name):
        _go_on(root, there, found, dry_run=dry_run)
        return
    tag = tag_of(name, day) if found.commit else None
    is_made = bool(tag) and _is_made(root, str(tag), str(found.commit))
    new = Published(name=name, date=day, revision=found.commit, tag=tag)
    if _write(root, day, new, dry_run=dry_run):
        _tell(settings, new, found)
        if not is_made:
            _tag(root, new)
        _remind(new, found)


def _in_git(root: Path) -> InGit:
    """Ask git for the last commit; without git an edition is a line in the settings all the same."""
    from peerdir.editions.history import HistoryError, changes_since, last_commit

    try:
        commit = last_commit(root)
        if commit is None:
            return InGit(None, why_not="nothing is committed yet")
        return InGit(commit, sorted(changes_since(root, commit).before))
    except HistoryError as error:
        return InGit(None, why_not=str(error))


def _is_made(root: Path, tag: str, commit: str) -> bool:
    """Tell whether the tag is there because an earlier call was stopped; exits with 1 when it marks something else."""
    from peerdir.editions.history import commit_of

    marks = commit_of(root, f"refs/tags/{tag}")
    if marks not in (None, commit):
        stop(f'git has a tag "{tag}" for another commit, {str(marks)[:10]}; give this edition another name', 1)
    return marks is not None


def _go_on(root: Path, there: "Published", found: InGit, *, dry_run: bool) -> None:
    """A line without its tag is there because an earlier call was stopped; any other name is taken."""
    from peerdir.editions.history import commit_of

    waits = found.commit and there.tag and there.revision and not commit_of(root, f"refs/tags/{there.tag}")
    if not waits or not commit_of(root, str(there.revision)):
        stop(f'"{there.name}" is the edition of {there.date} already; give this one another name', 1)
    if dry_run:
        say(f"{SETTINGS} tells of {there.name} already; git tag {there.tag} would be made")
        return
    _tag(root, there)
    say(f"{SETTINGS} told of {there.name} already; git tag {there.tag} is made now")


def _write(root: Path, day: dt.date, new: "Published", *, dry_run: bool) -> bool:
    """Write the settings, or show what would change; tell whether they were written."""
    from peerdir.cli import changing
    from peerdir.edit.change import ChangeError
    from peerdir.editions.marked import marked

    file = changing.find_entry(root, "directory")
    source = changing.read_file(root, file)
    try:
        after = marked(source, new).raw
    except ChangeError as error:
        stop(f"{file.path}: {error}", 1)
    why = "; the name cannot be used"
    is_written = changing.carry_out(root, day, file.path, source.raw, after, dry_run=dry_run, why=why)
    if not is_written:
        say(f"git tag {new.tag} would mark {str(new.revision)[:10]}" if new.tag else "no git tag would be made")
    return is_written


def _tag(root: Path, one: "Published") -> None:
    from peerdir.editions.history import HistoryError, make_tag

    if one.tag and one.revision:
        try:
            make_tag(root, one.tag, one.revision)
        except HistoryError as error:
            stop(f"{error}; {SETTINGS} tells of {one.name}; run the same command again to go on", 3)


def _tell(before: "Directory", new: "Published", found: InGit) -> None:
    """Say what this edition is and what it follows."""
    last = before.editions[-1] if before.editions else None
    follows = f", which follows {last.name} ({last.date})" if last else ", the first that is marked"
    say(f"{SETTINGS}: this is {new.name}{follows}")
    for code, texts in before.booklet.translations.items() if before.edition != new.name else ():
        if texts.edition:
            say(f'{SETTINGS}: booklet.translations.{code}.edition still says "{texts.edition}"; change it too')
    if found.why_not:
        say(f"no git tag is made: {found.why_not}")


def _remind(new: "Published", found: InGit) -> None:
    """Say what the tag marks, and what is left to do."""
    if not new.tag:
        return
    say(f"git tag {new.tag} marks the last commit, {str(new.revision)[:10]}")
    if found.uncommitted:
        more = len(found.uncommitted) - MOST_NAMED
        names = ", ".join(found.uncommitted[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        say(f"not committed, so no part of this edition: {names}")
    say(f"commit {SETTINGS} now; `git push origin {new.tag}` sends the tag to others")
