"""What is told in the same words: the ties of all occurrences, article by article."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from communique.reading import Span
from communique.record.weaving.database import batches
from communique.weave.copies.arrow import insert
from communique.weave.loom.rows import trigger_of
from communique.weave.related import around

if TYPE_CHECKING:
    import duckdb

ROWS = 5_000
"""Accounts of moves, events and meetings that are taken from an answer at a time."""

_TOLD = """
    CREATE TABLE told AS
    SELECT placed.number AS occurrence, placed.id, placed.kind, account.number, account.article, account.item,
        account.spans
    FROM placed JOIN woven_accounts AS account ON account.occurrence = placed.id WHERE placed.kind != 'statement'
"""
_EVENTS = """
    SELECT told.article, told.id, told.number, told.kind, told.spans, done.whole
    FROM told SEMI JOIN (SELECT article FROM told WHERE kind = 'event') USING (article)
    SEMI JOIN (SELECT article FROM told WHERE kind != 'event') USING (article)
    LEFT JOIN (
        SELECT article.id AS article, rest.item, rest.whole FROM rest JOIN article ON article.number = rest.article
        WHERE rest.kind = 2
    ) AS done ON told.kind = 'event' AND done.article = told.article AND done.item = told.item
    ORDER BY told.article
"""
# In the order of the accounts of an occurrence, and for each of them the statements before all else, inner ones first.
_TIES = """
    CREATE TABLE ties AS
    WITH outward AS (
        SELECT article, item, unnest(around) AS around, generate_subscripts(around, 1) AS depth
        FROM items WHERE kind IN ('made', 'done')
    ),
    within AS (
        SELECT told.occurrence, told.id, told.kind, told.number, outward.depth, placed.id AS statement
        FROM told JOIN outward USING (article, item)
        JOIN woven_accounts AS account ON account.article = told.article AND account.item = outward.around
        JOIN placed ON placed.id = account.occurrence AND placed.kind = 'statement'
    ),
    tied AS (
        SELECT id, statement AS other, number, 0 AS rank, depth FROM within
        UNION ALL SELECT statement, id, occurrence, 0, 0 FROM within WHERE kind = 'move'
        UNION ALL SELECT id, other, number, 1, place FROM held
    ),
    first AS (SELECT id, other, min((number, rank, depth)) AS first FROM tied GROUP BY id, other)
    SELECT id, list(other ORDER BY first) AS related FROM first GROUP BY id
"""


def tie(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the table `ties`: for each occurrence that is told in the same words with others, their ids.

    `placed` has all occurrences, numbered in order, and `woven_accounts` their accounts.
    """
    db.execute(_TOLD)
    db.execute("CREATE TABLE held (id VARCHAR, number INTEGER, place INTEGER, other VARCHAR)")
    rows = [*_held(db)]
    if rows:
        columns = zip(*rows, strict=True)
        insert(db, "held", dict(zip(("id", "number", "place", "other"), columns, strict=True)))
    db.execute(_TIES)


def _held(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, int, int, str]]:
    """The moves and meetings that the triggers of events stand in: event, number of its account, which one, its id."""
    rows = (row for batch in batches(db, _EVENTS, ROWS) for row in zip(*batch.to_pydict().values(), strict=True))
    for _, accounts in groupby(rows, key=itemgetter(0)):
        events: list[tuple[str, int, bytes]] = []
        evidence: list[tuple[Span, str]] = []
        for _, id_, number, kind, spans, whole in accounts:
            if kind == "event":
                events.append((id_, number, whole))
            else:
                evidence += ((Span(**span), id_) for span in spans)
        evidence.sort()
        for id_, number, whole in events:
            for place, other in enumerate(around(trigger_of(whole), evidence)):
                yield id_, number, place, other
