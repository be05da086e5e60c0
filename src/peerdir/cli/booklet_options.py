"""The options of a booklet: each is declared here, once, for every command that takes it."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.printing import choices

if TYPE_CHECKING:
    from peerdir.reading.collection import Collection


class Paper(StrEnum):
    """A paper to print on."""

    letter = "letter"
    a4 = "a4"
    a5 = "a5"
    half_letter = "half-letter"


class Flip(StrEnum):
    """The edge over which a printer turns the sheet."""

    long_edge = "long-edge"
    short_edge = "short-edge"


FORMATS = ("pdf", "html", "txt")
PAPERS = tuple(paper.value for paper in Paper)
GROUPS = ("place", "condition", "language")
ORDERS = ("name", "verified")
File = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")]
Formats = Annotated[
    str | None,
    typer.Option(
        "--format", metavar=",".join(FORMATS), help="One or several; txt can be turned into Braille. Else as FILE ends."
    ),
]
GroupBy = Annotated[
    str, typer.Option("--group-by", metavar=",".join(GROUPS), help="One or several, the outer group first.")
]
Sort = Annotated[
    str,
    typer.Option(
        "--sort", metavar="|".join(ORDERS), help="The order inside a group; verified: by the day of the check."
    ),
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="REV", help="Tell what changed since a git revision, a day, an edition or “last”."),
]
PaperOption = Annotated[Paper | None, typer.Option("--paper", help="The paper, as look.yaml says if left out.")]
Papers = Annotated[
    str | None,
    typer.Option(
        "--paper",
        metavar="|".join(PAPERS),
        help="The paper, as look.yaml says if left out; several with commas make several files.",
    ),
]
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


def groups(given: str) -> tuple[str, ...]:
    """Return what the entries are grouped by, the outer group first."""
    return choices(given, GROUPS, "--group-by")


def order(given: str) -> str:
    """Return the order of the entries inside a group."""
    return choices(given, ORDERS, "--sort")[0]


def published_at(given: str | None, seen: "Collection") -> str | None:
    """Return where the web pages are: what somebody says, else the settings."""
    if given and not given.startswith(("https://", "http://")):
        raise typer.BadParameter(f'"{given}" should begin with https://', param_hint="--site-address")
    return given or seen.directory.base_url
