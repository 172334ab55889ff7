"""What comes of groups before they are told: the days of articles, who is who, and which items make an occurrence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.record.weaving.database import batches, table
from communique.record.weaving.items import MET, SAID, Items

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

_PRINTED = """
    CREATE TABLE printed AS
    WITH told AS (
        SELECT item.article, min(since) OVER (PARTITION BY said.grp) AS day
        FROM said JOIN item USING (number)
    ),
    earliest AS (SELECT article AS number, max(day) AS day FROM told GROUP BY article)
    SELECT number, id, published_end AS until, outlet, title, path, url,
        CASE WHEN day > published_begin AND day <= published_end THEN day ELSE published_begin END AS begin,
        CASE WHEN day > published_begin AND day <= published_end THEN 'inferred' ELSE published_basis END AS basis
    FROM article LEFT JOIN earliest USING (number)
"""
_WHO = """
    CREATE TABLE who AS
    SELECT a.id AS id, arg_max(a.whole, (a.known, a.placed, a.roles, a.name, a.whole)) AS whole
    FROM (SELECT unnest(actors) AS a FROM sketched) GROUP BY a.id
"""
_ACTORS = "SELECT whole FROM who ORDER BY id"


def date(db: duckdb.DuckDBPyConnection, said: NDArray[np.int64], items: Items) -> None:
    """Makes the table `printed`: the articles, each with its days as narrow as what it tells allows."""
    import numpy as np
    import pyarrow as pa

    numbers = np.flatnonzero(items.kind == SAID)
    table(db, "said", pa.table({"number": numbers, "grp": said[numbers]}))
    db.execute(_PRINTED)


def group(db: duckdb.DuckDBPyConnection, items: Items, text: NDArray[np.int64], same: NDArray[np.int64]) -> None:
    """Makes the table `grouped`: the items of each occurrence but of meetings, and which text had their words first.

    `text`: by item, the article that had its words; `same`: by item, the least of those that are the same.
    """
    import numpy as np
    import pyarrow as pa

    numbers = np.flatnonzero(items.kind != MET)
    table(db, "grouped", pa.table({"number": numbers, "grp": same[numbers], "text": text[numbers]}))


def actors(db: duckdb.DuckDBPyConnection) -> Iterator[pa.RecordBatch]:
    """Makes the table `who`, of the actors, in whole; its rows, in order of their ids.

    Where readings differ on one, he is as `rows.fullness` ranks them.
    """
    db.execute(_WHO)
    return batches(db, _ACTORS)
