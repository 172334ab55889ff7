"""The record as one SQLite file, to be looked through with Datasette: the tables, who acts in what, and full text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.export.cells import as_json
from communique.export.material import Material
from communique.export.package import type_of
from communique.export.tables import Table, tables_of
from communique.export.written import Written

if TYPE_CHECKING:
    import pyarrow as pa

SEARCHED = {"statements": ("source_name", "content"), "occurrences": ("summary",), "accounts": ("words",)}
"""What can be searched by words, table by table: Datasette finds the index by its name."""

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}

_BETWEEN = {
    "occurrence_actors": ("occurrence", "occurrences", "actors"),
    "meeting_parties": ("meeting", "meetings", "parties"),
    "meeting_participants": ("meeting", "meetings", "participants"),
}
"""Tables of who is in what: what it is called there, whose it is, and the column of lists that it is made from."""


def write(material: Material, path: Path) -> Written:
    """Writes the file. Lists are JSON; `dictionary` has what each column means, `provenance` where it comes from."""
    rows = 0
    with closing(sqlite3.connect(path)) as connection:
        # The file is renamed when it is whole: there is nothing to be rolled back to.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "CREATE TABLE dictionary (table_name TEXT, column_name TEXT, meaning TEXT, "
            "PRIMARY KEY (table_name, column_name))"
        )
        connection.execute("CREATE TABLE provenance (name TEXT PRIMARY KEY, value)")
        connection.executemany("INSERT INTO provenance VALUES (?, ?)", material.provenance.items())
        for table in tables_of(material):
            rows += _fill(connection, table, material)
            meanings = [(table.name, column, meaning) for column, meaning in table.columns.items()]
            connection.executemany("INSERT INTO dictionary VALUES (?, ?, ?)", meanings)
        for name, (own, of, column) in _BETWEEN.items():
            connection.execute(
                f"CREATE TABLE {name} ({own} TEXT REFERENCES {of}(id), actor TEXT REFERENCES actors(id), "
                f"PRIMARY KEY ({own}, actor)) WITHOUT ROWID"
            )
            connection.execute(
                f"INSERT OR IGNORE INTO {name} SELECT {of}.id, each.value FROM {of}, json_each({of}.{column}) AS each"
            )
            connection.execute(f"CREATE INDEX {name}_actor ON {name}(actor)")
        for name, columns in SEARCHED.items():
            listed = ", ".join(columns)
            connection.execute(f'CREATE VIRTUAL TABLE {name}_fts USING fts5({listed}, content="{name}")')
            connection.execute(f"INSERT INTO {name}_fts(rowid, {listed}) SELECT rowid, {listed} FROM {name}")
        connection.commit()
        connection.execute("ANALYZE")
    return Written(rows, "row", {"undated": material.undated})


def _fill(connection: sqlite3.Connection, table: Table, material: Material) -> int:
    batches = material.batches(table.query)
    columns = [f'"{field.name}" {_TYPES.get(type_of(field.type), "TEXT")}' for field in batches.schema]
    columns.append(f"PRIMARY KEY ({', '.join(table.key)})")
    columns += [f'FOREIGN KEY ("{column}") REFERENCES {to}(id)' for column, to in table.links.items()]
    connection.execute(f"CREATE TABLE {table.name} ({', '.join(columns)})")
    marks = ", ".join("?" for _ in batches.schema)
    count = connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", _rows(batches)).rowcount
    for column in table.links:
        connection.execute(f'CREATE INDEX "{table.name}_{column}" ON {table.name}("{column}")')
    return max(count, 0)


def _rows(batches: Any) -> Iterator[tuple[Any, ...]]:
    lists = [type_of(field.type) == "array" for field in batches.schema]
    days = [type_of(field.type) == "date" for field in batches.schema]
    for batch in batches:
        yield from zip(*map(_column, batch.columns, lists, days), strict=True)


def _column(column: pa.Array, is_list: bool, is_day: bool) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if is_list:
        return [None if value is None else as_json(value) for value in values]
    return [value and value.isoformat() for value in values] if is_day else values
