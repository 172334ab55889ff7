"""In several processes of this machine.

Each is given a chunk of articles at a time, and the next when it has answered. A process that dies (killed, out of
memory, a fault in a library) or does not answer in time costs the one article that it died of: its chunk is read again
one article at a time by a new process.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any

from communique.desk import Desk
from communique.engine.worker import work
from communique.errors import FAULT, CommuniqueError
from communique.reading import Article, Problem, Reading

CHUNK = 16
"""Articles that a process is given at a time: half a second's work."""

AHEAD = 4
"""Chunks for each process that are taken from the articles before those before them are given back."""

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
        taken = iter(articles)
        chunks: deque[_Chunk] = deque()  # in the order of their articles: what is at the left is given back next
        waiting: deque[_Chunk] = deque()
        workers = [_Worker(desk) for _ in range(self.count)]
        try:
            while True:
                while len(chunks) < AHEAD * self.count and (found := tuple(islice(taken, self.chunk))):
                    chunks.append(_Chunk([_Piece(found)]))
                    waiting.append(chunks[-1])
                if not chunks:
                    return
                for worker in workers:
                    if worker.piece is None and (piece := _next(waiting)) is not None:
                        worker.give(piece, self.seconds)
                _answers(workers, waiting, chunks)
                while chunks and chunks[0].done:
                    yield from chunks.popleft().readings()
        finally:
            for worker in workers:
                worker.stop()


@dataclass(slots=True)
class _Piece:
    """Articles that one process reads in one go, and what came of it."""

    articles: tuple[Article, ...]
    readings: list[Reading] | None = None
    begun: bool = False


@dataclass(slots=True)
class _Chunk:
    """Articles that are given back together; more than one piece, where it had to be cut up."""

    pieces: list[_Piece] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return all(piece.readings is not None for piece in self.pieces)

    def readings(self) -> Iterator[Reading]:
        for piece in self.pieces:
            yield from piece.readings or ()


class _Worker:
    """One process, and the piece that it is at."""

    def __init__(self, desk: Desk | None) -> None:
        self._desk = desk
        self.piece: _Piece | None = None
        self.until = 0.0
        self._begin()

    def _begin(self) -> None:
        context = _context()
        self.line, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=work, args=(theirs, self._desk), daemon=True)
        self.process.start()
        theirs.close()

    def give(self, piece: _Piece, seconds: float) -> None:
        piece.begun = True
        self.piece = piece
        self.until = time.monotonic() + seconds * len(piece.articles)
        self.line.send(piece.articles)

    def again(self) -> None:
        """A new process in the place of one that died or does not answer."""
        self.stop()
        self.piece = None
        self._begin()

    def stop(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.join()


def _next(waiting: deque[_Chunk]) -> _Piece | None:
    while waiting:
        piece = next((piece for piece in waiting[0].pieces if not piece.begun), None)
        if piece is not None:
            return piece
        waiting.popleft()
    return None


def _answers(workers: list[_Worker], waiting: deque[_Chunk], chunks: deque[_Chunk]) -> None:
    """Waits for at least one process to answer, to die, or to have had its time."""
    busy = {worker.line: worker for worker in workers if worker.piece is not None}
    until = min(worker.until for worker in busy.values())
    lines: list[Any] = wait(list(busy), timeout=max(0.0, until - time.monotonic()))
    for line in lines:
        worker = busy[line]
        piece = worker.piece
        assert piece is not None
        try:
            answer = line.recv()
        except (EOFError, OSError):
            worker.process.join()
            _failed(piece, f"the process died ({worker.process.exitcode})", waiting, chunks)
            worker.again()
            continue
        if isinstance(answer, CommuniqueError):
            raise answer
        piece.readings, worker.piece = answer, None
    for worker in busy.values():
        if worker.piece is not None and time.monotonic() >= worker.until:
            _failed(worker.piece, "it took too long", waiting, chunks)
            worker.again()


def _failed(piece: _Piece, why: str, waiting: deque[_Chunk], chunks: deque[_Chunk]) -> None:
    """One article alone is given up; several are cut up, to find the one."""
    if len(piece.articles) == 1:
        piece.readings = [Reading(piece.articles[0], problems=(Problem(f"{FAULT}: {why}"),))]
        return
    chunk = next(chunk for chunk in chunks if piece in chunk.pieces)
    chunk.pieces = [_Piece((article,)) for article in piece.articles]
    waiting.appendleft(chunk)


def _context() -> Any:
    if sys.platform == "win32" or sys.platform == "darwin":  # no fork there, or none that is safe
        return get_context("spawn")
    context = get_context(_SERVER)
    context.set_forkserver_preload(["communique.engine.warmed"])
    return context
