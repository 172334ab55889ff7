"""One door tried with inputs of a seeded hand: what fails, what takes too long, what it comes to."""

from __future__ import annotations

import hashlib
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from tests.hostile.mutator import made, mutated
from tests.hostile.targets import Target

SECONDS = 1.0
"""Of the processor, that one input may take: the issue's limit for an article."""

HUNG = 20
"""Seconds of the processor after which an input is given up."""

KEPT = 200  # inputs that later ones are made of
AGAIN = 5  # times an input that took too long is tried again: a busy machine only ever adds


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many inputs were tried, how long that took, the slowest of them, and each kind of finding once.

    `reached`, where inputs are chosen by it: how many branches of communique were.
    """

    inputs: int
    seconds: float
    slowest: float
    found: tuple[str, ...] = ()
    reached: int | None = None

    def told(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


class Hang(Exception):  # noqa: N818 - what happened, not an error of anybody's
    """An input was given up."""


def inputs(target: Target, count: int, seed: int) -> Iterator[bytes]:
    """The seeds, then inputs made of them and of one another; the same for the same seed."""
    random = Random(f"{seed} {target.name}")
    kept = [seed[: target.longest] for seed in target.seeds()]
    yield from kept[:count]
    for number in range(count - len(kept)):
        if number % 8 == 0:
            data = made(target.pieces, random, target.longest)
        else:
            data = mutated(random.choice(kept), kept, target.pieces, random, target.longest)
        yield data
        if len(kept) < KEPT:
            kept.append(data)
        elif number % 4 == 0:  # what is far from the seeds is tried further
            kept[random.randrange(len(kept))] = data


def try_out(target: Target, count: int, seed: int, keep: Path) -> Outcome:
    """What comes of so many inputs. Those with a finding are kept."""
    keep.mkdir(parents=True, exist_ok=True)
    found: dict[str, str] = {}
    slowest, begun, number = 0.0, time.monotonic(), 0
    for number, data in enumerate(inputs(target, count, seed), 1):
        try:
            taken = timed(target, data)
            if number > 1 and taken > SECONDS:  # the first one loads what it needs
                taken = min(taken, *(timed(target, data) for _ in range(AGAIN)))
                if taken > SECONDS:
                    _keep(found, keep, target, data, f"takes {taken:.1f} s")
            slowest = max(slowest, taken if number > 1 else 0.0)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            _keep(found, keep, target, data, _where(error))
    return Outcome(number, round(time.monotonic() - begun, 1), round(slowest, 3), tuple(found.values()))


def timed(target: Target, data: bytes) -> float:
    """The processor seconds of one input. Raises Hang where it is given up, and whatever the target raises."""
    with given_up_after(HUNG):
        begun = time.process_time()
        target.attempt(data)
        return time.process_time() - begun


@contextmanager
def given_up_after(seconds: float) -> Iterator[None]:
    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise Hang(f"given up after {seconds:g} s")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _keep(found: dict[str, str], keep: Path, target: Target, data: bytes, what: str) -> None:
    kind = what.split(":", 1)[0]
    if kind not in found:
        name = f"{target.name}-{hashlib.sha256(data).hexdigest()[:12]}"
        (keep / name).write_bytes(data)
        found[kind] = f"{what[:160]} [{name}]"


def _where(error: Exception) -> str:
    """The error, and the last line of communique or of the tests that it came through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/communique/" in frame.filename]
    frames = frames or traceback.extract_tb(error.__traceback__)
    frame = frames[-1]
    return f"{type(error).__name__} {Path(frame.filename).name} {frame.lineno}: {error}"
