"""Candidates for a person, for a terminal, a pipe or a program: one module a format."""

from importlib import import_module

from peerdir.match.candidates import Matches
from peerdir.query import Answer
from peerdir.render.results import Look
from peerdir.render.results.notes import notes as notes_of_search

FORMATS = ("cards", "table", "json")
FITS = "Nothing speaks against these"
AGAINST = "Something speaks against these"


def render(matches: Matches, format: str, look: Look, *, limit: int, explain: bool = False) -> str:  # noqa: A002
    """Write the first `limit` candidates in one of FORMATS; with `explain`, why each stands where it does."""
    shown: str = import_module(f"peerdir.render.matches.{format}").render(matches, look, limit, explain)
    return shown


def notes(matches: Matches, limit: int) -> list[str]:
    """Say how the words were understood and how many candidates there are."""
    answer, total = matches.answer, len(matches.candidates)
    said = Answer(
        total=total,
        understood=(*matches.understood, *answer.understood),
        unused=tuple(dict.fromkeys((*matches.unused, *answer.unused))),
        unknown=matches.unknown,
        place=answer.place,
        relaxations=answer.relaxations,
        emergency=answer.emergency,
        in_danger=matches.in_danger,
        results=tuple(one.result for one in matches.candidates[:limit]),
    )
    found = list(notes_of_search(said))
    if total:
        found.append(f"{matches.fitting} of {total} fit, as far as the entries tell. Ask before you promise anything.")
    return found
