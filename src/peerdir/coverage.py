"""Coverage: how many programs there are of each kind, and of each pair of kinds.

A program is counted once in every row it belongs to: one in two languages is in two rows of the languages. So the rows
of such a kind may add up to more than there are programs; those of a kind with `is_single` add up to just as many.
Everything here is counted from `Facts`, which `survey.facts` makes of an index or of a collection.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """A kind of fact that programs are counted by.

    `title` stands above its rows, and `nothing` is the row of programs of which it says nothing. With `in_order` rows
    keep the order of their codes, else those with most programs come first. `is_single` has one fact for each program.
    """

    name: str
    title: str
    nothing: str
    in_order: bool = False
    is_single: bool = False


DIMENSIONS: Mapping[str, Dimension] = {
    one.name: one
    for one in (
        Dimension(name="function", title="What it helps with", nothing="not said", in_order=True),
        Dimension(name="condition", title="Conditions", nothing="not said"),
        Dimension(name="place", title="Places", nothing="no place to go to, or not told"),
        Dimension(name="language", title="Languages", nothing="not said"),
        Dimension(name="day", title="Days", nothing="by appointment, or not said", in_order=True),
        Dimension(name="modality", title="How", nothing="not said"),
        Dimension(name="population", title="For whom", nothing="not said"),
        Dimension(name="need", title="Help with", nothing="not said"),
        Dimension(name="accessibility", title="Easy to use", nothing="not said"),
        Dimension(name="cost", title="Cost", nothing="not said", in_order=True, is_single=True),
        Dimension(name="freshness", title="Last check", nothing="not asked", in_order=True, is_single=True),
        Dimension(name="capacity", title="Room", nothing="not known, or too long ago", in_order=True, is_single=True),
        Dimension(name="reach", title="Without a car", nothing="only by going there", in_order=True),
        Dimension(name="status", title="Status", nothing="not said", in_order=True, is_single=True),
    )
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is counted of one program: its codes by the names of DIMENSIONS."""

    id: str
    values: Mapping[str, Sequence[str]]

    def codes(self, dimension: str) -> Sequence[str]:
        """Return the codes of a dimension, none twice."""
        return self.values.get(dimension, ())


@dataclass(frozen=True, kw_only=True)
class Row:
    """How many programs have a code; `code` is "" for those of which nothing is said."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Table:
    """The programs by one dimension. Rows without any program are among `rows`; `nothing` is apart, None if empty."""

    dimension: Dimension
    rows: Sequence[Row]
    nothing: Row | None
    total: int

    @property
    def all_rows(self) -> Sequence[Row]:
        """The rows, with that of programs of which nothing is said behind them."""
        return (*self.rows, *([self.nothing] if self.nothing else []))

    @property
    def shown(self) -> Sequence[Row]:
        """The rows to show: those that have a program; where the order tells something, all of them."""
        return [row for row in self.all_rows if row.count or self.dimension.in_order]

    @property
    def empty(self) -> Sequence[Row]:
        """The rows that are not shown, because no program is in them."""
        return [row for row in self.rows if not row.count and not self.dimension.in_order]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The programs by two dimensions: `cells[r][c]` are those of row r and column c, which `rows` and `columns` show.

    `more_rows` and `more_columns` tell how many were left out by `first`.
    """

    rows: Table
    columns: Table
    row_heads: Sequence[Row]
    column_heads: Sequence[Row]
    cells: Sequence[Sequence[int]]
    total: int
    more_rows: int = 0
    more_columns: int = 0

    def first(self, rows: int, columns: int) -> "Matrix":
        """Return the matrix with so many rows and columns at most."""
        return dataclasses.replace(
            self,
            row_heads=self.row_heads[:rows],
            column_heads=self.column_heads[:columns],
            cells=tuple(cells[:columns] for cells in self.cells[:rows]),
            more_rows=self.more_rows + max(0, len(self.row_heads) - rows),
            more_columns=self.more_columns + max(0, len(self.column_heads) - columns),
        )


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The programs to count, and what their codes are called.

    `labels` are the words for the codes of a dimension in their order; one that no program has is a row with 0.
    """

    title: str
    today: str
    programs: Sequence[Facts]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many programs there are."""
        return len(self.programs)

    def only(self, ids: Iterable[str]) -> "Coverage":
        """Return the coverage of some of the programs."""
        wanted = frozenset(ids)
        return self._of([one for one in self.programs if one.id in wanted])

    def with_status(self, *statuses: str) -> "Coverage":
        """Return the coverage of the programs with one of some statuses."""
        return self._of([one for one in self.programs if set(statuses) & set(one.codes("status"))])

    def _of(self, programs: Sequence[Facts]) -> "Coverage":
        return dataclasses.replace(self, programs=tuple(programs))

    def table(self, name: str) -> Table:
        """Count the programs by a dimension. Raises KeyError for one that is not in DIMENSIONS."""
        dimension = DIMENSIONS[name]
        counts = dict.fromkeys(self.labels.get(name, ()), 0)
        nothing = 0
        for program in self.programs:
            codes = program.codes(name)
            nothing += not codes
            for code in codes:
                counts[code] = counts.get(code, 0) + 1
        rows = [Row(code=code, label=self.label(name, code), count=count) for code, count in counts.items()]
        if not dimension.in_order:
            rows.sort(key=lambda row: (-row.count, row.label.casefold(), row.code))
        rest = Row(code="", label=dimension.nothing, count=nothing) if nothing else None
        return Table(dimension=dimension, rows=tuple(rows), nothing=rest, total=self.total)

    def matrix(self, rows: str, columns: str) -> Matrix:
        """Count the programs by two dimensions. Raises KeyError for one that is not in DIMENSIONS."""
        down, across = self.table(rows), self.table(columns)
        row_heads, column_heads = tuple(down.shown), tuple(across.shown)
        places = {row.code: number for number, row in enumerate(row_heads)}
        columns_at = {row.code: number for number, row in enumerate(column_heads)}
        cells = [[0] * len(column_heads) for _ in row_heads]
        for program in self.programs:
            for one in program.codes(rows) or ("",):
                for other in program.codes(columns) or ("",):
                    cells[places[one]][columns_at[other]] += 1
        return Matrix(
            rows=down,
            columns=across,
            row_heads=row_heads,
            column_heads=column_heads,
            cells=tuple(map(tuple, cells)),
            total=self.total,
        )

    def label(self, name: str, code: str) -> str:
        """Return the words for a code of a dimension, else the code itself."""
        return self.labels.get(name, {}).get(code, code)

    def count(self, name: str, *codes: str) -> int:
        """Count the programs that have one of some codes of a dimension."""
        wanted = frozenset(codes)
        return sum(not wanted.isdisjoint(program.codes(name)) for program in self.programs)
