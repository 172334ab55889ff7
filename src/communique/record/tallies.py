"""How often each actor occurs, summed in the index as parts come in: no part is looked through for it.

told: under which name, of which kind and country each is told of, and how often
tallies: an actor a row, with the sums, and what it is told of as most often

Sums cannot be told apart by snapshot: they answer only where the index has the parts of the snapshot and no others.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.record import parts
from communique.record.manifest import Part
from communique.record.plain_rows import table_of

if TYPE_CHECKING:
    import pyarrow as pa

    from communique.record.questions import Query

TABLES = """
CREATE TABLE told (
    id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, known INTEGER NOT NULL,
    times INTEGER NOT NULL, PRIMARY KEY (id, name, kind, country, known)
) WITHOUT ROWID;
CREATE TABLE tallies (
    id TEXT PRIMARY KEY, name TEXT, kind TEXT, country TEXT, known INTEGER, articles INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0, statements INTEGER NOT NULL DEFAULT 0, addressed INTEGER NOT NULL DEFAULT 0,
    relayed INTEGER NOT NULL DEFAULT 0, first_said TEXT, last_said TEXT
) WITHOUT ROWID;
CREATE VIEW actors AS SELECT * FROM tallies WHERE articles > 0;
"""
"""Who is told of without a country is so in an empty text."""

SUMMED = ("mentions", "statements", "actors")
"""The tables whose parts are summed."""

_TOLD = """
INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id, name, kind, country, known) DO UPDATE SET times = times + excluded.times
"""
_SAID = ("first_said", "last_said")
_CHOSEN = """
UPDATE tallies SET (name, kind, country, known) = (
    SELECT name, kind, nullif(country, ''), known FROM told WHERE told.id = tallies.id
    ORDER BY known DESC, country = '', times DESC, name, kind LIMIT 1
) WHERE id IN (SELECT value FROM json_each(?))
"""
_DAYS = """
INSERT INTO tallies (id, first_said, last_said) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET
    first_said = min(coalesce(first_said, excluded.first_said), excluded.first_said),
    last_said = max(coalesce(last_said, excluded.last_said), excluded.last_said)
"""


def add_tallies(index: sqlite3.Connection, folder: Path, part: Part) -> None:
    """Adds what a part has of each actor to the sums."""
    {"actors": _add_told, "statements": _add_said, "mentions": _add_mentions}[part.table](index, folder, part)


def clear(index: sqlite3.Connection) -> None:
    """Takes all sums away."""
    index.execute("DELETE FROM told")
    index.execute("DELETE FROM tallies")


def actor_rows(index: sqlite3.Connection, query: Query) -> pa.Table:
    """The answer to a query for actors, as the view of that name gives it."""
    import pyarrow as pa

    asked = index.execute(query.text, query.values)
    names = [column[0] for column in asked.description]
    schema = pa.schema([(name, _kinds().get(name, pa.int64())) for name in names])
    rows = (dict(zip(names, row, strict=True)) for row in asked)
    return table_of(({name: _value(name, value) for name, value in row.items()} for row in rows), schema)


def _kinds() -> dict[str, pa.DataType]:
    import pyarrow as pa

    texts = dict.fromkeys(("id", "name", "kind", "country"), pa.string())
    return {**texts, "known": pa.bool_(), **dict.fromkeys(_SAID, pa.date32())}


def _value(name: str, value: Any) -> Any:
    """A value of SQLite's, which knows neither truths nor days."""
    if name == "known":
        return bool(value)
    return date.fromisoformat(value) if name in _SAID and value is not None else value


def _add_told(index: sqlite3.Connection, folder: Path, part: Part) -> None:
    columns = ("id", "name", "kind", "country", "known")
    table = parts.load(folder, part, ["article", *columns])
    ids = table["id"].to_pylist()
    times = Counter(zip(*(table[column].to_pylist() for column in columns), strict=True))
    articles = Counter(id_ for _, id_ in set(zip(table["article"].to_pylist(), ids, strict=True)))
    index.executemany(
        _TOLD, ((*("" if value is None else value for value in told), number) for told, number in times.items())
    )
    _add(index, "articles", articles)
    index.execute(_CHOSEN, (json.dumps(sorted(articles)),))


def _add_said(index: sqlite3.Connection, folder: Path, part: Part) -> None:
    import pyarrow.compute as pc

    table = parts.load(folder, part, ["source_actor", "addressee_actor", "chain", "date"])
    speakers = table["source_actor"].to_pylist()
    hands = pc.struct_field(pc.list_flatten(table["chain"]), "actor").to_pylist()
    _add(index, "statements", Counter(speakers))
    _add(index, "addressed", Counter(table["addressee_actor"].to_pylist()))
    _add(index, "relayed", Counter(hands))
    days: dict[str, set[str]] = {}
    for id_, day in zip(speakers, table["date"].to_pylist(), strict=True):
        if id_ is not None and day is not None:
            days.setdefault(id_, set()).add(day.isoformat())
    index.executemany(_DAYS, ((id_, min(those), max(those)) for id_, those in days.items()))


def _add_mentions(index: sqlite3.Connection, folder: Path, part: Part) -> None:
    _add(index, "mentions", Counter(parts.load(folder, part, ["actor"])["actor"].to_pylist()))


def _add(index: sqlite3.Connection, column: str, times: Counter[str | None] | Counter[str]) -> None:
    rows: Iterable[tuple[str, int]] = ((id_, number) for id_, number in times.items() if id_ is not None)
    index.executemany(
        f"INSERT INTO tallies (id, {column}) VALUES (?, ?)"
        f" ON CONFLICT (id) DO UPDATE SET {column} = {column} + excluded.{column}",
        rows,
    )
