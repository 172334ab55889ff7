"""What comes of groups before they are told: the days of articles, who is who, and which items make an occurrence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from communique.record.weaving.database import batches, table
from communique.record.weaving.items import DONE, MADE, SAID, Items
from communique.weave.shelves import Group

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
_GROUPED = """
    CREATE TABLE grouped AS
    WITH grouped AS (
        SELECT number, grp FROM said
        UNION ALL
        SELECT item.number, min(item.number) OVER (PARTITION BY refs.grp) AS grp
        FROM refs JOIN article ON article.id = refs.article
        JOIN item ON item.article = article.number AND item.item = refs.item AND item.kind = refs.kind
    )
    SELECT number, grp, text FROM grouped JOIN text USING (number)
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


def group(
    db: duckdb.DuckDBPyConnection, text: NDArray[np.int64], moves: Iterable[Group], events: Iterable[Group]
) -> None:
    """Makes the table `grouped`: the items of each occurrence but of meetings, and which text had their words first."""
    import numpy as np
    import pyarrow as pa

    table(db, "text", pa.table({"number": np.arange(len(text)), "text": text}))
    groups = [(kind, group) for kind, found in ((MADE, moves), (DONE, events)) for group in found]
    rows = [(grp, *ref, kind) for grp, (kind, group) in enumerate(groups) for ref in group]
    columns: tuple[Sequence[object], ...] = tuple(zip(*rows, strict=True)) or ((), (), (), ())
    kinds = (pa.int64(), pa.string(), pa.string(), pa.int32())
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    table(db, "refs", pa.table(arrays, ["grp", "article", "item", "kind"]))
    db.execute(_GROUPED)


def actors(db: duckdb.DuckDBPyConnection) -> Iterator[pa.RecordBatch]:
    """Makes the table `who`, of the actors, in whole; its rows, in order of their ids.

    Where readings differ on one, he is as `rows.fullness` ranks them.
    """
    db.execute(_WHO)
    return batches(db, _ACTORS)
