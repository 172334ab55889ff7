"""Which events are the same: what the events of two articles link is found once, and only these articles are read."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from communique.reading import Span
from communique.record.weaving.about import when
from communique.record.weaving.database import batches, columns, count, table
from communique.weave import deeds
from communique.weave.copies.spill import Spill
from communique.weave.events.candidates import NEIGHBOURS, SHARED
from communique.weave.events.index import in_place, same
from communique.weave.events.likeness import Profile, profiles
from communique.weave.events.links import Link, links, of_bytes, shipped_judges, to_bytes
from communique.weave.item import Thread
from communique.weave.loom.components import components
from communique.weave.loom.neighbours import neighbours, parted
from communique.weave.occurrence import When

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray


ROWS = 5_000
"""Events, or pairs of articles with events, that are taken from an answer at a time."""

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
_THREADS = f"""
    SELECT dated.place, threads.thread FROM threads JOIN dated ON dated.id = threads.article
    SEMI JOIN (SELECT DISTINCT unnest([a, b]) AS place FROM ({_NEW})) USING (place)
"""
_FOUND = """
    CREATE TABLE found AS
    SELECT near.a, near.b, links FROM near
    JOIN (SELECT * FROM linked UNION ALL BY NAME SELECT * FROM newly_linked) USING (one, other)
    WHERE links != ?
"""
_LINKS = "SELECT hung.grp, links FROM found JOIN hung ON hung.place = found.a ORDER BY hung.grp"
_DONE = """
    SELECT hung.grp, rest.number, article.id, article.published_begin, article.published_end, article.published_basis,
        rest.whole
    FROM rest JOIN article ON article.number = rest.article JOIN dated ON dated.id = article.id JOIN hung USING (place)
    WHERE rest.kind = 2 ORDER BY hung.grp, rest.number
"""
_COUNTRIES = """
    SELECT id, country FROM woven_actors
    SEMI JOIN (SELECT unnest(actors) AS id FROM items WHERE kind = 'done') USING (id)
"""


_NONE = to_bytes({})
"""What is kept of two articles whose events link nothing: of most."""


class Event(NamedTuple):
    """An event as far as clusters of them are made, and cut: its key, and its place in its article and its sentence."""

    id: str
    number: int
    article: str
    published: When | None
    place: int
    at: Span
    type: str
    actor: str | None
    recipient: str | None
    when: When | None


def linked(db: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[pa.RecordBatch]:
    """What the events of articles link that nobody knew yet, as rows of that table.

    Makes the table `near`: the pairs of articles whose events are compared, and each article with itself.
    """
    db.execute(_DATED)
    _meet(db)
    yield from _linked(db, folder)


def together(db: duckdb.DuckDBPyConnection) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of items that are one event, by which all that are hang together; `newly_linked` has what `linked` gave.

    Articles are looked at together that hang together by links, and no others with them.
    """
    import numpy as np
    import pyarrow as pa

    db.execute(_FOUND, [_NONE])
    one, other = columns(db, "SELECT a, b FROM found")
    label = components(count(db, "dated"), one, other)
    hung = np.unique(np.concatenate((one, other)))
    table(db, "hung", pa.table({"place": hung, "grp": label[hung]}))
    countries = dict(db.sql(_COUNTRIES).fetchall())
    first, second = array("q"), array("q")
    for events, found in zip(_done(db), _links(db), strict=True):
        by_key = {event.id: event for event in events}
        several = (cluster for cluster in same(events, found) if len(cluster) > 1)
        for group in deeds.groups(several, by_key, countries):
            first.extend([group[0].number] * (len(group) - 1))
            second.extend(event.number for event in group[1:])
    return np.array(first, np.int64), np.array(second, np.int64)


def _done(db: duckdb.DuckDBPyConnection) -> Iterator[list[Event]]:
    """The events of the articles that hang together, in the order of their groups."""
    rows = (row for batch in batches(db, _DONE, ROWS) for row in zip(*batch.to_pydict().values(), strict=True))
    for _, group in groupby(rows, key=itemgetter(0)):
        yield [_event(number, article, when(*days), data) for _, number, article, *days, data in group]


def _event(number: int, article: str, published: When | None, data: bytes) -> Event:
    done = json.loads(data)  # all of it is made where it is told
    return Event(
        deeds.key(article, done["id"]),
        number,
        article,
        published,
        done["evidence"]["spans"][0][0],
        Span(*done["at"]),
        done["type"],
        done["actor"],
        done["recipient"],
        done["when"] and When(**done["when"]),
    )


def _links(db: duckdb.DuckDBPyConnection) -> Iterator[dict[tuple[str, str], Link]]:
    """What links the events of the articles that hang together, in the same order."""
    rows = (row for batch in batches(db, _LINKS, ROWS) for row in zip(*batch.to_pydict().values(), strict=True))
    for _, group in groupby(rows, key=itemgetter(0)):
        found: dict[tuple[str, str], Link] = {}
        for _, data in group:
            found |= of_bytes(data)
        yield found


def _meet(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the table `near`."""
    import numpy as np
    import pyarrow as pa

    rows = ((batch.column(0).to_numpy(), batch.column(1).to_numpy()) for batch in batches(db, _SHELVED))
    pieces = [np.empty(0, np.int64), *neighbours(rows, NEIGHBOURS)]
    pairs, shelves = np.unique(np.concatenate(pieces), return_counts=True)
    one, other = parted(pairs[shelves >= SHARED])
    table(db, "met", pa.table({"one": one, "other": other}))
    db.execute("INSERT INTO met SELECT place, place FROM dated")
    db.execute(_PAIRED)


def _linked(db: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[pa.RecordBatch]:
    """What the events of the pairs of `near` link that are not known yet."""
    import numpy as np
    import pyarrow as pa

    from communique.record.columns import schemas

    with Spill(folder, count(db, "dated"), np.uint8) as threads:
        for batch in batches(db, _THREADS, 1_000):
            for place, data in zip(batch["place"].to_pylist(), batch["thread"].to_pylist(), strict=True):
                threads.put(place, np.frombuffer(data, np.uint8))

        @lru_cache(maxsize=PROFILES)
        def of(place: int) -> tuple[str, Sequence[Profile]]:
            thread = Thread.from_bytes(threads.get(place).tobytes())
            return thread.article, profiles(in_place(deeds.mentions(thread)))

        for batch in batches(db, _NEW):
            judges = shipped_judges()
            rows = []
            for a, b in zip(batch["a"].to_pylist(), batch["b"].to_pylist(), strict=True):
                two = sorted((of(a), of(b)), key=itemgetter(0)) if a != b else (of(a),) * 2
                (one, here), (other, there) = two
                rows.append((one, other, to_bytes(links(here, there, judges))))
            yield pa.record_batch(list(map(pa.array, zip(*rows, strict=True))), schema=schemas()["linked"])
