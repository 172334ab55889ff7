"""Disjoint sets: what hangs together by pairs (Tarjan 1975)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Disjoint(Generic[T]):
    """Items, each in a group by itself until it is joined to another."""

    def __init__(self, items: Iterable[T]) -> None:
        self._above = {item: item for item in items}

    def join(self, one: T, other: T) -> None:
        """Makes one group of those that the two are in."""
        self._above[self._top(other)] = self._top(one)

    def groups(self) -> list[tuple[T, ...]]:
        """The groups, each with its items in the order in which they were given."""
        found: defaultdict[T, list[T]] = defaultdict(list)
        for item in self._above:
            found[self._top(item)].append(item)
        return [tuple(group) for group in found.values()]

    def _top(self, item: T) -> T:
        while self._above[item] != item:
            self._above[item] = self._above[self._above[item]]
            item = self._above[item]
        return item
