"""Which engine suits so many articles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from communique.desk import Desk
from communique.engine.engine import Engine
from communique.engine.here import Here
from communique.engine.processes import Processes
from communique.reading import Article, Reading

MANY = 300
"""From so many articles on several processes are worth their start: each takes a second to begin, and a process reads
some 30 articles a second."""


@dataclass(frozen=True, slots=True)
class Suited:
    """Reads few articles here, and many in as many processes as there are cores."""

    def readings(self, articles: Iterable[Article], desk: Desk | None = None) -> Iterator[Reading]:
        """The readings, as `Engine` says. The first few hundred articles are taken before the first is read."""
        taken = iter(articles)
        first = list(islice(taken, MANY))
        several = cores()
        engine: Engine = Here() if len(first) < MANY or several == 1 else Processes(several)
        return engine.readings(chain(first, taken), desk)


def engine_for(processes: int | None = None) -> Engine:
    """The engine with so many processes; None: with as many as suit the number of articles."""
    if processes is None:
        return Suited()
    return Here() if processes == 1 else Processes(processes)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
