from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from communique.errors import QuestionError, RecordError
from communique.record import Record, history, manifest
from communique.record.history import HISTORY, Snapshot, of_then, past, snapshots
from communique.reviews import Review, entry_of
from communique.weave import weave
from tests.record.samples import border, harbour, letter, many

TIMES = ("2019-03-01T10:00:00+00:00", "2019-03-02T10:00:00+00:00", "2019-03-04T10:00:00+00:00")
KNOWN = tuple(Snapshot(number, number * 5, at, "read") for number, at in enumerate(TIMES, 1))


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = Record.open(tmp_path_factory.mktemp("six") / "record", create=True)
    record.add(many(2))
    record.weave()
    record.add(many(3, first=2))
    record.add(many(1, first=5))
    record.weave()
    record.compact()
    return record.path


@pytest.fixture
def grown(six: Path, folder: Path) -> Record:
    """A record of six snapshots: two articles, woven, three more, one more, woven, compacted."""
    shutil.copytree(six, folder)
    return Record.open(folder)


def test_history_says_when_each_came_and_by_which_command(grown: Record) -> None:
    found = grown.history()
    assert [(one.number, one.by, one.articles) for one in found] == [
        (1, "read", 2),
        (2, "weave", 2),
        (3, "read", 5),
        (4, "read", 6),
        (5, "weave", 6),
        (6, "compact", 6),
    ]
    assert [one.woven and one.woven.articles for one in found] == [None, 2, 2, 2, 6, 6]
    now = datetime.now(UTC)
    assert all(one.moment and now - timedelta(minutes=2) < one.moment <= now for one in found)
    assert grown.snapshot == found[-1]


@pytest.mark.parametrize(
    ("wanted", "articles", "woven"), [(1, 2, 0), (2, 2, 2), (3, 5, 2), (4, 6, 2), (5, 6, 6), ("6", 6, 6)]
)
def test_an_older_snapshot_answers_as_it_did(wanted: int | str, articles: int, woven: int, grown: Record) -> None:
    then = Record.open(grown.path, as_of=wanted)
    fresh = Record.open(grown.path.with_name("fresh"), create=True)
    fresh.add(many(articles))
    assert list(then.articles()) == list(fresh.articles())
    assert list(then.statements()) == list(fresh.statements())
    assert list(then.events()) == list(fresh.events())
    assert list(then.actors(by="articles")) == list(fresh.actors(by="articles"))
    assert list(then.statements(by="Pavel Orlok")) == list(fresh.statements(by="Pavel Orlok"))
    assert {(hit.article, hit.statement) for hit in then.search("harbour", limit=99)} == {
        (hit.article, hit.statement) for hit in fresh.search("harbour", limit=99)
    }
    assert then.woven() == weave(many(woven))
    assert len(then.occurrences()) == len(then.woven().occurrences)
    query = "SELECT count(*) AS n, count(DISTINCT article) AS m FROM accounts"
    assert then.sql(query).to_pylist()[0]["m"] == woven
    assert then.sql("FROM articles").num_rows == articles
    assert then.unwoven == articles - woven
    info = then.info()
    assert (info.articles, info.occurrences, info.texts) == (
        articles,
        len(then.woven().occurrences),
        len(then.woven().families),
    )
    assert then.knows(next(many(1, first=5)).article.id) == (articles == 6)


def test_an_older_snapshot_is_not_written_to_and_stays(grown: Record) -> None:
    then = Record.open(grown.path, as_of=3)
    with pytest.raises(RecordError, match="older snapshot"):
        then.add(many(1, first=6))
    with pytest.raises(RecordError, match="older snapshot"):
        then.weave()
    grown.add(many(4, first=6))
    assert len(then.articles()) == 5
    with pytest.raises(QuestionError):
        then.reading("many/7.txt")
    assert then.reading("many/4.txt") == next(many(1, first=4))


def test_what_a_later_release_would_say_is_not_said(folder: Path) -> None:
    """Reviews hold from when they were given: a snapshot has those of the time in which it was the newest."""
    record = Record.open(folder, create=True)
    record.add([harbour()])
    record.weave()
    moment = datetime.now(UTC)
    entry = entry_of(harbour(), "statement", "s1")
    late = (moment + timedelta(hours=3)).isoformat(timespec="milliseconds")
    record.reviews.take([Review("reject", "Ada Lund", entry, at=late)])
    lines = [json.loads(line) for line in (folder / HISTORY).read_text().splitlines()]
    later = {**lines[-1], "snapshot": None, "number": 3, "at": (moment + timedelta(hours=2)).isoformat()}
    del later["snapshot"]
    (folder / HISTORY).write_text("".join(json.dumps(line) + "\n" for line in (*lines, later)))
    manifest.write(folder, manifest.load(folder).added(()))
    assert len(record.statements()) == 2
    assert len(Record.open(folder, as_of=2).statements()) == 3
    assert len(Record.open(folder, as_of=3).statements()) == 2
    assert len(Record.open(folder, as_of=moment + timedelta(hours=4)).statements()) == 2
    assert len(Record.open(folder, as_of=moment + timedelta(hours=2, minutes=30)).statements()) == 3


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (2, 2),
        ("2", 2),
        ("2019-03-01", 1),
        (date(2019, 3, 3), 2),
        ("2019-03-04T09:59", 2),
        ("2019-03-04T10:00:00+00:00", 3),
        ("2019-03-04T11:30+02:00", 2),
        ("2030-01-01", 3),
    ],
)
def test_a_snapshot_is_meant_by_its_number_or_a_time(wanted: int | str | date, number: int) -> None:
    assert past(KNOWN, wanted).snapshot.number == number


@pytest.mark.parametrize("wanted", ["2019-02-28", 4, "44", "last Tuesday", "2019-13-01", "", 0])
def test_what_is_no_snapshot_is_said(wanted: int | str) -> None:
    with pytest.raises(QuestionError) as caught:
        past(KNOWN, wanted)
    assert "communique history" in caught.value.fix


def test_a_clock_that_was_set_back_makes_no_snapshot_older_than_the_one_before() -> None:
    back = (*KNOWN, Snapshot(4, 20, "2019-03-01T12:00:00+00:00", "read"))
    assert past(back, "2019-03-01").snapshot.number == 4, "what the record said last on that day, by its own clock"
    assert past(back, "2019-03-01T11:00").snapshot.number == 1
    assert past(back, 3).snapshot.number == 3


def test_a_record_of_an_older_release_has_a_history_without_times(grown: Record) -> None:
    (grown.path / HISTORY).unlink()
    found = grown.history()
    assert [(one.number, one.articles, one.at) for one in found] == [(1, 2, None), (3, 5, None), (4, 6, None)]
    assert Record.open(grown.path, as_of=3).woven() == weave(many(5)), "all that it had, for nobody noted what was"
    with pytest.raises(QuestionError, match="No snapshot is known") as caught:
        Record.open(grown.path, as_of="2030-01-01")
    assert "no times are known" in caught.value.cause


def test_a_line_of_a_writer_that_died_is_not_told_and_is_replaced(grown: Record) -> None:
    path = grown.path / HISTORY
    whole = path.read_bytes()
    dead = json.loads(whole.splitlines()[-1]) | {"number": 7, "articles": 99}
    path.write_bytes(whole + json.dumps(dead).encode() + b"\n")
    assert grown.history()[-1].number == 6
    path.write_bytes(path.read_bytes() + b'{"number": 8, "arti')
    assert grown.history()[-1].number == 6
    grown.add([border(), letter()])
    assert path.read_bytes().startswith(whole)
    assert [(one.number, one.articles) for one in grown.history()[-2:]] == [(6, 6), (7, 8)]


def test_an_older_snapshot_costs_no_copy(grown: Record) -> None:
    present = manifest.load(grown.path)
    then = of_then(present, snapshots(grown.path, present)[0])
    names = {part.name for part in present.parts}
    assert {part.name for part in then.parts} <= names
    assert all(part.cut for part in then.parts), "the first rows of parts that were merged"
    assert history.broken(grown.path) == 0


def test_what_was_woven_again_is_kept(grown: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Record.open(grown.path, as_of=2).woven()
    times = []

    def again(*values: object) -> object:
        times.append(values)
        return found

    monkeypatch.setattr("communique.record.weaving.again", again)
    assert Record.open(grown.path, as_of=2).woven() == found == weave(many(2))
    assert Record.open(grown.path, as_of=3).woven() == found, "of the same articles"
    assert not times
    (kept,) = (grown.path / "rewoven").iterdir()
    accounts = kept / "accounts.parquet"
    content = bytearray(accounts.read_bytes())
    content[len(content) // 3] ^= 1
    accounts.write_bytes(content)
    assert Record.open(grown.path, as_of=2).woven() == found
    assert len(times) == 1, "what was kept is damaged"
    assert Record.open(grown.path, as_of=2).woven() == found
    assert len(times) == 1


def test_no_more_than_some_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.record.rewoven.KEPT", 2)
    record = Record.open(folder, create=True)
    for number in range(4):
        record.add(many(1, first=number))
        record.weave()
    for number in (2, 4, 6):
        assert Record.open(folder, as_of=number).woven() == weave(many(number // 2))
    assert len([*(folder / "rewoven").iterdir()]) == 2
    assert record.check() == ()
