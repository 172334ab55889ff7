"""Which articles are the same text: decided anew for those whose words changed hands, and for those that follow them.

copies_descents ─► nobody's words: legal footers, much quoted paragraphs ─► the first article of each one's family
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from communique.weave.copies.arrow import column, insert, stream
from communique.weave.copies.descents import Descents
from communique.weave.copies.family import WRAPS, belongs, wrapped
from communique.weave.copies.linking import linked, reach

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

_Stretches = tuple[tuple[int, int], ...]


def join(db: duckdb.DuckDBPyConnection, known: str, families: str, descents: Descents, size: int) -> NDArray[np.int32]:
    """The place of the first article of each one's family, by places.

    `known` and `families` are the tables of descents and of families of the last time.
    """
    import numpy as np

    nobodys = _nobodys(db, "copies_descents")
    first = _known(db, families, size)
    again, moved = (np.zeros(size, dtype=bool) for _ in range(2))
    again[column(db, "FROM copies_changed UNION ALL FROM copies_relinked")] = True
    again[_wrappers(db, (source for source, _ in nobodys.items() ^ _nobodys(db, known).items()))] = True
    reach(db, np.flatnonzero(again), size)
    alone = column(db, "FROM copies_reached ANTI JOIN copies_linked ON later = place")
    moved[alone] = first[alone] != alone
    first[alone] = alone
    descents.load(column(db, "FROM copies_reached"))
    masks = _masks(db, nobodys)
    for own, _, links in linked(db):
        of = descents.of(own)
        if of is None or not (again[own] or any(moved[link.earlier] for link in links)):
            continue
        found = belongs(links, wrapped(own, of, masks), lambda earlier: int(first[earlier]))
        now = own if found is None else found
        moved[own] = first[own] != now
        first[own] = now
    return first


def _known(db: duckdb.DuckDBPyConnection, families: str, size: int) -> NDArray[np.int32]:
    """The first article of each one's family the last time; itself where it is new, -1 where that one is gone."""
    import numpy as np

    first = np.arange(size, dtype=np.int32)
    query = f"""
        SELECT own.place, coalesce(other.place, -1) AS first
        FROM {families} JOIN copies_placed own USING (article) LEFT JOIN copies_placed other ON other.article = family
        WHERE family <> own.article
    """
    for batch in stream(db, query):
        first[batch["place"].to_numpy()] = batch["first"].to_numpy()
    return first


def _nobodys(db: duckdb.DuckDBPyConnection, descents: str) -> dict[str, _Stretches]:
    """Per article of which several wrap the same words in text of their own, it among them: from where to where."""
    query = f"""
        WITH copies_held AS (SELECT unnest(wraps, recursive := true) FROM {descents}),
        copies_steps AS (
            SELECT source, word, sum(step) AS step
            FROM (
                SELECT source, first AS word, 1 AS step FROM copies_held
                UNION ALL SELECT source, "end", -1 FROM copies_held
            )
            GROUP BY ALL
        ),
        copies_levels AS (
            SELECT source, word AS first, lead(word) OVER words AS "end", 1 + sum(step) OVER words AS wraps
            FROM copies_steps WINDOW words AS (PARTITION BY source ORDER BY word)
        )
        SELECT source, first, "end" FROM copies_levels WHERE wraps >= {WRAPS} ORDER BY source, first
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for batch in stream(db, query):
        for source, first, end in zip(*(values.to_pylist() for values in batch.columns), strict=True):
            stretches = found.setdefault(source, [])
            if stretches and stretches[-1][1] == first:
                first = stretches.pop()[0]
            stretches.append((first, end))
    return {source: tuple(stretches) for source, stretches in found.items()}


def _wrappers(db: duckdb.DuckDBPyConnection, sources: Iterable[str]) -> NDArray[np.integer]:
    """The places of the articles that wrap words of some articles."""
    _ask(db, sources)
    return column(
        db,
        """
        SELECT place FROM (SELECT article, unnest(wraps).source AS source FROM copies_descents)
        SEMI JOIN copies_asked USING (source) JOIN copies_placed USING (article)
        """,
    )


def _masks(db: duckdb.DuckDBPyConnection, nobodys: Mapping[str, _Stretches]) -> dict[int, NDArray[np.bool_]]:
    """Which words of the articles are nobody's, by the places of the articles."""
    import numpy as np

    _ask(db, nobodys)
    masks = {}
    for batch in stream(db, "SELECT source, place, words FROM copies_asked JOIN copies_placed ON source = article"):
        for source, place, words in zip(*(values.to_pylist() for values in batch.columns), strict=True):
            masks[place] = np.zeros(words, dtype=bool)
            for first, end in nobodys[source]:
                masks[place][first:end] = True
    return masks


def _ask(db: duckdb.DuckDBPyConnection, sources: Iterable[str]) -> None:
    import pyarrow as pa

    db.execute("CREATE OR REPLACE TABLE copies_asked (source VARCHAR)")
    insert(db, "copies_asked", {"source": pa.array(sorted(set(sources)), pa.string())})
