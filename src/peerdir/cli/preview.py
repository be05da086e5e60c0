"""`peerdir preview`: a booklet that is made again whenever a file changes, for people who work on it."""

import datetime as dt
import gc
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from peerdir.cli.booklet import ORDERS, File, GroupBy, Language, Large, PaperOption, Sort, choices, published_at
from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, say
from peerdir.cli.published import published

if TYPE_CHECKING:
    from peerdir.render.booklet import Form, Memory, Wishes

PAUSE = 0.2  # seconds from one look at the files to the next
SETTLED = 0.05  # seconds without a change, because editors write a file in several steps

preview = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Make pages again whenever a file changes.")


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    app.add_typer(preview, name="preview")


@preview.command("booklet")
def booklet(
    output: File = Path("booklet.pdf"),
    group_by: GroupBy = "place",
    sort: Sort = "name",
    language: Language = None,
    paper: PaperOption = None,
    large_print: Large = False,
    directory: Root = None,
    audience: AudienceOption = Audience.public,
    today: Today = None,
) -> None:
    """Write the booklet, and write it again whenever a file changes; Ctrl-C ends this.

    A PDF viewer that reloads a file shows the change. What cannot be printed is said, and the last booklet stays.
    """
    from peerdir.assets import assets
    from peerdir.render.booklet import Form, Memory, Wishes

    root, day = find_root(directory), find_today(today)
    wishes = Wishes(
        language=language,
        group_by=choices(group_by, ("place", "condition", "language"), "--group-by"),
        sort=choices(sort, ORDERS.split("|"), "--sort")[0],
    )
    form = Form(paper=paper.value if paper else None, large_print=large_print)
    memory = Memory()
    _watch(lambda: _look(root, assets("templates")), lambda: _build(output, root, audience, day, wishes, form, memory))


def _build(
    target: Path, root: Path, audience: Audience, day: dt.date, wishes: "Wishes", form: "Form", memory: "Memory"
) -> None:
    """Make the booklet once and say in a line how that went."""
    import dataclasses

    from peerdir.output import write_file
    from peerdir.render.booklet import BookletError, make

    begun = time.perf_counter()
    try:
        seen = published(root, audience, day)
        wishes = dataclasses.replace(wishes, address=published_at(None, seen))
        made = make(seen, today=day, audience=audience.value, wishes=wishes, form=form, memory=memory)
        write_file(target, made.pdf, durable=False)
    except (BookletError, OSError) as error:
        say(str(error))
    except typer.Exit:
        return  # It has said why.
    else:
        say(f"{target}: {made.pages} pages in {time.perf_counter() - begun:.1f} s")


def _watch(look: Callable[[], object], build: Callable[[], None]) -> NoReturn:
    """Build, and build again whenever what `look` returns has changed and stays so for a moment."""
    last: object = None
    while True:
        now = look()
        if now == last:
            time.sleep(PAUSE)
            continue
        time.sleep(SETTLED)
        if look() == now:
            build()
            last = now
            gc.collect()  # Commands that end soon leave this out.


def _look(root: Path, templates: Path) -> list[tuple[str, str]]:
    """Return path and state of every file that a booklet is made of."""
    from peerdir import stamp

    files = (Path(folder) / name for folder, _, names in os.walk(templates) for name in names)
    return [*stamp.look(str(root)), *sorted((str(file), _state(file)) for file in files)]


def _state(file: Path) -> str:
    """Return the state of a file; nothing for one that is gone by now."""
    from peerdir import stamp

    try:
        return stamp.state(file.stat())
    except OSError:
        return ""
