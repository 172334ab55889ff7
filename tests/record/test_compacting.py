from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from communique.record import Compacted, Record, compacting, parts
from communique.record.columns import READ_TABLES, TableName
from communique.record.manifest import WEAVING, load
from communique.record.search import SearchIndex
from tests.record.samples import border, harbour, letter, many

TABLES: tuple[TableName, ...] = (*READ_TABLES, "kept", "occurrences")


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = Record.open(tmp_path_factory.mktemp("parted") / "record", create=True)
    for number in range(4):
        record.add(many(2, first=2 * number))
    record.add([border()])
    record.weave()
    record.add([letter()])
    record.weave()
    return record.path


@pytest.fixture
def small(parted: Path, folder: Path) -> Record:
    """A record of many small parts."""
    shutil.copytree(parted, folder)
    return Record.open(folder)


def rows(record: Record, table: TableName) -> list[dict[str, object]]:
    return [row for part in load(record.path).of(table) for row in parts.load(record.path, part).to_pylist()]


def test_the_same_rows_in_the_same_order_in_fewer_parts(small: Record) -> None:
    before = {table: rows(small, table) for table in TABLES}
    woven, statements, hits = small.woven(), list(small.statements()), list(small.search("harbour", limit=99))
    done = small.compact()
    assert done.after < done.before
    present = load(small.path)
    assert {table: len(present.of(table)) for table in READ_TABLES} == dict.fromkeys(READ_TABLES, 1)
    assert {table: rows(small, table) for table in before} == before
    assert small.woven() == woven
    assert small.unwoven == 0
    assert list(small.statements()) == statements
    assert list(small.search("harbour", limit=99)) == hits
    assert small.check() == ()
    assert {parts.weaving_of(small.path, part) for part in present.parts} == {WEAVING}
    assert small.reading("many/3.txt") == next(many(1, first=3))
    assert [*small.readings([border().article.id])] == [border()]
    assert not small.add(many(8)).new
    assert small.compact() == Compacted(done.after, done.after), "and there is nothing more to merge"


def test_a_reader_of_the_old_snapshot_goes_on(small: Record) -> None:
    reader = Record.open(small.path)
    answer, hits = reader.statements(), reader.search("harbour", limit=99)
    assert len(reader.articles()) == 10
    small.compact()
    small.add([harbour()])  # removes the files that were merged
    assert len(answer) == 8 * 3 + 2 + 2 + 3, "an answer that was not taken yet is that of the newest"
    assert len(hits) > 16
    assert reader.reading("many/5.txt") == next(many(1, first=5))
    assert len(reader.articles()) == 11


def test_the_index_goes_on_with_merged_parts(small: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    small.compact()

    def made(*values: object) -> None:
        raise AssertionError("the words of a merged part were taken in again")

    monkeypatch.setattr("communique.record.search._add", made)
    present = load(small.path)
    assert len(SearchIndex(small.path).find(present, '"harbour"', 99)) == 16


def test_a_part_that_is_large_enough_is_left_alone(small: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting, "ENOUGH_BYTES", 1)
    before = load(small.path)
    assert small.compact().before == small.compact().after
    assert load(small.path) == before


def test_no_merged_part_is_larger_than_the_target(small: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting, "TARGET_BYTES", 2 * max(p.bytes for p in load(small.path).of("articles")) + 1)
    small.compact()
    assert len(load(small.path).of("articles")) == 3
    assert len(small.articles()) == 10


def test_one_article_is_read_without_the_others(small: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "GROUP_READINGS", 4)
    small.compact()
    (part,) = load(small.path).of("articles")
    assert pq.ParquetFile(small.path / "parts" / part.name).metadata.num_row_groups == 3
    texts = parts.load(small.path, part, ["text"])["text"].to_pylist()
    assert [row["text"] for row in parts.rows_at(small.path, part, ["text"], [0, 3, 4, 9])] == [
        texts[n] for n in (0, 3, 4, 9)
    ]


def test_it_is_known_with_which_snapshot_each_row_came(small: Record) -> None:
    before = [came for part in load(small.path).of("articles") for came in parts.added(part)]
    small.compact()
    (part,) = load(small.path).of("articles")
    assert parts.added(part) == before == [1, 1, 2, 2, 3, 3, 4, 4, 5, 7]
