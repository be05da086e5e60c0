"""`peerdir render booklet`: the printed directory, all of it or what somebody needs of it."""

import dataclasses
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from peerdir.cli import booklet_options as options
from peerdir.cli.booklet_files import Contents, write_papers, write_reading
from peerdir.cli.filters import NONE, Filters, filtering
from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, say, stop
from peerdir.cli.own_templates import TemplatesOption, templates_with
from peerdir.cli.printing import Language, choices, ending, refuse_ending, told
from peerdir.cli.published import filtered, published

if TYPE_CHECKING:
    from peerdir.reading.collection import Collection


def register(render: typer.Typer) -> None:
    """Add the command to the group `peerdir render`."""
    render.command("booklet")(booklet)


@filtering
def booklet(
    output: options.File = Path("booklet.pdf"),
    formats: options.Formats = None,
    filters: Filters = NONE,
    group_by: options.GroupBy = "place",
    sort: options.Sort = "name",
    language: Language = None,
    since: options.Since = None,
    paper: options.Papers = None,
    large_print: options.Large = False,
    pages: options.Pages = None,
    multiple_of: options.Multiple = None,
    impose: options.Impose = False,
    flip: options.FlipOption = options.Flip.short_edge,
    front: options.Front = None,
    site_address: options.Site = None,
    templates: TemplatesOption = None,
    directory: Root = None,
    audience: AudienceOption = Audience.public,
    today: Today = None,
) -> None:
    """Write the booklet: a PDF with contents, programs and an index, ready to print."""
    from peerdir.render.booklet import Form, Wishes

    root, now = find_root(directory), find_today(today)
    if pages and multiple_of:
        raise typer.BadParameter("say either how many pages, or a multiple of what", param_hint="--multiple-of")
    wanted = _formats(formats, output)
    form = Form(large_print=large_print, pages=pages, multiple_of=multiple_of, front=front)
    if "pdf" not in wanted.values() and (paper or impose or form != Form()):
        raise typer.BadParameter(
            "only a PDF has pages; paper, size and number of pages are for it", param_hint="--format"
        )
    found = filtered(filters, root, now)
    seen = published(root, audience, now)
    earlier, called = _earlier(root, since, audience, now) if since else (None, None)
    wishes = Wishes(
        language=language,
        group_by=options.groups(group_by),
        sort=options.order(sort),
        only=frozenset(found) if found else None,
        since=earlier,
        since_name=called,
        address=options.published_at(site_address, seen),
    )
    if not any(program.printed and (not found or program.id in found) for program in seen.programs):
        stop("no program fits" if found else "there is no program to print", 1)
    with templates_with(templates) as folder:
        forms = [dataclasses.replace(form, paper=one) for one in _papers(paper, impose, folder)]
        contents = Contents(seen, audience, now, wishes, folder)
        for target, kind in wanted.items():
            if kind == "pdf":
                write_papers(target, forms, contents, flip if impose else None)
            else:
                write_reading(target, kind, contents)


def _formats(given: str | None, output: Path) -> dict[Path, str]:
    """Return the files to write with the format of each: by name, else by how the file is called, else a PDF."""
    named = ending(output, options.FORMATS)
    if not given:
        refuse_ending(output, options.FORMATS)
        return {output: named or options.FORMATS[0]}
    wanted = choices(given, options.FORMATS, "--format")
    if len(wanted) == 1 and not named:
        return {output: wanted[0]}
    return {output.with_suffix(f".{one}"): one for one in wanted}


def _papers(given: str | None, impose: bool, templates: Path) -> tuple[str | None, ...]:
    """Return the papers asked for; what is folded is half the sheet of an office, unless somebody says otherwise."""
    from peerdir.render.booklet import FOLDED
    from peerdir.render.booklet.look import look

    if given:
        return choices(given, options.PAPERS, "--paper")
    if not impose:
        return (None,)
    with told():
        usual = look(templates)["paper"]
    folded = FOLDED.get(usual, usual)
    if folded != usual:
        say(f"sheets of {usual} paper, folded, make pages of {folded}; --paper names another")
    return (folded,)


def _earlier(root: Path, named: str, audience: Audience, today: dt.date) -> "tuple[Collection, str | None]":
    """Read the directory as it was, as the same audience may see it; return also the name of a marked edition."""
    from peerdir.audience import view
    from peerdir.editions.history import HistoryError, as_it_was
    from peerdir.editions.marked import find_point
    from peerdir.publishing import publishable
    from peerdir.reading.collection import load

    try:
        point = find_point(root, named, load(root, programs=()).directory)
        texts = as_it_was(root, point.commit)
    except HistoryError as error:
        stop(str(error), 3)
    if point.note:
        say(point.note)
    return view(publishable(load(root, texts=texts), today)[0], audience.value, today), point.edition
