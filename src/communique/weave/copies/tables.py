"""The tables by which copies are looked for among more articles than memory holds, and what their rows mean.

sketched: the sketch of each article, made once · links: what two articles share, found once and true for ever
descents: whose the words of each article are, as woven last · families: which articles are the same text

Articles are named by their ids in all of them; a `day` is an article's own where it is known to the day, else null.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from communique.reading import Span
from communique.weave.copies.align import Run, Runs
from communique.weave.copies.shingles import sketch

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

CopiesTable = Literal["sketched", "links", "descents", "families"]


@cache
def columns() -> dict[CopiesTable, list[tuple[str, pa.DataType]]]:
    """The columns of each table.

    sketched: `gaps` are the code points between a word and the one before it, `lengths` those of the word.
    links: `later` shares with `earlier` the `runs`, four numbers each: which passage, word here, word there, words.
    descents: `links` are the articles that it shares passages with, in their order; the words from `first` up to `end`
    of a segment are those of `source` from `word` on; words in no segment are its own. `wraps`: which words of others
    it wraps in text of its own. families: `number` is the place in the family, from 1, of so many `members`.
    """
    import pyarrow as pa

    text, count = pa.string(), pa.int32()
    passages = [("start", count), ("end", count), ("origin", text), ("origin_start", count), ("origin_end", count)]
    return {
        "sketched": [
            ("article", text),
            ("day", text),
            ("words", count),
            ("codes", pa.list_(pa.uint32())),
            ("particular", pa.list_(pa.bool_())),
            ("gaps", pa.list_(count)),
            ("lengths", pa.list_(count)),
            ("shingles", pa.list_(pa.uint64())),
        ],
        "links": [("later", text), ("earlier", text), ("runs", pa.list_(count))],
        "descents": [
            ("article", text),
            ("day", text),
            ("links", pa.list_(text)),
            ("segments", pa.list_(pa.struct([("first", count), ("end", count), ("source", text), ("word", count)]))),
            ("wraps", pa.list_(pa.struct([("source", text), ("first", count), ("end", count)]))),
        ],
        "families": [
            *[(name, text) for name in ("article", "family")],
            *[(name, count) for name in ("number", "members")],
            ("passages", pa.list_(pa.struct(passages))),
        ],
    }


def schema(table: CopiesTable) -> pa.Schema:
    """The columns of one table, as Arrow has them."""
    import pyarrow as pa

    return pa.schema(columns()[table])


class Sketched(NamedTuple):
    """A row of `sketched`, its fields in the order of the columns."""

    article: str
    day: str | None
    words: int
    codes: NDArray[np.uint32]
    particular: NDArray[np.bool_]
    gaps: NDArray[np.int32]
    lengths: NDArray[np.int32]
    shingles: NDArray[np.uint64]


def sketched(article: str, text: str, day: str | None, spans: Sequence[Span] | None = None) -> Sketched:
    """The row of an article; copies are looked for within `spans`, in all of the text where not given."""
    import numpy as np

    found = sketch(text, spans)
    before = np.concatenate((np.zeros(1, np.int32), found.ends[:-1]))[: len(found)]
    return Sketched(
        article,
        day,
        len(found),
        found.codes,
        found.particular,
        found.starts - before,
        found.ends - found.starts,
        found.shingles,
    )


def to_numbers(shared: Iterable[Runs]) -> list[int]:
    """What two articles share, as `links` has it."""
    return [number for at, runs in enumerate(shared) for run in runs for number in (at, run.a, run.b, run.length)]


def of_numbers(numbers: Sequence[int]) -> tuple[Runs, ...]:
    """The same back again; how the runs scored is not kept."""
    found: dict[int, list[Run]] = {}
    for passage, a, b, length in zip(*(numbers[at::4] for at in range(4)), strict=True):
        found.setdefault(passage, []).append(Run(a, b, length))
    return tuple(map(tuple, found.values()))
