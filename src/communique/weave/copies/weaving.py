"""Copies among more articles than memory holds: what `CopyIndex` tells, from tables, by DuckDB.

sketched ─► candidates ─► links (aligned once, kept) ─► descents (whose words) ─► families

What follows from all articles together is worked out again each time, out of core; what is dear is taken over: links
hold for ever, and so do the descents of an article whose links, and the descents of those it links to, are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from communique.weave.copies.family import Member

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before: each the name of a table or view of the connection, with the columns of `tables.columns`.

    `sketched` has every article that is to be woven, once, and no other. `links` has what pairs were found to share,
    by any weaving. `descents` and `families` are those of one weaving before, of whatever articles; empty for none.
    """

    sketched: str
    links: str
    descents: str
    families: str


@dataclass(frozen=True)
class CopiesWoven:
    """What became of it. `links`, `descents` and `families` are tables or views of the connection, to be copied.

    `links`: those found now, to be kept beside the known. `descents`: all, in place of those before. `families`: all,
    in order, the rows that `record.woven` makes of `CopyIndex.families`. `changed`: the articles whose passages are
    not what they were in the families before; an article that was not there had none.
    """

    db: duckdb.DuckDBPyConnection
    links: str
    descents: str
    families: str
    changed: frozenset[str]

    def members(self, articles: Iterable[str]) -> dict[str, Member]:
        """These articles, with their passages; one that was not woven has none."""
        raise NotImplementedError

    def with_passages(self) -> Iterator[Member]:
        """All articles that have passages from others, a few thousand in memory at a time."""
        raise NotImplementedError


def weave_copies(
    db: duckdb.DuckDBPyConnection, known: Known, folder: Path, tell: Callable[[int, int], None] | None = None
) -> CopiesWoven:
    """Weaves the copies. Words that do not fit in memory are in a nameless file in `folder` meanwhile.

    `tell` is told how many pairs of articles have been aligned, and how many there are to align. Temporary tables of
    the connection whose names begin with "copies_" are replaced.
    """
    raise NotImplementedError
