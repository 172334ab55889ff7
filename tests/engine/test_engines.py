from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from communique.cli import main
from communique.engine import MANY, Here, OnRay, Processes, engine_for
from communique.engine.engine import Engine
from communique.engine.pool import AHEAD
from communique.errors import FAULT, EngineError
from communique.gather import article_of
from communique.reading import Article, Reading

TEXTS = (
    "The minister of Norway said on 3 May 2019 that the quay would open.",
    "“We will not sign,” the envoy told reporters in Varna.",
    "Nigeria called off the meeting, its foreign ministry said on Monday.",
)


def _articles(count: int) -> Iterator[Article]:
    for number in range(count):
        yield article_of(f"{TEXTS[number % len(TEXTS)]} Item {number}.", published="2019-05-06")


@pytest.fixture(scope="module")
def two() -> Processes:
    return Processes(2, chunk=3)


@pytest.fixture(params=["here", "processes", "ray"])
def kind(request: pytest.FixtureRequest) -> str:
    """Each engine there is; Ray where it is installed."""
    if request.param == "ray":
        request.getfixturevalue("cluster")
    return str(request.param)


def _engine(kind: str, chunk: int) -> Engine:
    engines: dict[str, Engine] = {"here": Here(), "processes": Processes(2, chunk=chunk), "ray": OnRay(2, chunk=chunk)}
    return engines[kind]


def _read(engine: Engine, count: int) -> list[str]:
    return [reading.to_json() for reading in engine.readings(_articles(count))]


def test_every_engine_gives_the_same_readings_in_the_same_order_and_takes_few_ahead(kind: str) -> None:
    taken = 0

    def counted() -> Iterator[Article]:
        nonlocal taken
        for article in _articles(40):
            taken += 1
            yield article

    readings = _engine(kind, 3).readings(counted())
    first = next(readings)
    assert taken <= (AHEAD + 1) * 2 * 3
    assert [first.to_json(), *(reading.to_json() for reading in readings)] == _read(Here(), 40)


@pytest.mark.parametrize("chunk", [1, 64])
def test_a_reading_does_not_depend_on_what_is_read_beside_it(chunk: int) -> None:
    assert _read(Processes(2, chunk=chunk), 20) == _read(Here(), 20)


def test_no_articles_no_readings(kind: str) -> None:
    assert _read(_engine(kind, 3), 0) == []


def _deadly(text: str) -> Article:
    """An article that kills or stalls whoever opens its box."""
    return _Deadly(article_of(text).id, text)


class _Deadly(Article):
    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return _perform, (self.id, self.text)


def _perform(id_: str, text: str) -> Article:
    # only in a worker: the parent never opens the box
    if "dies" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "stalls" in text:
        time.sleep(60)
    return Article(id_, text)


@pytest.mark.parametrize("kind", ["processes", "ray"], indirect=True)
def test_an_article_that_kills_its_process_costs_itself_alone(kind: str) -> None:
    articles = [*_articles(4), _deadly("It dies."), *islice(_articles(9), 4, 9)]
    found = list(_engine(kind, 3).readings(iter(articles)))
    assert [reading.article.id for reading in found] == [article.id for article in articles]
    assert [number for number, reading in enumerate(found) if reading.problems] == [4]
    died = {"processes": "-9", "ray": "ActorDiedError"}[kind]
    assert found[4].problems[0].message == f"{FAULT}: the process died ({died})"


def test_an_article_that_takes_too_long_costs_itself_alone() -> None:
    articles = [*_articles(2), _deadly("It stalls."), *islice(_articles(4), 2, 4)]
    found = list(Processes(2, seconds=3.0, chunk=2).readings(iter(articles)))
    assert [reading.article.id for reading in found] == [article.id for article in articles]
    assert [bool(reading.problems) for reading in found] == [False, False, True, False, False]


def test_the_processes_end_with_whoever_reads(two: Processes) -> None:
    before = threading.active_count()
    readings = two.readings(_articles(50))
    next(readings)
    children = _children()
    assert len(children) >= 2
    readings.close()  # type: ignore[attr-defined]
    assert _children() < children
    assert threading.active_count() == before


def _children() -> set[int]:
    """The processes that the server of this one has forked."""
    from multiprocessing import forkserver

    server = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    return set(map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split()))


def test_few_articles_are_read_here_and_many_in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[str] = []

    def readings(self: Engine, articles: object, desk: object = None) -> list[Reading]:
        used.append(f"{self}")
        return []

    for kind in (Here, Processes):
        monkeypatch.setattr(kind, "readings", readings)
    monkeypatch.setattr("communique.engine.choosing.cores", lambda: 2)
    engine = engine_for()
    engine.readings(_articles(MANY - 1))
    engine.readings(_articles(MANY))
    assert used == [f"{Here()}", f"{Processes(2)}"]


def test_an_engine_can_be_asked_for() -> None:
    assert engine_for(1) == Here()
    assert engine_for(3) == Processes(3)
    assert engine_for(None, "here") == Here()
    assert engine_for(1, "processes") == Processes(1)
    assert engine_for(2, "ray", actors=3, address="auto") == OnRay(3, "auto", 2)


def test_without_ray_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineError, match=r"pip install 'communique\[ray\]'"):
        list(OnRay().readings(_articles(1)))
    with pytest.raises(EngineError):
        OnRay().check()


# Shards.


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    """Three files of articles, one of them damaged; one article stands in two of them, one twice in one."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    texts = [article.text for article in _articles(14)]
    _parquet(folder / "a.parquet", [*texts[:6], texts[2]])
    (folder / "b.parquet").write_bytes((folder / "a.parquet").read_bytes()[:200])
    _parquet(folder / "c.parquet", [*texts[5:12], ""])
    return folder


def _parquet(path: Path, texts: Sequence[str]) -> None:
    pq.write_table(pa.table({"text": list(texts), "published": ["2019-05-06"] * len(texts)}), path)


_PROGRESS = re.compile(r"communique: (reading:|\d+ shards?, )")

Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `communique read` in this process: its exit code, and its lines without those that tell how far it is."""
    monkeypatch.delenv("COMMUNIQUE_DEBUG", raising=False)

    def run(*words: str | Path) -> tuple[int, list[str]]:
        with pytest.raises(SystemExit) as left:
            main(["read", "--no-weave", *map(str, words)])
        captured = capsys.readouterr()
        lines = (captured.out + captured.err).splitlines()
        return int(left.value.code or 0), [line for line in lines if not _PROGRESS.match(line)]

    return run


def test_every_engine_writes_the_same_record(kind: str, shards: Path, tmp_path: Path, run: Run) -> None:
    here, there = tmp_path / "one", tmp_path / "two"
    code, lines = run(shards, "--record", here, "--engine", "here")
    assert run(shards, "--record", there, "--engine", kind, *_one(kind)) == (
        code,
        [line.replace("one", "two") for line in lines],
    )
    assert (code, lines[1]) == (0, "2 articles already known")
    assert _kept(there) == _kept(here)
    assert len(_kept(there)["articles"]) == 12


def _one(kind: str) -> list[str]:
    return ["--actors", "1"] if kind == "ray" else []


def _kept(record: Path) -> dict[str, list[dict[str, object]]]:
    """The rows of all parts, in the order in which they were written."""
    found: dict[str, list[dict[str, object]]] = {}
    for path in sorted((record / "parts").iterdir()):
        found.setdefault(path.name.partition("-")[0], []).extend(pq.read_table(path).to_pylist())
    return found


def test_what_goes_with_ray_alone_is_refused_elsewhere(shards: Path, tmp_path: Path, run: Run) -> None:
    code, lines = run(shards, "--record", tmp_path / "record", "--actors", "2")
    assert code == 2
    assert "--engine ray" in "".join(lines)
    assert not (tmp_path / "record").exists()


def test_a_run_that_was_killed_goes_on_where_it_was(cluster: str, tmp_path: Path, run: Run) -> None:
    corpus, record = tmp_path / "corpus", tmp_path / "record"
    corpus.mkdir()
    texts = [article.text for article in _articles(160)]
    _parquet(corpus / "a.parquet", texts[:4])
    _parquet(corpus / "b.parquet", texts[4:])
    command = ["read", corpus, "--record", record, "--engine", "ray", "--address", cluster, "--actors", "1"]
    with subprocess.Popen([sys.executable, "-m", "communique", *map(str, command)]) as killed:
        while not (markers := sorted((record / "shards").glob("*.json"))) and killed.poll() is None:
            time.sleep(0.02)
        killed.kill()
    assert len(markers) == 1
    before = markers[0].stat().st_mtime_ns, markers[0].with_suffix(".parquet").stat().st_mtime_ns
    code, lines = run(corpus, "--record", record, "--engine", "ray", "--actors", "1")
    assert (code, lines[0].split(" read ")[0]) == (0, "160 articles")
    assert before == (markers[0].stat().st_mtime_ns, markers[0].with_suffix(".parquet").stat().st_mtime_ns)
    assert [row["id"] for row in _kept(record)["articles"]] == [article.id for article in _articles(160)]
    assert not list((record / "shards").glob("*.temporary"))
