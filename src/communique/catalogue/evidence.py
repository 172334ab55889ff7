"""What a shelf keeps of the evidence of an occurrence: enough to be read on the page, and how much more there is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from communique.plain import plain, typed

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from communique.chronology.entries import Telling
    from communique.weave.occurrence import Occurrence

TEXTS = 3
"""Texts of which the words are shown beside a line; the page of the occurrence has all."""

COPIES = 3
"""Copies of one text that are named there."""


def shown(occurrence: Occurrence, names: Mapping[str, str]) -> tuple[Telling, ...]:
    """The first few texts that tell of an occurrence, each with the first few of its copies."""
    from communique.chronology.entries import tellings

    return tuple(replace(telling, copies=telling.copies[:COPIES]) for telling in tellings(occurrence, names)[:TEXTS])


def kept(value: Any) -> str:
    """A frozen dataclass, or a tuple of them, as a shelf keeps it."""
    return json.dumps(plain(value), ensure_ascii=False)


def found(kind: Any, words: str) -> Any:
    """What `kept` was given, of this type."""
    return typed(kind, json.loads(words))


def table_of(columns: Mapping[str, pa.DataType], rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Rows as a table with these columns."""
    import pyarrow as pa

    listed = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pa.array(values, kind) for values, kind in zip(listed, columns.values(), strict=True)]
    return pa.table(arrays, names=list(columns))


def keep(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Makes the table `name`, of a shelf or in memory."""
    connection.register("rows_of_shelf", table)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM rows_of_shelf")
    connection.unregister("rows_of_shelf")
