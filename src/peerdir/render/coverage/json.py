"""Everything that was counted, as JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from peerdir.coverage import Matrix, Row, Table
from peerdir.render.coverage import Survey, summary


def render(survey: Survey) -> str:
    """Write the day, the summary, and every table with its codes."""
    found = {
        "title": survey.coverage.title,
        "today": survey.coverage.today,
        "total": survey.coverage.total,
        "summary": list(summary(survey.coverage)),
        "tables": [_table(table) for table in survey.tables],
        "matrices": [_matrix(matrix) for matrix in survey.matrices],
    }
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _table(table: Table) -> Mapping[str, Any]:
    return {
        "by": table.dimension.name,
        "title": table.dimension.title,
        "total": table.total,
        "rows": [{**_head(row), "programs": row.count} for row in table.rows],
        "nothing_said": table.nothing.count if table.nothing else 0,
    }


def _matrix(matrix: Matrix) -> Mapping[str, Any]:
    return {
        "by": [matrix.rows.dimension.name, matrix.columns.dimension.name],
        "total": matrix.total,
        "rows": _heads(matrix.row_heads),
        "columns": _heads(matrix.column_heads),
        "cells": [list(cells) for cells in matrix.cells],
    }


def _heads(rows: Sequence[Row]) -> Sequence[Mapping[str, str]]:
    return [_head(row) for row in rows]


def _head(row: Row) -> Mapping[str, str]:
    return {"code": row.code, "label": row.label}
