"""The lives of meetings. There are few: in newswire a report of one in about a hundred articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from communique.record.weaving.about import about
from communique.record.weaving.database import batches
from communique.weave.accounts import Sources
from communique.weave.encounters import Sighting, clusters
from communique.weave.item import Met
from communique.weave.loom.rows import actor_of, item_of
from communique.weave.meetings import copies, life
from communique.weave.occurrence import Encounter, Occurrence

if TYPE_CHECKING:
    import duckdb

    from communique.weave.copies.weaving import CopiesWoven

LIVES = 1_000
"""Occurrences of meetings that are held before they are written."""

_MET = """
    SELECT article.id, rest.whole FROM rest JOIN article ON article.number = rest.article
    WHERE rest.kind = 3 ORDER BY rest.article, rest.at
"""
_NAMES = "SELECT id, whole FROM who SEMI JOIN (SELECT unnest(actors) AS id FROM items WHERE kind = 'met') USING (id)"


def meetings(
    db: duckdb.DuckDBPyConnection, copied: CopiesWoven, add: Callable[[list[Occurrence]], None]
) -> Iterator[Encounter]:
    """The encounters; `add` is given the occurrences of their lives, some at a time, with the days of `printed`."""
    names = {id_: actor_of(whole) for id_, whole in db.sql(_NAMES).fetchall()}
    met = [*_met(db)]
    members = {member.article: member for member in copied.members("SELECT article FROM items WHERE kind = 'met'")}
    texts = {passage.origin for member in members.values() for passage in member.passages}
    sources = Sources(about(db, members.keys() | texts), members)
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


def _met(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, Met]]:
    """All meetings, with the articles that tell of them, in the order of these and of their texts."""
    for batch in batches(db, _MET):
        for article, data in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            met = item_of("met", data)
            assert isinstance(met, Met)  # by the kind of its row
            yield article, met
