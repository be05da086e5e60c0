"""`peerdir due`: which entries must be checked by when, and whom to call."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import (
    Audience,
    AudienceOption,
    Root,
    Today,
    cache_folder,
    check_choice,
    find_root,
    find_today,
    put,
    say,
    stop,
    terminal_width,
)
from peerdir.cli.own_templates import TemplatesOption, templates_with
from peerdir.cli.printing import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peerdir.due import Due
    from peerdir.due_dates import DueDate
    from peerdir.reading.collection import Collection
    from peerdir.records import Directory
    from peerdir.render.due import Sheet

Within = Annotated[
    str,
    typer.Option(
        "--within", metavar="30d", help="Due from now on in so many days (d), weeks (w), months (m) or years (y)."
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="table|csv|json|markdown|ics|letters|calls", help="Letters need -o DIR, calls -o FILE."
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="PATH", help="Where to write: a folder for letters, else a file."),
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="The language of letters and call sheets, such as es.")
]
Coordinator = Annotated[str | None, typer.Option("--coordinator", metavar="NAME", help="Only the entries of this one.")]
UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}
MOST_DAYS = 3660


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("due")(due)


def due(
    within: Within = "30d",
    coordinator: Coordinator = None,
    directory: Root = None,
    format: Format = "table",  # noqa: A002
    output: Output = None,
    language: Language = None,
    templates: TemplatesOption = None,
    audience: AudienceOption = Audience.public,
    today: Today = None,
) -> None:
    """Tell whom to call: entries that are due, by coordinator, the most overdue first, with tries that failed.

    Numbers for staff are left out unless --audience staff is given. Exit code: 0 told, 1 nothing is due.
    """
    from peerdir.due import matches_nothing
    from peerdir.reading.collection import load
    from peerdir.render.due import FORMATS

    check_choice(format, FORMATS)
    if format in ("letters", "calls") and output is None:
        stop(f"say where to write: --format {format} -o {'DIR' if format == 'letters' else 'calls.pdf'}", 2)
    days, day, root = _days(within), find_today(today), find_root(directory)
    settings, dates = _dates(root)
    for name, pattern in matches_nothing(settings, {id_: date.organization for id_, date in dates.items()}):
        say(f'directory.yaml: coordinator {name} keeps "{pattern}", which no program fits')
    limit = day + dt.timedelta(days=days)
    early = {id_ for id_, date in dates.items() if date.listed and (date.due_on is None or date.due_on <= limit)}
    with templates_with(templates) as folder:
        sheet = _sheet(load(root, programs=early), day, days, coordinator, language, audience, folder)
        if not sheet.due:
            put("") if format != "json" else _write(sheet, format, output)
            stop(f"nothing is due until {sheet.until}", 1)
        _write(sheet, format, output)
    if audience is Audience.public:
        say("contacts for staff are left out; --audience staff shows them")


def _dates(root: Path) -> "tuple[Directory, Mapping[str, DueDate]]":
    """Return when each program is due, reading only the files that have changed since this was asked last."""
    import time

    from peerdir import apart
    from peerdir.due_dates import Run, due_dates
    from peerdir.lint import verdicts
    from peerdir.progress import Progress

    with Progress("Reading") as progress:
        run = Run(verdicts.of_program(), time.time_ns(), apart.workers(), progress)
        return due_dates(root, run, verdicts.kept(cache_folder(), root, "due"))


def _days(within: str) -> int:
    number, unit = within[:-1], within[-1:].casefold()
    if unit.isdigit():
        number, unit = within, "d"
    if not (number.isascii() and number.isdigit() and unit in UNITS and int(number[:6]) * UNITS[unit] <= MOST_DAYS):
        raise typer.BadParameter(f'"{within}" is no time; write it like 30d, 2w, 6m or 1y', param_hint="--within")
    return int(number) * UNITS[unit]


def _sheet(
    loaded: "Collection",
    today: dt.date,
    days: int,
    coordinator: str | None,
    language: str | None,
    audience: Audience,
    templates: Path,
) -> "Sheet":
    """Gather what is due, as the audience may see it."""
    from peerdir.audience import view
    from peerdir.due import due as find
    from peerdir.render.due import Sheet
    from peerdir.render.due.wording import languages, wording

    spoken = languages(templates)
    if language:
        check_choice(language, spoken, "--language")
    language = language or (loaded.directory.languages[0] if loaded.directory.languages[0] in spoken else "en")
    with told():
        words = wording(language, templates)
    found = _kept_by(coordinator, find(loaded, today, days, audience.value), loaded)
    return Sheet(
        due=found,
        collection=view(loaded, audience.value),
        today=today,
        until=today + dt.timedelta(days=days),
        audience=audience.value,
        language=language,
        words=words,
        width=terminal_width(),
        templates=templates,
    )


def _kept_by(name: str | None, found: "Sequence[Due]", loaded: "Collection") -> "Sequence[Due]":
    """Return the entries of one coordinator, all without a name. Exits with 2 for a name that nobody has."""
    if name is None:
        return found
    known = {one.name for one in loaded.directory.coordinators} | {one.coordinator for one in found if one.coordinator}
    if name.casefold() not in map(str.casefold, known):
        names = ", ".join(sorted(known)) or "nobody is named in directory.yaml"
        stop(f'nobody called "{name}" keeps an entry that is due; these do: {names}', 2)
    return [one for one in found if one.coordinator.casefold() == name.casefold()]


def _write(sheet: "Sheet", format: str, output: Path | None) -> None:  # noqa: A002 - the option's name
    """Put the text out, or write the folder of letters or the file."""
    from peerdir.output import write_file
    from peerdir.output_folder import write_pages
    from peerdir.render.due import render

    with told():
        shown = render(sheet, format)
        if output is None:
            put(shown)
        elif format == "letters":
            write_pages(output, shown.items(), sheet.audience)
            letters = "1 letter" if len(sheet.due) == 1 else f"{len(sheet.due)} letters"
            say(f"{output}: {letters}, and letters.csv for mail merge")
        else:
            write_file(output, shown.encode() if isinstance(shown, str) else shown)
            say(f"{output}: {'1 entry' if len(sheet.due) == 1 else f'{len(sheet.due)} entries'}")
