"""Which engine suits so many articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal

from communique.desk import Desk
from communique.engine.engine import Engine
from communique.engine.here import Here
from communique.engine.machine import cores
from communique.engine.processes import Processes
from communique.reading import Article, Reading

Name = Literal["here", "processes", "ray"]

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


def engine_for(
    processes: int | None = None,
    named: Name | None = None,
    *,
    actors: int | None = None,
    address: str | None = None,
) -> Engine:
    """The engine of that name with so many processes; without either, one that suits the number of articles.

    On Ray `processes` is for each actor; `actors` and `address` are as `OnRay` has them.
    """
    if named == "ray":
        from communique.engine.on_ray import OnRay

        return OnRay(actors, address, processes or 1)
    if named == "processes":
        return Processes(processes or cores())
    if named is None and processes is None:
        return Suited()
    return Here() if named == "here" or processes == 1 else Processes(processes or cores())
