"""In this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.desk import Desk
from communique.reading import Article, Reading


@dataclass(frozen=True, slots=True)
class Here:
    """Reads one article after the other."""

    def readings(self, articles: Iterable[Article], desk: Desk | None = None) -> Iterator[Reading]:
        """The readings, as `Engine` says."""
        from communique.annotate import annotate_many

        return annotate_many(articles, desk=desk)
