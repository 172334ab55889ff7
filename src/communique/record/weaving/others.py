"""The lives of meetings. There are few: in newswire a report of one in every fifteenth article, or in fewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from communique.reading import Actor
from communique.record.weaving.database import batches
from communique.weave.accounts import Sources
from communique.weave.encounters import Sighting, clusters
from communique.weave.item import Met
from communique.weave.loom.rows import Kind, actor_of, item_of
from communique.weave.meetings import copies, life
from communique.weave.occurrence import Encounter, Occurrence, When, WhenBasis

if TYPE_CHECKING:
    import duckdb

    from communique.weave.copies.weaving import CopiesWoven

T = TypeVar("T")

LIVES = 1_000
"""Occurrences of meetings that are held before they are written."""

_TOLD = """
    SELECT article.id AS article, article.published_begin, article.published_end, article.published_basis, items.whole
    FROM items JOIN article ON article.id = items.article
    WHERE items.kind = '{kind}' ORDER BY article.number, items.at
"""
_NAMES = "SELECT id, whole FROM who SEMI JOIN (SELECT unnest(actors) AS id FROM items WHERE kind = '{kind}') USING (id)"


@dataclass(frozen=True, slots=True)
class About:
    """An article, as far as accounts tell of it."""

    article: str
    published: When | None
    outlet: str | None
    title: str | None
    path: str | None
    url: str | None


def meetings(
    db: duckdb.DuckDBPyConnection, copied: CopiesWoven, add: Callable[[list[Occurrence]], None]
) -> Iterator[Encounter]:
    """The encounters; `add` is given the occurrences of their lives, some at a time, with the days of `printed`."""
    names = names_of(db, "met")
    met = [(article, one) for article, _, found in told(db, "met", Met) for one in found]
    of_them = {member.article: member for member in copied.members("SELECT article FROM items WHERE kind = 'met'")}
    texts = {passage.origin for member in of_them.values() for passage in member.passages}
    sources = Sources(about(db, of_them.keys() | texts), of_them)
    sightings = [Sighting(article, one, sources.threads[article].published) for article, one in met]
    lives: list[Occurrence] = []
    for cluster in clusters(sightings, names, copies(sightings, sources)):
        encounter, became = life(cluster, sources, names)
        yield encounter
        lives += became
        if len(lives) >= LIVES:
            add(lives)
            lives = []
    if lives:
        add(lives)


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


def names_of(db: duckdb.DuckDBPyConnection, kind: Kind) -> dict[str, Actor]:
    """The actors that the items of a kind name."""
    return {id_: actor_of(whole) for id_, whole in db.sql(_NAMES.format(kind=kind)).fetchall()}


def told(db: duckdb.DuckDBPyConnection, kind: Kind, of: type[T]) -> Iterator[tuple[str, When | None, list[T]]]:
    """The articles that have items of a kind, with their own days and these items, in the order of the text."""
    rows = (
        row for batch in batches(db, _TOLD.format(kind=kind)) for row in zip(*batch.to_pydict().values(), strict=True)
    )
    for (article, *days), group in groupby(rows, key=lambda row: row[:4]):
        found = (item_of(kind, row[4]) for row in group)
        yield article, when(*days), [one for one in found if isinstance(one, of)]
