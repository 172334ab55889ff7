"""A page of a long list: which stretch of it is wanted, and what came of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

STRETCH = 50  # rows of a page: two screens


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a list is ordered, and whether the largest comes first."""

    by: str
    falling: bool = False

    @classmethod
    def of(cls, words: str) -> Order:
        """`date`, or `-date` for the latest first."""
        return cls(words.removeprefix("-"), words.startswith("-"))

    def sql(self, columns: dict[str, str], otherwise: str) -> str:
        """What stands after ORDER BY: `columns` has an expression for each name, `otherwise` decides between equals."""
        chosen = columns.get(self.by)
        return f"{chosen} {'DESC' if self.falling else 'ASC'} NULLS LAST, {otherwise}" if chosen else otherwise


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which rows of a list are wanted: from row `first` (counted from 0), at most `count` of them."""

    first: int = 0
    count: int = STRETCH

    @classmethod
    def of_page(cls, page: int, count: int = STRETCH) -> Stretch:
        """The stretch that is on a page, counted from 1."""
        return cls((page - 1) * count, count)


FIRST = Stretch()


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """Some rows of a list: `total` counts all of it, `first` is the number of the first row here, counted from 0."""

    rows: tuple[T, ...]
    total: int
    first: int
