"""Keeping a record up to date: each source looked at in a thread of its own, all of it read into the record by one."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from communique.errors import RecordError
from communique.gather import Unread
from communique.gather.web import Fetcher, Limits, Paces
from communique.record.lock import WRITING, held, is_held
from communique.watch.looking import LONGEST_BACKOFF, Handed, Means, Seen, look, next_look
from communique.watch.sources import Source, Sources
from communique.watch.state import Standing, State

if TYPE_CHECKING:
    from communique.desk import Desk
    from communique.reading import Article, Reading
    from communique.record import Record

WATCHING = "watching.lock"
WAITING_ROOM = 40  # pages fetched and not read yet
BATCH_PAGES = 25
BATCH_SECONDS = 10.0  # a batch is begun at the latest after so long, however few pages have come
BUSY_SECONDS = 600.0  # for so long another writer of the record is waited for
LEAVE_SECONDS = 1.0
REST_AT_MOST, REST_AT_LEAST = 30.0, 300.0  # seconds between two weavings: in quiet times, and where it is never quiet
_MOMENT = 0.2


class Ear(Protocol):
    """Who is told what happens. Called by several threads, one at a time."""

    def said(self, source: Source, words: str) -> None:
        """Something about a source: news, or trouble."""

    def lost(self, unread: Unread) -> None:
        """A page that gives no article."""

    def read(self, reading: Reading) -> None:
        """An article is in the record now."""

    def known(self, article: Article) -> None:
        """An article was in the record already."""

    def rest(self) -> None:
        """All that has come is read: time to weave."""

    def busy(self, error: RecordError) -> None:
        """The record cannot be written now; it is tried again."""


def watch(
    record: Record,
    sources: Sources,
    ear: Ear,
    *,
    once: bool = False,
    desk: Desk | None = None,
    limits: Limits | None = None,
    limit: int = 5_000_000,
    stop: threading.Event | None = None,
) -> int:
    """Look at every source, now and again until `stop` is set, or (`once`) a single time. What they name is read.

    Returns at how many sources the last look failed. A source that failed, or whose host asked for it, is left alone
    for a while, in the next run too. Raises RecordError where somebody else is watching for the record, or it cannot
    be written, nor what is known of the sources: what has not come into the record then comes with the next run.
    """
    with _alone(record.path), _opened(record.path) as state:
        state.recover(record.knows)
        stop = stop or threading.Event()
        limits = limits or Limits(pause=sources.pause)
        told = cast("Ear", _Told(ear))
        return _Watch(record, sources, told, state, desk, limits, limit, stop).run(once=once)


def is_watched(folder: Path) -> bool:
    """Whether somebody is watching for the record in a folder just now."""
    return is_held(folder / WATCHING)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with held(folder / WATCHING) as taken:
        if not taken:
            raise RecordError(
                f"Somebody is watching already for the record at {folder}",
                cause="another communique watch is running, perhaps an earlier one of cron",
                fix="let that one do it, or stop it first",
            )
        yield


@contextmanager
def _opened(folder: Path) -> Iterator[State]:
    state = State(folder)
    try:
        yield state
    finally:
        state.close()


class _Told:
    """An ear that hears one thing at a time."""

    def __init__(self, ear: Ear) -> None:
        self._ear, self._lock = ear, threading.RLock()

    def __getattr__(self, name: str) -> object:
        heard = getattr(self._ear, name)

        def tell(*what: object) -> None:
            with self._lock:
                heard(*what)

        return tell


class _Watch:
    def __init__(
        self,
        record: Record,
        sources: Sources,
        ear: Ear,
        state: State,
        desk: Desk | None,
        limits: Limits,
        limit: int,
        stop: threading.Event,
    ) -> None:
        self._record, self._sources, self._ear, self._state, self._desk = record, sources, ear, state, desk
        self._limits, self._limit, self._stop = limits, limit, stop
        self._paces = Paces()
        self._queue: queue.Queue[Handed] = queue.Queue(WAITING_ROOM)
        self._failing: set[str] = set()
        self._unkept: RecordError | None = None  # why what is known of the sources cannot be kept
        self._notes: dict[str, str] = {}  # what was said of a source last, not to say it at every look

    def run(self, *, once: bool) -> int:
        threads = [
            threading.Thread(target=self._follow, args=(source, once), daemon=True, name=source.url)
            for source in self._sources.sources
        ]
        for thread in threads:
            thread.start()
        try:
            self._read_what_comes(threads)
        finally:
            self._stop.set()
            until = time.monotonic() + LEAVE_SECONDS  # a request on its way ends with the program
            for thread in threads:
                thread.join(max(0.0, until - time.monotonic()))
        if self._unkept is not None:
            raise self._unkept
        return len(self._failing)

    def _follow(self, source: Source, once: bool) -> None:
        """Looks at one source, whenever it is due."""
        fetcher = Fetcher(
            limits=self._limits,
            private=source.private,
            agent=self._sources.agent,
            stop=self._stop,
            paces=self._paces,
        )

        def news(new: int) -> None:
            self._ear.said(source, f"{new:,} new")

        means = Means(fetcher, self._state, self._stop, news, self._hand, self._ear.lost, time.time, self._limit)
        try:
            due = time.monotonic() + self._first(source, once)
            while not self._stop.is_set():
                wait = due - time.monotonic()  # by the clock that nobody sets
                if wait > 0 and once:
                    self._failing.add(source.url)
                    self._ear.said(source, f"left alone for {length(wait)} more, after its last trouble")
                    return
                if wait > 0:
                    self._stop.wait(min(wait, 60.0))  # no platform waits for ever
                    continue
                due = time.monotonic() + self._look(source, means)
                if once:
                    return
        except RecordError as error:  # the state cannot be kept: no source can go on without it
            if not self._stop.is_set():
                self._unkept = error
                self._stop.set()

    def _look(self, source: Source, means: Means) -> float:
        """Looks at a source. Returns in how many seconds it is due again."""
        before = self._state.standing(source.url)
        try:
            seen = look(source, means)
        except RecordError:
            raise
        # Whatever it is, the other sources have nothing to do with it.
        except Exception as error:  # noqa: BLE001
            seen = Seen(trouble=f"a fault in communique itself: {type(error).__name__}: {error}")
        if self._stop.is_set():
            return 0.0  # not seen to the end: it is due as before
        now = time.time()
        again = next_look(source, seen, before.failures, now)
        self._state.looked(source.url, now, again, seen.trouble, came=seen.new)
        if seen.note is not None and seen.note != self._notes.get(source.url):
            self._notes[source.url] = seen.note
            self._ear.said(source, seen.note)
        if seen.trouble is not None:
            self._failing.add(source.url)
            self._ear.said(source, f"{seen.trouble} The next look is in {length(again - now)}.")
        else:
            self._failing.discard(source.url)
            if before.trouble is not None:
                self._ear.said(source, "well again")
        return again - now

    def _first(self, source: Source, once: bool) -> float:
        """The seconds until the first look. A single look need not wait, unless the last one failed."""
        standing = self._state.standing(source.url)
        if once and standing.trouble is None:
            return 0.0
        return left_to_wait(standing, time.time(), max(LONGEST_BACKOFF, source.every) + 1.0)

    def _hand(self, handed: Handed) -> None:
        while not self._stop.is_set():
            try:
                self._queue.put(handed, timeout=_MOMENT)
            except queue.Full:
                continue
            return

    def _read_what_comes(self, threads: Sequence[threading.Thread]) -> None:
        batch: list[Handed] = []
        begun = 0.0
        rest = _Rest(wanted=self._record.unwoven > 0)  # an earlier run may have left something
        while True:
            over = self._stop.is_set() or not any(thread.is_alive() for thread in threads)
            try:
                batch.append(self._queue.get(timeout=_MOMENT))
                begun = begun or time.monotonic()
                come = True
            except queue.Empty:
                come = False
            if batch and (not come or len(batch) >= BATCH_PAGES or time.monotonic() - begun >= BATCH_SECONDS):
                self._read(batch)
                batch, begun = [], 0.0
                rest.wanted = True
            if rest.due(quiet=not come, over=over) and not self._stop.is_set():  # who stops it waits for no weaving
                self._ear.rest()
                rest = _Rest(wanted=False, last=time.monotonic())
            if over and not come and not batch:
                return

    def _read(self, batch: list[Handed]) -> None:
        """Reads the articles of these pages into the record; only when it has them are the pages done."""
        from communique.annotate import annotate_many

        unknown: dict[str, Article] = {}
        for handed in batch:
            for article in handed.articles:
                if article.id in unknown or self._record.knows(article.id):
                    self._ear.known(article)
                else:
                    unknown[article.id] = article
        self._state.handed((handed.page, [article.id for article in handed.articles]) for handed in batch)
        readings = list(annotate_many(unknown.values(), desk=self._desk))
        if readings:
            self._add(readings)
        self._state.done(handed.page for handed in batch)
        for reading in readings:
            self._ear.read(reading)

    def _add(self, readings: list[Reading]) -> None:
        """Adds to the record. Another writer (a `communique read`) is waited for; what was read is kept meanwhile."""
        until = time.monotonic() + BUSY_SECONDS
        pause, faults = 0.5, 0
        while True:
            try:
                self._record.add(readings)
            except RecordError as error:
                # with nobody at work it is a fault, of the disk perhaps; once it may be that he has just ended
                faults = 0 if is_held(self._record.path / WRITING) else faults + 1
                if faults > 1 or time.monotonic() + pause > until or self._stop.wait(pause):
                    raise
                if pause == 0.5:
                    self._ear.busy(error)
                pause = min(2 * pause, 15.0)
            else:
                return


@dataclass(slots=True)
class _Rest:
    """When to weave: where there is something new (`wanted`), in quiet moments, and not too often."""

    wanted: bool
    last: float = field(default_factory=lambda: time.monotonic() - REST_AT_MOST)

    def due(self, *, quiet: bool, over: bool) -> bool:
        since = time.monotonic() - self.last
        return self.wanted and ((quiet and (over or since >= REST_AT_MOST)) or since >= REST_AT_LEAST)


def left_to_wait(standing: Standing, now: float, longest: float) -> float:
    """The seconds until a source is due; no more than was meant when it was looked at, nor than `longest`.

    More than that is left only where the clock was set back since: then it is due after that time, or at once.
    """
    wait = standing.next - now
    if standing.looked is not None:
        wait = min(wait, standing.next - standing.looked)
    return wait if 0.0 < wait <= longest else 0.0


def length(seconds: float) -> str:
    """`40 seconds`, `15 minutes`, `6 hours`."""
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size * 0.995:
            number = round(seconds / size)
            return f"{number} {name}{'' if number == 1 else 's'}"
    return f"{max(1, round(seconds))} seconds"
