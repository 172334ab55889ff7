"""Which pairs of articles are to be aligned, by DuckDB: the candidates of `CopyIndex`, of all articles or of some.

shingles ─► shelves, each in order of day and id ─► who meets whom on how many ─► candidates

An article that was not there the last time changes the candidates of those that it stands just before on a shelf, or
first before all: theirs are looked for again, and no others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.weave.copies.arrow import count
from communique.weave.copies.family import UNDATED
from communique.weave.copies.index import BEFORE, SHELVES
from communique.weave.copies.shingles import WHOLE_TEXT

if TYPE_CHECKING:
    import duckdb

_BEFORE = ", ".join(f"lag(place, {step}) OVER shelf AS before{step}" for step in range(1, BEFORE + 1))
_NEAR = f"""
    SELECT place, shelf, first_value(place) OVER shelf AS head, {_BEFORE}
    FROM copies_shelves WINDOW shelf AS (PARTITION BY shelf ORDER BY place)
"""
"""Each article on each shelf, and the places of those that it meets there; null where nobody stands so far before."""


def place(db: duckdb.DuckDBPyConnection, sketched: str) -> int:
    """Numbers the articles by day and id, from 0, in the table copies_placed; how many there are is returned."""
    db.execute(f"""
        CREATE OR REPLACE TABLE copies_placed AS
        SELECT article, day, words,
            (row_number() OVER (ORDER BY coalesce(day, '{UNDATED}'), article) - 1)::INTEGER AS place
        FROM {sketched}
    """)
    return count(db, "copies_placed")


def find(db: duckdb.DuckDBPyConnection, sketched: str, descents: str) -> None:
    """Finds the candidates of the articles that may have others than when `descents` was woven.

    The table copies_stale has the places of these articles, copies_candidates their pairs and on how many shelves they
    met. Where an article is gone, or of another day, all are looked at again.
    """
    db.execute(f"""
        CREATE OR REPLACE TABLE copies_stale AS
        SELECT place FROM copies_placed p
        ANTI JOIN {descents} d ON d.article = p.article AND d.day IS NOT DISTINCT FROM p.day
    """)
    gone = count(
        db, f"{descents} d ANTI JOIN copies_placed p ON d.article = p.article AND d.day IS NOT DISTINCT FROM p.day"
    )
    if gone:
        db.execute("CREATE OR REPLACE TABLE copies_stale AS SELECT place FROM copies_placed")
    _set_up(db, sketched)
    fresh = count(db, "copies_stale")
    if fresh < count(db, "copies_placed"):
        near = " OR ".join(f"{name} IN (FROM copies_stale)" for name in _met())
        db.execute(f"""
            INSERT INTO copies_stale
            SELECT DISTINCT place FROM ({_NEAR}) ANTI JOIN copies_stale USING (place) WHERE {near}
        """)
        if count(db, "copies_stale") > fresh:
            _set_up(db, sketched)
    # Of those before, the first of the shelf may be one: it is met there once
    heads = " AND ".join(f"coalesce(before{step} <> head, true)" for step in range(1, BEFORE + 1))
    meetings = " UNION ALL ".join(
        f"SELECT place, {name} AS earlier, shelf FROM copies_near WHERE {name} IS NOT NULL" for name in _met()[1:]
    )
    db.execute(f"""
        CREATE OR REPLACE TABLE copies_candidates AS
        WITH copies_near AS (FROM ({_NEAR}) SEMI JOIN copies_stale USING (place)),
        copies_met AS ({meetings} UNION ALL SELECT place, head, shelf FROM copies_near WHERE head <> place AND {heads})
        SELECT place AS later, earlier,
            sum(CASE WHEN shelf >= {WHOLE_TEXT} THEN {SHELVES} ELSE 1 END)::INTEGER AS shelves
        FROM copies_met GROUP BY ALL HAVING shelves >= {SHELVES}
    """)
    db.execute("DROP TABLE copies_shelves")


def _met() -> tuple[str, ...]:
    return ("head", *(f"before{step}" for step in range(1, BEFORE + 1)))


def _set_up(db: duckdb.DuckDBPyConnection, sketched: str) -> None:
    """Sets up the shelves on which any of the stale articles stands, in the table copies_shelves."""
    every = f"SELECT place, unnest(shingles) AS shelf FROM {sketched} JOIN copies_placed USING (article)"
    if count(db, "copies_stale") < count(db, "copies_placed"):
        touched = f"SELECT DISTINCT shelf FROM ({every} SEMI JOIN copies_stale USING (place))"
        every = f"FROM ({every}) SEMI JOIN ({touched}) USING (shelf)"
    db.execute(f"CREATE OR REPLACE TABLE copies_shelves AS {every}")
