"""The figures of a directory in the words of a page: how many programs there are of each kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from peerdir.coverage import Coverage, Row, Table
from peerdir.render.site.speech import Speech

# What is shown, in this order; the codes of those with a vocabulary are called as everywhere else on the pages.
SHOWN = ("function", "condition", "language", "day", "reach", "cost", "freshness", "capacity")
VOCABULARIES = {"function": "functions", "condition": "conditions", "language": "languages"}


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One table: its heading, and for each row its name, its number and how long its bar is, of 100."""

    name: str
    title: Markup
    rows: Sequence[tuple[Markup, int, int]]


def figures(coverage: Coverage, speech: Speech) -> list[Figures]:
    """Count the programs that are open to people by what matters most to readers."""
    return [_figures(coverage.table(name), name, speech) for name in SHOWN]


def _figures(table: Table, name: str, speech: Speech) -> Figures:
    rows = [row for row in table.shown if row.count]
    most = max((row.count for row in rows), default=1)
    said = [(_label(row, name, speech), row.count, round(100 * row.count / most)) for row in rows]
    return Figures(name=name, title=speech.say(f"statistics.titles.{name}"), rows=said)


def _label(row: Row, name: str, speech: Speech) -> Markup:
    if not row.code:
        return speech.say("statistics.nothing")
    if name in VOCABULARIES:
        return speech.label(VOCABULARIES[name], row.code)
    if name == "day":
        return Markup("{}").format(speech.when.days[row.code])
    return speech.say(f"statistics.codes.{row.code}")
