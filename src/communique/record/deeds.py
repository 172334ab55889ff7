"""Which articles tell of an event that fits a question, by a table of the index: the others are not looked through.

events: each event, as far as it is asked for
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from communique.record import parts
from communique.record.definitions import define_words, events_of
from communique.record.manifest import Part

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

TABLE = """
CREATE TABLE events (
    part INTEGER NOT NULL, article TEXT NOT NULL, number INTEGER NOT NULL, type TEXT, status TEXT, actor TEXT,
    recipient TEXT, date TEXT
);
CREATE INDEX events_of_part ON events (part);
"""


def reader() -> duckdb.DuckDBPyConnection:
    """What reads the events of articles."""
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": 1})
    define_words(connection)
    return connection


def add_events(
    index: sqlite3.Connection, folder: Path, part: Part, number: int, read: duckdb.DuckDBPyConnection
) -> None:
    """Takes in the events of a part of articles."""
    table = parts.load(folder, part, ["id", "published", "reading"])
    for empty in ("path", "outlet", "title", "text"):
        table = table.append_column(empty, _nothing(table.num_rows))
    read.register("articles", table)
    columns = "article, number, type, status, actor, recipient, CAST(date AS VARCHAR)"
    rows = read.execute(f"SELECT {columns} FROM ({events_of('articles')})").fetchall()
    read.unregister("articles")
    index.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", ((number, *row) for row in rows))


def _nothing(rows: int) -> pa.Array:
    import pyarrow as pa

    return pa.nulls(rows, pa.string())
