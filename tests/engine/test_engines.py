from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from communique.engine import MANY, Here, Processes, engine_for
from communique.engine.engine import Engine
from communique.engine.pool import AHEAD
from communique.errors import FAULT
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


def _read(engine: Engine, count: int) -> list[str]:
    return [reading.to_json() for reading in engine.readings(_articles(count))]


def test_every_engine_gives_the_same_readings_in_the_same_order(two: Processes) -> None:
    assert _read(two, 20) == _read(Here(), 20)


def test_no_articles_no_readings(two: Processes) -> None:
    assert _read(two, 0) == []


def test_articles_are_taken_a_bounded_number_ahead(two: Processes) -> None:
    taken = 0

    def counted() -> Iterator[Article]:
        nonlocal taken
        for article in _articles(1000):
            taken += 1
            yield article

    readings = two.readings(counted())
    assert len(list(islice(readings, 3))) == 3
    assert taken <= (AHEAD + 1) * 2 * 3
    readings.close()  # type: ignore[attr-defined]


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


def test_an_article_that_kills_its_process_costs_itself_alone(two: Processes) -> None:
    articles = [*_articles(4), _deadly("It dies."), *islice(_articles(9), 4, 9)]
    found = list(two.readings(iter(articles)))
    assert [reading.article.id for reading in found] == [article.id for article in articles]
    assert [number for number, reading in enumerate(found) if reading.problems] == [4]
    assert found[4].problems[0].message == f"{FAULT}: the process died (-9)"


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


def test_a_number_of_processes_can_be_asked_for() -> None:
    assert engine_for(1) == Here()
    assert engine_for(3) == Processes(3)
