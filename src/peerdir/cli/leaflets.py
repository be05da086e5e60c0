"""`peerdir render handout`, `brochure` and `poster`: what is handed out and hung up on single sheets."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from peerdir.cli.filters import NONE, Filters, Many, filtering
from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, say, stop
from peerdir.cli.own_templates import TemplatesOption, templates_with
from peerdir.cli.printing import File, Language, Large, Paper, PaperOption, check_language, choices, ending, told
from peerdir.cli.published import filtered, published
from peerdir.cli.show import resolve

if TYPE_CHECKING:
    from peerdir.reading.collection import Collection
    from peerdir.records import Program
    from peerdir.render.leaflets import Form, Issue


class Kind(StrEnum):
    """Whom a brochure is for."""

    people = "people"
    referrers = "referrers"
    hosts = "hosts"
    managers = "managers"
    supporters = "supporters"


Ids = Annotated[
    Many, typer.Argument(metavar="[ID…]", help="Programs, by id or name, or by their number in the last search.")
]
Id = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="A program; without one the poster is for the whole directory.")
]
KindArgument = Annotated[Kind, typer.Argument(metavar="|".join(Kind), help="Whom it is for.")]
TwoUp = Annotated[bool, typer.Option("--two-up", help="Two copies on a sheet, to cut apart.")]
Discreet = Annotated[
    bool, typer.Option("--discreet", help="Tell only place, time and number: nothing says what it is about.")
]
Formats = Annotated[
    str | None, typer.Option("--format", metavar="pdf,html,txt", help="One or several of these; pdf if left out.")
]
NEUTRAL = "time-and-place"


def register(render: typer.Typer) -> None:
    """Add the commands to the group `peerdir render`."""
    render.command("handout")(handout)
    render.command("brochure")(brochure)
    render.command("poster")(poster)


@filtering
def handout(
    ids: Ids = None,
    output: File = None,
    formats: Formats = None,
    paper: PaperOption = Paper.letter,
    two_up: TwoUp = False,
    large_print: Large = False,
    discreet: Discreet = False,
    language: Language = None,
    filters: Filters = NONE,
    templates: TemplatesOption = None,
    directory: Root = None,
    audience: AudienceOption = Audience.public,
    today: Today = None,
) -> None:
    """Write a page about a program for one person to take home; a page for each when there are several."""
    from peerdir.output import write_file
    from peerdir.render import leaflets

    if large_print and two_up:
        raise typer.BadParameter("large print needs the whole sheet", param_hint="--two-up")
    wanted = _formats(formats, output)
    root, now = find_root(directory), find_today(today)
    if not ids and not any(filters.values()):
        raise typer.BadParameter("name a program, or say which ones with --condition, --near…", param_hint="ID")
    found = filtered(filters, root, now)
    form = leaflets.Form(paper=paper.value, large_print=large_print, two_up=two_up)
    seen = published(root, audience, now)
    programs = _chosen(ids, found, Shown("handout", seen, root, now))
    base = output or Path(f"{NEUTRAL if discreet else _name('handout', programs)}.pdf")
    with templates_with(templates) as folder:
        made = _issue(seen, audience, language, form, now, folder)
        for one in wanted:
            target = base if one == wanted[0] and output else base.with_suffix(f".{one}")
            with told():
                write_file(target, leaflets.handout(programs, made, format=one, discreet=discreet))
            say(f"{target}: {len(programs)} page{'s'[: len(programs) > 1]}")


@filtering
def brochure(
    kind: KindArgument,
    output: File = None,
    paper: PaperOption = Paper.letter,
    language: Language = None,
    filters: Filters = NONE,
    templates: TemplatesOption = None,
    directory: Root = None,
    today: Today = None,
) -> None:
    """Write a brochure to fold twice: for people who may join, refer, host, run a program or support their peers."""
    from peerdir.output import write_file
    from peerdir.render import leaflets

    root, now = find_root(directory), find_today(today)
    found = filtered(filters, root, now)
    seen = published(root, Audience.public, now)
    only = None if found is None else _chosen(None, found, Shown("brochure", seen, root, now))
    target = output or Path(f"brochure-{kind.value}.pdf")
    with templates_with(templates) as folder:
        made = _issue(seen, Audience.public, language, leaflets.Form(paper=paper.value), now, folder)
        with told():
            write_file(target, leaflets.brochure(kind.value, made, only=only))
    first, then = ("left", "right") if made.from_the_right else ("right", "left")
    say(f"{target}: print on both sides, turn over the short edge; fold the {first} third in, then the {then} over it")


def poster(
    id: Id = None,  # noqa: A002 - the name people see
    output: File = None,
    paper: PaperOption = Paper.letter,
    language: Language = None,
    templates: TemplatesOption = None,
    directory: Root = None,
    today: Today = None,
) -> None:
    """Write a poster with strips to tear off: for a program, or for the directory as a whole."""
    from peerdir.output import write_file
    from peerdir.render import leaflets

    root, now = find_root(directory), find_today(today)
    seen = published(root, Audience.public, now)
    programs = _chosen([id], None, Shown("poster", seen, root, now)) if id else []
    target = output or Path(f"{_name('poster', programs)}.pdf")
    with templates_with(templates) as folder:
        made = _issue(seen, Audience.public, language, leaflets.Form(paper=paper.value), now, folder)
        with told():
            write_file(target, leaflets.poster(made, program=programs[0] if programs else None))
    say(f"{target}: cut between the strips up to the line across, so that one can be torn off")


def _formats(given: str | None, output: Path | None) -> tuple[str, ...]:
    """Return the formats asked for: by name, else by how the file is called, else a PDF."""
    from peerdir.render.leaflets import FORMATS

    return choices(given, FORMATS, "--format") if given else (ending(output, FORMATS) or FORMATS[0],)


class Shown(NamedTuple):
    """What leaflets of a kind are made of: the directory as its readers may see it, its folder, and the day."""

    leaflet: str
    collection: "Collection"
    root: Path
    today: dt.date


def _chosen(named: Sequence[str] | None, found: Sequence[str] | None, shown: Shown) -> "list[Program]":
    """Return the programs that are named and those found that may be printed, each once.

    One of several that has no leaflet is left out with a sentence; exits when it is the only one.
    """
    wanted = [resolve(one, shown.root) for one in named or ()]
    alone = len(wanted) == 1 and not found
    known = [_open(one, shown, alone=alone) for one in wanted]
    more = [program for one in found or () if (program := shown.collection.program(one)) and program.printed]
    programs = list({program.id: program for program in (*known, *more) if program}.values())
    return programs or stop("no program fits", 1)


def _open(id: str, shown: Shown, *, alone: bool) -> "Program | None":  # noqa: A002 - the field's own name
    """Return a program; say why there is no leaflet of it, and exit if it is `alone`."""
    program = shown.collection.program(id)
    why, code = _reason(id, program, shown)
    if not why:
        return program
    if alone:
        stop(why, code)
    say(f"{why}; it is left out")
    return None


def _reason(id: str, program: "Program | None", shown: Shown) -> tuple[str, int]:  # noqa: A002
    """Return why there is no leaflet of a program, and the exit code for it; an empty text if there is one."""
    from peerdir.publishing import seen
    from peerdir.render.leaflets import LeafletError, check_open

    whole = program or seen(shown.root, "staff", shown.today, (id,)).collection.program(id)
    if whole is None:
        return f"programs/{id}.yaml cannot be shown; run `peerdir lint`", 1
    try:
        check_open(whole, shown.leaflet)
    except LeafletError as error:
        return str(error), 3
    return ("", 0) if program else (f"{id} is not shown to the public, so there is no {shown.leaflet} of it", 3)


def _issue(
    seen: "Collection", audience: Audience, language: str | None, form: "Form", today: dt.date, templates: Path
) -> "Issue":
    from peerdir.render import leaflets

    check_language(language, leaflets.languages(seen, templates))
    with told():
        made = leaflets.issue(
            seen, today=today, audience=audience.value, language=language, form=form, templates=templates
        )
    if made.words.language != made.edition.language.split("-")[0]:
        say(f'nobody has put the fixed words of leaflets into "{made.edition.language}" yet, so they are in English')
    return made


def _name(leaflet: str, programs: "Sequence[Program]") -> str:
    """Return what a file is called when nobody says."""
    return f"{leaflet}-{programs[0].id}" if len(programs) == 1 else f"{leaflet}{'s'[: len(programs) > 1]}"
