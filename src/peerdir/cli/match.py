"""`peerdir match`: which programs fit this person. Nothing about the person is written anywhere."""

from typing import Annotated

import typer

from peerdir.cli.filters import NONE, Filters, Limit, Words, filtering, query_of
from peerdir.cli.options import Root, Today, cache_folder, check_choice, find_root, put
from peerdir.cli.search import look

FORMATS = "cards|table|json"
OLDEST = 130
Age = Annotated[
    float | None, typer.Option("--age", metavar="YEARS", min=0, max=OLDEST, help="How old the person is: 54, or 0.5.")
]
Referral = Annotated[
    bool | None, typer.Option("--referral/--no-referral", help="Whether the person has a referral.", show_default=False)
]
Diagnosis = Annotated[
    bool | None,
    typer.Option("--diagnosis/--no-diagnosis", help="Whether a doctor has named the condition.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("match")(match)


@filtering
def match(
    words: Words = None,
    filters: Filters = NONE,
    age: Age = None,
    referral: Referral = None,
    diagnosis: Diagnosis = None,
    limit: Limit = 20,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each stands where it does.")] = False,
    format: Annotated[str, typer.Option("--format", metavar=FORMATS, help="How to show it.")] = "cards",  # noqa: A002
    directory: Root = None,
    today: Today = None,
) -> None:
    """Say which programs fit a person, and for each what fits, what does not, and what to ask.

    Nothing about the person is kept. Exit code: 0 at least one fits, 1 none does.
    """
    from peerdir import searching
    from peerdir.match.candidates import Person
    from peerdir.render import matches

    check_choice(format, FORMATS.split("|"))
    seen, root = look(today), find_root(directory)
    query = query_of(today=seen.today, words=words, **filters, root=root)
    person = Person(age=age, has_referral=referral, has_diagnosis=diagnosis)
    found = searching.match(query, person, root, cache_folder(), seen.today)
    put(matches.render(found, format, seen, limit=limit, explain=explain))
    for note in matches.notes(found, limit):
        typer.echo(note, err=True)
    raise typer.Exit(0 if found.fitting else 1)
