"""Several workers that each read a chunk of articles at a time; what comes back is in the order of the articles.

A worker that dies (killed, out of memory, a fault in a library) or does not answer in time costs the one article that
it died of: its chunk is read again one article at a time by a new worker.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, Protocol, TypeVar

from communique.errors import FAULT
from communique.reading import Article, Problem, Reading

CHUNK = 16
"""Articles that a worker is given at a time: half a second's work."""

AHEAD = 4
"""Chunks for each worker that are taken from the articles before those before them are given back."""


class Died(Exception):  # noqa: N818 - what became of a worker, rather than an error of a user's
    """A worker is no more; the message says what is known of it."""


class Worker(Protocol):
    """Reads elsewhere, a chunk at a time."""

    def give(self, articles: tuple[Article, ...]) -> None:
        """Has it read these. It is given nothing more until it has answered."""
        ...

    def answer(self) -> list[Reading]:
        """The readings. Raises Died, or the CommuniqueError that the articles met."""
        ...

    def again(self) -> None:
        """Puts a new one in the place of one that died, or does not answer."""
        ...

    def stop(self) -> None:
        """Ends it, whatever it is at."""
        ...


W = TypeVar("W", bound=Worker)

Wait = Callable[[Sequence[W], float], Sequence[W]]
"""Waits, at most so many seconds, until some of the workers have an answer or have died, and gives these."""


class Pool(Generic[W]):
    """Workers that stay at hand from one lot of articles to the next; `seconds` is the longest an article may take."""

    def __init__(self, workers: Sequence[W], wait: Wait[W], seconds: float, chunk: int = CHUNK) -> None:
        self._seats = [_Seat(worker) for worker in workers]
        self._wait, self._seconds, self._chunk = wait, seconds, chunk

    def readings(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """The readings, as `Engine` says. One lot is read at a time."""
        taken = iter(articles)
        chunks: deque[_Chunk] = deque()  # in the order of their articles: what is at the left is given back next
        waiting: deque[_Chunk] = deque()
        try:
            while True:
                while len(chunks) < AHEAD * len(self._seats) and (found := tuple(islice(taken, self._chunk))):
                    chunks.append(_Chunk([_Piece(found)]))
                    waiting.append(chunks[-1])
                if not chunks:
                    return
                for seat in self._seats:
                    if seat.piece is None and (piece := _next(waiting)) is not None:
                        seat.give(piece, self._seconds)
                self._answers(waiting, chunks)
                while chunks and chunks[0].done:
                    yield from chunks.popleft().readings()
        finally:
            for seat in self._seats:
                if seat.piece is not None:  # whoever asked wants no more
                    seat.again()

    def close(self) -> None:
        """Ends the workers."""
        for seat in self._seats:
            seat.worker.stop()

    def _answers(self, waiting: deque[_Chunk], chunks: deque[_Chunk]) -> None:
        """Waits for at least one worker to answer, to die, or to have had its time."""
        busy = {id(seat.worker): seat for seat in self._seats if seat.piece is not None}
        until = min(seat.until for seat in busy.values())
        found = self._wait([seat.worker for seat in busy.values()], max(0.0, until - time.monotonic()))
        for seat in (busy[id(worker)] for worker in found):
            piece = seat.piece
            assert piece is not None
            try:
                piece.readings = seat.worker.answer()
                seat.piece = None
            except Died as died:
                _failed(piece, f"the process died ({died})", waiting, chunks)
                seat.again()
        for seat in busy.values():
            if seat.piece is not None and time.monotonic() >= seat.until:
                _failed(seat.piece, "it took too long", waiting, chunks)
                seat.again()


@dataclass(slots=True)
class _Piece:
    """Articles that one worker reads in one go, and what came of it."""

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


@dataclass(slots=True)
class _Seat(Generic[W]):
    """A worker, the piece that it is at, and until when it may be."""

    worker: W
    piece: _Piece | None = None
    until: float = 0.0

    def give(self, piece: _Piece, seconds: float) -> None:
        piece.begun = True
        self.piece = piece
        self.until = time.monotonic() + seconds * len(piece.articles)
        self.worker.give(piece.articles)

    def again(self) -> None:
        self.piece = None
        self.worker.again()


def _next(waiting: deque[_Chunk]) -> _Piece | None:
    while waiting:
        piece = next((piece for piece in waiting[0].pieces if not piece.begun), None)
        if piece is not None:
            return piece
        waiting.popleft()
    return None


def _failed(piece: _Piece, why: str, waiting: deque[_Chunk], chunks: deque[_Chunk]) -> None:
    """One article alone is given up; several are cut up, to find the one."""
    if len(piece.articles) == 1:
        piece.readings = [Reading(piece.articles[0], problems=(Problem(f"{FAULT}: {why}"),))]
        return
    chunk = next(chunk for chunk in chunks if piece in chunk.pieces)
    chunk.pieces = [_Piece((article,)) for article in piece.articles]
    waiting.appendleft(chunk)
