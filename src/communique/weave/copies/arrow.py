"""Rows in and out of DuckDB, a few thousand at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    from numpy.typing import NDArray

ROWS = 20_000
"""Rows in memory at a time, so that those of the longest articles fit too."""


def stream(db: duckdb.DuckDBPyConnection, query: str) -> Iterator[pa.RecordBatch]:
    """The rows that answer a query, a batch at a time; other queries may be put to the connection meanwhile."""
    with closing(db.cursor()) as cursor:
        yield from cursor.sql(query).to_arrow_reader(ROWS)


def grouped(db: duckdb.DuckDBPyConnection, query: str, key: str) -> Iterator[pa.Table]:
    """The same for rows in the order of a column `key` of numbers: those with the same one are in one table."""
    import numpy as np
    import pyarrow as pa

    held: pa.Table | None = None
    for batch in stream(db, query):
        table = pa.Table.from_batches([batch])
        if held is not None:
            table = pa.concat_tables([held, table])
        keys = table[key].to_numpy()
        whole = int(np.searchsorted(keys, keys[-1])) if len(keys) else 0
        if whole:
            yield table.slice(0, whole)
        held = table.slice(whole)
    if held is not None and held.num_rows:
        yield held


def insert(db: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, Any]) -> None:
    """Adds rows to a table; `columns` has its columns by name, as arrays."""
    import pyarrow as pa

    rows = pa.table(dict(columns))
    if rows.num_rows:
        with closing(db.cursor()) as cursor:
            cursor.register("copies_rows", rows)
            cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM copies_rows")
            cursor.unregister("copies_rows")


class Rows:
    """Rows for a table, by the places of their articles: held until they are many, then added together."""

    def __init__(self, db: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> None:
        self._db = db
        self._table = table
        self._columns = columns
        self._held: list[tuple[NDArray[Any], ...]] = []
        self._count = 0

    def __enter__(self) -> Rows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._write()

    def add(self, place: int, *columns: NDArray[Any]) -> None:
        """Adds rows of one article; all columns, without its place, are of one length."""
        import numpy as np

        self._held.append((np.full(len(columns[0]), place, dtype=np.int32), *columns))
        self._count += len(columns[0])
        if self._count >= ROWS:
            self._write()

    def _write(self) -> None:
        import numpy as np

        if self._held:
            columns = (np.concatenate(held) for held in zip(*self._held, strict=True))
            insert(self._db, self._table, dict(zip(("place", *self._columns), columns, strict=True)))
        self._held, self._count = [], 0


def column(db: duckdb.DuckDBPyConnection, query: str) -> NDArray[Any]:
    """The one column that answers a query, all of it."""
    (found,) = db.execute(query).fetchnumpy().values()
    return found


def count(db: duckdb.DuckDBPyConnection, relation: str) -> int:
    """How many rows a relation has."""
    ((found,),) = db.execute(f"SELECT count(*) FROM {relation}").fetchall()
    return int(found)
