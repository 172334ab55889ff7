"""Which statements are the same, in columns: those near one another on a shelf are compared, once and for ever.

shelves, sorted out of core ─► neighbours ─► comparable ─► known already? ─► compared ─┐
places of copied texts ────────────────────────────────────────────────────────────────┼► groups
what an article itself says is one ────────────────────────────────────────────────────┘
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.record.weaving.database import batches, columns, table, whole
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

SORTED_OUT = 2_000_000
"""Pairs of neighbours that are held, 16 MB, before those that came often are sorted out, which takes as much thrice."""

COMPARED_ROWS = 10_000
"""Pairs that are compared between two words of progress."""

HEARD = 50_000
"""Statements that are remembered, to be compared again; one stands in some eight pairs."""

# Numbered in the order of their days first, so that what stands on shelves is sorted by two numbers: half of the time.
_TURNS = """
    CREATE TABLE turns AS
    SELECT key, number, (row_number() OVER (ORDER BY day, number) - 1)::INTEGER AS turn FROM item WHERE kind = 0
"""
_SHELVED = """
    SELECT shelf, turn FROM (SELECT key, unnest(shelves) AS shelf FROM items) AS shelved JOIN turns USING (key)
    ORDER BY shelf, turn
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


class Alike:
    """What is found out about the statements of a record; `same` tells them once `compared` was exhausted.

    `tell` is told which share of what is to be compared is done.
    """

    def __init__(self, db: duckdb.DuckDBPyConnection, items: Items, tell: Callable[[float], None]) -> None:
        self._db = db
        self._items = items
        self._tell = tell
        self._found: list[Column] = []

    def compared(self) -> Iterator[pa.RecordBatch]:
        """Compares those near one another on a shelf that never were; what comes of it, as rows of its table."""
        import numpy as np
        import pyarrow as pa

        left = self._set_down()
        known = whole(self._db, _KNOWN)
        self._found.append(known["pair"].to_numpy()[known["same"].to_numpy()])
        remembered = lru_cache(HEARD)(Heard.from_bytes)
        left, done = left - known.num_rows, 0
        for batch in batches(self._db, _UNKNOWN, COMPARED_ROWS) if left else ():
            numbers = batch["pair"].to_numpy()
            alike = np.fromiter(_compared(batch, self._items, remembered), np.bool_, len(numbers))
            self._found.append(numbers[alike])
            yield pa.record_batch({"one": batch["a"], "other": batch["b"], "same": alike})
            done += len(numbers)
            self._tell(done / left)
        self._db.execute("DROP TABLE pairs")

    def same(self, places: Places) -> Column:
        """For each item the least that is the same statement; itself for what is none.

        `places`: of statements, where their words stood first.
        """
        import numpy as np

        one, other = parted(np.concatenate((np.empty(0, np.int64), *self._found)))
        here, there = _in_one_place(self._items, places)
        inner, outer = columns(self._db, _JOINS)
        pairs = np.concatenate((one, here, inner)), np.concatenate((other, there, outer))
        return components(len(self._items), *pairs)

    def _set_down(self) -> int:
        """Makes the table `pairs`, of those that need to be looked at; how many there are."""
        import pyarrow as pa

        pairs = _comparable(self._db, self._items)
        one, other = parted(pairs)
        keys = self._items.key
        table(self._db, "pairs", pa.table({"pair": pairs, "a": keys[one], "b": keys[other]}))
        return len(pairs)


def _comparable(db: duckdb.DuckDBPyConnection, items: Items) -> Column:
    """The pairs near one another on a shelf whose words need to be looked at, each once."""
    found = Distinct(SORTED_OUT)
    db.execute(_TURNS)
    (numbers,) = columns(db, "SELECT number FROM turns ORDER BY turn")
    rows = ((batch.column(0).to_numpy(), numbers[batch.column(1).to_numpy()]) for batch in batches(db, _SHELVED))
    for pairs in neighbours(rows):
        found.add(pairs[items.voices.comparable(*parted(pairs))])
    db.execute("DROP TABLE turns")
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
