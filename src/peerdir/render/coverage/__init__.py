"""Coverage for people and programs: one module a format, named as `--format` names it; `bars` and `heat` draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from peerdir.coverage import Coverage, Matrix, Table
from peerdir.limits import CAPACITY_DAYS

FORMATS = ("table", "csv", "html", "json", "svg")
# What is shown when nobody says by what.
TABLES = ("freshness", "capacity", "reach", "condition", "language", "place", "day", "function", "status")
AT_HOME, ON_THE_WAY = ("phone", "online", "home-visit"), ("ride", "transit")
MATRICES = (("condition", "language"), ("condition", "place"), ("condition", "function"), ("language", "day"))


class CoverageError(ValueError):
    """It cannot be shown; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What to show: the programs that are counted, all there are whatever their status, and by what.

    `by` has one or two names of dimensions, or none for an overview. `width` is the terminal's, None for a pipe.
    """

    coverage: Coverage
    everything: Coverage
    by: Sequence[str] = ()
    width: int | None = None

    @property
    def tables(self) -> Sequence[Table]:
        """The tables by one dimension."""
        names = TABLES if not self.by else self.by if len(self.by) == 1 else ()
        return [(self.everything if name == "status" else self.coverage).table(name) for name in names]

    @property
    def matrices(self) -> Sequence[Matrix]:
        """The tables by two dimensions."""
        pairs = MATRICES if not self.by else [(self.by[0], self.by[1])] if len(self.by) > 1 else []
        return [self.coverage.matrix(*pair) for pair in pairs]


def render(survey: Survey, format: str) -> str:  # noqa: A002 - the option's name
    """Write it in one of FORMATS."""
    shown: str = import_module(f"peerdir.render.coverage.{format}").render(survey)
    return shown


def programs(count: int) -> str:
    """Say how many programs: "1 program", "46 programs"."""
    return f"{count:,} program{'' if count == 1 else 's'}"


def heading(matrix: Matrix) -> str:
    """Name what a table by two dimensions shows."""
    title = matrix.columns.dimension.title
    return f"{matrix.rows.dimension.title} and {title[:1].lower()}{title[1:]}"


def left_out(matrix: Matrix) -> str:
    """Say how many rows and columns a matrix leaves out, or nothing."""
    more = [
        f"{number:,} more {kind}"
        for number, kind in ((matrix.more_rows, "rows"), (matrix.more_columns, "columns"))
        if number
    ]
    return f"Not shown: {' and '.join(more)}." if more else ""


def summary(coverage: Coverage) -> Sequence[str]:
    """Say the most important in sentences: how many, how fresh, with how much room, and how many without a car."""
    late, home = coverage.count("freshness", "late", "never"), coverage.count("reach", *AT_HOME)
    near = coverage.count("reach", *AT_HOME, *ON_THE_WAY) - home
    return (
        f"{programs(coverage.total)}.",
        f"Checked in time: {coverage.count('freshness', 'fresh'):,}. Call first: {late:,}.",
        f"Said in the last {CAPACITY_DAYS} days that there is room: {coverage.count('capacity', 'capacity'):,}.",
        f"Can be used without a car, by phone, online or at home: {home:,}.",
        f"Near a bus or train stop, or with help for rides, beside those: {near:,}.",
    )
