"""Moves are joined in columns as they are one by one, whatever is known of them already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.record.columns import schemas
from communique.record.weaving.database import columns, database, table
from communique.record.weaving.items import number
from communique.record.weaving.moves import Alike
from communique.weave import Thread
from communique.weave.item import Made
from communique.weave.joined import Disjoint
from communique.weave.loom.places import Places
from communique.weave.loom.rows import item_rows, sketched_row
from communique.weave.moves import MoveShelves
from communique.weave.shelves import NEIGHBOURS, Ref
from tests.weave.made import article, days, made, said

Refs = set[frozenset[tuple[str, str]]]

WORDS = ("offered to open the northern quay for boats", "offered to open all quays", "asked for herring", "refused")

one_move = st.builds(
    lambda words, kind, party, to, by, told_in, when: made(
        words, kind=kind, party=party, to=to, by=by, told_in=told_in, when=when
    ),
    st.sampled_from(WORDS),
    st.sampled_from(["offer", "commitment", "refusal", "withdrawal"]),
    st.sampled_from(["NOR", "NOR", "NGA", None]),
    st.sampled_from(["NGA", "NOR", None]),
    st.sampled_from(["ada-lund", "ben-okoye", None]),
    st.sampled_from(["s1", "s1", "s2", "s9", None]),
    st.sampled_from([None, None, days("2031-03-01"), days("2031-01-01", "2031-12-31")]),
)
dates = st.sampled_from(["2031-03-01", "2031-03-03", "2031-03-16", None])
articles = st.lists(st.tuples(dates, st.lists(one_move, max_size=3)), min_size=2, max_size=7)


def threads(of: Sequence[tuple[str | None, Sequence[Made]]]) -> list[Thread]:
    statements = (said("the quay will open"), said("herring is for all", id_="s2"))
    return [
        article(f"a{n}", day, *statements, *(made_as(one, f"v{at}") for at, one in enumerate(moves)))
        for n, (day, moves) in enumerate(of)
    ]


def made_as(one: Made, id_: str) -> Made:
    return Made(id_, *(getattr(one, name) for name in Made.__slots__ if name != "id"))


def as_in_columns(of: Sequence[Thread], kept: pa.Table) -> tuple[Refs, pa.Table]:
    """The moves that are one, where all statements with the same id are; and what was found out."""
    with TemporaryDirectory() as name, database(Path(name)) as db:
        rows = [item_rows(one) for one in of]
        every = [row for some in rows for row in some]
        sketches = [sketched_row(one, len(some)) for one, some in zip(of, rows, strict=True)]
        table(db, "items", pa.Table.from_pylist(every, schemas()["items"]))
        table(db, "sketched", pa.Table.from_pylist(sketches, schemas()["sketched"]))
        table(db, "kept", kept)
        items = number(db)
        ids = db.sql(
            "SELECT article.id, item.item FROM item JOIN article ON article.number = item.article ORDER BY item.number"
        ).fetchall()
        said_as = np.arange(len(items))
        for id_ in ("s1", "s2"):
            (numbers,) = columns(db, f"SELECT number FROM item WHERE item = '{id_}' ORDER BY number")
            said_as[numbers] = numbers[0]
        alike = Alike(db)
        found = pa.Table.from_batches(alike.compared(), schemas()["kept"])
        nothing = np.empty(0, np.int64)
        one, other = alike.same(Places(nothing, nothing, nothing, nothing, nothing), said_as)
    joined = Disjoint((article, item) for article, item in ids if item.startswith("v"))
    for a, b in zip(one.tolist(), other.tolist(), strict=True):
        joined.join(ids[a], ids[b])
    return {frozenset(group) for group in joined.groups()}, found


def one_by_one(of: Sequence[Thread]) -> Refs:
    shelves = MoveShelves()
    statements: defaultdict[str, list[Ref]] = defaultdict(list)
    for one in of:
        shelves.add(one)
        for each in one.said:
            statements[each.id].append(Ref(one.article, each.id))
    groups = shelves.groups({}, [tuple(group) for group in statements.values()])
    return {frozenset((ref.article, ref.id) for ref in group) for group in groups}


@settings(deadline=None, max_examples=8)
@given(articles)
def test_moves_are_joined_as_one_by_one(of: list[tuple[str | None, list[Made]]]) -> None:
    told = threads(of)
    found, facts = as_in_columns(told, schemas()["kept"].empty_table())
    assert found == one_by_one(told)
    again, more = as_in_columns(told, facts)
    assert (again, more.num_rows) == (found, 0)


def test_a_crowded_statement_tells_nothing_by_being_one() -> None:
    one = made("refused", kind="refusal", told_in="s1", by=None)
    other = made("turned it down in a letter from Bergen", kind="refusal", told_in="s1", by=None)
    crowd = [made(f"asked for herring {n}", kind="mediation", told_in="s1", by=None) for n in range(NEIGHBOURS)]
    few, many = (threads([("2031-03-01", [one]), ("2032-03-01", [other, *some])]) for some in (crowd[:-1], crowd))
    empty = schemas()["kept"].empty_table()
    for told, joined in ((few, True), (many, False)):
        found, _ = as_in_columns(told, empty)
        assert found == one_by_one(told)
        assert (frozenset({("a0", "v0"), ("a1", "v0")}) in found) is joined
