"""Shelves: items that may be one happening, found without comparing everything with everything.

An item goes on a shelf for each of its keys and meets those near it there in time. What is on a shelf, not how it came
there, says who is compared, so the answer is the same in any order of arrival.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

NEIGHBOURS = 24  # items after it on a shelf, in order of their days, that one is compared with


class Ref(NamedTuple):
    """An item of a reading, a statement or a move: its article's id and its own."""

    article: str
    id: str


Group = tuple[Ref, ...]


class Shelves:
    """The items met so far, and which pairs of neighbours `compare` says are one; it is asked once a pair a shelf."""

    def __init__(self, compare: Callable[[Ref, Ref], bool]) -> None:
        self._compare = compare
        self._shelves: defaultdict[str, list[tuple[str, Ref]]] = defaultdict(list)
        self._stale: set[str] = set()
        self._met: dict[str, list[tuple[Ref, Ref]]] = {}

    def put(self, ref: Ref, day: str, keys: Iterable[str]) -> None:
        """Puts an item, which must not have been put before, on the shelves of its keys."""
        for key in keys:
            insort(self._shelves[key], (day, ref))
            self._stale.add(key)

    def pairs(self) -> Iterator[tuple[Ref, Ref]]:
        """The pairs that stand near one another on a shelf and are one."""
        for key in self._stale:
            refs = [ref for _, ref in self._shelves[key]]
            self._met[key] = [
                pair
                for at, one in enumerate(refs)
                for other in refs[at + 1 : at + 1 + NEIGHBOURS]
                if self._compare(*(pair := ordered(one, other)))
            ]
        self._stale.clear()
        for pairs in self._met.values():
            yield from pairs


def ordered(one: Ref, other: Ref) -> tuple[Ref, Ref]:
    """The two, the lesser first."""
    return (one, other) if one <= other else (other, one)
