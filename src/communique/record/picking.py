"""Rows of a large table that have some keys: found by the column of the keys alone, and only then read whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from communique.record.questions import Query

if TYPE_CHECKING:
    from communique.record.columns import TableName
    from communique.record.views import Views

_FOUND = """
SELECT filename, file_row_number AS row FROM read_parquet({files}, filename = true, file_row_number = true)
WHERE {column} IN ({marks})
"""
_ROWS = """
SELECT * EXCLUDE (filename, file_row_number) FROM read_parquet({files}, filename = true, file_row_number = true)
WHERE {where}
"""


def picked(
    views: Views, table: TableName, column: str, keys: Sequence[str], among: Collection[str] | None = None
) -> Query | None:
    """A query for the rows of a table that have one of these keys, `among` the parts of these names where given.

    None where the table is not asked as its parts have it, and must be looked through. Raises RecordError where a part
    cannot be read.
    """
    files = views.as_written(table, among)
    if not files or not keys:
        return None
    marks = ", ".join("?" * len(keys))
    found = views.ask(_FOUND.format(files=files, column=column, marks=marks), keys).to_pylist()
    rows: dict[str, list[int]] = {}
    for one in found:
        rows.setdefault(one["filename"], []).append(one["row"])
    where = [f"(filename = ? AND file_row_number IN ({', '.join(map(str, numbers))}))" for numbers in rows.values()]
    return Query(_ROWS.format(files=files, where=" OR ".join(where) or "false"), tuple(rows))
