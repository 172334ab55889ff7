"""What accounts tell of the articles they stand in: their days, as narrow as they are known, and who prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.weave.occurrence import When, WhenBasis

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class About:
    """An article, as far as accounts tell of it."""

    article: str
    published: When | None
    outlet: str | None
    title: str | None
    path: str | None
    url: str | None


def about(db: duckdb.DuckDBPyConnection, articles: Iterable[str]) -> dict[str, About]:
    """Some articles, with the days of `printed`."""
    rows = db.execute(
        "SELECT id, begin, until, basis, outlet, title, path, url FROM printed"
        " SEMI JOIN (SELECT unnest(?) AS id) USING (id)",
        [list(articles)],
    ).fetchall()
    return {id_: About(id_, when(begin, end, basis), *rest) for id_, begin, end, basis, *rest in rows}


def when(begin: str | None, end: str | None, basis: WhenBasis | None) -> When | None:
    """Days as columns have them."""
    return When(begin, end, basis) if begin is not None and end is not None and basis is not None else None
