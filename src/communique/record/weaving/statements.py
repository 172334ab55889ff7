"""Which statements are the same, in columns: those near one another on a shelf are compared, once and for ever.

shelves, sorted out of core ─► neighbours ─► comparable ─► known already? ─► compared ─┐
places of copied texts ────────────────────────────────────────────────────────────────┼► groups
what an article itself says is one ────────────────────────────────────────────────────┘
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.record.weaving.database import batches, columns, whole
from communique.record.weaving.items import Items
from communique.weave.loom.components import components
from communique.weave.loom.neighbours import Distinct, neighbours, parted
from communique.weave.loom.places import Places
from communique.weave.loom.rows import Heard
from communique.weave.same import same
from communique.weave.statements import OVERLAP, OVERLAP_OPEN

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Column = NDArray[np.int64]

SORTED_OUT = 8_000_000
"""Pairs of neighbours that are held, 64 MB, before those that came often are sorted out."""

COMPARED_ROWS = 10_000
"""Pairs that are compared between two words of progress."""

HEARD = 50_000
"""Statements that are remembered, to be compared again; one stands in some eight pairs."""

_SHELVED = """
    SELECT shelf, item.number
    FROM (SELECT key, unnest(shelves) AS shelf FROM items) AS shelved JOIN item USING (key)
    ORDER BY shelf, item.day, item.number
"""
_KNOWN = "SELECT pair, compared.same FROM pairs JOIN compared ON compared.one = pairs.a AND compared.other = pairs.b"
_UNKNOWN = """
    SELECT pair, pairs.a, pairs.b, one.compare AS first, other.compare AS second
    FROM (SELECT * FROM pairs ANTI JOIN compared ON compared.one = pairs.a AND compared.other = pairs.b) AS pairs
    JOIN items AS one ON one.key = pairs.a JOIN items AS other ON other.key = pairs.b
"""
_JOINS = """
    SELECT item.number AS one, other.number AS other
    FROM (SELECT key, unnest(joins) AS below FROM items) AS joined
    JOIN item USING (key) JOIN item AS other ON other.article = item.article AND other.item = below AND other.kind = 0
"""


def statements(
    db: duckdb.DuckDBPyConnection,
    items: Items,
    places: Places,
    keep: Callable[[pa.RecordBatch], None],
    tell: Callable[[float], None],
) -> NDArray[np.int64]:
    """For each item the least that is the same statement; itself for what is none.

    `keep` is given what was compared, as rows of its table; `tell` is told which share of that is done.
    """
    import numpy as np

    one, other = _alike(db, items, keep, tell)
    here, there = _in_one_place(items, places)
    inner, outer = columns(db, _JOINS)
    return components(len(items), np.concatenate((one, here, inner)), np.concatenate((other, there, outer)))


def _alike(
    db: duckdb.DuckDBPyConnection, items: Items, keep: Callable[[pa.RecordBatch], None], tell: Callable[[float], None]
) -> tuple[Column, Column]:
    """The pairs that stand near one another on a shelf and are one."""
    import numpy as np
    import pyarrow as pa

    pairs = _comparable(db, items)
    one, other = parted(pairs)
    db.register("given", pa.table({"pair": pairs, "a": items.key[one], "b": items.key[other]}))
    db.execute("CREATE TABLE pairs AS SELECT * FROM given")
    db.unregister("given")
    known = whole(db, _KNOWN)
    found = [known["pair"].to_numpy()[known["same"].to_numpy()]]
    remembered = lru_cache(HEARD)(Heard.from_bytes)
    left, done = len(pairs) - known.num_rows, 0
    for batch in batches(db, _UNKNOWN, COMPARED_ROWS) if left else ():
        numbers = batch["pair"].to_numpy()
        alike = np.fromiter(_compared(batch, items, remembered), np.bool_, len(numbers))
        found.append(numbers[alike])
        keep(pa.record_batch({"one": batch["a"], "other": batch["b"], "same": alike}))
        done += len(numbers)
        tell(done / left)
    db.execute("DROP TABLE pairs")
    return parted(np.concatenate(found))


def _comparable(db: duckdb.DuckDBPyConnection, items: Items) -> Column:
    """The pairs near one another on a shelf whose words need to be looked at, each once."""
    found = Distinct(SORTED_OUT)
    rows = ((batch.column(0).to_numpy(), batch.column(1).to_numpy()) for batch in batches(db, _SHELVED, 500_000))
    for pairs in neighbours(rows):
        found.add(pairs[items.voices.comparable(*parted(pairs))])
    return found.pairs()


def _compared(batch: pa.RecordBatch, items: Items, heard: Callable[[bytes], Heard]) -> Iterator[bool]:
    """Whether the two of each row are one statement."""
    one, other = parted(batch["pair"].to_numpy())
    together = (items.article[one] == items.article[other]).tolist()
    for first, second, one_text in zip(batch["first"].to_pylist(), batch["second"].to_pylist(), together, strict=True):
        a, b = heard(first), heard(second)
        yield same(a, b, a.published, b.published, one_text=one_text)


def _in_one_place(items: Items, places: Places) -> tuple[Column, Column]:
    """The pairs of which one stands, in the article that it was copied from, where the other does."""
    import numpy as np

    one, other, shared = places.pairs()
    found = items.voices.compared(one, other)
    open_ = ~(found.same | found.side | found.other)
    level = items.voices.nested[one] == items.voices.nested[other]
    may = ~found.other & (found.same | level)
    fits = may & (shared >= np.where(open_, OVERLAP_OPEN, OVERLAP))
    return one[fits], other[fits]
