"""A spreadsheet of how many programs there are: a line for each row, or for each pair of rows."""

from collections.abc import Iterator

from peerdir.coverage import Matrix, Table
from peerdir.render.coverage import Survey
from peerdir.render.due.csv import write

HEADER = ("by", "code", "label", "and by", "and code", "and label", "programs", "of")


def render(survey: Survey) -> str:
    """Write every table; a line with the names of the columns is always there."""
    return write(HEADER, _lines(survey))


def _lines(survey: Survey) -> Iterator[tuple[str, ...]]:
    for table in survey.tables:
        yield from _table(table)
    for matrix in survey.matrices:
        yield from _matrix(matrix)


def _table(table: Table) -> Iterator[tuple[str, ...]]:
    for row in table.all_rows:
        yield (table.dimension.name, row.code, row.label, "", "", "", str(row.count), str(table.total))


def _matrix(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    by, other = matrix.rows.dimension.name, matrix.columns.dimension.name
    for head, cells in zip(matrix.row_heads, matrix.cells, strict=True):
        for column, count in zip(matrix.column_heads, cells, strict=True):
            both = (by, head.code, head.label, other, column.code, column.label)
            yield (*both, str(count), str(matrix.total))
