"""Copies woven from tables are those that the index in memory tells of, however the articles came."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communique.reading import Article
from communique.record.woven import woven_tables
from communique.weave import CopyIndex, Family, Woven
from communique.weave.copies import descents, tables
from communique.weave.copies.family import Link, Origins, origins
from communique.weave.copies.linking import Tell
from communique.weave.copies.weaving import CopiesWoven, Known, weave_copies
from tests.weave.copies.stories import DAM, FERRY, article, made_up, sentences, spun
from tests.weave.copies.test_copies import FOOTER, coverage

KNOWN = Known("sketched", "links", "descents", "families")


class Desk:
    """A place to weave at again and again: the tables that one weaving leaves are those that the next one finds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = duckdb.connect(":memory:", config={"threads": 1})
        for table in tables.columns():
            self.put(table, tables.schema(table).empty_table())

    def put(self, table: str, rows: pa.Table) -> None:
        self.db.register("rows", rows)
        self.db.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM rows")

    def weave(self, articles: Iterable[Article], tell: Tell | None = None) -> CopiesWoven:
        rows = [tables.sketched(one.id, one.text, one.published)._asdict() for one in articles]
        self.put("sketched", pa.Table.from_pylist(rows, schema=tables.schema("sketched")))
        return weave_copies(self.db, KNOWN, self.folder, tell)

    def keep(self, woven: CopiesWoven) -> None:
        self.db.execute(f"INSERT INTO links FROM {woven.links}")
        for table, found in (("descents", woven.descents), ("families", woven.families)):
            self.put(table, self.db.sql(f"FROM {found}").to_arrow_table())


def rows(families: Sequence[Family]) -> pa.Table:
    return woven_tables(Woven(tuple(families), (), (), ()))["families"]


def index(articles: Iterable[Article]) -> CopyIndex:
    found = CopyIndex()
    for one in articles:
        found.add(one)
    return found


def corpus(rng: random.Random) -> list[Article]:
    """Copies, splices, and several that wrap one footer, with copies, and words alone; of some nobody knows the day."""
    footers = [f"{made_up(rng, 20)} {FOOTER}" for _ in range(rng.randint(3, 6))]
    footers += [f"{text} More soon." for text in footers[1:3]]
    footers += ["Resumed.", "Resumed!"]
    days = [None, *(f"2031-05-0{day}" for day in range(1, 6))]
    found = {one.id: one for one in [*coverage(rng), *(article(text, rng.choice(days)) for text in footers)]}
    return list(found.values())


@example(4)
@settings(max_examples=4, deadline=None)
@given(st.integers(0, 100_000))
def test_it_tells_what_the_index_tells_in_any_order_and_any_batches(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    rng = random.Random(seed)
    articles = corpus(rng)
    rng.shuffle(articles)
    desk = Desk(tmp_path_factory.getbasetemp())
    first = 0
    there: list[Article] = []
    while first < len(articles):
        end = first + (rng.choice((1, 1, 4)) if first else len(articles) * 2 // 3)
        there += articles[first:end]
        if rng.random() < 0.2:  # another day, or gone
            at = rng.randrange(len(there))
            there[at : at + 1] = rng.choice(([], [article(there[at].text, "2031-05-03")]))
        first = end
        woven = desk.weave(there)
        families = index(there).families()
        assert desk.db.sql(f"FROM {woven.families}").to_arrow_table().cast(rows([]).schema) == rows(families)
        told = {member.article: member for member in woven.members(f"SELECT article FROM {woven.rows}")}
        assert told == {m.article: m for family in families for m in family.members}
        desk.keep(woven)


def test_one_article_more_costs_its_own_alignments_and_what_follows_from_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path)
    wire, dam = article(FERRY, "2031-05-05"), article(DAM, "2031-05-05")
    there = [wire, dam, article(spun(FERRY), "2031-05-07"), article(f"{DAM} No more is known.", "2031-05-07")]
    told: list[tuple[int, int]] = []
    desk.keep(desk.weave(there, lambda done, of: told.append((done, of))))
    assert told[-1] == (2, 2)

    handed: list[int] = []

    def counted(own: int, length: int, links: Sequence[Link], known: Mapping[int, Origins]) -> Origins:
        handed.append(own)
        return origins(own, length, links, known)

    monkeypatch.setattr(descents, "origins", counted)
    woven = desk.weave(there)
    assert desk.db.sql(f"FROM {woven.links}").fetchall() == []
    assert handed == []

    more = article(f"{sentences(FERRY)[0]} {' '.join(sentences(FERRY)[2:])}", "2031-05-06")  # before the spun one
    woven = desk.weave([*there, more])
    found = desk.db.sql(f"SELECT later, earlier FROM {woven.links}").fetchall()
    assert sorted(found) == sorted([(more.id, wire.id), (there[2].id, more.id)])
    assert len(handed) == 2
    having = f"SELECT article FROM {woven.rows} WHERE len(passages) > 0"
    members = {member.article: {passage.origin for passage in member.passages} for member in woven.members(having)}
    assert members == {there[2].id: {wire.id}, more.id: {wire.id}, there[3].id: {dam.id}}
    assert list(tmp_path.iterdir()) == []
