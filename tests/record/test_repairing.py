from __future__ import annotations

import json
import os
import random
import shutil
from itertools import product
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from communique.errors import RecordError
from communique.gather import gather
from communique.reading import Article
from communique.record import Record, manifest, parts, salvaging
from communique.record.checking import check
from communique.record.columns import FACT_TABLES
from communique.record.history import HISTORY
from communique.record.lock import WRITING, held
from communique.record.manifest import COPY, LOG, MANIFEST, PARTS, load
from communique.record.repairing import AGAIN, LOST, Repaired, repair
from communique.record.search import INDEX, SearchIndex
from communique.reviews import Review, Reviews, entry_of
from communique.weave import weave
from tests.record.samples import border, harbour, letter, many

BATCH = 3


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = Record.open(tmp_path_factory.mktemp("whole") / "record", create=True)
    for number in range(3):
        record.add(many(BATCH, first=BATCH * number))
    record.weave()
    record.add([border()])
    return record.path


@pytest.fixture
def whole(made: Path, folder: Path) -> Record:
    """A woven record of three batches, and one article that is not woven."""
    shutil.copytree(made, folder)
    return Record.open(folder)


def harm(path: Path) -> Path:
    """Changes one byte in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)
    return path


def harm_column(path: Path, *names: str, group: int = 0) -> Path:
    """Changes one byte of a column in one row group."""
    with pq.ParquetFile(path) as file:
        about = file.metadata.row_group(group)
        columns = [about.column(number) for number in range(about.num_columns)]
    content = bytearray(path.read_bytes())
    for column in columns:
        if column.path_in_schema in names:
            begin = column.dictionary_page_offset if column.has_dictionary_page else column.data_page_offset
            content[begin + 100] ^= 0x40  # behind the head of its first page
    path.write_bytes(content)
    return path


def part(record: Record, table: str, number: int = 0) -> Path:
    return record.path / "parts" / load(record.path).of(table)[number].name  # type: ignore[arg-type]


def kept(done: Repaired) -> set[str]:
    assert done.quarantine is not None
    return {path.name for path in done.quarantine.iterdir()}


def assert_sound(record: Record) -> Record:
    assert check(record.path).damages == ()
    assert repair(record.path).quarantine is None
    opened = Record.open(record.path)
    assert opened.check() == ()
    return opened


def test_a_sound_record_is_sound(whole: Record) -> None:
    before = load(whole.path)
    assert check(whole.path).damages == ()
    assert repair(whole.path) == Repaired(check(whole.path))
    assert load(whole.path) == before
    assert not (whole.path / "quarantine").exists()


OF_READINGS = ("mentions", "actors", "problems", "threads", "sketched", "compared", "links")


@pytest.mark.parametrize(
    ("how", "table"),
    [
        *product(("changed", "missing", "cut off"), ("statements", "items")),
        *product(("changed",), OF_READINGS),
    ],
)
def test_what_the_readings_tell_is_made_again(table: str, how: str, whole: Record) -> None:
    statements, woven, hits = list(whole.statements()), whole.woven(), len(whole.search("harbour", limit=99))
    bad = part(whole, table, 0 if table in FACT_TABLES else 1)
    if how == "changed":
        harm(bad)
    elif how == "missing":
        bad.unlink()
    else:
        os.truncate(bad, 50)
    found = check(whole.path)
    assert [damage.file for damage in found.damages] == [f"parts/{bad.name}"]
    assert found.damages[0].lost == "nothing"
    assert found.lost == ()
    done = repair(whole.path)
    if how != "missing":
        assert bad.name in kept(done)
    opened = assert_sound(whole)
    assert list(opened.statements()) == statements
    assert opened.woven() == woven
    assert opened.unwoven == 1
    assert len(opened.search("harbour", limit=99)) == hits
    opened.weave()
    assert opened.woven() == weave([*many(9), border()])
    assert len(Record.open(whole.path, as_of=2).statements()) == 2 * BATCH * 3


@pytest.mark.parametrize("compacted", [False, True])
def test_lost_articles_are_listed_and_come_back_when_they_are_read_again(compacted: bool, whole: Record) -> None:
    statements = list(whole.statements())
    if compacted:
        whole.compact()
    articles = [*many(9), border()] if compacted else [*many(BATCH, first=BATCH)]
    bad = harm_column(part(whole, "articles", 0 if compacted else 1), "reading", "text")
    found = check(whole.path)
    assert [damage.kind for damage in found.damages] == ["part"]
    assert {(one.id, one.path) for one in found.lost} == {(r.article.id, r.article.path) for r in articles}
    assert found.unknown == 0
    done = repair(whole.path)
    assert done.woven
    assert done.quarantine is not None
    listed = [json.loads(line) for line in (done.quarantine / LOST).read_text().splitlines()]
    assert {line["path"] for line in listed} == {reading.article.path for reading in articles}
    assert bad.name in kept(done)
    opened = assert_sound(whole)
    assert not whole.knows(articles[0].article.id), "whoever had the record open learns of it"
    left = [reading for reading in [*many(9), border()] if reading not in articles]
    assert {row.id for row in opened.articles()} == {reading.article.id for reading in left}
    assert {row.article for row in opened.statements()} == {reading.article.id for reading in left}
    assert opened.sql("FROM mentions").num_rows == len(left) // 3 * 9
    opened.weave()
    assert opened.woven() == weave(left)
    assert opened.add(articles).new == len(articles)
    assert list(opened.statements()) == statements
    opened.weave()
    assert opened.woven() == weave([*many(9), border()])
    assert_sound(opened)


def test_damage_everywhere_in_one_batch(whole: Record) -> None:
    harm_column(part(whole, "articles", 2), "reading", "id")
    for table in ("statements", "threads", "actors", "problems"):
        harm(part(whole, table, 2))
    found = check(whole.path)
    assert len(found.damages) == 5
    assert len(found.lost) + found.unknown == BATCH
    repair(whole.path)
    opened = assert_sound(whole)
    assert len(opened.articles()) == 7
    assert len(opened.statements()) == 6 * 3 + 2


@pytest.fixture
def grouped(whole: Record, monkeypatch: pytest.MonkeyPatch) -> Record:
    """The record compacted, its articles in row groups of three."""
    monkeypatch.setattr(parts, "GROUP_READINGS", 3)
    whole.compact()
    return whole


def test_of_a_merged_part_one_row_group_is_lost_and_its_texts_are_left(grouped: Record) -> None:
    everything, statements = [*many(9), border()], list(grouped.statements())
    gone = everything[3:6]
    bad = harm_column(part(grouped, "articles"), "reading", group=1)
    found = check(grouped.path)
    assert [damage.lost for damage in found.damages] == ["3 of 10 articles and what was read in them"]
    assert {one.id for one in found.lost} == {reading.article.id for reading in gone}
    assert found.unknown == 0
    done = repair(grouped.path)
    assert done.quarantine is not None
    assert bad.name in kept(done)
    opened = assert_sound(grouped)
    left = [reading for reading in everything if reading not in gone]
    assert [*opened.readings([reading.article.id for reading in everything])] == left
    opened.weave()
    assert opened.woven() == weave(left)
    assert [Record.open(grouped.path, as_of=number).info().articles for number in (1, 2, 3)] == [3, 3, 6]
    assert done.again == 3
    articles = [found for found in gather([done.quarantine / AGAIN]) if isinstance(found, Article)]
    assert {one.id for one in articles} == {reading.article.id for reading in gone}
    for one, reading in zip(articles, gone, strict=True):
        was = reading.article
        assert (one.text, one.url, one.outlet, one.title, one.published) == (
            was.text, was.url, was.outlet, was.title, was.published,
        )  # fmt: skip
    assert opened.add(gone).new == 3
    assert sorted(map(str, opened.statements())) == sorted(map(str, statements))


@pytest.mark.parametrize("column", ["text", "title", "characters"])
def test_what_the_readings_have_too_costs_no_article(column: str, grouped: Record) -> None:
    statements, woven, before = list(grouped.statements()), grouped.woven(), load(grouped.path)
    harm_column(part(grouped, "articles"), column, group=2)
    found = check(grouped.path)
    assert ([damage.lost for damage in found.damages], found.lost, found.unknown) == (["nothing"], (), 0)
    done = repair(grouped.path)
    assert (done.woven, done.again) == (False, 0)
    opened = assert_sound(grouped)
    assert (list(opened.statements()), opened.woven()) == (statements, woven)
    (fresh,), (old,) = load(grouped.path).of("articles"), before.of("articles")
    assert (fresh.rows, fresh.origins) == (old.rows, old.origins)


def test_a_byte_that_is_another_anywhere_never_makes_another_reading(grouped: Record) -> None:
    (merged,) = load(grouped.path).of("articles")
    path = grouped.path / PARTS / merged.name
    content = path.read_bytes()
    whole = dict.fromkeys(reading for _, reading in salvaging.readings(grouped.path, merged))
    assert len(whole) == 10
    chance, left = random.Random(20180612), []
    for _ in range(60):
        changed = bytearray(content)
        changed[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        found = [reading for _, reading in salvaging.readings(grouped.path, merged)]
        assert [reading for reading in whole if reading in found] == found
        for row in salvaging.articles(grouped.path, merged):
            assert row["text"] is None or any(row["text"] == reading.article.text for reading in whole)
        left.append(len(found))
    assert min(left) <= 7 < sum(left) / len(left)


def test_of_parts_of_an_older_release_nothing_is_taken_unseen(grouped: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "has_page_checksums", lambda _: False)
    harm_column(part(grouped, "articles"), "title")
    assert len(check(grouped.path).lost) == 10


@pytest.mark.parametrize("table", ["occurrences", "accounts", "families", "woven_actors"])
def test_what_was_woven_is_woven_again(table: str, whole: Record) -> None:
    before = whole.woven()
    bad = harm(part(whole, table))
    assert check(whole.path).damages[0].lost == "nothing"
    done = repair(whole.path)
    assert done.woven
    assert bad.name in kept(done)
    opened = assert_sound(whole)
    assert opened.unwoven == 10
    opened.weave()
    assert opened.woven() == weave([*many(9), border()]) != before


@pytest.mark.parametrize("how", ["damaged", "gone"])
def test_a_lost_manifest_is_mended_from_its_copy(how: str, whole: Record) -> None:
    before = load(whole.path)
    path = whole.path / MANIFEST
    content = path.read_bytes()
    path.unlink()
    if how == "damaged":
        path.write_bytes(content[:-60])
    with pytest.raises(RecordError) as caught:
        Record.open(whole.path, create=True)
    assert "communique repair" in caught.value.fix
    assert check(whole.path).damages[0].kind == "manifest"
    repair(whole.path)
    assert load(whole.path) == before
    assert_sound(whole)


def test_a_copy_that_is_behind_says_what_is_lost_and_keeps_it(whole: Record) -> None:
    old = (whole.path / COPY).read_bytes()
    whole.add([letter()])
    (whole.path / COPY).write_bytes(old)
    new = {p.name for p in load(whole.path).parts} - {p.name for p in manifest.parse(old, whole.path / COPY).parts}
    (whole.path / MANIFEST).write_bytes(b"")
    (damage,) = check(whole.path).damages
    assert damage.lost == "what came with snapshot 6"
    assert "run the same command again" in damage.again
    assert new <= kept(repair(whole.path))
    assert len(assert_sound(whole).articles()) == 10


def test_without_manifest_and_copy_nothing_is_overwritten(whole: Record) -> None:
    for name in (MANIFEST, COPY):
        (whole.path / name).unlink()
    for attempt in (lambda: Record.open(whole.path, create=True), lambda: check(whole.path)):
        with pytest.raises(RecordError):
            attempt()
    assert not (whole.path / MANIFEST).exists()


@pytest.mark.parametrize("how", [b"no database at all", b""])
def test_a_damaged_index_is_made_again(how: bytes, whole: Record) -> None:
    path = whole.path / INDEX
    for suffix in ("-wal", "-shm"):
        path.with_name(f"{INDEX}{suffix}").unlink(missing_ok=True)
    content = path.read_bytes()
    path.write_bytes(how + b"x" * 5000 if how else content[:4096] + b"\x11" * 4096 + content[8192:])
    assert [damage.kind for damage in check(whole.path).damages] == ["index"]
    repair(whole.path)
    assert_sound(whole)
    assert len(SearchIndex(whole.path).find(load(whole.path), '"harbour"', 99)) == 18


def test_of_a_damaged_log_of_reviews_what_can_be_read_is_kept(whole: Record) -> None:
    entry = entry_of(harbour(), "statement", "s1")
    log = Reviews(whole.path)
    log.take([Review("reject", "Ada Lund", entry, note=f"{number} " + "so " * 200) for number in range(60)])
    before = log.all()
    path = whole.path / LOG
    content = bytearray(path.read_bytes())
    middle = content.index(b"30 so so")
    start = middle - middle % 4096
    content[start : start + 4096] = b"\x07" * 4096
    path.write_bytes(content)
    (damage,) = check(whole.path).damages
    assert damage.kind == "reviews"
    done = repair(whole.path)
    assert LOG in kept(done)
    saved = Reviews(whole.path).all()
    assert done.reviews == len(saved)
    assert 40 < len(saved) < 60
    assert {one.id for one in saved} < {one.id for one in before}
    assert [one.at for one in saved] == [one.at for one in before if one.id in {s.id for s in saved}]
    assert_sound(whole)


def test_a_damaged_catalogue_is_taken_out(whole: Record) -> None:
    from communique.catalogue.making import make

    path = make(whole.path)
    assert check(whole.path).damages == ()
    content = bytearray(path.read_bytes())
    content[: len(content)] = bytes(b ^ 0x21 for b in content)
    path.write_bytes(content)
    assert [damage.kind for damage in check(whole.path).damages] == ["catalogue"]
    repair(whole.path)
    assert_sound(whole)
    assert make(whole.path).exists()


def test_a_damaged_history_is_tidied(whole: Record) -> None:
    path = whole.path / HISTORY
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], b"\x00\x00\n", *lines[2:]]))
    assert [damage.kind for damage in check(whole.path).damages] == ["history"]
    repair(whole.path)
    assert_sound(whole)
    assert [one.number for one in whole.history()] == [1, 2, 3, 4, 5]


def test_nobody_repairs_what_is_being_written(whole: Record) -> None:
    harm(part(whole, "statements"))
    with held(whole.path / WRITING), pytest.raises(RecordError, match="being written"):
        repair(whole.path)


def test_stopped_before_the_manifest_is_swapped_it_is_repaired_again(
    whole: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    harm_column(part(whole, "articles"), "reading")
    monkeypatch.setattr("communique.record.history.swap", lambda *values: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        repair(whole.path)
    monkeypatch.undo()
    assert len(check(whole.path).damages) == 1
    repair(whole.path)
    assert len(assert_sound(whole).articles()) == 7
