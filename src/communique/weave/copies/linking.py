"""Which articles share passages: candidates are aligned once, what they share is known from then on.

copies_candidates ─► those not known ─► alignment ─► copies_shared (all that is known of pairs) ─► copies_linked
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from communique.weave.copies.align import passages
from communique.weave.copies.arrow import column, count, grouped, insert, stream
from communique.weave.copies.family import Link
from communique.weave.copies.sketches import Sketches
from communique.weave.copies.tables import of_numbers, to_numbers

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

Tell = Callable[[int, int], None]


def align_unknown(
    db: duckdb.DuckDBPyConnection, links: str, descents: str, sketches: Sketches, size: int, tell: Tell | None = None
) -> None:
    """Aligns the candidates of which `links` does not tell; the table copies_shared has what is known then.

    Its column `fresh` is true where it was found now. The sketches of the articles are at hand then, and those of the
    articles that they had words from by `descents`: mostly all that are needed to tell the passages.
    """
    import pyarrow as pa

    db.execute(f"""
        CREATE OR REPLACE TABLE copies_shared AS
        SELECT one.place AS later, other.place AS earlier, runs, false AS fresh
        FROM {links} JOIN copies_placed one ON one.article = later JOIN copies_placed other ON other.article = earlier
    """)
    db.execute("""
        CREATE OR REPLACE TABLE copies_unknown AS
        FROM copies_candidates ANTI JOIN copies_shared USING (later, earlier)
    """)
    asked = "SELECT DISTINCT unnest([later, earlier]) AS place FROM copies_unknown"
    sources = f"""
        SELECT DISTINCT unnest(segments).source AS article
        FROM {descents} JOIN copies_placed USING (article) SEMI JOIN ({asked}) USING (place)
    """
    sketches.load(column(db, f"{asked} UNION SELECT place FROM copies_placed SEMI JOIN ({sources}) USING (article)"))
    _order(db, size)
    done, total = 0, count(db, "copies_unknown")
    for batch in stream(db, "FROM copies_unknown JOIN copies_first USING (later) ORDER BY first, later, earlier"):
        pairs = zip(batch["later"].to_pylist(), batch["earlier"].to_pylist(), strict=True)
        runs = [to_numbers(passages(sketches.of(later), sketches.of(earlier))) for later, earlier in pairs]
        found = pa.array(runs, pa.list_(pa.int32()))
        ends = {name: batch[name] for name in ("later", "earlier")}
        insert(db, "copies_shared", {**ends, "runs": found, "fresh": pa.repeat(True, len(runs))})
        done += len(runs)
        if tell is not None:
            tell(done, total)
    db.execute("DROP TABLE copies_unknown; DROP TABLE copies_first")


def _order(db: duckdb.DuckDBPyConnection, size: int) -> None:
    """The table copies_first: for each article with pairs to align, the first of those that are likely its family.

    Aligned in that order, an article is taken up once, not with each of its pairs.
    """
    import numpy as np

    query = "SELECT later, arg_max(earlier, shelves) AS earlier FROM copies_unknown GROUP BY later"
    pairs = db.execute(query).fetchnumpy()
    first = np.arange(size, dtype=np.int32)
    first[pairs["later"]] = pairs["earlier"]
    while not np.array_equal(following := first[first], first):
        first = following
    db.execute("CREATE OR REPLACE TABLE copies_first (later INTEGER, first INTEGER)")
    insert(db, "copies_first", {"later": pairs["later"], "first": first[pairs["later"]]})


def link(db: duckdb.DuckDBPyConnection, descents: str) -> None:
    """Sets down who shares passages with whom now, in the table copies_linked, for all articles.

    The table copies_links has the links of the stale ones as `descents` has them, copies_relinked the places of those
    whose links are others there.
    """
    db.execute(f"""
        CREATE OR REPLACE TABLE copies_linked AS
        SELECT later, earlier FROM copies_shared SEMI JOIN copies_candidates USING (later, earlier) WHERE len(runs) > 0
        UNION ALL
        SELECT one.place, other.place FROM (SELECT article, unnest(links) AS earlier FROM {descents}) d
        JOIN copies_placed one USING (article) JOIN copies_placed other ON other.article = earlier
        ANTI JOIN copies_stale ON copies_stale.place = one.place;
        CREATE OR REPLACE TABLE copies_links AS
        SELECT later AS place, list(article ORDER BY earlier) AS links
        FROM copies_linked SEMI JOIN copies_stale ON later = place JOIN copies_placed ON earlier = place
        GROUP BY later;
        CREATE OR REPLACE TABLE copies_relinked AS
        SELECT place FROM copies_stale JOIN copies_placed USING (place)
        LEFT JOIN copies_links USING (place) LEFT JOIN {descents} d USING (article)
        WHERE coalesce(copies_links.links, []) IS DISTINCT FROM coalesce(d.links, []);
    """)


def reach(db: duckdb.DuckDBPyConnection, seeds: NDArray[np.integer], size: int) -> None:
    """Sets down in the table copies_reached the articles that are `seeds` or linked to one of these in any steps."""
    import numpy as np

    found = bytearray(size)
    np.frombuffer(found, dtype=bool)[seeds] = True
    for batch in stream(db, "FROM copies_linked ORDER BY later, earlier"):
        for later, earlier in zip(batch["later"].to_pylist(), batch["earlier"].to_pylist(), strict=True):
            if found[earlier]:
                found[later] = True
    db.execute("CREATE OR REPLACE TABLE copies_reached (place INTEGER)")
    insert(db, "copies_reached", {"place": np.flatnonzero(np.frombuffer(found, dtype=bool))})


def linked(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int, list[Link]]]:
    """Of the articles in copies_reached those with links, in the order of their places: place, words and links."""
    query = """
        SELECT later, own.words AS length, earlier, other.words, runs
        FROM copies_linked SEMI JOIN copies_reached ON later = copies_reached.place
        JOIN copies_shared USING (later, earlier)
        JOIN copies_placed own ON own.place = later JOIN copies_placed other ON other.place = earlier
        ORDER BY later, earlier
    """
    for table in grouped(db, query, "later"):
        rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
        for (later, length), group in groupby(rows, key=itemgetter(0, 1)):
            yield later, length, [Link(earlier, words, of_numbers(runs)) for *_, earlier, words, runs in group]
