from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from communique.errors import MetFirst, RecordError, ReviewError
from communique.reviews import LOG, Review, Reviews, correction
from tests.reviews.made import accepting, an_entry, reading_of, rejecting


@pytest.fixture
def log(tmp_path: Path) -> Reviews:
    return Reviews.open(tmp_path)


def test_a_record_that_nobody_reviewed_has_no_log_and_costs_no_file(log: Reviews) -> None:
    assert (log.newest, log.all(), log.of(an_entry()), bool(log.standing())) == (0, (), (), False)
    assert not log.path.exists()


def test_what_is_added_is_there_for_whoever_opens_the_log(log: Reviews, tmp_path: Path) -> None:
    one = log.add(accepting(an_entry()))
    other = log.add(rejecting(an_entry(number=1)))
    assert (one.number, other.number, log.newest) == (1, 2, 2)
    again = Reviews.open(tmp_path)
    assert again.all() == (one, other)
    assert again.since(1) == (other,)
    assert again.of(an_entry()) == (one,)
    assert again.review(other.id) == other
    assert one in again.of_article(one.entry.article)


def test_whoever_comes_second_meets_the_first_and_nothing_is_lost(log: Reviews) -> None:
    entry = an_entry()
    first = log.add(accepting(entry))
    late = rejecting(entry, "Ben")
    with pytest.raises(MetFirst, match="Ada has reviewed this entry meanwhile: accept") as met:
        log.add(late)
    assert met.value.reviews == (first,)
    assert log.all() == (first,)
    second = log.add(replace(late, saw=first.id))
    with pytest.raises(MetFirst) as met:
        log.add(accepting(entry, "Cyd", saw=first))
    assert met.value.reviews == (second,)
    assert [review.who for review in log.of(entry)] == ["Ada", "Ben"]


def test_a_review_of_several_accounts_meets_those_of_each(log: Reviews) -> None:
    one, other = an_entry(), an_entry(number=1)
    first = log.add(accepting(other))
    with pytest.raises(MetFirst) as met:
        log.add(rejecting(one, "Ben", other))
    assert met.value.reviews == (first,)
    both = log.add(replace(rejecting(one, "Ben", other), saw=first.id))
    assert log.of(one) == (both,)
    assert log.of(other) == (first, both)


def test_an_undoing_brings_back_what_held_before_and_can_be_undone(log: Reviews) -> None:
    entry = an_entry("move")
    log.add(accepting(entry))
    wrong = log.add(replace(rejecting(entry), saw=log.all()[0].id))
    assert log.standing().states[entry.key].verdict == "reject"
    undone = log.undo(wrong.id, "Cyd", note="it is told there")
    assert log.standing().states[entry.key].verdict == "accept"
    assert log.standing().states[entry.key].newest == undone
    with pytest.raises(MetFirst) as met:
        log.undo(wrong.id, "Dan")
    assert met.value.reviews == (undone,)
    log.undo(undone.id, "Dan")
    assert log.standing().states[entry.key].verdict == "reject"
    log.undo(wrong.id, "Cyd")
    assert log.standing().states[entry.key].verdict == "accept"
    assert len(log.all()) == 5


def test_corrections_add_up_and_the_last_value_of_a_field_holds(log: Reviews) -> None:
    entry = an_entry("move")
    reading = reading_of(entry.article)
    one = log.add(correction(reading, entry, {"party": "CHN", "toward": "CHN"}, who="Ada"))
    two = log.add(replace(correction(reading, entry, {"toward": "JPN"}, who="Ben"), saw=one.id))
    state = log.standing().states[entry.key]
    assert (state.verdict, state.after) == ("correct", {"party": "CHN", "toward": "JPN"})
    assert state.decided == two
    log.undo(two.id, "Ada")
    assert log.standing().states[entry.key].after == {"party": "CHN", "toward": "CHN"}


def test_what_names_a_review_that_is_not_there_is_refused(log: Reviews) -> None:
    with pytest.raises(ReviewError, match="no review 'x'"):
        log.add(replace(accepting(an_entry()), saw="x"))
    with pytest.raises(ReviewError, match="no review 'x'"):
        log.undo("x", "Ada")
    made = log.add(accepting(an_entry()))
    with pytest.raises(ReviewError, match="already"):
        log.add(made)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM reviews",
        "UPDATE reviews SET who = 'Nobody'",
        "INSERT OR REPLACE INTO reviews SELECT * FROM reviews",
        "INSERT OR IGNORE INTO reviews SELECT * FROM reviews",
        "REPLACE INTO reviews SELECT number, 'other', at, who, verdict, article, undoes, review FROM reviews",
        "DELETE FROM touched",
        "UPDATE touched SET entry = ''",
    ],
)
def test_the_log_can_only_be_added_to(log: Reviews, change: str) -> None:
    made = log.add(accepting(an_entry()))
    with closing(sqlite3.connect(log.path)) as file, pytest.raises(sqlite3.IntegrityError, match="is never"):
        file.execute(change)
    assert log.all() == (made,)


def test_what_comes_from_elsewhere_is_taken_once_in_its_order(log: Reviews, tmp_path: Path) -> None:
    entry = an_entry()
    first = log.add(accepting(entry))
    log.add(replace(rejecting(entry), saw=first.id))
    log.undo(first.id, "Ben")
    (tmp_path / "other").mkdir()
    other = Reviews.open(tmp_path / "other")
    own = other.add(accepting(entry, "Eve"))
    assert (other.take(log.all()).new, other.take(log.all()).known) == (3, 3)
    assert [review.id for review in other.all()] == [own.id, *(review.id for review in log.all())]
    assert other.standing().states[entry.key].verdict == "reject"


def test_of_a_taking_that_fails_nothing_stays(log: Reviews) -> None:
    good = accepting(an_entry())
    with pytest.raises(ReviewError):
        log.take([good, replace(good, id="2", who="")])
    assert log.all() == ()


def test_a_damaged_log_is_told_and_left_as_it_is(log: Reviews) -> None:
    log.add(accepting(an_entry()))
    log.path.write_bytes(b"no log at all" * 100)
    for ask in (log.all, lambda: log.newest, lambda: log.add(accepting(an_entry()))):
        with pytest.raises(RecordError, match="never made anew"):
            ask()
    assert log.path.read_bytes().startswith(b"no log")


def test_a_log_of_a_later_release_is_left_alone(log: Reviews) -> None:
    log.add(accepting(an_entry()))
    with closing(sqlite3.connect(log.path)) as file:
        file.execute("PRAGMA user_version = 9")
    with pytest.raises(RecordError, match="version 9"):
        log.all()


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write everywhere")
def test_a_log_in_a_folder_that_may_only_be_read_is_read(log: Reviews, tmp_path: Path) -> None:
    made = log.add(accepting(an_entry()))
    tmp_path.chmod(0o500)
    try:
        assert log.all() == (made,)
    finally:
        tmp_path.chmod(0o700)


def _add_many(folder: Path, who: str, count: int, start: Any) -> None:
    log, entry = Reviews.open(folder), an_entry()
    start.wait()
    for _ in range(count):
        saw = None
        while True:
            try:
                log.add(replace(accepting(entry, who), saw=saw))
                break
            except MetFirst as met:
                saw = met.reviews[-1].id


def _context() -> Any:
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def test_two_processes_and_two_threads_review_one_entry_and_every_review_is_kept(tmp_path: Path) -> None:
    context = _context()
    start = context.Event()
    each = 12
    processes = [context.Process(target=_add_many, args=(tmp_path, who, each, start), daemon=True) for who in "AB"]
    threads = [threading.Thread(target=_add_many, args=(tmp_path, who, each, start)) for who in "CD"]
    for worker in (*processes, *threads):
        worker.start()
    start.set()
    for worker in (*processes, *threads):
        worker.join(60)
    found = Reviews.open(tmp_path).all()
    assert [review.number for review in found] == [*range(1, 4 * each + 1)]
    assert all(sum(review.who == who for review in found) == each for who in "ABCD")
    for before, review in pairwise(found):
        assert review.saw == before.id  # each of them had seen the one before


def _add_for_ever(folder: Path, told: Any) -> None:
    log = Reviews.open(folder)
    last: Review | None = None
    for _ in range(100_000):
        last = log.add(accepting(an_entry(), saw=last))
        told.value = last.number


def test_a_writer_that_is_killed_leaves_the_log_whole_with_all_that_it_had_added(tmp_path: Path) -> None:
    context = _context()
    log = Reviews.open(tmp_path)
    for kill in range(3):
        told = context.Value("i", 0)
        folder = tmp_path / str(kill)
        folder.mkdir()
        writer = context.Process(target=_add_for_ever, args=(folder, told), daemon=True)
        writer.start()
        while told.value < 3 + kill:
            writer.join(0.005)
            assert writer.is_alive()
        os.kill(writer.pid, signal.SIGKILL)
        writer.join(20)
        log = Reviews.open(folder)
        found = log.all()
        assert [review.number for review in found] == [*range(1, len(found) + 1)]
        assert len(found) >= told.value
        with closing(sqlite3.connect(folder / LOG)) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        log.add(accepting(an_entry(), "Ben", saw=found[-1]))
