"""`peerdir preview`: a booklet that is made again whenever a file changes, for people who work on it."""

import datetime as dt
import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from peerdir.cli.booklet_options import File, GroupBy, Large, PaperOption, Sort, groups, order, published_at
from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, say
from peerdir.cli.own_templates import TemplatesOption, folder_for, renew
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
    templates: TemplatesOption = None,
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
    watched = changes(root, templates)
    with folder_for(templates) as folder:
        shown = Shown(output, root, audience, day, wishes, form, Memory(), templates, folder)
        _build(shown)
        for _ in watched:
            _build(shown)
            gc.collect()  # Commands that end soon leave this out.


class Shown(NamedTuple):
    """What is made again and again; `own` is laid over our templates in the folder `templates`, each time anew."""

    target: Path
    root: Path
    audience: Audience
    day: dt.date
    wishes: "Wishes"
    form: "Form"
    memory: "Memory"
    own: Path | None
    templates: Path


def _build(shown: Shown) -> None:
    """Make the booklet once and say in a line how that went."""
    import dataclasses

    from peerdir.output import write_file
    from peerdir.render.booklet import make
    from peerdir.render.paper_error import PaperError

    begun = time.perf_counter()
    target, root, audience, day, wishes, form, memory, own, templates = shown
    try:
        if own:
            renew(templates, own)
        seen = published(root, audience, day)
        wishes = dataclasses.replace(wishes, address=published_at(None, seen))
        made = make(
            seen, today=day, audience=audience.value, wishes=wishes, form=form, templates=templates, memory=memory
        )
        write_file(target, made.pdf, durable=False)
    except (PaperError, OSError) as error:
        say(str(error))
    except typer.Exit:
        return  # It has said why.
    else:
        say(f"{target}: {made.pages} pages in {time.perf_counter() - begun:.1f} s")
