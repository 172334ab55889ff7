"""Whose the words of each article are: handed down anew where links changed, taken over from the last time elsewhere.

copies_linked ─► origins of every word, the earliest article first ─► copies_segments, copies_wraps ─► copies_passages
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from communique.weave.copies.arrow import Rows, column, grouped, insert
from communique.weave.copies.family import Origins, copied, origins, wraps
from communique.weave.copies.linking import linked, reach
from communique.weave.copies.sketches import Sketches
from communique.weave.copies.spill import Spill

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

_WORD = [("article", "i4"), ("word", "i4")]
_SEGMENTS = ("first", "end", "source", "word")
_WRAPS = ("source", "first", "end")
PASSAGES = ("start", "end", "origin", "origin_start", "origin_end")


class Descents:
    """The origins of the words of articles, by their places in copies_placed, out of memory.

    `known` is the table with those of the last time.
    """

    def __init__(self, db: duckdb.DuckDBPyConnection, known: str, folder: Path, size: int) -> None:
        self._db = db
        self._known = known
        self._size = size
        self._spill = Spill(folder, size, _WORD)

    def __enter__(self) -> Descents:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spill.__exit__(kind, error, trace)

    def of(self, place: int) -> Origins | None:
        """The origins of an article's words; None where all are its own, or none were loaded or handed down."""
        if place not in self._spill:
            return None
        words = self._spill.get(place)
        return Origins(words["article"], words["word"])

    def load(self, places: NDArray[np.integer]) -> None:
        """Has the origins of some articles at hand: those of the last time, where none were handed down since."""
        import numpy as np

        missing = np.unique(places)
        missing = missing[~self._spill.held()[missing]]
        if not len(missing):
            return
        self._db.execute("CREATE OR REPLACE TABLE copies_wanted (place INTEGER)")
        insert(self._db, "copies_wanted", {"place": missing})
        # A source that is gone has the place of none: then the words are others than any that are found now
        query = f"""
            SELECT own.place, own.words, first, "end", coalesce(other.place, -1) AS source, word
            FROM (
                SELECT place, words, unnest(segments, recursive := true)
                FROM {self._known} JOIN copies_placed USING (article) SEMI JOIN copies_wanted USING (place)
            ) own LEFT JOIN copies_placed other ON other.article = own.source
            ORDER BY own.place
        """
        for table in grouped(self._db, query, "place"):
            self._put(table)

    def follow(self, sketches: Sketches) -> NDArray[np.integer]:
        """Hands the origins down again from the articles in copies_relinked on; the places of those that changed.

        Their rows are then in the tables copies_segments, copies_wraps and copies_passages.
        """
        import numpy as np

        relinked = column(self._db, "FROM copies_relinked")
        unlinked = column(self._db, "FROM copies_relinked ANTI JOIN copies_links USING (place)")
        reach(self._db, relinked, self._size)
        self.load(column(self._db, "FROM copies_reached"))
        self.load(
            column(self._db, "SELECT DISTINCT earlier FROM copies_linked SEMI JOIN copies_reached ON later = place")
        )
        self._spill.drop(unlinked)
        again, changed = (np.zeros(self._size, dtype=bool) for _ in range(2))
        again[relinked] = changed[unlinked] = True
        with self._rows("copies_segments", _SEGMENTS) as segments, self._rows("copies_wraps", _WRAPS) as wrapping:
            for own, length, links in linked(self._db):
                if not again[own] and not any(changed[link.earlier] for link in links):
                    continue
                known = {link.earlier: of for link in links if (of := self.of(link.earlier)) is not None}
                now, before = origins(own, length, links, known), self.of(own)
                if before is not None and all(map(np.array_equal, now, before)):
                    continue
                changed[own] = True
                self._spill.put(own, _words(*now))
                segments.add(own, *_segments(own, now))
                for source, words in wraps(own, now).items():
                    wrapping.add(own, *_stretches(source, words))
        found = np.flatnonzero(changed)
        self._tell_passages(found, sketches)
        return found

    def _tell_passages(self, places: NDArray[np.integer], sketches: Sketches) -> None:
        import numpy as np

        with self._rows("copies_passages", PASSAGES) as passages:
            sketches.load(column(self._db, "SELECT DISTINCT unnest([place, source]) FROM copies_segments"))
            for own in places.tolist():
                if (of := self.of(own)) is not None:
                    found = [(*here, source, *there) for here, source, there in copied(of, own, sketches.of)]
                    passages.add(own, *np.array(found, dtype=np.int32).reshape(-1, len(PASSAGES)).T)

    def _rows(self, table: str, columns: Sequence[str]) -> Rows:
        named = ", ".join(f'"{name}" INTEGER' for name in ("place", *columns))
        self._db.execute(f"CREATE OR REPLACE TABLE {table} ({named})")
        return Rows(self._db, table, columns)

    def _put(self, rows: pa.Table) -> None:
        """Sets the origins of several articles by the segments that are not their own."""
        import numpy as np

        place, words, first, end, source, word = (column.to_numpy() for column in rows.columns)
        at = np.flatnonzero(np.diff(place, prepend=-1))  # the first segment of each article
        lengths = words[at]
        begins = np.cumsum(lengths) - lengths
        found = _words(np.repeat(place[at], lengths), _counted(lengths))
        counts = end - first
        offset = np.repeat(begins, np.diff(at, append=len(place))) + first
        held = np.repeat(offset, counts) + _counted(counts)
        found["article"][held] = np.repeat(source, counts)
        found["word"][held] = np.repeat(word, counts) + _counted(counts)
        self._spill.put_all(place[at], lengths, found)


def settle(db: duckdb.DuckDBPyConnection, known: str) -> None:
    """Makes the table copies_descents, with a row for every article: the new ones, and those of `known` elsewhere.

    The table copies_changed has the places of the articles whose origins were handed down again.
    """
    db.execute(f"""
        CREATE OR REPLACE TABLE copies_descents AS
        WITH copies_told AS ({listed("segments", "copies_segments", _SEGMENTS, "rows.first")}),
        copies_held AS ({listed("wraps", "copies_wraps", _WRAPS, "other.article, rows.first")})
        SELECT placed.article, placed.day,
            CASE WHEN stale.place IS NULL THEN known.links ELSE coalesce(found.links, []) END AS links,
            coalesce(CASE WHEN changed.place IS NULL THEN known.segments ELSE told.segments END, []) AS segments,
            coalesce(CASE WHEN changed.place IS NULL THEN known.wraps ELSE held.wraps END, []) AS wraps
        FROM copies_placed placed
        LEFT JOIN copies_stale stale USING (place)
        LEFT JOIN copies_links found USING (place)
        LEFT JOIN copies_changed changed USING (place)
        LEFT JOIN copies_told told USING (place) LEFT JOIN copies_held held USING (place)
        LEFT JOIN {known} known USING (article)
    """)


def listed(name: str, table: str, columns: Sequence[str], order: str) -> str:
    """A query for the rows of a table of places as one list an article, with the ids of others for their places."""
    other = next(column for column in columns if column in ("source", "origin"))
    values = {column: "other.article" if column == other else f'rows."{column}"' for column in columns}
    fields = ", ".join(f'"{column}" := {value}' for column, value in values.items())
    return f"""
        SELECT rows.place, list(struct_pack({fields}) ORDER BY {order}) AS {name}
        FROM {table} rows JOIN copies_placed other ON other.place = rows.{other} GROUP BY rows.place
    """


def _segments(own: int, of: Origins) -> tuple[NDArray[np.int32], ...]:
    """The words that are not the article's own, as rows of copies_segments."""
    import numpy as np

    edges = np.flatnonzero((np.diff(of.article) != 0) | (np.diff(of.word) != 1)) + 1
    first, end = np.concatenate(([0], edges)), np.concatenate((edges, [len(of.article)]))
    other = of.article[first] != own
    first, end = first[other].astype(np.int32), end[other].astype(np.int32)
    return first, end, of.article[first], of.word[first]


def _stretches(source: int, words: NDArray[np.int32]) -> tuple[NDArray[np.int32], ...]:
    """Words of a source, in order, as rows of copies_wraps."""
    import numpy as np

    edges = np.flatnonzero(np.diff(words) != 1) + 1
    first, last = words[np.concatenate(([0], edges))], words[np.concatenate((edges, [len(words)])) - 1]
    return np.full(len(first), source, dtype=np.int32), first, last + 1


def _words(article: NDArray[np.integer], word: NDArray[np.integer]) -> NDArray[np.void]:
    import numpy as np

    found = np.empty(len(article), dtype=_WORD)
    found["article"], found["word"] = article, word
    return found


def _counted(lengths: NDArray[np.int32]) -> NDArray[np.int64]:
    """From 0 up to each of some lengths, one after the other."""
    import numpy as np

    return np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
