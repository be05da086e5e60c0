"""`peerdir refer`: a referral sheet, made from a program's record. Nothing about a person is ever asked or kept."""

import datetime as dt
import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, put, say, stop
from peerdir.cli.own_templates import TemplatesOption, templates_with
from peerdir.cli.printing import File, Language, Large, Paper, PaperOption, check_language, choices, told
from peerdir.cli.published import published
from peerdir.cli.show import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peerdir.reading.collection import Collection
    from peerdir.records import Organization, Program
    from peerdir.render.referral import Form, Issue

Id = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help="The program, by id or name, or by its number in the last search."),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="ORG", help="The health care organization that refers; may be left out if one."),
]
Formats = Annotated[
    str | None,
    typer.Option("--format", metavar="pdf,html,text,email,fhir", help="One or several of these; pdf if left out."),
]
Blank = Annotated[bool, typer.Option("--blank", help="A sheet to fill in for any program; names no program.")]
Fax = Annotated[bool, typer.Option("--fax", help="Put a fax cover before it.")]
# Formats that go to standard output unless a file is named, and those that are printed.
PRINTED = ("text", "email", "fhir")
ON_PAPER = ("pdf", "html")
NEAR = 3
# What a protocol lacks is told in at most so many lines.
LACKING = ("missing", "old")
TOLD = 3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("refer")(refer)


def refer(
    id: Id = None,  # noqa: A002 - the name people see
    organization: From = None,
    formats: Formats = None,
    output: File = None,
    language: Language = None,
    large_print: Large = False,
    paper: PaperOption = Paper.letter,
    blank: Blank = False,
    fax: Fax = False,
    templates: TemplatesOption = None,
    directory: Root = None,
    audience: AudienceOption = Audience.public,
    today: Today = None,
) -> None:
    """Write a referral sheet: the protocol, both contacts, and lines about the person to be filled in by hand.

    Nothing about a person is an option here, and nothing is kept. Exit code: 0 written, 2 wrong usage, among it an
    organization that is not in the protocol, 3 there can be no sheet of that program.
    """
    from peerdir.render import referral

    wanted = _formats(formats, output)
    if blank == (id is not None):
        raise typer.BadParameter("name a program, or ask for --blank: one of the two", param_hint="ID")
    if blank and "fhir" in wanted:
        raise typer.BadParameter("FHIR needs a program; leave --blank out", param_hint="--format")
    root, now = find_root(directory), find_today(today)
    program = None if id is None else resolve(id, root)
    staff = published(root, Audience.staff, now, () if program is None else (program,))
    form = referral.Form(paper=paper.value, large_print=large_print)
    with templates_with(templates) as folder, told():
        issue = _issue(staff, audience, language, form, now, folder)
        if program is None:
            theirs = named_organization(organization, staff) if organization else None
            made = {one: referral.blank(theirs, issue, format=one, fax=fax) for one in wanted}
        else:
            pair = _pair(program, organization, staff, issue)
            made = {one: referral.render([pair], issue, format=one, fax=fax) for one in wanted}
        _put(made, output, f"referral-{program or 'blank'}")


def _formats(given: str | None, output: Path | None) -> tuple[str, ...]:
    """Return the formats asked for: by name, else by how the file is called, else a PDF."""
    from peerdir.render.referral import FORMATS

    if given:
        return choices(given, tuple(FORMATS), "--format")
    endings = {".email.txt": "email", ".json": "fhir"} | {ending: name for name, ending in FORMATS.items()}
    called = (name for ending, name in endings.items() if output and output.name.endswith(ending))
    return (next(called, "pdf"),)


def _issue(
    staff: "Collection", audience: Audience, language: str | None, form: "Form", today: dt.date, templates: Path
) -> "Issue":
    """Make ready for sheets, of what the audience may see. Without a language the directory's own is taken."""
    from peerdir.audience import view
    from peerdir.render import referral

    check_language(language, referral.languages(templates))
    seen = staff if audience is Audience.staff else view(staff, "public", today)
    return referral.issue(seen, today=today, audience=audience.value, language=language, form=form, templates=templates)


def _pair(
    id: str,  # noqa: A002
    organization: str | None,
    staff: "Collection",
    issue: "Issue",
) -> "tuple[Program, str | None]":
    """Return the program as the audience may see it, and the organization of its protocol that refers."""
    from peerdir.render import referral

    whole = staff.program(id) or stop(f"there is no sheet of {id} until its file is mended", 1)
    referral.open_protocol(whole)  # what is said of it needs one
    theirs = _refers(whole, organization, staff)
    _tell_missing(whole, theirs, staff, issue.today)
    seen = issue.collection.program(id)
    return seen or stop(f"{id} is not shown to the public; --audience staff makes its sheet", 1), theirs


def _refers(program: "Program", given: str | None, staff: "Collection") -> str | None:
    """Return the id of the organization that refers; None for a protocol whose contacts name none."""
    from peerdir.readiness import organizations

    known = organizations(program)
    named: list[str] = [one for one in known if one]
    if given is None and len(known) == 1:
        return known[0]
    if given is None:
        raise typer.BadParameter(f"say which organization refers: {', '.join(named)}", param_hint="--from")
    found = given if given in named else named_organization(given, staff)
    if found not in known:
        these = f"these are: {', '.join(named)}" if named else "it names none; leave --from out"
        raise typer.BadParameter(
            f"{found} is not in the referral protocol of {program.id}; {these}", param_hint="--from"
        )
    return found


def named_organization(given: str, staff: "Collection") -> str:
    """Return the id of the organization that is called so, by id, former id or name; else name those near to it."""
    from peerdir.analyse import words

    typed = "-".join(words(given))
    names = {name: one.id for one in staff.organizations.values() for name in _names(one)}
    if typed in names:
        return names[typed]
    near = difflib.get_close_matches(typed, names, NEAR)
    hint = f"; did you mean {', '.join(dict.fromkeys(names[name] for name in near))}?" if near else ""
    raise typer.BadParameter(f'there is no organization "{given}"{hint}', param_hint="--from")


def _names(organization: "Organization") -> list[str]:
    """Return what people may type for an organization, as ids are written."""
    from peerdir.analyse import words

    spoken = (organization.name, *organization.also_known_as)
    return [organization.id, *organization.former_ids, *("-".join(words(name)) for name in spoken)]


def _tell_missing(program: "Program", organization: str | None, staff: "Collection", today: dt.date) -> None:
    """Say what the protocol lacks, so that nobody finds out with the person waiting."""
    from peerdir.readiness import ready

    stands = ready(program, organization, staff, today)
    if not program.listed:
        # How its protocol stands matters to nobody now.
        say(f"not ready: {stands.check('listed').said}; `peerdir match` looks for another")
        return
    found = [check.said for check in stands.checks if check.state in LACKING]
    for said in found[:TOLD]:
        say(f"not ready: {said}")
    if found:
        say(f"see `peerdir referral check {program.id}`")


def _put(made: "Mapping[str, bytes]", output: Path | None, name: str) -> None:
    """Write the files, or a single text to standard output when nobody names a file."""
    from peerdir.output import write_file
    from peerdir.render.referral import FORMATS

    if output is None and len(made) == 1 and (text := next(iter(made))) in PRINTED:
        put(made[text].decode())
        return
    for number, (one, content) in enumerate(made.items()):
        ending = FORMATS[one]
        target = output.with_name(f"{output.stem}{ending}") if output else Path(f"{name}{ending}")
        target = output if output and number == 0 else target
        write_file(target, content)
        say(f"{target}: fill it in by hand; keep it out of ordinary e-mail" if one in ON_PAPER else f"{target}")
