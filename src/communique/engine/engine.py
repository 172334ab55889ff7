"""What every engine does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from communique.desk import Desk
from communique.reading import Article, Reading


class Engine(Protocol):
    """Reads articles somewhere."""

    def readings(self, articles: Iterable[Article], desk: Desk | None = None) -> Iterator[Reading]:
        """The readings of the articles, in their order, each as `annotate` gives it.

        The articles are taken as they are needed, a bounded number ahead. An article that cannot be read costs itself
        alone: its reading holds nothing but a problem that says why. Raises ModelError where the weights are missing.
        """
        ...
