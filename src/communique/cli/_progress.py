"""How far a long run is: a bar on a terminal, a plain line every few seconds anywhere else. On standard error."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

LINE_SECONDS = 5.0
PACE_SECONDS = 30.0  # the rate is that of the last half minute: articles skipped at the start must not flatter it

# Told how many articles are done, and how many there are (None while that is not known yet).
Tell = Callable[[int, int | None], None]


@contextmanager
def progress(
    stream: TextIO | None = None,
    *,
    doing: str = "reading",
    after: float = 0.0,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Tell]:
    """Show how far the run is on `stream` (standard error where None) while the block runs.

    `doing` is what is done with the articles; a run that takes less than `after` seconds shows nothing.
    """
    stream = stream if stream is not None else sys.stderr
    if stream.isatty():
        with _bar(stream, doing, after, clock) as tell:
            yield tell
    else:
        yield _lines(stream, doing, clock)


class Pace:
    """How many articles a second, over the last half minute."""

    def __init__(self, now: float) -> None:
        self._marks = deque([(now, 0)])

    def rate(self, now: float, done: int) -> float:
        """Articles a second, at `now`, when `done` are done."""
        self._marks.append((now, done))
        while len(self._marks) > 2 and now - self._marks[1][0] >= PACE_SECONDS:
            self._marks.popleft()
        then, before = self._marks[0]
        return (done - before) / (now - then) if now > then else 0.0


def rate_line(done: int, total: int | None, rate: float) -> str:
    """`120 of 400 articles, 8.1 a second, 0:34 left`, without what is not known."""
    parts = [f"{done:,} articles" if total is None else f"{done:,} of {total:,} articles", f"{rate:.1f} a second"]
    if total is not None and rate > 0:
        parts.append(f"{duration((total - done) / rate)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """`0:34`, `12:05`, `3:00:10`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _lines(stream: TextIO, doing: str, clock: Callable[[], float]) -> Tell:
    last = clock()
    pace = Pace(last)

    def tell(done: int, total: int | None) -> None:
        nonlocal last
        now = clock()
        rate = pace.rate(now, done)
        if now - last >= LINE_SECONDS:
            last = now
            stream.write(f"communique: {doing}: {rate_line(done, total, rate)}\n")
            stream.flush()

    return tell


@contextmanager
def _bar(stream: TextIO, doing: str, after: float, clock: Callable[[], float]) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    begun = clock()
    pace = Pace(begun)
    columns = (TextColumn(doing.capitalize()), BarColumn(), TextColumn("{task.fields[line]}"))
    bar = Progress(*columns, console=Console(file=stream), transient=True)
    task = bar.add_task("", total=None, line="")

    def tell(done: int, total: int | None) -> None:
        now = clock()
        rate = pace.rate(now, done)
        if now - begun >= after:
            bar.start()
            bar.update(task, completed=done, total=total, line=rate_line(done, total, rate))

    try:
        yield tell
    finally:
        if bar.live.is_started:
            bar.stop()
