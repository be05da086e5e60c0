"""`peerdir render booklet`: the printed directory, all of it or what somebody needs of it."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.booklet_files import Flip, write_papers, write_reading
from peerdir.cli.filters import NONE, Filters, filtering
from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, say, stop
from peerdir.cli.published import filtered, published

if TYPE_CHECKING:
    from peerdir.reading.collection import Collection


class Paper(StrEnum):
    """A paper to print on."""

    letter = "letter"
    a4 = "a4"
    a5 = "a5"
    half_letter = "half-letter"


PAPERS = "|".join(paper.value for paper in Paper)
ORDERS = "name|verified"
File = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")]
Language = Annotated[str | None, typer.Option("--language", metavar="CODE", help="The language to print in, as in es.")]
GroupBy = Annotated[
    str, typer.Option("--group-by", metavar="place,condition,language", help="One or several, the outer group first.")
]
Sort = Annotated[
    str, typer.Option("--sort", metavar=ORDERS, help="The order inside a group; verified: by the day of the check.")
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="REV", help="Tell what changed since a git revision, a day, an edition or “last”."),
]
Papers = Annotated[
    str | None,
    typer.Option(
        "--paper",
        metavar=PAPERS,
        help="The paper, as look.yaml says if left out; several with commas make several files.",
    ),
]
FORMATS = ("pdf", "html", "txt")
Formats = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="pdf,html,txt", help="One or several; txt can be turned into Braille. Else as FILE ends."
    ),
]
PaperOption = Annotated[Paper | None, typer.Option("--paper", help="The paper, as look.yaml says if left out.")]
Large = Annotated[bool, typer.Option("--large-print", help="Letters of 18 points, in one column.")]
Pages = Annotated[
    int | None, typer.Option("--pages", metavar="N", min=4, help="Just so many pages, by the size of the letters.")
]
Multiple = Annotated[
    int | None,
    typer.Option("--multiple-of", metavar="N", min=2, max=64, help="Fill up the paper: 4 for folded sheets."),
]
Impose = Annotated[bool, typer.Option("--impose", help="Also write sheets to print on both sides, fold and staple.")]
FlipOption = Annotated[Flip, typer.Option("--flip", help="The edge over which the printer turns the sheet.")]
Front = Annotated[
    Path | None, typer.Option("--front", metavar="FILE.pdf", help="Bind in the pages of a PDF behind the cover.")
]
Site = Annotated[
    str | None,
    typer.Option(
        "--site-address", metavar="URL", help="Where the web pages are; each entry gets a code that leads there."
    ),
]


def register(render: typer.Typer) -> None:
    """Add the command to the group `peerdir render`."""
    render.command("booklet")(booklet)


@filtering
def booklet(
    output: File = Path("booklet.pdf"),
    formats: Formats = None,
    filters: Filters = NONE,
    group_by: GroupBy = "place",
    sort: Sort = "name",
    language: Language = None,
    since: Since = None,
    paper: Papers = None,
    large_print: Large = False,
    pages: Pages = None,
    multiple_of: Multiple = None,
    impose: Impose = False,
    flip: FlipOption = Flip.short_edge,
    front: Front = None,
    site_address: Site = None,
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
    if "pdf" not in wanted.values() and (paper or large_print or pages or multiple_of or impose or front):
        raise typer.BadParameter(
            "only a PDF has pages; paper, size and number of pages are for it", param_hint="--format"
        )
    papers = _papers(paper, impose)
    found = filtered(filters, root, now)
    only = frozenset(found) if found else None
    seen = published(root, audience, now)
    wishes = Wishes(
        language=language,
        group_by=choices(group_by, ("place", "condition", "language"), "--group-by"),
        sort=choices(sort, ORDERS.split("|"), "--sort")[0],
        only=only,
        since=_earlier(root, since, audience, now) if since else None,
        address=published_at(site_address, seen),
    )
    for target, kind in wanted.items():
        if kind == "pdf":
            forms = [
                Form(paper=one, large_print=large_print, pages=pages, multiple_of=multiple_of, front=front)
                for one in papers
            ]
            write_papers(target, forms, seen, audience, now, wishes, flip if impose else None)
        else:
            write_reading(target, kind, seen, audience, now, wishes)


def _formats(given: str | None, output: Path) -> dict[Path, str]:
    """Return the files to write with the format of each: by name, else by how the file is called, else a PDF."""
    ending = output.suffix.removeprefix(".").casefold()
    if not given:
        return {output: ending if ending in FORMATS else FORMATS[0]}
    wanted = choices(given, FORMATS, "--format")
    if len(wanted) == 1 and ending not in FORMATS:
        return {output: wanted[0]}
    return {output.with_suffix(f".{one}"): one for one in wanted}


def _papers(given: str | None, impose: bool) -> tuple[str | None, ...]:
    """Return the papers asked for; what is folded is half the sheet of an office, unless somebody says otherwise."""
    from peerdir.assets import assets
    from peerdir.render.booklet import FOLDED, PAPERS, BookletError
    from peerdir.render.booklet.look import look

    if given:
        return choices(given, PAPERS, "--paper")
    if not impose:
        return (None,)
    try:
        usual = look(assets("templates"))["paper"]
    except BookletError as error:
        stop(str(error), 3)
    return (FOLDED.get(usual, usual),)


def choices(given: str, known: "tuple[str, ...] | list[str]", name: str) -> tuple[str, ...]:
    """Read several words with commas between them, each one of those that are known."""
    words = tuple(dict.fromkeys(word.strip().casefold() for word in given.split(",")))
    for word in words:
        if word not in known:
            raise typer.BadParameter(f'"{word}" is not one of {", ".join(known)}', param_hint=name)
    return words


def _earlier(root: Path, named: str, audience: Audience, today: dt.date) -> "Collection":
    """Read the directory as it was, as the same audience may see it."""
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
    return view(publishable(load(root, texts=texts), today)[0], audience.value, today)


def published_at(given: str | None, seen: "Collection") -> str | None:
    """Return where the web pages are: what somebody says, else the settings."""
    address = given or seen.directory.base_url
    if given and not given.startswith(("https://", "http://")):
        raise typer.BadParameter(f'"{given}" should begin with https://', param_hint="--site-address")
    return address
