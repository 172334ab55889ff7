"""In several processes of this machine: the model is loaded once, and shared where the platform allows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any

from communique.desk import Desk
from communique.engine.pool import CHUNK, Died, Pool
from communique.engine.worker import work
from communique.errors import CommuniqueError
from communique.reading import Article, Reading

SECONDS = 60.0
"""For one article; the longest that is read (5 MB) takes some 40 of them on a slow core."""

_SERVER = "forkserver"


@dataclass(frozen=True, slots=True)
class Processes:
    """Reads in `count` processes; `seconds` is the longest that one article may take."""

    count: int
    seconds: float = SECONDS
    chunk: int = CHUNK

    def readings(self, articles: Iterable[Article], desk: Desk | None = None) -> Iterator[Reading]:
        """The readings, as `Engine` says."""
        pool = self.pool(desk)
        try:
            yield from pool.readings(articles)
        finally:
            pool.close()

    def pool(self, desk: Desk | None = None) -> Pool[Process]:
        """The processes, for several lots of articles; whoever asks for them closes them."""
        return Pool([Process(desk) for _ in range(self.count)], _wait, self.seconds, self.chunk)


class Process:
    """One process."""

    def __init__(self, desk: Desk | None) -> None:
        self._desk = desk
        self._begin()

    def _begin(self) -> None:
        context = _context()
        self.line, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=work, args=(theirs, self._desk), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, articles: tuple[Article, ...]) -> None:
        """Sends it the articles."""
        self.line.send(articles)

    def answer(self) -> list[Reading]:
        """What it has read, as `Worker` says."""
        try:
            answer: list[Reading] | CommuniqueError = self.line.recv()
        except (EOFError, OSError) as error:
            self._process.join()
            raise Died(f"{self._process.exitcode}") from error
        if isinstance(answer, CommuniqueError):
            raise answer
        return answer

    def again(self) -> None:
        """A new process in its place."""
        self.stop()
        self._begin()

    def stop(self) -> None:
        """Ends the process."""
        self.line.close()
        self._process.kill()
        self._process.join()


def _wait(processes: Sequence[Process], seconds: float) -> list[Process]:
    lines = {process.line: process for process in processes}
    found: list[Any] = wait(list(lines), timeout=seconds)
    return [lines[line] for line in found]


def _context() -> Any:
    if sys.platform == "win32" or sys.platform == "darwin":  # no fork there, or none that is safe
        return get_context("spawn")
    context = get_context(_SERVER)
    context.set_forkserver_preload(["communique.engine.warmed"])
    return context
