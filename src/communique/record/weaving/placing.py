"""Where the words of each item stood first, and which statements, or moves, stand in one place of a copied text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.record.weaving.items import MADE, SAID, Items
from communique.weave.copies.arrow import grouped
from communique.weave.loom.places import Places
from communique.weave.standing import COVERED

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from communique.weave.copies.weaving import CopiesWoven

    Column = NDArray[np.int64]

_PASSAGES = """
    SELECT own.number AS article, other.number AS origin, passage.start, passage."end",
        passage.origin_start, passage.origin_end
    FROM (SELECT article, unnest(passages) AS passage FROM {rows} WHERE len(passages) > 0) AS copied
    JOIN article AS own ON own.id = copied.article JOIN article AS other ON other.id = passage.origin
    ORDER BY article
"""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """`text`: by item, the number of the article that had its words first. `places`: by kind, where that was."""

    text: Column
    places: Mapping[int, Places]


def placed(db: duckdb.DuckDBPyConnection, copies: CopiesWoven, items: Items) -> Placed:
    """Where the items stood first, by what was copied, as `Member.origin` and `standing.standing_of` say.

    What stands in an article that others have nothing from is in no place: nothing else can stand there.
    """
    import numpy as np

    text, origin, start, end = (of.copy() for of in (items.article, items.article, items.start, items.end))
    source = np.zeros(items.articles, np.bool_)
    for passages in grouped(db, _PASSAGES.format(rows=copies.rows), "article"):
        source[passages["origin"].to_numpy()] = True
        found = _Held.of(passages, items)
        most = found.most(least=True)
        mine = found.held[most] > found.own(items)[most]
        text[found.item[most][mine]] = found.origin[most][mine]
        most = found.most(least=False)
        lengths = items.end[found.item[most]] - items.start[found.item[most]]
        there = most[found.held[most] >= COVERED * lengths]
        moved = found.item[there]
        origin[moved], start[moved], end[moved] = found.origin[there], found.start[there], found.end[there]
    standing = source[origin] & (items.start >= 0)

    def places(kind: int) -> Places:
        item = np.flatnonzero(standing & (items.kind == kind))
        return Places(item, items.article[item], origin[item], start[item], end[item])

    return Placed(text, {kind: places(kind) for kind in (SAID, MADE)})


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """For each item and each article that had words of it: how many, and from where to where they stand there."""

    item: Column
    origin: Column
    held: Column
    start: Column
    end: Column

    @classmethod
    def of(cls, passages: pa.Table, items: Items) -> _Held:
        """Of the items of some articles, by all passages that each has from others."""
        import numpy as np

        article, origin, first, last, there, there_end = (column.to_numpy() for column in passages.columns)
        counts = items.first[article + 1] - items.first[article]
        passage = np.repeat(np.arange(len(article)), counts)
        item = np.arange(len(passage)) - np.repeat(np.cumsum(counts) - counts - items.first[article], counts)
        begin = np.maximum(items.start[item], first[passage])
        stop = np.minimum(items.end[item], last[passage])
        good = (begin < stop) & (items.start[item] >= 0)
        passage, item, begin, stop = passage[good], item[good], begin[good], stop[good]
        order = np.lexsort((origin[passage], item))
        passage, item, begin, stop = passage[order], item[order], begin[order], stop[order]
        scale = (there_end - there)[passage] / (last - first)[passage]
        start = there[passage] + np.rint((begin - first[passage]) * scale).astype(np.int64)
        end = there[passage] + np.rint((stop - first[passage]) * scale).astype(np.int64)
        whose = origin[passage]
        at = np.flatnonzero((np.diff(item, prepend=-1) != 0) | (np.diff(whose, prepend=-1) != 0))
        held = np.add.reduceat(stop - begin, at) if len(at) else at
        return cls(
            item[at],
            whose[at],
            held,
            np.minimum.reduceat(start, at) if len(at) else at,
            np.maximum.reduceat(end, at) if len(at) else at,
        )

    def own(self, items: Items) -> Column:
        """How many of an item's words nobody had before."""
        import numpy as np

        _, which, counts = np.unique(self.item, return_inverse=True, return_counts=True)
        held = np.zeros(len(counts), np.int64)
        np.add.at(held, which, self.held)
        return items.end[self.item] - items.start[self.item] - held[which]

    def most(self, *, least: bool) -> Column:
        """For each item the row of the article that had most of it; of equals the least, or else the greatest."""
        import numpy as np

        order = np.lexsort((self.origin if least else -self.origin, -self.held, self.item))
        return order[np.flatnonzero(np.diff(self.item[order], prepend=-1))]
