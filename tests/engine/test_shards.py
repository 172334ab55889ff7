"""Shards without Ray: where they lie, how they are finished and kept, how a record takes them up."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from communique.desk import Desk
from communique.engine.finishing import finish
from communique.engine.work import Finished, Job, Work, told
from communique.errors import GatherError
from communique.gather import Columns, Unread, article_of, gather
from communique.gather import filesystems as places
from communique.gather.shards import Shard, articles_of, shards_of
from communique.reading import Article, Problem, Reading
from communique.record import Record, finished

JOB = Job(Columns(), 5_000_000)


def _read(articles: Iterable[Article]) -> Iterator[Reading]:
    """A quick stand-in for reading, of which the word "fault" makes a fault."""
    for article in articles:
        words = "could not be read, through a fault in communique itself: no" if "fault" in article.text else "none"
        yield Reading(article, problems=(Problem(words),))


def _table(path: Path, texts: Iterable[str]) -> Path:
    pq.write_table(pa.table({"text": list(texts)}), path)
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "a corpus%"
    (folder / "2018" / "mai").mkdir(parents=True)
    _table(folder / "2018" / "mai" / "é1.parquet", ["The quay will open, the minister said.", "She denied it."])
    _table(folder / "2018" / "two.parquet", ["The envoy left."])
    (folder / "notes.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Talks went on."}\n'))
    (folder / "_SUCCESS").write_text("")
    return folder


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("", ["2018/mai/é1.parquet", "2018/two.parquet", "notes.jsonl.gz"]),
        ("/", ["2018/mai/é1.parquet", "2018/two.parquet", "notes.jsonl.gz"]),
        ("/2018/*.parquet", ["2018/two.parquet"]),
        ("/**/*.parquet", ["2018/mai/é1.parquet", "2018/two.parquet"]),
        ("/*/*/*", ["2018/mai/é1.parquet"]),
        ("/2018/[st]wo.parquet", ["2018/two.parquet"]),
        ("/2018/two.parquet", ["2018/two.parquet"]),
    ],
)
def test_a_uri_names_files_by_folder_and_pattern(corpus: Path, pattern: str, names: list[str]) -> None:
    found = places.found(corpus.as_uri() + pattern)
    assert [file.place for file in found] == [(corpus / name).as_uri() for name in names]
    assert [file.size for file in found] == [(corpus / name).stat().st_size for name in names]


@pytest.mark.parametrize("pattern", ["/*.csv", "/nowhere", "/2018/*/*/*/*"])
def test_a_uri_that_names_nothing_is_an_error(corpus: Path, pattern: str) -> None:
    with pytest.raises(GatherError, match="no file"):
        places.found(corpus.as_uri() + pattern)


def test_keys_to_the_storage_are_never_shown() -> None:
    assert places.shown("s3://key:sec%2Fret@bucket/a.parquet?region=eu") == "s3://bucket/a.parquet"
    assert places.shown("abfss://box@account.example/a") == "abfss://box@account.example/a"
    with pytest.raises(GatherError) as raised:
        places.filesystem_of("xyz://key:secret@bucket/a?token=t0ken")
    assert "secret" not in str(raised.value)
    assert "t0ken" not in str(raised.value)


def test_what_lies_elsewhere_is_gathered_like_what_lies_here(corpus: Path) -> None:
    here = list(gather([corpus / "2018" / "mai", corpus / "2018" / "two.parquet", corpus / "notes.jsonl.gz"]))
    there = list(gather([corpus.as_uri()]))
    assert all(isinstance(item, Article) for item in there)
    assert [item.text for item in there if isinstance(item, Article)] == [
        item.text for item in here if isinstance(item, Article)
    ]
    assert isinstance(there[0], Article)
    assert there[0].path == f"{(corpus / '2018/mai/é1.parquet').as_uri()}#1"


def test_pages_and_standard_input_are_no_shards() -> None:
    for source in ("-", "https://example.org/feed.xml"):
        with pytest.raises(GatherError, match="is no shard"):
            shards_of([source])


def test_shards_come_in_order_and_once(corpus: Path) -> None:
    two = corpus / "2018" / "two.parquet"
    shards, unread = shards_of([two, corpus / "2018", str(corpus / "*.gz")])
    assert [Path(shard.path).name for shard in shards] == ["two.parquet", "é1.parquet", "notes.jsonl.gz"]
    assert unread == []


class _Failing(io.BytesIO):
    """A file whose filesystem fails after so many bytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= 20:
            raise OSError("connection reset")
        return super().read(10)


def test_a_filesystem_that_fails_is_not_taken_for_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "opened", lambda place: places.Watched(_Failing(b'{"text": "One."}\n' * 20)))
    with pytest.raises(GatherError, match="connection reset"):
        list(articles_of(Shard("a.jsonl", "s3://bucket/a.jsonl"), Columns(), 1000))


@pytest.fixture(params=["folder", "uri"])
def work(request: pytest.FixtureRequest, tmp_path: Path) -> Work:
    folder = tmp_path / "finished shards"
    found = Work(str(folder) if request.param == "folder" else folder.as_uri())
    found.prepare()
    return found


def test_a_shard_is_finished_when_its_marker_is_there(corpus: Path, work: Work) -> None:
    shards, _ = shards_of([corpus / "2018" / "mai", corpus / "2018" / "two.parquet", corpus / "notes.jsonl.gz"])
    names = [work.name(shard, JOB.key()) for shard in shards]
    for name, shard in zip(names[:2], shards[:2], strict=True):
        finish(shard, name, work, JOB, _read, lambda: None)
    assert work.names() == set(names[:2])
    assert work.finished(names[0]) == Finished(shards[0].path, 2)
    assert [len(piece.ids()) for piece in work.pieces(names[0])] == [2]
    work.forget(names[0])
    assert work.names() == {names[1]}


def test_a_shard_that_was_changed_or_is_read_otherwise_is_another(work: Work) -> None:
    shard = Shard("a.parquet", "/a.parquet", 10, 5)
    keys = [JOB, replace(JOB, limit=9), replace(JOB, columns=Columns(text="body")), replace(JOB, desk=Desk(name="x"))]
    names = [work.name(shard, job.key()) for job in keys]
    names += [work.name(replace(shard, changed=6), JOB.key()), work.name(replace(shard, size=11), JOB.key())]
    assert len(set(names)) == len(names)
    assert work.name(replace(shard, place="/mnt/a.parquet"), JOB.key()) == names[0]


def test_nothing_is_kept_of_a_shard_that_breaks_off(corpus: Path, work: Work) -> None:
    def breaks(articles: Iterable[Article]) -> Iterator[Reading]:
        yield from _read(articles)
        raise MemoryError

    shards, _ = shards_of([corpus])
    with pytest.raises(MemoryError):
        finish(shards[0], "one", work, JOB, breaks, lambda: None)
    assert work.names() == set()


def test_what_a_run_that_died_left_half_written_is_removed(tmp_path: Path) -> None:
    (tmp_path / "a.parquet.0f.temporary").write_bytes(b"PAR1")
    (tmp_path / "a.parquet").write_bytes(b"kept: it may be whole, and its marker still to come")
    work = Work(str(tmp_path))
    work.prepare()
    assert _names(tmp_path) == ["a.parquet"]
    assert work.names() == set()


def test_of_many_inputs_that_were_not_read_the_first_are_told_and_the_others_counted() -> None:
    unread = [Unread("a.csv", "The row is broken.", line) for line in range(1_500)]
    found = told(Shard("a.csv", "/a.csv"), 7, 0, unread)
    assert (len(found.unread), found.untold) == (1_000, 500)


def test_finished_readings_make_the_parts_that_readings_make(tmp_path: Path) -> None:
    readings = list(_read(article_of(f"The minister of Norway said so, {n} times.") for n in range(1_100)))
    one = Record.open(tmp_path / "one", create=True)
    one.add(readings)
    two = Record.open(tmp_path / "two", create=True)
    assert list(finished.write(readings, tmp_path / "f.parquet")) == readings
    assert len(two.take(finished.read(tmp_path / "f.parquet")).new) == 1_100
    assert _names(one.path / "parts") == _names(two.path / "parts")  # names hold digests


def test_what_is_known_is_passed_over_and_faults_are_told(tmp_path: Path) -> None:
    texts = [
        "The envoy left.",
        "A fault.",
        "Die Ministerin sagte am Montag, die Verhandlungen gingen weiter.",
        "It ended.",
    ]
    articles = [article_of(text, path=f"a#{number}") for number, text in enumerate(texts)]
    record = Record.open(tmp_path / "record", create=True)
    record.add(_read(articles[:1]))
    list(finished.write(_read([*articles, articles[3]]), tmp_path / "f.parquet"))
    taken = record.take(finished.read(tmp_path / "f.parquet"))
    assert (len(taken.new), taken.known, taken.foreign) == (3, 2, 1)
    assert taken.faults == [("a#1", "could not be read, through a fault in communique itself: no")]
    assert [record.reading(article.id).article for article in articles] == articles
    again = record.take(finished.read(tmp_path / "f.parquet"))
    assert (again.new, again.known) == (set(), 5)


def test_damage_in_finished_readings_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    list(finished.write(_read(article_of(f"The envoy left, {n} times.") for n in range(400)), path))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)
    record = Record.open(tmp_path / "record", create=True)
    with pytest.raises((OSError, pa.ArrowException)):
        record.take(finished.read(path))
    assert not record.knows(article_of("The envoy left, 1 times.").id)


def test_the_marker_is_written_last(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []

    work = Work(str(tmp_path / "kept"))
    work.prepare()
    inner = work._filesystem

    class Seen:
        def __getattr__(self, name: str) -> object:
            return getattr(inner, name)

        def move(self, old: str, new: str) -> None:
            moved.append(Path(new).suffix)
            inner.move(old, new)

    monkeypatch.setattr(work, "_filesystem", Seen())
    shards, _ = shards_of([corpus / "2018" / "two.parquet"])
    finish(shards[0], "two", work, JOB, _read, lambda: None)
    assert moved == [".parquet", ".json"]
