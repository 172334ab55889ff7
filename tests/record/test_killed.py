"""A record whose writer dies, at any moment, and one that is read while it is written. With real processes."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from communique.record import Record
from communique.record.manifest import load
from communique.record.search import SearchIndex
from communique.weave import weave
from tests.record.samples import many
from tests.record.writing import (
    BATCH,
    add_for_ever,
    add_some,
    die_at_a_rename,
    die_weaving,
    weave_for_ever,
    weave_some,
)

KILLS = 12
LONGEST = 1.2
"""In times of what one batch takes on this machine: a kill may fall on any step of one, or just after it."""

RENAMES = 9
"""Eight parts and the manifest: what one batch renames."""

WOVEN_RENAMES = 8
"""The parts of families, descents, links, comparisons, actors, accounts and occurrences, and the manifest: what one
weaving of these texts renames."""


@pytest.fixture(scope="module")
def context() -> Any:
    """Processes that start quickly, where the system can fork one that has imported everything already."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    # pyarrow looks for pandas when it first makes an array; what is not installed is passed over
    found.set_forkserver_preload(["communique.record.record", "duckdb", "pyarrow.parquet", "pandas"])
    return found


def start(context: Any, target: Callable[..., None], *values: object) -> BaseProcess:
    process: BaseProcess = context.Process(target=target, args=values, daemon=True)
    process.start()
    return process


def assert_whole_batches(folder: Path) -> int:
    """The record opens, is sound, and has the first so many batches, whole; how many."""
    record = Record.open(folder)
    assert record.check() == ()
    articles = record.info().articles
    batches, rest = divmod(articles, BATCH)
    assert rest == 0
    assert load(folder).snapshot == batches
    assert all(record.knows(reading.article.id) for reading in many(articles))
    assert len(record.statements()) == 3 * articles
    assert len(SearchIndex(folder).find(load(folder), '"harbour"', 9999)) == 2 * articles
    return batches


def test_killed_at_any_moment_the_record_holds_whole_batches(context: Any, folder: Path) -> None:
    Record.open(folder, create=True)
    moments = random.Random(20180612)
    batches, batch_seconds = 0, 0.0
    for number in range(KILLS):
        ready = context.Event()
        writer = start(context, add_for_ever, str(folder), ready)
        assert ready.wait(60)
        begun = time.monotonic()
        while number == 0 and load(folder).snapshot == 0:
            assert writer.is_alive(), "the writer ended by itself"
            time.sleep(0.001)
        batch_seconds = batch_seconds or time.monotonic() - begun
        time.sleep(moments.uniform(0, LONGEST * batch_seconds))
        assert writer.is_alive(), "the writer ended by itself"
        writer.kill()
        writer.join()
        now = assert_whole_batches(folder)
        assert now >= batches, "what was there before stays"
        batches = now
    record = Record.open(folder)
    assert record.add(many(BATCH, first=batches * BATCH)).new == BATCH
    named = {part.name for part in load(folder).parts}
    assert {path.name for path in (folder / "parts").iterdir()} == named, "what the dead left is cleaned up"


def test_death_at_each_rename_of_a_batch(context: Any, folder: Path) -> None:
    record = Record.open(folder, create=True)
    record.add(many(BATCH))
    for number, after in [*((number, False) for number in range(1, RENAMES + 1)), (RENAMES, True)]:
        writer = start(context, die_at_a_rename, str(folder), number, after)
        writer.join(60)
        assert writer.exitcode == 9
        assert assert_whole_batches(folder) == (2 if after else 1)


def test_one_process_reads_while_another_writes(context: Any, folder: Path) -> None:
    wanted = 10
    record = Record.open(folder, create=True)
    writer = start(context, add_some, str(folder), wanted)
    seen = [0]
    while seen[-1] < wanted * BATCH:
        assert writer.is_alive() or writer.exitcode == 0
        articles = len(record.articles())
        assert articles >= seen[-1]
        assert articles % BATCH == 0
        assert record.sql("FROM statements").num_rows % (3 * BATCH) == 0
        hits = len(record.search("harbour", limit=9999))
        assert hits % (2 * BATCH) == 0
        assert hits >= 2 * articles
        if articles:
            assert record.reading(f"many/{articles - 1}.txt").article.path == f"many/{articles - 1}.txt"
        seen.append(articles)
    writer.join(60)
    assert writer.exitcode == 0
    assert len(set(seen)) > 2, "nothing was read in between: the test has shown nothing"


def test_death_at_each_rename_of_a_weaving(context: Any, folder: Path) -> None:
    record = Record.open(folder, create=True)
    record.add(many(3))
    record.weave()
    before = record.woven()
    record.add(many(2, first=3))
    stages = [*((number, False) for number in range(1, WOVEN_RENAMES + 1)), (WOVEN_RENAMES, True)]
    for number, after in stages:
        weaver = start(context, die_weaving, str(folder), number, after)
        weaver.join(60)
        assert weaver.exitcode == 9, (number, after)
        left = Record.open(folder)
        assert left.check() == ()
        assert (left.unwoven == 0) == after
        if not after:
            assert left.woven() == before
            assert len(left.occurrences()) == len(before.occurrences)
    assert Record.open(folder).woven() == weave(many(5)) != before
    record.add(many(1, first=5))
    named = {part.name for part in load(folder).parts}
    assert {path.name for path in (folder / "parts").iterdir()} == named, "what the dead left is cleaned up"


def test_killed_at_any_moment_what_was_woven_is_whole(context: Any, folder: Path) -> None:
    Record.open(folder, create=True).add(many(3))
    moments = random.Random(20190228)
    for _ in range(KILLS // 2):
        ready = context.Event()
        weaver = start(context, weave_for_ever, str(folder), ready)
        assert ready.wait(60)
        time.sleep(moments.uniform(0, 0.4))
        assert weaver.is_alive(), "the weaver ended by itself"
        weaver.kill()
        weaver.join()
        record = Record.open(folder)
        assert record.check() == ()
        articles = record.info().articles
        assert record.woven() == weave(many(articles - record.unwoven))
    record.weave()
    assert record.woven() == weave(many(articles))


def test_one_process_asks_while_another_weaves(context: Any, folder: Path) -> None:
    times = 6
    record = Record.open(folder, create=True)
    record.add(many(BATCH))
    record.weave()
    weaver = start(context, weave_some, str(folder), times)
    seen = [0]
    while seen[-1] < (times + 1) * BATCH:
        assert weaver.is_alive() or weaver.exitcode == 0
        found = record.occurrences(since="2018")
        articles = len(record.woven().families[0].members)
        assert articles % BATCH == 0
        assert {occurrence.articles % BATCH for occurrence in found} == {0}
        assert record.sql("FROM accounts").num_rows % (3 * BATCH) == 0
        assert record.check() == ()
        seen.append(articles)
    weaver.join(60)
    assert weaver.exitcode == 0
    assert len(set(seen)) > 2, "nothing was asked in between: the test has shown nothing"
