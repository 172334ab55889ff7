"""The connection that weaves: how much memory it may take, and where it puts what does not fit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import RecordError
from communique.record.manifest import SCRATCH, unwritable

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

MEMORY = "800MB"
"""What DuckDB may hold; the rest of a weaving, in columns of a few bytes an item, has its own share of 2 GB."""

BATCH_ROWS = 50_000
"""Rows that are taken from an answer at a time."""


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """An empty folder within a record, which is gone after the block. Only the holder of the writer's lock may.

    Raises RecordError where it cannot be made.
    """
    path = folder / SCRATCH
    try:
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that puts what does not fit in memory into `folder`. What fails there is a RecordError."""
    import duckdb
    import pyarrow as pa

    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": MEMORY,
            "temp_directory": str(folder / "spilled"),
            "preserve_insertion_order": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "python_enable_replacements": "false",
        },
    )
    try:
        yield connection
    except (duckdb.Error, pa.ArrowException) as error:
        raise _failed(folder.parent, error) from error
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        connection.close()


def _failed(record: Path, error: Exception) -> RecordError:
    """The error that says why a record could not be woven, as far as that is known."""
    what = " ".join(str(error).split())
    if ".parquet" in what:
        return RecordError(
            f"The record at {record} cannot be woven: {what}",
            cause="one of its parts was changed or removed",
            fix=f"see what is lost with: communique check --record {record}",
        )
    return RecordError(
        f"The record at {record} cannot be woven: {what}",
        cause=f"the disk is full, or the machine has less memory to spare than {MEMORY}",
        fix="make room and run the same command again: nothing of the record has changed",
    )


def view(db: duckdb.DuckDBPyConnection, name: str, paths: Sequence[Path], schema: pa.Schema) -> None:
    """Names the rows of some Parquet files; without files, those of none."""
    from communique.record.views import file_literal

    if paths:
        files = ", ".join(file_literal(str(path)) for path in paths)
        db.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{files}], union_by_name = true)")
    else:
        table(db, name, schema.empty_table())


def table(db: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Makes a table of rows."""
    db.register("given", rows)
    db.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    db.unregister("given")


def batches(db: duckdb.DuckDBPyConnection, query: str, rows: int = BATCH_ROWS) -> Iterator[pa.RecordBatch]:
    """The answer to a query, so many rows at a time; others may be asked meanwhile."""
    cursor = db.cursor()
    try:
        yield from cursor.sql(query).to_arrow_reader(rows)
    finally:
        cursor.close()


def whole(db: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    """The answer to a query, all of it."""
    return db.sql(query).to_arrow_table()


def columns(db: duckdb.DuckDBPyConnection, query: str) -> tuple[NDArray[np.int64], ...]:
    """The columns of an answer without nulls, as arrays."""
    return tuple(column.to_numpy() for column in whole(db, query).columns)


def count(db: duckdb.DuckDBPyConnection, name: str) -> int:
    """How many rows a table or a view has."""
    (rows,) = db.execute(f"SELECT count(*) FROM {name}").fetchall()[0]
    return int(rows)
