"""Which moves are the same, in columns: those near one another on a shelf are compared, once and for ever.

shelves, sorted out of core ─► neighbours ─► comparable ─► known already? ─► compared ─► within a few days ─┐
places of copied texts ─────────────────────────────────────────────────────────────────────────────────────┼► groups
one statement ───────────────► alone of their kind there, or on terms alike ────────────────────────────────┘
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.record.weaving.about import when
from communique.record.weaving.database import batches, columns, whole
from communique.record.weaving.statements import SORTED_OUT
from communique.weave.copies.arrow import insert
from communique.weave.item import Made
from communique.weave.kept import MOVES, PART
from communique.weave.loom.components import components
from communique.weave.loom.neighbours import Distinct, neighbours, parted
from communique.weave.loom.places import Places
from communique.weave.loom.rows import digest, item_of
from communique.weave.moves import OVERLAP, day, in_time, keys
from communique.weave.occurrence import When
from communique.weave.same_move import kinds_agree, same_move, terms_alike
from communique.weave.shelves import NEIGHBOURS

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Column = NDArray[np.int64]
    Flags = NDArray[np.bool_]

READ = 5_000
"""Moves, or pairs of moves, that are in memory at a time, some 30 MB."""

REMEMBERED = 5_000
"""Moves that are remembered, to be compared again."""

_TOLD = """
    SELECT rest.number, rest.article, article.published_begin, article.published_end, article.published_basis,
        rest.whole
    FROM rest JOIN article ON article.number = rest.article WHERE rest.kind = 1 ORDER BY rest.number
"""
_AROUND = """
    SELECT move.number AS move, said.number AS said
    FROM (SELECT key, around[1] AS around FROM items WHERE kind = 'made' AND len(around) > 0) AS told
    JOIN item AS move USING (key)
    JOIN item AS said ON said.article = move.article AND said.item = told.around AND said.kind = 0
"""
_SHELVED = "SELECT shelf, place FROM shelved ORDER BY shelf, day, place"
_FACTS = f"""
    CREATE OR REPLACE TABLE facts AS
    SELECT pair, given.one, given.other,
        concat_ws('{PART}', '{MOVES}', here.id, one.item, there.id, other.item) AS fact
    FROM given JOIN item AS one ON one.number = given.one JOIN item AS other ON other.number = given.other
    JOIN article AS here ON here.number = one.article JOIN article AS there ON there.number = other.article
"""
_KNOWN = "SELECT pair FROM facts JOIN kept ON kept.key = fact WHERE value = '1'::BLOB"
_BOTH = """
    SELECT facts.pair, facts.fact, one.whole AS one, other.whole AS other
    FROM (FROM facts {only}) AS facts
    JOIN rest AS one ON one.number = facts.one JOIN rest AS other ON other.number = facts.other
"""


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """The moves, in the order of their numbers among all items.

    `party`, `toward` and `kind` are numbers of what they stand for, -1 for nobody; `statement` is the item that a move
    is made in, -1 for none. `published` has the days of its article.
    """

    item: Column
    article: Column
    party: Column
    toward: Column
    kind: Column
    statement: Column
    published: list[When | None]
    day: list[str]
    agree: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.item)

    def comparable(self, one: Column, other: Column) -> Flags:
        """Which pairs, by their places here, may be one step at all, as `same_move.comparable` says."""
        party, toward, there = self.party[one], self.toward[one], self.toward[other]
        known = (party >= 0) & (party == self.party[other])
        found: Flags = known & ((toward < 0) | (there < 0) | (toward == there))
        return found & self.agree[self.kind[one], self.kind[other]]

    def apart(self, pairs: Column) -> Column:
        """Those pairs that may be one step, of two articles: one article tells each step once."""
        one, other = parted(pairs)
        found: Column = pairs[(self.article[one] != self.article[other]) & self.comparable(one, other)]
        return found


Judge = Callable[[int, int, Made, Made], bool]
"""Says whether two moves, by their places among all and in whole, are one."""


class Alike:
    """What is found out about the moves of a record; `same` tells them once `compared` was exhausted."""

    def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
        self._db = db
        self._moves = _moves(db)
        self._found: list[Column] = []

    def compared(self) -> Iterator[pa.RecordBatch]:
        """Compares the moves near one another on a shelf that never were; what comes of it, as rows of `kept`."""
        import pyarrow as pa

        if not len(self._moves):
            return
        _set_down(self._db, self._moves, self._near())
        self._found.append(whole(self._db, _KNOWN)["pair"].to_numpy())
        new = _BOTH.format(only="ANTI JOIN kept ON kept.key = fact")
        for facts, pairs, same in _judged(self._db, new, self._same):
            self._found.append(pairs[same])
            yield pa.record_batch(
                {"key": facts, "value": pa.array([b"1" if one else b"0" for one in same], pa.binary())}
            )

    def same(self, places: Places, said: Column) -> tuple[Column, Column]:
        """Pairs of items that are one step, by which all that are hang together.

        `places`: of moves, where their words stood first; `said`: by item, the least that is the same statement.
        """
        import numpy as np

        moves = self._moves
        if not len(moves):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        alike = [*self._in_time()]
        one, other, shared = places.pairs()
        at, there = np.searchsorted(moves.item, one), np.searchsorted(moves.item, other)
        fits = (shared >= OVERLAP) & moves.comparable(at, there)
        alike += [(at[fits], there[fits]), *self._in_one_statement(said)]
        first, second = (np.concatenate(side) for side in zip(*alike, strict=True))
        return moves.item[first], moves.item[second]

    def _same(self, one: int, other: int, a: Made, b: Made) -> bool:
        return same_move(a, b, self._moves.published[one], self._moves.published[other])

    def _near(self) -> Column:
        found = Distinct(SORTED_OUT)
        rows = ((batch.column(0).to_numpy(), batch.column(1).to_numpy()) for batch in batches(self._db, _SHELVED))
        for pairs in neighbours(rows):
            found.add(self._moves.apart(pairs))
        return found.pairs()

    def _in_time(self) -> Iterator[tuple[Column, Column]]:
        """The pairs that hang together by words that are alike, each move with the first of those near it in time."""
        import numpy as np

        one, other = parted(np.concatenate((np.empty(0, np.int64), *self._found)))
        label = components(len(self._moves), one, other)
        several = np.flatnonzero(np.bincount(label, minlength=len(label))[label] > 1)
        order = several[np.argsort(label[several], kind="stable")]
        first, second = [], []
        for group in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
            for near in in_time({place: self._moves.day[place] for place in group.tolist()}):
                first += near[:1] * (len(near) - 1)
                second += near[1:]
        yield np.array(first, np.int64), np.array(second, np.int64)

    def _in_one_statement(self, said: Column) -> Iterator[tuple[Column, Column]]:
        """The pairs that stand in one statement, told by two articles, on terms alike, or alone of their kind there."""
        import numpy as np

        moves = self._moves
        told = np.flatnonzero(moves.statement >= 0)
        pairs = moves.apart(_together(said[moves.statement[told]], told))
        alone = self._alone(told)
        one, other = parted(pairs)
        sure = alone[one] & alone[other]
        yield one[sure], other[sure]
        _set_down(self._db, moves, pairs[~sure])
        for _, found, same in _judged(self._db, _BOTH.format(only=""), lambda _, __, a, b: terms_alike(a, b)):
            yield parted(found[same])

    def _alone(self, told: Column) -> Flags:
        """Which are the only moves in their statement that may be taken for them."""
        import numpy as np

        moves = self._moves
        one, other = parted(_together(moves.statement[told], told))
        like = moves.comparable(one, other)
        alone = np.ones(len(moves), np.bool_)
        alone[one[like]] = alone[other[like]] = False
        statements, counts = np.unique(moves.statement[told], return_counts=True)
        crowded = statements[counts > NEIGHBOURS]
        alone[told[np.isin(moves.statement[told], crowded)]] = False
        return alone


def _moves(db: duckdb.DuckDBPyConnection) -> Moves:
    """The moves as columns; makes the table `shelved`, of the shelves that each is on."""
    import numpy as np
    import pyarrow as pa

    db.execute("CREATE TABLE shelved (shelf UBIGINT, day VARCHAR, place BIGINT)")
    numbers: dict[str | None, int] = {None: -1}
    kinds: dict[str, int] = {}
    rows = array("q")
    days: list[str] = []
    published: list[When | None] = []
    dated = lru_cache(maxsize=None)(when)
    for batch in batches(db, _TOLD, READ):
        shelves: list[tuple[int, str, int]] = []
        for item, article, *of, data in zip(*batch.to_pydict().values(), strict=True):
            made = _made(data)
            published.append(dated(*of))
            days.append(day(made, published[-1]))
            shelves += ((digest(key), days[-1], len(days) - 1) for key in keys(made))
            who = (numbers.setdefault(id_, len(numbers)) for id_ in (made.party, made.toward))
            rows.extend((item, article, *who, kinds.setdefault(made.kind, len(kinds))))
        if shelves:
            shelf, on, place = zip(*shelves, strict=True)
            insert(
                db, "shelved", {"shelf": pa.array(shelf, pa.uint64()), "day": pa.array(on), "place": pa.array(place)}
            )
    item, article, party, toward, kind = np.array(rows).reshape(-1, 5).T
    statement = np.full(len(item), -1, np.int64)
    move, said = columns(db, _AROUND)
    statement[np.searchsorted(item, move)] = said
    agree = np.array([[kinds_agree(one, other) for other in kinds] for one in kinds], np.bool_)
    return Moves(item, article, party, toward, kind, statement, published, days, agree)


def _made(data: bytes) -> Made:
    found = item_of("made", data)
    assert isinstance(found, Made)  # by the kind of its row
    return found


def _together(shelf: Column, place: Column) -> Column:
    """The pairs of places that are on one shelf, each with those next after it."""
    import numpy as np

    order = np.lexsort((place, shelf))
    rows = [(shelf[order].astype(np.uint64), place[order])]
    return np.concatenate((np.empty(0, np.int64), *neighbours(rows)))


def _set_down(db: duckdb.DuckDBPyConnection, moves: Moves, pairs: Column) -> None:
    """Makes the table `facts`, of pairs that are to be looked at, and under which key is kept what is known of each."""
    import pyarrow as pa

    one, other = parted(pairs)
    db.register("given", pa.table({"pair": pairs, "one": moves.item[one], "other": moves.item[other]}))
    db.execute(_FACTS)
    db.unregister("given")


def _judged(db: duckdb.DuckDBPyConnection, query: str, judge: Judge) -> Iterator[tuple[pa.Array, Column, Flags]]:
    """The facts that a query gives, their pairs, and whether the two are one."""
    import numpy as np

    remembered = lru_cache(REMEMBERED)(_made)
    for batch in batches(db, query, READ):
        pairs = batch["pair"].to_numpy()
        wholes = (map(remembered, batch[name].to_pylist()) for name in ("one", "other"))
        places = (side.tolist() for side in parted(pairs))
        yield batch["fact"], pairs, np.fromiter(map(judge, *places, *wholes), np.bool_, len(pairs))
