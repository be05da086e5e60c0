"""`peerdir credibility`: what shows that a program is credible, and what there is to see to in the whole directory."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from peerdir.cli.options import Root, Today, check_choice, find_root, find_today, put, say, stop, terminal_width

if TYPE_CHECKING:
    from peerdir.reading.collection import Collection
    from peerdir.render.credibility.wording import Words

Id = Annotated[
    str, typer.Argument(metavar="ID|review", help="A program's id or name, or `review` for what there is to see to.")
]
Format = Annotated[str, typer.Option("--format", metavar="table|json|csv|markdown", help="Markdown is for review.")]
Language = Annotated[
    str, typer.Option("--language", metavar="CODE", help="The language of the words for the public page, such as es.")
]
REVIEW = "review"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("credibility")(credibility)


def credibility(
    id: Id,  # noqa: A002 - the name people see
    directory: Root = None,
    format: Format = "table",  # noqa: A002
    language: Language = "en",
    today: Today = None,
) -> None:
    """Show what shows that a program is credible: each criterion of the policy, its evidence, and the decision.

    `review` lists what is missing or has ended in the whole directory, the most urgent first. Exit code: 0 shown, 1 a
    review found something.
    """
    from peerdir.reading.collection import load
    from peerdir.render.credibility import FORMATS, REVIEW_FORMATS

    check_choice(format, REVIEW_FORMATS if id == REVIEW else FORMATS)
    root, day, words = find_root(directory), find_today(today), _words(language)
    if id == REVIEW:
        _review(load(root), day, words, format)
        return
    from peerdir.cli.show import resolve

    # "review" alone is the review, so a program of that id is named by its file.
    wanted = resolve(id.removeprefix("programs/"), root)
    _one(load(root, programs={wanted}), wanted, day, words, format)


def _words(language: str) -> "Words":
    from peerdir.render.credibility.wording import WordingError, languages, wording

    check_choice(language, languages(), "--language")
    try:
        return wording(language)
    except WordingError as error:
        stop(str(error), 3)


def _one(loaded: "Collection", id: str, today: dt.date, words: "Words", format: str) -> None:  # noqa: A002
    from peerdir.render.credibility import Sheet, render

    program = loaded.program(id)
    if program is None:
        stop(f"programs/{id}.yaml has errors; run `peerdir lint`", 1)
    _tell_of_policy(loaded)
    sheet = Sheet(program=program, policy=loaded.policy, today=today, words=words, width=terminal_width())
    put(render(sheet, format))


def _review(loaded: "Collection", today: dt.date, words: "Words", format: str) -> None:  # noqa: A002
    from peerdir.credibility import review
    from peerdir.readiness import OPEN
    from peerdir.render.credibility import Review, render_review

    _tell_of_policy(loaded)
    found = review(loaded.programs, loaded.policy, today)
    listed = sum(program.listed for program in loaded.programs)
    whole = Review(to_do=found, listed=listed, policy=loaded.policy, today=today, words=words, width=terminal_width())
    put(render_review(whole, format))
    programs = len({one.program.id for one in found})
    if any(one.kind == "no-decision" for one in found):
        policy = f"version {loaded.policy.version}" if loaded.policy else OPEN
        group = f"{{result: included, policy: {policy}, date: {today}, by: {OPEN}}}"
        say(f"a decision is written down so: peerdir set ID 'credibility.decision={group}'")
    if found:
        stop(f"{len(found)} things to see to in {programs} of {listed} listed programs", 1)
    say(f"nothing to see to in {listed} listed programs")


def _tell_of_policy(loaded: "Collection") -> None:
    """Say when there is no policy to compare with, or when a part of it cannot be understood."""
    from peerdir.folders import POLICY

    wrong = [one for one in loaded.diagnostics if one.path == POLICY]
    for one in wrong:
        say(f"{one.path}:{one.span.line}: {one.message}")
    if loaded.policy is None and not wrong:
        say(f"there is no {POLICY}, so evidence is compared with nothing; write down what you ask of a program")
