"""`peerdir preview`: a booklet that is made again whenever a file changes, for people who work on it."""

import datetime as dt
import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from peerdir.cli.booklet_options import File, GroupBy, Large, PaperOption, Sort, groups, order, published_at
from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, say
from peerdir.cli.printing import Language
from peerdir.cli.published import published
from peerdir.cli.watching import changes

if TYPE_CHECKING:
    from peerdir.render.booklet import Form, Memory, Wishes

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
    from peerdir.render.booklet import Form, Memory, Wishes

    root, day = find_root(directory), find_today(today)
    wishes = Wishes(
        language=language,
        group_by=groups(group_by),
        sort=order(sort),
    )
    form = Form(paper=paper.value if paper else None, large_print=large_print)
    memory = Memory()
    watched = changes(root)
    _build(output, root, audience, day, wishes, form, memory)
    for _ in watched:
        _build(output, root, audience, day, wishes, form, memory)
        gc.collect()  # Commands that end soon leave this out.


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
