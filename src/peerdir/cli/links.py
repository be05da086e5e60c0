"""`peerdir links`: which web addresses of the directory are dead, moved, silent or taken over."""

import datetime as dt
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import Root, Today, cache_folder, find_root, find_today, put, say, stop
from peerdir.cli.reporting import Format, check_format

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from peerdir.links import Checked, Manners, Target, Targets
    from peerdir.records import Directory

KEPT = "links.json"
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Use the network without asking first, for scripts.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Ask also for links that were fine in the last 7 days.")]
Private = Annotated[
    bool, typer.Option("--allow-private", help="For tests only: also ask private addresses, at any port.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("links")(links)


def links(
    directory: Root = None,
    format: Format = "text",  # noqa: A002
    yes: Yes = False,
    fresh: Fresh = False,
    allow_private: Private = False,
    today: Today = None,
) -> None:
    """Check the web addresses over the network. Exit code: 0 fine, 1 dead links, 2 wrong usage, 3 could not run."""
    from peerdir.diagnostic import Severity
    from peerdir.links import Manners, findings, targets
    from peerdir.linting import from_here
    from peerdir.reading.collection import load
    from peerdir.report import report

    check_format(format)
    root, day = find_root(directory), find_today(today)
    collection = load(root)
    for path in sorted({one.path for one in collection.diagnostics if one.severity is Severity.ERROR}):
        say(f"{path} has errors and is left out; run `peerdir lint`")
    found = targets(collection)
    manners = Manners(agent=_agent(collection.directory), allow_private=allow_private)
    checked = _check(found, manners, day, yes=yes, fresh=fresh)
    diagnostics = from_here(findings(checked), root)
    put(report(format)(diagnostics, found.entries))
    raise typer.Exit(1 if any(one.severity is Severity.ERROR for one in diagnostics) else 0)


def _check(found: "Targets", manners: "Manners", today: dt.date, *, yes: bool, fresh: bool) -> "Sequence[Checked]":
    """Ask for every link that was not fine lately, keep what is fine now, and sum up."""
    from peerdir.links import check, remembered

    cache = cache_folder()
    kept = _kept(cache, today)
    asked = [target for target in found.links if fresh or remembered.digest(target) not in kept]
    if asked and not yes:
        _ask_first(asked)
    checked: list[Checked] = []
    try:
        checked.extend(_watched(check(asked, manners), len(asked)))
    finally:
        _keep(cache, kept, checked, today)
    if _no_network(checked):
        stop("none of the web sites could be reached; is there a network?", 3)
    say(_summary(found, checked))
    return checked


def _ask_first(asked: "Collection[Target]") -> None:
    """Ask before the network is used; without anybody to ask, do not use it."""
    from peerdir.links import sites

    number = len(sites(asked))
    what = f"{number:,} web site{'' if number == 1 else 's'} for {_plural(len(asked))}"
    if not _somebody_is_there():
        stop(f"this would ask {what} over the network; say --yes if that is wanted", 2)
    if not typer.confirm(f"This asks {what} over the network; go on?", err=True):
        stop("nothing was asked", 3)


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _watched(found: "Iterator[Checked]", number: int) -> "Iterator[Checked]":
    """Show on a terminal how far it is."""
    if not sys.stderr.isatty() or not number:
        yield from found
        return
    with typer.progressbar(found, length=number, label="Asking", file=sys.stderr) as bar:
        yield from bar


def _kept(cache: Path | None, today: dt.date) -> "Mapping[str, str]":
    from peerdir.links import remembered

    try:
        return remembered.read((cache / KEPT).read_bytes(), today) if cache else {}
    except OSError:
        return {}


def _keep(cache: Path | None, kept: "Mapping[str, str]", checked: "Sequence[Checked]", today: dt.date) -> None:
    """Keep what is fine; a folder that cannot be written only means that all is asked again."""
    from peerdir.links import GOOD, remembered
    from peerdir.output import write_file

    good = [one.target for one in checked if one.outcome.kind in GOOD]
    bad = [one.target for one in checked if one.outcome.kind not in GOOD]
    if cache is None or not checked:
        return
    try:
        write_file(cache / KEPT, remembered.write(kept, good, bad, today))
    except OSError as error:
        say(f"{cache / KEPT} cannot be written ({error.strerror or error}); all is asked again")


def _no_network(checked: "Sequence[Checked]") -> bool:
    """Whether the fault is more likely ours: several sites, and no way to a single one."""
    from peerdir.links import sites

    return len(sites(one.target for one in checked)) > 1 and all(one.outcome.no_network for one in checked)


def _summary(found: "Targets", checked: "Sequence[Checked]") -> str:
    """Say how many links were asked, known, left out."""
    from peerdir.links import Kind

    kinds = Counter(one.outcome.kind for one in checked)
    parts = [
        (len(checked) - kinds[Kind.SKIPPED], "asked"),
        (len(found.links) - len(checked), "fine in the last 7 days"),
        (kinds[Kind.SKIPPED], "not asked, because time was up"),
        (found.left_out, "left out, because their program is not listed"),
    ]
    said = ", ".join(f"{number:,} {what}" for number, what in parts if number or what == "asked")
    shown = f"; {kinds[Kind.CLOSED]:,} show their page to people only" if kinds[Kind.CLOSED] else ""
    return f"{_plural(len(found.links))}: {said}{shown}"


def _plural(number: int) -> str:
    return f"{number:,} web address{'' if number == 1 else 'es'}"


def _agent(settings: "Directory") -> str:
    """Say to every site who asks and where to read about it."""
    from peerdir import __version__

    page = settings.base_url or ""
    readable = page.isascii() and page.isprintable() and page.startswith(("https://", "http://"))
    return f"peerdir/{__version__} (checks the links of a peer support directory{f'; {page}' if readable else ''})"
