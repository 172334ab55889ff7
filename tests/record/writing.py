"""What the other process does in the tests that need one: it adds batches, until it is stopped."""

from __future__ import annotations

import os
from itertools import count
from multiprocessing.synchronize import Event
from pathlib import Path

from communique.record import Record
from communique.record.manifest import load
from tests.record.samples import many

BATCH = 12


def add_for_ever(folder: str, ready: Event) -> None:
    """Adds batch after batch, going on where the record ends."""
    record = Record.open(folder)
    ready.set()
    for batch in count(load(Path(folder)).rows("articles") // BATCH):
        record.add(many(BATCH, first=batch * BATCH))


def add_some(folder: str, batches: int) -> None:
    """Adds some batches to an empty record."""
    record = Record.open(folder)
    for batch in range(batches):
        record.add(many(BATCH, first=batch * BATCH))


def weave_some(folder: str, times: int) -> None:
    """Adds some batches to a woven record, and weaves after each."""
    record = Record.open(folder)
    for _ in range(times):
        record.add(many(BATCH, first=load(Path(folder)).rows("articles")))
        record.weave()


def weave_for_ever(folder: str, ready: Event) -> None:
    """Adds an article and weaves, again and again."""
    record = Record.open(folder)
    ready.set()
    while True:
        record.add(many(1, first=load(Path(folder)).rows("articles")))
        record.weave()


def die_at_a_rename(folder: str, number: int, after: bool) -> None:
    """Adds one batch, and dies without a word just before or after a given rename."""
    _die_at_a_rename(number, after=after)
    record = Record.open(folder)
    record.add(many(BATCH, first=load(Path(folder)).rows("articles")))


def die_weaving(folder: str, number: int, after: bool) -> None:
    """Weaves, and dies without a word just before or after a given rename."""
    record = Record.open(folder)
    _die_at_a_rename(number, after=after)
    record.weave()


def _die_at_a_rename(number: int, *, after: bool) -> None:
    rename, seen = Path.replace, count(1)

    def deadly(self: Path, target: Path) -> Path:
        last = next(seen) == number
        if last and not after:
            os._exit(9)
        renamed = rename(self, target)
        if last:
            os._exit(9)
        return renamed

    Path.replace = deadly  # type: ignore[assignment, method-assign]
