"""`peerdir match`: which programs fit this person. Nothing about the person is written anywhere."""

from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.filters import NONE, Filters, Limit, Words, filtering
from peerdir.cli.options import Root, Today, cache_folder, find_root, put
from peerdir.cli.search import check_format, look

if TYPE_CHECKING:
    from peerdir.index.store import Index
    from peerdir.match.candidates import Matches

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
    import dataclasses

    from peerdir import searching
    from peerdir.index.store import ask
    from peerdir.match.candidates import Person
    from peerdir.match.matching import match as matched
    from peerdir.render import matches
    from peerdir.search import wishes
    from peerdir.search.answer import search

    check_format(format, FORMATS)
    seen, root = look(today), find_root(directory)
    try:
        query = searching.query(
            today=seen.today,
            words=words,
            **filters,
            root=root,
        )
    except searching.UsageError as error:
        raise typer.BadParameter(str(error), param_hint=error.option) from None
    person = Person(age=age, has_referral=referral, has_diagnosis=diagnosis)

    def question(index: "Index") -> "Matches":
        wanted = wishes.apart(index, query)
        found = matched(lambda one: search(index, one), wanted.query, person, seen.today, wanted.said)
        return dataclasses.replace(found, understood=wanted.understood, unused=wanted.unused)

    found = ask(root, cache_folder(), seen.today, question)
    put(matches.render(found, format, seen, limit=limit, explain=explain))
    for note in matches.notes(found, limit):
        typer.echo(note, err=True)
    raise typer.Exit(0 if found.fitting else 1)
