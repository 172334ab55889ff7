"""The sketches of many articles by their places, as the rows of `sketched` have them, at hand one by one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from communique.weave.copies.align import REMEMBERED
from communique.weave.copies.arrow import insert, stream
from communique.weave.copies.shingles import Sketch
from communique.weave.copies.spill import Spill

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

_WORD = [("code", "u4"), ("start", "i4"), ("end", "i4"), ("particular", "?")]


class Sketches:
    """Sketches out of memory, by the places of their articles in copies_placed; they lack their shingles."""

    def __init__(self, db: duckdb.DuckDBPyConnection, sketched: str, folder: Path, size: int) -> None:
        self._db = db
        self._sketched = sketched
        self._spill = Spill(folder, size, _WORD)
        self.of = lru_cache(maxsize=REMEMBERED)(self._of)

    def __enter__(self) -> Sketches:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spill.__exit__(kind, error, trace)

    def load(self, wanted: NDArray[np.integer]) -> None:
        """Sets the sketches of the articles in some places at hand, as far as they are not."""
        import numpy as np

        missing = np.unique(wanted)
        missing = missing[~self._spill.held()[missing]]
        if not len(missing):
            return
        self._db.execute("CREATE OR REPLACE TABLE copies_wanted (place INTEGER)")
        insert(self._db, "copies_wanted", {"place": missing})
        # One join with few rows, so that what nobody asked for is passed over in the files
        self._db.execute("""
            CREATE OR REPLACE TABLE copies_wanted AS
            SELECT article, place FROM copies_placed SEMI JOIN copies_wanted USING (place)
        """)
        columns = "place, words, codes, particular, gaps, lengths"
        rows = f"SELECT {columns} FROM {self._sketched} JOIN copies_wanted USING (article)"
        for batch in stream(self._db, rows):
            self._spill.put_all(batch["place"].to_numpy(), batch["words"].to_numpy(), _words(batch))

    def _of(self, place: int) -> Sketch:
        import numpy as np

        words = self._spill.get(place)
        codes, starts, ends, particular = (
            np.ascontiguousarray(words[name]) for name in ("code", "start", "end", "particular")
        )
        return Sketch(codes, particular, starts, ends, np.empty(0, np.uint64))


def _words(batch: pa.RecordBatch) -> NDArray[np.void]:
    """The words of several articles, one after the other."""
    import numpy as np

    codes, gaps, lengths = (batch[name].flatten().to_numpy() for name in ("codes", "gaps", "lengths"))
    found = np.empty(len(codes), dtype=_WORD)
    found["code"] = codes
    found["particular"] = batch["particular"].flatten().to_numpy(zero_copy_only=False)
    ends = np.cumsum(gaps.astype(np.int64) + lengths)
    counts = batch["words"].to_numpy()
    before = np.concatenate((np.zeros(1, np.int64), ends))[np.cumsum(counts) - counts]
    ends -= np.repeat(before, counts)
    found["end"] = ends
    found["start"] = ends - lengths
    return found
