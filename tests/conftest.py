from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

# The tests share their cores with browsers and servers: how long one example takes says nothing about the code.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")


LONG = 0.2  # seconds


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets each test decide how wide the terminal is: the runner says one of its own."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session")
def cpu_seconds() -> Callable[[Callable[[], object]], float]:
    """The processor seconds a piece of work takes: the quickest of five, since a busy machine only ever adds.

    Of long work that is little beside the whole: three runs of it will do. No garbage is collected meanwhile, since
    that looks through all that other tests have left.
    """

    def once(work: Callable[[], object]) -> float:
        gc.disable()
        try:
            begun = time.process_time()
            work()
            return time.process_time() - begun
        finally:
            gc.enable()

    def quickest(work: Callable[[], object]) -> float:
        first = once(work)
        return min(first, *(once(work) for _ in range(2 if first > LONG else 4)))

    return quickest
