"""Rows of a large table that have some keys: found by the column of the keys alone, and only then read whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from communique.record.questions import literal
from communique.record.views import file_literal

if TYPE_CHECKING:
    from communique.record.columns import TableName
    from communique.record.views import Views

_FOUND = """
SELECT filename, file_row_number AS row FROM read_parquet({files}, filename = true, file_row_number = true)
WHERE {column} IN (SELECT unnest(?))
"""
# A file after the other: only of a single one does DuckDB pass over the groups of rows that have none of these.
_ROWS = """
SELECT * EXCLUDE (file_row_number) FROM read_parquet({file}, hive_partitioning = false, file_row_number = true)
WHERE file_row_number IN ({numbers})
"""


def picked(
    views: Views,
    table: TableName,
    column: str,
    keys: Sequence[str] | Sequence[int],
    among: Collection[str] | None = None,
) -> str | None:
    """A query for the rows of a table that have one of these keys, `among` the parts of these names where given.

    None where the table is not asked as its parts have it, and must be looked through. Raises RecordError where a part
    cannot be read.
    """
    files = views.as_written(table, among)
    if not files or not keys:
        return None
    left = views.left(table)
    found = views.ask(_FOUND.format(files=files, column=column) + (f"AND {left.kept}" if left else ""), [list(keys)])
    rows: dict[str, list[int]] = {}
    for file, row in zip(found["filename"].to_pylist(), found["row"].to_pylist(), strict=True):
        rows.setdefault(file, []).append(row)
    pieces = [
        _ROWS.format(file=file_literal(name), numbers=", ".join(map(str, numbers))) for name, numbers in rows.items()
    ]
    if not pieces:
        pieces.append(f"SELECT * FROM read_parquet({files}) WHERE false")
    if left:
        wanted = ", ".join(literal(key) if isinstance(key, str) else str(key) for key in keys)
        pieces.append(f"SELECT * FROM {left.anew} WHERE {column} IN ({wanted})")
    return " UNION ALL BY NAME ".join(pieces)
