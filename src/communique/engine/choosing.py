"""Which engine suits so many articles."""

from __future__ import annotations

import os

from communique.engine.engine import Engine
from communique.engine.here import Here
from communique.engine.processes import Processes

MANY = 300
"""From so many articles on several processes are worth their start: each takes a second to begin, and a process reads
some 30 articles a second."""


def engine_for(articles: int | None, processes: int | None = None) -> Engine:
    """The engine for so many articles (None: not known yet, and so perhaps many); `processes` asks for a number of them."""
    count = cores() if processes is None else processes
    few = articles is not None and articles < MANY
    return Here() if count == 1 or (few and processes is None) else Processes(count)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
