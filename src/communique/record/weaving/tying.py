"""What is told in the same words: the ties of all occurrences, from those of moves, events and meetings."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from communique.reading import Span, Spans
from communique.record.weaving.database import batches, table
from communique.weave.loom.rows import trigger_of
from communique.weave.related import Place, Tie, tied

if TYPE_CHECKING:
    import duckdb

_TOLD = """
    SELECT placed.number, placed.id, placed.kind, account.article, account.item, account.spans
    FROM placed JOIN woven_accounts AS account ON account.occurrence = placed.id
    WHERE placed.kind != 'statement' ORDER BY placed.number, account.number
"""
_AROUND = """
    SELECT told.article, told.item, placed.id
    FROM (
        SELECT article, item, unnest(around) AS around, generate_subscripts(around, 1) AS at
        FROM items WHERE kind IN ('made', 'done')
    ) AS told
    JOIN woven_accounts AS account ON account.article = told.article AND account.item = told.around
    JOIN placed ON placed.id = account.occurrence AND placed.kind = 'statement'
    ORDER BY told.article, told.item, told.at
"""
_TRIGGERS = "SELECT article, item, whole FROM items WHERE kind = 'done'"


def tie(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the table `ties`: for each occurrence that is told in the same words with others, their ids.

    `placed` has all occurrences, numbered in order, and `woven_accounts` their accounts.
    """
    import pyarrow as pa

    rows = [row for batch in batches(db, _TOLD) for row in zip(*batch.to_pydict().values(), strict=True)]
    ones = []
    for (_, id_, kind), group in groupby(rows, key=lambda row: row[:3]):
        places = ((article, item, spans) for *_, article, item, spans in group)
        ones.append(Tie(id_, kind, tuple(Place(a, i, tuple(Span(**span) for span in s)) for a, i, s in places)))
    told_in: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for article, item, id_ in db.sql(_AROUND).fetchall():
        told_in[article, item].append(id_)
    triggers: dict[tuple[str, str], Spans] = {}
    for article, item, data in db.sql(_TRIGGERS).fetchall():
        triggers[article, item] = trigger_of(data)
    ties = tied(ones, told_in, triggers)
    related = pa.array(list(ties.values()), pa.list_(pa.string()))
    table(db, "ties", pa.table({"id": pa.array(list(ties), pa.string()), "related": related}))
