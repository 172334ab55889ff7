"""Which events are the same: what the events of two articles link is found once, and only these articles are read."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, NamedTuple

from communique.reading import Span
from communique.record.weaving.database import batches, table, whole
from communique.record.weaving.others import names_of, told
from communique.weave import deeds
from communique.weave.deeds import Deed
from communique.weave.events.candidates import NEIGHBOURS, SHARED
from communique.weave.events.index import in_place, same
from communique.weave.events.likeness import Profile, profiles
from communique.weave.events.links import Link, links, of_bytes, shipped_judges, to_bytes
from communique.weave.item import Done, Thread
from communique.weave.loom.neighbours import neighbours, parted
from communique.weave.shelves import Group, Ref

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


PROFILES = 1_000
"""Articles with events that are in memory at a time, some 50 MB; those that are compared come near one another."""

# In the order of their days articles have the numbers of their places there: then those compared are read together.
_DATED = """
    CREATE TABLE dated AS
    SELECT row_number() OVER (ORDER BY coalesce(article.published_begin, '~'), article.number) - 1 AS place,
        article.id, sketched.keys
    FROM sketched JOIN article ON article.id = sketched.article WHERE len(sketched.keys) > 0
"""
_SHELVED = "SELECT key, place FROM (SELECT unnest(keys) AS key, place FROM dated) ORDER BY key, place"
_PAIRED = """
    CREATE TABLE near AS
    SELECT met.one AS a, met.other AS b, least(one.id, other.id) AS one, greatest(one.id, other.id) AS other
    FROM met JOIN dated AS one ON one.place = met.one JOIN dated AS other ON other.place = met.other
"""
_NEW = "SELECT a, b FROM near ANTI JOIN linked USING (one, other) ORDER BY a, b"
_LINKED = "SELECT links FROM linked SEMI JOIN near USING (one, other) WHERE links != ?"
_THREADS = "SELECT threads.thread FROM threads JOIN dated ON dated.id = threads.article ORDER BY dated.place"


_NONE = to_bytes({})
"""What is kept of two articles whose events link nothing: of most."""


class Event(NamedTuple):
    """An event as far as clusters of them are made: its key, its article, and its place there and in its sentence."""

    id: str
    article: str
    place: int
    at: Span


def events(db: duckdb.DuckDBPyConnection, folder: Path) -> tuple[list[Group], pa.Table]:
    """The events in groups of the same one, and what was found out about pairs of articles, as rows of `linked`."""
    db.execute(_DATED)
    _meet(db)
    found: dict[tuple[str, str], Link] = {}
    for (data,) in db.execute(_LINKED, [_NONE]).fetchall():
        found |= of_bytes(data)
    new = _linked(db, folder)
    for data in new["links"].to_pylist():
        if data != _NONE:
            found |= of_bytes(data)
    by_key: dict[str, Deed] = {}
    placed: list[Event] = []
    for article, published, done in told(db, "done", Done):
        for one in done:
            key = deeds.key(article, one.id)
            by_key[key] = Deed(article, published, one)
            placed.append(Event(key, article, one.evidence.spans[0].start, one.at))
    groups = deeds.groups(same(placed, found), by_key, names_of(db, "done"))
    return [tuple(Ref(deed.article, deed.done.id) for deed in group) for group in groups], new


def _meet(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the table `near`: the pairs of articles whose events are compared, and each article with itself."""
    import numpy as np
    import pyarrow as pa

    rows = ((batch.column(0).to_numpy(), batch.column(1).to_numpy()) for batch in batches(db, _SHELVED))
    pieces = [np.empty(0, np.int64), *neighbours(rows, NEIGHBOURS)]
    pairs, shelves = np.unique(np.concatenate(pieces), return_counts=True)
    one, other = parted(pairs[shelves >= SHARED])
    table(db, "met", pa.table({"one": one, "other": other}))
    db.execute("INSERT INTO met SELECT place, place FROM dated")
    db.execute(_PAIRED)


def _linked(db: duckdb.DuckDBPyConnection, folder: Path) -> pa.Table:
    """What the events of the pairs of `near` link that are not known yet."""
    import pyarrow as pa

    from communique.record.columns import schemas

    new = whole(db, _NEW)
    if not new.num_rows:
        return schemas()["linked"].empty_table()
    with TemporaryFile(dir=folder) as file:
        ends = array("q", (0,))
        for batch in batches(db, _THREADS, 1_000):
            for data in batch.column(0).to_pylist():
                file.write(data)
                ends.append(ends[-1] + len(data))

        @lru_cache(maxsize=PROFILES)
        def of(place: int) -> tuple[str, Sequence[Profile]]:
            file.seek(ends[place])
            thread = Thread.from_bytes(file.read(ends[place + 1] - ends[place]))
            return thread.article, profiles(in_place(deeds.mentions(thread)))

        judges = shipped_judges()
        rows = []
        for a, b in zip(new["a"].to_pylist(), new["b"].to_pylist(), strict=True):
            (one, here), (other, there) = sorted((of(a), of(b)), key=lambda pair: pair[0]) if a != b else (of(a),) * 2
            rows.append({"one": one, "other": other, "links": to_bytes(links(here, there, judges))})
        return pa.Table.from_pylist(rows, schema=schemas()["linked"])
