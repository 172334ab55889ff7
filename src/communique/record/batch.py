"""A batch that is being added: the readings in it that the record does not have yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from communique.reading import Reading


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a batch: how many readings are new, and how many articles the record had already."""

    new: int
    known: int


class Unknown:
    """Readings of a batch whose articles the record does not have, once each; counts the others as they go by."""

    def __init__(self, readings: Iterable[Reading], known: Collection[str]) -> None:
        self._readings, self._known_ids = readings, known
        self.new: set[str] = set()
        self.known = 0

    def __iter__(self) -> Iterator[Reading]:
        for reading in self._readings:
            article = reading.article.id
            if article in self._known_ids or article in self.new:
                self.known += 1
            else:
                self.new.add(article)
                yield reading
